//! `framework.json`: the framework as data, for other programs.
//!
//! Texts are Markdown as their authors wrote it. Lists are in the order of the pages, and what is
//! absent is left out. The top-level keys are
//! `format`, `version` (of this format), `title`, `language`, `edition` of the content (its
//! authors' version), `families`, `tracks`, `pillars`, `competencies`, `attributes`, `scales`,
//! `ratings`, `shared` (sets that roles include), `roles` (each with `blueprint`, `guide`, `interviews` and `levels`, and each level with `competencies` and
//! their `behaviours`), `glossary` and `pages`. A blueprint has the keys of `blueprint.toml`.

mod interviews;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::site::Site;
use crate::derive::attribute_text;
use crate::model::{
    AttributeValue, Blueprint, Cell, CellState, Competency, Expectation, Framework, Level, Move,
    Pillar, Prose, Rating, Role, Scale, SharedSet, Status, Target, Track, Value as Attribute,
};
use crate::parse::AttributeKind;

/// The framework as JSON: a line for each role and each level, so that it can be compared and yet
/// isn't mostly white space. In parts, each role one: of a large framework it is the largest file
/// by far, and nobody needs it as a whole.
pub(super) fn framework(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let roles = site.framework.roles.iter().enumerate();
    let roles =
        roles.map(|(place, one)| role_and_levels(if place == 0 { "\n" } else { ",\n" }, one));
    std::iter::once_with(|| head(site)).chain(roles).chain([b"\n]\n}\n".to_vec()])
}

/// All that stands before the first role.
fn head(site: &Site) -> Vec<u8> {
    let framework = &site.framework;
    let head = object([
        ("format", json!("rungs.framework")),
        ("version", json!(1)),
        ("title", json!(site.book.title)),
        ("language", json!(site.book.language.get_ref())),
        ("edition", json!(site.book.version)),
        ("summary", prose(framework.summary.as_ref())),
        ("families", families(framework)),
        ("tracks", list(&framework.tracks, |track| self::track(track))),
        ("pillars", pillars(framework)),
        ("competencies", list(&framework.competencies, |one| competency(one))),
        ("attributes", attributes(framework)),
        ("scales", list(&framework.scales, |one| scale(one))),
        ("ratings", ratings(framework)),
        ("shared", shared(framework)),
        ("glossary", glossary(framework)),
        ("pages", pages(framework)),
    ]);
    let mut out = Vec::new();
    let mut between = "{\n";
    for (key, value) in head.as_object().into_iter().flatten() {
        put(&mut out, between, &json!(key));
        put(&mut out, ": ", value);
        between = ",\n";
    }
    put(&mut out, between, &json!("roles"));
    out.extend_from_slice(b": [");
    out
}

fn role_and_levels(before: &str, role: &Role) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, before, &self::role(role));
    // The levels take the place of the closing brace.
    out.pop();
    out.extend_from_slice(b",\"levels\":[");
    for (at, one) in role.levels.iter().enumerate() {
        put(&mut out, if at == 0 { "\n" } else { ",\n" }, &level(role, one));
    }
    out.extend_from_slice(b"]}");
    out
}

/// Writes a separator and a value.
fn put(out: &mut Vec<u8>, before: &str, value: &Value) {
    out.extend_from_slice(before.as_bytes());
    serde_json::to_writer(out, value).expect("strings and numbers become JSON in memory");
}

/// An object without what is null, false or empty.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter().filter(|(_, value)| is_there(value));
    Value::Object(entries.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => true,
    }
}

fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(value).collect())
}

fn prose(text: Option<&Prose>) -> Value {
    text.map_or(Value::Null, |text| json!(text.markdown.trim()))
}

fn texts(texts: &[Prose]) -> Value {
    list(texts, |text| prose(Some(text)))
}

fn families(framework: &Framework) -> Value {
    list(&framework.families, |one| {
        object([
            ("id", json!(one.id)),
            ("name", json!(one.name)),
            ("summary", prose(one.summary.as_ref())),
        ])
    })
}

fn track(track: &Track) -> Value {
    object([
        ("id", json!(track.id)),
        ("name", json!(track.name)),
        ("summary", prose(track.summary.as_ref())),
        (
            "levels",
            list(&track.levels, |level| {
                object([
                    ("id", json!(level.id)),
                    ("name", json!(level.name)),
                    ("summary", prose(level.summary.as_ref())),
                    ("parallel", json!(level.parallel)),
                ])
            }),
        ),
    ])
}

