//! How much two lines have in common.

/// Lines of which this share of words stands in both, in the same order, are nearly the same: of
/// published pairs of adjacent levels a third is, and what is less alike begins to say other things.
pub(super) const NEARLY: f64 = 0.80;

/// The share of words that two lists have in common, in order: twice the longest common
/// subsequence by the words of both; 0 if it is below [`NEARLY`].
///
/// Cost: the product of their lengths where it may be reached, and little where it can't be.
pub(super) fn ratio(a: &[u32], b: &[u32]) -> f64 {
    let share = |common: usize| 2.0 * common as f64 / (a.len() + b.len()).max(1) as f64;
    if share(a.len().min(b.len())) < NEARLY || share(in_both(a, b)) < NEARLY {
        return 0.0;
    }
    let ratio = share(longest_common(a, b));
    if ratio < NEARLY { 0.0 } else { ratio }
}

/// How many words are in both, whatever their order.
fn in_both(a: &[u32], b: &[u32]) -> usize {
    let sorted = |words: &[u32]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut left, mut right, mut count) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(left), b.get(right)) {
        count += usize::from(one == other);
        left += usize::from(one <= other);
        right += usize::from(one >= other);
    }
    count
}

fn longest_common(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for one in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if one == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_ten_may_differ_and_four_may_not() {
        let ten: Vec<u32> = (0..10).collect();
        let changed = |count: u32| -> Vec<u32> {
            ten.iter().map(|one| if *one < count { one + 100 } else { *one }).collect()
        };
        assert!((ratio(&ten, &changed(1)) - 0.9).abs() < 1e-9);
        assert!(ratio(&ten, &changed(4)).abs() < 1e-9);
        let turned: Vec<u32> = ten.iter().rev().copied().collect();
        assert!(ratio(&ten, &turned).abs() < 1e-9);
        assert!(ratio(&[], &[]).abs() < 1e-9);
    }
}
