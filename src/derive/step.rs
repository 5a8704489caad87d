//! What changes from one level to another.

use std::sync::Arc;

use super::matches::{Matched, Matches, Place, Row};
use super::matching::{Pair, PairKind};
use crate::model::{
    Attribute, AttributeValue, Cell, CellState, Competency, Expectation, Framework, Level, Move,
    Pillar, Role, RoleId, Target, Value,
};

/// The change from one level to another, of one role or of two.
#[derive(Debug)]
pub struct Step<'f> {
    /// The level that is left, and its role.
    pub from: (&'f Role, &'f Level),
    /// The level that is reached, and its role.
    pub to: (&'f Role, &'f Level),
    /// Attributes of both levels, in the framework's order: text and ordered ones.
    pub attributes: Vec<AttributeStep<'f>>,
    /// List attributes first, then competencies in the order of the upper level; what only the
    /// lower level has comes last.
    pub groups: Vec<Group<'f>>,
}

/// A text or ordered attribute at two levels.
#[derive(Debug)]
pub struct AttributeStep<'f> {
    /// The attribute.
    pub attribute: &'f Arc<Attribute>,
    /// Its value at the lower level.
    pub from: Option<&'f str>,
    /// Its value at the upper level.
    pub to: Option<&'f str>,
}

/// What a group of a step is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'f> {
    /// A competency.
    Competency(&'f Arc<Competency>),
    /// A list attribute.
    Attribute(&'f Arc<Attribute>),
}

/// One competency or list attribute of a step.
#[derive(Debug)]
pub struct Group<'f> {
    /// What it is about; of the upper level if the two call it differently.
    pub subject: Subject<'f>,
    /// Its name at the lower level, where that is another one.
    pub renamed_from: Option<&'f str>,
    /// Its name at the upper level, or at the lower one if only that has it.
    pub name: &'f str,
    /// What is expected at the lower level.
    pub from_items: Vec<&'f Expectation>,
    /// What is expected at the upper level.
    pub to_items: Vec<&'f Expectation>,
    /// Which of them are the same: one to one, by place in the two lists, ordered by `from`.
    pub pairs: Vec<Pair>,
    /// State at the lower level.
    pub from_state: CellState,
    /// State at the upper level.
    pub to_state: CellState,
}

/// How much changes, in behaviours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Expected in the same words.
    pub same: usize,
    /// Expected in other words.
    pub reworded: usize,
    /// Expected at the upper level only.
    pub new: usize,
    /// Expected at the lower level only, and the upper one is written.
    pub gone: usize,
}

impl std::ops::Add for Size {
    type Output = Size;

    fn add(self, other: Size) -> Size {
        Size {
            same: self.same + other.same,
            reworded: self.reworded + other.reworded,
            new: self.new + other.new,
            gone: self.gone + other.gone,
        }
    }
}

/// The steps that have a page, for one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// Places of neighbouring levels, `(lower, upper)`.
    pub up: Vec<(usize, usize)>,
    /// Steps to another role: place of the own level, and role and place of the other one. No two
    /// have the same own level and the same id of the other level.
    pub across: Vec<(usize, RoleId, usize)>,
}

impl Steps {
    /// The steps of a role: up its own levels; to the parallel levels of the role that
    /// `path.parallel` names; and from its highest level on to higher levels of its track in the
    /// roles that `path.next` names, as from a manager's M5 to a director's M6.
    #[must_use]
    pub fn of(framework: &Framework, role: &Role) -> Steps {
        let up = (1..role.levels.len()).map(|upper| (upper - 1, upper)).collect();
        let counterpart = role.path.parallel.as_ref().and_then(|id| framework.role(id));
        let mut across: Vec<(usize, RoleId, usize)> = Vec::new();
        let found = counterpart.map(|other| parallel_steps(role, other)).unwrap_or_default();
        for (own, other, place) in found.into_iter().chain(onward_steps(framework, role)) {
            let name = |own: usize, other: &RoleId, place: usize| {
                Some((own, framework.role(other)?.levels[place].id.clone()))
            };
            let new = name(own, &other, place);
            if across.iter().all(|(own, other, place)| name(*own, other, *place) != new) {
                across.push((own, other, place));
            }
        }
        Steps { up, across }
    }
}

