//! A drawing of roles as ladders. Ways between them keep to the channels between ladders and between
//! rungs, each on a line of its own, so that none runs through a rung or a title.

use serde::Serialize;

use super::routes::{Line, Plan, Port};

/// A drawing, in units that are pixels where it isn't scaled.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// Width of each level's box.
    pub rung_width: i64,
    /// Height of each level's box.
    pub rung_height: i64,
    /// Tracks, as bands from left to right.
    pub lanes: Vec<ChartLane>,
    /// Roles, as ladders.
    pub roles: Vec<ChartRole>,
    /// Lines on which levels of one weight stand, from top to bottom.
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
    /// The middle of the ladder.
    pub x: i64,
    /// Where the line begins that leads from the title down to the ladder.
    pub y: i64,
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
    /// Its name.
    pub name: String,
    /// As much of it as there is room for.
    pub text: String,
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
    /// `parallel`, `next` or `adjacent`.
    pub kind: &'static str,
    /// Where from, as the table of ways says it.
    pub from: String,
    /// Where to.
    pub to: String,
    /// An SVG path.
    pub d: String,
}

/// A ladder that is to be drawn.
pub(super) struct Ladder {
    pub(super) title: String,
    pub(super) url: String,
    /// Place of its track among the lanes.
    pub(super) lane: usize,
    pub(super) rungs: Vec<LadderRung>,
}

/// A rung of it.
pub(super) struct LadderRung {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) url: String,
    /// From 0, the highest.
    pub(super) row: usize,
}

/// The narrowest box of a level, which holds a short name such as IC3; one of words has room for
/// so many letters of so many pixels.
const RUNG_WIDTH: i64 = 76;
const LETTER: i64 = 8;
const LONGEST_NAME: usize = 22;
const RUNG_HEIGHT: i64 = 28;
/// Room for a line in a channel.
const LINE: i64 = 8;
/// The narrowest channels: beside a ladder there is its title's width, between rungs the rails.
const BESIDE: i64 = 52;
const BETWEEN: i64 = 30;
const BETWEEN_LANES: i64 = 24;
/// What stays free at both sides of a channel, for arrows.
const MARGIN: i64 = 16;
const TITLE: i64 = 15;
const LONGEST_TITLE: usize = 15;
/// Base line of the last line of all titles, below the tracks' names.
const TITLES: i64 = 100;

/// Draws ladders, which stand in the order of their lanes, and the ways between them.
///
/// A way leaves a rung at the side where the other one is, turns in the channel there, and, if that
/// is not the channel beside its target, goes on between two rows. Ways share neither a line of a
/// channel nor a place at a rung. Cost: for each channel, the square of the ways in it at worst.
pub(super) fn chart(lanes: &[String], ladders: &[Ladder], lines: &[Line], rows: usize) -> Chart {
    let plan = Plan::new(lines, ladders.len(), rows);
    let grid = Grid::new(&plan, ladders, rows);
    let edges = lines.iter().enumerate().map(|(at, line)| ChartEdge {
        kind: line.kind,
        from: line.labels.0.clone(),
        to: line.labels.1.clone(),
        d: rounded(&points(&plan, &grid, at, line)),
    });
    let bands = lanes.iter().enumerate().filter_map(|(lane, name)| {
        let first = ladders.iter().position(|ladder| ladder.lane == lane)?;
        let last = ladders.iter().rposition(|ladder| ladder.lane == lane)?;
        let x = grid.lane_left[first];
        let width = grid.lane_right[last] - x;
        Some(ChartLane { name: name.clone(), x, width, text_x: x + 12 })
    });
    Chart {
        width: grid.width,
        height: grid.height,
        rung_width: grid.rung_width,
        rung_height: RUNG_HEIGHT,
        lanes: bands.collect(),
        roles: ladders.iter().zip(&grid.middles).map(|(one, x)| drawn(one, *x, &grid)).collect(),
        lines: grid.rows.iter().map(|y| y + RUNG_HEIGHT / 2).collect(),
        edges: edges.collect(),
    }
}

/// Where columns, rows and channels stand.
struct Grid {
    width: i64,
    height: i64,
    rung_width: i64,
    middles: Vec<i64>,
    /// Upper edges of rungs.
    rows: Vec<i64>,
    /// Middles of channels between ladders, and between rows.
    beside: Vec<i64>,
    between: Vec<i64>,
    lane_left: Vec<i64>,
    lane_right: Vec<i64>,
}

