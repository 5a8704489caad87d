//! How much speaks for two behaviours being one behaviour at two levels.

use super::vocabulary::{Features, NO_FAMILY, STOP, stem, weight};

/// Content words at the head of a behaviour: its action and what it acts on.
const HEAD_WORDS: usize = 4;
const ABSENT: u8 = u8::MAX;

/// What two texts have in common, each a share between 0 and 1 and the same from both sides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// Weight of the stems both have, against the weight of both texts.
    pub shared: f32,
    /// The same against the lighter text: a line raised by a clause keeps the old one inside.
    pub contained: f32,
    /// Weight of further words of one family, against the weight of both texts.
    pub related: f32,
    /// Neighbouring words in common.
    pub phrased: f32,
    /// First content words in common.
    pub headed: f32,
}

impl Evidence {
    /// Shared and related content, the measure by which rivals are judged.
    pub(super) fn content(&self) -> f32 {
        self.shared + self.related
    }
}

/// What else the cell says about a pair.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The stronger and the weaker of the best other partner of either side, by
    /// [`Evidence::content`].
    pub rivals: (f32, f32),
    /// How far apart the two stand in their lists, between 0 and 1.
    pub apart: f32,
    /// Behaviours without a partner yet, on the longer and the shorter side.
    pub open: (usize, usize),
}

/// The chance that a reader would call the two one behaviour: a logistic regression.
pub(super) fn chance(evidence: &Evidence, context: &Context) -> f32 {
    let score = BIAS
        + 7.1 * evidence.shared
        + 5.0 * evidence.contained
        + 14.7 * evidence.related
        + 2.6 * evidence.phrased
        + 3.0 * evidence.headed
        - 7.8 * context.rivals.0
        - 0.0 * context.rivals.1
        - 2.2 * context.apart
        + 6.1 / context.open.0.max(1) as f32
        - 1.0 / context.open.1.max(1) as f32;
    1.0 / (1.0 + (-score).exp())
}

const BIAS: f32 = -3.45;

/// Pairs below this chance are left alone.
pub(super) const THRESHOLD: f32 = 0.375;

/// Compares two behaviours. Cost: linear in their words, but for the neighbours of words in common.
pub(super) fn compare(a: &Features, b: &Features) -> Evidence {
    let (left, right) = (a.tokens(), b.tokens());
    let mut partner_of = [ABSENT; 256];
    let mut has_partner = [false; 256];
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while at < left.len() && other < right.len() {
        match stem(left[at]).cmp(&stem(right[other])) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                shared += weight(left[at]).min(weight(right[other]));
                partner_of[at] = other as u8;
                has_partner[other] = true;
                (at, other) = (at + 1, other + 1);
            }
        }
    }
    let total = (a.weight + b.weight).max(1) as f32;
    let lighter = a.weight.min(b.weight).max(1) as f32;
    let mut evidence = Evidence {
        shared: 2.0 * shared as f32 / total,
        contained: shared as f32 / lighter,
        ..Evidence::default()
    };
    if a.families & b.families != 0 {
        let alone_left = family_weights(a, |token| partner_of[token] == ABSENT);
        let alone_right = family_weights(b, |token| !has_partner[token]);
        let both = alone_left.iter().zip(alone_right).map(|(&one, two)| u32::from(one.min(two)));
        evidence.related = 2.0 * both.sum::<u32>() as f32 / total;
    }
    if shared > 0 {
        evidence.phrased = phrased(a.order(), b.order(), &partner_of);
        evidence.headed = headed(a, b, &partner_of);
    }
    evidence
}

/// The weightiest of the chosen tokens of each family.
fn family_weights(features: &Features, chosen: impl Fn(usize) -> bool) -> [u8; 64] {
    let mut weights = [0; 64];
    for (token, &family) in features.token_families().iter().enumerate() {
        if family != NO_FAMILY && family != STOP && chosen(token) {
            let best = &mut weights[usize::from(family % 64)];
            *best = (weight(features.tokens()[token]) as u8).max(*best);
        }
    }
    weights
}

/// The share of neighbouring words, in either text, that are neighbours in the other too.
fn phrased(a: &[u8], b: &[u8], partner_of: &[u8; 256]) -> f32 {
    let mut left_found = 0;
    let mut right_found = [false; 256];
    for two in a.windows(2) {
        let (first, second) = (partner_of[usize::from(two[0])], partner_of[usize::from(two[1])]);
        if first == ABSENT || second == ABSENT {
            continue;
        }
        let mut found = false;
        for (at, other) in b.windows(2).enumerate() {
            if other[0] == first && other[1] == second {
                found = true;
                right_found[at] = true;
            }
        }
        left_found += usize::from(found);
    }
    let found = left_found + right_found.iter().filter(|&&found| found).count();
    found as f32 / (a.len().max(1) + b.len().max(1) - 2).max(1) as f32
}

/// The share of the first content words of the two that they have in common.
fn headed(a: &Features, b: &Features, partner_of: &[u8; 256]) -> f32 {
    let (left, left_len) = head(a);
    let (right, right_len) = head(b);
    let right = &right[..right_len];
    let common =
        left[..left_len].iter().filter(|&&token| right.contains(&partner_of[usize::from(token)]));
    common.count() as f32 / left_len.min(right_len).max(1) as f32
}

fn head(features: &Features) -> ([u8; HEAD_WORDS], usize) {
    let mut words = [ABSENT; HEAD_WORDS];
    let mut found = 0;
    for &token in features.order() {
        let stop = features.token_families()[usize::from(token)] == STOP;
        if !stop && !words[..found].contains(&token) {
            words[found] = token;
            found += 1;
            if found == HEAD_WORDS {
                break;
            }
        }
    }
    (words, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::matching::Vocabulary;

    fn compared(a: &str, b: &str) -> Evidence {
        let vocabulary = Vocabulary::new([a, b, "I own the plan of my team"]);
        let (a, b) = (Features::new(a, &vocabulary), Features::new(b, &vocabulary));
        assert_eq!(compare(&a, &b), compare(&b, &a));
        compare(&a, &b)
    }

    #[test]
    fn a_text_has_everything_in_common_with_itself() {
        let Evidence { shared, contained, related, phrased, headed } =
            compared("Closes findings, then closes tickets", "closes findings then closes tickets");
        assert_eq!([shared, contained, related, phrased, headed], [1.0, 1.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn nothing_in_common_is_nothing() {
        assert_eq!(compared("Closes findings", "Hosts lunches"), Evidence::default());
        assert_eq!(compared("", ""), Evidence::default());
    }

    #[test]
    fn a_raised_line_keeps_the_old_one_inside() {
        let raised = compared("Closes findings", "Closes findings across every product we sell");
        assert!(raised.contained > 0.95 && raised.shared < 0.8);
    }

    #[test]
    fn words_of_one_family_count() {
        assert!(compared("Removes obstacles", "Eliminates blockers").related > 0.5);
    }
}
