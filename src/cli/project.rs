use std::path::{Path, PathBuf};

use super::Failure;
use crate::diagnostic::Diagnostics;
use crate::parse;
use crate::pipeline;
use crate::source::Sources;

/// A framework on disk, read.
pub(super) struct Project {
    /// The folder of `book.toml`.
    pub(super) root: PathBuf,
    /// Folders and files below it that the site is made from.
    pub(super) folders: Vec<String>,
    /// All that is in them.
    pub(super) sources: Sources,
}

impl Project {
    /// Reads the framework in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Project, Failure> {
        require(folder)?;
        let folders = pipeline::folders(&Sources::read(folder, &["book.toml"])?);
        let names: Vec<&str> = folders.iter().map(String::as_str).collect();
        let sources = Sources::read(folder, &names)?;
        Ok(Project { root: folder.to_owned(), folders, sources })
    }

    /// Names of what the site is made from.
    pub(super) fn folders(&self) -> Vec<&str> {
        self.folders.iter().map(String::as_str).collect()
    }

    /// Where the site goes unless the command line says otherwise.
    pub(super) fn build_dir(&self) -> PathBuf {
        let mut problems = Diagnostics::default();
        let book = parse::book(&self.sources, &mut problems);
        // A path that is reported as wrong must not be used before anybody reads the report.
        let book = book.filter(|_| !problems.has_errors());
        let name = book.map(|book| book.value.build.build_dir.into_inner());
        self.root.join(name.as_deref().unwrap_or("site"))
    }
}

/// Makes sure that there is a framework in `folder`.
pub(super) fn require(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    if !folder.exists() {
        let help = format!("`rungs init {shown}` starts a framework there");
        return Err(Failure::usage(format!("there is no folder `{shown}`"), help));
    }
    if !folder.join("book.toml").is_file() {
        let parent = folder.canonicalize().ok().and_then(|folder| {
            folder.ancestors().find(|one| one.join("book.toml").is_file()).map(Path::to_owned)
        });
        let help = match parent {
            Some(parent) => format!("there is one in `{}`", parent.display()),
            None => "`rungs init DIR` starts a framework".to_owned(),
        };
        let message = format!("`{shown}` is not a framework: it has no book.toml");
        return Err(Failure::usage(message, help));
    }
    Ok(())
}
