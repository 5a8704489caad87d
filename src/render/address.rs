//! Addresses outside the site: where a page is published, its text edited, and a line asked about.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::url;
use crate::parse::{Html, Text, pieces};
use crate::source::{Sources, Span};

/// What `[output.html]` says of the world around the site.
#[derive(Debug)]
pub(super) struct Addresses {
    /// Where the site is published; ends with a slash.
    site: Option<String>,
    edit: Option<String>,
    ask: Option<String>,
    /// Whether lines of files are told. A line's number counts those above it, be they for the same
    /// readers or not.
    tells_lines: bool,
}

/// What an address is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    /// The page that shows it.
    pub(super) page: &'p str,
    /// The page's title.
    pub(super) title: &'p str,
    /// Where it is written.
    pub(super) span: Span,
    /// The role; may be empty.
    pub(super) role: &'p str,
    /// The level; may be empty.
    pub(super) level: &'p str,
    /// The line; empty if it is about the whole page.
    pub(super) id: &'p str,
}

/// All but what may stand in any part of an address and means nothing there: links of a line are
/// many, and short ones read better.
const PART: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

impl Addresses {
    pub(super) fn new(html: &Html, tells_lines: bool) -> Addresses {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.get_ref().clone());
        let ask = text(&html.ask_url_template).or_else(|| ask_at(text(&html.git_repository_url)?));
        let used = |template: &String| !template.is_empty();
        Addresses {
            site: text(&html.site_url).filter(|url| !url.starts_with('/')),
            edit: text(&html.edit_url_template).filter(used),
            ask: ask.filter(used),
            tells_lines,
        }
    }

    /// The address of a page, with its host; `None` if nobody said where the site is published.
    pub(super) fn published(&self, page: &str) -> Option<String> {
        let site = self.site.as_ref()?;
        // The site's own links keep letters of all scripts; an address that leaves it is ASCII.
        let page = match page {
            "index.html" => String::new(),
            page => url::relative("", page),
        };
        const NONE: &AsciiSet = &AsciiSet::EMPTY;
        Some(utf8_percent_encode(&format!("{site}{page}"), NONE).to_string())
    }

    /// Where somebody edits what stands at a place.
    pub(super) fn edit(&self, sources: &Sources, place: Place<'_>) -> Option<String> {
        Some(self.filled(self.edit.as_deref()?, sources, place))
    }

    /// Where somebody asks about a place.
    pub(super) fn ask(&self, sources: &Sources, place: Place<'_>) -> Option<String> {
        Some(self.filled(self.ask.as_deref()?, sources, place))
    }

    fn filled(&self, template: &str, sources: &Sources, place: Place<'_>) -> String {
        let mut out = String::with_capacity(template.len() + 160);
        for (text, name) in pieces(template) {
            out.push_str(text);
            let Some(name) = name else { continue };
            let value = match name {
                "path" => sources.file(place.span.file).path.to_string(),
                "line" if !self.tells_lines => "1".to_owned(),
                "line" => sources.position(place.span).line.to_string(),
                "id" => place.id.to_owned(),
                "role" => place.role.to_owned(),
                "level" => place.level.to_owned(),
                "title" => place.title.to_owned(),
                "url" => {
                    let page = self.published(place.page).unwrap_or_else(|| place.page.to_owned());
                    let hash = if place.id.is_empty() { "" } else { "#" };
                    format!("{page}{hash}{}", place.id)
                }
                // The settings have been checked.
                _ => continue,
            };
            out.extend(utf8_percent_encode(&value, PART));
        }
        out
    }
}

/// Where a repository's page takes questions, if it is one whose addresses are known.
fn ask_at(repository: String) -> Option<String> {
    let page = repository.trim_end_matches('/').trim_end_matches(".git");
    let host = page.split_once("://")?.1.split('/').next()?.to_ascii_lowercase();
    match &*host {
        "github.com" => Some(format!("{page}/issues/new?title={{title}}&body={{url}}")),
        host if host.split('.').next() == Some("gitlab") => Some(format!(
            "{page}/-/issues/new?issue%5Btitle%5D={{title}}&issue%5Bdescription%5D={{url}}"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(html: Html) -> Addresses {
        Addresses::new(&html, true)
    }

    fn text(text: &str) -> Option<Text> {
        Some(Text::new(0..0, text.to_owned()))
    }

    fn ask(html: Html) -> Option<String> {
        let sources = Sources::from_texts([("content/roles/a/i c1.md", "\n\n- Line.\n")]);
        let (file, _) = sources.iter().next()?;
        let place = Place {
            page: "roles/a/ic1.html",
            title: "IC1 R&D & \"more\"",
            span: Span::new(file, 2..9),
            role: "a",
            level: "ic1",
            id: "closes",
        };
        addresses(html).ask(&sources, place)
    }

    #[test]
    fn every_placeholder_is_filled_and_stays_within_its_part() {
        let all = "https://a/{path}?{line}&{id}&{role}&{level}&t={title}&u={url}#end";
        let html = Html { ask_url_template: text(all), ..Html::default() };
        assert_eq!(
            ask(html).as_deref(),
            Some(
                "https://a/content/roles/a/i%20c1.md?3&closes&a&ic1&t=IC1%20R%26D%20%26%20%22more%22\
                 &u=roles/a/ic1.html%23closes#end"
            )
        );
    }

    #[test]
    fn a_known_repository_takes_questions_unless_told_otherwise() {
        let of = |url| Html { git_repository_url: text(url), ..Html::default() };
        let github = ask(of("https://github.com/o/r.git")).unwrap();
        assert!(github.starts_with("https://github.com/o/r/issues/new?title=IC1%20"), "{github}");
        let gitlab = ask(of("https://gitlab.example.com/o/r/")).unwrap();
        assert!(gitlab.starts_with("https://gitlab.example.com/o/r/-/issues/new?issue%5B"));
        assert_eq!(ask(of("https://git.example.com/o/r")), None);
        let none = Html { ask_url_template: text(""), ..of("https://github.com/o/r") };
        assert_eq!(ask(none), None);
    }

    #[test]
    fn only_an_address_with_a_host_is_where_a_page_is_published() {
        let of = |url| addresses(Html { site_url: text(url), ..Html::default() });
        let site = of("https://example.com/careers/");
        assert_eq!(site.published("index.html").as_deref(), Some("https://example.com/careers/"));
        assert_eq!(
            site.published("pages/a é.html").as_deref(),
            Some("https://example.com/careers/pages/a%20%C3%A9.html")
        );
        assert_eq!(of("/careers/").published("index.html"), None);
    }
}
