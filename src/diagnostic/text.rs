//! For people: the line, a caret, the help.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// Draws every diagnostic with an excerpt of its file, as rustc does, an empty line after each.
///
/// `styled` adds terminal colours; without it the text is plain.
#[must_use]
pub fn text(sources: &Sources, diagnostics: &Diagnostics, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics.sorted() {
        out.push_str(&renderer.render(&[group(sources, diagnostic)]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let file = sources.file(diagnostic.span.file);
    let source = file.content.readable();
    let range = shown(source, diagnostic.span.range());
    // The excerpt gets only the lines it shows: a renderer that numbers all lines of a long
    // file for each of its problems takes time that grows with their product.
    let first = source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let last = source[range.end..].find('\n').map_or(source.len(), |length| range.end + length);
    let line = source[..first].bytes().filter(|byte| *byte == b'\n').count() + 1;
    let annotation = AnnotationKind::Primary.span(range.start - first..range.end - first);
    let snippet = Snippet::source(&source[first..last])
        .line_start(line)
        .path(&*file.path)
        .annotation(annotation);
    let group =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code).element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// A range that lies on character boundaries and within one line: a caret below one line says
/// where, a bracket around twenty says little.
fn shown(source: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let boundary = |mut offset: usize| {
        offset = offset.min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(range.start);
    let end = boundary(range.end).max(start);
    let line_end = source[start..].find('\n').map_or(source.len(), |length| start + length);
    start..end.min(line_end)
}

/// One line that sums up, e.g. `2 errors, 1 warning`; empty if there is nothing.
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let counted = |severity: Severity| {
        let count = diagnostics.sorted().iter().filter(|one| one.severity == severity).count();
        match count {
            0 => None,
            1 => Some(format!("1 {}", severity.word())),
            _ => Some(format!("{count} {}s", severity.word())),
        }
    };
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(counted);
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
