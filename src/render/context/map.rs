use std::collections::{HashMap, HashSet};

use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::{Link, PageFacts, context, level_path, role_path, step_path};
use crate::derive::{CareerMap, Edge, EdgeKind, career_map};
use crate::model::{LevelId, Role, RoleId};

/// All that `map.html` sees.
#[derive(Debug, Serialize)]
pub struct MapPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// Drawings: one of the whole framework, or one per family if that would be too wide.
    pub charts: Vec<Chart>,
    /// Every way, as a table says it; promotions are left out, they are the rungs themselves.
    pub ways: Vec<Way<'s>>,
}

/// A drawing, in units that are pixels where it isn't scaled.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// Its id, for its title.
    pub id: String,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// Tracks, as bands from top to bottom.
    pub lanes: Vec<ChartLane>,
    /// Roles, as ladders.
    pub roles: Vec<ChartRole>,
    /// Lines on which levels of one weight stand: the upper edges of rungs, their middles.
    pub lines: Vec<i64>,
    /// Ways between ladders.
    pub edges: Vec<ChartEdge>,
}

/// A track.
#[derive(Debug, Serialize)]
pub struct ChartLane {
    /// Its name.
    pub name: String,
    /// Left edge.
    pub x: i64,
    /// Width.
    pub width: i64,
    /// Where its name begins.
    pub text_x: i64,
}

/// A role.
#[derive(Debug, Serialize)]
pub struct ChartRole {
    /// Its title, in lines that fit.
    pub title: Vec<ChartText>,
    /// Its page.
    pub url: String,
    /// Left rail.
    pub left: i64,
    /// Right rail.
    pub right: i64,
    /// Upper end of the rails.
    pub top: i64,
    /// Lower end.
    pub bottom: i64,
    /// Its levels.
    pub rungs: Vec<ChartRung>,
}

/// A line of text.
#[derive(Debug, Serialize)]
pub struct ChartText {
    /// The text.
    pub text: String,
    /// Its middle.
    pub x: i64,
    /// Its base line.
    pub y: i64,
}

/// A level.
#[derive(Debug, Serialize)]
pub struct ChartRung {
    /// Its short name.
    pub name: String,
    /// What somebody at it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Left edge.
    pub x: i64,
    /// Upper edge.
    pub y: i64,
    /// The middle of its text.
    pub text_x: i64,
    /// The base line of its text.
    pub text_y: i64,
}

/// A way.
#[derive(Debug, Serialize)]
pub struct ChartEdge {
    /// `next` or `adjacent`.
    pub kind: &'static str,
    /// An SVG path.
    pub d: String,
}

/// A way, in words.
#[derive(Debug, Serialize)]
pub struct Way<'s> {
    /// Where from.
    pub from: Link,
    /// Where to.
    pub to: Link,
    /// `Parallel level`, `Next role` or `Nearby role`, in words.
    pub kind: &'s str,
    /// When, or how.
    pub note: Html,
    /// The page that compares the two, if there is one.
    pub step: Option<String>,
}

/// More ladders than this side by side can't be read.
const WIDEST: usize = 24;
const COLUMN: i64 = 150;
const RUNG_WIDTH: i64 = 76;
const RUNG_HEIGHT: i64 = 28;
const ROW: i64 = 62;
const HEAD: i64 = 86;

pub(in crate::render) fn map(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let map = career_map(&site.framework);
    let words = &site.words.map;
    let mut page = PageFacts::new(&pen, "map", words.title.text());
    page.description = words.description.text();
    context(&MapPage { page, charts: charts(&pen, &map), ways: ways(&pen, &map) })
}

fn charts(pen: &Pen<'_>, map: &CareerMap<'_>) -> Vec<Chart> {
    let framework = &pen.site.framework;
    if framework.roles.len() <= WIDEST {
        return vec![chart(pen, map, pen.site.words.map.all_roles.as_str(), "map_all", &|_| true)];
    }
    let families = framework.families.iter();
    let charts = families.map(|family| {
        let id = format!("map_{}", family.id);
        chart(pen, map, &family.name, &id, &|role| role.family.id == family.id)
    });
    charts.filter(|chart| !chart.roles.is_empty()).collect()
}

