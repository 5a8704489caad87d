//! The visible text of what was written, read back through the same Markdown and TOML parsers that
//! the site is built with: what the report holds against the source.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::squeeze;

/// The visible text of each file, block by block.
pub(super) fn fragments(files: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    files
        .iter()
        .map(|(path, text)| {
            let found = match path.ends_with(".md") {
                true => page(text),
                false => toml_strings(text),
            };
            (path.clone(), found)
        })
        .collect()
}

/// The keys of each TOML file, of all its tables.
pub(super) fn keys(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let tables = files.iter().filter(|(path, _)| path.ends_with(".toml"));
    let read = |text: &String| {
        let mut keys = BTreeSet::new();
        let mut values: Vec<toml::Value> =
            text.parse().map(toml::Value::Table).into_iter().collect();
        while let Some(value) = values.pop() {
            match value {
                toml::Value::Array(inner) => values.extend(inner),
                toml::Value::Table(inner) => {
                    keys.extend(inner.keys().cloned());
                    values.extend(inner.into_iter().map(|(_, value)| value));
                }
                _ => {}
            }
        }
        keys
    };
    tables.map(|(path, text)| (path.clone(), read(text))).collect()
}

/// Front matter and body of a Markdown file.
fn page(text: &str) -> Vec<String> {
    let rest = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n"));
    let (head, body) = rest.unwrap_or(("", text));
    let mut out = toml_strings(head);
    let body: Vec<&str> = body.lines().map(without_marks).collect();
    out.extend(markdown(&body.join("\n")));
    out
}

fn toml_strings(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Ok(table) = text.parse::<toml::Table>() {
        let mut values: Vec<&toml::Value> = table.values().collect();
        while let Some(value) = values.pop() {
            match value {
                toml::Value::String(s) => {
                    let lines = markdown(s);
                    // A name such as `2.` or `*args`, which isn't read as Markdown.
                    let name =
                        Some(squeeze(s)).filter(|name| lines.len() < 2 && !lines.contains(name));
                    out.extend(name.filter(|name| !name.is_empty()));
                    out.extend(lines);
                }
                toml::Value::Integer(number) => out.push(number.to_string()),
                toml::Value::Array(inner) => values.extend(inner.iter()),
                toml::Value::Table(inner) => values.extend(inner.values()),
                _ => {}
            }
        }
    }
    out
}

/// The text blocks of Markdown as a reader sees them.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut out = Vec::new();
    let mut line = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => {
                line.push_str(&t);
            }
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(tag) if !is_inline(&tag) => flush(&mut line, &mut out),
            Event::End(tag) if !is_inline_end(tag) => flush(&mut line, &mut out),
            Event::Rule => flush(&mut line, &mut out),
            _ => {}
        }
    }
    flush(&mut line, &mut out);
    out
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

fn flush(line: &mut String, out: &mut Vec<String>) {
    let text = squeeze(&std::mem::take(line));
    if !text.is_empty() {
        out.push(text);
    }
}

/// A line of Markdown without the marks that the writer put at its end: braces of the source have a
/// backslash before them.
fn without_marks(line: &str) -> &str {
    let is_ours = |marks: &str| {
        ["#", "not-expected", "not-written", "proficiency=", "same_as="]
            .iter()
            .any(|one| marks.starts_with(one))
    };
    match line.rsplit_once(" {") {
        Some((text, marks)) if marks.ends_with('}') && is_ours(marks) => text,
        _ => line,
    }
}
