//! The whole flow; nothing else decides to stop.

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::model::{self, Audience, Framework};
use crate::parse;
use crate::render::{self, Site};
use crate::source::Sources;

/// Content in, checked framework out, for `check`, `diff` and exports. `None` if there is no
/// framework to speak of; errors among the diagnostics mean that parts of it are missing.
pub fn framework(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Framework> {
    let book = parse::book(sources, diagnostics)?;
    let documents = parse::documents(sources, book.value.book.src.get_ref(), diagnostics);
    let framework = model::assemble(documents, diagnostics)?;
    check::run(&framework, sources, diagnostics);
    Some(framework)
}

/// Content in, site out, for `build` and `serve`. No IO: equal `sources` give equal bytes. `None`
/// if anything is an error.
pub fn site(sources: &Sources, edition: Audience, diagnostics: &mut Diagnostics) -> Option<Site> {
    let framework = framework(sources, diagnostics)?;
    let book = parse::book(sources, &mut Diagnostics::default())?;
    if diagnostics.has_errors() {
        return None;
    }
    Some(render::site(sources, book, model::edition(framework, edition)))
}