fn chart(
    pen: &Pen<'_>,
    map: &CareerMap<'_>,
    title: &str,
    id: &str,
    includes: &dyn Fn(&Role) -> bool,
) -> Chart {
    let heights: HashMap<&LevelId, usize> =
        map.lanes.iter().flat_map(|lane| &lane.nodes).map(|n| (&n.level.id, n.height)).collect();
    let highest = map.heights.saturating_sub(1);
    let y = |level: &LevelId| {
        let height = heights.get(level).copied().unwrap_or(0);
        HEAD + ROW * signed(highest.saturating_sub(height))
    };
    let mut columns: HashMap<&RoleId, i64> = HashMap::new();
    let (mut lanes, mut roles, mut next) = (Vec::new(), Vec::new(), 0);
    for lane in &map.lanes {
        let start = next;
        for role in pen.site.framework.roles.iter().filter(|role| role.track.id == lane.track.id) {
            if includes(role) {
                let middle = next * COLUMN + COLUMN / 2;
                columns.insert(&role.id, middle);
                roles.push(ladder(pen, role, middle, &y));
                next += 1;
            }
        }
        if next > start {
            let (x, width) = (start * COLUMN + 6, (next - start) * COLUMN - 12);
            lanes.push(ChartLane { name: lane.track.name.clone(), x, width, text_x: x + 12 });
        }
    }
    let mut seen = HashSet::new();
    let edges = map.edges.iter().filter_map(|edge| {
        let (from, to) = ends(pen, edge, &heights)?;
        let (x1, x2) = (*columns.get(&edge.from.0)?, *columns.get(&edge.to.0)?);
        let (start, end) = ((x1, y(from) + RUNG_HEIGHT / 2), (x2, y(to) + RUNG_HEIGHT / 2));
        let is_new = seen.insert((start.min(end), start.max(end), kind_word(edge.kind)));
        is_new.then(|| drawn(edge.kind, start, end))
    });
    Chart {
        title: title.to_owned(),
        id: id.to_owned(),
        width: next.max(1) * COLUMN,
        height: HEAD + ROW * signed(map.heights) + 4,
        lanes,
        lines: (0..map.heights).map(|at| HEAD + ROW * signed(at) + RUNG_HEIGHT / 2).collect(),
        edges: edges.collect(),
        roles,
    }
}

/// The levels that a drawn way joins; `None` for promotions and parallels, which the ladders and
/// the lines show. A way that names no level joins those that are nearest in weight.
fn ends<'s>(
    pen: &Pen<'s>,
    edge: &Edge<'_>,
    heights: &HashMap<&LevelId, usize>,
) -> Option<(&'s LevelId, &'s LevelId)> {
    if matches!(edge.kind, EdgeKind::Promotion | EdgeKind::Parallel) {
        return None;
    }
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

fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX / 1024)
}

fn ladder(pen: &Pen<'_>, role: &Role, middle: i64, y: &dyn Fn(&LevelId) -> i64) -> ChartRole {
    let rungs: Vec<ChartRung> = role
        .levels
        .iter()
        .map(|level| ChartRung {
            name: level.name.clone(),
            title: level.title.clone(),
            url: pen.link(&level_path(role, level)),
            x: middle - RUNG_WIDTH / 2,
            y: y(&level.id),
            text_x: middle,
            text_y: y(&level.id) + RUNG_HEIGHT / 2 + 5,
        })
        .collect();
    let top = rungs.iter().map(|rung| rung.y).min().unwrap_or(HEAD);
    let lines = wrapped(&role.title, 17);
    let first = top - 14 - 15 * (signed(lines.len()) - 1);
    let title = (0..).zip(lines);
    ChartRole {
        title: title.map(|(at, text)| ChartText { text, x: middle, y: first + 15 * at }).collect(),
        url: pen.link(&role_path(role)),
        left: middle - RUNG_WIDTH / 2 + 10,
        right: middle + RUNG_WIDTH / 2 - 10,
        top,
        bottom: rungs.iter().map(|rung| rung.y).max().unwrap_or(HEAD) + RUNG_HEIGHT,
        rungs,
    }
}

/// A text in lines of at most `width` characters, broken between words; at most three.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ if count == 3 => break,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A curve from one rung's side to another's.
fn drawn(kind: EdgeKind, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) -> ChartEdge {
    let side = if x2 >= x1 { 1 } else { -1 };
    let (start, end) = (x1 + side * RUNG_WIDTH / 2, x2 - side * (RUNG_WIDTH / 2 + 5));
    let bend = ((end - start).abs() / 2).max(24) * side;
    let d = format!("M{start} {y1}C{} {y1} {} {y2} {end} {y2}", start + bend, end - bend);
    ChartEdge { kind: kind_word(kind), d }
}

fn kind_word(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Promotion => "promotion",
        EdgeKind::Parallel => "parallel",
        EdgeKind::Next => "next",
        EdgeKind::Adjacent => "adjacent",
    }
}

fn ways<'s>(pen: &Pen<'s>, map: &CareerMap<'_>) -> Vec<Way<'s>> {
    // A way that both roles name is one way.
    let mut seen = HashSet::new();
    let mut is_new = |edge: &Edge<'_>, way: &Way<'_>| {
        let (from, to) = (&way.from.url, &way.to.url);
        let is_directed = matches!(edge.kind, EdgeKind::Next);
        let ends = if is_directed || from < to { (from, to) } else { (to, from) };
        seen.insert((ends.0.clone(), ends.1.clone(), kind_word(edge.kind)))
    };
    let ways = map.edges.iter().filter_map(|edge| way(pen, edge).filter(|way| is_new(edge, way)));
    ways.collect()
}

fn way<'s>(pen: &Pen<'s>, edge: &Edge<'_>) -> Option<Way<'s>> {
    let words = &pen.site.words.map;
    let kind = match edge.kind {
        EdgeKind::Promotion => return None,
        EdgeKind::Parallel => &words.way_parallel,
        EdgeKind::Next => &words.way_next,
        EdgeKind::Adjacent => &words.way_nearby,
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
        kind: kind.as_str(),
        note: note.map(|text| pen.inline(text)).unwrap_or_default(),
        step: step(),
    })
}
