//! What stands below one heading of a level: inherited lines first, then what the role says itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{
    Behaviour, BehaviourId, CellState, Expectation, Level, LevelId, Origin, Point, Prose, SharedSet,
};
use super::content::{BulletContent, CellContent, Relation};
use super::level::Removals;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;

/// A cell with all its sources in it.
pub(super) struct Merged {
    pub(super) alias: Option<Box<str>>,
    pub(super) intro: Option<Prose>,
    pub(super) expectations: Vec<Expectation>,
    pub(super) examples: Vec<Prose>,
    pub(super) state: CellState,
    pub(super) same_as: Option<(LevelId, Span)>,
    pub(super) proficiency: Option<Arc<Point>>,
    pub(super) span: Option<Span>,
}

/// What levels below expect, by place of the heading and id of the line.
pub(super) type Earlier<'l> = &'l dyn Fn(usize, &BehaviourId) -> Option<Expectation>;

/// Puts the cells of one level together.
pub(super) struct Merger<'l> {
    /// The role's levels below it.
    pub(super) lower: &'l [Level],
    pub(super) earlier: Earlier<'l>,
    pub(super) removals: &'l mut Removals,
    pub(super) out: &'l mut Diagnostics,
}

/// Behaviours that are inherited for one heading, and what else shared sets say below it.
#[derive(Default)]
struct Inherited {
    expectations: Vec<Expectation>,
    intro: Option<Prose>,
    examples: Vec<Prose>,
    proficiency: Option<Arc<Point>>,
    same_as: Option<(LevelId, Span)>,
    state: Option<CellState>,
    span: Option<Span>,
}

impl Merger<'_> {
    /// What stands below each heading, by its place.
    pub(super) fn cells<'c>(
        mut self,
        shared: impl Iterator<Item = (&'c Arc<SharedSet>, &'c (usize, CellContent))>,
        own: Vec<(usize, CellContent)>,
    ) -> Vec<(usize, Merged)> {
        let mut inherited: BTreeMap<usize, Inherited> = BTreeMap::new();
        for (set, (index, cell)) in shared {
            self.inherit(inherited.entry(*index).or_default(), set, *index, cell);
        }
        let mut merged: BTreeMap<usize, Merged> = BTreeMap::new();
        for (index, cell) in own {
            let from = inherited.remove(&index).unwrap_or_default();
            merged.insert(index, self.merge(from, index, cell));
        }
        for (index, from) in inherited {
            merged.insert(index, from.into());
        }
        merged.into_iter().collect()
    }

    /// Adds what one shared set says of a heading to what is inherited for it.
    fn inherit(
        &mut self,
        entry: &mut Inherited,
        set: &Arc<SharedSet>,
        index: usize,
        cell: &CellContent,
    ) {
        let (same_as, repeated) = match &cell.same_as {
            // A role says best itself what its lower level expects: it may have changed a line.
            Some(same_as) if self.lower.iter().any(|one| one.id == same_as.0) => {
                (Some(same_as), &[][..])
            }
            _ => (None, &cell.repeated[..]),
        };
        self.apply(&mut entry.expectations, repeated, Some(set), index);
        self.apply(&mut entry.expectations, &cell.bullets, Some(set), index);
        entry.expectations.retain(|one| !self.removals.takes(&one.behaviour.id));
        if entry.intro.is_none() {
            entry.intro = cell.intro.clone();
        }
        entry.examples.extend(cell.examples.iter().cloned());
        entry.proficiency = cell.proficiency.clone().or(entry.proficiency.take());
        entry.same_as = same_as.cloned().or(entry.same_as.take());
        entry.span.get_or_insert(cell.span);
        if cell.state != CellState::Written && entry.expectations.is_empty() {
            entry.state = Some(cell.state);
        }
    }

    fn merge(&mut self, from: Inherited, index: usize, own: CellContent) -> Merged {
        let mut merged = Merged::from(from);
        if own.state == CellState::Written {
            self.apply(&mut merged.expectations, &own.bullets, None, index);
            merged.state = CellState::Written;
        } else {
            // The role says that nothing stands here: that goes for what it inherits too.
            merged.expectations.clear();
            merged.examples.clear();
            merged.intro = None;
            merged.proficiency = None;
            merged.state = own.state;
        }
        merged.alias = own.alias;
        merged.intro = own.intro.or(merged.intro);
        merged.examples.extend(own.examples);
        merged.same_as = own.same_as.or(merged.same_as);
        merged.proficiency = own.proficiency.or(merged.proficiency);
        merged.span = Some(own.span);
        merged
    }

    /// Adds bullets to expectations, each as its mark says.
    fn apply(
        &mut self,
        expectations: &mut Vec<Expectation>,
        bullets: &[BulletContent],
        set: Option<&Arc<SharedSet>>,
        index: usize,
    ) {
        let since = u16::try_from(self.lower.len()).unwrap_or(u16::MAX);
        for bullet in bullets {
            let id = &bullet.behaviour.id;
            let at = expectations.iter().position(|one| one.behaviour.id == *id);
            let origin = set.map_or(Origin::Own, |set| Origin::Shared(set.clone()));
            let behaviour = bullet.behaviour.clone();
            let new = Expectation { behaviour, origin, since, is_said_again: false };
            match (bullet.relation, at) {
                (Relation::Add, None) => expectations.push(new),
                (Relation::Add, Some(at)) => {
                    self.out.push(already_inherited(&bullet.behaviour, &expectations[at]));
                }
                (Relation::Replace, Some(at)) => {
                    let from = expectations[at].origin.set().cloned();
                    let origin = from.map_or(new.origin, Origin::Replaced);
                    expectations[at] = Expectation { origin, ..new };
                }
                (Relation::Extend, Some(at)) => {
                    let from = expectations[at].origin.set().cloned();
                    let behaviour =
                        Arc::new(extended(&expectations[at].behaviour, &bullet.behaviour));
                    let origin = from.map_or(new.origin, Origin::Extended);
                    expectations[at] = Expectation { behaviour, origin, ..new };
                }
                // What is inherited at this level comes to stand where it is said again.
                (Relation::Again { .. }, Some(at)) => {
                    let one = expectations.remove(at);
                    expectations.push(one);
                }
                (Relation::Again { is_found }, None) => {
                    let found = (self.earlier)(index, id).or_else(|| is_found.then_some(new));
                    match found {
                        Some(one) => expectations.push(Expectation { is_said_again: true, ..one }),
                        None => self.out.push(never_said(&bullet.behaviour)),
                    }
                }
                (Relation::Replace | Relation::Extend, None) => {
                    let known = expectations.iter().map(|one| one.behaviour.id.as_str());
                    let message = format!("nothing with the id `{id}` is inherited here");
                    self.out.push(
                        Diagnostic::error("unknown-behaviour", bullet.behaviour.text.span, message)
                            .maybe_help(did_you_mean(id.as_str(), known)),
                    );
                }
            }
        }
    }
}

