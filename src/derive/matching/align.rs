//! Competencies that are one under two names.

use super::{Item, PairKind, Vocabulary, pairs};

/// A candidate needs this much of the two measures below together.
const THRESHOLD: f64 = 0.6;
/// What the share of behaviours in common counts beside the names.
const CONTENT: f64 = 0.7;
/// What a reworded behaviour counts, where an identical one counts 1.
const REWORDED: f64 = 0.6;
/// Beyond this many combinations only names with a word in common are looked at.
const COMBINATIONS: usize = 1_024;

/// A competency of one level.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a> {
    /// As the level writes it.
    pub name: &'a str,
    /// Its behaviours, in order.
    pub items: &'a [Item<'a>],
}

/// Which of the competencies that only one level has, by id and alias, are the same after all:
/// "Strategy" and "Strategy and Change Management", "Agility" and "Agility / Innovation". One to
/// one, by `from`; what has no partner is new or gone.
///
/// A name counts by the words it shares (of the shorter, of both, the first), and behaviours by how
/// many have a pair. The weights are set by hand, for names to win over content, and looked at on
/// the drifting names of the Dropbox framework of 2023.
pub fn align(from: &[Group], to: &[Group], vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let stems = |groups: &[Group]| -> Vec<Vec<u32>> {
        groups.iter().map(|group| vocabulary.name_stems(group.name)).collect()
    };
    let (from_stems, to_stems) = (stems(from), stems(to));
    let every = from.len().saturating_mul(to.len()) <= COMBINATIONS;
    let mut candidates = Vec::new();
    for (from_at, one) in from.iter().enumerate() {
        for (to_at, two) in to.iter().enumerate() {
            let named = alike(&from_stems[from_at], &to_stems[to_at]);
            if !every && named == 0.0 {
                continue;
            }
            let score = named + CONTENT * in_common(one.items, two.items);
            if score >= THRESHOLD {
                candidates.push((score, from_at, to_at));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut from_taken, mut to_taken) = (vec![false; from.len()], vec![false; to.len()]);
    let mut aligned = Vec::new();
    for (_, from_at, to_at) in candidates {
        if !from_taken[from_at] && !to_taken[to_at] {
            (from_taken[from_at], to_taken[to_at]) = (true, true);
            aligned.push((from_at, to_at));
        }
    }
    aligned.sort_unstable();
    aligned
}

/// How alike two names are: 1 for equal ones, 0 without a word in common.
fn alike(a: &[u32], b: &[u32]) -> f64 {
    let common = a.iter().filter(|stem| b.contains(stem)).count() as f64;
    if common == 0.0 {
        return 0.0;
    }
    let of_shorter = (common / a.len().min(b.len()) as f64).min(1.0);
    let of_both = (2.0 * common / (a.len() + b.len()) as f64).min(1.0);
    let first = if a.first() == b.first() { 1.0 } else { 0.0 };
    0.4 * of_shorter + 0.3 * of_both + 0.3 * first
}

/// The share of the shorter list that the longer one states again.
fn in_common(a: &[Item], b: &[Item]) -> f64 {
    let shorter = a.len().min(b.len());
    let worth = |kind| if kind == PairKind::Same { 1.0 } else { REWORDED };
    let found: f64 = pairs(a, b).iter().map(|pair| worth(pair.kind)).sum();
    if shorter == 0 { 0.0 } else { found / shorter as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::matching::Features;

    fn aligned(from: &[(&str, &str)], to: &[(&str, &str)]) -> Vec<(usize, usize)> {
        let vocabulary = Vocabulary::new(from.iter().chain(to).map(|(_, text)| *text));
        let features = |side: &[(&str, &str)]| -> Vec<Features> {
            side.iter().map(|(_, text)| Features::new(text, &vocabulary)).collect()
        };
        let (from_features, to_features) = (features(from), features(to));
        let items = |features: &'static [Features]| -> Vec<[Item; 1]> {
            features.iter().map(|features| [Item { id: None, features }]).collect()
        };
        let (from_items, to_items) = (items(from_features.leak()), items(to_features.leak()));
        let groups = |side: &[(&'static str, &str)], items: &'static [[Item<'static>; 1]]| {
            side.iter()
                .zip(items)
                .map(|((name, _), items)| Group { name, items })
                .collect::<Vec<_>>()
        };
        let own = |side: &[(&str, &str)]| -> Vec<(&'static str, &'static str)> {
            side.iter().map(|(a, b)| (&*a.to_string().leak(), &*b.to_string().leak())).collect()
        };
        let (from, to) = (own(from), own(to));
        align(&groups(&from, from_items.leak()), &groups(&to, to_items.leak()), &vocabulary)
    }

    #[test]
    fn a_longer_name_or_another_case_is_no_new_competency() {
        let from = [("Strategy", "Plans a quarter"), ("Personal growth", "Asks for advice")];
        let to = [
            ("Personal Growth", "Reads"),
            ("Technical Strategy", "Weighs tools"),
            ("Strategy and Change Management", "Leads a reorganisation"),
        ];
        assert_eq!(aligned(&from, &to), [(0, 2), (1, 0)]);
    }

    #[test]
    fn strangers_stay_apart_and_equal_content_finds_its_new_name() {
        let from = [("Impact", "Ships the feature the customer asked for"), ("Pets", "Feeds cats")];
        let to = [
            ("Results", "Ships every feature the customer asked for"),
            ("Tools", "Sharpens knives"),
        ];
        assert_eq!(aligned(&from, &to), []);
        let to = [("Results", "Ships the feature the customer asked for")];
        assert_eq!(aligned(&from, &to), [(0, 0)]);
    }
}
