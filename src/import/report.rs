//! What became of every sentence of the source, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

/// The report of an import.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Name of the importer, or of several.
    pub format: String,
    /// Everything counted.
    pub totals: Totals,
    /// Decisions and troubles that a person should know of, a sentence each.
    pub notes: Vec<String>,
    /// What was mended in whole files: encodings, spaces.
    pub file_repairs: Vec<FileRepair>,
    /// What stands around the text and was left aside, with the number of pages: menus, scripts.
    pub left_aside: BTreeMap<String, usize>,
    /// Every sentence, in the order of the source.
    pub entries: Vec<Entry>,
}

/// Numbers of an import.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Totals {
    pub source_files: usize,
    pub written_files: usize,
    pub roles: usize,
    pub levels: usize,
    /// Bullets of the level pages, counted in the source before anything is interpreted.
    pub list_items: usize,
    /// Bullets written below competencies.
    pub behaviours: usize,
    /// Bullets written below list attributes, and values of others.
    pub attribute_items: usize,
    pub examples: usize,
    /// Bullets below other bullets, and in prose.
    pub other_items: usize,
    pub pages: usize,
    pub terms: usize,
    pub sentences: usize,
    pub kept: usize,
    pub repaired: usize,
    pub joined: usize,
    pub left_out: usize,
    pub unaccounted: usize,
}

/// A repair of a whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRepair {
    /// Path of the source file.
    pub file: String,
    /// What was mended.
    pub what: String,
    /// How often.
    pub times: usize,
}

/// A sentence of the source and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Path of the source file.
    pub source: String,
    /// The sentence.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a sentence. All but the last two were found in the written files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Fate {
    /// Stands word for word in a file.
    Kept {
        /// Path of the written file.
        file: String,
    },
    /// Stands in a file, taken apart or mended.
    Repaired {
        /// Path of the written file.
        file: String,
        /// What was done.
        how: String,
    },
    /// Said twice in the source and once in a file.
    Joined {
        /// Path of the written file.
        file: String,
        /// With what.
        how: String,
    },
    /// Left out on purpose.
    LeftOut {
        /// Why.
        why: String,
    },
    /// In no written file, and nobody said why: a fault of the importer.
    Unaccounted,
}

impl Report {
    /// The sentences that were lost. Empty, or the importer has a fault.
    #[must_use]
    pub fn unaccounted(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|e| e.fate == Fate::Unaccounted).collect()
    }

    /// A few lines for the terminal.
    #[must_use]
    pub fn summary(&self) -> String {
        let t = &self.totals;
        let mut out = format!(
            "{} read as {}, {} written: {}, {}, {}, {}\n",
            counted(t.source_files, "file"),
            self.format,
            t.written_files,
            counted(t.roles, "role"),
            counted(t.levels, "level"),
            counted(t.pages, "page"),
            counted(t.terms, "term")
        );
        let bullets = t.behaviours + t.attribute_items + t.examples + t.other_items;
        let _ = writeln!(
            out,
            "{} in level pages, {bullets} written: {}, {} of attributes, {}, {}",
            counted(t.list_items, "bullet"),
            counted(t.behaviours, "behaviour"),
            t.attribute_items,
            counted(t.examples, "example"),
            counted(t.other_items, "other")
        );
        let _ = writeln!(
            out,
            "{}: {} kept, {} repaired, {} joined, {} left out, {} unaccounted for",
            counted(t.sentences, "sentence"),
            t.kept,
            t.repaired,
            t.joined,
            t.left_out,
            t.unaccounted
        );
        out
    }

    /// The whole report as text: the summary, decisions, and every sentence under its file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = self.summary();
        self.lists(&mut out);
        let mut file = "";
        for entry in &self.entries {
            if entry.source != file {
                file = &entry.source;
                let _ = writeln!(out, "\n{file}");
            }
            let _ = writeln!(out, "  {}: {}", entry.fate, entry.text);
        }
        out
    }

    fn lists(&self, out: &mut String) {
        let lost = self.unaccounted();
        if !lost.is_empty() {
            out.push_str("\nUnaccounted for\n");
            for entry in lost {
                let _ = writeln!(out, "  {}: {}", entry.source, entry.text);
            }
        }
        if !self.notes.is_empty() {
            out.push_str("\nNotes\n");
            for note in &self.notes {
                let _ = writeln!(out, "  {note}");
            }
        }
        if !self.file_repairs.is_empty() {
            out.push_str("\nRepaired in whole files\n");
            for FileRepair { file, what, times } in &self.file_repairs {
                let _ = writeln!(out, "  {file}: {what} ({times}×)");
            }
        }
        if !self.left_aside.is_empty() {
            out.push_str("\nLeft aside\n");
            for (what, pages) in &self.left_aside {
                let _ = writeln!(out, "  {what}, {}", counted(*pages, "page"));
            }
        }
    }

    /// The whole report as one JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings and numbers serialise")
    }
}

impl std::fmt::Display for Fate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kept { file } => write!(f, "kept in {file}"),
            Self::Repaired { file, how } => write!(f, "repaired ({how}) in {file}"),
            Self::Joined { file, how } => write!(f, "joined ({how}) in {file}"),
            Self::LeftOut { why } => write!(f, "left out ({why})"),
            Self::Unaccounted => write!(f, "unaccounted for"),
        }
    }
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
