//! Language files: those of the built-in theme, and the user's laid over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::super::theme::{self, LanguageFile};
use super::phrase::{CATEGORIES, places};
use super::tag;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, did_you_mean, nearest};
use crate::parse::{self, BookFile, Document, LanguageWord, span_of};
use crate::source::{FileId, Span};

/// The language that all others are held against, and whose words stand where theirs are missing.
pub(super) const ENGLISH: &str = "en";

/// Words by the way to them: `step.gone`, `step.stay.one`.
pub(super) type Flat = BTreeMap<String, String>;

/// Languages of the built-in theme by tag, read once: a server makes a site at every save.
static BUILT_IN: LazyLock<BTreeMap<&'static str, Flat>> = LazyLock::new(|| {
    let texts = theme::built_in_languages();
    texts.map(|(tag, text)| (tag, built_in(tag, text))).collect()
});

fn built_in(tag: &str, text: &str) -> Flat {
    fn gather(above: &str, table: toml::Table, flat: &mut Flat) {
        for (name, value) in table {
            let key = if above.is_empty() { name } else { format!("{above}.{name}") };
            match value {
                toml::Value::Table(table) => gather(&key, table, flat),
                value => drop(flat.insert(key, value.as_str().unwrap_or_default().to_owned())),
            }
        }
    }
    let mut flat = Flat::new();
    // Can't fail in a binary whose tests ran.
    let table = text.parse().unwrap_or_else(|error| panic!("languages/{tag}.toml: {error}"));
    gather("", table, &mut flat);
    flat
}

/// The words of a site, and the tag of the language that they are in.
pub(super) struct Found {
    pub(super) tag: String,
    pub(super) flat: Flat,
}

/// Finds the words of the language that `book.toml` names, and reports what is wrong with the
/// user's language files. A site without such a language speaks English.
pub(super) fn find(
    files: &[LanguageFile],
    book: &Document<BookFile>,
    diagnostics: &mut Diagnostics,
) -> Found {
    let own: Vec<OwnFile> = files.iter().map(OwnFile::new).collect();
    let wanted = book.value.book.language.get_ref();
    let english = Language::new(ENGLISH, wanted, &own);
    let schema = &BUILT_IN[ENGLISH];
    for file in &own {
        file.check(schema, diagnostics);
    }
    if tag::language(wanted).eq_ignore_ascii_case(ENGLISH) {
        return Found { tag: english.tag, flat: english.flat };
    }
    let language = Language::new(tag::language(wanted), wanted, &own);
    if language.flat.is_empty() {
        diagnostics.push(unknown_language(book, wanted, &own));
        return Found { tag: english.tag, flat: english.flat };
    }
    if let Some(file) = language.last {
        diagnostics.extend(missing(file, &language.flat, schema));
    }
    Found { tag: language.tag, flat: over(english.flat, language.flat) }
}

/// All that is known of a language, files of its variants laid over its own.
struct Language {
    tag: String,
    flat: Flat,
    /// The last of the user's files.
    last: Option<FileId>,
}

impl Language {
    /// `de`, and then `de-CH` if that is what is `wanted`.
    fn new(language: &str, wanted: &str, own: &[OwnFile]) -> Language {
        let mut found = Language { tag: language.to_owned(), flat: Flat::new(), last: None };
        let ends = wanted.match_indices('-').map(|(end, _)| end).chain([wanted.len()]);
        let is_of = tag::language(wanted).eq_ignore_ascii_case(language);
        let tags: Vec<&str> =
            if is_of { ends.map(|end| &wanted[..end]).collect() } else { vec![language] };
        for tag in tags {
            let built_in = BUILT_IN.iter().filter(|(one, _)| one.eq_ignore_ascii_case(tag));
            for (_, flat) in built_in {
                tag.clone_into(&mut found.tag);
                found.flat.extend(flat.clone());
            }
            for file in own.iter().filter(|file| file.tag.eq_ignore_ascii_case(tag)) {
                tag.clone_into(&mut found.tag);
                found.last = Some(file.file);
                let words = file.words.iter();
                found.flat.extend(words.map(|one| (one.key.clone(), one.text.get_ref().clone())));
            }
        }
        found
    }
}

/// A language laid over English. A word with a number comes as a whole: the forms of two languages
/// don't mix.
fn over(mut english: Flat, mut language: Flat) -> Flat {
    let bases: BTreeSet<String> = english.keys().filter_map(|key| base_of(key, &english)).collect();
    for base in bases {
        let is_whole = is_plural(&base, &language);
        let left_out = if is_whole { &mut english } else { &mut language };
        for category in CATEGORIES {
            left_out.remove(&format!("{base}.{category}"));
        }
    }
    english.extend(language);
    english
}

/// `step.stay` and `one` of `step.stay.one`; `None` if the last part is no category.
fn category_of(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once('.').filter(|(_, category)| CATEGORIES.contains(category))
}

fn is_plural(base: &str, schema: &Flat) -> bool {
    schema.contains_key(&format!("{base}.other"))
}

/// The word with a number that a key is a form of.
fn base_of(key: &str, schema: &Flat) -> Option<String> {
    let (base, _) = category_of(key)?;
    is_plural(base, schema).then(|| base.to_owned())
}

/// A language file of the user's theme.
struct OwnFile {
    tag: String,
    file: FileId,
    words: Vec<LanguageWord>,
    problems: Diagnostics,
}

impl OwnFile {
    fn new(source: &LanguageFile) -> OwnFile {
        let mut problems = Diagnostics::default();
        let text = source.content.text().unwrap_or_default();
        let words = parse::language(source.file, text, &mut problems);
        OwnFile { tag: source.tag.clone(), file: source.file, words, problems }
    }

