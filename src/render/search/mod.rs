//! What `search.html` looks things up in: classic scripts, since browsers read nothing else from a
//! folder on disk, each an index in MiniSearch's own form and what its documents are.
//!
//! `search/names.js` knows everything with a name, and comes first. `search/lines-1.js` and so on
//! have the lines of levels, some thousands each. Nobody loads them before searching for something.

mod minisearch;

use std::collections::HashMap;

use serde::Serialize;

use super::context::{
    glossary_path, handbook_path, id_of, level_path, role_path, skill_ids, skills_path,
};
use super::html::{escape_script, words};
use super::pen::Pen;
use super::site::Site;
use super::url;
use crate::derive::{
    LineKind, LinePlace, Named, Subject, Thing, search_lines, search_names, search_parts,
};
use crate::model::Framework;
use minisearch::Index;

/// The script of everything with a name.
pub(super) const NAMES: &str = "search/names.js";

/// The scripts of lines, in order.
pub(super) fn line_paths(framework: &Framework) -> Vec<String> {
    (1..=search_parts(framework).len()).map(|number| format!("search/lines-{number}.js")).collect()
}

/// Something with a name, as the script has it: a list, since its keys would be most of it.
#[derive(Debug, Serialize)]
pub(super) struct Entry(
    /// What it is.
    pub(super) &'static str,
    /// Its name.
    pub(super) String,
    /// Other names that find it.
    pub(super) String,
    /// What it is about.
    pub(super) String,
    /// Where it stands: a link from the site's root.
    pub(super) String,
    /// What it belongs to; may be empty.
    pub(super) String,
);

/// `search/names.js`
#[derive(Serialize)]
struct Names {
    /// By place: the title, and name and page of each level.
    roles: Vec<(String, Vec<(String, String)>)>,
    /// Names of competencies, then of attributes.
    subjects: Vec<String>,
    /// Scripts of lines.
    parts: Vec<String>,
    entries: Vec<Entry>,
    /// Of `entries`, by `name` and `text`.
    index: Index,
}

/// `search/lines-1.js`
#[derive(Serialize)]
struct Lines {
    /// Which one it is, from 0.
    part: usize,
    entries: Vec<Line>,
    /// Of `entries`, by `text`.
    index: Index,
}

