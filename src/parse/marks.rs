use pulldown_cmark::{Event, Parser};

use super::allows::PREFIX;
use super::level::options;
use crate::source::Span;

/// One word in braces: `#id`, `name` or `name=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// `#` for an id.
    pub name: String,
    /// Empty for a bare name.
    pub value: String,
    /// The braces it stands in.
    pub span: Span,
}

impl Mark {
    /// A word of braces that stand at `span`.
    pub(super) fn new(word: &str, span: Span) -> Mark {
        match (word.strip_prefix('#'), word.split_once('=')) {
            (Some(id), _) => Mark { name: "#".into(), value: id.into(), span },
            (None, Some((name, value))) => {
                Mark { name: name.into(), value: value.trim_matches('"').into(), span }
            }
            (None, None) => Mark { name: word.into(), value: String::new(), span },
        }
    }
}

/// The words between braces; blanks between quotation marks part none.
pub(super) fn words(inner: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let is_end = move |letter: char| {
        is_quoted ^= letter == '"';
        !is_quoted && letter.is_whitespace()
    };
    inner.split(is_end).filter(|word| !word.is_empty())
}

/// Braces hold marks if one of their words is an id, or if each is one of the known names or
/// `name=value`; otherwise they are text.
pub(super) fn is_marks(inner: &str) -> bool {
    let is_mark = |word: &str| {
        matches!(word, "replace" | "extend" | "not-expected" | "not-written")
            || word.starts_with(PREFIX)
            || word.split_once('=').is_some_and(|(name, value)| {
                let is_letter = |byte| matches!(byte, b'a'..=b'z' | b'-' | b'_');
                !value.is_empty() && name.bytes().all(is_letter)
            })
    };
    let mut all = words(inner).peekable();
    all.peek().is_some() && (words(inner).any(|word| word.starts_with('#')) || all.all(is_mark))
}

/// Where a paragraph has `{#` as text: in code, or behind a backslash, it is what its author wants
/// to show.
pub(super) fn id_in_text(paragraph: &str) -> Option<usize> {
    paragraph.find("{#")?;
    let events = Parser::new_ext(paragraph, options()).into_offset_iter();
    let mut texts = events.filter(|(event, _)| matches!(event, Event::Text(_)));
    texts.find_map(|(_, range)| {
        let found = paragraph[range.clone()].find("{#").map(|at| range.start + at);
        found.filter(|at| !paragraph[..*at].ends_with('\\'))
    })
}
