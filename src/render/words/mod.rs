//! The words of the interface: all that pages say and no author wrote, from one file a language.
//!
//! Templates see them as `words`, in the tables of the file below; a template that needs a name in
//! the middle of a sentence writes `{{ words.levels.of_role | fill(role=role.title) }}`. Sentences
//! with a number come to templates ready-made. A theme changes words, or adds a language, with
//! `themes/<name>/languages/<tag>.toml`: only the keys that differ.
//!
//! ```toml
#![doc = include_str!("../../../themes/default/languages/en.toml")]
//! ```

mod phrase;
mod read;
mod sentences;
mod tag;

pub(super) use phrase::{Counted, Phrase};
pub(super) use tag::{attributes, direction};

use std::ops::Deref;

use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;
use serde::Deserialize;
use tera::{Kwargs, State, TeraResult, Value};

use self::phrase::{Piece, each_piece};
use self::read::Flat;
use self::sentences::Sentences;
use super::html::{Html, escape};
use super::theme::LanguageFile;
use crate::diagnostic::Diagnostics;
use crate::parse::{BookFile, Document};

/// The words of one site, read once.
#[derive(Debug)]
pub(super) struct Words {
    /// The language that they are in.
    pub(super) tag: String,
    sentences: Sentences,
    rules: PluralRules,
    flat: Flat,
}

impl Deref for Words {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.sentences
    }
}

impl Words {
    /// The words of the language that `book.toml` names, or English ones; what is wrong with
    /// the user's language `files` is among the diagnostics, and `None` is returned if that is an error.
    pub(super) fn find(
        files: &[LanguageFile],
        book: &Document<BookFile>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Words> {
        let found = read::find(files, book, diagnostics);
        (!diagnostics.has_errors()).then(|| Words::new(found.tag, found.flat))
    }

    fn new(tag: String, flat: Flat) -> Words {
        // Can't fail: every key is in the English file, and a test reads that.
        let sentences = Sentences::deserialize(tree(&flat)).unwrap_or_else(|error| {
            panic!("the words of the built-in theme: {error}");
        });
        Words { sentences, rules: read::rules(&tag), tag, flat }
    }

    /// English words.
    #[cfg(test)]
    pub(super) fn english() -> Words {
        Words::new(read::ENGLISH.to_owned(), read::built_in_languages()[read::ENGLISH].clone())
    }

    /// What templates see as `words`: escaped once here, not on every page.
    pub(super) fn for_templates(&self) -> Value {
        fn value(node: serde_json::Value) -> Value {
            match node {
                serde_json::Value::Object(nodes) => {
                    let nodes = nodes.into_iter().map(|(name, node)| (name.into(), value(node)));
                    Value::from(nodes.collect::<tera::Map>())
                }
                node => {
                    let mut text = String::new();
                    escape(&mut text, node.as_str().unwrap_or_default());
                    Value::safe_string(&text)
                }
            }
        }
        value(tree(&self.flat))
    }

    /// The phrase of a key of the language files, as it is; empty if there is none.
    pub(super) fn get(&self, key: &str) -> &str {
        self.flat.get(key).map_or("", String::as_str)
    }

    /// A phrase with a number: `1 line`, `2 lines`. Its place is `{count}`.
    pub(super) fn counted(&self, phrase: &Counted, count: usize) -> String {
        self.counted_with(phrase, count, &[])
    }

    /// As [`Words::counted`], with other places as well.
    pub(super) fn counted_with(
        &self,
        phrase: &Counted,
        count: usize,
        texts: &[(&str, &str)],
    ) -> String {
        let form = match self.rules.category_for(count) {
            PluralCategory::Zero => phrase.zero.as_ref(),
            PluralCategory::One => phrase.one.as_ref(),
            PluralCategory::Two => phrase.two.as_ref(),
            PluralCategory::Few => phrase.few.as_ref(),
            PluralCategory::Many => phrase.many.as_ref(),
            PluralCategory::Other => None,
        };
        let count = count.to_string();
        let texts: Vec<(&str, &str)> = [("count", &*count)].iter().chain(texts).copied().collect();
        form.unwrap_or(&phrase.other).fill(&texts)
    }

    /// `a, b and c`.
    pub(super) fn listed(&self, parts: &[impl AsRef<str>]) -> String {
        let Some((last, first)) = parts.split_last() else { return String::new() };
        let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
        match first.is_empty() {
            true => last.as_ref().to_owned(),
            false => {
                let first = first.join(self.list.comma.as_str());
                self.list.and.fill(&[("list", &first), ("last", last.as_ref())])
            }
        }
    }

    /// `1 September 2026`.
    pub(super) fn day(&self, date: Date) -> String {
        let months = &self.date;
        let month = match date.month() {
            1 => &months.january,
            2 => &months.february,
            3 => &months.march,
            4 => &months.april,
            5 => &months.may,
            6 => &months.june,
            7 => &months.july,
            8 => &months.august,
            9 => &months.september,
            10 => &months.october,
            11 => &months.november,
            _ => &months.december,
        };
        let (day, year) = (date.day().to_string(), date.year().to_string());
        months.day.fill(&[("day", &day), ("month", month.as_str()), ("year", &year)])
    }
}

/// Words in the tables of their file.
fn tree(flat: &Flat) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    for (key, text) in flat {
        let mut parts: Vec<&str> = key.split('.').collect();
        let name = parts.pop().unwrap_or_default();
        let table = parts.into_iter().try_fold(&mut root, |table, part| {
            let table = table.entry(part).or_insert_with(|| serde_json::Map::new().into());
            table.as_object_mut()
        });
        if let Some(table) = table {
            table.insert(name.to_owned(), text.as_str().into());
        }
    }
    root.into()
}

/// The filter `fill`: a word, its places filled with the arguments of their names.
pub(super) fn fill(word: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let Some(phrase) = word.as_str() else {
        return Err(tera::Error::message("`fill` belongs behind a word, and this is none"));
    };
    let mut out = String::with_capacity(phrase.len() + 64);
    let mut lacking = None;
    each_piece(phrase, |piece| match piece {
        Piece::Text(text) if word.is_safe() => out.push_str(text),
        Piece::Text(text) => escape(&mut out, text),
        Piece::Place(name) => {
            let argument = arguments.iter().find(|(key, _)| key.as_str() == Some(name));
            match argument.map(|(_, value)| (value, value.as_str())) {
                Some((value, Some(text))) if value.is_safe() => out.push_str(text),
                Some((_, Some(text))) => escape(&mut out, text),
                Some((value, None)) => escape(&mut out, &value.to_string()),
                None => lacking = Some(name.to_owned()),
            }
        }
    });
    match lacking {
        None => Ok(Value::safe_string(&out)),
        Some(name) => {
            let message = format!("nothing fills `{{{name}}}`. Write `fill({name}=…)`");
            Err(tera::Error::message(message))
        }
    }
}

impl Words {
    /// The attributes of an element with words of the interface, on a site in language `site` and
    /// on a page whose content is in language `part`: none if all three are the same.
    ///
    /// No `dir`: a label stands where its page has labels, whichever way its letters run.
    pub(super) fn attributes(&self, site: &str, part: &str) -> Html {
        let is_one = tag::language(site).eq_ignore_ascii_case(tag::language(&self.tag));
        let own = if is_one { site } else { &self.tag };
        match own == site && own == part {
            true => Html::default(),
            false => Html::new(&format!(" lang=\"{own}\"")),
        }
    }
}

#[cfg(test)]
mod tests;
