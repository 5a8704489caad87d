//! How much speaks for two behaviours being one behaviour at two levels.

use super::vocabulary::{Features, NO_FAMILY, STOP, stem, weight};

/// Content words at the head of a behaviour: its action and what it acts on.
const HEAD_WORDS: usize = 4;
const ABSENT: u8 = u8::MAX;

/// What two texts have in common, each a share between 0 and 1 and the same from both sides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// Weight of the stems both have, against the weight of both texts.
    pub shared: f64,
    /// The same against the lighter text: a line raised by a clause keeps the old one inside.
    pub contained: f64,
    /// Weight of further words of one family, against the weight of both texts.
    pub related: f64,
    /// First content words in common.
    pub headed: f64,
}

impl Evidence {
    /// Shared and related content, the measure by which rivals are judged.
    pub(super) fn content(&self) -> f64 {
        self.shared + self.related
    }
}

/// What else the cell says about a pair.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The stronger and the weaker of the best other partner of either side, by
    /// [`Evidence::content`].
    pub rivals: (f64, f64),
    /// How far apart the two stand in their lists, between 0 and 1.
    pub apart: f64,
    /// Behaviours without a partner yet, on the longer side.
    pub open: usize,
}

/// Pairs below this chance are left alone. F1 is flat from 0.30 to 0.40.
pub(super) const THRESHOLD: f64 = 0.35;
/// With less content in common than this nothing is a pair: in a cell of one line against one, the
/// rest of the evidence would pair strangers. No judged pair that is found has less.
const CONTENT_FLOOR: f64 = 0.1;

/// The chance that a reader would call the two one behaviour: a logistic regression.
///
/// Fitted with an L2 penalty (scikit-learn, C = 0.3 on standardised figures) to 253 cells of eight
/// roles of the Dropbox framework of 2023: the 79 cells two annotators judged, and 174 others
/// judged by one reader the same way. With one role after the other left out of the fit, F1 is
/// 0.94 on either set. Families matter most (without them 0.93), then the rivals.
pub(super) fn chance(evidence: &Evidence, context: &Context) -> f64 {
    if evidence.content() < CONTENT_FLOOR {
        return 0.0;
    }
    let (stronger, weaker) = context.rivals;
    let score = 8.14 * evidence.shared
        + 5.45 * evidence.contained
        + 15.19 * evidence.related
        + 3.04 * evidence.headed
        - 7.04 * stronger
        - 3.31 * weaker
        - 1.98 * context.apart
        // One against one is no stronger sign than two against two.
        + 4.83 / context.open.max(2) as f64
        - 3.47;
    1.0 / (1.0 + (-score).exp())
}

/// Compares two behaviours. Cost: linear in their words.
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
    let total = (a.weight + b.weight).max(1) as f64;
    let lighter = a.weight.min(b.weight).max(1) as f64;
    let mut evidence = Evidence {
        shared: 2.0 * shared as f64 / total,
        contained: shared as f64 / lighter,
        ..Evidence::default()
    };
    if a.families & b.families != 0 {
        let alone_left = family_weights(a, |token| partner_of[token] == ABSENT);
        let alone_right = family_weights(b, |token| !has_partner[token]);
        let both = alone_left.iter().zip(alone_right).map(|(&one, two)| u32::from(one.min(two)));
        evidence.related = 2.0 * both.sum::<u32>() as f64 / total;
    }
    if shared > 0 {
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

/// The share of the first content words of the two that they have in common.
fn headed(a: &Features, b: &Features, partner_of: &[u8; 256]) -> f64 {
    let (left, left_len) = head(a);
    let (right, right_len) = head(b);
    let right = &right[..right_len];
    let common =
        left[..left_len].iter().filter(|&&token| right.contains(&partner_of[usize::from(token)]));
    common.count() as f64 / left_len.min(right_len).max(1) as f64
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
        let Evidence { shared, contained, related, headed } =
            compared("Closes findings, then closes tickets", "closes findings then closes tickets");
        assert_eq!([shared, contained, related, headed], [1.0, 1.0, 0.0, 1.0]);
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
