//! An index as MiniSearch writes it: what a browser would need half a second to work out of ten
//! thousand behaviours, it reads in a tenth of that.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Serialize, Serializer};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// An index of documents that all have the same fields; MiniSearch 7 loads its JSON.
///
/// `tests/browser/search.test.mjs` holds it against what MiniSearch makes of the same documents.
#[derive(Debug)]
pub(super) struct Index {
    fields: &'static [&'static str],
    /// By document: how many different words each field has.
    lengths: Vec<Vec<u32>>,
    averages: Vec<f64>,
    /// By word, by field: documents and how often they have it.
    words: HashMap<String, BTreeMap<usize, Vec<(u32, u32)>>>,
}

impl Index {
    /// Without documents.
    pub(super) fn new(fields: &'static [&'static str]) -> Index {
        let averages = vec![0.0; fields.len()];
        Index { fields, lengths: Vec::new(), averages, words: HashMap::new() }
    }

    /// Adds a document, one text for each field; its id is the number of documents before it.
    /// Cost: linear in the texts.
    pub(super) fn add(&mut self, texts: &[&str]) {
        let id = u32::try_from(self.lengths.len()).expect("fewer than 2^32 documents");
        let mut lengths = Vec::with_capacity(texts.len());
        for (field, text) in texts.iter().enumerate() {
            // MiniSearch counts the empty words before and after punctuation, too.
            let unique = u32::try_from(split(text).collect::<HashSet<_>>().len());
            let unique = unique.expect("fewer than 2^32 words");
            // In the order of its own steps: what is rounded differently would be another number.
            let total = self.averages[field] * f64::from(id) + f64::from(unique);
            self.averages[field] = total / (f64::from(id) + 1.0);
            lengths.push(unique);
            for word in split(text).filter(|word| !word.is_empty()) {
                self.count(word.to_lowercase(), field, id);
            }
        }
        self.lengths.push(lengths);
    }

    fn count(&mut self, word: String, field: usize, id: u32) {
        let found = self.words.entry(word).or_default().entry(field).or_default();
        match found.last_mut().filter(|(last, _)| *last == id) {
            Some((_, times)) => *times += 1,
            None => found.push((id, 1)),
        }
    }
}

/// What stands between spaces and punctuation, as `text.split(/[\n\r\p{Z}\p{P}]+/u)` has it.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(is_between) else {
            rest = None;
            return Some(text);
        };
        rest = Some(text[end..].trim_start_matches(is_between));
        Some(&text[..end])
    })
}

fn is_between(letter: char) -> bool {
    if letter.is_ascii() {
        // `+`, `$` and other symbols are no punctuation: `C++` is a word.
        return matches!(letter, ' ' | '\n' | '\r')
            || letter.is_ascii_punctuation()
                && !matches!(letter, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~');
    }
    let group = letter.general_category_group();
    matches!(group, GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Separator)
}

/// The keys of `MiniSearch.prototype.toJSON`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'i> {
    document_count: usize,
    next_id: usize,
    document_ids: Numbered<std::ops::Range<usize>>,
    field_ids: BTreeMap<&'static str, usize>,
    field_length: Numbered<&'i [Vec<u32>]>,
    average_field_length: &'i [f64],
    stored_fields: BTreeMap<(), ()>,
    dirt_count: u8,
    index: Vec<(&'i str, Fields<'i>)>,
    serialization_version: u8,
}

/// In which fields a word is: by field, each document and how often.
type Fields<'i> = BTreeMap<usize, Numbered<&'i [(u32, u32)]>>;

/// An object whose keys are numbers.
struct Numbered<T>(T);

impl Serialize for Numbered<std::ops::Range<usize>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone().map(|id| (id, id)))
    }
}

impl Serialize for Numbered<&[Vec<u32>]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().enumerate())
    }
}

impl Serialize for Numbered<&[(u32, u32)]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl Serialize for Index {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.lengths.len();
        let words = self.words.iter().map(|(word, fields)| {
            let fields = fields.iter().map(|(field, found)| (*field, Numbered(&**found)));
            (word.as_str(), fields.collect())
        });
        let mut index: Vec<(&str, _)> = words.collect();
        // Equal content, equal bytes.
        index.sort_unstable_by_key(|(word, _)| *word);
        let fields = self.fields.iter().enumerate().map(|(id, field)| (*field, id));
        let written = Written {
            document_count: count,
            next_id: count,
            document_ids: Numbered(0..count),
            field_ids: fields.collect(),
            field_length: Numbered(&self.lengths),
            average_field_length: &self.averages,
            stored_fields: BTreeMap::new(),
            dirt_count: 0,
            index,
            serialization_version: 2,
        };
        written.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_javascript_parts_them() {
        let parts = |text| split(text).collect::<Vec<_>>();
        assert_eq!(parts("Owns C++, and C#."), ["Owns", "C++", "and", "C", ""]);
        assert_eq!(parts("“day-to-day”\u{a0}work…"), ["", "day", "to", "day", "work", ""]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts("..."), ["", ""]);
        assert_eq!(parts("a\tb"), ["a\tb"]);
    }

    #[test]
    fn every_ascii_letter_is_what_unicode_says() {
        for letter in (0..128).filter_map(char::from_u32) {
            let group = letter.general_category_group();
            let is_mark = matches!(
                group,
                GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Separator
            );
            assert_eq!(is_between(letter), is_mark || matches!(letter, '\n' | '\r'), "{letter:?}");
        }
    }

    #[test]
    fn an_index_is_written_as_minisearch_writes_it() {
        let mut index = Index::new(&["name", "text"]);
        index.add(&["Owner", "Owns, owns."]);
        index.add(&["", "Ends."]);
        let written = serde_json::to_value(&index).unwrap();
        let expected = serde_json::json!({
            "documentCount": 2, "nextId": 2, "documentIds": {"0": 0, "1": 1},
            "fieldIds": {"name": 0, "text": 1}, "fieldLength": {"0": [1, 3], "1": [1, 2]},
            "averageFieldLength": [1.0, 2.5], "storedFields": {}, "dirtCount": 0,
            "index": [["ends", {"1": {"1": 1}}], ["owner", {"0": {"0": 1}}], ["owns", {"1": {"0": 2}}]],
            "serializationVersion": 2,
        });
        assert_eq!(written, expected);
    }
}
