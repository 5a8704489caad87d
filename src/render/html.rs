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

/// JSON as it stands between the tags of a `<script>`.
pub(super) fn script_json(value: &serde_json::Value) -> Html {
    Html::new(&value.to_string().replace('<', "\\u003c"))
}

/// Text as HTML.
pub(super) fn escaped(text: &str) -> Html {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    Html::new(&out)
}

/// Writes text into a script, between single quotes.
pub(super) fn escape_script(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            // No end of a line to older browsers, and no end of a script to whoever inlines it.
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '<' => out.push_str("\\x3c"),
            _ => out.push(letter),
        }
    }
}

/// The words of HTML that we wrote, in one line.
pub(super) fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !matches!(name, "a" | "code" | "em" | "s" | "span" | "strong" | "sup") {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_hold_any_text() {
        let mut out = String::new();
        escape_script(&mut out, "it's \\\"x\\\"\n</script>\u{2028}");
        assert_eq!(out, r#"it\'s \\"x\\"\n\x3c/script>\u2028"#);
    }

    #[test]
    fn words_are_what_a_reader_sees() {
        let html = "<p>One &amp;lt; <em>t</em>wo</p>\n<table><tr><td>3</td><td>4</td></tr></table>";
        assert_eq!(words(html), "One &lt; two 3 4");
    }
}
