use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Content;
use super::texts::Piece;
use crate::model::slugged;
use crate::source::{FileId, Sources, Span};

/// A link or picture of a Markdown text, or of a competency's `links`.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// What it names, as it was written.
    pub(super) to: String,
    /// Whether it is a picture.
    pub(super) is_picture: bool,
    /// Its place: what it names where that can be found in the source, else its text's.
    pub(super) span: Span,
}

/// What a link leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'l> {
    /// `http`, `https` or `mailto`.
    Elsewhere,
    /// Another scheme, such as `javascript`.
    Scheme(&'l str),
    /// A place in the same text, or a file of the framework and maybe a place in it. Percent
    /// signs are decoded.
    Source(Option<Cow<'l, str>>, Option<Cow<'l, str>>),
}

impl Link {
    /// What it leads to.
    pub(super) fn target(&self) -> Target<'_> {
        let (path, fragment) = match self.to.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (self.to.as_str(), None),
        };
        let starts_with = |start: &&str| {
            path.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
        };
        if ["http://", "https://", "mailto:"].iter().any(starts_with) {
            return Target::Elsewhere;
        }
        if let Some((scheme, _)) = path.split_once(':')
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        {
            return Target::Scheme(scheme);
        }
        let path = path.split('?').next().unwrap_or_default();
        let path = (!path.is_empty()).then(|| decoded(path));
        Target::Source(path, fragment.map(decoded))
    }
}

/// All links of all texts.
///
/// Cost: one search through all files; Markdown is parsed only where a text can hold a link at all.
pub(super) fn of(content: &Content<'_>) -> Vec<Link> {
    let Some((_, files)) = content.finder(&["](", "]:", "<"]) else { return Vec::new() };
    let mut links = Vec::new();
    let mut take = |piece: Piece<'_>| {
        if !files.contains(&piece.span.file) || !may_link(piece.markdown) {
            return;
        }
        let first = links.len();
        let events = Parser::new_ext(piece.markdown, OPTIONS);
        let found = events.filter_map(|event| match event {
            // `<kim@example.com>` names no file.
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => None,
            Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, false)),
            Event::Start(Tag::Image { dest_url, .. }) => Some((dest_url, true)),
            _ => None,
        });
        let span = piece.span;
        links.extend(found.map(|(to, is_picture)| Link { to: to.into_string(), is_picture, span }));
        place(content.sources, &mut links[first..], piece.span);
    };
    if !files.is_empty() {
        content.each_text(&mut take);
    }
    let declared = content.framework.competencies.iter().flat_map(|one| &one.links);
    links.extend(declared.map(|one| Link {
        to: one.url.clone(),
        is_picture: false,
        span: one.span,
    }));
    links
}

/// What Markdown of a framework may use; the same as on its pages.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

fn may_link(markdown: &str) -> bool {
    markdown.contains("](")
        || markdown.contains("]:")
        || markdown.contains('<') && markdown.contains(':')
}

/// Gives each link the place of what it names; the second link to the same thing the second one.
fn place(sources: &Sources, links: &mut [Link], span: Span) {
    let text = sources.file(span.file).content.text().unwrap_or_default();
    let source = text.get(span.range()).unwrap_or_default();
    let mut next: HashMap<String, usize> = HashMap::new();
    for link in links.iter_mut().filter(|link| !link.to.is_empty()) {
        let from = next.entry(link.to.clone()).or_default();
        // `a.md` doesn't stand where `a.md#b` does.
        let is_whole = |at: &usize| {
            let after = source[*from + at + link.to.len()..].chars().next();
            after.is_none_or(|after| {
                after.is_whitespace() || matches!(after, ')' | '>' | '"' | '\'')
            })
        };
        let mut places = source[*from..].match_indices(&link.to).map(|(at, _)| at);
        if let Some(at) = places.find(is_whole) {
            let start = span.range().start + *from + at;
            link.span = Span::new(span.file, start..start + link.to.len());
            *from += at + link.to.len();
        }
    }
}

/// Joins a relative path to the folder of a file; `None` if it leads above the root.
pub(super) fn joined(base: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The relative path from one file to another.
pub(super) fn relative(base: &str, target: &str) -> String {
    let base: Vec<&str> = base.split('/').collect();
    let target: Vec<&str> = target.split('/').collect();
    let folders = base.len() - 1;
    let common = base[..folders].iter().zip(&target).take_while(|(a, b)| a == b).count();
    let common = common.min(target.len() - 1);
    let up = std::iter::repeat_n("..", folders - common);
    up.chain(target[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The ids of a handbook page's headings, as its page makes them: their words, numbered where
/// there are several.
pub(super) fn heading_ids(markdown: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut uses: HashMap<String, usize> = HashMap::new();
    let mut open: Option<String> = None;
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = open.take().unwrap_or_default();
                let id = slugged(&words, 64).unwrap_or_else(|| "section".to_owned());
                let count = uses.entry(id.clone()).or_default();
                *count += 1;
                ids.push(if *count == 1 { id } else { format!("{id}-{count}") });
            }
            _ => {}
        }
    }
    ids
}

/// `%20` and its like as the bytes they stand for; as it is if they are no text.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte =
            digits.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The file of a text, for relative links in it.
pub(super) fn base(sources: &Sources, file: FileId) -> &str {
    &sources.file(file).path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_taken_apart() {
        let base = "content/roles/a/ic1.md";
        for (relative_path, path) in [
            ("ic2.md", "content/roles/a/ic2.md"),
            ("../b/role.toml", "content/roles/b/role.toml"),
            ("../../pages/./how.md", "content/pages/how.md"),
            ("../../../book.toml", "book.toml"),
        ] {
            assert_eq!(joined(base, relative_path).as_deref(), Some(path));
            assert_eq!(relative(base, path), relative_path.replace("./h", "h"));
        }
        assert_eq!(joined(base, "../../../../x"), None);
    }

    #[test]
    fn targets_are_told_apart() {
        let link = |to: &str| Link { to: to.into(), is_picture: false, span: span() };
        assert_eq!(link("HTTPS://example.com/a:b").target(), Target::Elsewhere);
        assert_eq!(link("javascript:alert(1)").target(), Target::Scheme("javascript"));
        assert_eq!(link("https:x").target(), Target::Scheme("https"));
        let page = Target::Source(Some("a b.md".into()), Some("c".into()));
        assert_eq!(link("a%20b.md#c").target(), page);
        assert_eq!(link("#c").target(), Target::Source(None, Some("c".into())));
    }

    #[test]
    fn headings_are_numbered_where_they_are_alike() {
        let ids = heading_ids("# A & *b*\n## A & b\n### …\n");
        assert_eq!(ids, ["a-b", "a-b-2", "section"]);
    }

    fn span() -> Span {
        let sources = Sources::from_texts([("a.md", "")]);
        Span::top(sources.find("a.md").unwrap().0)
    }
}
