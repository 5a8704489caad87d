//! Which way each line of a drawing takes between ladders, before anything has a size.

use std::collections::HashMap;

/// A way that is to be drawn: column and row of both ends.
pub(super) struct Line {
    pub(super) kind: &'static str,
    pub(super) labels: (String, String),
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
}

/// Which lines of which channels each way takes.
///
/// Channel `n` lies to the left of column `n`, or above row `n`. Along a channel, odd numbers are
/// columns or rows and even ones the channels between them.
pub(super) struct Plan {
    pub(super) routes: Vec<Route>,
    /// How many lines each channel has.
    pub(super) vertical: Vec<usize>,
    pub(super) horizontal: Vec<usize>,
    /// How many ways meet a rung in a channel at a row.
    pub(super) ports: HashMap<(usize, usize), usize>,
}

/// What a way takes.
#[derive(Default, Clone, Copy)]
pub(super) struct Route {
    pub(super) start: Port,
    pub(super) end: Port,
    /// Channel between rows and line in it; `None` if start and end share a channel.
    pub(super) across: Option<(usize, usize)>,
}

/// Where a way leaves or meets a rung.
#[derive(Default, Clone, Copy)]
pub(super) struct Port {
    /// The channel beside the rung.
    pub(super) channel: usize,
    /// The way's line in it.
    pub(super) line: usize,
    /// The way's place at the rung.
    pub(super) place: usize,
}

impl Plan {
    pub(super) fn new(lines: &[Line], columns: usize, rows: usize) -> Plan {
        let mut plan = Plan {
            routes: vec![Route::default(); lines.len()],
            vertical: vec![0; columns + 1],
            horizontal: vec![0; rows + 1],
            ports: HashMap::new(),
        };
        let mut beside: Vec<Channel> = vec![Channel::default(); columns + 1];
        let mut between: Vec<Channel> = vec![Channel::default(); rows + 1];
        // Short ways first: they get the lines next to their rungs.
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|at| {
            let line = &lines[*at];
            (line.from.0.abs_diff(line.to.0), line.from.1.abs_diff(line.to.1), *at)
        });
        for at in order {
            let Line { from, to, .. } = lines[at];
            let is_right = to.0 > from.0;
            let (start, end) = if is_right { (from.0 + 1, to.0) } else { (from.0, to.0 + 1) };
            let (row, other) = (2 * from.1 + 1, 2 * to.1 + 1);
            let mut route = Route::default();
            if start == end {
                let line = beside[start].take(row, other);
                (route.start.line, route.end.line) = (line, line);
            } else {
                // Next to the row of the target, on the side where the way comes from.
                let gap = if to.1 < from.1 { to.1 + 1 } else { to.1 };
                route.start.line = beside[start].take(row, 2 * gap);
                route.end.line = beside[end].take(2 * gap, other);
                route.across = Some((gap, between[gap].take(2 * start, 2 * end)));
            }
            (route.start.channel, route.end.channel) = (start, end);
            route.start.place = plan.port(start, from.1);
            // A straight way has one place at both its rungs.
            let is_straight = start == end && from.1 == to.1;
            route.end.place = if is_straight { route.start.place } else { plan.port(end, to.1) };
            plan.routes[at] = route;
        }
        plan.vertical = beside.iter().map(|channel| channel.lines.len()).collect();
        plan.horizontal = between.iter().map(|channel| channel.lines.len()).collect();
        plan
    }

    fn port(&mut self, channel: usize, row: usize) -> usize {
        let count = self.ports.entry((channel, row)).or_default();
        *count += 1;
        *count - 1
    }
}

/// Lines side by side, each with the stretches that are taken.
#[derive(Default, Clone)]
struct Channel {
    lines: Vec<Vec<(usize, usize)>>,
}

impl Channel {
    /// The first line that is free from one place to another.
    fn take(&mut self, one: usize, other: usize) -> usize {
        let (low, high) = (one.min(other), one.max(other));
        let is_free = |line: &Vec<(usize, usize)>| line.iter().all(|(a, b)| *b < low || high < *a);
        let place = self.lines.iter().position(is_free).unwrap_or_else(|| {
            self.lines.push(Vec::new());
            self.lines.len() - 1
        });
        self.lines[place].push((low, high));
        place
    }
}
