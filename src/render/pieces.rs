//! HTML that this site wrote, as data from which a script builds the same elements.
//!
//! Scripts of the site never parse HTML: a text is a string, and markup a list of strings and of
//! lists that begin with the element's name, `["Owns the ", ["em", "plan"]]`. A link's second item
//! is where it leads.

use serde_json::{Value, json};

use super::url::{self, Scheme};

/// Elements that are kept. Of all others, which only raw HTML or whole documents have, the words
/// are.
const KEPT: [&str; 12] =
    ["a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"];

/// A string if it has no markup, otherwise a list.
pub(super) fn pieces(html: &str) -> Value {
    let mut open = vec![Element { name: "", is_kept: false, pieces: Vec::new() }];
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        add_text(&mut open, text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let href = href(tag);
        if tag.starts_with('/') {
            close(&mut open, name);
        } else if name == "br" {
            add(&mut open, json!(["br"]));
        } else if KEPT.contains(&name) {
            let is_kept = name != "a" || href.is_some();
            let first = [Some(name.to_owned()), href].into_iter().flatten();
            let pieces = first.filter(|_| is_kept).map(Value::String).collect();
            open.push(Element { name, is_kept, pieces });
        }
    }
    add_text(&mut open, rest);
    while open.len() > 1 {
        let name = open.last().map_or("", |element| element.name);
        close(&mut open, name);
    }
    let mut whole = open.pop().map(|element| element.pieces).unwrap_or_default();
    match &whole[..] {
        [] => json!(""),
        [Value::String(_)] => whole.remove(0),
        _ => Value::Array(whole),
    }
}

/// An element that is not closed yet; the outermost is none.
struct Element<'h> {
    name: &'h str,
    /// Whether it is written; what is in it is in any case.
    is_kept: bool,
    pieces: Vec<Value>,
}

fn add(open: &mut [Element<'_>], piece: Value) {
    if let Some(element) = open.last_mut() {
        element.pieces.push(piece);
    }
}

fn add_text(open: &mut [Element<'_>], html: &str) {
    let Some(element) = open.last_mut().filter(|_| !html.is_empty()) else { return };
    let text = unescaped(html);
    match element.pieces.last_mut() {
        // The first strings of an element are its name and where it leads.
        Some(Value::String(last)) if !element.is_kept => last.push_str(&text),
        _ => element.pieces.push(Value::String(text)),
    }
}

/// Closes the innermost element, if that is its name.
fn close(open: &mut Vec<Element<'_>>, name: &str) {
    let is_innermost = open.len() > 1 && open.last().is_some_and(|one| one.name == name);
    let Some(element) = is_innermost.then(|| open.pop()).flatten() else { return };
    match element.is_kept {
        true => add(open, Value::Array(element.pieces)),
        false => element.pieces.into_iter().for_each(|piece| add(open, piece)),
    }
}

/// Where a link leads, if it may be followed.
fn href(tag: &str) -> Option<String> {
    let (_, after) = tag.split_once("href=\"")?;
    let target = unescaped(after.split('"').next()?);
    (!matches!(url::scheme(&target), Scheme::Refused)).then_some(target)
}

/// Text without the entities that [`escape`](super::html::escape) writes.
fn unescaped(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_a_string() {
        assert_eq!(pieces("a &amp;lt; b"), json!("a &lt; b"));
        assert_eq!(pieces(""), json!(""));
    }

    #[test]
    fn markup_is_a_list() {
        assert_eq!(
            pieces("Owns <em>the <code>x</code></em> and <a href=\"a.html?b&amp;c\">d</a>.<br>\ne"),
            json!([
                "Owns ",
                ["em", "the ", ["code", "x"]],
                " and ",
                ["a", "a.html?b&c", "d"],
                ".",
                ["br"],
                "\ne"
            ])
        );
    }

    #[test]
    fn what_is_not_known_leaves_its_words() {
        assert_eq!(pieces("a <b onclick=x>c</b> <img src=\"x\">d"), json!("a c d"));
        assert_eq!(pieces("<a href=\"javascript:x\">c</a>"), json!("c"));
        assert_eq!(pieces("<em>a</strong>"), json!([["em", "a"]]));
    }
}
