//! Lists of words and phrases that rules look for, by language: data in files of their own.
//!
//! A list has a table per language, and in it a key per topic; what stands below `except` is passed
//! over wherever it is found, with all that lies in it. Phrases are words, not parts of words: only
//! one that ends in `*` stands for all words that begin so. Letter case doesn't count in ASCII.

mod text;

pub(super) use text::{grade, sentences, syllables, word_count};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

// Each is read once, when a rule first asks for it.
pub(super) static EXPERIENCE: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("experience.toml")));
pub(super) static FREQUENCY: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("frequency.toml")));
pub(super) static GENDERED: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("gendered.toml")));
pub(super) static ILLEGAL: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("illegal.toml")));
pub(super) static INCLUSIVE: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("inclusive.toml")));
pub(super) static LEADING: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("leading.toml")));
pub(super) static NOT_DEMONSTRABLE: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("not_demonstrable.toml")));
pub(super) static SALARY: LazyLock<List> = LazyLock::new(|| List::new(include_str!("salary.toml")));
pub(super) static VAGUE: LazyLock<List> = LazyLock::new(|| List::new(include_str!("vague.toml")));

/// The key of phrases that mean something else.
const EXCEPT: &str = "except";

/// The language of a text, as far as there are lists for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    English,
    German,
    Other,
}

impl Speech {
    /// Of a BCP 47 tag.
    pub(super) fn of(tag: &str) -> Speech {
        match tag.split(['-', '_']).next().map(str::to_ascii_lowercase).as_deref() {
            Some("en") => Speech::English,
            Some("de") => Speech::German,
            _ => Speech::Other,
        }
    }
}

/// A list, ready to look for.
pub(super) struct List {
    english: Option<Phrases>,
    german: Option<Phrases>,
}

/// A phrase of a list in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit<'l> {
    /// Its place in the text.
    pub(super) range: Range<usize>,
    /// The key that it stands below.
    pub(super) topic: &'l str,
}

impl List {
    fn new(toml: &str) -> List {
        let mut languages: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            toml::from_str(toml).expect("a test reads every list");
        let mut phrases = |tag| languages.remove(tag).map(Phrases::new);
        List { english: phrases("en"), german: phrases("de") }
    }

    /// Every phrase in a text of that language, in its order.
    pub(super) fn hits<'l>(&'l self, speech: Speech, text: &str) -> Vec<Hit<'l>> {
        match speech {
            Speech::English => self.english.as_ref(),
            Speech::German => self.german.as_ref(),
            Speech::Other => None,
        }
        .map(|phrases| phrases.hits(text))
        .unwrap_or_default()
    }
}

struct Phrases {
    finder: AhoCorasick,
    /// Of each pattern: its topic, and whether it is only the start of a word.
    patterns: Vec<(usize, bool)>,
    topics: Vec<String>,
}

impl Phrases {
    fn new(topics: BTreeMap<String, Vec<String>>) -> Phrases {
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        for (at, phrase) in
            topics.values().enumerate().flat_map(|(at, list)| list.iter().map(move |one| (at, one)))
        {
            words.push(phrase.trim_end_matches('*').to_owned());
            patterns.push((at, phrase.ends_with('*')));
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .expect("a list is short");
        Phrases { finder, patterns, topics: topics.into_keys().collect() }
    }

    fn hits(&self, text: &str) -> Vec<Hit<'_>> {
        // A line may end between two words of a phrase; a blank is as long as a line's end.
        let unwrapped = text.contains('\n').then(|| text.replace('\n', " "));
        let text = unwrapped.as_deref().unwrap_or(text);
        let mut hits = Vec::new();
        let mut start = 0;
        while let Some(found) = self.finder.find(Input::new(text).range(start..)) {
            let (topic, is_open) = self.patterns[found.pattern().as_usize()];
            let topic = &self.topics[topic];
            match whole_words(text, found.range(), is_open) {
                Some(range) => {
                    start = range.end;
                    hits.extend((topic != EXCEPT).then_some(Hit { range, topic }));
                }
                // Another phrase may begin within a part of a word.
                None => start = next_letter(text, found.start()),
            }
        }
        hits
    }
}

/// Where the letter after the one at `at` starts.
fn next_letter(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// The words that a match covers; `None` if it covers a part of one.
fn whole_words(text: &str, range: Range<usize>, is_open: bool) -> Option<Range<usize>> {
    let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    if is_inside(text[..range.start].chars().next_back()) {
        return None;
    }
    let rest = &text[range.end..];
    let more = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
    (is_open || more == 0).then(|| range.start..range.end + more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_has_no_phrase_twice() {
        let all = [
            include_str!("experience.toml"),
            include_str!("frequency.toml"),
            include_str!("gendered.toml"),
            include_str!("illegal.toml"),
            include_str!("inclusive.toml"),
            include_str!("leading.toml"),
            include_str!("not_demonstrable.toml"),
            include_str!("salary.toml"),
            include_str!("vague.toml"),
        ];
        for list in all {
            List::new(list);
            let languages: BTreeMap<String, BTreeMap<String, Vec<String>>> =
                toml::from_str(list).unwrap();
            for phrases in languages.values() {
                let mut all: Vec<&String> = phrases.values().flatten().collect();
                let count = all.len();
                all.sort();
                all.dedup();
                assert_eq!(all.len(), count, "a phrase stands twice in {list}");
                assert!(all.iter().all(|one| !one.trim_end_matches('*').is_empty()));
            }
            assert!(list.starts_with("# "), "a list says where its words come from");
        }
    }

    #[test]
    fn phrases_are_words_and_not_parts_of_them() {
        let list = List::new("[en]\nage = [\"age\", \"pregnan*\"]\nexcept = [\"age of data\"]");
        let hits = |text| {
            let hits = list.hits(Speech::English, text);
            hits.into_iter().map(|hit| text[hit.range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(hits("Manage the Age, not pages; (pregnancy)."), ["Age", "pregnancy"]);
        assert_eq!(hits("The age\nof data counts."), Vec::<String>::new());
        assert_eq!(hits("An ageage of data, an age."), ["age"]);
        assert!(list.hits(Speech::Other, "age").is_empty());
    }
}
