use std::collections::{HashMap, HashSet};

use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::chart::{Ladder, LadderRung, chart};
use super::routes::Line;
use super::{Chart, Link, PageFacts, context, level_path, map_path, role_path, step_path};
use crate::derive::{CareerMap, Edge, EdgeKind, Node, career_map};
use crate::model::{Family, LevelId, Role, RoleId};

/// All that `map.html` sees: of the whole framework, or of one family.
#[derive(Debug, Serialize)]
pub struct MapPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The family it is about; `none` on the page of all roles.
    pub family: Option<&'s str>,
    /// Families with a page of their own: none if all roles fit into one drawing.
    pub families: Vec<MapFamily<'s>>,
    /// The drawings: none on the page of all roles if they don't fit into one, and several of a
    /// family that is too large for one.
    pub figures: Vec<MapFigure<'s>>,
    /// Every role of the drawing with its levels, as a table says it.
    pub roles: Vec<MapRole<'s>>,
    /// Every way from and to these roles, as a table says it; promotions are left out, they are the
    /// rungs themselves. All that the drawing shows is among them.
    pub ways: Vec<Way>,
}

/// A drawing of some roles.
#[derive(Debug, Serialize)]
pub struct MapFigure<'s> {
    /// Its first role.
    pub first: &'s str,
    /// Its last role.
    pub last: &'s str,
    /// The drawing: of the ways, those that stay in it.
    pub chart: Chart,
}

/// A family with a page of its own.
#[derive(Debug, Serialize)]
pub struct MapFamily<'s> {
    /// Its name.
    pub name: &'s str,
    /// The page of its map.
    pub url: String,
    /// How many roles it has, in words.
    pub size: String,
}

/// A role and its levels.
#[derive(Debug, Serialize)]
pub struct MapRole<'s> {
    /// Its title.
    pub title: &'s str,
    /// Its page.
    pub url: String,
    /// Its track's name.
    pub track: &'s str,
    /// Its levels, lowest first.
    pub levels: Vec<Link>,
}

/// A way, in words.
#[derive(Debug, Serialize)]
pub struct Way {
    /// Where from.
    pub from: Link,
    /// Where to.
    pub to: Link,
    /// `parallel`, `next` or `adjacent`.
    pub kind: &'static str,
    /// When, or how.
    pub note: Html,
    /// The page that compares the two, if there is one.
    pub step: Option<String>,
}

/// More ladders than this side by side can't be read.
const WIDEST: usize = 24;

/// Whether families have maps of their own.
pub(in crate::render) fn has_family_maps(site: &Site) -> bool {
    site.framework.roles.len() > WIDEST
}

pub(in crate::render) fn map(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let mut page = PageFacts::new(&pen, "map", site.words.map.title.text());
    page.description = site.words.map.description.text();
    if has_family_maps(site) {
        let families = families(&pen);
        let (figures, roles, ways) = (Vec::new(), Vec::new(), Vec::new());
        return context(&MapPage { page, family: None, families, figures, roles, ways });
    }
    context(&drawn_page(&pen, page, None, &|_| true))
}

pub(in crate::render) fn family_map(site: &Site, path: &str, place: usize) -> Context {
    let pen = Pen::new(site, path);
    let family = &site.framework.families[place];
    let (words, name) = (&site.words.map, [("family", &*family.name)]);
    let mut page = PageFacts::new(&pen, "map", words.title_of.fill(&name));
    page.description = words.description_of.fill(&name);
    page.crumbs.push(Link { label: words.title.text(), url: pen.link("map.html") });
    context(&drawn_page(&pen, page, Some(family), &|role| role.family.id == family.id))
}

fn families<'s>(pen: &Pen<'s>) -> Vec<MapFamily<'s>> {
    let framework = &pen.site.framework;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for role in &framework.roles {
        *counts.entry(role.family.id.as_str()).or_default() += 1;
    }
    let families = framework.families.iter().filter_map(|family| {
        let count = *counts.get(family.id.as_str())?;
        let size = pen.site.words.counted(&pen.site.words.map.roles, count);
        Some(MapFamily { name: &family.name, url: pen.link(&map_path(family)), size })
    });
    families.collect()
}

fn drawn_page<'s>(
    pen: &Pen<'s>,
    page: PageFacts<'s>,
    family: Option<&'s Family>,
    includes: &dyn Fn(&Role) -> bool,
) -> MapPage<'s> {
    let map = career_map(&pen.site.framework, includes);
    let found = ways(pen, &map);
    let shown: Vec<&Role> =
        map.lanes.iter().flat_map(|lane| roles_of(pen, lane.track.id.as_str(), includes)).collect();
    // As many drawings as there have to be, and as even as they can be.
    let size = shown.len().div_ceil(shown.len().div_ceil(WIDEST).max(1)).max(1);
    let figures = shown.chunks(size).filter_map(|roles| {
        let chart = drawing(pen, &map, &found, roles);
        Some(MapFigure { first: &roles.first()?.title, last: &roles.last()?.title, chart })
    });
    let figures = figures.collect();
    let roles = shown.iter().map(|role| MapRole {
        title: &role.title,
        url: pen.link(&role_path(role)),
        track: &role.track.name,
        levels: role
            .levels
            .iter()
            .map(|level| Link {
                label: level.name.clone(),
                url: pen.link(&level_path(role, level)),
            })
            .collect(),
    });
    MapPage {
        page,
        family: family.map(|family| family.name.as_str()),
        families: Vec::new(),
        figures,
        roles: roles.collect(),
        ways: found.into_iter().map(|(_, way)| way).collect(),
    }
}

