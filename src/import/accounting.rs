//! Every sentence of the source, looked for in what was written.
//!
//! Importers say what they changed; nothing they say is believed. A block counts as kept only when
//! the text read back from the written files has it, and as often as the source has it; the pieces
//! of a changed block must be there too, and together have all its letters.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::document::{Block, squeeze};
use super::foreign::{Cell, Change, ChangeKind, Foreign, Level, Piece, Section, Source};
use super::ids::letters;
use super::report::{Entry, Fate, FileRepair, Report, Totals};
use super::written;

/// Files that hold what many pages of the source share: their text answers for all of them.
const SHARED: &[&str] = &["book.toml", "content/framework.toml"];

/// A block of a source, or a sentence of one that isn't there as a whole.
struct Line<'a> {
    source: &'a Source,
    text: String,
    fate: Option<Fate>,
    /// What the importer did with the block, where it wasn't found so.
    change: Option<&'a Change>,
}

/// Holds the source against the files.
pub(super) fn account(
    format: String,
    foreign: &Foreign,
    files: &BTreeMap<String, String>,
) -> Report {
    let mut shelf = Shelf::new(files);
    let mut report = Report { format, notes: foreign.trace.notes.clone(), ..Report::default() };
    let mut lines: Vec<Line<'_>> = Vec::new();
    // What stands as it was first, of all files: what another says too may be the same words.
    let mut first = Vec::new();
    for source in &foreign.trace.sources {
        let changes = ChangeBook::new(&source.changes);
        let found = shelf.unchanged(source, &changes);
        first.push((source, changes, found));
    }
    for (source, changes, found) in first {
        file_lines(source, &mut report);
        for (block, whole) in source.blocks.iter().zip(shelf.others(source, changes, found)) {
            let line =
                |text: &str, fate| Line { source, text: text.to_owned(), fate, change: None };
            match whole {
                Whole::Found(fate) => lines.push(line(block, Some(fate))),
                Whole::Missed(None) => {
                    lines.extend(sentences(block).iter().map(|text| line(text, None)));
                }
                Whole::Missed(change) => lines.push(Line { change, ..line(block, None) }),
            }
        }
    }
    // What is not there as a whole is looked for in what no block has taken, long sentences first:
    // short ones stand in many places.
    let is_open = |at: &usize| lines[*at].fate.is_none() && lines[*at].change.is_none();
    let mut open: Vec<usize> = (0..lines.len()).filter(is_open).collect();
    open.sort_by_key(|at| Reverse(lines[*at].text.len()));
    for at in open {
        lines[at].fate = shelf.sentence(&lines[at].text, lines[at].source);
    }
    for Line { source, text, fate, change } in lines {
        // What was taken apart may stand in the rest of a block.
        let fate = fate.or_else(|| shelf.changed(&text, change?, source, true));
        match (fate, change) {
            (None, None) => push(&mut report, source, text, Fate::Unaccounted),
            (fate, _) => {
                for sentence in sentences(&text) {
                    let own = fate.clone().or_else(|| shelf.sentence(&sentence, source));
                    push(&mut report, source, sentence, own.unwrap_or(Fate::Unaccounted));
                }
            }
        }
    }
    report.left_aside = foreign.trace.surroundings.clone();
    report.totals = totals(foreign, files, &report);
    report
}

fn file_lines(source: &Source, report: &mut Report) {
    for (what, times) in &source.repairs {
        let (file, what) = (source.path.clone(), what.clone());
        report.file_repairs.push(FileRepair { file, what, times: *times });
    }
    for link in &source.lost_links {
        report
            .notes
            .push(format!("{}: the link to {link} leads nowhere; its text stays", source.path));
    }
    for warning in &source.warnings {
        report.notes.push(format!("{}: {warning}", source.path));
    }
    if let Some(why) = &source.skipped {
        report.notes.push(format!("{}: left out: {why}", source.path));
    }
}

fn push(report: &mut Report, source: &Source, text: String, fate: Fate) {
    let restored = source.restored.iter().find(|r| text.contains(r.as_str()));
    let fate = match (fate, restored) {
        (Fate::Kept { file }, Some(_)) => {
            let how = "characters read in a wrong encoding restored".to_owned();
            Fate::Repaired { file, how }
        }
        (fate, _) => fate,
    };
    report.entries.push(Entry { source: source.path.clone(), text, fate });
}