impl Grid {
    fn new(plan: &Plan, ladders: &[Ladder], rows: usize) -> Grid {
        let room = |lines: usize, least: i64| {
            (2 * MARGIN + LINE * (signed(lines) - 1).max(0)).max(if lines > 0 { least } else { 0 })
        };
        let names = ladders.iter().flat_map(|ladder| &ladder.rungs).map(|rung| short(&rung.name));
        let longest = names.map(|name| name.chars().count()).max().unwrap_or_default();
        // Boxes are of even width: their middles are whole.
        let rung_width = (LETTER * signed(longest) + 16).max(RUNG_WIDTH);
        let mut grid = Grid {
            width: 0,
            height: TITLES + 8,
            rung_width,
            middles: Vec::new(),
            rows: Vec::new(),
            beside: Vec::new(),
            between: Vec::new(),
            lane_left: Vec::new(),
            lane_right: Vec::new(),
        };
        for column in 0..=ladders.len() {
            let is_edge = column == 0 || column == ladders.len();
            let is_new_lane = !is_edge && ladders[column].lane != ladders[column - 1].lane;
            let lanes = if is_new_lane { BETWEEN_LANES } else { 0 };
            let least = if is_edge { BESIDE / 2 } else { BESIDE + lanes };
            let width = room(plan.vertical[column], least).max(least);
            let middle = grid.width + width / 2;
            if column > 0 {
                grid.lane_right.push(if is_edge { grid.width + width } else { middle - 4 });
            }
            grid.beside.push(middle);
            grid.width += width;
            if column < ladders.len() {
                grid.lane_left.push(if is_edge { 0 } else { middle + 4 });
                grid.middles.push(grid.width + rung_width / 2);
                grid.width += rung_width;
            }
        }
        for row in 0..=rows {
            let lines = plan.horizontal[row];
            let room = BETWEEN.max(LINE * (signed(lines) + 1));
            grid.between.push(grid.height + room / 2);
            grid.height += room;
            if row < rows {
                grid.rows.push(grid.height);
                grid.height += RUNG_HEIGHT;
            }
        }
        grid
    }

    fn line(&self, plan: &Plan, Port { channel, line, .. }: Port) -> i64 {
        self.beside[channel] + offset(line, plan.vertical[channel], LINE)
    }

    fn port(&self, plan: &Plan, row: usize, Port { channel, place, .. }: Port) -> i64 {
        let count = plan.ports.get(&(channel, row)).copied().unwrap_or(1);
        let step = ((RUNG_HEIGHT - 8) / signed(count).max(1)).min(6);
        self.rows[row] + RUNG_HEIGHT / 2 + offset(place, count, step)
    }
}

/// How far from the middle the line at a place among some stands.
fn offset(place: usize, count: usize, step: i64) -> i64 {
    (2 * signed(place) - (signed(count) - 1)) * step / 2
}

fn points(plan: &Plan, grid: &Grid, at: usize, line: &Line) -> Vec<(i64, i64)> {
    let route = &plan.routes[at];
    let side = if line.to.0 > line.from.0 { 1 } else { -1 };
    let arrow = if line.kind == "next" { 5 } else { 0 };
    let start = (
        grid.middles[line.from.0] + side * grid.rung_width / 2,
        grid.port(plan, line.from.1, route.start),
    );
    let end = (
        grid.middles[line.to.0] - side * (grid.rung_width / 2 + arrow),
        grid.port(plan, line.to.1, route.end),
    );
    let (first, last) = (grid.line(plan, route.start), grid.line(plan, route.end));
    let mut points = vec![start, (first, start.1)];
    if let Some((gap, line)) = route.across {
        let y = grid.between[gap] + offset(line, plan.horizontal[gap], LINE);
        points.extend([(first, y), (last, y)]);
    }
    points.extend([(last, end.1), end]);
    points.dedup();
    points
}

/// A path through points, with its corners rounded.
fn rounded(points: &[(i64, i64)]) -> String {
    let mut d = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let around =
            at.checked_sub(1).and_then(|before| points.get(before)).zip(points.get(at + 1));
        match around {
            None if at == 0 => d += &format!("M{x} {y}"),
            None => d += &format!("L{x} {y}"),
            Some((before, after)) => {
                let (x1, y1) = towards((*x, *y), *before);
                let (x2, y2) = towards((*x, *y), *after);
                d += &format!("L{x1} {y1}Q{x} {y} {x2} {y2}");
            }
        }
    }
    d
}

/// The point next to a corner on the way to another point.
fn towards((x, y): (i64, i64), (other_x, other_y): (i64, i64)) -> (i64, i64) {
    let near = |from: i64, to: i64| from + ((to - from) / 2).clamp(-6, 6);
    (near(x, other_x), near(y, other_y))
}

fn drawn(ladder: &Ladder, middle: i64, grid: &Grid) -> ChartRole {
    let rungs: Vec<ChartRung> = ladder
        .rungs
        .iter()
        .map(|rung| ChartRung {
            name: rung.name.clone(),
            text: short(&rung.name),
            title: rung.title.clone(),
            url: rung.url.clone(),
            x: middle - grid.rung_width / 2,
            y: grid.rows[rung.row],
            text_x: middle,
            text_y: grid.rows[rung.row] + RUNG_HEIGHT / 2 + 5,
        })
        .collect();
    let top = rungs.iter().map(|rung| rung.y).min().unwrap_or(TITLES);
    let lines = wrapped(&ladder.title, LONGEST_TITLE);
    let first = TITLES - TITLE * (signed(lines.len()) - 1);
    let title = (0..).zip(lines);
    ChartRole {
        title: title
            .map(|(at, text)| ChartText { text, x: middle, y: first + TITLE * at })
            .collect(),
        url: ladder.url.clone(),
        x: middle,
        y: TITLES + 6,
        left: middle - grid.rung_width / 2 + 10,
        right: middle + grid.rung_width / 2 - 10,
        top,
        bottom: rungs.iter().map(|rung| rung.y).max().unwrap_or(TITLES) + RUNG_HEIGHT,
        rungs,
    }
}

