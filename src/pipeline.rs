//! The whole flow; nothing else decides to stop.

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::model::{self, Audience, Framework};
use crate::parse;
use crate::render::{self, Site};
use crate::source::Sources;

/// What earlier runs have worked out, so that an edit costs what it changes.
///
/// It only ever answers for the very same input: a warm run gives what a cold one gives, and a
/// test holds that against random edits. The default forgets everything: a build runs once.
#[derive(Default)]
pub struct Memory {
    parse: parse::Memory,
    model: model::Memory,
}

impl Memory {
    /// A memory that keeps what it sees, for a process that runs the flow again and again.
    #[must_use]
    pub fn keeping() -> Memory {
        Memory { parse: parse::Memory::keeping(), model: model::Memory::keeping() }
    }
}

/// Content in, checked framework out, for `check`, `diff` and exports. `None` if there is no
/// framework to speak of; errors among the diagnostics mean that parts of it are missing.
pub fn framework(
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    let book = parse::book(sources, diagnostics);
    let documents = parse::documents(sources, book.as_ref(), &mut memory.parse, diagnostics);
    let framework = model::assemble(documents, &mut memory.model, diagnostics)?;
    check::run(&framework, sources, diagnostics);
    Some(framework)
}

/// Content in, site out, for `build` and `serve`. No IO: equal `sources` give equal bytes. `None`
/// if anything is an error.
pub fn site(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let framework = framework(sources, memory, diagnostics)?;
    let mut book = parse::book(sources, &mut Diagnostics::default())?;
    if diagnostics.has_errors() {
        return None;
    }
    if let Some(url) = &options.site_url {
        book.value.output.html.site_url = Some(url.clone());
    }
    render::site(sources, book, model::edition(framework, options.edition), diagnostics)
}

/// What a site is made of beside the sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who it is for.
    pub edition: Audience,
    /// Where it is published, in place of what `book.toml` says.
    pub site_url: Option<String>,
}

/// Files and folders below the one of `book.toml` that a framework is read from.
#[must_use]
pub fn folders(sources: &Sources) -> Vec<String> {
    let book = parse::book(sources, &mut Diagnostics::default());
    let content = parse::content_folder(book.as_ref());
    ["book.toml", "themes"].into_iter().chain(content).map(str::to_owned).collect()
}
