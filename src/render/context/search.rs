use serde::Serialize;
use tera::Context;

use super::super::pen::Pen;
use super::super::search::{Entry, NAMES, entries};
use super::super::site::Site;
use super::handbook::letter_of;
use super::{PageFacts, context};

/// All that `search.html` sees.
#[derive(Debug, Serialize)]
pub struct SearchPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The script with everything that has a name.
    pub names: &'static str,
    /// The library that looks things up.
    pub library: &'static str,
    /// Roles, competencies, skills, terms and handbook pages by first letter: what stands there
    /// while nobody searches, and all there is without JavaScript.
    pub letters: Vec<NameLetter>,
}

/// Names that begin with a letter.
#[derive(Debug, Serialize)]
pub struct NameLetter {
    /// For links to it.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The names.
    pub names: Vec<NameEntry>,
}

/// A name, and where it leads.
#[derive(Debug, Serialize)]
pub struct NameEntry {
    /// The name.
    pub name: String,
    /// `role`, `competency`, `skill`, `term` or `page`.
    pub kind: &'static str,
    /// Where it leads.
    pub url: String,
}

pub(in crate::render) fn search(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let mut page = PageFacts::new(&pen, "search", site.words.search.title.text());
    page.description = site.words.search.description.text();
    let mut names = entries(site);
    names.retain(|Entry(kind, ..)| !matches!(*kind, "level" | "section"));
    names.sort_by_cached_key(|Entry(_, name, ..)| name.to_lowercase());
    let mut letters: Vec<NameLetter> = Vec::new();
    for Entry(kind, name, _, _, url, _) in names {
        let (id, letter) = letter_of(&pen, &name);
        let place = letters.iter().position(|one| one.letter == letter).unwrap_or_else(|| {
            letters.push(NameLetter { id, letter, names: Vec::new() });
            letters.len() - 1
        });
        letters[place].names.push(NameEntry { name, kind, url });
    }
    let library = "assets/vendor/minisearch.js";
    context(&SearchPage { page, names: NAMES, library, letters })
}
