//! Shapes of what is said about `check`: its settings, its baseline, and what content allows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Placed, Text};
use crate::source::{FileId, Span};

/// The file of problems that are known and left out.
pub const BASELINE: &str = "check-baseline.toml";

/// `[check]` of `book.toml`: which rules hold, how strictly, and where they begin.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckTable {
    /// Rules whose problems are errors.
    pub deny: Vec<Text>,
    /// Rules whose problems are warnings.
    pub warn: Vec<Text>,
    /// Rules whose problems are notes.
    pub note: Vec<Text>,
    /// Rules that are off.
    pub allow: Vec<Text>,
    /// Who speaks in behaviours; unless it is set, a role only has to be of one mind.
    pub voice: Option<Voice>,
    /// How much is not too much.
    pub most: MostTable,
}

/// Who speaks in behaviours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// "I write tests."
    First,
    /// "Writes tests."
    Third,
    /// "Write tests."
    Imperative,
}

/// `[check.most]`: how much is not too much.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MostTable {
    /// Behaviours of a competency at a level.
    pub behaviours: usize,
    /// Competencies of a level.
    pub competencies: usize,
    /// Words of a behaviour.
    pub words: usize,
    /// Flesch-Kincaid grade of a level's page.
    pub grade: f64,
    /// Dimensions of a stage.
    pub dimensions: usize,
}

impl Default for MostTable {
    fn default() -> MostTable {
        MostTable { behaviours: 7, competencies: 15, words: 32, grade: 13.0, dimensions: 4 }
    }
}

/// A rule that doesn't hold at a place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule's code.
    /// The rule.
    pub rule: String,
    /// Why; empty if nobody says.
    pub reason: String,
    /// Where it is written.
    pub span: Span,
    /// Where it holds.
    pub scope: Scope,
}

/// Where an [`Allow`] holds: the item that it stands in, and all below that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Within this piece of a file.
    Within(Span),
    /// In this file and all others of its folder.
    Folder(FileId),
}

/// `check-baseline.toml`: problems that are known and left out.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BaselineFile {
    /// Each a rule with a text of a file.
    pub known: Vec<Placed<KnownTable>>,
}

/// Problems of one rule with one text of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KnownTable {
    /// The rule.
    pub rule: String,
    /// The file, from the folder of `book.toml`.
    pub file: String,
    /// A fingerprint of the text that the problem is about.
    pub text: String,
    /// How often.
    pub count: usize,
}
