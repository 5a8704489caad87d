use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::model::{Behaviour, Expectation, Framework, LevelId, SharedSet, Value};
use crate::source::Span;

/// Words of every behaviour, normalised once for all rules that compare lines.
///
/// Two lines are *the same* if their words are, those of their parts among them; letter case,
/// punctuation and Markdown's marks don't count. Examples are not compared.
pub(super) struct Lines<'f> {
    /// Every written line once, role by role, lowest level first.
    pub(super) all: Vec<Line<'f>>,
    /// Hashes of the words of all lines, one after the other.
    words: Vec<u32>,
    /// The key of every behaviour, by address: one behaviour is expected in many places.
    keys: HashMap<usize, u64, FixedState>,
}

/// A written line: where it stands, and its words.
#[derive(Clone, Copy)]
pub(super) struct Line<'f> {
    pub(super) behaviour: &'f Behaviour,
    /// Place of its role; of the first one that includes it, if it is of a shared set.
    pub(super) role: u32,
    /// Place of its level among the role's.
    pub(super) level: u32,
    /// The same for all roles that have the level.
    pub(super) level_id: u32,
    /// The shared set that it stands in.
    pub(super) set: Option<&'f SharedSet>,
    /// Equal for lines that are the same.
    pub(super) key: u64,
    first: u32,
    end: u32,
}

impl<'f> Lines<'f> {
    /// Cost: one pass over the text of all behaviours, and one look-up per expectation.
    pub(super) fn of(framework: &'f Framework) -> Lines<'f> {
        let mut lines = Lines { all: Vec::new(), words: Vec::new(), keys: HashMap::default() };
        let mut shared: HashSet<Span, FixedState> = HashSet::default();
        let rungs = framework.tracks.iter().flat_map(|track| &track.levels);
        let level_ids: HashMap<&LevelId, u32> = rungs.map(|rung| &rung.id).zip(0..).collect();
        for (role, one) in (0..).zip(&framework.roles) {
            for (at, level) in (0..).zip(&one.levels) {
                let level_id = level_ids.get(&level.id).copied().unwrap_or(u32::MAX);
                let lists = level.attributes.iter().filter_map(|one| match &one.value {
                    Value::List { expectations, .. } => Some(expectations),
                    Value::Text(_) | Value::Ordered(_) => None,
                });
                let cells = level.cells.iter().map(|cell| &cell.expectations);
                for one in cells.chain(lists).flatten() {
                    let is_new = u32::from(one.since) == at;
                    let set = shared_set(one);
                    if is_new && (set.is_none() || shared.insert(one.behaviour.text.span)) {
                        lines.push(&one.behaviour, (role, at, level_id), set);
                    } else {
                        lines.note(&one.behaviour);
                    }
                }
            }
        }
        lines
    }

    /// The key of an expected behaviour.
    pub(super) fn key(&self, one: &Expectation) -> u64 {
        self.keys.get(&address(&one.behaviour)).copied().unwrap_or_default()
    }

    /// A line's words, as hashes.
    pub(super) fn words(&self, line: &Line<'_>) -> &[u32] {
        &self.words[line.first as usize..line.end as usize]
    }

    fn push(
        &mut self,
        behaviour: &'f Behaviour,
        (role, level, level_id): (u32, u32, u32),
        set: Option<&'f SharedSet>,
    ) {
        let first = length(&self.words);
        let key = read(behaviour, &mut self.words);
        let end = length(&self.words);
        self.keys.insert(address(behaviour), key);
        self.all.push(Line { behaviour, role, level, level_id, set, key, first, end });
    }

    /// A line that stands elsewhere, or in another role: only its key may be missing.
    fn note(&mut self, behaviour: &Behaviour) {
        self.keys.entry(address(behaviour)).or_insert_with(|| read(behaviour, &mut Vec::new()));
    }
}

/// The shared set whose file holds the words of an expectation.
fn shared_set(one: &Expectation) -> Option<&SharedSet> {
    use crate::model::Origin::{Extended, Own, Replaced, Shared};
    match &one.origin {
        Own | Replaced(_) => None,
        Shared(set) | Extended(set) => Some(set),
    }
}

fn address(behaviour: &Behaviour) -> usize {
    std::ptr::from_ref(behaviour).addr()
}

fn length(words: &[u32]) -> u32 {
    u32::try_from(words.len()).unwrap_or(u32::MAX)
}

/// Adds a behaviour's words to `words`; their key.
fn read(behaviour: &Behaviour, words: &mut Vec<u32>) -> u64 {
    let mut key = START;
    for text in std::iter::once(&behaviour.text).chain(&behaviour.items) {
        each_word(&text.markdown, |word| {
            key = (key.rotate_left(5) ^ word).wrapping_mul(FACTOR);
            words.push((word >> 32) as u32);
        });
    }
    key
}

/// The key of any text.
pub(super) fn key_of(text: &str) -> u64 {
    let mut key = START;
    each_word(text, |word| key = (key.rotate_left(5) ^ word).wrapping_mul(FACTOR));
    key
}

/// Whether a text has any word at all.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

// The constants of 64-bit FNV-1a: fixed, so that equal content gives equal reports.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0000_0100_0000_01b3;

/// Calls `take` with the hash of each word: a run of letters and digits in lower case. An
/// apostrophe is no end of a word.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    let mut hash = START;
    let mut is_open = false;
    let add = |hash: &mut u64, byte: u8| *hash = (*hash ^ u64::from(byte)).wrapping_mul(FACTOR);
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            add(&mut hash, letter.to_ascii_lowercase() as u8);
            is_open = true;
        } else if letter.is_alphanumeric() {
            let mut buffer = [0; 4];
            for lower in letter.to_lowercase() {
                lower.encode_utf8(&mut buffer).bytes().for_each(|byte| add(&mut hash, byte));
            }
            is_open = true;
        } else if is_open && !matches!(letter, '\'' | '’') {
            take(hash);
            hash = START;
            is_open = false;
        }
    }
    if is_open {
        take(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_punctuation_do_not_count() {
        let key = key_of("Doesn't wait: *asks*, then acts.");
        assert_eq!(key, key_of("doesn’t wait -- asks then **acts**"));
        assert_ne!(key, key_of("Does wait: asks, then acts."));
        assert_ne!(key_of("a b"), key_of("ab"));
    }
}