fn parallel_steps(role: &Role, other: &Role) -> Vec<(usize, RoleId, usize)> {
    let mut found = Vec::new();
    for (own, level) in role.levels.iter().enumerate() {
        for parallel in parallels(role, level) {
            let place = other.levels.iter().position(|one| one.id.as_str() == parallel);
            found.extend(place.map(|place| (own, other.id.clone(), place)));
        }
    }
    found
}

fn onward_steps(framework: &Framework, role: &Role) -> Vec<(usize, RoleId, usize)> {
    let rank = |id: &str| role.track.level(id).map(|(rank, _)| rank);
    let Some(highest) = role.levels.last() else { return Vec::new() };
    let onward = |one: &Move| {
        let Target::Role(id, level) = &one.target else { return None };
        let other = framework.role(id).filter(|other| other.track.id == role.track.id)?;
        let place = match level {
            Some(level) => other.levels.iter().position(|one| one.id == *level)?,
            None => 0,
        };
        let is_higher = rank(other.levels[place].id.as_str()) > rank(highest.id.as_str());
        is_higher.then(|| (role.levels.len() - 1, other.id.clone(), place))
    };
    role.path.next.iter().filter_map(onward).collect()
}

/// Ids of the levels of other tracks that stand beside a level.
pub fn parallels<'f>(role: &'f Role, level: &Level) -> impl Iterator<Item = &'f str> {
    let rung = role.track.level(level.id.as_str());
    rung.into_iter().flat_map(|(_, rung)| rung.parallel.iter().map(|id| id.as_str()))
}

/// What changes from one level to another.
///
/// `matched` is what [`Matches`] says of these two; `None` matches them here. Cannot fail. Cost:
/// linear in the behaviours of the two levels, beside the matching.
#[must_use]
pub fn step<'f>(
    from: (&'f Role, &'f Level),
    to: (&'f Role, &'f Level),
    matched: Option<&Matched>,
) -> Step<'f> {
    let own;
    let matched = match matched {
        Some(matched) => matched,
        None => {
            own = Matches::between(from, to);
            &own
        }
    };
    let groups = matched.rows.iter().map(|row| group(from, to, row)).collect();
    Step { from, to, attributes: attributes(from.1, to.1), groups }
}

fn group<'f>(from: (&'f Role, &'f Level), to: (&'f Role, &'f Level), row: &Row) -> Group<'f> {
    let lower = row.from.map(|place| Side::new(from, place));
    let upper = row.to.map(|place| Side::new(to, place));
    let main = upper.as_ref().or(lower.as_ref());
    let main = main.expect("a row has at least one side").clone();
    let renamed_from = lower.as_ref().zip(upper.as_ref());
    let renamed_from = renamed_from.filter(|(lower, upper)| lower.name != upper.name);
    let items = |side: &Option<Side<'f>>| {
        side.as_ref().map(|side| side.items.iter().collect()).unwrap_or_default()
    };
    let state =
        |side: &Option<Side<'f>>| side.as_ref().map_or(CellState::Unmarked, |one| one.state);
    Group {
        subject: main.subject,
        renamed_from: renamed_from.map(|(lower, _)| lower.name),
        name: main.name,
        from_items: items(&lower),
        to_items: items(&upper),
        pairs: row.pairs.clone(),
        from_state: state(&lower),
        to_state: state(&upper),
    }
}

/// One row of one level.
#[derive(Debug, Clone)]
pub struct Side<'f> {
    /// What it is about.
    pub subject: Subject<'f>,
    /// Its name at this level.
    pub name: &'f str,
    /// What is expected.
    pub items: &'f [Expectation],
    /// Whether anything is, and if not, why.
    pub state: CellState,
}

impl<'f> Side<'f> {
    /// What a level says of one thing.
    #[must_use]
    pub fn new((role, level): (&'f Role, &'f Level), place: Place) -> Side<'f> {
        match place {
            Place::Cell(index) => {
                let competency = &role.competencies[usize::from(index)];
                let cell: &Cell = &level.cells[usize::from(index)];
                Side {
                    subject: Subject::Competency(competency),
                    name: cell.alias.as_deref().unwrap_or(&competency.name),
                    items: &cell.expectations,
                    state: cell.state,
                }
            }
            Place::Attribute(index) => {
                let AttributeValue { attribute, value, .. } = &level.attributes[usize::from(index)];
                Side {
                    subject: Subject::Attribute(attribute),
                    name: &attribute.label,
                    items: value.expectations(),
                    state: CellState::Written,
                }
            }
        }
    }
}

