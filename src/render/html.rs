//! HTML that is safe to stand in a page as it is.

use serde::{Serialize, Serializer};
use tera::Value;

/// HTML that templates print without escaping it: everything that came from an author has been
/// escaped or refused on the way here.
///
/// Cheap to clone, so that a cell can stand in a table and in a list.
#[derive(Debug, Clone, Default)]
pub struct Html(Option<Value>);

impl Html {
    /// Marks HTML as safe.
    pub(super) fn new(html: &str) -> Html {
        Html((!html.is_empty()).then(|| Value::safe_string(html)))
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_ref().and_then(Value::as_str).unwrap_or_default()
    }
}

impl Serialize for Html {
    /// Templates get the string itself, marked as safe; an empty one is `none`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Writes text into HTML, between tags or in a quoted attribute.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Text as HTML.
pub(super) fn escaped(text: &str) -> Html {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    Html::new(&out)
}
