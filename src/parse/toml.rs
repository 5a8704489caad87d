//! TOML into shapes, reporting every problem of a file and not only the first.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
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
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        diagnostics.extend(errors.iter().map(|error| syntax_error(file, error)));
        return None;
    }
    match T::deserialize(Deserializer::from(table)) {
        Ok(value) => Some(value),
        Err(error) => repair(file, DeTable::parse(text).ok()?, error, diagnostics),
    }
}

fn syntax_error(file: FileId, error: &toml::de::Error) -> Diagnostic {
    let span = Span::new(file, error.span().unwrap_or(0..0));
    Diagnostic::error("toml-syntax", span, first_line(error.message()))
}

/// Reports and removes one value after the other until the rest is a `T`.
fn repair<T: DeserializeOwned>(
    file: FileId,
    mut table: Spanned<DeTable<'_>>,
    mut error: toml::de::Error,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let mut removed: Vec<String> = Vec::new();
    loop {
        let range = error.span().unwrap_or(0..0);
        let missing = between_ticks(error.message(), "missing field ");
        // A key that was taken out because its value is wrong is not missing as well.
        if !missing.is_some_and(|key| removed.iter().any(|one| one == key)) {
            diagnostics.push(shape_error(file, &range, error.message()));
        }
        error.span()?;
        let path = narrowest(table.get_ref(), &range)?;
        removed.extend(path.last().and_then(|step| step.key.clone()));
        remove(table.get_mut(), &path);
        match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return Some(value),
            Err(next) => error = next,
        }
    }
}

/// Serde's words as a diagnostic of ours. Its messages are stable in practice (serde 1 and
/// toml 1); a message that isn't known is passed on as it is.
fn shape_error(file: FileId, range: &Range<usize>, message: &str) -> Diagnostic {
    let span = Span::new(file, range.clone());
    let expected = message.split_once("expected").map_or("", |(_, expected)| expected);
    let known = || expected.split('`').skip(1).step_by(2);
    if let Some(key) = between_ticks(message, "unknown field ") {
        Diagnostic::error("unknown-key", span, format!("unknown key `{key}`"))
            .maybe_help(did_you_mean(key, known()))
    } else if let Some(value) = between_ticks(message, "unknown variant ") {
        Diagnostic::error("unknown-value", span, format!("unknown value `{value}`"))
            .maybe_help(did_you_mean(value, known()))
    } else if let Some(key) = between_ticks(message, "missing field ") {
        Diagnostic::error("missing-key", span, format!("the key `{key}` is missing"))
            .help(format!("add `{key} = …` here"))
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        Diagnostic::error("wrong-type", span, first_line(message))
    } else {
        Diagnostic::error("wrong-value", span, first_line(message))
    }
}

fn between_ticks<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    message.strip_prefix(before)?.strip_prefix('`')?.split('`').next()
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

/// One step from a table to a value below it.
#[derive(Debug, Clone)]
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

fn remove(table: &mut DeTable<'_>, path: &[Step]) {
    let Some((step, rest)) = path.split_first() else { return };
    let Some(key) = &step.key else { return };
    if rest.is_empty() {
        table.remove(key.as_str());
        return;
    }
    for (one, value) in table.iter_mut() {
        if one.get_ref() == key {
            remove_in_value(value.get_mut(), rest);
        }
    }
}

fn remove_in_value(value: &mut DeValue<'_>, path: &[Step]) {
    match value {
        DeValue::Table(table) => remove(table, path),
        DeValue::Array(array) => {
            let Some((step, rest)) = path.split_first() else { return };
            if rest.is_empty() {
                let old = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
                *array = old.filter(|(at, _)| *at != step.index).map(|(_, one)| one).collect();
            } else if let Some(value) = array.iter_mut().nth(step.index) {
                remove_in_value(value.get_mut(), rest);
            }
        }
        _ => {}
    }
}
