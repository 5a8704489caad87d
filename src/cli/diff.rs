//! `diff`: what changes from one level to another.

mod json;
mod markdown;
mod text;

use std::path::PathBuf;

use clap::ValueEnum;

use super::project::Project;
use super::{Failure, Outcome, Status, output};
use crate::derive::{self, Step};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::model::{Framework, Level, Role, RoleId};
use crate::pipeline::{self, Memory};

/// Show what changes from one level to another
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs diff software-engineer/ic3 software-engineer/ic4")]
pub(super) struct Args {
    /// Level that is left, as role/level
    from: String,
    /// Level that is reached, as role/level
    to: String,
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// How the step is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a pull request or a page
    Markdown,
    /// For programs: both lists of every competency, and the pairs between them
    Json,
}

pub(super) fn run(args: &Args) -> Outcome {
    let project = Project::read(&args.dir)?;
    let mut problems = Diagnostics::default();
    let framework = pipeline::framework(&project.sources, &mut Memory::default(), &mut problems);
    let Some(framework) = framework.filter(|_| !problems.has_errors()) else {
        output::diagnostics(&project.sources, &problems);
        return Ok(Status::Errors);
    };
    let from = find(&framework, &args.from)?;
    let to = find(&framework, &args.to)?;
    let step = derive::step(from, to, None);
    output::result(&match args.format {
        Format::Text => text::text(&step),
        Format::Markdown => markdown::markdown(&step),
        Format::Json => json::json(&step),
    })?;
    Ok(Status::Done)
}

/// The level that `name` names.
fn find<'f>(framework: &'f Framework, name: &str) -> Result<(&'f Role, &'f Level), Failure> {
    let Some((role_name, level_name)) = name.split_once('/') else {
        return Err(Failure::usage(
            format!("`{name}` doesn't say which role"),
            full(framework, name),
        ));
    };
    let Some(role) = RoleId::new(role_name).and_then(|id| framework.role(&id)) else {
        let roles = framework.roles.iter().map(|role| role.id.as_str());
        let help = did_you_mean(role_name, roles);
        return Err(Failure::Content(format!("no role is called `{role_name}`"), help));
    };
    let Some(level) = role.level(level_name) else {
        let help = did_you_mean(level_name, role.levels.iter().map(|level| level.id.as_str()));
        return Err(Failure::Content(format!("`{role_name}` has no level `{level_name}`"), help));
    };
    Ok((role, level))
}

/// How a level is named in full, where somebody wrote half of it.
fn full(framework: &Framework, half: &str) -> String {
    let of_level = framework.roles.iter().filter(|role| role.level(half).is_some());
    let of_role = framework.roles.iter().filter(|role| role.id.as_str() == half);
    let mut full: Vec<String> = of_level.map(|role| format!("`{}/{half}`", role.id)).collect();
    full.extend(
        of_role
            .flat_map(|role| role.levels.iter().map(move |level| format!("`{half}/{}`", level.id))),
    );
    match full.len() {
        0 => "write role/level, e.g. `software-engineer/ic3`".to_owned(),
        1..=8 => format!("write role/level: {}", full.join(", ")),
        more => format!("write role/level: {}, … ({more} in all)", full[..8].join(", ")),
    }
}

/// What somebody at a level is called, with the rung.
fn title((_, level): (&Role, &Level)) -> String {
    format!("{} ({})", level.title, level.name)
}

/// How big the step is, in a line.
fn size(step: &Step<'_>) -> String {
    let size = step.size();
    let total = size.same + size.reworded + size.new;
    let mut parts = Vec::new();
    for (count, word) in [(size.new, "new"), (size.reworded, "reworded"), (size.same, "unchanged")]
    {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let mut line = output::counted(total, "behaviour");
    if !parts.is_empty() {
        line += &format!(": {}", parts.join(", "));
    }
    match size.gone {
        0 => line + ".",
        gone => format!("{line}. {gone} no longer expected."),
    }
}

/// What stands on one line: no line breaks, however the author wrapped it.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs of white space and what stands between them: `(before, middle, after)`.
fn trimmed(text: &str) -> (&str, &str, &str) {
    let middle = text.trim();
    let start = text.len() - text.trim_start().len();
    match middle.is_empty() {
        true => (text, "", ""),
        false => (&text[..start], middle, &text[start + middle.len()..]),
    }
}
