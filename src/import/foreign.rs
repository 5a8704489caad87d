//! A framework as a foreign source tells it, before it has ids: what every importer fills, and the
//! one writer reads.

use std::collections::BTreeMap;

use super::document::{Block, Text};

/// A framework read from a foreign source.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub(super) title: String,
    pub(super) version: Option<String>,
    pub(super) language: Option<String>,
    /// What the home page says.
    pub(super) summary: Vec<Block>,
    pub(super) family: Named,
    pub(super) tracks: Vec<Track>,
    pub(super) pillars: Vec<Pillar>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) roles: Vec<Role>,
    pub(super) pages: Vec<Page>,
    pub(super) terms: Vec<Term>,
    pub(super) trace: Trace,
}

/// An id and a name.
#[derive(Debug, Default, Clone)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Debug)]
pub(super) struct Track {
    pub(super) id: String,
    pub(super) name: String,
    /// Lowest first.
    pub(super) levels: Vec<TrackLevel>,
}

#[derive(Debug)]
pub(super) struct TrackLevel {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) number: u32,
    pub(super) parallel: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Pillar {
    pub(super) name: String,
    pub(super) icon: Option<String>,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) id: String,
    pub(super) label: String,
    /// A list stands in the level file as a section, a text in its front matter.
    pub(super) is_list: bool,
}

#[derive(Debug)]
pub(super) struct Role {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) track: String,
    /// Lowest first.
    pub(super) levels: Vec<Level>,
}

#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) tagline: Text,
    /// Values of text attributes, by id.
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) intro: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// What a second-level heading of a level file opens.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) kind: SectionKind,
    /// The label of the attribute, or the name of the pillar; empty without pillars.
    pub(super) name: String,
    pub(super) intro: Vec<Block>,
    /// The bullets of a list attribute.
    pub(super) items: Vec<Behaviour>,
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    Attribute,
    Pillar,
    /// A framework without pillars: one section holds all cells.
    Bare,
}

impl Section {
    pub(super) fn new(kind: SectionKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), intro: vec![], items: vec![], cells: vec![] }
    }
}

/// A competency at a level.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// The heading as its author wrote it.
    pub(super) name: String,
    pub(super) before: Vec<Block>,
    pub(super) behaviours: Vec<Behaviour>,
    pub(super) after: Vec<Block>,
    pub(super) examples: Vec<Text>,
}

#[derive(Debug)]
pub(super) struct Behaviour {
    pub(super) text: Text,
    pub(super) children: Vec<Block>,
}

#[derive(Debug)]
pub(super) struct Page {
    /// Path below `content/`.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) body: Vec<Block>,
}

#[derive(Debug)]
pub(super) struct Term {
    pub(super) name: String,
    pub(super) definition: Text,
}

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
#[derive(Debug, Default)]
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
    Pieces(Vec<String>),
    /// Joined with something that says the same.
    Joined(String),
    LeftOut,
}

impl Source {
    pub(super) fn pieces(&mut self, before: &str, pieces: &[&str], how: &str) {
        let pieces = pieces.iter().map(|p| (*p).to_owned()).collect();
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
