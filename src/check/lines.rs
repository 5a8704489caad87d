use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::model::{Behaviour, Expectation, Framework, LevelId, SharedSet};
use crate::source::Span;

/// Words of every behaviour, normalised once for all rules that compare lines.
///
/// Two lines are *the same* if their words are, those of their parts among them; letter case,
/// punctuation and Markdown's marks don't count. Examples are not compared.
pub(super) struct Lines<'f> {
    /// Every written line once, role by role, lowest level first.
    pub(super) all: Vec<Line<'f>>,
    /// The key of every expectation, cell by cell.
    keys: Vec<u64>,
    /// Where the keys of a cell start, by the address of its first expectation.
    starts: HashMap<usize, u32, FixedState>,
}

/// A written line: where it stands, and what its words can be compared by. The words themselves
/// would be the most memory of a whole check; few lines need them, and read them again.
#[derive(Clone, Copy)]
pub(super) struct Line<'f> {
    pub(super) behaviour: &'f Behaviour,
    /// Place of its role; of the first one that includes it, if it is of a shared set.
    pub(super) role: u32,
    /// Place of its level among the role's.
    pub(super) level: u16,
    /// How many words it has.
    pub(super) count: u16,
    /// The same for all roles that have the level.
    pub(super) level_id: u32,
    /// The shared set that it stands in.
    pub(super) set: Option<&'f SharedSet>,
    /// Equal for lines that are the same.
    pub(super) key: u64,
    /// Equal for lines of which the first [`EDGE`] words are the same.
    pub(super) start: u64,
    /// The same of the last.
    pub(super) end: u64,
}

/// How many words at either end of a line can be compared at once.
pub(super) const EDGE: usize = 5;

impl<'f> Lines<'f> {
    /// Cost: one pass over the text of all behaviours, and a look-up for each one that stands
    /// elsewhere than where it is expected.
    pub(super) fn of(framework: &'f Framework) -> Lines<'f> {
        let (written, expected) = counts(framework);
        let mut maker = Maker {
            lines: Lines {
                all: Vec::with_capacity(written),
                keys: Vec::with_capacity(expected),
                starts: HashMap::default(),
            },
            shared: HashSet::default(),
            met: HashMap::default(),
        };
        let rungs = framework.tracks.iter().flat_map(|track| &track.levels);
        let level_ids: HashMap<&LevelId, u32> = rungs.map(|rung| &rung.id).zip(0..).collect();
        for (role, one) in (0..).zip(&framework.roles) {
            for (at, level) in (0_u16..).zip(&one.levels) {
                let level_id = level_ids.get(&level.id).copied().unwrap_or(u32::MAX);
                let lists = level.attributes.iter().map(|one| one.value.expectations());
                for cell in level.cells.iter().map(|cell| &cell.expectations[..]).chain(lists) {
                    maker.cell(cell, (role, at, level_id));
                }
            }
        }
        maker.lines
    }

    /// The keys of the expectations of one cell, one for each.
    pub(super) fn keys(&self, cell: &[Expectation]) -> &[u64] {
        let start = self.starts.get(&address(cell)).map_or(0, |start| *start as usize);
        &self.keys[start..start + cell.len()]
    }
}

impl Line<'_> {
    /// Its words, as hashes. Cost: one pass over its text.
    pub(super) fn words(&self) -> Vec<u32> {
        words_of(self.behaviour)
    }
}

/// How many lines roles write themselves, and how many are expected: lists that grow by doubling
/// would need half as much memory again.
fn counts(framework: &Framework) -> (usize, usize) {
    let levels = framework.roles.iter().flat_map(|role| (0_u16..).zip(&role.levels));
    let cells = levels.flat_map(|(at, level)| level.cells.iter().map(move |cell| (at, cell)));
    cells.fold((0, 0), |(written, expected), (at, cell)| {
        let own = |one: &&Expectation| one.since == at && one.origin.set().is_none();
        let own = cell.expectations.iter().filter(own).count();
        (written + own, expected + cell.expectations.len())
    })
}

struct Maker<'f> {
    lines: Lines<'f>,
    /// Lines of shared sets that have been met.
    shared: HashSet<Span, FixedState>,
    /// Keys of behaviours that are expected elsewhere than where they stand, by address.
    met: HashMap<usize, u64, FixedState>,
}