impl From<Inherited> for Merged {
    fn from(from: Inherited) -> Merged {
        Merged {
            alias: None,
            intro: from.intro,
            expectations: from.expectations,
            examples: from.examples,
            state: from.state.unwrap_or(CellState::Written),
            same_as: from.same_as,
            proficiency: from.proficiency,
            span: from.span,
        }
    }
}

fn already_inherited(own: &Behaviour, other: &Expectation) -> Diagnostic {
    let from = other.origin.set().map_or("this level".to_owned(), |set| format!("`{}`", set.id));
    let message = format!("a behaviour with the id `{}` comes from {from} already", own.id);
    let help = format!(
        "write `{{#{} replace}}` to take its place, `extend` to add to it, or another id",
        own.id
    );
    Diagnostic::error("duplicate-id", own.text.span, message).help(help)
}

fn never_said(again: &Behaviour) -> Diagnostic {
    let message = format!("no level below says anything under the id `{}`", again.id);
    Diagnostic::error("unknown-behaviour", again.text.span, message).help(
        "a bullet of only an id says again what the same competency says at a lower level, or what \
         is inherited: write what is expected before the id, or mend the id",
    )
}

/// An inherited behaviour with a role's addition below it.
fn extended(inherited: &Behaviour, addition: &Behaviour) -> Behaviour {
    let mut made = inherited.clone();
    let items = inherited.items.iter().chain([&addition.text]).chain(addition.items.iter());
    made.items = items.cloned().collect();
    made.examples = inherited.examples.iter().chain(addition.examples.iter()).cloned().collect();
    made
}

/// What a lower level expects, less what the level says anew, and then the level's own.
pub(super) fn carried(lower: &[Expectation], own: Vec<Expectation>) -> Vec<Expectation> {
    let is_said_anew = |one: &Expectation| {
        own.iter().any(|new| {
            new.behaviour.id == one.behaviour.id
                || new.behaviour.replaces.contains(&one.behaviour.id)
        })
    };
    let kept = lower.iter().filter(|one| !is_said_anew(one)).cloned();
    let mut all: Vec<Expectation> =
        kept.map(|one| Expectation { is_said_again: false, ..one }).collect();
    all.extend(own);
    all
}
