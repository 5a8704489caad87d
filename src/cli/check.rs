//! `check`: every problem in the content, not the first.

use std::path::PathBuf;

use clap::ValueEnum;

use super::project::Project;
use super::{Outcome, Status, output, write_ids};
use crate::diagnostic::{self, Diagnostics, Severity};
use crate::model::Edition;
use crate::pipeline::{self, Memory, Options};

/// Report every problem in the content
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs check --strict --format github")]
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
    let mut project = Project::read(&args.dir)?;
    if args.write_ids {
        write_ids::run(&project)?;
        project = Project::read(&args.dir)?;
    }
    let mut problems = Diagnostics::default();
    let options = Options { edition: Edition::panel(), site_url: None };
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
    let is_strict = args.strict && problems.count(Severity::Warning) > 0;
    Ok(if problems.has_errors() || is_strict { Status::Errors } else { Status::Done })
}
