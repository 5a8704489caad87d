//! `export`: the framework in a form that other programs read.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use super::project::Project;
use super::{Failure, Outcome, Status, output};
use crate::diagnostic::Diagnostics;
use crate::emit::{self, Destination};
use crate::export::{EXPORTERS, ExportError, Exported, Exporter, Made, Picks, Wish};
use crate::pipeline::{self, Memory, Options};

const EXAMPLES: &str = "\
Examples:
  rungs export xlsx careers --out careers.xlsx
  rungs export csv careers --role security-engineer --as matrix --out matrix.csv
  rungs export markdown careers --edition public --out handbook
  rungs export job-posting careers --role security-engineer --level ic4 --as json-ld";

/// Write the framework for other programs
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// What is written
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: String,
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The file, or the folder of markdown [default: the terminal]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Only this role: csv, xlsx, job-posting
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// This level of the role: job-posting
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// In which shape: csv is a list, or a matrix of a role; job-posting is markdown or json-ld
    #[arg(long = "as", value_name = "SHAPE")]
    shape: Option<String>,
    /// Who it is for: public, internal, panel, or an edition of book.toml; content for others is left
    /// out [default: panel; public for job-posting]
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let value = |one: &Exporter| clap::builder::PossibleValue::new(one.name).help(one.description);
    clap::builder::PossibleValuesParser::new(EXPORTERS.iter().map(value))
}

pub(super) fn run(args: &Args) -> Outcome {
    let Some(exporter) = EXPORTERS.iter().find(|one| one.name == args.format) else {
        return Err(Failure::usage(format!("there is no format `{}`", args.format), "see --help"));
    };
    fits(exporter, args)?;
    let project = Project::read(&args.dir)?;
    // What can't be written to is told before anything is made.
    let folder = match &args.out {
        Some(out) if exporter.is_folder => {
            Some(Destination::check(out, &project.root, &project.folders())?)
        }
        _ => None,
    };
    let mut problems = Diagnostics::default();
    let Some(exported) = export(exporter, args, &project, &mut problems)? else {
        output::diagnostics(&project.sources, &problems);
        output::message("nothing was written\n");
        return Ok(Status::Errors);
    };
    match (&exported.made, &args.out, folder) {
        (Made::Folder(files), Some(out), Some(folder)) => {
            emit::emit_files(files, &folder)?;
            let files = output::counted(files.len(), "file");
            output::message(&format!("wrote {files} into {}\n", out.display()));
        }
        (Made::File(bytes), Some(out), _) => write(bytes, out)?,
        (Made::File(bytes), None, _) => print(bytes)?,
        // `fits` asks for a folder.
        (Made::Folder(_), ..) => {}
    }
    tell(args, &exported);
    Ok(Status::Done)
}

/// Whether what is asked for is something that the format has.
fn fits(exporter: &Exporter, args: &Args) -> Result<(), Failure> {
    let name = exporter.name;
    if args.role.is_some() && exporter.picks < Picks::Role {
        return Err(Failure::usage(format!("{name} has all roles"), "leave `--role` out"));
    }
    if args.level.is_some() && exporter.picks < Picks::Level {
        return Err(Failure::usage(format!("{name} has all levels"), "leave `--level` out"));
    }
    if let Some(shape) = args.shape.as_deref().filter(|one| !exporter.shapes.contains(one)) {
        let help = match exporter.shapes {
            [] => "leave `--as` out".to_owned(),
            shapes => format!("`--as` is one of: {}", shapes.join(", ")),
        };
        return Err(Failure::usage(format!("{name} has no shape `{shape}`"), help));
    }
    if args.out.is_none() && exporter.is_folder {
        return Err(Failure::usage(format!("{name} is a folder"), "name it with `--out`"));
    }
    if args.out.is_none() && exporter.is_binary && io::stdout().is_terminal() {
        return Err(Failure::usage(format!("{name} is no text"), "name a file with `--out`"));
    }
    Ok(())
}

fn export(
    exporter: &Exporter,
    args: &Args,
    project: &Project,
    problems: &mut Diagnostics,
) -> Result<Option<Exported>, Failure> {
    let name = args.edition.as_deref().unwrap_or(exporter.edition);
    let Some(edition) = pipeline::edition(&project.sources, name, problems) else {
        return Ok(None);
    };
    let options = Options { edition, ..Options::default() };
    let site = pipeline::site(&project.sources, &options, &mut Memory::default(), problems);
    let Some(site) = site else { return Ok(None) };
    let (role, level, shape) = (args.role.clone(), args.level.clone(), args.shape.clone());
    match exporter.write(&site, &Wish { role, level, shape }) {
        Ok(exported) => Ok(Some(exported)),
        Err(ExportError::Content(problem)) => {
            problems.push(problem);
            Ok(None)
        }
        Err(ExportError::Absent(message, help)) => Err(Failure::Content(message, help)),
    }
}

fn write(bytes: &[u8], path: &Path) -> io::Result<()> {
    fs::write(path, bytes)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    output::message(&format!("wrote {}\n", path.display()));
    Ok(())
}

fn print(bytes: &[u8]) -> io::Result<()> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// What isn't in it.
fn tell(args: &Args, exported: &Exported) {
    if !exported.left_out.is_empty() {
        let what = exported.left_out.join(", ");
        output::message(&format!("note: {what} have no place in {}; json has all\n", args.format));
    }
    if !exported.unknown.is_empty() {
        let what = exported.unknown.join("`, `");
        output::message(&format!("note: `{what}` are wanted too, and no framework knows them\n"));
    }
}
