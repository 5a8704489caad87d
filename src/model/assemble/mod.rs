//! Files into a framework: names resolved, inheritance worked out, every contradiction reported.

mod content;
mod handbook;
mod headings;
mod interviews;
mod level;
mod merge;
mod role;
mod shared;
mod tracks;
mod vocabulary;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use toml::value::Datetime;

use super::{Framework, Markdown, Prose, Role};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{
    Document, Documents, FrameworkFile, LevelFile, Passage, Placed, RoleFolder, SharedFolder, Text,
    span_of,
};
use crate::source::{FileId, Span};

pub(super) use headings::{Files, Heading, Headings};
use role::RoleNames;
use shared::SharedSets;
use vocabulary::Vocabulary;

/// Makes a framework of its files.
///
/// What contradicts itself or names what isn't there is reported and left out, so that one run
/// finds everything; without errors among the diagnostics nothing has been left out. `None`
/// without a readable `framework.toml`. Roles are independent of each other and made in parallel;
/// those that `memory` has made of the very same files are not made again.
pub fn assemble(
    documents: Documents,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    let file = documents.framework.clone()?;
    let common = memory.common(&documents, &file);
    diagnostics.append(common.diagnostics.clone());
    // An include that can't be read may be of any set.
    if !diagnostics.has_errors() {
        let roles = documents.roles.values().filter_map(|folder| folder.role.as_ref());
        common.sets.report_unused(roles.flat_map(|role| &role.value.include), diagnostics);
    }
    let (known, keeps) = (&memory.roles, memory.keeps);
    let made: Vec<(String, Arc<Made>)> = documents
        .roles
        .into_par_iter()
        .map(|(id, folder)| {
            let found = known.get(&id).filter(|made| made.folder.is_same(&folder));
            let made = found.cloned().unwrap_or_else(|| {
                let (role, diagnostics) = make(&id, &folder, &common);
                // Whoever forgets lets go of the readings at once: they are half of the memory.
                let folder = if keeps { folder } else { RoleFolder::default() };
                Arc::new(Made { folder, role, diagnostics })
            });
            (id, made)
        })
        .collect();
    let mut roles = Vec::with_capacity(made.len());
    for (_, made) in &made {
        diagnostics.append(made.diagnostics.clone());
        roles.extend(made.role.clone());
    }
    if memory.keeps {
        memory.roles = made.into_iter().collect();
        memory.common = Some(common.clone());
    }
    let vocabulary = &common.vocabulary;
    let mut framework = Framework {
        summary: file.value.summary.as_ref().map(|text| prose(file.file, text)),
        families: vocabulary.families.clone(),
        tracks: vocabulary.tracks.clone(),
        pillars: vocabulary.pillars.clone(),
        competencies: vocabulary.competencies.clone(),
        attributes: vocabulary.attributes.clone(),
        scales: vocabulary.scales.clone(),
        ratings: vocabulary.ratings.clone(),
        terms: handbook::terms(documents.glossary.as_deref(), diagnostics),
        pages: handbook::pages(&documents.pages, diagnostics),
        assets: handbook::assets(documents.assets),
        ..Framework::default()
    };
    framework.set_roles(roles);
    Some(framework)
}

/// Roles that have been made. A role is a pure function of its folder's files and of what all roles
/// share; as long as both are the very same, so is the role.
#[derive(Default)]
pub struct Memory {
    keeps: bool,
    common: Option<Arc<Common>>,
    roles: HashMap<String, Arc<Made>>,
}

impl Memory {
    /// A memory that keeps what it sees; the default one forgets at once.
    #[must_use]
    pub fn keeping() -> Memory {
        Memory { keeps: true, ..Memory::default() }
    }

    /// What all roles share; forgets every role if that has changed.
    fn common(
        &mut self,
        documents: &Documents,
        file: &Arc<Document<FrameworkFile>>,
    ) -> Arc<Common> {
        let names = RoleNames::new(&documents.roles);
        if let Some(common) = &self.common
            && Arc::ptr_eq(&common.file, file)
            && common.names == names
            && common.shared.len() == documents.shared.len()
            && common
                .shared
                .iter()
                .zip(&documents.shared)
                .all(|(one, other)| one.0 == other.0 && one.1.is_same(other.1))
        {
            return common.clone();
        }
        self.roles.clear();
        let mut diagnostics = Diagnostics::default();
        let vocabulary = Vocabulary::new(file, &mut diagnostics);
        let sets = shared::assemble(&documents.shared, &vocabulary, &mut diagnostics);
        let shared = documents.shared.clone();
        Arc::new(Common { file: file.clone(), shared, names, vocabulary, sets, diagnostics })
    }
}

/// What all roles share, and the files it is made of.
struct Common {
    file: Arc<Document<FrameworkFile>>,
    shared: BTreeMap<String, SharedFolder>,
    names: RoleNames,
    vocabulary: Vocabulary,
    sets: SharedSets,
    diagnostics: Diagnostics,
}

/// A role, and the files it is made of.
struct Made {
    folder: RoleFolder,
    role: Option<Arc<Role>>,
    diagnostics: Diagnostics,
}

fn make(id: &str, folder: &RoleFolder, common: &Common) -> (Option<Arc<Role>>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Common { vocabulary, sets, names, .. } = common;
    let role = role::assemble(id, folder, vocabulary, sets, names, &mut diagnostics);
    (role.map(Arc::new), diagnostics)
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
        let example = super::slugged(text, super::LONGEST_ID);
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

/// A BCP 47 tag, if there is one.
fn language(file: FileId, tag: Option<&Text>, diagnostics: &mut Diagnostics) -> Option<String> {
    crate::parse::language_tag(file, tag?, diagnostics)
}

/// A TOML date as a day.
fn day(
    file: FileId,
    date: &Option<Placed<Datetime>>,
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
