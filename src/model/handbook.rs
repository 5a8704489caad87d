use jiff::civil::Date;

use super::{Prose, TermId};
use crate::source::FileId;

/// A handbook page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its path below the content folder without `.md`, e.g. `pages/promotion`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// A sentence for lists.
    pub summary: Option<Prose>,
    /// Its text.
    pub body: Prose,
    /// The language of its text, if that isn't the site's.
    pub language: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When somebody last read it through.
    pub reviewed: Option<Date>,
}

/// A word of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// The word.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// What it means.
    pub definition: Prose,
}

/// A file that is copied as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path below the content folder, and in the site.
    pub path: String,
    /// Its contents.
    pub file: FileId,
}
