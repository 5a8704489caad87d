//! Which behaviour of one level is stated again by which behaviour of another, what changed in its
//! words, and which competencies are one under two names.
//!
//! Pure and deterministic: nothing here reads a clock, a disk or a random number. The steps, each
//! taking only what the ones before left over:
//!
//! 1. equal ids;
//! 2. equal texts, but for case, white space, punctuation, quotes and grammatical person;
//! 3. the one-to-one assignment of greatest total chance that a reader would call two lines one.
//!
//! The chance is a logistic regression over eight figures (`similarity.rs`): what two lines share,
//! weighed by how rare the words are in the framework, and how that stands against their rivals.

mod align;
mod assignment;
mod changes;
mod families;
mod similarity;
mod vocabulary;
mod words;

pub use align::{Group, align};
pub use changes::{Change, is_rewritten, word_changes};
pub use vocabulary::{Features, Vocabulary};
pub use words::plain;

use assignment::{Assigned, Open, assign};

/// One behaviour of a level.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// The stable id, if an author wrote one: equal ids are one behaviour whatever it says. After a
    /// declared rename both sides carry the newer id; an id derived from the text must stay out.
    pub id: Option<&'a str>,
    /// What its text is made of.
    pub features: &'a Features,
}

/// How much of a behaviour changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PairKind {
    /// The texts say the same: case, white space, punctuation, quotes and person aside.
    Same,
    /// The same behaviour in other words, often raised.
    Reworded,
}

/// A behaviour of one level that is stated again at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    /// Position in the first list.
    pub from: usize,
    /// Position in the second list.
    pub to: usize,
    /// How much changed.
    pub kind: PairKind,
}

/// Matches the behaviours of two levels of one competency, one to one: no position occurs twice on
/// a side, and what has no pair is new or gone. Ordered by `from`. Swapping the lists swaps each
/// pair and changes nothing else.
///
/// Cost: up to 4,096 open combinations all are compared, about 0.3 µs each, and assigned optimally;
/// beyond, at most eight candidates a behaviour, found by rare words, are taken best first.
pub fn pairs(from: &[Item], to: &[Item]) -> Vec<Pair> {
    matched(from, to).0
}

/// The pairs, and how many comparisons they cost.
fn matched(from: &[Item], to: &[Item]) -> (Vec<Pair>, usize) {
    let mut from_open = vec![true; from.len()];
    let mut to_open = vec![true; to.len()];
    let mut pairs = Vec::with_capacity(from.len().min(to.len()));
    let mut take = |from_at: usize, to_at: usize, open: (&mut [bool], &mut [bool])| {
        (open.0[from_at], open.1[to_at]) = (false, false);
        let same = from[from_at].features.same == to[to_at].features.same;
        let kind = if same { PairKind::Same } else { PairKind::Reworded };
        pairs.push(Pair { from: from_at, to: to_at, kind });
    };
    for (from_at, to_at) in equal(from, to, (&from_open, &to_open), |item| item.id) {
        take(from_at, to_at, (&mut from_open, &mut to_open));
    }
    for (from_at, to_at) in equal(from, to, (&from_open, &to_open), |item| item.features.same) {
        take(from_at, to_at, (&mut from_open, &mut to_open));
    }
    let (from_left, to_left) = (positions(&from_open), positions(&to_open));
    // In a list of one, to stand first says nothing.
    let placed = from.len() > 1 && to.len() > 1;
    let Assigned { pairs: assigned, comparisons } =
        assign(&open(from, &from_left, placed), &open(to, &to_left, placed));
    for (from_at, to_at) in assigned {
        take(from_left[from_at], to_left[to_at], (&mut from_open, &mut to_open));
    }
    pairs.sort_unstable_by_key(|pair| pair.from);
    (pairs, comparisons)
}

/// Open items with equal keys, the first with the first. Items without a key have no equal.
fn equal<'a, K: Ord>(
    from: &[Item<'a>],
    to: &[Item<'a>],
    open: (&[bool], &[bool]),
    key: impl Fn(&Item<'a>) -> Option<K>,
) -> Vec<(usize, usize)> {
    let keyed = |items: &[Item<'a>], open: &[bool]| {
        let open = items.iter().enumerate().filter(|&(at, _)| open[at]);
        let mut keyed: Vec<(K, usize)> =
            open.filter_map(|(at, item)| Some((key(item)?, at))).collect();
        keyed.sort_unstable();
        keyed
    };
    let (from, to) = (keyed(from, open.0), keyed(to, open.1));
    let (mut from, mut to) = (from.iter().peekable(), to.iter().peekable());
    let mut found = Vec::new();
    while let (Some((one, from_at)), Some((two, to_at))) = (from.peek(), to.peek()) {
        match one.cmp(two) {
            std::cmp::Ordering::Less => drop(from.next()),
            std::cmp::Ordering::Greater => drop(to.next()),
            std::cmp::Ordering::Equal => {
                found.push((*from_at, *to_at));
                from.next();
                to.next();
            }
        }
    }
    found
}

fn positions(open: &[bool]) -> Vec<usize> {
    open.iter().enumerate().filter_map(|(at, &open)| open.then_some(at)).collect()
}

fn open<'a>(items: &[Item<'a>], left: &[usize], placed: bool) -> Open<'a> {
    let last = if placed { (items.len() - 1) as f32 } else { f32::INFINITY };
    Open {
        features: left.iter().map(|&at| items[at].features).collect(),
        places: left.iter().map(|&at| at as f32 / last).collect(),
    }
}

#[cfg(test)]
mod tests;
