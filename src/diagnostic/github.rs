//! For GitHub Actions: workflow commands that mark the line in a pull request.

use super::{Diagnostics, Severity};
use crate::source::Sources;

/// Every diagnostic as a workflow command (`::error file=…,line=…::message`), one a line.
///
/// GitHub looks for files from the folder that the command ran in: `folder` is the way from there
/// to `book.toml`, with `/`.
///
/// Format: GitHub's documentation, "Workflow commands for GitHub Actions".
#[must_use]
pub fn github(sources: &Sources, diagnostics: &Diagnostics, folder: &str) -> String {
    let path = |path: &str| match folder.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => path.to_owned(),
        folder => format!("{folder}/{path}"),
    };
    let mut out = String::new();
    for one in diagnostics.sorted() {
        let position = sources.position(one.span);
        let command = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let message = match &one.help {
            Some(help) => format!("{}\nhelp: {help}", one.message),
            None => one.message.clone(),
        };
        out.push_str(&format!(
            "::{command} file={},line={},col={},title={}::{}\n",
            property(&path(&sources.file(one.span.file).path)),
            position.line,
            position.column,
            one.code,
            data(&message),
        ));
    }
    out
}

/// Escapes the message part, so that no content can end it and start a command of its own.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