/// Text and ordered attributes that one of two levels has.
fn attributes<'f>(from: &'f Level, to: &'f Level) -> Vec<AttributeStep<'f>> {
    let mut steps: Vec<AttributeStep<'f>> = Vec::new();
    for (level, is_upper) in [(to, true), (from, false)] {
        for AttributeValue { attribute, value, .. } in &level.attributes {
            let Some(text) = attribute_text(attribute, value) else { continue };
            let place = steps.iter().position(|one| one.attribute.id == attribute.id);
            let index = place.unwrap_or_else(|| {
                steps.push(AttributeStep { attribute, from: None, to: None });
                steps.len() - 1
            });
            match is_upper {
                true => steps[index].to = Some(text),
                false => steps[index].from = Some(text),
            }
        }
    }
    steps
}

/// The value of a text or ordered attribute as Markdown; `None` for a list.
#[must_use]
pub fn attribute_text<'f>(attribute: &'f Attribute, value: &'f Value) -> Option<&'f str> {
    match value {
        Value::Text(prose) => Some(&prose.markdown),
        Value::Ordered(place) => attribute.values.get(*place).map(String::as_str),
        Value::List { .. } => None,
    }
}

impl<'f> Step<'f> {
    /// How much changes in all.
    #[must_use]
    pub fn size(&self) -> Size {
        self.groups.iter().map(Group::size).fold(Size::default(), std::ops::Add::add)
    }

    /// The groups of each pillar, in order; list attributes come first.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'f, '_>> {
        let mut sections: Vec<Section<'f, '_>> = Vec::new();
        for group in &self.groups {
            let part = group.part();
            match sections.iter_mut().find(|section| section.part.is(&part)) {
                Some(section) => section.groups.push(group),
                None => sections.push(Section { part, groups: vec![group] }),
            }
        }
        sections
    }
}

/// The groups of one pillar.
#[derive(Debug)]
pub struct Section<'f, 's> {
    /// What they have in common.
    pub part: Part<'f>,
    /// In the step's order.
    pub groups: Vec<&'s Group<'f>>,
}

/// What groups of a step can have in common.
#[derive(Debug, Clone, Copy)]
pub enum Part<'f> {
    /// List attributes.
    Attributes,
    /// Competencies of a pillar.
    Pillar(&'f Arc<Pillar>),
    /// Competencies without one.
    Rest,
}

impl Part<'_> {
    fn is(&self, other: &Part<'_>) -> bool {
        match (self, other) {
            (Part::Pillar(one), Part::Pillar(other)) => one.id == other.id,
            (Part::Attributes, Part::Attributes) | (Part::Rest, Part::Rest) => true,
            _ => false,
        }
    }
}

impl Section<'_, '_> {
    /// How much changes here.
    #[must_use]
    pub fn size(&self) -> Size {
        self.groups.iter().map(|group| group.size()).fold(Size::default(), std::ops::Add::add)
    }
}

impl<'f> Group<'f> {
    /// How much changes here.
    #[must_use]
    pub fn size(&self) -> Size {
        let same = self.pairs.iter().filter(|pair| pair.kind == PairKind::Same).count();
        Size {
            same,
            reworded: self.pairs.len() - same,
            new: self.to_items.len() - self.pairs.len(),
            gone: self.gone_items().len(),
        }
    }

    fn part(&self) -> Part<'f> {
        match self.subject {
            Subject::Competency(competency) => {
                competency.pillar.as_ref().map_or(Part::Rest, Part::Pillar)
            }
            Subject::Attribute(_) => Part::Attributes,
        }
    }

    /// Places in `to_items` of what the lower level doesn't expect, in order.
    #[must_use]
    pub fn new_items(&self) -> Vec<usize> {
        let is_new = |index: &usize| self.pairs.iter().all(|pair| pair.to != *index);
        (0..self.to_items.len()).filter(is_new).collect()
    }

    /// Places in `from_items` of what the upper level doesn't expect, in order. Nothing is gone
    /// from a cell that is still to be written.
    #[must_use]
    pub fn gone_items(&self) -> Vec<usize> {
        if self.to_state == CellState::NotWritten {
            return Vec::new();
        }
        let is_gone = |index: &usize| self.pairs.iter().all(|pair| pair.from != *index);
        (0..self.from_items.len()).filter(is_gone).collect()
    }
}
