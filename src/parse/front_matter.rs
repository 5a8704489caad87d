//! The TOML between two `+++` lines on top of a Markdown file.

use serde::de::DeserializeOwned;

use super::Audience;
use super::audience::Sieve;
use super::toml::{self, Sifted, Sifting};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// Front matter, and what comes after it.
pub(super) struct Front<T> {
    /// Its keys; `None` if they can't be read, or are for others.
    pub(super) value: Option<T>,
    /// Who the file is for.
    pub(super) audience: Audience,
    /// Where its Markdown starts.
    pub(super) body: usize,
}

/// Splits a file into its front matter, read as `T`, and its Markdown.
///
/// A file without front matter is one with an empty front matter; one whose front matter can't be
/// read is reported and yields `None` for it, so that the rest is still looked at.
pub(super) fn split<T: DeserializeOwned>(
    sieve: &mut Sieve<'_>,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Front<T> {
    let file = sieve.file;
    let nothing = |body| Front { value: None, audience: Audience::Public, body };
    let Some(start) = opening(text, "+++") else {
        if let Some(body) = yaml(file, text, diagnostics) {
            return nothing(body);
        }
        let mut found = Diagnostics::default();
        let value = toml::decode(file, "", &mut found);
        let keys = |one: &Diagnostic| {
            one.clone().help("let the file start with a line `+++`, the keys, and `+++` again")
        };
        diagnostics.extend(found.sorted().into_iter().map(keys));
        return Front { value, ..nothing(0) };
    };
    let Some((end, body)) = closing(text, start, "+++") else {
        let at = text[..start].find("+++").unwrap_or_default();
        let span = Span::new(file, at..at + 3);
        diagnostics.push(
            Diagnostic::error("toml-syntax", span, "this front matter never ends")
                .help("close it with a line that holds only `+++`"),
        );
        return nothing(text.len());
    };
    let Sifted { value, audience, .. } =
        toml::decode_for(sieve, &padded(text, start, end), Sifting::Whole, diagnostics);
    Front { value, audience, body }
}

/// The front matter as TOML, with the spans of the file, and where its Markdown starts; `None`
/// without one.
pub(super) fn toml(text: &str) -> Option<(String, usize)> {
    let start = opening(text, "+++")?;
    let (end, body) = closing(text, start, "+++")?;
    Some((padded(text, start, end), body))
}

/// Blanks in place of all up to the opening line: then spans are those of the file.
fn padded(text: &str, start: usize, end: usize) -> String {
    format!("{}{}", text[..start].replace('+', " "), &text[start..end])
}

/// Other generators have YAML there. Read as Markdown it would be a rule and a heading that nobody
/// wrote.
fn yaml(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<usize> {
    let start = opening(text, "---")?;
    let (end, body) = closing(text, start, "---")?;
    let first = text[start..end].lines().next()?;
    let (key, _) = first.split_once(':')?;
    if key.is_empty() || key.contains(char::is_whitespace) {
        return None;
    }
    let at = text[..start].find("---").unwrap_or_default();
    diagnostics.push(
        Diagnostic::error("toml-syntax", Span::new(file, at..at + 3), "front matter is TOML here")
            .help("put it between two lines `+++`, and write `key = \"value\"`"),
    );
    Some(body)
}

/// Where the text after the first line starts, if that is `fence`; empty lines don't count.
fn opening(text: &str, fence: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let mut start = 0;
    let first = lines.find(|line| {
        start += line.len();
        !line.trim().is_empty()
    })?;
    (first.trim_end() == fence && first.ends_with('\n')).then_some(start)
}

/// Where the next line `fence` behind `start` starts, and where the text after it does.
fn closing(text: &str, mut start: usize, fence: &str) -> Option<(usize, usize)> {
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}
