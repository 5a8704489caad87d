use std::collections::HashMap;

use crate::model::{Framework, Level, LevelId, Move, Role, RoleId, Target, Track};

/// Tracks as lanes, levels as places in them, and the ways between.
#[derive(Debug)]
pub struct CareerMap<'f> {
    /// One lane per track that a role uses, in author order.
    pub lanes: Vec<Lane<'f>>,
    /// How many heights there are: parallel levels share one, and a higher level is higher.
    pub heights: usize,
    /// Ways that can be walked.
    pub edges: Vec<Edge<'f>>,
}

/// A track with the roles in it.
#[derive(Debug)]
pub struct Lane<'f> {
    /// The track.
    pub track: &'f Track,
    /// Every level of every role of the track, by height from the lowest, then by role.
    pub nodes: Vec<Node<'f>>,
}

/// A role at a level.
#[derive(Debug, Clone, Copy)]
pub struct Node<'f> {
    /// The role.
    pub role: &'f Role,
    /// The level.
    pub level: &'f Level,
    /// From 0, the lowest.
    pub height: usize,
}

/// A way from one role to another, or to the next level.
#[derive(Debug)]
pub struct Edge<'f> {
    /// Where from; the level is `None` if any level will do.
    pub from: (RoleId, Option<LevelId>),
    /// Where to.
    pub to: (RoleId, Option<LevelId>),
    /// What kind of way.
    pub kind: EdgeKind,
    /// The move as it is written; `None` for promotions and parallels.
    pub written: Option<&'f Move>,
}

/// What kind of way an edge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// To the next level of the same role.
    Promotion,
    /// To a level of the same weight in another track.
    Parallel,
    /// To a role that this one leads to.
    Next,
    /// To a role nearby.
    Adjacent,
}

/// Lays out roles by track and height: all of them, or those that `includes` names, with every way
/// that leads from or to one of them. Cost: linear in levels, and in moves of the framework.
#[must_use]
pub fn career_map<'f>(framework: &'f Framework, includes: &dyn Fn(&Role) -> bool) -> CareerMap<'f> {
    let heights = heights(&framework.tracks);
    let height = |level: &Level| heights.get(&level.id).copied().unwrap_or(0);
    let lanes = framework.tracks.iter().filter_map(|track| {
        let roles = framework.roles.iter().filter(|role| role.track.id == track.id);
        let roles = roles.filter(|role| includes(role));
        let mut nodes: Vec<Node<'_>> = roles
            .flat_map(|role| {
                role.levels.iter().map(move |level| Node { role, level, height: height(level) })
            })
            .collect();
        nodes.sort_by_key(|node| node.height);
        (!nodes.is_empty()).then_some(Lane { track, nodes })
    });
    let edges = framework.roles.iter().flat_map(|role| match includes(role) {
        true => edges(framework, role),
        false => {
            let is_included = |id: &RoleId| framework.role(id).is_some_and(|role| includes(role));
            let mut edges = moves(role);
            edges.retain(|edge| is_included(&edge.from.0) || is_included(&edge.to.0));
            edges
        }
    });
    CareerMap {
        lanes: lanes.collect(),
        heights: heights.values().max().map_or(0, |highest| highest + 1),
        edges: edges.collect(),
    }
}

/// A height for each level: parallel levels share one, and each is above those below it.
///
/// Heights are raised until nothing changes. Tracks whose parallels contradict each other (IC5
/// beside M4, but IC4 beside M5) never settle: then raising ends after as many rounds as there are
/// levels, and later parallels are not level.
fn heights(tracks: &[std::sync::Arc<Track>]) -> HashMap<LevelId, usize> {
    let mut heights: HashMap<LevelId, usize> = HashMap::new();
    let rounds = tracks.iter().map(|track| track.levels.len()).sum::<usize>();
    for _ in 0..=rounds {
        let before = heights.clone();
        for track in tracks {
            let mut least = 0;
            for level in &track.levels {
                let beside = level.parallel.iter().filter_map(|other| before.get(other).copied());
                let own = before.get(&level.id).copied().unwrap_or(0);
                let height = beside.chain([least, own]).max().unwrap_or(0).min(rounds);
                heights.insert(level.id.clone(), height);
                least = height + 1;
            }
        }
        if heights == before {
            break;
        }
    }
    heights
}

fn edges<'f>(framework: &Framework, role: &'f Role) -> Vec<Edge<'f>> {
    let end = |level: &Level| (role.id.clone(), Some(level.id.clone()));
    let mut edges = Vec::new();
    for two in role.levels.windows(2) {
        let kind = EdgeKind::Promotion;
        edges.push(Edge { from: end(&two[0]), to: end(&two[1]), kind, written: None });
    }
    let steps = super::Steps::of(framework, role);
    for (own, other, place) in steps.across {
        // A step on to a higher level of the same track is one of the moves below.
        let counterpart = framework.role(&other).filter(|one| one.track.id != role.track.id);
        let Some(counterpart) = counterpart else { continue };
        let to = (other, Some(counterpart.levels[place].id.clone()));
        let kind = EdgeKind::Parallel;
        edges.push(Edge { from: end(&role.levels[own]), to, kind, written: None });
    }
    edges.extend(moves(role));
    edges
}

/// The ways that a role's path names.
fn moves(role: &Role) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    let own = || (role.id.clone(), None);
    let path = &role.path;
    for (moves, kind, is_towards) in [
        (&path.feeder, EdgeKind::Next, true),
        (&path.next, EdgeKind::Next, false),
        (&path.adjacent, EdgeKind::Adjacent, false),
    ] {
        for one in moves {
            let Target::Role(other, level) = &one.target else { continue };
            let other = (other.clone(), level.clone());
            let (from, to) = if is_towards { (other, own()) } else { (own(), other) };
            edges.push(Edge { from, to, kind, written: Some(one) });
        }
    }
    edges
}
