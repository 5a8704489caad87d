//! "Did you mean".

/// The candidate most like `word`, if one is alike enough to be meant.
///
/// Alike: at most a third of the longer word's characters need to change (Damerau-Levenshtein,
/// letter case ignored), or one contains the other. Ties go to the first.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        let distance = strsim::damerau_levenshtein(&word, &other);
        let longer = word.chars().count().max(other.chars().count());
        // One or two letters are in nearly every word.
        let contains =
            word.len().min(other.len()) >= 3 && (other.contains(&word) || word.contains(&other));
        let is_alike = distance * 3 <= longer || contains;
        if is_alike && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Help text for a name that nothing has: the nearest one, or all of them if they are few.
#[must_use]
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match nearest(word, candidates.iter().copied()) {
        Some(candidate) => Some(format!("did you mean `{candidate}`?")),
        None if candidates.is_empty() || candidates.len() > 12 => None,
        None => {
            let list: Vec<_> = candidates.iter().map(|one| format!("`{one}`")).collect();
            Some(format!("known here: {}", list.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_are_found_and_strangers_are_not() {
        assert_eq!(nearest("expectatons", ["levels", "expectations"]), Some("expectations"));
        assert_eq!(nearest("titel", ["title", "tagline"]), Some("title"));
        assert_eq!(nearest("zebra", ["title", "tagline"]), None);
        assert_eq!(nearest("nope", ["e", "d"]), None);
    }
}
