//! What writes an author's text onto one page.

use std::cell::{Cell, RefCell};

use super::glossary::{Glossary, Seen};
use super::html::Html;
use super::markdown::{self, Form, Heading, Setting};
use super::site::Site;
use super::url::{self, Scheme};
use super::words;
use crate::model::Prose;
use crate::parse::Text;
use crate::source::FileId;

/// Renders text for one page: links lead from there, and a term is linked where it is first met.
pub(super) struct Pen<'s> {
    pub(super) site: &'s Site,
    pub(super) path: &'s str,
    glossary_page: String,
    seen: RefCell<Seen>,
    counter: Cell<u32>,
    links_terms: Cell<bool>,
    shows_pictures: Cell<bool>,
    /// The language of the page's authors, if it isn't the site's.
    language: Option<&'s String>,
    /// The attributes of an element with an author's words: none if they are in the site's
    /// language.
    pub(super) lang: Html,
    /// The attributes of an element with words of the interface, wherever it stands.
    pub(super) words_lang: Html,
    headings: RefCell<Vec<Heading>>,
}

/// The attributes of elements in a part of a page.
#[derive(Debug)]
pub(super) struct Voice {
    /// With an author's words: none if they are in the site's language.
    pub(super) lang: Html,
    /// With words of the interface, among those.
    pub(super) words_lang: Html,
}

/// What links no words.
static NO_TERMS: Glossary = Glossary::EMPTY;

impl<'s> Pen<'s> {
    pub(super) fn new(site: &'s Site, path: &'s str) -> Pen<'s> {
        let glossary_page = match path {
            "glossary.html" => String::new(),
            _ => url::relative(path, "glossary.html"),
        };
        Pen {
            site,
            path,
            glossary_page,
            seen: RefCell::default(),
            counter: Cell::new(0),
            links_terms: Cell::new(true),
            shows_pictures: Cell::new(true),
            language: None,
            lang: Html::default(),
            words_lang: Html::default(),
            headings: RefCell::default(),
        }
        .speaking(None)
    }

    /// A pen for text in another language than the site's.
    pub(super) fn speaking(mut self, language: Option<&'s String>) -> Pen<'s> {
        self.language = language;
        Voice { lang: self.lang, words_lang: self.words_lang } = self.voice(language);
        self
    }

    /// A part of the page in a language, or in the site's.
    pub(super) fn voice(&self, language: Option<&String>) -> Voice {
        let around = self.site.book.language.get_ref();
        let words_lang = self.site.words.attributes(around, language.unwrap_or(around));
        Voice { lang: self.lang_of(language), words_lang }
    }

    /// The attributes of an element in a language, or in the site's.
    pub(super) fn lang_of(&self, language: Option<&String>) -> Html {
        let around = self.site.book.language.get_ref();
        words::attributes(language.unwrap_or(around), around)
    }

    /// As [`Pen::lang_of`], of an element that stands in one of the page's language.
    pub(super) fn lang_within(&self, language: Option<&String>) -> Html {
        let around = self.site.book.language.get_ref();
        words::attributes(language.unwrap_or(around), self.language.unwrap_or(around))
    }

    /// Whether terms are linked from here on: in a dense table, or on a form, links are noise.
    pub(super) fn link_terms(&self, is_linking: bool) {
        self.links_terms.set(is_linking);
    }

    /// The page loads no file: pictures are links to them.
    pub(super) fn loads_nothing(&self) {
        self.shows_pictures.set(false);
    }

    /// The link to another page of the site.
    pub(super) fn link(&self, to: &str) -> String {
        url::relative(self.path, to)
    }

    /// Terms are linked anew from here on: a new section begins.
    pub(super) fn begin_section(&self) {
        self.seen.borrow_mut().clear();
    }

    /// Text in a line, or blocks if it is more than a paragraph.
    pub(super) fn inline(&self, prose: &Prose) -> Html {
        self.write(prose.span.file, &prose.markdown, Form::Inline)
    }

    /// Text of a blueprint, in a line.
    pub(super) fn text(&self, file: FileId, text: &Text) -> Html {
        self.write(file, text.get_ref(), Form::Inline)
    }

    /// Text as paragraphs below a heading of a depth.
    pub(super) fn blocks(&self, prose: &Prose, depth: u8) -> Html {
        self.write(prose.span.file, &prose.markdown, Form::Blocks(depth))
    }

    /// A whole page below its title, and its headings.
    pub(super) fn document(&self, prose: &Prose, title: &str) -> (Html, Vec<Heading>) {
        let html = self.write(prose.span.file, &prose.markdown, Form::Document(title));
        (html, self.headings.take())
    }

    /// Any Markdown of a file.
    pub(super) fn write(&self, file: FileId, markdown: &str, form: Form<'_>) -> Html {
        let mut out = String::with_capacity(markdown.len() + 32);
        self.write_to(&mut out, file, markdown, form);
        Html::new(&out)
    }

    /// As [`Pen::write`], at the end of `out`.
    pub(super) fn write_to(&self, out: &mut String, file: FileId, markdown: &str, form: Form<'_>) {
        let mut counter = self.counter.get();
        let mut setting = Setting {
            glossary: if self.links_terms.get() { &self.site.glossary } else { &NO_TERMS },
            glossary_page: &self.glossary_page,
            seen: &mut self.seen.borrow_mut(),
            link: &|link| self.target(file, link),
            raw_html: self.site.output.raw_html,
            shows_pictures: self.shows_pictures.get(),
            counter: &mut counter,
            headings: &mut self.headings.borrow_mut(),
        };
        markdown::write(out, markdown, form, &mut setting);
        self.counter.set(counter);
    }

    /// Where a link leads that stands in `file`: a source file stands for the page made from it.
    /// `None` if it must not be followed, or leads to nothing that this edition has.
    fn target(&self, file: FileId, link: &str) -> Option<String> {
        match url::scheme(link) {
            Scheme::External => return Some(link.to_owned()),
            Scheme::Refused => return None,
            Scheme::Relative => {}
        }
        let (path, fragment) = match link.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (link, None),
        };
        if path.is_empty() {
            return Some(link.to_owned());
        }
        let source = &self.site.sources.file(file).path;
        let content = self.site.book.src.get_ref().trim_end_matches('/');
        let source = source.strip_prefix(content)?.strip_prefix('/')?;
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (page, part) = page_of(&url::resolve(folder, &url::decoded(path))?);
        self.site.has(&page).then(|| {
            let mut target = self.link(&page);
            if let Some(fragment) = fragment.or(part) {
                target.push('#');
                target.push_str(fragment);
            }
            target
        })
    }
}