fn pillars(framework: &Framework) -> Value {
    list(&framework.pillars, |one| {
        object([
            ("id", json!(one.id)),
            ("name", json!(one.name)),
            ("icon", json!(one.icon)),
            ("summary", prose(one.summary.as_ref())),
        ])
    })
}

fn competency(one: &Competency) -> Value {
    let links = list(&one.links, |link| json!({ "label": link.label, "url": link.url }));
    object([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("pillar", json!(one.pillar.as_ref().map(|pillar| &pillar.id))),
        ("summary", prose(one.summary.as_ref())),
        ("aliases", json!(one.aliases)),
        ("scale", json!(one.scale.as_ref().map(|scale| &scale.id))),
        ("links", links),
    ])
}

fn attributes(framework: &Framework) -> Value {
    list(&framework.attributes, |one| {
        let kind = match one.kind {
            AttributeKind::Text => "text",
            AttributeKind::List => "list",
            AttributeKind::Ordered => "ordered",
        };
        object([
            ("id", json!(one.id)),
            ("label", json!(one.label)),
            ("type", json!(kind)),
            ("values", json!(one.values)),
            ("summary", prose(one.summary.as_ref())),
        ])
    })
}

fn scale(one: &Scale) -> Value {
    let points = list(&one.points, |point| {
        object([
            ("id", json!(point.id)),
            ("name", json!(point.name)),
            ("summary", prose(point.summary.as_ref())),
        ])
    });
    object([("id", json!(one.id)), ("name", json!(one.name)), ("points", points)])
}

/// What authors say of the points of scorecards.
fn ratings(framework: &Framework) -> Value {
    let said = framework.ratings.iter().filter(|one| one.name.is_some() || one.summary.is_some());
    let rating = |one: &Rating| {
        object([
            ("id", json!(one.id)),
            ("name", json!(one.name)),
            ("summary", prose(one.summary.as_ref())),
        ])
    };
    said.map(rating).collect()
}

/// Every set that a role includes, each once.
fn shared(framework: &Framework) -> Value {
    let mut sets: Vec<&Arc<SharedSet>> = Vec::new();
    for set in framework.roles.iter().flat_map(|role| &role.includes) {
        if sets.iter().all(|one| one.id != set.id) {
            sets.push(set);
        }
    }
    list(&sets, |one| {
        object([
            ("id", json!(one.id)),
            ("title", json!(one.title)),
            ("summary", prose(one.summary.as_ref())),
        ])
    })
}

fn role(role: &Role) -> Value {
    object([
        ("id", json!(role.id)),
        ("title", json!(role.title)),
        ("family", json!(role.family.id)),
        ("track", json!(role.track.id)),
        ("status", status(role.status)),
        ("replaced-by", json!(role.replaced_by)),
        ("replaces", json!(role.replaces)),
        ("language", json!(role.language)),
        ("owner", json!(role.owner)),
        ("reviewed", json!(role.reviewed.map(|date| date.to_string()))),
        ("cumulative", json!(role.cumulative)),
        ("includes", list(&role.includes, |set| json!(set.id))),
        ("summary", prose(role.summary.as_ref())),
        ("parallel", json!(role.path.parallel)),
        ("feeder", list(&role.path.feeder, step)),
        ("next", list(&role.path.next, step)),
        ("adjacent", list(&role.path.adjacent, step)),
        ("blueprint", role.blueprint.as_deref().map_or(Value::Null, blueprint)),
        ("guide", role.guide.as_deref().map_or(Value::Null, interviews::guide)),
        ("interviews", role.interviews.as_deref().map_or(Value::Null, interviews::interviews)),
    ])
}

fn blueprint(of: &Blueprint) -> Value {
    let mut sections = serde_json::to_value(&of.sections).expect("its keys are words");
    prune(&mut sections);
    sections
}

