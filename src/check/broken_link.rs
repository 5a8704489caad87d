use std::collections::HashMap;

use super::links::{Link, Target, base, heading_ids, joined, relative};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::{Severity, did_you_mean, nearest};
use crate::model::{Framework, Level, Page, Role};
use crate::source::{FileId, Sources};

pub(super) const RULE: Rule = Rule {
    code: "broken-link",
    severity: Severity::Error,
    title: "A link that leads nowhere",
    explanation: "A relative link names a source file, as seen from the file it stands in; the \
                  page made of that file takes its place. This one names a file that isn't there, \
                  one that no page is made of (a shared set's, say), or a place in a page that \
                  the page doesn't have.",
    example: "Read [how promotion works](promotion.md).     # in content/roles/analyst/ic3.md",
    mend: "Name a file of the framework: a level's Markdown file, role.toml for a role, \
           framework.toml for the home page, glossary.toml#id for a term, a file below pages/. \
           Behind a `#` stands the id of a behaviour, or a heading's words in lower case with \
           hyphens between them.",
    mended: "Read [how promotion works](../../pages/promotion.md).",
    find: Some(Finder::Absent(find)),
    is_fixed: true,
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    if content.links().is_empty() {
        return Vec::new();
    }
    let places = Places::new(content.framework);
    let broken = |link: &Link| {
        let (message, help) = problem(&places, content.sources, link)?;
        Some(Finding::new(link.span, message, help))
    };
    content.links().iter().filter_map(broken).collect()
}

/// What pages are made of.
enum Place<'f> {
    /// A page whose places are not for links to name.
    Whole,
    /// The glossary; `unknown-term` looks after its places.
    Glossary,
    Level(&'f Role, &'f Level),
    Page(&'f Page),
}

struct Places<'f> {
    by_file: HashMap<FileId, Place<'f>>,
}

impl<'f> Places<'f> {
    fn new(framework: &'f Framework) -> Places<'f> {
        let mut by_file = HashMap::new();
        for role in &framework.roles {
            by_file.insert(role.span.file, Place::Whole);
            let blueprint = role.blueprint.iter().map(|blueprint| blueprint.file);
            let interviews = role.interviews.iter().map(|interviews| interviews.span.file);
            let guide = role.guide.iter().map(|guide| guide.span.file);
            let whole = blueprint.chain(interviews).chain(guide);
            by_file.extend(whole.map(|file| (file, Place::Whole)));
            let files = role.levels.iter().filter(|level| level.span.file != role.span.file);
            by_file.extend(files.map(|level| (level.span.file, Place::Level(role, level))));
        }
        by_file.extend(framework.assets.iter().map(|asset| (asset.file, Place::Whole)));
        by_file.extend(framework.pages.iter().map(|page| (page.body.span.file, Place::Page(page))));
        let glossary = framework.terms.iter().map(|term| term.definition.span.file);
        by_file.extend(glossary.map(|file| (file, Place::Glossary)));
        let home = framework.families.iter().map(|family| family.span.file);
        by_file.extend(home.take(1).map(|file| (file, Place::Whole)));
        Places { by_file }
    }
}

/// What is wrong with a link, and what to do about it.
fn problem(places: &Places<'_>, sources: &Sources, link: &Link) -> Option<(String, String)> {
    let Target::Source(path, fragment) = link.target() else { return None };
    let own = base(sources, link.span.file);
    let Some(path) = path else {
        let Some(fragment) = fragment else {
            return Some(("this link names nothing".into(), "write what it leads to".into()));
        };
        return missing_place(places.by_file.get(&link.span.file)?, own, &fragment);
    };
    if path.starts_with('/') {
        let message = format!("`{path}` is no relative path");
        let help = "write the way from this file to the other, so that it holds wherever the \
                    site is put";
        return Some((message, help.into()));
    }
    let found = joined(own, &path).and_then(|full| Some((sources.find(&full)?.0, full)));
    let Some((file, full)) = found else {
        return Some((format!("there is no file `{path}`"), advice(sources, own, &path)));
    };
    match places.by_file.get(&file) {
        None => {
            let message = format!("no page is made of `{path}`");
            let help = "link to a level, a role.toml, a handbook page or the glossary";
            Some((message, help.into()))
        }
        Some(place) => missing_place(place, &full, &fragment?),
    }
}

/// A file that may be meant: one of the same name elsewhere, or one of a like name.
fn advice(sources: &Sources, own: &str, path: &str) -> String {
    let role = joined(own, &format!("{path}/role.toml"));
    if role.is_some_and(|role| sources.find(&role).is_some()) {
        return format!("a role's page is that of `{}/role.toml`", path.trim_end_matches('/'));
    }
    let (stem, extension) = name_of(path);
    let files = || sources.iter().map(|(_, file)| &*file.path).filter(|one| *one != "book.toml");
    let alike = || files().filter(|one| name_of(one).1 == extension);
    let like = nearest(stem, alike().map(|one| name_of(one).0));
    let wanted = if alike().any(|one| name_of(one).0 == stem) { Some(stem) } else { like };
    match wanted.and_then(|wanted| alike().find(|one| name_of(one).0 == wanted)) {
        Some(meant) => format!("did you mean `{}`?", relative(own, meant)),
        None => "name a file of the content folder, as seen from this one".to_owned(),
    }
}

/// A file's name without its folders, in two parts: before and after the last full stop.
fn name_of(path: &str) -> (&str, &str) {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').unwrap_or((name, ""))
}

fn missing_place(place: &Place<'_>, file: &str, fragment: &str) -> Option<(String, String)> {
    let ids: Vec<String> = match place {
        Place::Whole | Place::Glossary => return None,
        Place::Page(page) => heading_ids(&page.body.markdown),
        Place::Level(role, level) => level_ids(role, level).collect(),
    };
    if ids.iter().any(|id| id == fragment) {
        return None;
    }
    let name = file.rsplit('/').next().unwrap_or_default();
    let message = format!("`{name}` has no place `#{fragment}`");
    let help = did_you_mean(fragment, ids.iter().map(String::as_str)).unwrap_or_else(|| {
        "name the id of a behaviour, or a heading in lower case with hyphens".into()
    });
    Some((message, help))
}

/// What can be linked to on a level's page: behaviours by their ids, and headings by theirs with a
/// letter before them that says what they are.
fn level_ids<'f>(role: &'f Role, level: &'f Level) -> impl Iterator<Item = String> + 'f {
    let lists = level.attributes.iter().map(|one| one.value.expectations());
    let expectations = level.cells.iter().map(|cell| &cell.expectations[..]).chain(lists).flatten();
    let behaviours = expectations.map(|one| one.behaviour.id.to_string());
    let competencies = role.competencies.iter().map(|one| format!("c_{}", one.id));
    let pillars = role.competencies.iter().flat_map(|one| &one.pillar);
    let pillars = pillars.map(|one| format!("p_{}", one.id));
    let attributes = level.attributes.iter().map(|one| format!("a_{}", one.attribute.id));
    behaviours.chain(competencies).chain(pillars).chain(attributes)
}
