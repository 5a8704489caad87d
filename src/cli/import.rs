//! `import`: a foreign framework as content, and what became of every sentence of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Failure, Outcome, Status, at, output, schema};
use crate::diagnostic::did_you_mean;
use crate::import::{self, IMPORTERS, ImportError, Input};
use crate::parse::SCHEMA_FOLDER;
use crate::source::is_ignored;

/// Read a foreign framework and write it as content
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs import old-pages --out careers --report report.txt")]
pub(super) struct Args {
    /// Files and folders to read
    #[arg(required = true)]
    source: Vec<PathBuf>,
    /// Folder for the new framework; must be new or empty
    #[arg(long)]
    out: PathBuf,
    /// What the files are; found out if it is left out
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    from: Option<String>,
    /// Write once, in `shared/`, what several roles or levels say in the same words
    #[arg(long)]
    share: bool,
    /// Where to write what became of every sentence: JSON if it ends in .json, else text
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let values = IMPORTERS.iter().map(|importer| {
        clap::builder::PossibleValue::new(importer.name).help(importer.description)
    });
    clap::builder::PossibleValuesParser::new(values)
}

pub(super) fn run(args: &Args) -> Outcome {
    let is_used = fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some());
    if is_used || args.out.is_file() {
        let message = format!("`{}` is there already", args.out.display());
        return Err(Failure::usage(message, "name a new folder with `--out`"));
    }
    let inputs = read(&args.source)?;
    let mut imported = import::run(args.from.as_deref(), &inputs).map_err(failure)?;
    if args.share {
        imported.share();
    }
    // The folder and the report first: if one of them can't be written, nothing else is, and the
    // command can be run again.
    fs::create_dir_all(&args.out).map_err(at(&args.out))?;
    if let Some(path) = &args.report {
        let is_json = path.extension().is_some_and(|end| end == "json");
        let report = &imported.report;
        let text = if is_json { report.json() } else { report.text() };
        fs::write(path, text).map_err(at(path))?;
    }
    for (path, text) in &imported.files {
        let path = args.out.join(path);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(&args.out))?;
            fs::write(&path, text)
        };
        write().map_err(at(&path))?;
    }
    schema::write(&args.out.join(SCHEMA_FOLDER))?;
    output::message(&imported.report.summary());
    for note in &imported.report.notes {
        output::message(&format!("note: {note}\n"));
    }
    output::message(&format!("wrote {}; next: rungs check {0}\n", args.out.display()));
    let lost = imported.report.unaccounted().len();
    if lost > 0 {
        let were = if lost == 1 { "was" } else { "were" };
        let message = format!("{} {were} lost on the way", output::counted(lost, "sentence"));
        return Err(Failure::Content(message, Some("`--report FILE` lists them".to_owned())));
    }
    Ok(Status::Done)
}

/// Every file that is named, or lies below a folder that is.
fn read(sources: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for source in sources {
        if !source.exists() {
            let message = format!("there is no file or folder `{}`", source.display());
            return Err(Failure::Use(message, None));
        }
        let entries = WalkDir::new(source).sort_by_file_name().into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy())
        });
        for entry in entries {
            let entry = entry.map_err(io::Error::from)?;
            if !entry.file_type().is_file() {
                continue;
            }
            let bytes = fs::read(entry.path()).map_err(at(entry.path()))?;
            let relative = match entry.depth() {
                0 => Path::new(entry.file_name()),
                _ => entry.path().strip_prefix(source).unwrap_or(entry.path()),
            };
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            inputs.push(Input { path: parts.join("/"), bytes });
        }
    }
    Ok(inputs)
}

fn failure(error: ImportError) -> Failure {
    let help = match &error {
        ImportError::UnknownFormat(name) => {
            did_you_mean(name, IMPORTERS.iter().map(|importer| importer.name))
        }
        ImportError::NotRecognised { .. } | ImportError::Ambiguous(_) => {
            let names: Vec<_> = IMPORTERS.iter().map(|importer| importer.name).collect();
            Some(format!("say what they are with `--from`: {}", names.join(", ")))
        }
        ImportError::NoInput
        | ImportError::NoLevels { .. }
        | ImportError::Clash { .. }
        | ImportError::Unfit { .. } => None,
    };
    Failure::Content(error.to_string(), help)
}