/// Takes away what is absent, at every depth.
fn prune(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(prune);
            entries.retain(|_, value| is_there(value));
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        Value::String(text) => text.truncate(text.trim_end().len()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn status(status: Status) -> Value {
    match status {
        Status::Current => Value::Null,
        Status::Draft => json!("draft"),
        Status::Legacy => json!("legacy"),
    }
}

fn step(one: &Move) -> Value {
    let (role, level, name) = match &one.target {
        Target::Role(role, level) => (json!(role), json!(level), Value::Null),
        Target::Name(name) => (Value::Null, Value::Null, json!(name)),
    };
    object([("role", role), ("level", level), ("name", name), ("note", prose(one.note.as_ref()))])
}

fn level(role: &Role, level: &Level) -> Value {
    let cells = role.competencies.iter().zip(&level.cells);
    object([
        ("id", json!(level.id)),
        ("name", json!(level.name)),
        ("title", json!(level.title)),
        ("status", status(level.status)),
        ("language", json!(level.language.as_ref().filter(|_| level.language != role.language))),
        ("tagline", prose(level.tagline.as_ref())),
        ("intro", prose(level.intro.as_ref())),
        ("attributes", list(&level.attributes, |one| attribute(role, one))),
        ("pillars", pillar_intros(role, level)),
        ("competencies", cells.map(|(competency, one)| cell(role, competency, one)).collect()),
    ])
}

/// What introduces pillars at a level, in the order in which the role has them.
fn pillar_intros(role: &Role, level: &Level) -> Value {
    let place = |pillar: &Pillar| {
        let mut pillars = role.competencies.iter().map(|one| one.pillar.as_ref());
        pillars.position(|one| one.is_some_and(|one| one.id == pillar.id))
    };
    let mut intros: Vec<_> = level.pillar_intros.iter().collect();
    intros.sort_by_key(|(pillar, _)| place(pillar));
    list(&intros, |(pillar, intro)| {
        object([("id", json!(pillar.id)), ("intro", prose(Some(intro)))])
    })
}

fn attribute(role: &Role, one: &AttributeValue) -> Value {
    let (intro, behaviours) = match &one.value {
        Attribute::List { intro, expectations } => {
            (prose(intro.as_ref()), list(expectations, |one| behaviour(role, one)))
        }
        Attribute::Text(_) | Attribute::Ordered(_) => (Value::Null, Value::Null),
    };
    object([
        ("id", json!(one.attribute.id)),
        ("value", json!(attribute_text(&one.attribute, &one.value))),
        ("intro", intro),
        ("behaviours", behaviours),
    ])
}

fn cell(role: &Role, competency: &Competency, cell: &Cell) -> Value {
    let state = match cell.state {
        CellState::Written => Value::Null,
        CellState::NotExpected => json!("not-expected"),
        CellState::NotWritten | CellState::Unmarked => json!("not-written"),
    };
    let same_as = cell.same_as.and_then(|at| role.levels.get(usize::from(at)));
    object([
        ("id", json!(competency.id)),
        ("state", state),
        ("unmarked", json!(cell.state == CellState::Unmarked)),
        ("same-as", json!(same_as.map(|level| &level.id))),
        ("alias", json!(cell.alias)),
        ("intro", prose(cell.intro.as_ref())),
        ("proficiency", json!(cell.proficiency.as_ref().map(|point| &point.id))),
        ("behaviours", list(&cell.expectations, |one| behaviour(role, one))),
        ("examples", texts(&cell.examples)),
    ])
}

fn behaviour(role: &Role, one: &Expectation) -> Value {
    object([
        ("id", json!(one.behaviour.id)),
        ("text", prose(Some(&one.behaviour.text))),
        ("items", texts(&one.behaviour.items)),
        ("examples", texts(&one.behaviour.examples)),
        ("replaces", json!(one.behaviour.replaces)),
        ("from", json!(one.origin.set().map(|set| &set.id))),
        ("since", json!(role.levels.get(usize::from(one.since)).map(|level| &level.id))),
    ])
}

fn glossary(framework: &Framework) -> Value {
    list(&framework.terms, |term| {
        object([
            ("id", json!(term.id)),
            ("name", json!(term.name)),
            ("aliases", json!(term.aliases)),
            ("definition", prose(Some(&term.definition))),
        ])
    })
}

fn pages(framework: &Framework) -> Value {
    list(&framework.pages, |page| {
        object([
            ("path", json!(page.path)),
            ("title", json!(page.title)),
            ("language", json!(page.language)),
            ("owner", json!(page.owner)),
            ("reviewed", json!(page.reviewed.map(|date| date.to_string()))),
            ("summary", prose(page.summary.as_ref())),
            ("body", prose(Some(&page.body))),
        ])
    })
}
