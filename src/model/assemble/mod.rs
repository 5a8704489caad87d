//! Files into a framework: names resolved, inheritance worked out, every contradiction reported.

mod content;
mod handbook;
mod interviews;
mod level;
mod role;
mod shared;
mod vocabulary;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use toml::Spanned;
use toml::value::Datetime;

use super::{Framework, Markdown, Prose};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{Documents, LevelFile, Passage, Text, span_of};
use crate::source::{FileId, Span};

use role::RoleNames;
use vocabulary::Vocabulary;

/// Makes a framework of its files.
///
/// What contradicts itself or names what isn't there is reported and left out, so that one run
/// finds everything; without errors among the diagnostics nothing has been left out. `None`
/// without a readable `framework.toml`. Roles are independent of each other and made in parallel.
pub fn assemble(documents: Documents, diagnostics: &mut Diagnostics) -> Option<Framework> {
    let file = documents.framework?;
    let vocabulary = Vocabulary::new(&file, diagnostics);
    let sets = shared::assemble(documents.shared, &vocabulary, diagnostics);
    let names = RoleNames::new(&documents.roles, &vocabulary);
    // An include that can't be read may be of any set.
    if !diagnostics.has_errors() {
        let roles = documents.roles.values().filter_map(|folder| folder.role.as_ref());
        sets.report_unused(roles.flat_map(|role| &role.value.include), diagnostics);
    }
    let made: Vec<_> = documents
        .roles
        .into_par_iter()
        .map(|(id, folder)| {
            let mut found = Diagnostics::default();
            (role::assemble(&id, folder, &vocabulary, &sets, &names, &mut found), found)
        })
        .collect();
    let mut roles = Vec::with_capacity(made.len());
    for (role, found) in made {
        diagnostics.append(found);
        roles.extend(role.map(Arc::new));
    }
    let mut framework = Framework {
        summary: file.value.summary.as_ref().map(|text| prose(file.file, text)),
        families: vocabulary.families,
        tracks: vocabulary.tracks,
        pillars: vocabulary.pillars,
        competencies: vocabulary.competencies,
        attributes: vocabulary.attributes,
        scales: vocabulary.scales,
        ratings: vocabulary.ratings,
        terms: handbook::terms(documents.glossary, diagnostics),
        pages: handbook::pages(documents.pages, diagnostics),
        assets: handbook::assets(documents.assets),
        ..Framework::default()
    };
    framework.set_roles(roles);
    Some(framework)
}

/// A text of a file as prose.
fn prose(file: FileId, text: &Text) -> Prose {
    Prose { markdown: text.get_ref().as_str().into(), span: span_of(file, text) }
}

/// A passage of a level as prose.
fn passage(level: &LevelFile, passage: &Passage) -> Prose {
    let markdown = match &passage.own {
        Some(own) => Markdown::from(&**own),
        None => Markdown::piece(&level.source, passage.start..passage.end),
    };
    Prose { markdown, span: Span::new(level.file, passage.range()) }
}

fn passages(level: &LevelFile, list: &[Passage]) -> Vec<Prose> {
    list.iter().map(|one| passage(level, one)).collect()
}

fn proses(file: FileId, texts: &[Text]) -> Vec<Prose> {
    texts.iter().map(|text| prose(file, text)).collect()
}

fn maybe_prose(file: FileId, text: Option<&Text>) -> Option<Prose> {
    text.map(|text| prose(file, text))
}

/// An id as a type of its own, or an error that says what an id looks like.
fn id<I>(
    make: fn(&str) -> Option<I>,
    text: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<I> {
    let made = make(text);
    if made.is_none() {
        let example = super::slugged(text, 64);
        let example = example.map_or(String::new(), |slug| format!(", for example `{slug}`"));
        diagnostics.push(
            Diagnostic::error("wrong-id", span, format!("`{text}` is not an id"))
                .help(format!("use 1 to 64 of `a-z`, `0-9` and `-`{example}")),
        );
    }
    made
}

/// Reports the second of two things with the same id.
struct Uniques<'w> {
    what: &'w str,
    seen: HashSet<String>,
}

impl<'w> Uniques<'w> {
    fn new(what: &'w str) -> Uniques<'w> {
        Uniques { what, seen: HashSet::new() }
    }

    /// Whether `id` is new; if it isn't, says so.
    fn insert(&mut self, id: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        let is_new = self.seen.insert(id.to_owned());
        if !is_new {
            let message = format!("there are two {} with the id `{id}`", self.what);
            diagnostics.push(
                Diagnostic::error("duplicate-id", span, message)
                    .help("give one of them another id"),
            );
        }
        is_new
    }
}

/// A TOML date as a day.
fn day(
    file: FileId,
    date: &Option<Spanned<Datetime>>,
    diagnostics: &mut Diagnostics,
) -> Option<Date> {
    let date = date.as_ref()?;
    let made = date.get_ref().date.and_then(|day| {
        let year = i16::try_from(day.year).ok()?;
        Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
    });
    if made.is_none() {
        let span = Span::new(file, date.span());
        diagnostics.push(
            Diagnostic::error("wrong-value", span, "this is not a day")
                .help("write it as `2026-09-01`, without quotes"),
        );
    }
    made
}