/// The roles of a track, in the framework's order.
fn roles_of<'s>(
    pen: &Pen<'s>,
    track: &str,
    includes: &dyn Fn(&Role) -> bool,
) -> impl Iterator<Item = &'s Role> {
    let roles = pen.site.framework.roles.iter().map(|role| &**role);
    roles.filter(move |role| role.track.id.as_str() == track && includes(role))
}

fn drawing(
    pen: &Pen<'_>,
    map: &CareerMap<'_>,
    ways: &[(&Edge<'_>, Way)],
    roles: &[&Role],
) -> Chart {
    let nodes = || map.lanes.iter().flat_map(|lane| &lane.nodes);
    let height_of = |node: &Node<'_>| (node.level.id.clone(), node.height);
    let heights: HashMap<LevelId, usize> = nodes().map(height_of).collect();
    // Heights that no role of the drawing has are left out.
    let levels = roles.iter().flat_map(|role| &role.levels);
    let mut used: Vec<usize> = levels.filter_map(|level| heights.get(&level.id)).copied().collect();
    used.sort_unstable();
    used.dedup();
    let row = |level: &LevelId| {
        let height = heights.get(level).copied().unwrap_or(0);
        used.len() - 1 - used.binary_search(&height).unwrap_or(0)
    };
    let mut columns: HashMap<&RoleId, usize> = HashMap::new();
    let mut ladders = Vec::new();
    for role in roles {
        columns.insert(&role.id, ladders.len());
        let rungs = role.levels.iter().map(|level| LadderRung {
            name: level.name.clone(),
            title: level.title.clone(),
            url: pen.link(&level_path(role, level)),
            row: row(&level.id),
        });
        let lane = map.lanes.iter().position(|lane| lane.track.id == role.track.id);
        let (title, url) = (role.title.clone(), pen.link(&role_path(role)));
        let (lane, rungs) = (lane.unwrap_or(0), rungs.collect());
        ladders.push(Ladder { title, url, lane, rungs });
    }
    let lines = ways.iter().filter_map(|(edge, way)| {
        let (from, to) = (*columns.get(&edge.from.0)?, *columns.get(&edge.to.0)?);
        let (lower, upper) = ends(pen, edge, &heights)?;
        let labels = (way.from.label.clone(), way.to.label.clone());
        (from != to).then(|| Line {
            kind: way.kind,
            labels,
            from: (from, row(lower)),
            to: (to, row(upper)),
        })
    });
    let lanes: Vec<String> = map.lanes.iter().map(|lane| lane.track.name.clone()).collect();
    chart(&lanes, &ladders, &lines.collect::<Vec<_>>(), used.len())
}

/// The levels that a drawn way joins. A way that names no level joins those that are nearest in
/// weight.
fn ends<'s>(
    pen: &Pen<'s>,
    edge: &Edge<'_>,
    heights: &HashMap<LevelId, usize>,
) -> Option<(&'s LevelId, &'s LevelId)> {
    let levels = |(role, level): &(RoleId, Option<LevelId>)| {
        let levels = pen.site.framework.role(role)?.levels.iter().map(|level| &level.id);
        let levels = levels.filter(|id| level.as_ref().is_none_or(|level| level == *id));
        Some(levels.collect::<Vec<&'s LevelId>>())
    };
    let (from, to) = (levels(&edge.from)?, levels(&edge.to)?);
    let to = &to;
    let height = |level: &LevelId| heights.get(level).copied().unwrap_or(0);
    let pairs = from.iter().rev().flat_map(|from| to.iter().rev().map(move |to| (*from, *to)));
    // The first of the least: where two ladders stand side by side, they are joined at the top.
    pairs.min_by_key(|(from, to)| height(from).abs_diff(height(to)))
}

fn ways<'e, 'f>(pen: &Pen<'_>, map: &'e CareerMap<'f>) -> Vec<(&'e Edge<'f>, Way)> {
    let ways = map.edges.iter().filter_map(|edge| Some((edge, way(pen, edge)?)));
    let mut ways: Vec<(&Edge<'_>, Way)> = ways.collect();
    // A way that both roles name is one way.
    let mut seen = HashSet::new();
    ways.retain(|(_, way)| {
        let (from, to) = (&way.from.url, &way.to.url);
        let is_directed = way.kind == "next";
        let ends = if is_directed || from < to { (from, to) } else { (to, from) };
        seen.insert((ends.0.clone(), ends.1.clone(), way.kind))
    });
    ways
}

fn way(pen: &Pen<'_>, edge: &Edge<'_>) -> Option<Way> {
    let kind = match edge.kind {
        EdgeKind::Promotion => return None,
        EdgeKind::Parallel => "parallel",
        EdgeKind::Next => "next",
        EdgeKind::Adjacent => "adjacent",
    };
    let framework = &pen.site.framework;
    let end = |(role, level): &(RoleId, Option<LevelId>)| {
        let role = framework.role(role)?;
        Some(match level.as_ref().and_then(|level| role.level(level.as_str())) {
            Some(level) => Link {
                label: format!("{} {}", level.name, role.title),
                url: pen.link(&level_path(role, level)),
            },
            None => Link { label: role.title.clone(), url: pen.link(&role_path(role)) },
        })
    };
    let step = || {
        let (from, to) = (framework.role(&edge.from.0)?, framework.role(&edge.to.0)?);
        let from_level = from.level(edge.from.1.as_ref()?.as_str())?;
        let path = step_path(from, from_level, to.level(edge.to.1.as_ref()?.as_str())?);
        pen.site.has(&path).then(|| pen.link(&path))
    };
    let note = edge.written.and_then(|one| one.note.as_ref());
    Some(Way {
        from: end(&edge.from)?,
        to: end(&edge.to)?,
        kind,
        note: note.map(|text| pen.inline(text)).unwrap_or_default(),
        step: step(),
    })
}
