//! What the file says, text by text, for the report.

use std::collections::BTreeMap;

use serde_json::Value;

use super::shape::Framework;
use crate::import::document::squeeze;
use crate::import::foreign::Source;
use crate::import::report::Totals;
use crate::import::written;

/// Keys of levels whose values are no text: what they name is told where it is declared.
const NAMES: [&str; 10] = [
    "id",
    "name",
    "status",
    "language",
    "state",
    "same-as",
    "proficiency",
    "from",
    "since",
    "replaces",
];

/// A source for what is said of all, and one a role: each with the files that were made of it.
pub(super) fn sources(
    parsed: &Value,
    whole: Source,
    framework: &Framework,
    files: &BTreeMap<String, String>,
    counts: &mut Totals,
) -> Vec<Source> {
    let below = |folders: &[String]| {
        let is_own =
            |path: &&String| folders.iter().any(|folder| path.starts_with(folder.as_str()));
        files.keys().filter(is_own).cloned().collect::<Vec<String>>()
    };
    let path = whole.path.clone();
    let mut head = whole;
    head.targets = ["book.toml", "content/framework.toml", "content/glossary.toml"]
        .map(str::to_owned)
        .to_vec();
    head.targets.extend(below(&["content/pages/".to_owned()]));
    head.targets.extend(below(&["content/shared/".to_owned()]));
    for (key, value) in parsed.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("format" | "version" | "roles", _) => {}
            ("pages", Value::Array(pages)) => {
                for (key, value) in pages.iter().filter_map(Value::as_object).flatten() {
                    if !matches!(key.as_str(), "path" | "reviewed") {
                        texts(value, &mut head);
                    }
                }
            }
            ("shared", Value::Array(sets)) => {
                for (_, value) in sets
                    .iter()
                    .filter_map(Value::as_object)
                    .flatten()
                    .filter(|(key, _)| *key != "id")
                {
                    texts(value, &mut head);
                }
            }
            (_, value) => texts(value, &mut head),
        }
    }
    let mut sources = vec![head];
    let roles = parsed["roles"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (value, role) in roles.iter().zip(&framework.roles) {
        let mut source = Source { path: format!("{path}: {}", role.id), ..Source::default() };
        source.targets = below(&[format!("content/roles/{}/", role.id)]);
        source.targets.extend(below(&["content/shared/".to_owned()]));
        for (key, value) in value.as_object().into_iter().flatten() {
            match (key.as_str(), value) {
                ("id" | "reviewed" | "includes", _) => {}
                ("levels", Value::Array(levels)) => levels.iter().for_each(|one| {
                    let id = one["id"].as_str().unwrap_or_default();
                    level(one, id, &mut source, counts);
                }),
                (_, value) => texts(value, &mut source),
            }
        }
        // A level that is called as its role has no title of its own.
        let title = squeeze(&role.title);
        for _ in 0..source.blocks.iter().filter(|block| **block == title).count() {
            source.join(&title, &title, "a level is called as its role");
        }
        counts.roles += 1;
        counts.levels += role.levels.len();
        sources.push(source);
    }
    counts.pages = framework.pages.len();
    counts.terms = framework.glossary.len();
    sources
}

/// Texts of a part of a level. What a set or a lower level says is said there, once.
fn level(value: &Value, id: &str, source: &mut Source, counts: &mut Totals) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| level(one, id, source, counts)),
        Value::Object(entries) => {
            let is_behaviour = entries.contains_key("text");
            let since = entries.get("since").and_then(Value::as_str).unwrap_or(id);
            if is_behaviour && since == id {
                counts.behaviours += 1;
                source.list_items += 1;
            }
            let is_shared = is_behaviour && (entries.contains_key("from") || since != id);
            for (key, value) in entries.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
                let from = source.blocks.len();
                level(value, id, source, counts);
                let told = if is_shared { source.blocks[from..].to_vec() } else { Vec::new() };
                for block in told {
                    let mark = if key == "examples" { "Example: " } else { "" };
                    let into = format!("{mark}{block}");
                    source.join(&block, &into, "what several roles or levels share is said once");
                }
            }
        }
        value => texts(value, source),
    }
}

fn texts(value: &Value, source: &mut Source) {
    match value {
        Value::String(text) => match written::markdown(text) {
            lines if lines.is_empty() => {
                source.blocks.extend(Some(squeeze(text)).filter(|text| !text.is_empty()));
            }
            lines => source.blocks.extend(lines),
        },
        Value::Array(list) => list.iter().for_each(|one| texts(one, source)),
        Value::Object(entries) => entries.values().for_each(|one| texts(one, source)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
