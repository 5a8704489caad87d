use std::collections::HashMap;

use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::debrief::debrief_path;
use super::ladder::status_word;
use super::{PageFacts, Rung, context, id_of, role_path};
use crate::derive::career_map;
use crate::model::{Family, LevelId, Role};

/// All that `home.html` sees.
#[derive(Debug, Serialize)]
pub struct HomePage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// What the framework is for.
    pub summary: Html,
    /// Families with their roles.
    pub families: Vec<FamilySection<'s>>,
    /// How many columns rungs stand in.
    pub columns: usize,
    /// Ladders of levels, in author order: those of which more is said than their name.
    pub tracks: Vec<TrackFacts<'s>>,
    /// Handbook pages.
    pub handbook: Vec<PageLink>,
    /// Whether one of them says what it is about; else they are but a list.
    pub is_handbook_described: bool,
    /// Where panels read their scorecards together; `none` in editions without scorecards.
    pub debrief: Option<String>,
}

/// A family and its roles.
#[derive(Debug, Serialize)]
pub struct FamilySection<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: &'s str,
    /// What it does.
    pub summary: Html,
    /// Its roles by track.
    pub tracks: Vec<TrackRoles<'s>>,
}

/// The roles of a family that are of one track.
#[derive(Debug, Serialize)]
pub struct TrackRoles<'s> {
    /// The track's name.
    pub name: &'s str,
    /// Its roles.
    pub roles: Vec<RoleRow<'s>>,
}

/// A role and its levels.
#[derive(Debug, Serialize)]
pub struct RoleRow<'s> {
    /// Its title.
    pub title: &'s str,
    /// As [`PageFacts::lang`], of this role.
    pub lang: Html,
    /// Its page.
    pub url: String,
    /// `draft`, `current` or `legacy`.
    pub status: &'static str,
    /// Its levels, lowest first.
    pub rungs: Vec<Rung>,
}

/// A ladder of levels.
#[derive(Debug, Serialize)]
pub struct TrackFacts<'s> {
    /// Its name.
    pub name: &'s str,
    /// How one grows in it.
    pub summary: Html,
}

/// A handbook page, as a list names it.
#[derive(Debug, Serialize)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// As [`PageFacts::lang`], of this page.
    pub lang: Html,
    /// Where it is.
    pub url: String,
    /// What it is about.
    pub summary: Html,
    /// Whether it is the page itself.
    pub is_current: bool,
}

pub(in crate::render) fn home(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let framework = &site.framework;
    let map = career_map(framework, &|_| true);
    let nodes = map.lanes.iter().flat_map(|lane| &lane.nodes);
    let columns: HashMap<&LevelId, usize> =
        nodes.map(|node| (&node.level.id, node.height)).collect();
    let summary = framework.summary.as_ref();
    let mut page = PageFacts::new(&pen, "home", site.book.title.clone());
    if let Some(summary) = summary {
        page = page.source(site, summary.span, None, None);
    }
    let families = framework.families.iter();
    let tracks = framework.tracks.iter().filter_map(|track| {
        Some(TrackFacts { name: &track.name, summary: pen.inline(track.summary.as_ref()?) })
    });
    let page = HomePage {
        page,
        summary: summary.map(|text| pen.blocks(text, 1)).unwrap_or_default(),
        families: families.map(|family| section(&pen, family, &columns)).collect(),
        columns: map.heights,
        tracks: tracks.collect(),
        handbook: handbook_links(&pen, None),
        debrief: site.has(debrief_path()).then(|| pen.link(debrief_path())),
        is_handbook_described: framework.pages.iter().any(|page| page.summary.is_some()),
    };
    context(&page)
}

fn section<'s>(
    pen: &Pen<'s>,
    family: &'s Family,
    columns: &HashMap<&LevelId, usize>,
) -> FamilySection<'s> {
    let framework = &pen.site.framework;
    let roles: Vec<&'s Role> =
        framework.roles.iter().map(|role| &**role).filter(|r| r.family.id == family.id).collect();
    let tracks = framework.tracks.iter().filter_map(|track| {
        let roles = roles.iter().filter(|role| role.track.id == track.id);
        let roles: Vec<RoleRow<'s>> = roles.map(|role| row(pen, role, columns)).collect();
        (!roles.is_empty()).then_some(TrackRoles { name: &track.name, roles })
    });
    FamilySection {
        id: id_of("f", family.id.as_str()),
        name: &family.name,
        summary: family.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        tracks: tracks.collect(),
    }
}

fn row<'s>(pen: &Pen<'_>, role: &'s Role, columns: &HashMap<&LevelId, usize>) -> RoleRow<'s> {
    let rungs = role.levels.iter().map(|level| Rung {
        column: columns.get(&level.id).copied().unwrap_or(0),
        ..Rung::new(pen, role, level, false)
    });
    RoleRow {
        title: &role.title,
        lang: pen.lang_of(role.language.as_ref()),
        url: pen.link(&role_path(role)),
        status: status_word(role.status),
        rungs: rungs.collect(),
    }
}

/// All handbook pages; `current` is the place of the page itself.
pub(super) fn handbook_links(pen: &Pen<'_>, current: Option<usize>) -> Vec<PageLink> {
    let pages = pen.site.framework.pages.iter().enumerate().map(|(place, page)| PageLink {
        title: page.title.clone(),
        lang: pen.lang_of(page.language.as_ref()),
        url: pen.link(&format!("{}.html", page.path)),
        summary: page.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        is_current: current == Some(place),
    });
    pages.collect()
}
