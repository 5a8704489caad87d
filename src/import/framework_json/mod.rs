//! What `rungs export json` writes, and a site has as `framework.json`: this program's own words for
//! everything, so nothing is read into it. The content that is written is put together again before
//! anybody gets it; what doesn't fit together is no framework.

mod level;
mod shape;
mod shared;
mod tables;
mod told;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use self::level::Names;
use self::shape::{Framework, Role};
use self::shared::Shared;
use super::content::with_front_matter;
use super::foreign::{Foreign, Source};
use super::report::Totals;
use super::{ImportError, Input};
use crate::diagnostic::{Diagnostics, Severity};
use crate::pipeline::{self, Memory};
use crate::render;
use crate::source::Sources;

/// Whether a file is one.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    const MARK: &[u8] = b"\"rungs.framework\"";
    inputs.iter().filter(|input| input.path.to_lowercase().ends_with(".json")).any(|input| {
        // Keys are in their order, and so the mark is not at the start.
        input.bytes.windows(MARK.len()).any(|window| window == MARK)
    })
}

/// Reads the file.
///
/// # Errors
/// It is damaged, there is more than one, or what it says doesn't fit together.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let [input] = inputs else {
        let why = "a framework is one file: name that only".to_owned();
        return Err(ImportError::Unfit { path: inputs[0].path.clone(), why });
    };
    let unfit = |why| ImportError::Unfit { path: input.path.clone(), why };
    let mut source = Source { path: input.path.clone(), ..Source::default() };
    let text = source.decode(&input.bytes).map_err(unfit)?;
    let parsed: Value = serde_json::from_str(&text)
        .map_err(|error| unfit(format!("the file is damaged: {error}")))?;
    if let Some(version) =
        parsed["version"].as_u64().filter(|version| *version > render::shape::VERSION)
    {
        let why = format!("it is of version {version}: a newer rungs reads that");
        return Err(unfit(why));
    }
    let framework: Framework = serde_json::from_value(parsed.clone())
        .map_err(|error| unfit(format!("it is no framework: {error}")))?;
    paths_are_of_pages(&framework).map_err(unfit)?;
    nothing_is_there_twice(&framework).map_err(unfit)?;
    carried_lines_are_said(&framework).map_err(unfit)?;

    let mut foreign = Foreign::default();
    let shared = Shared::gather(&framework);
    let mut files = files(&framework, &shared);
    pages(&framework, &mut files, &mut source);
    fits_together(&files).map_err(unfit)?;
    let mut counts = Totals::default();
    foreign.trace.sources = told::sources(&parsed, source, &framework, &files, &mut counts);
    foreign.trace.notes.push(
        "who may read what isn't in the file: mark with `audience` again what isn't for everybody, \
         before the public edition is built"
            .to_owned(),
    );
    foreign.counts = counts;
    foreign.content = files;
    Ok(foreign)
}

/// Names of files are made of these.
fn paths_are_of_pages(framework: &Framework) -> Result<(), String> {
    let is_path = |path: &str| {
        let mut parts = path.split('/');
        let is_name =
            |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
        parts.next() == Some("pages") && parts.all(is_name)
    };
    match framework.pages.iter().find(|page| !is_path(&page.path)) {
        Some(page) => Err(format!("`{}` is no path of a page", page.path)),
        None => Ok(()),
    }
}

/// Of two things of one name, one would take the other's place.
fn nothing_is_there_twice(framework: &Framework) -> Result<(), String> {
    fn once<'f>(what: &str, names: impl Iterator<Item = &'f str>) -> Result<(), String> {
        let mut seen = HashSet::new();
        names
            .filter(|name| !seen.insert(*name))
            .take(1)
            .try_for_each(|name| Err(format!("there are two {what} `{name}`")))
    }
    once("roles", framework.roles.iter().map(|role| &*role.id))?;
    once("pages", framework.pages.iter().map(|page| &*page.path))?;
    once("shared sets", framework.shared.iter().map(|set| &*set.id))?;
    for role in &framework.roles {
        once("levels", role.levels.iter().map(|level| &*level.id))?;
        for level in &role.levels {
            once("attributes", level.attributes.iter().map(|one| &*one.id))?;
            once("pillars", level.pillars.iter().map(|one| &*one.id))?;
            once("competencies", level.competencies.iter().map(|one| &*one.id))?;
        }
    }
    Ok(())
}