/// A text, what it is, and where it stands.
#[derive(Serialize)]
struct Line(String, &'static str, Vec<Place>);

/// Place of the role, place of the subject or -1, id on the page or nothing, places of the levels.
#[derive(Serialize)]
struct Place(usize, i64, String, Vec<usize>);

/// `search/names.js`: roles, levels, competencies, skills, terms, pages and their sections.
pub(super) fn names(site: &Site) -> Vec<u8> {
    let framework = &site.framework;
    let roles = framework.roles.iter().map(|role| {
        let levels = role.levels.iter();
        let levels = levels.map(|level| (level.name.clone(), level_path(role, level)));
        (site.role_title(role), levels.collect())
    });
    let entries = entries(site);
    let mut index = Index::new(&["name", "text"]);
    for Entry(_, name, also, text, ..) in &entries {
        index.add(&[&format!("{name} {also}"), text]);
    }
    let competencies = framework.competencies.iter().map(|one| one.name.clone());
    let attributes = framework.attributes.iter().map(|one| one.label.clone());
    script(&Names {
        roles: roles.collect(),
        subjects: competencies.chain(attributes).collect(),
        parts: line_paths(framework),
        entries,
        index,
    })
}

/// One of the scripts of lines, by place; empty if there are fewer.
pub(super) fn lines(site: &Site, part: usize) -> Vec<u8> {
    let framework = &site.framework;
    let roles = search_parts(framework).get(part).cloned().unwrap_or_default();
    let subjects = Subjects::new(framework);
    let mut index = Index::new(&["text"]);
    let lines = search_lines(framework, roles).into_iter().map(|line| {
        index.add(&[&line.text]);
        let kind = match line.kind {
            LineKind::Behaviour => "behaviour",
            LineKind::Example => "example",
            LineKind::Intro => "intro",
        };
        let places = line.places.into_iter();
        Line(line.text, kind, places.map(|place| subjects.place(place)).collect())
    });
    let entries = lines.collect();
    script(&Lines { part, entries, index })
}

/// Everything with a name and where it stands, in the order of [`search_names`]. A page is
/// followed by its sections.
pub(super) fn entries(site: &Site) -> Vec<Entry> {
    let names = search_names(&site.framework);
    let mut entries = Vec::with_capacity(names.len());
    let mut skills = Vec::new();
    let mut skill_places = Vec::new();
    for named in names {
        let Named { what, name, also, text } = named;
        let (name, also) = (name.to_owned(), also.join(" "));
        entries.push(match what {
            Thing::Role(place) => {
                let role = &site.framework.roles[place];
                let family = role.family.name.clone();
                Entry("role", site.role_title(role), also, text, role_path(role), family)
            }
            Thing::Level(place, at) => {
                let role = &site.framework.roles[place];
                let level = &role.levels[at];
                let (name, url) = (site.level_title(role, level), level_path(role, level));
                Entry("level", name, level.title.clone(), text, url, level.title.clone())
            }
            Thing::Skill(skill) => {
                let kind = if skill.competency.is_some() { "competency" } else { "skill" };
                let pillar = skill.competency.and_then(|one| one.pillar.as_ref());
                let pillar = pillar.map(|one| one.name.clone()).unwrap_or_default();
                skills.push(skill);
                skill_places.push(entries.len());
                Entry(kind, name, also, text, String::new(), pillar)
            }
            Thing::Term(term) => {
                let url = format!("{}#{}", glossary_path(), term.id);
                Entry("term", name, also, text, url, String::new())
            }
            Thing::Page(place, _) => {
                push_page(site, place, &mut entries);
                continue;
            }
        });
    }
    for (place, id) in skill_places.into_iter().zip(skill_ids(&skills)) {
        entries[place].4 = format!("{}#{id}", skills_path());
    }
    entries
}

/// A page of the handbook, and each of its headings with the text below it.
fn push_page(site: &Site, place: usize, entries: &mut Vec<Entry>) {
    let page = &site.framework.pages[place];
    let path = handbook_path(page);
    let pen = Pen::new(site, &path);
    pen.link_terms(false);
    let (html, _) = pen.document(&page.body, &page.title);
    let mut parts = html.as_str().split("<h").peekable();
    let summary = page.summary.as_ref().map(|text| words(pen.inline(text).as_str()));
    // What isn't a heading, an `<hr>` say, belongs to what stands before it.
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut own: Vec<(String, String, String)> = Vec::new();
    for part in parts {
        let heading = part.get(1..).and_then(|part| {
            let (id, rest) = part.strip_prefix(" id=\"")?.split_once("\">")?;
            let (title, rest) = rest.split_once("</h")?;
            Some((id, title, rest.get(2..)?))
        });
        let last = own.last_mut().map_or(&mut text, |(_, _, text)| text);
        match heading {
            None => last.extend(["<h", part]),
            Some((id, title, rest)) => own.push((id.to_owned(), words(title), rest.to_owned())),
        }
    }
    let text = [summary.unwrap_or_default(), words(&text)].join(" ");
    let title = &page.title;
    let (text, none) = (text.trim().to_owned(), String::new());
    // The author chose its name, so a link may need other letters.
    let path = url::relative("search.html", &path);
    entries.push(Entry("page", title.clone(), none.clone(), text, path.clone(), none));
    for (id, name, text) in own {
        let url = format!("{path}#{id}");
        entries.push(Entry("section", name, String::new(), words(&text), url, title.clone()));
    }
}

/// Places of competencies and attributes in the list of their names.
struct Subjects<'f>(HashMap<(bool, &'f str), i64>);

impl<'f> Subjects<'f> {
    fn new(framework: &'f Framework) -> Subjects<'f> {
        let competencies = framework.competencies.iter().map(|one| (true, one.id.as_str()));
        let attributes = framework.attributes.iter().map(|one| (false, one.id.as_str()));
        Subjects(competencies.chain(attributes).zip(0..).collect())
    }

    fn place(&self, place: LinePlace<'_>) -> Place {
        let (key, section) = match place.subject {
            None => (None, String::new()),
            Some(Subject::Competency(one)) => {
                (Some((true, one.id.as_str())), id_of("c", one.id.as_str()))
            }
            Some(Subject::Attribute(one)) => {
                (Some((false, one.id.as_str())), id_of("a", one.id.as_str()))
            }
        };
        let subject = key.and_then(|key| self.0.get(&key)).copied().unwrap_or(-1);
        let anchor = place.behaviour.map_or(section, ToString::to_string);
        Place(place.role, subject, anchor, place.levels)
    }
}

/// A script that hands over data. As a text that is parsed, a browser reads it seven times faster
/// than as JavaScript.
fn script(data: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(data).expect("lists, texts and numbers become JSON");
    let mut out = String::with_capacity(json.len() + json.len() / 4);
    out.push_str("rungsSearch(JSON.parse('");
    escape_script(&mut out, &json);
    out.push_str("'));\n");
    out.into_bytes()
}