/// A name as there is room for it in its box.
fn short(name: &str) -> String {
    match name.chars().count() <= LONGEST_NAME {
        true => name.to_owned(),
        false => {
            name.chars().take(LONGEST_NAME - 1).collect::<String>().trim_end().to_owned() + "…"
        }
    }
}

/// A text in at most four lines of about `width` characters, broken between words; what doesn't
/// fit is left out with a mark.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if count == 4 => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        if line.chars().count() > width + 2 {
            *line = line.chars().take(width).chain(['…']).collect();
        }
    }
    lines
}

fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(rows: std::ops::Range<usize>) -> Ladder {
        let rung =
            |row| LadderRung { name: "IC".into(), title: String::new(), url: String::new(), row };
        let rungs = rows.map(rung).collect();
        Ladder { title: "A role of many words".into(), url: String::new(), lane: 0, rungs }
    }

    /// The horizontal and vertical runs of a path, corners cut.
    fn runs(line: &[(i64, i64)]) -> Vec<[(i64, i64); 2]> {
        line.windows(2).map(|two| [two[0].min(two[1]), two[0].max(two[1])]).collect()
    }

    fn all() -> (Vec<Ladder>, Vec<Line>) {
        let ladders = vec![ladder(0..6), ladder(2..4), ladder(1..6), ladder(0..2), ladder(3..6)];
        let mut lines = Vec::new();
        for from in 0..5 {
            for to in (0..5).filter(|to| *to != from) {
                for kind in ["next", "adjacent"] {
                    let (from, to) =
                        ((from, ladders[from].rungs[0].row), (to, ladders[to].rungs[1].row));
                    lines.push(Line { kind, labels: (String::new(), String::new()), from, to });
                }
            }
        }
        (ladders, lines)
    }

    #[test]
    fn no_way_runs_through_a_rung_or_a_title() {
        let (ladders, lines) = all();
        let chart = chart(&["Track".into()], &ladders, &lines, 6);
        let plan = Plan::new(&lines, ladders.len(), 6);
        let grid = Grid::new(&plan, &ladders, 6);
        for (at, line) in lines.iter().enumerate() {
            for [(x1, y1), (x2, y2)] in runs(&points(&plan, &grid, at, line)) {
                assert!(y1 > TITLES && y2 < chart.height && x1 > 0 && x2 < chart.width);
                let rungs = chart.roles.iter().flat_map(|role| &role.rungs);
                for rung in rungs {
                    let is_apart = x2 <= rung.x
                        || x1 >= rung.x + chart.rung_width
                        || y2 <= rung.y
                        || y1 >= rung.y + RUNG_HEIGHT;
                    assert!(is_apart, "{at} runs through {rung:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_in_words_has_room_in_its_box() {
        let (mut ladders, lines) = all();
        ladders[1].rungs[0].name = "Senior Engineer 2 (People Manager)".into();
        let chart = chart(&["Track".into()], &ladders, &lines, 6);
        let rung = &chart.roles[1].rungs[0];
        assert_eq!(rung.text, "Senior Engineer 2 (Pe…");
        assert_eq!(chart.rung_width, 8 * 22 + 16);
        assert_eq!((rung.x + chart.rung_width / 2, chart.rung_width % 2), (rung.text_x, 0));
    }

    #[test]
    fn no_two_ways_share_a_stretch_of_a_channel() {
        let (ladders, lines) = all();
        let plan = Plan::new(&lines, ladders.len(), 6);
        let grid = Grid::new(&plan, &ladders, 6);
        let runs = |at| runs(&points(&plan, &grid, at, &lines[at]));
        for one in 0..lines.len() {
            for other in 0..one {
                for [(x1, y1), (x2, y2)] in runs(one) {
                    for [(x3, y3), (x4, y4)] in runs(other) {
                        let is_shared = (x1 == x2 && x3 == x4 && x1 == x3 && y1 < y4 && y3 < y2)
                            || (y1 == y2 && y3 == y4 && y1 == y3 && x1 < x4 && x3 < x2);
                        assert!(!is_shared, "{one} and {other} share ({x1},{y1}) to ({x2},{y2})");
                    }
                }
            }
        }
    }

    #[test]
    fn titles_stay_within_their_columns() {
        assert_eq!(wrapped("Software Engineer", 16), ["Software", "Engineer"]);
        let long =
            wrapped("Very Principal Donaudampfschifffahrtskapitän of All the Many Things", 16);
        assert_eq!(long.len(), 4);
        assert!(long.iter().all(|line| line.chars().count() <= 18), "{long:?}");
    }
}
