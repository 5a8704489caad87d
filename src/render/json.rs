//! `framework.json`: the framework as data, for other programs.
//!
//! [`shape`] is what it has, key by key, and [`schema()`] says the same to others. Texts are Markdown as
//! their authors wrote it. Lists are in the order of the pages, and what is absent is left out.

mod interviews;
mod role;
mod schema;
pub(crate) mod shape;

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

pub use self::schema::schema;
use self::shape::Text;
use super::site::Site;
use crate::model::{Competency, Framework, Prose, Role, Scale, SharedSet, Track};
use crate::record::Date;

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
    let head = value(&shape::Framework {
        format: shape::Format::Framework,
        version: shape::VERSION,
        title: site.book.title.as_str().into(),
        language: site.book.language.get_ref().as_str().into(),
        edition: maybe(site.book.version.as_deref()),
        summary: prose(framework.summary.as_ref()),
        families: families(framework),
        tracks: framework.tracks.iter().map(|one| track(one)).collect(),
        pillars: pillars(framework),
        competencies: framework.competencies.iter().map(|one| competency(one)).collect(),
        attributes: attributes(framework),
        scales: framework.scales.iter().map(|one| scale(one)).collect(),
        ratings: ratings(framework),
        shared: shared(framework),
        glossary: glossary(framework),
        pages: pages(framework),
        roles: Vec::new(),
    });
    let mut out = Vec::new();
    let mut between = "{\n";
    for (key, value) in head.as_object().into_iter().flatten() {
        put(&mut out, between, &Value::from(&**key));
        put(&mut out, ": ", value);
        between = ",\n";
    }
    put(&mut out, between, &Value::from("roles"));
    out.extend_from_slice(b": [");
    out
}

fn role_and_levels(before: &str, role: &Role) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, before, &value(&role::role(role)));
    // The levels take the place of the closing brace.
    out.pop();
    out.extend_from_slice(b",\"levels\":[");
    for (at, one) in role.levels.iter().enumerate() {
        let before = if at == 0 { "\n" } else { ",\n" };
        put(&mut out, before, &value(&role::level(role, one)));
    }
    out.extend_from_slice(b"]}");
    out
}

/// Writes a separator and a value.
fn put(out: &mut Vec<u8>, before: &str, value: &Value) {
    out.extend_from_slice(before.as_bytes());
    serde_json::to_writer(out, value).expect("strings and numbers become JSON in memory");
}

/// A part of the file, without what is absent.
fn value(of: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(of).expect("its keys are words");
    prune(&mut value);
    value
}

/// Takes away what is null, false or empty, at every depth.
fn prune(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(prune);
            entries.retain(|_, value| is_there(value));
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => true,
    }
}

fn text(of: &Prose) -> Text<'_> {
    of.markdown.trim().into()
}

fn prose(of: Option<&Prose>) -> Option<Text<'_>> {
    of.map(text)
}

fn texts(of: &[Prose]) -> Vec<Text<'_>> {
    of.iter().map(text).collect()
}

fn maybe(of: Option<&str>) -> Option<Text<'_>> {
    of.map(Text::from)
}

fn reviewed(day: Option<jiff::civil::Date>) -> Option<Date> {
    day.and_then(|day| Date::new(day.to_string()))
}

fn words(of: &[String]) -> Vec<Text<'_>> {
    of.iter().map(|one| one.as_str().into()).collect()
}

fn families(framework: &Framework) -> Vec<shape::Family<'_>> {
    let families = framework.families.iter().map(|one| shape::Family {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        summary: prose(one.summary.as_ref()),
    });
    families.collect()
}

fn track(one: &Track) -> shape::Track<'_> {
    let levels = one.levels.iter().map(|level| shape::TrackLevel {
        id: level.id.as_str().into(),
        name: level.name.as_str().into(),
        summary: prose(level.summary.as_ref()),
        parallel: level.parallel.iter().map(|id| id.as_str().into()).collect(),
    });
    shape::Track {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        summary: prose(one.summary.as_ref()),
        levels: levels.collect(),
    }
}

fn pillars(framework: &Framework) -> Vec<shape::Pillar<'_>> {
    let pillars = framework.pillars.iter().map(|one| shape::Pillar {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        icon: maybe(one.icon.as_deref()),
        summary: prose(one.summary.as_ref()),
    });
    pillars.collect()
}

fn competency(one: &Competency) -> shape::Competency<'_> {
    let links = one.links.iter().map(|link| shape::Link {
        label: link.label.as_str().into(),
        url: link.url.as_str().into(),
    });
    shape::Competency {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        pillar: one.pillar.as_ref().map(|pillar| pillar.id.as_str().into()),
        summary: prose(one.summary.as_ref()),
        aliases: words(&one.aliases),
        scale: one.scale.as_ref().map(|scale| scale.id.as_str().into()),
        links: links.collect(),
    }
}

fn attributes(framework: &Framework) -> Vec<shape::Attribute<'_>> {
    let attributes = framework.attributes.iter().map(|one| shape::Attribute {
        id: one.id.as_str().into(),
        label: one.label.as_str().into(),
        kind: one.kind,
        values: words(&one.values),
        summary: prose(one.summary.as_ref()),
    });
    attributes.collect()
}

fn scale(one: &Scale) -> shape::Scale<'_> {
    let points = one.points.iter().map(|point| shape::Point {
        id: point.id.as_str().into(),
        name: point.name.as_str().into(),
        summary: prose(point.summary.as_ref()),
    });
    shape::Scale {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        points: points.collect(),
    }
}

/// What authors say of the points of scorecards.
fn ratings(framework: &Framework) -> Vec<shape::Rating<'_>> {
    let said = framework.ratings.iter().filter(|one| one.name.is_some() || one.summary.is_some());
    let ratings = said.map(|one| shape::Rating {
        id: one.id.into(),
        name: maybe(one.name.as_deref()),
        summary: prose(one.summary.as_ref()),
    });
    ratings.collect()
}

/// Every set that a role includes, each once.
fn shared(framework: &Framework) -> Vec<shape::SharedSet<'_>> {
    let mut sets: Vec<&Arc<SharedSet>> = Vec::new();
    for set in framework.roles.iter().flat_map(|role| &role.includes) {
        if sets.iter().all(|one| one.id != set.id) {
            sets.push(set);
        }
    }
    let sets = sets.into_iter().map(|one| shape::SharedSet {
        id: one.id.as_str().into(),
        title: one.title.as_deref().map(Into::into),
        summary: prose(one.summary.as_ref()),
    });
    sets.collect()
}

fn glossary(framework: &Framework) -> Vec<shape::Term<'_>> {
    let terms = framework.terms.iter().map(|one| shape::Term {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        aliases: words(&one.aliases),
        definition: text(&one.definition),
    });
    terms.collect()
}

fn pages(framework: &Framework) -> Vec<shape::Page<'_>> {
    let pages = framework.pages.iter().map(|one| shape::Page {
        path: one.path.as_str().into(),
        title: one.title.as_str().into(),
        language: maybe(one.language.as_deref()),
        owner: maybe(one.owner.as_deref()),
        reviewed: reviewed(one.reviewed),
        summary: prose(one.summary.as_ref()),
        body: text(&one.body),
    });
    pages.collect()
}
