//! The TOML between two `+++` lines on top of a Markdown file.

use serde::de::DeserializeOwned;

use super::toml;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// Splits a file into its front matter, read as `T`, and the place where its Markdown starts.
///
/// A file without front matter is one with an empty front matter; one whose front matter can't be
/// read is reported and yields `None` for it, so that the rest is still looked at.
pub(super) fn split<T: DeserializeOwned>(
    file: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> (Option<T>, usize) {
    let Some(rest) = text.strip_prefix("+++\n") else {
        let mut found = Diagnostics::default();
        let front = toml::decode(file, "", &mut found);
        let keys = |one: &Diagnostic| {
            one.clone().help("let the file start with a line `+++`, the keys, and `+++` again")
        };
        diagnostics.extend(found.sorted().into_iter().map(keys));
        return (front, 0);
    };
    let Some((end, body)) = closing_line(rest) else {
        diagnostics.push(
            Diagnostic::error("toml-syntax", Span::new(file, 0..3), "this front matter never ends")
                .help("close it with a line that holds only `+++`"),
        );
        return (None, text.len());
    };
    // Blanks in place of the opening line: then spans are those of the file.
    let padded = format!("   \n{}", &rest[..end]);
    (toml::decode(file, &padded, diagnostics), 4 + body)
}

/// Where the line `+++` starts in `rest`, and where the text after it does.
fn closing_line(rest: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}