fn totals(foreign: &Foreign, files: &BTreeMap<String, String>, report: &Report) -> Totals {
    let count = |is: fn(&Fate) -> bool| report.entries.iter().filter(|e| is(&e.fate)).count();
    let sections = || foreign.levels().flat_map(|l| &l.sections);
    let behaviours = || sections().flat_map(|s| &s.cells).flat_map(|c| &c.behaviours);
    let is_level =
        |file: &str| file.starts_with("content/roles/") || file.starts_with("content/shared/");
    let level_files = |s: &&Source| s.targets.iter().any(|target| is_level(target));
    Totals {
        source_files: foreign.trace.sources.len(),
        written_files: files.len(),
        roles: foreign.counts.roles + foreign.roles.len(),
        levels: foreign.counts.levels + foreign.levels().count(),
        list_items: foreign.trace.sources.iter().filter(level_files).map(|s| s.list_items).sum(),
        behaviours: foreign.counts.behaviours + behaviours().count(),
        attribute_items: sections().map(|s| s.items.len()).sum::<usize>()
            + foreign.levels().map(|l| l.attributes.len()).sum::<usize>(),
        other_items: foreign.levels().map(other_items).sum(),
        examples: sections().flat_map(|s| &s.cells).map(|c| c.examples.len()).sum::<usize>()
            + behaviours().map(|b| b.examples.len()).sum::<usize>(),
        pages: foreign.counts.pages + foreign.pages.len(),
        terms: foreign.counts.terms + foreign.terms.len(),
        sentences: report.entries.len(),
        kept: count(|f| matches!(f, Fate::Kept { .. })),
        repaired: count(|f| matches!(f, Fate::Repaired { .. })),
        joined: count(|f| matches!(f, Fate::Joined { .. })),
        left_out: count(|f| matches!(f, Fate::LeftOut { .. })),
        unaccounted: count(|f| matches!(f, Fate::Unaccounted)),
    }
}

/// List items of a level that are neither behaviours, attributes nor examples.
fn other_items(level: &Level) -> usize {
    let cell = |cell: &Cell| {
        items(&cell.before)
            + items(&cell.after)
            + cell.behaviours.iter().map(|b| items(&b.children)).sum::<usize>()
            + cell.examples.iter().map(|e| items(e)).sum::<usize>()
    };
    let section = |section: &Section| {
        items(&section.intro)
            + section.items.iter().map(|b| items(&b.children)).sum::<usize>()
            + section.cells.iter().map(cell).sum::<usize>()
    };
    items(&level.intro) + level.sections.iter().map(section).sum::<usize>()
}

fn items(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::List { items: all, .. } => {
                all.len() + all.iter().map(|item| items(item)).sum::<usize>()
            }
            Block::Quote(inner) | Block::Details { body: inner, .. } => items(inner),
            _ => 0,
        })
        .sum()
}

/// What an importer said of the blocks of one source file, each to be used once.
struct ChangeBook<'a>(HashMap<String, Vec<&'a Change>>);

impl<'a> ChangeBook<'a> {
    fn new(changes: &'a [Change]) -> Self {
        let mut book: HashMap<String, Vec<&Change>> = HashMap::new();
        for change in changes.iter().rev() {
            book.entry(squeeze(&change.before)).or_default().push(change);
        }
        Self(book)
    }

    fn next(&self, block: &str) -> Option<&'a Change> {
        self.0.get(block)?.last().copied()
    }

    fn take(&mut self, block: &str) -> Option<&'a Change> {
        self.0.get_mut(block)?.pop()
    }
}

/// Whether a block was found as a whole, and else what an importer said of it.
enum Whole<'a> {
    Found(Fate),
    Missed(Option<&'a Change>),
}

