//! `schema`: what editors need to know of each TOML file, and programs of `framework.json`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Outcome, Status, at, output};
use crate::check;
use crate::parse::{SCHEMAS, SchemaKind};
use crate::render;

/// Write the JSON Schema of a kind of TOML file, or of framework.json; or list the kinds
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  rungs schema role
  rungs schema framework-json    what a site has beside framework.json
  rungs schema --out .schemas    what `#:schema` in the first line of a file leads to; init and
                                 import write it, and a later version of rungs may know more")]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_parser = kinds())]
    kind: Option<String>,
    /// A folder to write those of all TOML files to
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    out: Option<PathBuf>,
}

/// The kind that is no file of a project, so that no editor needs it beside one.
const DATA: (&str, &str) = ("framework-json", "framework.json of a site, and of `export json`");

/// Every kind: its name, and where its files are.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    SCHEMAS.iter().map(|kind| (kind.name, kind.path)).chain([DATA])
}

fn kinds() -> clap::builder::PossibleValuesParser {
    let value = |(name, path)| clap::builder::PossibleValue::new(name).help(path);
    clap::builder::PossibleValuesParser::new(all().map(value))
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(folder) = &args.out {
        write(folder)?;
        output::message(&format!("wrote {} schemas to {}\n", SCHEMAS.len(), folder.display()));
        return Ok(Status::Done);
    }
    let told = match args.kind.as_deref() {
        Some(name) => match SCHEMAS.iter().find(|kind| kind.name == name) {
            Some(kind) => text(kind),
            None => format!("{:#}\n", render::framework_schema()),
        },
        None => all().map(|(name, path)| format!("{name:14}  {path}\n")).collect(),
    };
    output::result(&told)?;
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
