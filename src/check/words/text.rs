//! What can be counted in a text.

/// How many words: runs between white space that have a letter or a digit.
pub(in crate::check) fn word_count(text: &str) -> usize {
    words(text).count()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// What ends in a full stop and no sentence.
const ABBREVIATIONS: [&str; 14] = [
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "incl.", "approx.", "z.", "b.", "d.", "h.", "u.", "bzw.",
    "ggf.",
];

/// How many sentences: what ends in `.`, `!` or `?` before a word that begins with a capital, and
/// the last one. At least one.
pub(in crate::check) fn sentences(text: &str) -> usize {
    let mut words = text.split_whitespace().peekable();
    let mut count = 1;
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches(['"', '\'', ')', '”', '’', '“']);
        let is_end = bare.ends_with(['.', '!', '?'])
            && !ABBREVIATIONS.contains(&bare.trim_start_matches('(').to_lowercase().as_str());
        let starts_anew = |next: &&str| {
            let first =
                next.trim_start_matches(['"', '\'', '(', '“', '„', '*', '_']).chars().next();
            first.is_some_and(char::is_uppercase)
        };
        count += usize::from(is_end && words.peek().is_some_and(starts_anew));
    }
    count
}

/// What is longer than this is no word.
const LONGEST: usize = 48;

/// How many syllables an English word has, by its groups of vowels: a heuristic that is right for
/// some nine words in ten, and on a page of them within a few percent. At least one.
pub(in crate::check) fn syllables(word: &str) -> usize {
    // No list of its own for each word of a framework.
    let mut letters = [0; LONGEST];
    let ascii = word.bytes().filter(u8::is_ascii_alphabetic);
    let count =
        letters.iter_mut().zip(ascii).map(|(to, from)| *to = from.to_ascii_lowercase()).count();
    let word = &letters[..count];
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let is_start = |at: &usize| is_vowel(word[*at]) && (*at == 0 || !is_vowel(word[at - 1]));
    // Two vowels that are spoken apart: serious, real-time video, manual; not nation, special, equal.
    let is_apart = |three: &&[u8]| {
        matches!(three[1..], [b'i', b'a' | b'o'] | [b'e', b'o'] | [b'u', b'a'])
            && !matches!(three[0], b't' | b's' | b'c' | b'g' | b'x' | b'q' | b'p')
    };
    let mut count = (0..word.len()).filter(is_start).count();
    count += word.windows(3).filter(is_apart).count();
    let ends = |end: &str| word.ends_with(end.as_bytes());
    let before = |back: usize| word.len().checked_sub(back).map(|at| word[at]);
    count += usize::from(ends("ea") && word.len() > 3);
    // A silent e: write, writes, closed; not table, needed, boxes.
    let is_silent = (ends("e") && !(ends("le") && before(3).is_some_and(|byte| !is_vowel(byte))))
        || (ends("ed") && !matches!(before(3), Some(b't' | b'd')))
        || (ends("es")
            && !matches!(before(3), Some(b's' | b'x' | b'z' | b'c' | b'g' | b'h' | b'l')));
    let is_own = matches!(before(if ends("e") { 2 } else { 3 }), Some(byte) if !is_vowel(byte));
    count -= usize::from(is_silent && is_own && count > 1);
    count.max(1)
}

/// The Flesch-Kincaid grade of counts: school years that a reader in the United States needs.
pub(in crate::check) fn grade(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (words, sentences, syllables) = (words as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_another_begins() {
        assert_eq!(sentences("Closes what was begun."), 1);
        assert_eq!(sentences("Closes it. Says so! Then rests"), 3);
        assert_eq!(sentences("Names risks, e.g. Leaks, i.e. What hurts. (Then acts.)"), 2);
        assert_eq!(sentences("Ships version 2.0 to all"), 1);
        assert_eq!(sentences("Nennt Risiken, z. B. Lecks"), 1);
    }

    #[test]
    fn syllables_are_those_that_are_spoken() {
        let words = [
            ("a", 1),
            ("write", 1),
            ("writes", 1),
            ("closed", 1),
            ("needed", 2),
            ("table", 2),
            ("boxes", 2),
            ("team", 1),
            ("idea", 3),
            ("serious", 3),
            ("decision", 3),
            ("responsibility", 6),
            ("security", 4),
            ("incident", 3),
            ("customers", 3),
            ("organization", 5),
            ("people", 2),
            ("special", 2),
            ("services", 3),
            ("changes", 2),
        ];
        let wrong: Vec<_> =
            words.into_iter().map(|(word, count)| (word, count, syllables(word))).collect();
        let wrong: Vec<_> = wrong.into_iter().filter(|(_, count, found)| count != found).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_grade_is_that_of_the_formula() {
        // 100 words in 5 sentences with 150 syllables.
        assert!((grade(100, 5, 150) - 9.91).abs() < 0.001);
    }
}
