//! TOML into shapes, reporting every problem of a file and not only the first.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::audience::Sieve;
use super::{Audience, allows};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::source::{FileId, Span};

/// Reads `text` as `T`.
///
/// Serde stops at the first value that doesn't fit. Here the value is reported, taken out and the
/// rest read again, until what is left fits: so all problems of a file come in one run, and what
/// is sound is still there for the next stages to look at. `None` if nothing can be made of it.
///
/// Spans are bytes of `text`. Cost: one parse if all is well, one more pass per problem if not.
pub(super) fn decode<T: DeserializeOwned>(
    file: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let table = self::table(file, text, diagnostics)?;
    match T::deserialize(Deserializer::from(table)) {
        Ok(value) => Some(value),
        Err(error) => Some(repair(file, DeTable::parse(text).ok()?, error, &[], diagnostics)?.0),
    }
}

/// A file of the content, read for an edition.
#[derive(Debug)]
pub(super) struct Sifted<T> {
    /// What stands in it; `None` if nothing can be made of it, or nothing is for these readers.
    pub(super) value: Option<T>,
    /// Every text of what couldn't be read: the names that other files may go on to use for it.
    pub(super) lost: Vec<String>,
    /// Who it is for as a whole.
    pub(super) audience: Audience,
}

/// How the tables of a file are sifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sifting {
    /// Each table may have an `audience`; the one that those without have.
    Tables(Audience),
    /// Only the file as a whole may: its tables have names for keys.
    Whole,
}

/// As [`decode`], less what the sieve takes out.
pub(super) fn decode_for<T: DeserializeOwned>(
    sieve: &mut Sieve<'_>,
    text: &str,
    sifting: Sifting,
    out: &mut Diagnostics,
) -> Sifted<T> {
    let file = sieve.file;
    let nothing = Sifted { value: None, lost: Vec::new(), audience: Audience::Public };
    let Some(mut table) = self::table(file, text, out) else { return nothing };
    let sift = |sieve: &mut Sieve<'_>, table: &mut DeTable<'_>, out: &mut Diagnostics| {
        allows::take_of_table(sieve, table, sifting, out);
        match sifting {
            Sifting::Tables(usual) => sieve.sift(table, usual, out),
            Sifting::Whole => sieve.sift_front(table, out),
        }
    };
    let (audience, stays) = sift(sieve, table.get_mut(), out);
    if !stays {
        return Sifted { audience, ..nothing };
    }
    let error = match T::deserialize(Deserializer::from(table)) {
        Ok(value) => return Sifted { value: Some(value), lost: Vec::new(), audience },
        Err(error) => error,
    };
    let mut table = DeTable::parse(text).ok();
    if let Some(table) = &mut table {
        // What was taken out the first time is known.
        sift(&mut sieve.again(), table.get_mut(), &mut Diagnostics::default());
    }
    let also = ["allow", "audience"];
    let repaired = table.and_then(|table| repair(file, table, error, &also, out));
    let (value, lost) = repaired.map_or((None, Vec::new()), |(value, lost)| (Some(value), lost));
    Sifted { value, lost, audience }
}

/// Reads `text` as a table of whatever shape; `None` if it is no TOML.
pub(super) fn table<'t>(
    file: FileId,
    text: &'t str,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    diagnostics.extend(errors.iter().map(|error| syntax_error(file, error)));
    errors.is_empty().then_some(table)
}

fn syntax_error(file: FileId, error: &toml::de::Error) -> Diagnostic {
    let span = Span::new(file, error.span().unwrap_or(0..0));
    let message = first_line(error.message());
    let advice: [(&[&str], &str); 7] = [
        (&["duplicate"], "a key stands once in its table: delete one of the two"),
        (&["quoted", "quote", "string"], "a text stands between two quotation marks"),
        (&["comma"], "entries of a list have one comma between them"),
        (&["array"], "a list stands between `[` and `]`, a table's name between `[[` and `]]`"),
        (&["date"], "write a day as `2026-09-01`, without quotation marks"),
        (&["table"], "a table's name stands between `[` and `]`, or `[[` and `]]`, on its line"),
        (&[""], "write `key = value`, one a line"),
    ];
    let fits = |words: &[&str]| words.iter().any(|word| message.contains(word));
    let help = advice.iter().find(|(words, _)| fits(words)).map(|(_, help)| (*help).to_owned());
    Diagnostic::error("toml-syntax", span, message).maybe_help(help)
}

