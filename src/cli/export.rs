//! `export`: the framework in a form that other programs read.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::project::Project;
use super::{Outcome, Status, output};
use crate::diagnostic::Diagnostics;
use crate::export::{EXPORTERS, Exporter};
use crate::pipeline::{self, Memory, Options};

/// Write the framework for other programs
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  rungs export csv careers --edition public --out behaviours.csv"
)]
pub(super) struct Args {
    /// What is written
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: String,
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The file [default: the terminal]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Who it is for: public, internal, panel, or an edition of book.toml; content for others is left
    /// out
    #[arg(long, value_name = "NAME", default_value = "panel")]
    edition: String,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let value = |one: &Exporter| clap::builder::PossibleValue::new(one.name).help(one.description);
    clap::builder::PossibleValuesParser::new(EXPORTERS.iter().map(value))
}

pub(super) fn run(args: &Args) -> Outcome {
    let project = Project::read(&args.dir)?;
    let mut problems = Diagnostics::default();
    let exported = export(args, &project, &mut problems);
    let Some(exported) = exported else {
        output::diagnostics(&project.sources, &problems);
        output::message("nothing was written\n");
        return Ok(Status::Errors);
    };
    match &args.out {
        Some(path) => {
            fs::write(path, &exported.bytes).map_err(|error| {
                io::Error::new(error.kind(), format!("{}: {error}", path.display()))
            })?;
            output::message(&format!("wrote {}\n", path.display()));
        }
        None => match io::stdout().lock().write_all(&exported.bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written?,
        },
    }
    if !exported.left_out.is_empty() {
        let what = exported.left_out.join(", ");
        output::message(&format!("note: {what} have no place in {}; json has all\n", args.format));
    }
    Ok(Status::Done)
}

fn export(
    args: &Args,
    project: &Project,
    problems: &mut Diagnostics,
) -> Option<crate::export::Exported> {
    let exporter = EXPORTERS.iter().find(|one| one.name == args.format)?;
    let edition = pipeline::edition(&project.sources, &args.edition, problems)?;
    let options = Options { edition, ..Options::default() };
    let site = pipeline::site(&project.sources, &options, &mut Memory::default(), problems)?;
    exporter.write(&site).map_err(|leak| problems.push(leak)).ok()
}
