use serde::Serialize;

use super::super::html::Html;
use super::super::pen::Pen;
use super::{Link, level_path, role_path};
use crate::model::{Level, Role, Status};

/// A level as a small link among its neighbours.
#[derive(Debug, Serialize)]
pub struct Rung {
    /// Its short name, e.g. `IC3`.
    pub name: String,
    /// What somebody at it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Whether the page is about it; two are on a step's page.
    pub is_current: bool,
    /// Whether anything is written for it.
    pub is_written: bool,
    /// `draft`, `current` or `legacy`.
    pub status: &'static str,
    /// Which column it stands in, from 0; levels of one weight share it in all tracks.
    pub column: usize,
}

impl Rung {
    pub(super) fn new(pen: &Pen<'_>, role: &Role, level: &Level, is_current: bool) -> Rung {
        Rung {
            name: level.name.clone(),
            title: level.title.clone(),
            url: pen.link(&level_path(role, level)),
            is_current,
            is_written: level.is_written,
            status: status_word(level.status),
            column: 0,
        }
    }
}

/// The levels of a role, lowest first; those at `current` are what the page is about.
pub(super) fn ladder(pen: &Pen<'_>, role: &Role, current: &[usize]) -> Vec<Rung> {
    let levels = role.levels.iter().enumerate();
    levels.map(|(at, level)| Rung::new(pen, role, level, current.contains(&at))).collect()
}

/// A role, as a page of one of its levels names it.
#[derive(Debug, Serialize)]
pub struct RoleName {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its family's name.
    pub family: String,
    /// Its track's name.
    pub track: String,
}

impl RoleName {
    pub(super) fn new(pen: &Pen<'_>, role: &Role) -> RoleName {
        RoleName {
            title: role.title.clone(),
            url: pen.link(&role_path(role)),
            family: role.family.name.clone(),
            track: role.track.name.clone(),
        }
    }
}

/// Says that a role or level isn't in force.
#[derive(Debug, Serialize)]
pub struct Banner {
    /// `draft` or `legacy`.
    pub status: &'static str,
    /// The word for it.
    pub label: String,
    /// What that means here.
    pub text: String,
    /// What stands in its place.
    pub replaced_by: Option<Link>,
}

impl Banner {
    /// The banner of a role, or of one of its levels.
    pub(super) fn new(pen: &Pen<'_>, role: &Role, level: Option<&Level>) -> Option<Banner> {
        let replacement = role.replaced_by.as_ref().and_then(|id| pen.site.framework.role(id));
        let replaced_by = replacement
            .map(|other| Link { label: other.title.clone(), url: pen.link(&role_path(other)) });
        let status = level.map_or(Status::Current, |level| level.status);
        let words = &pen.site.words.status;
        let (status, label, text) = match (role.status, status) {
            (Status::Legacy, _) => ("legacy", &words.legacy, &words.legacy_role),
            (_, Status::Legacy) => ("legacy", &words.legacy, &words.legacy_level),
            (Status::Draft, _) => ("draft", &words.draft, &words.draft_role),
            (_, Status::Draft) => ("draft", &words.draft, &words.draft_level),
            (Status::Current, Status::Current) => return None,
        };
        Some(Banner { status, label: label.text(), text: text.text(), replaced_by })
    }
}

pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Current => "current",
        Status::Legacy => "legacy",
    }
}

/// Something with a name and a text.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its text.
    pub html: Html,
}
