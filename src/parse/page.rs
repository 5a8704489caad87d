use serde::Deserialize;
use toml::value::Datetime;

use super::audience::Sieve;
use super::front_matter::{self, Front};
use super::unlink::unlinked;
use super::{Audience, Placed, Text};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};

/// A handbook page.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// The file.
    pub file: FileId,
    /// Below the content folder, e.g. `pages/promotion.md`.
    pub path: String,
    /// Who it is for.
    pub audience: Audience,
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
    pub reviewed: Option<Placed<Datetime>>,
}

pub(super) fn read(
    sieve: &mut Sieve<'_>,
    path: &str,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<PageFile> {
    let Front { value, audience, body } = front_matter::split(sieve, text, diagnostics);
    if !sieve.keeps(audience) {
        sieve.hidden.push(Span::new(sieve.file, 0..text.len()));
        return None;
    }
    let markdown = unlinked(&text[body..], sieve.folder, &sieve.readers.gone);
    let markdown = markdown.unwrap_or_else(|| text[body..].to_owned());
    let body = Text::new(body..text.len(), markdown);
    Some(PageFile { file: sieve.file, path: path.to_owned(), audience, front: value?, body })
}
