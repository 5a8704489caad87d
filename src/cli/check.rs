//! `check`: every problem in the content, not the first.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;

use super::project::Project;
use super::{Failure, Outcome, Status, output, write_ids};
use crate::check::{Overrides, Settings};
use crate::diagnostic::{self, Diagnostics, Severity};
use crate::model::Edition;
use crate::parse;
use crate::pipeline::{self, Memory, Options};

const EXAMPLES: &str = "\
Examples:
  rungs check --strict --format github
  rungs check --deny vague-word --allow compound
  rungs check --write-baseline           begin with what is new from now on";

/// Report every problem in the content
///
/// `--deny`, `--warn`, `--note` and `--allow` say how bad the problems of a rule are, in place of what
/// `[check]` of book.toml says; `rungs explain` lists the rules.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// How problems are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Write an id beside every behaviour that has none, so that it can be reworded freely
    #[arg(long)]
    write_ids: bool,
    /// Problems of this rule are errors; may be repeated, as the three below
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Problems of this rule are warnings
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Problems of this rule are notes
    #[arg(long, value_name = "RULE")]
    note: Vec<String>,
    /// This rule is off
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Write all problems of rules that can be set to check-baseline.toml: from then on they are left out
    #[arg(long, conflicts_with = "no_baseline")]
    write_baseline: bool,
    /// Tell of the problems in check-baseline.toml too
    #[arg(long)]
    no_baseline: bool,
}

impl Args {
    fn overrides(&self) -> Result<Overrides, Failure> {
        let lists = [
            (&self.deny, Some(Severity::Error)),
            (&self.warn, Some(Severity::Warning)),
            (&self.note, Some(Severity::Note)),
            (&self.allow, None),
        ];
        let mut severities: Vec<(String, Option<Severity>)> = Vec::new();
        for (rule, severity) in
            lists.iter().flat_map(|(list, one)| list.iter().map(|rule| (rule, *one)))
        {
            Settings::settable(rule).map_err(|(message, help)| Failure::usage(message, help))?;
            if severities.iter().any(|(other, set)| other == rule && *set != severity) {
                let message = format!("the rule `{rule}` is set twice");
                return Err(Failure::usage(message, "keep the option that is meant"));
            }
            severities.push((rule.clone(), severity));
        }
        Ok(Overrides { severities, ignore_baseline: self.no_baseline })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people: the line, a caret, the help
    Text,
    /// For programs: one object a line
    Json,
    /// For GitHub Actions: marks the lines in a pull request
    Github,
}

pub(super) fn run(args: &Args) -> Outcome {
    let overrides = args.overrides()?;
    let mut project = Project::read(&args.dir)?;
    if args.write_ids {
        write_ids::run(&project)?;
        project = Project::read(&args.dir)?;
    }
    if args.write_baseline {
        return write_baseline(&project, &overrides);
    }
    let mut problems = Diagnostics::default();
    let options = Options { edition: Edition::panel(), site_url: None, overrides };
    // The site too: a link that leads nowhere is found by what resolves links.
    pipeline::site(&project.sources, &options, &mut Memory::default(), &mut problems);
    let sources = &project.sources;
    output::result(&match args.format {
        Format::Text => diagnostic::text(sources, &problems, true),
        Format::Json => diagnostic::json(sources, &problems),
        Format::Github => {
            let folder = args.dir.to_string_lossy().replace('\\', "/");
            diagnostic::github(sources, &problems, &folder)
        }
    })?;
    let files = output::counted(sources.iter().count(), "file");
    match diagnostic::summary(&problems) {
        none if none.is_empty() => output::message(&format!("no problems in {files}\n")),
        found => output::message(&format!("{found} in {files}\n")),
    }
    if problems.known() > 0 {
        let known = output::counted(problems.known(), "known problem");
        output::message(&format!("{known} left out ({})\n", parse::BASELINE));
    }
    let is_strict = args.strict && problems.count(Severity::Warning) > 0;
    Ok(if problems.has_errors() || is_strict { Status::Errors } else { Status::Done })
}

/// Writes what there is now, for the next checks to leave out.
fn write_baseline(project: &Project, overrides: &Overrides) -> Outcome {
    let mut problems = Diagnostics::default();
    let Some(text) = pipeline::baseline(&project.sources, overrides, &mut problems) else {
        output::diagnostics(&project.sources, &problems);
        output::message("no baseline was written: mend the errors first\n");
        return Ok(Status::Errors);
    };
    let path = project.root.join(parse::BASELINE);
    fs::write(&path, &text)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    let count = text.lines().filter(|line| line.starts_with("  {")).count();
    output::message(&format!("wrote {} to {}\n", output::counted(count, "line"), path.display()));
    Ok(Status::Done)
}
