use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Text, toml as shapes};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// A word of the interface, as a language file has it.
#[derive(Debug, Clone)]
pub struct LanguageWord {
    /// The way to it: `step.gone`, or `step.stay.one` where a number decides.
    pub key: String,
    /// The key in the file.
    pub key_range: Range<usize>,
    /// What is shown.
    pub text: Text,
}

/// Reads `languages/<tag>.toml` of a theme: all its words, in file order.
///
/// Which keys there are is for the next stage to say; whatever is no text is reported here.
pub fn language(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<LanguageWord> {
    let mut words = Vec::new();
    if let Some(table) = shapes::table(file, text, diagnostics) {
        gather(file, "", table.get_ref(), &mut words, diagnostics);
    }
    words.sort_by_key(|word| word.key_range.start);
    words
}

/// A BCP 47 tag, e.g. `de-CH`; `None`, and an error, if it is none.
pub fn language_tag(file: FileId, tag: &Text, diagnostics: &mut Diagnostics) -> Option<String> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if tag.get_ref().split('-').all(is_part) {
        return Some(tag.get_ref().clone());
    }
    let message = format!("`{}` is not a language tag", tag.get_ref());
    diagnostics.push(
        Diagnostic::error("wrong-value", Span::new(file, tag.span()), message)
            .help("write a BCP 47 tag, e.g. `en` or `de-CH`"),
    );
    None
}

fn gather(
    file: FileId,
    above: &str,
    table: &DeTable<'_>,
    words: &mut Vec<LanguageWord>,
    diagnostics: &mut Diagnostics,
) {
    for (name, value) in table {
        let key = match above {
            "" => name.get_ref().to_string(),
            _ => format!("{above}.{}", name.get_ref()),
        };
        match value.get_ref() {
            DeValue::Table(table) => gather(file, &key, table, words, diagnostics),
            DeValue::String(text) => words.push(LanguageWord {
                key,
                key_range: name.span(),
                text: Text::new(value.span(), text.to_string()),
            }),
            _ => diagnostics.push(
                Diagnostic::error(
                    "wrong-type",
                    Span::new(file, value.span()),
                    format!("`{key}` is a word, and this is no text"),
                )
                .help("write it between quotation marks"),
            ),
        }
    }
}