/// Reports and removes one value after the other until the rest is a `T`. `also` are keys that every
/// table may have.
fn repair<T: DeserializeOwned>(
    file: FileId,
    mut table: Spanned<DeTable<'_>>,
    mut error: toml::de::Error,
    also: &[&str],
    diagnostics: &mut Diagnostics,
) -> Option<(T, Vec<String>)> {
    let mut lost = Vec::new();
    // Keys that were there and had to go, each with the way to its table.
    let mut removed: Vec<(Vec<Step>, String)> = Vec::new();
    loop {
        let range = error.span().unwrap_or(0..0);
        // What is missing from the root has no place of its own.
        let path = (!range.is_empty()).then(|| narrowest(table.get_ref(), &range)).flatten();
        let at = path.as_deref().unwrap_or_default();
        let diagnostic = shape_error(file, &range, error.message(), also);
        // A key that was taken out because its value is wrong is not missing as well, nor is one
        // that stands there with a misspelt name.
        let is_known = |key: &str| removed.iter().any(|(table, one)| table == at && one == key);
        match between_ticks(error.message(), "missing field ") {
            None => diagnostics.push(diagnostic),
            // Serde names one missing key; its table goes, and with it the question after others.
            Some(first) => {
                let missing = missing::<T>(&table, at, &range, first);
                let missing = missing.into_iter().filter(|(key, _)| !is_known(key));
                diagnostics
                    .extend(missing.map(|(key, kind)| missing_key(file, &range, &key, kind)));
            }
        }
        error.span()?;
        let path = path?;
        if let Some((Step { key: Some(key), .. }, table)) = path.split_last() {
            removed.push((table.to_vec(), key.clone()));
            let expected = error.message().split_once("expected").map_or("", |(_, words)| words);
            let meant = nearest(key, expected.split('`').skip(1).step_by(2));
            removed.extend(meant.map(|meant| (table.to_vec(), meant.to_owned())));
        }
        if let Some(gone) = value_at(table.get_mut(), &path) {
            lost.extend(texts(gone).into_iter().map(|(text, _)| text.to_owned()));
        }
        if !remove(table.get_mut(), &path) {
            return None;
        }
        match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return Some((value, lost)),
            Err(next) => error = next,
        }
    }
}

/// All keys that are missing from the table at `at`, whose errors are of `range`; `first` is the one
/// that serde named. Each comes with what kind of value belongs there, if that shows.
fn missing<T: DeserializeOwned>(
    table: &Spanned<DeTable<'_>>,
    at: &[Step],
    range: &Range<usize>,
    first: &str,
) -> Vec<(String, Option<Kind>)> {
    let mut table = table.clone();
    let mut found = vec![(first.to_owned(), None)];
    // By trial: all else fits by now, so an error tells of the value put in, or of the next key.
    while let Some((key, fits)) = found.last_mut() {
        let Some((kind, next)) = fitting::<T>(&mut table, at, key) else { break };
        *fits = Some(kind);
        let Some((next, place)) = next else { break };
        // The next table's turn comes when this one is gone; and an empty table lacks keys of its
        // own, which are not asked for here.
        if place != *range || kind == Kind::Table || found.iter().any(|(key, _)| *key == next) {
            break;
        }
        found.push((next, None));
    }
    found
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    List,
    Table,
    Other,
}

/// The key that serde misses next, and the place of that error.
type Next = (String, Range<usize>);

/// Puts an empty value that fits below a key of the table at `at`; its kind, and what is missing
/// then.
fn fitting<T: DeserializeOwned>(
    table: &mut Spanned<DeTable<'_>>,
    at: &[Step],
    key: &str,
) -> Option<(Kind, Option<Next>)> {
    let other = |text: &'static str| DeValue::parse(text).ok().map(Spanned::into_inner);
    let mut trials = vec![
        (Kind::Other, other("2026-09-01")?),
        (Kind::Table, DeValue::Table(DeTable::new())),
        (Kind::Other, other("0")?),
        (Kind::List, DeValue::Array(DeArray::new())),
        (Kind::Text, DeValue::String("".into())),
    ];
    while let Some((kind, value)) = trials.pop() {
        let own = table_at(table.get_mut(), at)?;
        own.insert(Spanned::new(0..0, key.to_owned().into()), Spanned::new(0..0, value));
        let Err(error) = T::deserialize(Deserializer::from(table.clone())) else {
            return Some((kind, None));
        };
        let message = error.message();
        if let Some(next) = between_ticks(message, "missing field ") {
            return Some((kind, Some((next.to_owned(), error.span().unwrap_or(0..0)))));
        }
        // One word of a few: the first of them will do.
        let is_choice = kind == Kind::Text && message.starts_with("unknown variant ``");
        if let Some(word) = message.split('`').nth(3).filter(|_| is_choice) {
            trials.push((Kind::Text, DeValue::String(word.to_owned().into())));
        }
    }
    None
}