impl<'f> Maker<'f> {
    fn cell(&mut self, cell: &'f [Expectation], place: (u32, u16, u32)) {
        if cell.is_empty() {
            return;
        }
        self.lines.starts.insert(address(cell), length(&self.lines.keys));
        for one in cell {
            let is_new = one.since == place.1;
            let set = shared_set(one);
            let key = match is_new && (set.is_none() || self.shared.insert(one.behaviour.text.span))
            {
                true => self.push(&one.behaviour, place, set),
                false => {
                    let key = self.met.entry(address(std::slice::from_ref(&*one.behaviour)));
                    *key.or_insert_with(|| Read::of(&one.behaviour).key)
                }
            };
            self.lines.keys.push(key);
        }
    }

    fn push(
        &mut self,
        behaviour: &'f Behaviour,
        (role, level, level_id): (u32, u16, u32),
        set: Option<&'f SharedSet>,
    ) -> u64 {
        let Read { key, start, end, count } = Read::of(behaviour);
        let line = Line { behaviour, role, level, count, level_id, set, key, start, end };
        self.lines.all.push(line);
        key
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

fn address<T>(slice: &[T]) -> usize {
    slice.as_ptr().addr()
}

/// A place in a list, as few bytes: a framework has fewer than four billion words.
fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// What a line's words come to.
struct Read {
    key: u64,
    start: u64,
    end: u64,
    count: u16,
}

impl Read {
    fn of(behaviour: &Behaviour) -> Read {
        let (mut key, mut start, mut count) = (START, START, 0_usize);
        let mut last = [0; EDGE];
        each_word_of(behaviour, |word| {
            key = with_word(key, word);
            if count < EDGE {
                start = with_word(start, word);
            }
            last[count % EDGE] = word;
            count += 1;
        });
        let end = (count..count + EDGE).fold(START, |end, at| with_word(end, last[at % EDGE]));
        Read { key, start, end, count: u16::try_from(count).unwrap_or(u16::MAX) }
    }
}

/// The words of a behaviour, as hashes. Cost: one pass over its text.
pub(super) fn words_of(behaviour: &Behaviour) -> Vec<u32> {
    let mut words = Vec::new();
    each_word_of(behaviour, |word| words.push((word >> 32) as u32));
    words
}

/// The key of a behaviour, without those of all others.
pub(super) fn key_of_behaviour(behaviour: &Behaviour) -> u64 {
    let mut key = START;
    each_word_of(behaviour, |word| key = with_word(key, word));
    key
}

fn each_word_of(behaviour: &Behaviour, mut take: impl FnMut(u64)) {
    for text in std::iter::once(&behaviour.text).chain(&behaviour.items) {
        each_word(&text.markdown, &mut take);
    }
}

/// The key of any text.
pub(super) fn key_of(text: &str) -> u64 {
    let mut key = START;
    each_word(text, |word| key = with_word(key, word));
    key
}

/// The key of words and one more.
fn with_word(key: u64, word: u64) -> u64 {
    (key.rotate_left(5) ^ word).wrapping_mul(FACTOR)
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
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        // Nearly all text is ASCII, and nearly all time goes here.
        if byte.is_ascii_alphanumeric() {
            hash = added(hash, byte.to_ascii_lowercase());
            is_open = true;
            continue;
        }
        if !byte.is_ascii() {
            let at = text.len() - after.len() - 1;
            let letter = text[at..].chars().next().unwrap_or_default();
            rest = &text.as_bytes()[at + letter.len_utf8()..];
            if letter.is_alphanumeric() {
                let mut buffer = [0; 4];
                for lower in letter.to_lowercase() {
                    hash = lower.encode_utf8(&mut buffer).bytes().fold(hash, added);
                }
                is_open = true;
                continue;
            }
            if letter == '’' {
                continue;
            }
        }
        if is_open && *byte != b'\'' {
            take(hash);
            hash = START;
            is_open = false;
        }
    }
    if is_open {
        take(hash);
    }
}

/// One step of 64-bit FNV-1a.
fn added(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_punctuation_do_not_count() {
        let key = key_of("Doesn't wait: *asks*, then acts.");
        assert_eq!(key, key_of("doesn’t wait -- asks then **acts**"));
        assert_ne!(key, key_of("Does wait: asks, then acts."));
        assert_eq!(key_of("Über „ÖFTER“ – é"), key_of("über öfter é"));
        assert_ne!(key_of("a b"), key_of("ab"));
    }
}
