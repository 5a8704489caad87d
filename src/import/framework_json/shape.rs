//! `framework.json`, read whole: nothing of it is borrowed.

use crate::render::shape;
pub(super) use crate::render::shape::{State, Status, Text};

pub(super) type Framework = shape::Framework<'static>;
pub(super) type SharedSet = shape::SharedSet<'static>;
pub(super) type Page = shape::Page<'static>;
pub(super) type Role = shape::Role<'static>;
pub(super) type Level = shape::Level<'static>;
pub(super) type Attribute = shape::AttributeValue<'static>;
pub(super) type Cell = shape::Cell<'static>;
pub(super) type Behaviour = shape::Behaviour<'static>;

/// What behaviours of a level stand below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Heading<'f> {
    Attribute(&'f str),
    Competency(&'f str),
}

impl Level {
    /// All behaviours, each with what it stands below.
    pub(super) fn behaviours(&self) -> impl Iterator<Item = (Heading<'_>, &Behaviour)> {
        let lists = self
            .attributes
            .iter()
            .flat_map(|one| one.behaviours.iter().map(|own| (Heading::Attribute(&one.id), own)));
        let cells = self
            .competencies
            .iter()
            .flat_map(|one| one.behaviours.iter().map(|own| (Heading::Competency(&one.id), own)));
        lists.chain(cells)
    }

    /// Whether this level says a behaviour itself, and doesn't go on with one of a lower level.
    pub(super) fn says(&self, behaviour: &Behaviour) -> bool {
        behaviour.since.as_ref().is_none_or(|since| *since == self.id)
    }
}

impl Behaviour {
    /// Whether it says the same, wherever it comes from.
    pub(super) fn is_as(&self, other: &Behaviour) -> bool {
        let said = |one: &Behaviour| {
            (one.text.clone(), one.items.clone(), one.examples.clone(), one.replaces.clone())
        };
        said(self) == said(other)
    }
}