/// The text that was written, from which each block can be taken once.
struct Shelf {
    /// Blocks with the number of times each is still there, by file.
    files: BTreeMap<String, HashMap<String, usize>>,
    /// Keys of TOML, by file.
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl Shelf {
    fn new(files: &BTreeMap<String, String>) -> Self {
        let count = |fragments: Vec<String>| {
            let mut counts: HashMap<String, usize> = HashMap::new();
            fragments.into_iter().for_each(|f| *counts.entry(f).or_default() += 1);
            counts
        };
        let keys = written::keys(files);
        let files = written::fragments(files);
        Self { files: files.into_iter().map(|(path, all)| (path, count(all))).collect(), keys }
    }

    /// What became of each block of a source that nobody says was changed, as a whole.
    fn unchanged<'a>(
        &mut self,
        source: &Source,
        changes: &ChangeBook<'a>,
    ) -> Vec<Option<Whole<'a>>> {
        let mut fate = |block: &String| match (&source.skipped, changes.next(block)) {
            (Some(why), _) => Some(Fate::LeftOut { why: why.clone() }),
            (None, None) => self.kept(block, source),
            (None, Some(_)) => None,
        };
        source.blocks.iter().map(|block| fate(block).map(Whole::Found)).collect()
    }

    /// What became of each block as a whole, where that of the unchanged ones is known.
    fn others<'a>(
        &mut self,
        source: &Source,
        mut changes: ChangeBook<'a>,
        mut found: Vec<Option<Whole<'a>>>,
    ) -> Vec<Whole<'a>> {
        // First what was taken apart, whose pieces may be the words of a block that was joined.
        for are_pieces in [true, false] {
            for (block, found) in source.blocks.iter().zip(&mut found) {
                let next = changes.next(block);
                let is_in_pieces = matches!(next, Some(Change { kind: ChangeKind::Pieces(_), .. }));
                if found.is_none() && (is_in_pieces || !are_pieces) {
                    *found = Some(self.whole(block, next, source, &mut changes));
                }
            }
        }
        found.into_iter().map(|one| one.unwrap_or(Whole::Missed(None))).collect()
    }

    fn whole<'a>(
        &mut self,
        block: &str,
        next: Option<&Change>,
        source: &Source,
        changes: &mut ChangeBook<'a>,
    ) -> Whole<'a> {
        // Of two blocks that were joined, the first is kept as it stands.
        let may_be_kept = next.is_none_or(|change| matches!(change.kind, ChangeKind::Joined(_)));
        if may_be_kept && let Some(fate) = self.kept(block, source) {
            return Whole::Found(fate);
        }
        let change = changes.take(block);
        let fate = change.and_then(|change| self.changed(block, change, source, false));
        fate.map_or(Whole::Missed(change), Whole::Found)
    }

    /// Takes a block from the files made from its page.
    fn take(&mut self, block: &str, source: &Source) -> Option<String> {
        for target in &source.targets {
            let left = self.files.get_mut(target).and_then(|f| f.get_mut(block));
            if let Some(left) = left.filter(|left| **left > 0) {
                *left -= 1;
                return Some(target.clone());
            }
        }
        None
    }

    /// Finds a block in a file that many pages share, and leaves it there.
    fn shared(&self, block: &str, source: &Source) -> Option<String> {
        let roles = source.targets.iter().filter_map(|t| t.rsplit_once('/'));
        let roles = roles.map(|(folder, _)| format!("{folder}/role.toml"));
        SHARED
            .iter()
            .map(|s| (*s).to_owned())
            .chain(roles)
            .find(|path| self.files.get(path).is_some_and(|f| f.contains_key(block)))
    }

    fn kept(&mut self, block: &str, source: &Source) -> Option<Fate> {
        self.take(block, source).map(|file| Fate::Kept { file })
    }

    /// What became of a changed block. At the end, its pieces may stand in the rest of others: a
    /// block of the same words may have taken theirs.
    fn changed(
        &mut self,
        block: &str,
        change: &Change,
        source: &Source,
        is_end: bool,
    ) -> Option<Fate> {
        let how = change.how.clone();
        match &change.kind {
            ChangeKind::LeftOut => Some(Fate::LeftOut { why: how }),
            ChangeKind::Joined(into) => {
                self.says(into, source).map(|file| Fate::Joined { file, how })
            }
            ChangeKind::Pieces(pieces) => {
                let said = |piece: &Piece| match piece {
                    Piece::Text(said)
                    | Piece::Again { said, .. }
                    | Piece::Key { said, .. }
                    | Piece::Word { said, .. } => letters(said),
                };
                if pieces.iter().map(said).collect::<String>() != letters(block) {
                    return None;
                }
                let (mut file, mut taken) = (None, Vec::new());
                for piece in pieces {
                    file = self.piece(piece, source, &mut taken);
                    if let (None, Piece::Text(text), true) = (&file, piece, is_end) {
                        file = self.rest(&squeeze(text), source);
                    }
                    if file.is_none() {
                        self.put_back(taken);
                        return None;
                    }
                }
                file.map(|file| Fate::Repaired { file, how })
            }
        }
    }

    /// The file that has a piece. What is taken for it, and from where, is told.
    fn piece(
        &mut self,
        piece: &Piece,
        source: &Source,
        taken: &mut Vec<(String, String)>,
    ) -> Option<String> {
        match piece {
            Piece::Text(text) => {
                let text = squeeze(text);
                if let Some(file) = self.take(&text, source) {
                    taken.push((file.clone(), text));
                    return Some(file);
                }
                self.shared(&text, source)
            }
            Piece::Again { first, .. } => self.says(first, source),
            Piece::Word { word, .. } => self.says(word, source),
            Piece::Key { key, .. } => {
                let has =
                    |file: &&String| self.keys.get(*file).is_some_and(|all| all.contains(*key));
                source.targets.iter().find(has).cloned()
            }
        }
    }

    fn put_back(&mut self, taken: Vec<(String, String)>) {
        for (file, text) in taken {
            let left = self.files.get_mut(&file).and_then(|blocks| blocks.get_mut(&text));
            left.into_iter().for_each(|left| *left += 1);
        }
    }

    /// A file made from this page that says something, be it for another block.
    fn says(&self, what: &str, source: &Source) -> Option<String> {
        let what = squeeze(what);
        let has = |file: &&String| self.files.get(*file).is_some_and(|all| all.contains_key(&what));
        source.targets.iter().find(has).cloned()
    }

    fn sentence(&mut self, sentence: &str, source: &Source) -> Option<Fate> {
        self.rest(sentence, source).map(|file| Fate::Kept { file })
    }

    /// Looks for one sentence inside of the blocks that nothing has taken yet, and takes it.
    fn rest(&mut self, sentence: &str, source: &Source) -> Option<String> {
        for target in &source.targets {
            let Some(blocks) = self.files.get_mut(target) else { continue };
            let mut holders: Vec<&String> = blocks
                .iter()
                .filter(|(b, n)| **n > 0 && place(b, sentence).is_some())
                .map(|(b, _)| b)
                .collect();
            holders.sort();
            let Some(holder) = holders.first().map(|h| (*h).clone()) else { continue };
            if let Some(left) = blocks.get_mut(&holder) {
                *left -= 1;
            }
            // What is left of the block may still answer for other sentences.
            let at = place(&holder, sentence).unwrap_or_default();
            let rest = [&holder[..at], &holder[at + sentence.len()..]];
            for part in rest.map(str::trim).into_iter().filter(|part| !part.is_empty()) {
                *blocks.entry(part.to_owned()).or_default() += 1;
            }
            return Some(target.clone());
        }
        None
    }
}

