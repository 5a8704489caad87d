//! Pages: typed contexts, Markdown, themes, and the [`Site`] that is made of them.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::Framework;
use crate::parse::{BookFile, Document};
use crate::source::Sources;

/// Every path of the site, and a pure function from path to bytes.
///
/// Nothing is rendered before somebody asks for it, and nothing is kept afterwards.
#[derive(Debug)]
pub struct Site {
    framework: Arc<Framework>,
    paths: Vec<String>,
}

/// The site of a framework; renders nothing yet.
#[must_use]
pub fn site(sources: &Sources, book: Document<BookFile>, framework: Framework) -> Site {
    let _ = (sources, book);
    Site { framework: Arc::new(framework), paths: vec!["index.html".to_owned()] }
}

impl Site {
    /// Every path of the site, e.g. `roles/security-engineer/ic3.html`, each once. Pages of one
    /// role follow each other.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// What stands at a path; `None` if the site has no such path.
    ///
    /// # Errors
    /// A template of a theme that can't be rendered.
    pub fn bytes(&self, path: &str) -> Option<Result<Vec<u8>, Diagnostic>> {
        let known = self.paths.iter().any(|one| one == path);
        known.then(|| {
            Ok(format!("<!doctype html><title>{} roles</title>", self.framework.roles.len())
                .into_bytes())
        })
    }
}
