use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{Status, Text};

/// `roles/<role>/role.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RoleFile {
    pub title: Text,
    pub family: Text,
    pub track: Text,
    pub levels: Spanned<Vec<Text>>,
    #[serde(default)]
    pub include: Vec<Text>,
    pub summary: Option<Text>,
    pub cumulative: Option<bool>,
    pub language: Option<Text>,
    pub owner: Option<String>,
    pub reviewed: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub status: Status,
    pub replaced_by: Option<Text>,
    #[serde(default)]
    pub replaces: Vec<Text>,
    #[serde(default)]
    pub path: PathTable,
}

/// `[path]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathTable {
    pub parallel: Option<Text>,
    pub feeder: Vec<Spanned<PathEntry>>,
    pub next: Vec<Spanned<PathEntry>>,
    pub adjacent: Vec<Spanned<PathEntry>>,
}

/// An entry of `feeder`, `next` or `adjacent`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathEntry {
    pub role: Option<Text>,
    pub level: Option<Text>,
    pub name: Option<String>,
    pub note: Option<Text>,
}

/// `shared/<name>/shared.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SharedFile {
    pub title: Option<String>,
    pub summary: Option<Text>,
    pub include: Vec<Text>,
}
