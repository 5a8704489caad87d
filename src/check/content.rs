use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::lines::{Line, Lines};
use super::links::{self, Link};
use super::settings::Settings;
use super::texts::{self, Piece};
use super::words::Speech;
use super::{Finding, List};
use crate::model::{CellState, Framework, Level, Prose, Role};
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

/// A level, and the behaviours that stand in its file.
#[derive(Clone, Copy)]
pub(super) struct LevelPage<'c> {
    pub(super) role: &'c Role,
    pub(super) level: &'c Level,
    pub(super) speech: Speech,
    pub(super) lines: &'c [Line<'c>],
}

impl LevelPage<'_> {
    /// What names it in a report.
    pub(super) fn name(&self) -> String {
        name_of(self.level, self.role)
    }
}

/// `IC3 of Software Engineer`: what names a level in a report.
pub(super) fn name_of(level: &Level, role: &Role) -> String {
    format!("{} of {}", level.name, role.title)
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
        texts::each(self.framework, &self.settings.language, take);
    }

    /// Calls `take` with every text of interviews, and the role that they are for.
    pub(super) fn each_interview_text(&self, take: &mut dyn FnMut(Piece<'c>, &'c Role)) {
        for role in self.roles() {
            let speech = self.speech(role, None);
            if let Some(interviews) = &role.interviews {
                texts::each_of_interviews(interviews, speech, &mut |piece| take(piece, role));
            }
        }
    }

    /// Every level that writes behaviours of its own, with those; what it inherits is with whom it
    /// inherits it from. Shared lines are with the first role that includes them.
    pub(super) fn pages(&self) -> impl Iterator<Item = LevelPage<'_>> {
        let parts = self.lines().all.chunk_by(|a, b| (a.role, a.level) == (b.role, b.level));
        parts.map(|lines| {
            let role = &*self.framework.roles[lines[0].role as usize];
            let level = &role.levels[usize::from(lines[0].level)];
            LevelPage { role, level, speech: self.speech(role, Some(level)), lines }
        })
    }

    /// The language of a role's texts, or of one of its levels.
    pub(super) fn speech(&self, role: &Role, level: Option<&Level>) -> Speech {
        let own = level.and_then(|level| level.language.as_deref());
        Speech::of(own.or(role.language.as_deref()).unwrap_or(&self.settings.language))
    }

    /// What `find` sees in each line, told in a list a page.
    pub(super) fn in_lines(
        &self,
        list: impl Fn(&LevelPage<'_>) -> List,
        find: impl Fn(Speech, &Prose) -> Vec<(Span, String)>,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        for page in self.pages() {
            let list = list(&page);
            for line in page.lines {
                let entries = find(page.speech, &line.behaviour.text).into_iter();
                found.extend(entries.map(|(span, entry)| list.entry(span, entry)));
            }
        }
        found
    }

    /// A piece of a text as an entry of a list: its place, and its words in lower case.
    pub(super) fn entry(&self, text: &Prose, range: Range<usize>) -> (Span, String) {
        let words = text.markdown[range.clone()].to_lowercase();
        (self.piece_of(&text.markdown, range, text.span), words)
    }

    /// The place of a piece of a text: where it stands, if the text stands there as it is.
    pub(super) fn piece_of(&self, text: &str, range: Range<usize>, span: Span) -> Span {
        let source = self.sources.file(span.file).content.text().unwrap_or_default();
        let start = span.range().start + range.start;
        let own = start..start + range.len();
        match source.get(own.clone()) == Some(&text[range.clone()]) {
            true => Span::new(span.file, own),
            false => self.place_of(&text[range], span),
        }
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
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    joined(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The same of what isn't a name.
pub(super) fn joined(entries: &[&str]) -> String {
    const SHOWN: usize = 4;
    match entries {
        [] => String::new(),
        [one] => (*one).to_owned(),
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

/// Words as often as each of them occurs, the most frequent first: `strong` ×3, `various`.
pub(super) fn tallied(words: &[&str]) -> String {
    const SHOWN: usize = 6;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(one, _)| one == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = counts.len().saturating_sub(SHOWN);
    let shown = counts.iter().take(SHOWN).map(|(word, count)| match count {
        1 => format!("`{word}`"),
        _ => format!("`{word}` ×{count}"),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
