//! YAML as a tree of texts, whatever its shape. No other module knows the parser.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Options, budget, options};

use super::foreign::Source;
use super::markdown_blocks;

/// Nobody nests deeper, and recursion has an end.
const DEEPEST: usize = 40;

/// A node. Numbers and words such as `true` are texts: what they mean is for the reader to say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Yaml {
    Nothing,
    Text(String),
    List(Vec<Yaml>),
    /// In the order of the source.
    Map(Vec<(String, Yaml)>),
}

/// What a key of a mapping is meant to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// A text that a person reads, in Markdown.
    Text,
    /// An id or a switch, without any space, which nobody reads.
    Word,
    List,
}

impl Yaml {
    /// Reads a document.
    ///
    /// # Errors
    /// Says where and why it isn't YAML, in one line.
    pub(super) fn read(text: &str) -> Result<Yaml, String> {
        let options: Options = options! {
            budget: budget! { max_depth: DEEPEST },
            duplicate_keys: DuplicateKeyPolicy::Error,
            with_snippet: false,
        };
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let why = error.to_string();
            format!("not YAML: {}", why.lines().next().unwrap_or_default())
        })
    }

    /// The value of a key; nothing where there is none, or no mapping.
    pub(super) fn get(&self, key: &str) -> &Yaml {
        let Self::Map(entries) = self else { return &Self::Nothing };
        entries.iter().find(|(one, _)| one == key).map_or(&Self::Nothing, |(_, value)| value)
    }

    /// Its text, or an empty one.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.trim(),
            _ => "",
        }
    }

    pub(super) fn items(&self) -> &[Yaml] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// All texts below this node that a person reads: not the words that these keys hold.
    pub(super) fn texts(&self, words: &[&str]) -> Vec<&str> {
        let mut out = Vec::new();
        self.push_texts(words, &mut out);
        out
    }

    fn push_texts<'a>(&'a self, words: &[&str], out: &mut Vec<&'a str>) {
        match self {
            Self::Nothing => {}
            Self::Text(text) => out.push(text),
            Self::List(items) => items.iter().for_each(|item| item.push_texts(words, out)),
            Self::Map(entries) => {
                for (key, value) in entries {
                    if !value.is_word() || !words.contains(&key.as_str()) {
                        value.push_texts(words, out);
                    }
                }
            }
        }
    }

    fn is_word(&self) -> bool {
        matches!(self, Self::Text(text) if !text.contains(char::is_whitespace))
    }

    /// Leaves out of the source what doesn't fit: keys other than these, and values of another kind.
    /// Says whether this is a mapping at all.
    pub(super) fn fit(&self, keys: &[(&str, Holds)], words: &[&str], source: &mut Source) -> bool {
        let Self::Map(entries) = self else {
            self.leave_out(words, "it stands where keys and values were expected", source);
            return false;
        };
        for (key, value) in entries {
            let known = keys.iter().find(|(one, _)| one == key).map(|(_, holds)| *holds);
            let why = match (known, value) {
                (_, Self::Nothing)
                | (Some(Holds::Text), Self::Text(_))
                | (Some(Holds::List), Self::List(_)) => continue,
                (Some(Holds::Word), Self::Text(_)) if value.is_word() => continue,
                (Some(Holds::Word), Self::Text(_)) => format!("`{key}` is nothing to read"),
                (Some(Holds::List), _) => format!("`{key}` is no list"),
                (Some(_), _) => format!("`{key}` is no text"),
                (None, _) => format!("nothing is known of the key `{key}`"),
            };
            value.leave_out(words, &why, source);
        }
        true
    }

    /// Leaves out of the source all that stands below.
    pub(super) fn leave_out(&self, words: &[&str], why: &str, source: &mut Source) {
        for text in self.texts(words) {
            for block in markdown_blocks::visible(text) {
                source.leave_out(&block, why);
            }
        }
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Nothing)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        Yaml::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Yaml, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Yaml::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut out = Vec::new();
        while let Some((key, value)) = entries.next_entry::<String, Yaml>()? {
            out.push((key, value));
        }
        Ok(Yaml::Map(out))
    }
}
