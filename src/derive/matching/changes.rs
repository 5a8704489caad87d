//! What changed in the words of a behaviour, so that a person can read it.

use std::hash::BuildHasher;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::families::is_stop_word;
use super::words::{HASH, each_word_with, impersonal};

/// What a function word counts for, where a content word counts 4.
const LIGHT: usize = 1;
const HEAVY: usize = 4;
/// Texts with less than this share of their words in common are set against each other as a whole.
const COMMON_PERCENT: usize = 20;
/// The share that each changed place asks for: four small islands of kept words are harder to read
/// than two sentences, one change that leaves as little is not.
const COMMON_PERCENT_A_PLACE: usize = 12;
/// However many places changed, texts with half their words in common are told apart by words.
const COMMON_PERCENT_ENOUGH: usize = 50;
/// Up to as many combinations of words a table is three times as fast as Myers' algorithm.
const TABLE: usize = 10_000;

/// A run of words of two texts. Slices keep the punctuation and white space after their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'t> {
    /// In both, as the second text writes it: case, punctuation and pronouns may differ.
    Equal(&'t str),
    /// In the first text only.
    Delete(&'t str),
    /// In the second text only.
    Insert(&'t str),
}

/// The differences between two plain texts (see [`plain`](super::plain)), by words.
///
/// In reading order, a deletion before the insertion that replaces it, never two runs of a kind in
/// a row. The equal and inserted runs together are `to`, byte for byte. Words that differ only in
/// case, punctuation, quotes or person are equal. Few words that happen to be in both between two
/// changes are made part of them: a reader follows one replaced phrase more easily than three
/// replaced words. Two texts with hardly anything in common, or only crumbs of it, are one deletion
/// and one insertion: see [`is_rewritten`].
///
/// Cost: about 6 µs for two texts of twenty words; beyond 100 words, Myers' algorithm, near linear
/// for texts that have much in common. It is given no deadline: with one the answer would depend on
/// how busy the machine is.
pub fn word_changes<'t>(from: &'t str, to: &'t str) -> Vec<Change<'t>> {
    let (old, new) = (units(from), units(to));
    let runs = cleaned(runs(&old, &new), &new);
    let weight = |units: &[Unit]| units.iter().map(|unit| unit.weight).sum::<usize>();
    let kept: usize =
        runs.iter().filter(|run| run.equal).map(|run| weight(&new[run.new.clone()])).sum();
    let all = weight(&old).max(weight(&new));
    let places = runs.iter().filter(|run| !run.equal).count();
    let least = (places * COMMON_PERCENT_A_PLACE).clamp(COMMON_PERCENT, COMMON_PERCENT_ENOUGH);
    let whole = Run { equal: false, old: 0..old.len(), new: 0..new.len() };
    let runs = if kept * 100 < all * least { vec![whole] } else { runs };
    let mut changes = Vec::new();
    for run in runs {
        let (before, after) = (slice(from, &old, &run.old), slice(to, &new, &run.new));
        if run.equal {
            changes.push(Change::Equal(after));
            continue;
        }
        if !before.is_empty() {
            let glued = matches!(changes.last(), Some(Change::Equal(kept)) if !ends_open(kept));
            changes.push(Change::Delete(if glued { with_space(from, before) } else { before }));
        }
        if !after.is_empty() {
            changes.push(Change::Insert(after));
        }
    }
    changes
}

/// Whether nothing of one text was kept in the other: such two read better one after the other than
/// as words struck and words put in.
#[must_use]
pub fn is_rewritten(changes: &[Change<'_>]) -> bool {
    matches!(changes, [Change::Delete(_), Change::Insert(_)])
}

fn ends_open(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

/// A part of a text with the white space before it: after a word that ends the other text, a
/// deletion would stick to it.
fn with_space<'t>(text: &'t str, part: &'t str) -> &'t str {
    let end = part.as_ptr() as usize - text.as_ptr() as usize + part.len();
    let start = text[..end - part.len()].trim_end().len();
    &text[start..end]
}

/// A word with the punctuation and white space up to the next one.
struct Unit {
    key: u64,
    start: usize,
    end: usize,
    weight: usize,
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len() / 5 + 1);
    let mut in_word = false;
    for (at, letter) in text.char_indices() {
        let word = letter.is_alphanumeric() || (in_word && joins(text, at, letter));
        // An opening quote or bracket belongs to the word it opens, so it starts a unit.
        let opens = !word && !letter.is_whitespace() && after_space(text, at);
        if (word && !in_word && !starts_open(units.last(), text, at)) || opens {
            units.push(Unit { key: 0, start: at, end: at, weight: LIGHT });
        }
        in_word = word;
    }
    if let Some(first) = units.first_mut() {
        first.start = 0;
    }
    let (mut end, mut buffer) = (text.len(), String::new());
    for unit in units.iter_mut().rev() {
        (unit.end, end) = (end, unit.start);
        (unit.key, unit.weight) = read(&mut buffer, &text[unit.start..unit.end]);
    }
    units
}

/// An apostrophe or invisible mark inside a word.
fn joins(text: &str, at: usize, letter: char) -> bool {
    let next = text[at + letter.len_utf8()..].chars().next();
    matches!(letter, '\'' | '\u{2019}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
        && next.is_some_and(char::is_alphanumeric)
}

fn after_space(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(char::is_whitespace)
}

/// Whether the unit so far is only the punctuation that opens this word.
fn starts_open(last: Option<&Unit>, text: &str, at: usize) -> bool {
    let opening = |letter: char| !letter.is_alphanumeric() && !letter.is_whitespace();
    last.is_some_and(|unit| text[unit.start..at].chars().all(opening))
}

fn read(buffer: &mut String, unit: &str) -> (u64, usize) {
    let mut key = 0;
    let mut weight = LIGHT;
    each_word_with(buffer, unit, |word| {
        let same = if is_pronoun(word) { "i" } else { impersonal(word).unwrap_or("i") };
        key = HASH.hash_one((key, same));
        if !is_stop_word(word) {
            weight = HEAVY;
        }
    });
    (key, weight)
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "i" | "you" | "we" | "they" | "he" | "she")
}

#[derive(Debug, Clone)]
struct Run {
    equal: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Alternately equal and changed.
fn runs(old: &[Unit], new: &[Unit]) -> Vec<Run> {
    let keys = |units: &[Unit]| units.iter().map(|unit| unit.key).collect::<Vec<_>>();
    let mut runs: Vec<Run> = Vec::new();
    let small = old.len().saturating_mul(new.len()) <= TABLE;
    let algorithm = if small { Algorithm::Lcs } else { Algorithm::Myers };
    for step in capture_diff_slices(algorithm, &keys(old), &keys(new)) {
        let (tag, old, new) = step.as_tag_tuple();
        push(&mut runs, Run { equal: tag == DiffTag::Equal, old, new });
    }
    runs
}

fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.equal == run.equal => {
            (last.old.end, last.new.end) = (run.old.end, run.new.end);
        }
        _ => runs.push(run),
    }
}

/// Without islands: an equal run between two changes goes into them if it holds only function
/// words, or is less than half of the smaller change beside it.
fn cleaned(runs: Vec<Run>, new: &[Unit]) -> Vec<Run> {
    let size = |run: &Run| run.old.len().max(run.new.len()) * HEAVY;
    let island = |at: usize| {
        let [Some(before), Some(run), Some(after)] =
            [at.checked_sub(1), Some(at), Some(at + 1)].map(|at| at.and_then(|at| runs.get(at)))
        else {
            return false;
        };
        let weight: usize = new[run.new.clone()].iter().map(|unit| unit.weight).sum();
        run.equal && (weight < HEAVY || weight * 2 < size(before).min(size(after)))
    };
    let mut kept = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        push(&mut kept, Run { equal: run.equal && !island(at), ..run.clone() });
    }
    kept
}

fn slice<'t>(text: &'t str, units: &[Unit], range: &Range<usize>) -> &'t str {
    match (units.get(range.start), range.is_empty()) {
        (Some(first), false) => &text[first.start..units[range.end - 1].end],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::Change::{Delete, Equal, Insert};
    use super::*;

    #[test]
    fn a_clause_is_added() {
        assert_eq!(
            word_changes("Closes findings.", "Closes findings, and says so."),
            [Equal("Closes findings, "), Insert("and says so.")]
        );
    }

    #[test]
    fn a_clause_is_dropped() {
        assert_eq!(
            word_changes("Leads a project lead", "Leads a project"),
            [Equal("Leads a project"), Delete(" lead")]
        );
    }

    #[test]
    fn case_quotes_and_person_are_no_change() {
        assert_eq!(
            word_changes("I don't cut my corners", "You don’t cut your \u{201c}Corners\u{201d}."),
            [Equal("You don’t cut your \u{201c}Corners\u{201d}.")]
        );
    }

    #[test]
    fn islands_join_the_changes_around_them() {
        assert_eq!(
            word_changes(
                "Plans the work of one team each week",
                "Plans the goals of several groups each week"
            ),
            [
                Equal("Plans the "),
                Delete("work of one team "),
                Insert("goals of several groups "),
                Equal("each week")
            ]
        );
    }

    #[test]
    fn strangers_are_set_against_each_other() {
        assert_eq!(
            word_changes("Hosts the lunches", "Owns the pager"),
            [Delete("Hosts the lunches"), Insert("Owns the pager")]
        );
        assert!(is_rewritten(&word_changes("Hosts the lunches", "Owns the pager")));
        assert!(!is_rewritten(&word_changes("Hosts the lunches", "Hosts all lunches")));
        assert_eq!(word_changes("", ""), []);
        assert_eq!(word_changes("", "New"), [Insert("New")]);
    }

    #[test]
    fn crumbs_in_common_are_no_sentence() {
        let from =
            "I understand my customers, the business goals and my goals; I ensure my work helps";
        let to = "My grasp of the business context and all goals lets me decide with impact";
        assert!(is_rewritten(&word_changes(from, to)), "{:?}", word_changes(from, to));
    }

    #[test]
    fn one_change_may_leave_little() {
        let changes = word_changes("Owns one service.", "Owns everything that the team builds.");
        assert_eq!(changes.first(), Some(&Equal("Owns ")));
    }

    #[test]
    fn the_second_text_is_whole() {
        let texts = [
            "",
            "…",
            "— a (b) «c» d/e — f",
            "(e.g. one, two)",
            "  padded  ",
            "日本語 text",
            "a\u{ad}b '",
        ];
        for from in texts {
            for to in texts {
                let mut whole = String::new();
                for change in word_changes(from, to) {
                    if let Equal(part) | Insert(part) = change {
                        whole += part;
                    }
                }
                if to.chars().any(char::is_alphanumeric) {
                    assert_eq!(whole, to);
                }
            }
        }
    }
}
