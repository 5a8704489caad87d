//! Links words of the glossary where they stand in a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::html::escape;
use crate::model::Term;

/// Finds the glossary's words.
#[derive(Debug)]
pub(super) struct Glossary {
    words: Option<AhoCorasick>,
    /// Of each pattern: its term, and the word where letter case matters.
    patterns: Vec<(usize, Option<Box<str>>)>,
    ids: Vec<Box<str>>,
}

/// Which terms a page has linked already: a word is explained where it is first met.
#[derive(Debug, Default, Clone)]
pub(super) struct Seen(Vec<bool>);

impl Seen {
    /// Forgets them: a new section begins.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Glossary {
    /// A glossary without words.
    pub(super) const EMPTY: Glossary =
        Glossary { words: None, patterns: Vec::new(), ids: Vec::new() };

    pub(super) fn new(terms: &[Term]) -> Glossary {
        let mut patterns = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            let names = std::iter::once(&term.name).chain(&term.aliases);
            for word in names.filter(|word| !word.is_empty()) {
                let is_caps = !word.chars().any(char::is_lowercase);
                patterns.push((place, is_caps.then(|| word.as_str().into())));
                words.push(word);
            }
        }
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        // Every line of every page goes through it: a few hundred words are worth a table.
        builder.kind((words.len() < 2_000).then_some(AhoCorasickKind::DFA));
        let is_empty = words.is_empty();
        Glossary {
            // It can only fail for words that take gigabytes; then nothing is linked.
            words: (!is_empty).then(|| builder.build(words).ok()).flatten(),
            patterns,
            ids: terms.iter().map(|term| term.id.as_str().into()).collect(),
        }
    }

    /// Writes `text` escaped, the first occurrence of each term linked: `page` is the link to the
    /// glossary. Cost: one pass over the text.
    pub(super) fn write(&self, out: &mut String, text: &str, page: &str, seen: &mut Seen) {
        let Some(words) = &self.words else { return escape(out, text) };
        let mut written = 0;
        for found in words.find_iter(text) {
            let (term, exact) = &self.patterns[found.pattern().as_usize()];
            let word = &text[found.range()];
            let is_seen = seen.0.get(*term).copied().unwrap_or(false);
            let differs = exact.as_ref().is_some_and(|exact| **exact != *word);
            if is_seen || differs || !stands_alone(text, found.range()) {
                continue;
            }
            seen.0.resize(self.ids.len(), false);
            seen.0[*term] = true;
            escape(out, &text[written..found.start()]);
            out.push_str("<a class=\"term\" href=\"");
            out.push_str(page);
            out.push('#');
            out.push_str(&self.ids[*term]);
            out.push_str("\">");
            escape(out, word);
            out.push_str("</a>");
            written = found.end();
        }
        escape(out, &text[written..]);
    }
}

/// Whether a range of a text is a word, or words, and no part of one.
fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Prose, TermId};
    use crate::source::{Sources, Span};

    fn glossary(words: &[(&str, &[&str])]) -> Glossary {
        let sources = Sources::from_texts([("a", "")]);
        let file = sources.find("a").unwrap().0;
        let terms: Vec<Term> = words
            .iter()
            .map(|(name, aliases)| Term {
                id: TermId::new(&name.to_lowercase().replace(' ', "-")).unwrap(),
                name: (*name).to_owned(),
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
                definition: Prose { markdown: "x".into(), span: Span::top(file) },
            })
            .collect();
        Glossary::new(&terms)
    }

    fn linked(glossary: &Glossary, text: &str) -> String {
        let mut out = String::new();
        glossary.write(&mut out, text, "g.html", &mut Seen::default());
        out.replace("<a class=\"term\" href=\"g.html#", "[")
            .replace("</a>", "]")
            .replace("\">", "|")
    }

    #[test]
    fn whole_words_are_linked_once() {
        let glossary = glossary(&[("Runbook", &["runbooks"]), ("SRE", &[])]);
        assert_eq!(linked(&glossary, "A runbook; runbooks."), "A [runbook|runbook]; runbooks.");
        assert_eq!(linked(&glossary, "Runbooky pre-runbook"), "Runbooky pre-runbook");
        assert_eq!(linked(&glossary, "sre & SRE"), "sre &amp; [sre|SRE]");
    }

    #[test]
    fn the_longest_name_wins() {
        let glossary = glossary(&[("Incident", &[]), ("Incident commander", &[])]);
        let text = linked(&glossary, "the incident commander of an incident");
        assert_eq!(text, "the [incident-commander|incident commander] of an [incident|incident]");
    }
}
