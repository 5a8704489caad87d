//! What a word is: Markdown taken off, letters folded, contractions opened.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use foldhash::quality::{FixedState, FoldHasher};
use pulldown_cmark::{Event, Parser};

/// One fixed seed: hashes are compared between runs of the same build only, and never written down.
pub(super) const HASH: FixedState = FixedState::with_seed(0x72_75_6e_67_73);

/// The text of inline Markdown without its markup: emphasis, code marks, link targets, tags,
/// entities and escapes. Borrows where there is none.
///
/// # Examples
///
/// ```
/// # use rungs::derive::matching::plain;
/// assert_eq!(plain("**Owns** the [runbook](run.md)"), "Owns the runbook");
/// ```
pub fn plain(markdown: &str) -> Cow<'_, str> {
    let marks = |byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~');
    if !markdown.bytes().any(marks) {
        return Cow::Borrowed(markdown);
    }
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    Cow::Owned(text)
}

/// Calls `visit` with every word of a plain text, in order, in lower case. Contractions are opened
/// (`don't` is `do`, `not`; `I'm` is `i`, `am`) and a possessive `'s` is dropped, whatever
/// apostrophe they are written with. Han and kana characters are words of their own: those scripts
/// put no space between words.
pub(super) fn each_word(text: &str, visit: impl FnMut(&str)) {
    each_word_with(&mut String::new(), text, visit);
}

/// As [`each_word`], with a buffer that may have been used before.
pub(super) fn each_word_with(word: &mut String, text: &str, mut visit: impl FnMut(&str)) {
    let mut apostrophe_at = None;
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if letter == ' ' {
            flush(word, &mut apostrophe_at, &mut visit);
        } else if is_apostrophe(letter) {
            if !word.is_empty() && apostrophe_at.is_none() {
                apostrophe_at = Some(word.len());
            }
        } else if is_zero_width(letter) {
        } else if !letter.is_alphanumeric() {
            flush(word, &mut apostrophe_at, &mut visit);
        } else if is_unspaced(letter) {
            flush(word, &mut apostrophe_at, &mut visit);
            word.push(letter);
            flush(word, &mut apostrophe_at, &mut visit);
        } else {
            word.extend(letter.to_lowercase());
        }
    }
    flush(word, &mut apostrophe_at, &mut visit);
}

fn flush(word: &mut String, apostrophe_at: &mut Option<usize>, visit: &mut impl FnMut(&str)) {
    if word.is_empty() {
        return;
    }
    let (stem, ending) = word.split_at(apostrophe_at.take().unwrap_or(word.len()));
    let (stem, opened) = match ending {
        "" | "s" => (stem, ""),
        "t" => (stem.strip_suffix('n').unwrap_or(stem), "not"),
        "m" => (stem, "am"),
        "re" => (stem, "are"),
        "ve" => (stem, "have"),
        "ll" => (stem, "will"),
        "d" => (stem, "would"),
        other => (stem, other),
    };
    for part in [stem, opened] {
        if !part.is_empty() {
            visit(part);
        }
    }
    word.clear();
}

/// A 64-bit name of what a text says, equal for two texts that differ only in case, white space,
/// punctuation, quotes or the person that speaks: "I lead my team" and "Leads their team" are one.
///
/// Subject pronouns are dropped; possessives, and the forms of *be*, *have* and *do*, fall
/// together; the first verb may carry the third person's *s*.
#[derive(Default)]
pub(super) struct SameKey {
    hasher: Option<FoldHasher<'static>>,
    verb_seen: bool,
}

impl SameKey {
    /// Reads the next word, as [`each_word`] gives it.
    pub(super) fn read(&mut self, word: &str) {
        let Some(mut word) = impersonal(word) else { return };
        if !self.verb_seen && !word.ends_with("ly") {
            self.verb_seen = true;
            word = first_person(word);
        }
        let hasher = self.hasher.get_or_insert_with(|| HASH.build_hasher());
        hasher.write(word.as_bytes());
        hasher.write_u8(0xff);
    }

    /// The name, or `None` where no word was read: two empty texts say nothing in common.
    pub(super) fn finish(self) -> Option<u64> {
        self.hasher.map(|hasher| hasher.finish())
    }
}

/// The word without its person; `None` for a pronoun that only says who acts.
pub(super) fn impersonal(word: &str) -> Option<&str> {
    Some(match word {
        "i" | "you" | "we" | "they" | "he" | "she" => return None,
        "your" | "our" | "their" | "his" | "her" => "my",
        "yourself" | "ourselves" | "themselves" | "himself" | "herself" | "themself" => "myself",
        "are" | "is" | "be" => "am",
        "has" => "have",
        "does" => "do",
        other => other,
    })
}

/// The part of a verb that the third person leaves alone: "leads" and "lead" give "lead",
/// "identifies" and "identify" give "identif".
fn first_person(verb: &str) -> &str {
    if let Some(stem) = verb.strip_suffix("ies").or_else(|| verb.strip_suffix('y')) {
        return stem;
    }
    let Some(bare) = verb.strip_suffix('s') else { return verb };
    match bare.strip_suffix('e') {
        Some(stem) if ["ch", "sh", "ss", "x", "zz"].iter().any(|end| stem.ends_with(end)) => stem,
        _ if bare.ends_with('s') => verb,
        _ => bare,
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}')
}

fn is_zero_width(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words
    }

    fn key(text: &str) -> Option<u64> {
        let mut key = SameKey::default();
        each_word(&plain(text), |word| key.read(word));
        key.finish()
    }

    #[test]
    fn markup_is_not_text() {
        assert_eq!(
            plain("*Owns* `main` & [the plan](a_b.md) at 5 < 6"),
            "Owns main & the plan at 5 < 6"
        );
        assert!(matches!(plain("no marks"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_are_folded_and_contractions_opened() {
        assert_eq!(
            words("I don’t “cut” the team's cross-team cor\u{ad}ners"),
            ["i", "do", "not", "cut", "the", "team", "cross", "team", "corners"]
        );
        assert_eq!(words("L'équipe, 品質"), ["l", "équipe", "品", "質"]);
        assert_eq!(words("'quoted' words'"), ["quoted", "words"]);
    }

    #[test]
    fn the_person_and_the_typography_do_not_change_what_is_said() {
        let said = key("I lead my team, and don't cut corners.");
        assert_eq!(said, key("Leads their team and don’t\u{a0}cut corners"));
        assert_eq!(said, key("You **lead** your team and do not cut corners"));
        assert_ne!(said, key("I lead my teams, and don't cut corners."));
        assert_eq!(key("Coaches peers"), key("I coach peers"));
        assert_eq!(key("Identifies risks"), key("You identify risks"));
        assert_eq!(key("…"), None);
    }
}
