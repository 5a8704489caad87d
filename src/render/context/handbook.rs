use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::markdown::Heading;
use super::super::pen::Pen;
use super::super::site::Site;
use super::home::handbook_links;
use super::{CHOICE, Day, Link, PageFacts, PageLink, context};
use crate::model::Term;

/// All that `handbook.html` sees.
#[derive(Debug, Serialize)]
pub struct HandbookPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// What it is about.
    pub summary: Html,
    /// Its text; headings start with `<h2>` and have ids.
    pub body: Html,
    /// Its main headings, if there are enough to choose from.
    pub contents: Vec<Link>,
    /// All handbook pages.
    pub pages: Vec<PageLink>,
}

/// All that `glossary.html` sees.
#[derive(Debug, Serialize)]
pub struct GlossaryPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// Terms by first letter.
    pub letters: Vec<TermLetter<'s>>,
}

/// Terms that begin with a letter.
#[derive(Debug, Serialize)]
pub struct TermLetter<'s> {
    /// For links to it.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The terms.
    pub terms: Vec<TermEntry<'s>>,
}

/// A term.
#[derive(Debug, Serialize)]
pub struct TermEntry<'s> {
    /// For links to it.
    pub id: &'s str,
    /// The word.
    pub name: &'s str,
    /// Other words for it.
    pub aliases: Vec<&'s str>,
    /// What it means.
    pub html: Html,
}

/// All that `404.html` sees.
#[derive(Debug, Serialize)]
pub struct NotFoundPage<'s> {
    /// The page. A server shows it for any address that leads nowhere, however deep: if it is
    /// known where the site is published, `page.root` is its path on its host.
    pub page: PageFacts<'s>,
    /// Where the site begins.
    pub home: String,
}

pub(in crate::render) fn handbook(site: &Site, path: &str, place: usize) -> Context {
    let source = &site.framework.pages[place];
    let pen = Pen::new(site, path).speaking(source.language.as_ref());
    let mut page = PageFacts::new(&pen, "handbook", source.title.clone())
        .described(source.summary.as_ref())
        .source(site, source.body.span, None, None);
    page.owner = source.owner.clone();
    page.reviewed = source.reviewed.map(|date| Day::new(&site.words, date));
    let (body, headings) = pen.document(&source.body, &source.title);
    context(&HandbookPage {
        page,
        summary: source.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        body,
        contents: contents(headings),
        pages: handbook_links(&pen, Some(place)),
    })
}

/// Links to the headings of a long page: the main ones, or all if those are few.
fn contents(headings: Vec<Heading>) -> Vec<Link> {
    let is_main = |one: &Heading| one.depth == 2;
    let main = headings.iter().filter(|one| is_main(one)).count();
    let chosen = headings.into_iter().filter(|one| main < CHOICE || is_main(one));
    let links = chosen.map(|one| Link { label: one.text, url: format!("#{}", one.id) });
    let links: Vec<Link> = links.collect();
    if links.len() < CHOICE { Vec::new() } else { links }
}

pub(in crate::render) fn glossary(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let mut page = PageFacts::new(&pen, "glossary", site.words.glossary.title.text());
    if let Some(term) = site.framework.terms.first() {
        page = page.source(site, term.definition.span, None, None);
    }
    let mut letters: Vec<TermLetter<'_>> = Vec::new();
    for term in &site.framework.terms {
        let (id, letter) = letter_of(&pen, &term.name);
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(TermLetter { id, letter, terms: Vec::new() });
        }
        pen.begin_section();
        let entry = TermEntry {
            id: term.id.as_str(),
            name: &term.name,
            aliases: aliases(term),
            html: pen.inline(&term.definition),
        };
        if let Some(last) = letters.last_mut() {
            last.terms.push(entry);
        }
    }
    context(&GlossaryPage { page, letters })
}

/// Other words for a term, without its plural: of use to find the term in a text, and none beside
/// its name.
fn aliases(term: &Term) -> Vec<&str> {
    let name = term.name.to_lowercase();
    let is_inflected = |alias: &str| {
        alias.to_lowercase().strip_prefix(&name).is_some_and(|end| matches!(end, "" | "s" | "es"))
    };
    term.aliases.iter().map(String::as_str).filter(|alias| !is_inflected(alias)).collect()
}

/// The letter that a name is found under, and an id for it.
pub(super) fn letter_of(pen: &Pen<'_>, name: &str) -> (String, String) {
    let first = name.chars().next().filter(|letter| letter.is_alphabetic());
    match first {
        Some(letter) => {
            let letter = letter.to_uppercase().to_string();
            (format!("letter_{}", letter.to_lowercase()), letter)
        }
        None => ("letter_0".to_owned(), pen.site.words.glossary.digits.text()),
    }
}

pub(in crate::render) fn not_found(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    // It stands for every address that there isn't.
    let facts = PageFacts::new(&pen, "", site.words.not_found.title.text());
    let mut page = PageFacts { canonical: None, ..facts };
    if let Some(base) = site.base() {
        page.root = base;
    }
    let home = format!("{}index.html", page.root);
    context(&NotFoundPage { page, home })
}
