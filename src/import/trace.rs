//! What was read, and what the reader did with it: the ground of the report.

use std::collections::BTreeMap;

use super::document::Block;
use super::html::Links;
use super::{encoding, markdown_blocks};

/// What was read, and what the reader did with it: the ground of the report.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) sources: Vec<Source>,
    /// What stands on pages around the text, with the number of pages: menus, scripts.
    pub(super) surroundings: BTreeMap<String, usize>,
    /// Decisions that a person should know of.
    pub(super) notes: Vec<String>,
}

impl Trace {
    /// The files that could not be read: `path: why`.
    pub(super) fn skipped(&self) -> Vec<String> {
        self.sources
            .iter()
            .filter_map(|s| s.skipped.as_ref().map(|why| format!("{}: {why}", s.path)))
            .collect()
    }
}

/// One file of the source.
#[derive(Debug, Default, Clone)]
pub(super) struct Source {
    pub(super) path: String,
    /// The visible text, block by block, taken straight from the source.
    pub(super) blocks: Vec<String>,
    /// How many bullets the source has, counted straight in the source.
    pub(super) list_items: usize,
    /// The files made from it, relative to `--out`.
    pub(super) targets: Vec<String>,
    pub(super) changes: Vec<Change>,
    /// Repairs of the whole text, and how often.
    pub(super) repairs: BTreeMap<String, usize>,
    /// Characters that a repair brought back: a sentence with one of them counts as repaired.
    pub(super) restored: Vec<String>,
    /// Links and pictures that led nowhere.
    pub(super) lost_links: Vec<String>,
    /// Why the file gave nothing.
    pub(super) skipped: Option<String>,
    /// What looks wrong in a file that could be read all the same.
    pub(super) warnings: Vec<String>,
}

/// A block that the content says otherwise than the source.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The block as it stands in the source.
    pub(super) before: String,
    pub(super) kind: ChangeKind,
    /// How it was changed, or why it was left out.
    pub(super) how: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// Stands in the content in these pieces, which together have the letters of the source.
    Pieces(Vec<Piece>),
    /// Joined with something that says the same.
    Joined(String),
    LeftOut,
}

/// A part of a block that was taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Stands in the content.
    Text(String),
    /// The label of what follows, for which the content has a key.
    Key { said: String, key: &'static str },
    /// Said before: it stands in the content as it was spelled first.
    Again { said: String, first: String },
    /// A word of a closed list, which the content writes in its own way.
    Word { said: String, word: &'static str },
}

impl Source {
    /// The text of its bytes; remembers what had to be mended.
    ///
    /// # Errors
    /// As [`encoding::decode`].
    pub(super) fn decode(&mut self, bytes: &[u8]) -> Result<String, String> {
        let decoded = encoding::decode(bytes)?;
        self.repairs = decoded.repairs;
        self.restored = decoded.restored;
        Ok(decoded.text)
    }

    /// The blocks of Markdown that stands in a value, from where no link leads to another file.
    pub(super) fn blocks_of(&mut self, text: &str) -> Vec<Block> {
        let files = BTreeMap::new();
        let mut links = Links { files: &files, folder: "", lost: Vec::new() };
        let blocks = markdown_blocks::blocks(text, &mut links, &mut self.warnings);
        self.lost_links.extend(links.lost);
        blocks
    }

    pub(super) fn pieces(&mut self, before: &str, pieces: &[&str], how: &str) {
        let pieces = pieces.iter().map(|p| Piece::Text((*p).to_owned())).collect();
        self.change(before, ChangeKind::Pieces(pieces), how);
    }

    /// As [`Source::pieces`], some of which are labels or words of the content format.
    pub(super) fn told(&mut self, before: &str, pieces: Vec<Piece>, how: &str) {
        self.change(before, ChangeKind::Pieces(pieces), how);
    }

    pub(super) fn leave_out(&mut self, before: &str, why: &str) {
        self.change(before, ChangeKind::LeftOut, why);
    }

    pub(super) fn join(&mut self, before: &str, into: &str, how: &str) {
        self.change(before, ChangeKind::Joined(into.to_owned()), how);
    }

    fn change(&mut self, before: &str, kind: ChangeKind, how: &str) {
        self.changes.push(Change { before: before.to_owned(), kind, how: how.to_owned() });
    }
}
