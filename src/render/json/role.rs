use serde_json::{Map, Value};

use super::shape::{self, State};
use super::{interviews, maybe, prose, reviewed, text, texts};
use crate::derive::attribute_text;
use crate::model::{
    AttributeValue, Blueprint, Cell, CellState, Competency, Expectation, Level, Move, Pillar, Role,
    Status, Target, Value as Attribute,
};

/// A role without its levels.
pub(super) fn role(one: &Role) -> shape::Role<'_> {
    shape::Role {
        id: one.id.as_str().into(),
        title: one.title.as_str().into(),
        family: one.family.id.as_str().into(),
        track: one.track.id.as_str().into(),
        status: status(one.status),
        replaced_by: one.replaced_by.as_ref().map(|id| id.as_str().into()),
        replaces: one.replaces.iter().map(|id| id.as_str().into()).collect(),
        language: maybe(one.language.as_deref()),
        owner: maybe(one.owner.as_deref()),
        reviewed: reviewed(one.reviewed),
        cumulative: one.cumulative,
        includes: one.includes.iter().map(|set| set.id.as_str().into()).collect(),
        summary: prose(one.summary.as_ref()),
        parallel: one.path.parallel.as_ref().map(|id| id.as_str().into()),
        feeder: one.path.feeder.iter().map(step).collect(),
        next: one.path.next.iter().map(step).collect(),
        adjacent: one.path.adjacent.iter().map(step).collect(),
        blueprint: one.blueprint.as_deref().map(blueprint),
        guide: one.guide.as_deref().map(interviews::guide),
        interviews: one.interviews.as_deref().map(interviews::interviews),
        levels: Vec::new(),
    }
}

fn blueprint(of: &Blueprint) -> shape::Blueprint {
    let sections = serde_json::to_value(&of.sections).expect("its keys are words");
    let mut sections = match sections {
        Value::Object(sections) => sections,
        _ => Map::new(),
    };
    sections.values_mut().for_each(trim);
    shape::Blueprint(sections)
}

/// Takes away line ends behind texts: those of a blueprint are as they were read.
fn trim(value: &mut Value) {
    match value {
        Value::Object(entries) => entries.values_mut().for_each(trim),
        Value::Array(list) => list.iter_mut().for_each(trim),
        Value::String(text) => text.truncate(text.trim_end().len()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn status(status: Status) -> Option<shape::Status> {
    match status {
        Status::Current => None,
        Status::Draft => Some(shape::Status::Draft),
        Status::Legacy => Some(shape::Status::Legacy),
    }
}

fn step(one: &Move) -> shape::Move<'_> {
    let (role, level, name) = match &one.target {
        Target::Role(role, level) => (Some(role), level.as_ref(), None),
        Target::Name(name) => (None, None, Some(name.as_str())),
    };
    shape::Move {
        role: role.map(|id| id.as_str().into()),
        level: level.map(|id| id.as_str().into()),
        name: maybe(name),
        note: prose(one.note.as_ref()),
    }
}

pub(super) fn level<'f>(role: &'f Role, one: &'f Level) -> shape::Level<'f> {
    let language = one.language.as_deref().filter(|_| one.language != role.language);
    let cells = role.competencies.iter().zip(&one.cells);
    shape::Level {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        title: one.title.as_str().into(),
        status: status(one.status),
        language: maybe(language),
        tagline: prose(one.tagline.as_ref()),
        intro: prose(one.intro.as_ref()),
        attributes: one.attributes.iter().map(|one| attribute(role, one)).collect(),
        pillars: pillar_intros(role, one),
        competencies: cells.map(|(competency, one)| cell(role, competency, one)).collect(),
    }
}

/// What introduces pillars at a level, in the order in which the role has them.
fn pillar_intros<'f>(role: &Role, level: &'f Level) -> Vec<shape::PillarIntro<'f>> {
    let place = |pillar: &Pillar| {
        let mut pillars = role.competencies.iter().map(|one| one.pillar.as_ref());
        pillars.position(|one| one.is_some_and(|one| one.id == pillar.id))
    };
    let mut intros: Vec<_> = level.pillar_intros.iter().collect();
    intros.sort_by_key(|(pillar, _)| place(pillar));
    let intros = intros.into_iter().map(|(pillar, intro)| shape::PillarIntro {
        id: pillar.id.as_str().into(),
        intro: text(intro),
    });
    intros.collect()
}

fn attribute<'f>(role: &'f Role, one: &'f AttributeValue) -> shape::AttributeValue<'f> {
    let intro = match &one.value {
        Attribute::List { intro, .. } => intro.as_ref(),
        Attribute::Text(_) | Attribute::Ordered(_) => None,
    };
    let behaviours = one.value.expectations();
    shape::AttributeValue {
        id: one.attribute.id.as_str().into(),
        value: maybe(attribute_text(&one.attribute, &one.value)),
        intro: prose(intro),
        behaviours: behaviours.iter().map(|one| behaviour(role, one)).collect(),
    }
}

fn cell<'f>(role: &'f Role, competency: &'f Competency, one: &'f Cell) -> shape::Cell<'f> {
    let state = match one.state {
        CellState::Written => None,
        CellState::NotExpected => Some(State::NotExpected),
        CellState::NotWritten | CellState::Unmarked => Some(State::NotWritten),
    };
    let same_as = one.same_as.and_then(|at| role.levels.get(usize::from(at)));
    shape::Cell {
        id: competency.id.as_str().into(),
        state,
        unmarked: one.state == CellState::Unmarked,
        same_as: same_as.map(|level| level.id.as_str().into()),
        alias: maybe(one.alias.as_deref()),
        intro: prose(one.intro.as_ref()),
        proficiency: one.proficiency.as_ref().map(|point| point.id.as_str().into()),
        behaviours: one.expectations.iter().map(|one| behaviour(role, one)).collect(),
        examples: texts(&one.examples),
    }
}

fn behaviour<'f>(role: &'f Role, one: &'f Expectation) -> shape::Behaviour<'f> {
    let since = role.levels.get(usize::from(one.since));
    shape::Behaviour {
        id: one.behaviour.id.as_str().into(),
        text: text(&one.behaviour.text),
        items: texts(&one.behaviour.items),
        examples: texts(&one.behaviour.examples),
        replaces: one.behaviour.replaces.iter().map(|id| id.as_str().into()).collect(),
        from: one.origin.set().map(|set| set.id.as_str().into()),
        since: since.map(|level| level.id.as_str().into()),
    }
}
