use super::*;

fn features(texts: &[&str]) -> Vec<Features> {
    let vocabulary = Vocabulary::new(texts.iter().copied());
    texts.iter().map(|text| Features::new(text, &vocabulary)).collect()
}

fn items(features: &[Features]) -> Vec<Item<'_>> {
    features.iter().map(|features| Item { id: None, features }).collect()
}

/// A reproducible stream of numbers.
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn sentences(count: usize, vocabulary: usize, state: &mut u64) -> Vec<String> {
    let sentence = |state: &mut u64| {
        let words: Vec<_> = (0..12).map(|_| format!("w{}", random(state) % vocabulary)).collect();
        words.join(" ")
    };
    (0..count).map(|_| sentence(state)).collect()
}

#[test]
fn equal_ids_pair_whatever_they_say() {
    let texts = features(&["Closes findings", "Hosts lunches", "Hosts lunches", "Owns a pager"]);
    let item = |id, at: usize| Item { id, features: &texts[at] };
    let found = pairs(&[item(Some("a"), 0), item(None, 1)], &[item(None, 2), item(Some("a"), 3)]);
    assert_eq!(
        found,
        [
            Pair { from: 0, to: 1, kind: PairKind::Reworded },
            Pair { from: 1, to: 0, kind: PairKind::Same },
        ]
    );
}

#[test]
fn equal_lists_are_all_the_same_in_order() {
    let texts = features(&["One thing", "Another thing", "One thing", "", ""]);
    let same = |at| Pair { from: at, to: at, kind: PairKind::Same };
    assert_eq!(pairs(&items(&texts), &items(&texts)), [same(0), same(1), same(2)]);
    assert_eq!(pairs(&[], &items(&texts)), []);
    assert_eq!(pairs(&items(&texts), &[]), []);
}

#[test]
fn a_raised_behaviour_is_reworded_and_a_stranger_is_new() {
    let texts = features(&[
        "Takes a finding from report to verified fix",
        "Takes any finding of the product from report to a fix verified by its owner",
        "Hosts the weekly lunch",
    ]);
    let all = items(&texts);
    assert_eq!(pairs(&all[..1], &all[1..]), [Pair { from: 0, to: 0, kind: PairKind::Reworded }]);
    assert_eq!(pairs(&all[..1], &all[2..]), []);
}

#[test]
fn any_two_lists_pair_one_to_one_and_swap() {
    let mut state = 7;
    for round in 0..300 {
        let (left, right) = (random(&mut state) % 9, random(&mut state) % 9);
        let texts = sentences(left + right, 5 + round / 4, &mut state);
        let features = features(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all = items(&features);
        let (from, to) = all.split_at(left);
        let found = pairs(from, to);
        let mut used: Vec<_> = found.iter().map(|pair| pair.to).collect();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used.len(), found.len());
        assert!(found.windows(2).all(|two| two[0].from < two[1].from));
        let mut swapped: Vec<_> = pairs(to, from)
            .into_iter()
            .map(|pair| Pair { from: pair.to, to: pair.from, kind: pair.kind })
            .collect();
        swapped.sort_unstable_by_key(|pair| pair.from);
        assert_eq!(found, swapped);
    }
}

#[test]
fn comparisons_grow_with_the_behaviours_not_with_their_square() {
    let comparisons = |count: usize| {
        let mut state = 1;
        let texts = sentences(count * 2, 4_000, &mut state);
        let features = features(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all = items(&features);
        matched(&all[..count], &all[count..]).1
    };
    let (thousand, two_thousand) = (comparisons(1_000), comparisons(2_000));
    assert!(thousand <= 1_000 * 8 && two_thousand <= 2_000 * 8);
    assert!(two_thousand <= thousand * 5 / 2);
}

#[test]
fn a_huge_cell_still_finds_what_was_reworded() {
    let mut state = 3;
    let old = sentences(1_500, 3_000, &mut state);
    let new: Vec<String> = old.iter().rev().map(|text| format!("{text} and further")).collect();
    let texts: Vec<&str> = old.iter().chain(&new).map(String::as_str).collect();
    let features = features(&texts);
    let all = items(&features);
    let found = pairs(&all[..1_500], &all[1_500..]);
    let right = found.iter().filter(|pair| pair.from + pair.to == 1_499).count();
    assert!(right > 1_450, "{right}");
}