/// What a level has of a lower one is written there only.
fn carried_lines_are_said(framework: &Framework) -> Result<(), String> {
    for role in &framework.roles {
        let mut said = HashSet::new();
        for level in &role.levels {
            for (heading, one) in level.behaviours() {
                let since = one.since.as_deref().unwrap_or(&level.id);
                let place = (since, heading, &one.id, &one.text);
                if *since == *level.id {
                    said.insert(place);
                } else if !said.contains(&place) {
                    let (id, role) = (&one.id, &role.id);
                    return Err(format!(
                        "`{id}` of {role} is since `{since}`, which has no such line"
                    ));
                }
            }
        }
    }
    Ok(())
}

fn files(framework: &Framework, shared: &Shared<'_>) -> BTreeMap<String, String> {
    let names = Names::new(framework);
    let mut files = BTreeMap::new();
    files.insert("book.toml".to_owned(), tables::book(framework));
    files.insert("content/framework.toml".to_owned(), tables::framework(framework));
    if !framework.glossary.is_empty() {
        files.insert("content/glossary.toml".to_owned(), tables::glossary(framework));
    }
    for set in &framework.shared {
        files.insert(format!("content/shared/{}/shared.toml", set.id), tables::set(set));
    }
    for (set, level, text) in shared.files(&names) {
        files.insert(format!("content/shared/{set}/{level}.md"), text);
    }
    for role in &framework.roles {
        role_files(role, &names, shared, &mut files);
    }
    files
}

fn role_files(
    role: &Role,
    names: &Names<'_>,
    shared: &Shared<'_>,
    files: &mut BTreeMap<String, String>,
) {
    let folder = format!("content/roles/{}", role.id);
    files.insert(format!("{folder}/role.toml"), tables::role(role, &shared.includes(role)));
    let others = [
        ("blueprint", json!(role.blueprint)),
        ("interviews", json!(role.interviews)),
        ("candidates", json!(role.guide)),
    ];
    for (name, table) in others.iter().filter(|(_, table)| table.is_object()) {
        files.insert(format!("{folder}/{name}.toml"), tables::any(table));
    }
    for level in &role.levels {
        if let Some(text) = level::file(role, level, names, shared) {
            files.insert(format!("{folder}/{}.md", level.id), text);
        }
    }
}

/// Pages. The pictures that they show are files of their own: where one isn't there, its words are.
fn pages(framework: &Framework, files: &mut BTreeMap<String, String>, source: &mut Source) {
    let known: Vec<String> =
        framework.pages.iter().map(|page| format!("content/{}.md", page.path)).collect();
    for (order, page) in framework.pages.iter().enumerate() {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut lost = Vec::new();
        let body = render::relinked(&page.body, &mut |link| {
            let is_file = render::resolved(folder, link).is_none_or(|path| {
                let path = format!("content/{path}");
                // Whatever is content is told by the check if it isn't there.
                !path.starts_with("content/pages/")
                    || known.contains(&path)
                    || path.ends_with(".md")
            });
            if !is_file {
                lost.push(link.to_owned());
            }
            is_file.then(|| link.to_owned())
        });
        source.lost_links.extend(lost);
        let text = with_front_matter(&tables::page(page, order + 1), &body);
        files.insert(format!("content/{}.md", page.path), text);
    }
}

/// Reads what was written as a build would.
fn fits_together(files: &BTreeMap<String, String>) -> Result<(), String> {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path, text.clone())));
    let mut found = Diagnostics::default();
    pipeline::framework(&sources, &mut Memory::default(), &mut found);
    // What a rule finds is for its authors: they had it before.
    let is_shape = |code: &str| crate::check::rule(code).is_none_or(|rule| !rule.is_settable());
    let sorted = found.sorted();
    let mut errors = sorted.iter().filter(|one| one.severity == Severity::Error);
    match errors.find(|one| is_shape(one.code)) {
        Some(error) => Err(format!("it doesn't fit together: {}", error.message)),
        None => Ok(()),
    }
}