/// The page made from a source file, and the part of it.
fn page_of(source: &str) -> (String, Option<&'static str>) {
    let parts: Vec<&str> = source.split('/').collect();
    match parts[..] {
        ["framework.toml"] => ("index.html".to_owned(), None),
        ["glossary.toml"] => ("glossary.html".to_owned(), None),
        ["roles", role] | ["roles", role, "role.toml"] => (format!("roles/{role}.html"), None),
        ["roles", role, "interviews.toml"] => (format!("interviews/{role}.html"), None),
        ["roles", role, "candidates.toml"] => (format!("candidates/{role}.html"), None),
        ["roles", role, "blueprint.toml"] => (format!("roles/{role}.html"), Some("_blueprint")),
        _ => match source.strip_suffix(".md") {
            Some(page) => (format!("{page}.html"), None),
            None => (source.to_owned(), None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_files_stand_for_their_pages() {
        assert_eq!(page_of("roles/sre/ic3.md").0, "roles/sre/ic3.html");
        assert_eq!(page_of("roles/sre/role.toml").0, "roles/sre.html");
        assert_eq!(page_of("framework.toml").0, "index.html");
        assert_eq!(page_of("roles/sre/candidates.toml").0, "candidates/sre.html");
        assert_eq!(page_of("pages/a/b.md").0, "pages/a/b.html");
        assert_eq!(page_of("pages/reach.svg").0, "pages/reach.svg");
    }
}
