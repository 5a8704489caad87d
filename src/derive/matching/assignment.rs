//! Who is paired with whom, once everything that is plainly the same is out of the way.

use std::collections::HashMap;

use foldhash::quality::FixedState;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::similarity::{Context, Evidence, THRESHOLD, chance, compare};
use super::vocabulary::{Features, stem};
use super::words::HASH;

/// Up to as many comparisons every pair is looked at and the best assignment found: 64 by 64.
const DENSE_COMPARISONS: usize = 4_096;
/// Beyond, a stem in more behaviours than this no longer proposes candidates,
const POSTINGS: usize = 48;
/// and each behaviour is compared with this many.
const CANDIDATES: usize = 8;

/// Behaviours that have no partner yet, in order, with their place in their list (0 to 1).
pub(super) struct Open<'a> {
    pub features: Vec<&'a Features>,
    pub places: Vec<f64>,
}

/// Positions in two [`Open`] lists, and how many comparisons it took to find them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Assigned {
    pub pairs: Vec<(usize, usize)>,
    pub comparisons: usize,
}

/// The assignment of greatest total chance, one to one. Swapping the sides swaps the pairs.
pub(super) fn assign(from: &Open, to: &Open) -> Assigned {
    // The solver wants no more rows than columns; between lists of one length it must not matter
    // which comes first, so their content decides.
    let content = |open: &Open| -> Vec<_> {
        open.features.iter().map(|one| (one.tokens().to_vec(), one.order().to_vec())).collect()
    };
    let order = from.features.len().cmp(&to.features.len());
    if order.then_with(|| content(from).cmp(&content(to))).is_le() {
        return assign_rows(from, to);
    }
    let mut assigned = assign_rows(to, from);
    assigned.pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
    assigned
}

fn assign_rows(rows: &Open, columns: &Open) -> Assigned {
    match rows.features.len().saturating_mul(columns.features.len()) {
        0 => Assigned::default(),
        cells if cells <= DENSE_COMPARISONS => dense(rows, columns),
        _ => sparse(rows, columns),
    }
}

fn dense(rows: &Open, columns: &Open) -> Assigned {
    let (height, width) = (rows.features.len(), columns.features.len());
    let mut candidates = Vec::with_capacity(height * width);
    for (row, a) in rows.features.iter().enumerate() {
        for (column, b) in columns.features.iter().enumerate() {
            candidates.push(Candidate { row, column, evidence: compare(a, b), chance: 0.0 });
        }
    }
    weigh(&mut candidates, rows, columns);
    let gain =
        |candidate: &Candidate| ((candidate.chance - THRESHOLD).max(0.0) * 1_000_000.0) as i64;
    let gains: Vec<i64> = candidates.iter().map(gain).collect();
    let pairs = if height == 1 {
        let best = gains.iter().enumerate().max_by_key(|&(at, gain)| (gain, std::cmp::Reverse(at)));
        best.filter(|best| *best.1 > 0).map(|(column, _)| (0, column)).into_iter().collect()
    } else {
        solve(height, width, gains)
    };
    Assigned { pairs, comparisons: height * width }
}

fn solve(height: usize, width: usize, gains: Vec<i64>) -> Vec<(usize, usize)> {
    // The shape is right by construction; a matrix that could not be made would pair nothing.
    let Ok(matrix) = Matrix::from_vec(height, width, gains) else { return Vec::new() };
    let (_, columns) = kuhn_munkres(&matrix);
    columns.into_iter().enumerate().filter(|&pair| matrix[pair] > 0).collect()
}

/// For cells no reader would write: candidates by rare stems in common, then the best first.
fn sparse(rows: &Open, columns: &Open) -> Assigned {
    let mut candidates = Vec::new();
    propose(&rows.features, &columns.features, &mut candidates);
    let comparisons = candidates.len();
    weigh(&mut candidates, rows, columns);
    candidates.retain(|candidate| candidate.chance > THRESHOLD);
    candidates.sort_by(|a, b| {
        b.chance.total_cmp(&a.chance).then((a.row, a.column).cmp(&(b.row, b.column)))
    });
    let mut row_taken = vec![false; rows.features.len()];
    let mut column_taken = vec![false; columns.features.len()];
    let mut pairs = Vec::new();
    for Candidate { row, column, .. } in candidates {
        if !row_taken[row] && !column_taken[column] {
            (row_taken[row], column_taken[column]) = (true, true);
            pairs.push((row, column));
        }
    }
    pairs.sort_unstable();
    Assigned { pairs, comparisons }
}

struct Candidate {
    row: usize,
    column: usize,
    evidence: Evidence,
    chance: f64,
}

fn propose(rows: &[&Features], columns: &[&Features], candidates: &mut Vec<Candidate>) {
    let mut postings: HashMap<u32, Vec<usize>, FixedState> = HashMap::with_hasher(HASH);
    for (column, features) in columns.iter().enumerate() {
        for &token in features.tokens() {
            postings.entry(stem(token)).or_default().push(column);
        }
    }
    postings.retain(|_, columns| columns.len() <= POSTINGS);
    let mut common = vec![0_u32; columns.len()];
    for (row, features) in rows.iter().enumerate() {
        let mut touched = Vec::new();
        for &token in features.tokens() {
            for &column in postings.get(&stem(token)).into_iter().flatten() {
                if common[column] == 0 {
                    touched.push(column);
                }
                common[column] += super::vocabulary::weight(token);
            }
        }
        touched.sort_unstable_by_key(|&column| (std::cmp::Reverse(common[column]), column));
        for &column in touched.iter().take(CANDIDATES) {
            let evidence = compare(features, columns[column]);
            candidates.push(Candidate { row, column, evidence, chance: 0.0 });
        }
        touched.iter().for_each(|&column| common[column] = 0);
    }
}

/// Works out each candidate's chance from its evidence and its rivals.
fn weigh(candidates: &mut [Candidate], rows: &Open, columns: &Open) {
    let (height, width) = (rows.features.len(), columns.features.len());
    let mut of_row = vec![BestTwo::default(); height];
    let mut of_column = vec![BestTwo::default(); width];
    for candidate in candidates.iter() {
        of_row[candidate.row].offer(candidate.evidence.content(), candidate.column);
        of_column[candidate.column].offer(candidate.evidence.content(), candidate.row);
    }
    for candidate in candidates {
        let of_row = of_row[candidate.row].other_than(candidate.column);
        let of_column = of_column[candidate.column].other_than(candidate.row);
        let context = Context {
            rivals: (of_row.max(of_column), of_row.min(of_column)),
            apart: (rows.places[candidate.row] - columns.places[candidate.column]).abs(),
            open: height.max(width),
        };
        candidate.chance = chance(&candidate.evidence, &context);
    }
}

/// The two best offers, and who made the best.
#[derive(Clone, Copy, Default)]
struct BestTwo {
    best: f64,
    by: usize,
    second: f64,
}

impl BestTwo {
    fn offer(&mut self, content: f64, by: usize) {
        if content > self.best {
            *self = Self { best: content, by, second: self.best };
        } else if content > self.second {
            self.second = content;
        }
    }

    fn other_than(&self, by: usize) -> f64 {
        if self.by == by { self.second } else { self.best }
    }
}