fn missing_key(file: FileId, range: &Range<usize>, key: &str, kind: Option<Kind>) -> Diagnostic {
    let span = Span::new(file, range.clone());
    Diagnostic::error("missing-key", span, format!("the key `{key}` is missing")).help(match kind {
        Some(Kind::Table) => format!("add a table `[{key}]`"),
        Some(Kind::List) => format!("add `{key} = […]` here"),
        _ => format!("add `{key} = …` here"),
    })
}

/// Serde's words as a diagnostic of ours. Its messages are stable in practice (serde 1 and
/// toml 1); a message that isn't known is passed on as it is.
fn shape_error(file: FileId, range: &Range<usize>, message: &str, also: &[&str]) -> Diagnostic {
    let span = Span::new(file, range.clone());
    let expected = message.split_once("expected").map_or("", |(_, expected)| expected);
    let known = || expected.split('`').skip(1).step_by(2);
    if let Some(key) = between_ticks(message, "unknown field ") {
        Diagnostic::error("unknown-key", span, format!("unknown key `{key}`"))
            .maybe_help(did_you_mean(key, known().chain(also.iter().copied())))
    } else if let Some(value) = between_ticks(message, "unknown variant ") {
        Diagnostic::error("unknown-value", span, format!("unknown value `{value}`"))
            .maybe_help(did_you_mean(value, known()))
    } else if let Some(key) = between_ticks(message, "missing field ") {
        missing_key(file, range, key, None)
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        wrong_type(span, message)
    } else {
        Diagnostic::error("wrong-value", span, first_line(message))
    }
}

/// `invalid type: string "a", expected a sequence`, in words of people.
fn wrong_type(span: Span, message: &str) -> Diagnostic {
    let plain = |words: &str| {
        let kinds = [
            ("string", "a text"),
            ("sequence", "a list"),
            ("array", "a list"),
            ("map", "a table"),
            ("table", "a table"),
            ("struct", "a table"),
            ("boolean", "`true` or `false`"),
            ("bool", "`true` or `false`"),
            ("datetime", "a day"),
            ("integer", "a number"),
            ("floating", "a number"),
        ];
        let word = |(word, _): &&(&str, &str)| words.contains(word);
        // Rust's names of numbers: u32, i64, f64.
        let is_number = words.trim().starts_with(['u', 'i', 'f']) && words.trim().len() < 5;
        let kind = kinds.iter().find(word).map(|(_, plain)| *plain);
        kind.or(is_number.then_some("a number"))
    };
    let Some((found, wanted)) = message.split_once(", expected ") else {
        return Diagnostic::error("wrong-type", span, first_line(message));
    };
    let kind = found.split('"').next().unwrap_or_default();
    let (Some(found), Some(wanted)) = (plain(kind), plain(first_line(wanted))) else {
        return Diagnostic::error("wrong-type", span, first_line(message));
    };
    let help = match wanted {
        "a text" => "write it between quotation marks",
        "a list" => "write it between `[` and `]`, with commas between its entries",
        "a day" => "write it as `2026-09-01`, without quotation marks",
        "a number" => "write it in digits, without quotation marks",
        "`true` or `false`" => "write one of the two, without quotation marks",
        _ => "write its keys between `{` and `}`, or below its name in square brackets",
    };
    if found == wanted {
        let (message, help) = unfit_number(kind);
        return Diagnostic::error("wrong-type", span, message).help(help);
    }
    let message = format!("this is {found}, and {wanted} belongs here");
    Diagnostic::error("wrong-type", span, message).help(help)
}

/// What is wrong with a number where one belongs: every one that is read is a whole one, of none
/// or more, or else a share that any number fits.
fn unfit_number(found: &str) -> (&'static str, &'static str) {
    if found.contains("floating") {
        ("this number has a fraction, and a whole one belongs here", "write it without a point")
    } else if found.contains("`-") {
        ("this number is negative", "write 0 or more")
    } else {
        ("this number is too large", "write a smaller one")
    }
}

fn between_ticks<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    message.strip_prefix(before)?.strip_prefix('`')?.split('`').next()
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

