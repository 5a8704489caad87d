//! Links to what an edition doesn't have: their words stay, where they led doesn't.

use std::collections::HashSet;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, Parser, Tag};

use super::level::options;

/// `markdown` without links to a file of `gone`; `None` if it has none. `folder` is that of its
/// file: it and `gone` are below the content folder.
pub(super) fn unlinked(markdown: &str, folder: &str, gone: &HashSet<String>) -> Option<String> {
    if gone.is_empty() || !markdown.contains("](") && !markdown.contains("]:") {
        return None;
    }
    let is_gone = |to: &str| resolved(folder, to).is_some_and(|path| gone.contains(&path));
    let parser = Parser::new_ext(markdown, options());
    let definitions = parser.reference_definitions().iter();
    let mut cuts: Vec<Range<usize>> = definitions
        .filter(|(_, one)| is_gone(&one.dest))
        .map(|(_, one)| one.span.clone())
        .collect();
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && is_gone(&dest_url)
        {
            let source = &markdown[range.clone()];
            let inner = if source.starts_with('!') { 2 } else { 1 };
            let end = source.rfind("](").or_else(|| source.rfind("][")).or(source.rfind(']'));
            cuts.push(range.start..range.start + inner);
            cuts.extend(end.map(|end| range.start + end..range.end));
        }
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut kept = String::with_capacity(markdown.len());
    let mut at = 0;
    for cut in &cuts {
        kept.push_str(markdown.get(at..cut.start).unwrap_or_default());
        at = at.max(cut.end);
    }
    kept.push_str(&markdown[at..]);
    (!cuts.is_empty()).then_some(kept)
}

/// The file that a link names, below the content folder; `None` if it leads elsewhere.
pub(super) fn resolved(folder: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().filter(|path| !path.is_empty())?;
    if path.contains(':') || path.starts_with('/') {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Every file that links and pictures of a text name.
pub(super) fn targets(markdown: &str, folder: &str) -> Vec<String> {
    if !markdown.contains(['[', '<']) {
        return Vec::new();
    }
    let events = Parser::new_ext(markdown, options());
    let mut found = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.extend(resolved(folder, &dest_url));
            }
            // Where raw HTML is let through, it names files too.
            Event::Html(html) | Event::InlineHtml(html) => {
                let quoted = html.split(['"', '\'']).skip(1).step_by(2);
                found.extend(quoted.filter_map(|to| resolved(folder, to)));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_what_is_gone_leave_their_words() {
        let gone = HashSet::from(["pages/pay.md".to_owned(), "pages/a b.svg".to_owned()]);
        let one = |text: &str| unlinked(text, "pages", &gone);
        assert_eq!(
            one("See [our *pay*](pay.md#bands \"t\"), [x](y.md).").unwrap(),
            "See our *pay*, [x](y.md)."
        );
        assert_eq!(
            one("![A](./a%20b.svg) and [b][p]\n\n[p]: ../pages/pay.md\n").unwrap().trim(),
            "A and b"
        );
        assert_eq!(one("[x](../pay.md) [y](https://pages/pay.md)"), None);
        assert_eq!(unlinked("[x](../../pages/pay.md)", "roles/a", &gone).unwrap(), "x");
        assert_eq!(
            targets("![a](x.svg) <img src=\"y.svg\">", "pages"),
            ["pages/x.svg", "pages/y.svg"]
        );
    }
}
