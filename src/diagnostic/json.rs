//! For editors and CI: one object a line.

use serde::Serialize;

use super::Diagnostics;
use crate::source::Sources;

/// The keys of a line; a contract.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    help: Option<&'a str>,
}

/// Every diagnostic as a JSON object with `severity code message file line column help`, one a
/// line. `help` is null where there is none.
#[must_use]
pub fn json(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let lines = diagnostics.sorted().into_iter().map(|one| {
        let position = sources.position(one.span);
        let line = Line {
            severity: one.severity.word(),
            code: one.code,
            message: &one.message,
            file: &sources.file(one.span.file).path,
            line: position.line,
            column: position.column,
            help: one.help.as_deref(),
        };
        serde_json::to_string(&line).expect("strings and numbers always serialise") + "\n"
    });
    lines.collect()
}