/// One step from a table to a value below it.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    /// The key in a table; `None` in an array.
    key: Option<String>,
    /// The place in an array.
    index: usize,
}

/// The way to the smallest key or value whose text holds `range`; `None` if that is the root.
///
/// All nodes are looked at, since the span of a `[[table]]` is only its header.
fn narrowest(table: &DeTable<'_>, range: &Range<usize>) -> Option<Vec<Step>> {
    let mut best: Option<(usize, Vec<Step>)> = None;
    let mut open: Vec<(Vec<Step>, &DeTable<'_>)> = vec![(Vec::new(), table)];
    while let Some((path, table)) = open.pop() {
        for (key, value) in table {
            let mut path = path.clone();
            path.push(Step { key: Some(key.get_ref().to_string()), index: 0 });
            consider(&mut best, &key.span(), range, &path);
            let mut values = vec![(path, value)];
            while let Some((path, value)) = values.pop() {
                consider(&mut best, &value.span(), range, &path);
                match value.get_ref() {
                    DeValue::Table(table) => open.push((path, table)),
                    DeValue::Array(array) => {
                        for (index, element) in array.iter().enumerate() {
                            let mut path = path.clone();
                            path.push(Step { key: None, index });
                            values.push((path, element));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    best.map(|(_, path)| path)
}

fn consider(
    best: &mut Option<(usize, Vec<Step>)>,
    node: &Range<usize>,
    wanted: &Range<usize>,
    path: &[Step],
) {
    let holds = node.start <= wanted.start && wanted.end <= node.end;
    let depth = |best: &(usize, Vec<Step>)| (best.0, std::cmp::Reverse(best.1.len()));
    let own = (node.len(), std::cmp::Reverse(path.len()));
    if holds && best.as_ref().is_none_or(|best| own < depth(best)) {
        *best = Some((node.len(), path.to_vec()));
    }
}

/// The value at the end of a path.
fn value_at<'t, 'i>(
    table: &'t mut DeTable<'i>,
    path: &[Step],
) -> Option<&'t mut Spanned<DeValue<'i>>> {
    let (first, rest) = path.split_first()?;
    let key = first.key.as_deref()?;
    let (_, mut value) = table.iter_mut().find(|(one, _)| one.get_ref() == key)?;
    for step in rest {
        value = match (value.get_mut(), &step.key) {
            (DeValue::Table(table), Some(key)) => {
                table.iter_mut().find(|(one, _)| one.get_ref() == key)?.1
            }
            (DeValue::Array(array), None) => array.get_mut(step.index)?,
            _ => return None,
        };
    }
    Some(value)
}

/// The table at the end of a path, the root at the end of none.
fn table_at<'t, 'i>(table: &'t mut DeTable<'i>, path: &[Step]) -> Option<&'t mut DeTable<'i>> {
    if path.is_empty() {
        return Some(table);
    }
    match value_at(table, path)?.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// Every text in a value, and its place.
pub(super) fn texts<'v>(value: &'v Spanned<DeValue<'_>>) -> Vec<(&'v str, Range<usize>)> {
    let (mut found, mut open) = (Vec::new(), vec![value]);
    while let Some(value) = open.pop() {
        match value.get_ref() {
            DeValue::String(text) => found.push((&**text, value.span())),
            DeValue::Array(array) => open.extend(array.iter()),
            DeValue::Table(table) => open.extend(table.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}

/// Takes out what stands at the end of a path; whether anything did.
fn remove(table: &mut DeTable<'_>, path: &[Step]) -> bool {
    let Some((Step { key: Some(key), .. }, rest)) = path.split_first() else { return false };
    if rest.is_empty() {
        return table.remove(key.as_str()).is_some();
    }
    let found = table.iter_mut().find(|(one, _)| one.get_ref() == key);
    found.is_some_and(|(_, value)| remove_in_value(value.get_mut(), rest))
}

fn remove_in_value(value: &mut DeValue<'_>, path: &[Step]) -> bool {
    match value {
        DeValue::Table(table) => remove(table, path),
        DeValue::Array(array) => {
            let Some((step, rest)) = path.split_first() else { return false };
            if rest.is_empty() {
                let before = array.len();
                let old = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
                *array = old.filter(|(at, _)| *at != step.index).map(|(_, one)| one).collect();
                return array.len() < before;
            }
            let found = array.get_mut(step.index);
            found.is_some_and(|value| remove_in_value(value.get_mut(), rest))
        }
        _ => false,
    }
}
