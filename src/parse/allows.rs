//! What content allows: `allow = { rule = "reason" }` of any table, and `{allow-rule="reason"}` of
//! a heading or bullet.
//!
//! Read apart from everything else, so that no noun carries what only `check` asks for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check::{Allow, Scope};
use super::front_matter;
use super::level::{LevelFile, Section};
use super::marks::Mark;
use crate::source::{FileId, Span};

/// What a mark's name begins with where it allows something.
pub(super) const PREFIX: &str = "allow-";

/// Every `allow` of a file's TOML, be that all of it or its front matter. What isn't an `allow` as
/// it should be is reported where the file is read.
pub(super) fn of_toml(file: FileId, path: &str, text: &str) -> Vec<Allow> {
    if !text.contains("allow") {
        return Vec::new();
    }
    let front = path.ends_with(".md").then(|| front_matter::toml(text));
    let toml = match &front {
        None => text,
        Some(Some((padded, _))) => padded,
        Some(None) => return Vec::new(),
    };
    let Ok(root) = DeTable::parse(toml) else { return Vec::new() };
    let whole = match path.rsplit('/').next() {
        Some("role.toml" | "shared.toml") => Scope::Folder(file),
        _ => Scope::Within(Span::new(file, 0..text.len())),
    };
    let mut found = Vec::new();
    collect(file, root.get_ref(), whole, &mut found);
    found
}

fn collect(file: FileId, table: &DeTable<'_>, scope: Scope, found: &mut Vec<Allow>) {
    for (key, value) in table {
        match value.get_ref() {
            DeValue::Table(allow) if key.get_ref() == "allow" => {
                let entries = allow.iter().filter_map(|(rule, reason)| {
                    let DeValue::String(text) = reason.get_ref() else { return None };
                    Some(Allow {
                        rule: rule.get_ref().to_string(),
                        reason: text.to_string(),
                        span: Span::new(file, rule.span().start..reason.span().end),
                        scope,
                    })
                });
                found.extend(entries);
            }
            DeValue::Table(inner) => collect(file, inner, within(file, value), found),
            DeValue::Array(list) => {
                for one in list.iter() {
                    if let DeValue::Table(inner) = one.get_ref() {
                        collect(file, inner, within(file, one), found);
                    }
                }
            }
            _ => {}
        }
    }
}

fn within(file: FileId, value: &Spanned<DeValue<'_>>) -> Scope {
    Scope::Within(Span::new(file, hull(value)))
}

/// All that a value holds: the span of a `[[table]]` is only its header.
fn hull(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    let own = value.span();
    let join = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
    match value.get_ref() {
        DeValue::Table(table) => {
            table.iter().fold(own, |all, (key, value)| join(join(all, key.span()), hull(value)))
        }
        DeValue::Array(list) => list.iter().fold(own, |all, one| join(all, hull(one))),
        _ => own,
    }
}

/// Takes the marks that allow something out of others; each of them holds within `scope`.
pub(super) fn take(marks: &mut Vec<Mark>, scope: Span) -> Vec<Allow> {
    let mut found = Vec::new();
    marks.retain(|mark| {
        let rule = mark.name.strip_prefix(PREFIX);
        found.extend(rule.map(|rule| Allow {
            rule: rule.to_owned(),
            reason: mark.value.clone(),
            span: mark.span,
            scope: Scope::Within(scope),
        }));
        rule.is_none()
    });
    found
}

/// Takes them out of the headings of a level: each holds up to the next heading that is as high.
pub(super) fn take_of_headings(level: &mut LevelFile) {
    let ends: Vec<usize> = (0..level.sections.len())
        .map(|at| {
            let depth = level.sections[at].depth;
            let is_end = |one: &&Section| one.depth <= depth;
            let next = level.sections[at + 1..].iter().find(is_end);
            next.map_or(level.source.len(), |one| one.span.range().start)
        })
        .collect();
    for (section, end) in level.sections.iter_mut().zip(ends) {
        let scope = Span::new(level.file, section.span.range().start..end);
        level.allows.extend(take(&mut section.marks, scope));
    }
}