/// Where a sentence stands in a block as words of its own, and not as a part of one.
fn place(block: &str, sentence: &str) -> Option<usize> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let has_start = is_letter(sentence.chars().next());
    let has_end = is_letter(sentence.chars().next_back());
    block.match_indices(sentence).map(|(at, _)| at).find(|at| {
        let (before, after) = (&block[..*at], &block[at + sentence.len()..]);
        let is_in_a_word = has_start && is_letter(before.chars().next_back())
            || has_end && is_letter(after.chars().next());
        !is_in_a_word
    })
}

/// The sentences of a block: cut behind `.`, `!` or `?` before a capital letter.
pub(super) fn sentences(block: &str) -> Vec<String> {
    let chars: Vec<(usize, char)> = block.char_indices().collect();
    let mut out = Vec::new();
    let mut start = 0;
    for (n, window) in chars.windows(2).enumerate() {
        let [(_, c), (at, space)] = window else { continue };
        let ends = matches!(c, '.' | '!' | '?')
            || matches!(c, '”' | '"' | ')') && n > 0 && matches!(chars[n - 1].1, '.' | '!' | '?');
        let next = chars.get(n + 2).map(|(_, c)| *c);
        if ends && *space == ' ' && next.is_some_and(|c| !c.is_lowercase()) && at - start > 3 {
            out.push(block[start..*at].trim().to_owned());
            start = *at;
        }
    }
    out.push(block[start..].trim().to_owned());
    out.retain(|s| !s.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_at_their_ends() {
        let block = "We sail, e.g. at dawn. Why? “So.” Then (no.) 3 boats return";
        let expected = ["We sail, e.g. at dawn.", "Why?", "“So.”", "Then (no.)", "3 boats return"];
        assert_eq!(sentences(block), expected);
        assert_eq!(sentences("one"), ["one"]);
    }
}
