use serde::Serialize;

use super::super::html::Html;
use super::super::pen::Pen;
use crate::model::{Expectation, Origin, Prose, Role};

/// One behaviour that is expected.
#[derive(Debug, Serialize)]
pub struct Line<'s> {
    /// Its id, for links to it.
    pub id: &'s str,
    /// The expectation.
    pub html: Html,
    /// Parts of it.
    pub parts: Vec<Html>,
    /// What it looked like when somebody did it.
    pub examples: Vec<Html>,
    /// Where it comes from, in words: `from Engineering core`, `since IC2`; `none` if the level
    /// itself wrote it.
    pub origin: Option<String>,
}

impl<'s> Line<'s> {
    pub(super) fn new(pen: &Pen<'_>, role: &Role, at: usize, one: &'s Expectation) -> Line<'s> {
        let behaviour = &one.behaviour;
        Line {
            id: behaviour.id.as_str(),
            html: pen.inline(&behaviour.text),
            parts: all(pen, &behaviour.items),
            examples: all(pen, &behaviour.examples),
            origin: origin(role, at, one),
        }
    }
}

/// Texts, each in a line.
pub(super) fn all(pen: &Pen<'_>, texts: &[Prose]) -> Vec<Html> {
    texts.iter().map(|text| pen.inline(text)).collect()
}

/// Where an expectation comes from, if the level at place `at` didn't write it.
fn origin(role: &Role, at: usize, one: &Expectation) -> Option<String> {
    let set = match &one.origin {
        Origin::Own => None,
        Origin::Shared(set) => Some(format!("from {}", set.title)),
        Origin::Replaced(set) => Some(format!("adapted from {}", set.title)),
        Origin::Extended(set) => Some(format!("added to {}", set.title)),
    };
    let since = role.levels.get(usize::from(one.since)).filter(|_| usize::from(one.since) < at);
    match (since.map(|level| format!("since {}", level.name)), set) {
        (Some(since), Some(set)) => Some(format!("{since}, {set}")),
        (since, set) => since.or(set),
    }
}
