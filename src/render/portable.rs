//! What exports need of a site that is no page of it: its words, and texts whose links lead
//! elsewhere than on its pages.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::glossary::{Glossary, Seen};
use super::markdown::{self, Form, OPTIONS, Setting};
use super::site::Site;
use super::url::{self, Scheme};
use crate::model::Prose;
use crate::source::FileId;

impl Site {
    /// The framework's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.book.title
    }

    /// What pages call something, by the key of the language files: `blueprint.mission`.
    #[must_use]
    pub fn word(&self, key: &str) -> &str {
        let word = self.words.get(key);
        debug_assert!(!word.is_empty(), "the language files have no `{key}`");
        word
    }

    /// A text as Markdown that stands in another file than its author's. `place` says where a file
    /// of the content leads from there; where it says nothing, the words of a link stay alone. Raw
    /// HTML is text, as on pages.
    #[must_use]
    pub fn markdown(&self, text: &Prose, place: &dyn Fn(&str) -> Option<String>) -> String {
        let target = |link: &str| match url::scheme(link) {
            Scheme::External => Some(link.to_owned()),
            Scheme::Refused => None,
            Scheme::Relative if link.starts_with('#') => Some(link.to_owned()),
            Scheme::Relative => place(&self.content_path(text.span.file, link)?),
        };
        moved(text.markdown.trim(), &mut |link| target(link), self.output.raw_html)
    }

    /// A text as Markdown that stands alone: only links to the web lead anywhere.
    #[must_use]
    pub fn standalone(&self, markdown: &str) -> String {
        let target = |link: &str| (url::scheme(link) == Scheme::External).then(|| link.to_owned());
        moved(markdown.trim(), &mut |link| target(link), self.output.raw_html)
    }

    /// A text as HTML that stands on no page of the site: only links to the web lead anywhere.
    #[must_use]
    pub fn html(&self, markdown: &str) -> String {
        let mut out = String::new();
        let mut setting = Setting {
            glossary: &Glossary::new(&[]),
            glossary_page: "",
            seen: &mut Seen::default(),
            link: &|link| (url::scheme(link) == Scheme::External).then(|| link.to_owned()),
            raw_html: false,
            shows_pictures: false,
            counter: &mut 0,
            headings: &mut Vec::new(),
        };
        markdown::write(&mut out, markdown, Form::Blocks(1), &mut setting);
        out
    }

    /// The file below the content folder that a link in a file names.
    fn content_path(&self, file: FileId, link: &str) -> Option<String> {
        let path = link.split(['#', '?']).next()?;
        let source = &self.sources.file(file).path;
        let content = self.book.src.get_ref().trim_end_matches('/');
        let source = source.strip_prefix(content)?.strip_prefix('/')?;
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        url::resolve(folder, &url::decoded(path))
    }
}

/// The link from one file of an export to another.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    url::relative(from, to)
}

/// Where a link leads that stands in a file of a folder; none, if it doesn't name a file.
#[must_use]
pub fn resolved(folder: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().filter(|path| !path.is_empty())?;
    let is_file = url::scheme(link) == Scheme::Relative;
    is_file.then(|| url::resolve(folder, &url::decoded(path))).flatten()
}

/// Markdown with other targets of its links. Where one has none, its words stay alone.
pub fn relinked(markdown: &str, target: &mut dyn FnMut(&str) -> Option<String>) -> String {
    moved(markdown, target, true)
}

/// Markdown with other targets of its links; its raw HTML is text, unless that is kept.
fn moved(
    markdown: &str,
    target: &mut dyn FnMut(&str) -> Option<String>,
    keeps_html: bool,
) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let to = target(&dest_url);
                if to.as_deref() != Some(&*dest_url) {
                    edit_link(markdown, range, to.as_deref(), &mut edits);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) if !keeps_html => {
                edits.push((range, html.replace('<', "\\<")));
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for (range, text) in edits {
        // Within what has been written anew already.
        if range.start < at {
            continue;
        }
        out.push_str(&markdown[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&markdown[at..]);
    out
}

fn edit_link(
    markdown: &str,
    range: Range<usize>,
    to: Option<&str>,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    let source = &markdown[range.clone()];
    let is_picture = source.starts_with('!');
    let end = source.rfind("](").or_else(|| source.rfind("][")).or_else(|| source.rfind(']'));
    // An address in angle brackets is its own words.
    let Some(end) = end.map(|end| range.start + end) else { return };
    match to {
        Some(to) if to.contains(['(', ')']) => edits.push((end..range.end, format!("](<{to}>)"))),
        Some(to) => edits.push((end..range.end, format!("]({to})"))),
        None => {
            let open = if is_picture { 2 } else { 1 };
            edits.push((range.start..range.start + open, String::new()));
            edits.push((end..range.end, String::new()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_should_and_markup_is_text() {
        let target = |link: &str| match link {
            "a.md" => Some("../b.md".to_owned()),
            "https://example.com" => Some(link.to_owned()),
            _ => None,
        };
        let moved = |text| moved(text, &mut |link| target(link), false);
        assert_eq!(moved("[One](a.md) *two*"), "[One](../b.md) *two*");
        assert_eq!(moved("[One *of* it](gone.md), ![P](p.png)"), "One *of* it, P");
        assert_eq!(moved("[x](https://example.com) y"), "[x](https://example.com) y");
        assert_eq!(moved("a <b>c</b> & d"), "a \\<b>c\\</b> & d");
        assert_eq!(moved("`<b>` stays"), "`<b>` stays");
        assert_eq!(moved("<script>x</script>\n"), "\\<script>x\\</script>\n");
    }
}
