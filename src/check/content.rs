use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::lines::Lines;
use super::links::{self, Link};
use super::settings::Settings;
use super::texts::{self, Piece};
use crate::model::{CellState, Framework, Level, Role};
use crate::source::{FileId, SourceFile, Sources, Span};

/// What rules read: the framework, its sources, and what several of them would work out again.
pub struct Content<'c> {
    /// The framework.
    pub framework: &'c Framework,
    /// The files it was made of.
    pub sources: &'c Sources,
    /// What the book says of rules.
    pub(super) settings: &'c Settings,
    lines: OnceLock<Lines<'c>>,
    links: OnceLock<Vec<Link>>,
}

impl<'c> Content<'c> {
    pub(super) fn new(
        framework: &'c Framework,
        sources: &'c Sources,
        settings: &'c Settings,
    ) -> Content<'c> {
        Content { framework, sources, settings, lines: OnceLock::new(), links: OnceLock::new() }
    }

    /// Every behaviour's words, normalised; worked out when first asked.
    pub(super) fn lines(&self) -> &Lines<'c> {
        self.lines.get_or_init(|| Lines::of(self.framework))
    }

    /// Calls `take` with every Markdown text, each once.
    pub(super) fn each_text(&self, take: &mut dyn FnMut(Piece<'c>)) {
        texts::each(self.framework, take);
    }

    /// Every link and picture of all texts; worked out when first asked.
    pub(super) fn links(&self) -> &[Link] {
        self.links.get_or_init(|| links::of(self))
    }

    /// A finder of few exact words, and the files in which it finds any: most files have none, and
    /// to search a whole file is many times as fast as to search its sentences one by one.
    pub(super) fn finder(&self, words: &[&str]) -> Option<(AhoCorasick, HashSet<FileId>)> {
        // Only finders of this kind compare many bytes at a time.
        let finder =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).ok()?;
        let files: Vec<(FileId, &SourceFile)> = self.sources.iter().collect();
        let has = |(_, file): &(FileId, &SourceFile)| {
            file.content.text().is_some_and(|text| finder.is_match(text))
        };
        let files = files.into_par_iter().filter(has).map(|(id, _)| id).collect();
        Some((finder, files))
    }

    /// The first place of `needle` within a text's span: a caret below one word says more than
    /// one below a paragraph. The whole span if it isn't there as it is.
    pub(super) fn place_of(&self, needle: &str, span: Span) -> Span {
        let text = self.sources.file(span.file).content.text().unwrap_or_default();
        let found = text.get(span.range()).and_then(|source| source.find(needle));
        found.map_or(span, |at| {
            let start = span.range().start + at;
            Span::new(span.file, start..start + needle.len())
        })
    }

    /// Every role.
    pub(super) fn roles(&self) -> impl Iterator<Item = &'c Role> {
        self.framework.roles.iter().map(Arc::as_ref)
    }
}

/// Every level of a role that says anything, with the next one above it that does.
pub(super) fn steps(role: &Role) -> impl Iterator<Item = ((usize, &Level), (usize, &Level))> {
    let written = || role.levels.iter().enumerate().filter(|(_, level)| says_anything(level));
    written().zip(written().skip(1))
}

/// Whether a level expects anything or states a fact.
pub(super) fn says_anything(level: &Level) -> bool {
    let has_cell = level.cells.iter().any(|cell| cell.state != CellState::Unmarked);
    level.is_written && (has_cell || !level.attributes.is_empty() || level.intro.is_some())
}

/// Names as a sentence lists them: `a`, `b` and `c`; of many, the first few and how many more.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 4;
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        all if all.len() > SHOWN + 1 => {
            format!("{} and {} more", all[..SHOWN].join(", "), all.len() - SHOWN)
        }
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// `1 line`, `2 lines`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