    /// Says what is wrong with its keys and with the places in its words.
    fn check(&self, schema: &Flat, diagnostics: &mut Diagnostics) {
        diagnostics.append(self.problems.clone());
        let categories = categories(&self.tag);
        for word in &self.words {
            let span = Span::new(self.file, word.key_range.clone());
            let base = base_of(&word.key, schema);
            let category = category_of(&word.key).map(|(_, category)| category);
            let english = match &base {
                Some(base) => schema.get(&format!("{base}.other")),
                None => schema.get(&word.key),
            };
            let category = category.filter(|_| base.is_some());
            if let Some(category) = category.filter(|one| !categories.contains(one)) {
                let message = format!("`{}` has no plural form `{category}`", self.tag);
                let known = categories.join("`, `");
                diagnostics.push(
                    Diagnostic::error("unknown-key", span, message)
                        .help(format!("its forms are `{known}`")),
                );
            } else if let Some(english) = english {
                self.check_places(word, english, category, diagnostics);
            } else {
                diagnostics.push(unknown_key(word, span, schema));
            }
        }
    }

    fn check_places(
        &self,
        word: &LanguageWord,
        english: &str,
        category: Option<&str>,
        diagnostics: &mut Diagnostics,
    ) {
        let span = span_of(self.file, &word.text);
        let (known, used) = (places(english), places(word.text.get_ref()));
        for name in used.iter().filter(|name| !known.contains(name)) {
            let message = format!("nothing fills `{{{name}}}` in `{}`", word.key);
            diagnostics.push(Diagnostic::error("unknown-placeholder", span, message).help(
                match known[..] {
                    [] => "this word has no placeholders".to_owned(),
                    _ => match nearest(name, known.iter().copied()) {
                        Some(meant) => format!("did you mean `{{{meant}}}`?"),
                        None => format!("known here: `{{{}}}`", known.join("}`, `{")),
                    },
                },
            ));
        }
        // `one line`, `two lines` need no number.
        let is_counted_out = category.is_some_and(|one| one != "other");
        let needed = known.iter().filter(|name| **name != "count" || !is_counted_out);
        for name in needed.filter(|name| !used.contains(name)) {
            let message = format!("`{}` leaves out `{{{name}}}`", word.key);
            diagnostics.push(
                Diagnostic::warning("missing-placeholder", span, message)
                    .help(format!("the English words are `{english}`")),
            );
        }
    }
}

fn unknown_key(word: &LanguageWord, span: Span, schema: &Flat) -> Diagnostic {
    if is_plural(&word.key, schema) {
        let message = format!("`{}` has a form for each kind of number", word.key);
        return Diagnostic::error("wrong-type", span, message)
            .help("write it as `{ one = \"…\", other = \"…\" }`");
    }
    let bases = schema.keys().map(|key| match category_of(key) {
        Some((base, _)) if is_plural(base, schema) => base,
        _ => key,
    });
    Diagnostic::error("unknown-key", span, format!("no page has a word `{}`", word.key))
        .maybe_help(did_you_mean(&word.key, bases))
}

fn unknown_language(book: &Document<BookFile>, wanted: &str, own: &[OwnFile]) -> Diagnostic {
    let mut tags: BTreeSet<&str> = BUILT_IN.keys().copied().collect();
    tags.extend(own.iter().map(|file| file.tag.as_str()));
    let tags: Vec<&str> = tags.into_iter().collect();
    let theme = book.value.output.html.theme.as_ref();
    let theme = theme.map_or("default", |name| name.get_ref());
    Diagnostic::new(
        Severity::Note,
        "unknown-language",
        span_of(book.file, &book.value.book.language),
        format!("pages have no words in `{wanted}` of their own, and use English ones"),
    )
    .help(format!(
        "there are words in `{}`; add others in `themes/{theme}/languages/{}.toml`",
        tags.join("`, `"),
        tag::language(wanted)
    ))
}

/// The words that a language lacks, in one note.
fn missing(file: FileId, language: &Flat, schema: &Flat) -> Option<Diagnostic> {
    let lacks = |key: &&String| match category_of(key) {
        Some((base, category)) if is_plural(base, schema) => {
            category == "other" && !language.contains_key(*key)
        }
        _ => !language.contains_key(*key),
    };
    let keys = schema.keys().filter(lacks).map(|key| match base_of(key, schema) {
        Some(base) => base,
        None => key.clone(),
    });
    let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
    let list = match &keys[..] {
        [] => return None,
        [some @ .., _] if keys.len() > 9 => {
            format!("{} and {} more", some[..8].join(", "), keys.len() - 8)
        }
        all => all.join(", "),
    };
    let count = match keys.len() {
        1 => "a word is".to_owned(),
        count => format!("{count} words are"),
    };
    Some(
        Diagnostic::new(
            Severity::Note,
            "missing-word",
            Span::top(file),
            format!("{count} missing, and shown in English: {list}"),
        )
        .help("add them here; `rungs explain missing-word` says where to find the English ones"),
    )
}

/// Which number takes which form. A tag that CLDR doesn't know has but one.
pub(super) fn rules(tag: &str) -> PluralRules {
    let locale = tag.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    PluralRules::try_new_cardinal(locale.into())
        .expect("the data of all languages is in the program, with one for those that it lacks")
}

/// The forms that a language has for numbers.
pub(super) fn categories(tag: &str) -> Vec<&'static str> {
    rules(tag).categories().map(category_word).collect()
}

fn category_word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The built-in languages, for tests.
#[cfg(test)]
pub(super) fn built_in_languages() -> &'static BTreeMap<&'static str, Flat> {
    &BUILT_IN
}
