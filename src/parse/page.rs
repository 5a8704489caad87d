use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{AllowTable, Audience, Text, front_matter};
use crate::diagnostic::Diagnostics;
use crate::source::FileId;

/// A handbook page.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// The file.
    pub file: FileId,
    /// Below the content folder, e.g. `pages/promotion.md`.
    pub path: String,
    /// Its front matter.
    pub front: PageFront,
    /// Its Markdown, and where that stands in the file.
    pub body: Text,
}

/// Front matter of a handbook page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageFront {
    pub title: Text,
    pub summary: Option<Text>,
    pub order: Option<i64>,
    pub owner: Option<String>,
    pub language: Option<Text>,
    pub reviewed: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub audience: Audience,
    #[serde(default)]
    pub allow: AllowTable,
}

pub(super) fn read(
    file: FileId,
    path: &str,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<PageFile> {
    let (front, start) = front_matter::split(file, text, diagnostics);
    let body = Text::new(start..text.len(), text[start..].to_owned());
    Some(PageFile { file, path: path.to_owned(), front: front?, body })
}
