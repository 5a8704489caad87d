//! `init`: a small framework to start from, and the workflow that publishes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use super::{Failure, Outcome, Status, at, output, schema};
use crate::parse::SCHEMA_FOLDER;

/// Start a framework: a small sample, and a GitHub workflow that publishes it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs init careers\n  rungs serve careers --open")]
pub(super) struct Args {
    /// Folder to write; must be new, or without a framework
    dir: PathBuf,
}

/// The sample, as it lies in the source tree.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");

/// Files whose names mean something to the tools of this repository too, and the names they get.
const NAMES: [(&str, &str); 2] = [("gitignore", ".gitignore"), ("github", ".github")];

pub(super) fn run(args: &Args) -> Outcome {
    let files = files(&SAMPLE);
    let shown = args.dir.display();
    if let Some(taken) = taken(&args.dir) {
        let message = format!("`{shown}` has contents already: {taken}");
        return Err(Failure::usage(message, "name a new folder"));
    }
    for (path, contents) in files {
        let path = args.dir.join(path);
        write(&path, contents).map_err(at(&path))?;
    }
    schema::write(&args.dir.join(SCHEMA_FOLDER))?;
    output::message(&format!(
        "started a framework in {shown}\n\nnext:\n  rungs serve {shown} --open    see it while you \
         write\n  rungs check {shown}           find every problem\n"
    ));
    Ok(Status::Done)
}

/// Something in the folder that isn't just a fresh git repository.
fn taken(folder: &Path) -> Option<String> {
    if folder.is_file() {
        return Some("it is a file".to_owned());
    }
    let entries = fs::read_dir(folder).ok()?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut taken: Vec<String> = names.filter(|name| name != ".git").collect();
    taken.sort();
    taken.into_iter().next()
}

fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, contents)
}

/// Every file of the sample with the path it is written to.
fn files(folder: &'static Dir<'static>) -> Vec<(PathBuf, &'static [u8])> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => found.extend(files(folder)),
            DirEntry::File(file) => found.push((named(file.path()), file.contents())),
        }
    }
    found
}

fn named(path: &Path) -> PathBuf {
    let part = |part: &std::ffi::OsStr| {
        let name = NAMES.iter().find(|(name, _)| part == *name);
        name.map_or_else(|| PathBuf::from(part), |(_, name)| PathBuf::from(name))
    };
    path.iter().map(part).collect()
}
