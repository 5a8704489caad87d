//! `schema`: what editors need to know of each TOML file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Outcome, Status, at, output};
use crate::check;
use crate::parse::{SCHEMAS, SchemaKind};

/// Write the JSON Schema of a kind of TOML file, for editors; or list the kinds
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  rungs schema role
  rungs schema --out .schemas    what `#:schema` in the first line of a file leads to; init and
                                 import write it, and a later version of rungs may know more")]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_parser = kinds())]
    kind: Option<String>,
    /// A folder to write all of them to
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    out: Option<PathBuf>,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    let value = |one: &SchemaKind| clap::builder::PossibleValue::new(one.name).help(one.path);
    clap::builder::PossibleValuesParser::new(SCHEMAS.iter().map(value))
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(folder) = &args.out {
        write(folder)?;
        output::message(&format!("wrote {} schemas to {}\n", SCHEMAS.len(), folder.display()));
        return Ok(Status::Done);
    }
    let kind = args.kind.as_ref().and_then(|name| SCHEMAS.iter().find(|one| one.name == name));
    match kind {
        Some(kind) => output::result(&text(kind))?,
        None => {
            let lines: Vec<String> =
                SCHEMAS.iter().map(|one| format!("{:14}  {}\n", one.name, one.path)).collect();
            output::result(&lines.concat())?;
        }
    }
    Ok(Status::Done)
}

fn text(kind: &SchemaKind) -> String {
    let rules: Vec<&str> = check::RULES.into_iter().flatten().map(|rule| rule.code).collect();
    format!("{:#}\n", kind.schema(&rules))
}

/// Writes all schemas to a folder.
///
/// # Errors
/// The machine failed; the error names the file.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    for kind in SCHEMAS {
        let path = folder.join(kind.file());
        fs::write(&path, text(kind)).map_err(at(&path))?;
    }
    Ok(())
}
