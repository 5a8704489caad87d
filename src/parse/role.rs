use schemars::JsonSchema;
use serde::Deserialize;
use toml::value::Datetime;

use super::{Placed, Status, Text};

/// `roles/<role>/role.toml`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RoleFile {
    /// What the role is called, without a grade word.
    pub title: Text,
    /// The id of a family of `framework.toml`.
    pub family: Text,
    /// The id of a track of `framework.toml`.
    pub track: Text,
    /// Ids of its levels, lowest first, all of the track.
    pub levels: Placed<Vec<Text>>,
    /// Shared sets whose behaviours it expects too: folders of `shared/`.
    #[serde(default)]
    pub include: Vec<Text>,
    /// What the role is for: Markdown, a paragraph or two.
    pub summary: Option<Text>,
    /// Whether a level is expected on top of all levels below it; as the framework, if it is left
    /// out.
    pub cumulative: Option<bool>,
    /// The language of its texts as a BCP 47 tag, if it isn't that of `book.toml`.
    pub language: Option<Text>,
    /// Who answers for its text.
    pub owner: Option<String>,
    /// The day of its last review.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub reviewed: Option<Placed<Datetime>>,
    /// Whether it is in force.
    #[serde(default)]
    pub status: Status,
    /// The role that takes its place; of a legacy role only.
    pub replaced_by: Option<Text>,
    /// Ids that this role had before.
    #[serde(default)]
    pub replaces: Vec<Text>,
    /// Where people come from, and where they go.
    #[serde(default)]
    pub path: PathTable,
}

/// `[path]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathTable {
    /// The role of another track whose levels stand beside this one's.
    pub parallel: Option<Text>,
    /// Where people come from.
    pub feeder: Vec<Placed<PathEntry>>,
    /// Where people go.
    pub next: Vec<Placed<PathEntry>>,
    /// Roles beside this one.
    pub adjacent: Vec<Placed<PathEntry>>,
}

/// An entry of `feeder`, `next` or `adjacent`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathEntry {
    /// The id of a role.
    pub role: Option<Text>,
    /// A level of it.
    pub level: Option<Text>,
    /// A role that the framework doesn't have, in free text.
    pub name: Option<String>,
    /// What somebody should know of this way.
    pub note: Option<Text>,
}

/// `shared/<name>/shared.toml`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SharedFile {
    /// What readers know it by; without, pages say nothing of it.
    pub title: Option<String>,
    /// What it is for, in Markdown.
    pub summary: Option<Text>,
    /// Sets that it includes.
    pub include: Vec<Text>,
}
