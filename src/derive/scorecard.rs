//! The scorecard of a level, derived from what the framework says of it and of its neighbours.
//!
//! Method: hiring and readers, section 2.2 of the project's research: *meets* is what the level
//! says, split in what tells it from the level below and what it shares with it; *exceeds* is what
//! only the next level says; *below* what only the one beneath says. Nothing is ever invented, and
//! no verdict is computed.

use std::collections::HashMap;
use std::sync::Arc;

use super::matches::{Matched, Matches, Place, Row};
use super::matching::{PairKind, plain};
use crate::model::{
    Anchors, Competency, Dimension, Expectation, Interviews, Level, Prose, Question, Role, Stage,
};

/// Reworded lines that share this much of their words are twins: they don't tell two levels apart
/// (research as above, 2.2 step 2).
const TWIN_RATIO: f32 = 0.80;

/// What a panel assesses at a level.
#[derive(Debug)]
pub struct Scorecard<'f> {
    /// The role.
    pub role: &'f Role,
    /// The level.
    pub level: &'f Level,
    /// How candidates are assessed, if that is written.
    pub interviews: Option<&'f Interviews>,
    /// The interview it is for; `None` if it is for all of them.
    pub stage: Option<&'f Stage>,
    /// Rows: those of `interviews.toml` that the stage assesses, or one per competency of the level.
    pub dimensions: Vec<DimensionCard<'f>>,
    /// Competencies that something is expected of, and no dimension assesses.
    pub not_assessed: Vec<&'f Arc<Competency>>,
}

/// One row of a scorecard.
#[derive(Debug)]
pub struct DimensionCard<'f> {
    /// An id, unique on the card.
    pub id: &'f str,
    /// Its name.
    pub name: &'f str,
    /// The row as written; `None` if it is derived from a competency alone.
    pub dimension: Option<&'f Dimension>,
    /// What falls short.
    pub below: Anchor<'f>,
    /// What is enough.
    pub meets: Anchor<'f>,
    /// What goes beyond.
    pub exceeds: Anchor<'f>,
    /// What is asked for it, with the stage it is asked in.
    pub questions: Vec<(&'f Stage, &'f Question)>,
    /// What can be seen of somebody: behaviours of the level, then what only the level below and
    /// only the next one expect.
    pub sightings: Vec<Sighting<'f>>,
}

/// A behaviour that a panelist may see, at every level that expects it: whoever shows it shows it
/// at each of them.
#[derive(Debug)]
pub struct Sighting<'f> {
    /// The card's level first, if it is among them.
    pub at: Vec<(&'f Level, &'f Expectation)>,
}

/// The text of a scale point, and where it comes from.
#[derive(Debug)]
pub enum Anchor<'f> {
    /// Somebody wrote it.
    Written(&'f Prose),
    /// What the level itself expects.
    Meets(Vec<MeetsPart<'f>>),
    /// What only a neighbour expects, by competency.
    Derived(Vec<AnchorPart<'f>>),
    /// The level below expects nothing that this one doesn't; what tells this one is missing
    /// there: the level's name.
    Lacking(&'f str),
    /// There is a neighbour, and the framework doesn't separate the two: its name.
    Undivided(&'f str),
    /// There is no neighbour on this side, or nothing is said at all.
    None,
}

/// What a level expects of one competency.
#[derive(Debug)]
pub struct MeetsPart<'f> {
    /// The competency.
    pub competency: &'f Arc<Competency>,
    /// What the level below doesn't expect.
    pub tells: Vec<&'f Expectation>,
    /// What the level below expects too.
    pub carried: Vec<&'f Expectation>,
    /// The name of the level below that it is shared with.
    pub below: Option<&'f str>,
}

/// What only a neighbour expects of one competency.
#[derive(Debug)]
pub struct AnchorPart<'f> {
    /// The competency.
    pub competency: &'f Arc<Competency>,
    /// The neighbour; not always the next level, if that says nothing of this competency.
    pub level: &'f Level,
    /// Its expectations without those that the card's level shares.
    pub expectations: Vec<&'f Expectation>,
}

/// Derives the scorecard of the level at place `at` of a role, for its interview at place `stage`
/// or for all of them.
///
/// Written anchors win over derived ones, point by point; those of one level over those of all.
/// Cost: linear in the behaviours of the level and its neighbours; levels that are not neighbours
/// are matched anew where a competency skips one.
#[must_use]
pub fn scorecard<'f>(
    role: &'f Role,
    at: usize,
    stage: Option<usize>,
    matches: &Matches,
) -> Scorecard<'f> {
    let level = &role.levels[at];
    let interviews = role.interviews.as_deref();
    let written = interviews.map(|one| &one.dimensions[..]).unwrap_or_default();
    let stage = interviews.and_then(|one| one.stages.get(stage?));
    let is_asked = |place: usize| stage.is_none_or(|stage| stage.dimensions.contains(&place));
    let asked = written.iter().enumerate().filter(|(place, _)| is_asked(*place));
    let expected = || {
        let cells = level.cells.iter().enumerate();
        cells.filter(|(_, cell)| !cell.expectations.is_empty()).map(|(row, _)| row)
    };
    let dimensions: Vec<DimensionCard<'f>> = match written {
        [] => {
            let deriver = Deriver::new(role, at, matches, expected());
            expected().map(|row| deriver.competency_card(row)).collect()
        }
        _ => {
            let competencies = asked.clone().flat_map(|(_, one)| &one.competencies);
            let rows = competencies.filter_map(|one| role.row(one));
            let deriver = Deriver::new(role, at, matches, rows);
            asked.map(|(place, one)| deriver.card(place, one, (interviews, stage))).collect()
        }
    };
    let is_assessed = |competency: &Competency| {
        written.is_empty()
            || written
                .iter()
                .any(|one| one.competencies.iter().any(|other| other.id == competency.id))
    };
    let not_assessed = expected().map(|row| &role.competencies[row]);
    let not_assessed = not_assessed.filter(|one| !is_assessed(one)).collect();
    Scorecard { role, level, interviews, stage, dimensions, not_assessed }
}

struct Deriver<'f, 'm> {
    role: &'f Role,
    at: usize,
    matches: &'m Matches,
    /// Of each competency on the card: the nearest lower level that says something of it, and the
    /// twins.
    lower: Vec<Option<(usize, Twins)>>,
    /// The same of the nearest higher level.
    upper: Vec<Option<(usize, Twins)>>,
}

/// Places of lines of two levels that don't tell them apart, lower level first.
type Twins = Vec<(usize, usize)>;

impl<'f, 'm> Deriver<'f, 'm> {
    /// For a card of these competencies.
    fn new(
        role: &'f Role,
        at: usize,
        matches: &'m Matches,
        rows: impl Iterator<Item = usize>,
    ) -> Deriver<'f, 'm> {
        let none = || vec![None; role.competencies.len()];
        let mut deriver = Deriver { role, at, matches, lower: none(), upper: none() };
        let mut matched = HashMap::new();
        for row in rows {
            let below = deriver.nearest(row, (0..at).rev());
            deriver.lower[row] =
                below.map(|below| (below, deriver.twins(below, at, row, &mut matched)));
            let above = deriver.nearest(row, at + 1..role.levels.len());
            deriver.upper[row] =
                above.map(|above| (above, deriver.twins(at, above, row, &mut matched)));
        }
        deriver
    }

    fn competency_card(&self, row: usize) -> DimensionCard<'f> {
        let competency = &self.role.competencies[row];
        DimensionCard {
            id: competency.id.as_str(),
            name: &competency.name,
            dimension: None,
            below: self.below(&[row]),
            meets: self.meets(&[row]),
            exceeds: self.exceeds(&[row]),
            questions: Vec::new(),
            sightings: self.sightings(&[row]),
        }
    }

    fn card(
        &self,
        place: usize,
        dimension: &'f Dimension,
        (interviews, stage): (Option<&'f Interviews>, Option<&'f Stage>),
    ) -> DimensionCard<'f> {
        let rows = dimension.competencies.iter().filter_map(|one| self.role.row(one));
        let rows: Vec<usize> = rows.collect();
        let level = &self.role.levels[self.at].id;
        let own = dimension.overrides.iter().find(|(id, _)| id == level).map(|(_, own)| own);
        let written = |get: fn(&Anchors) -> Option<&Prose>| {
            own.and_then(get).or_else(|| get(&dimension.anchors)).map(Anchor::Written)
        };
        let stages = interviews.map(|one| &one.stages[..]).unwrap_or_default();
        let stages = stages.iter().filter(|one| stage.is_none_or(|stage| stage.id == one.id));
        let questions = stages.flat_map(|stage| {
            let asked = stage.questions.iter().filter(move |one| one.dimension == Some(place));
            asked.map(move |question| (stage, question))
        });
        DimensionCard {
            id: dimension.id.as_str(),
            name: &dimension.name,
            dimension: Some(dimension),
            below: written(|one| one.below.as_ref()).unwrap_or_else(|| self.below(&rows)),
            meets: written(|one| one.meets.as_ref()).unwrap_or_else(|| self.meets(&rows)),
            exceeds: written(|one| one.exceeds.as_ref()).unwrap_or_else(|| self.exceeds(&rows)),
            questions: questions.collect(),
            sightings: self.sightings(&rows),
        }
    }

    fn sightings(&self, rows: &[usize]) -> Vec<Sighting<'f>> {
        let cell = |at: usize, row: usize| {
            let level = &self.role.levels[at];
            level.cells[row]
                .expectations
                .iter()
                .enumerate()
                .map(move |(place, one)| (place, level, one))
        };
        let (mut own, mut only) = (Vec::new(), Vec::new());
        for &row in rows {
            let (lower, upper) = (self.lower[row].as_ref(), self.upper[row].as_ref());
            for (place, level, one) in cell(self.at, row) {
                let mut at = vec![(level, one)];
                let below = lower.and_then(|(below, twins)| {
                    let twin = twins.iter().find(|(_, upper)| *upper == place)?;
                    cell(*below, row).nth(twin.0)
                });
                let above = upper.and_then(|(above, twins)| {
                    let twin = twins.iter().find(|(lower, _)| *lower == place)?;
                    cell(*above, row).nth(twin.1)
                });
                at.extend(below.into_iter().chain(above).map(|(_, level, one)| (level, one)));
                own.push(Sighting { at });
            }
            for (neighbour, shared) in
                [self.only_below(row), self.only_above(row)].into_iter().flatten()
            {
                let lines = cell(neighbour, row).filter(|(place, ..)| !shared.contains(place));
                only.extend(lines.map(|(_, level, one)| Sighting { at: vec![(level, one)] }));
            }
        }
        own.extend(only);
        own
    }

    /// The neighbour below, and the places of those of its lines that the card's level shares.
    fn only_below(&self, row: usize) -> Option<(usize, Vec<usize>)> {
        let (below, twins) = self.lower[row].as_ref()?;
        Some((*below, twins.iter().map(|(lower, _)| *lower).collect()))
    }

    /// The neighbour above, and the places of those of its lines that the card's level shares.
    fn only_above(&self, row: usize) -> Option<(usize, Vec<usize>)> {
        let (above, twins) = self.upper[row].as_ref()?;
        Some((*above, twins.iter().map(|(_, upper)| *upper).collect()))
    }

    fn meets(&self, rows: &[usize]) -> Anchor<'f> {
        let level = &self.role.levels[self.at];
        let mut parts = Vec::new();
        for &row in rows {
            let expectations = &level.cells[row].expectations;
            if expectations.is_empty() {
                continue;
            }
            let lower = self.lower[row].as_ref();
            let is_carried = |index: usize| {
                lower.is_some_and(|(_, twins)| twins.iter().any(|(_, upper)| *upper == index))
            };
            let (carried, tells): (Vec<_>, Vec<_>) =
                expectations.iter().enumerate().partition(|(index, _)| is_carried(*index));
            let plain = |list: Vec<(usize, &'f Expectation)>| list.into_iter().map(|(_, e)| e);
            parts.push(MeetsPart {
                competency: &self.role.competencies[row],
                tells: plain(tells).collect(),
                carried: plain(carried).collect(),
                below: lower.map(|(below, _)| self.role.levels[*below].name.as_str()),
            });
        }
        if parts.is_empty() { Anchor::None } else { Anchor::Meets(parts) }
    }

    /// What only the level beneath says.
    fn below(&self, rows: &[usize]) -> Anchor<'f> {
        let anchor = self.neighbours(rows, |row| self.only_below(row));
        let tells = |row: &usize| {
            let twins = self.lower[*row].as_ref().map_or(0, |(_, twins)| twins.len());
            self.role.levels[self.at].cells[*row].expectations.len() > twins
        };
        match anchor {
            Anchor::Undivided(level) if rows.iter().any(tells) => Anchor::Lacking(level),
            anchor => anchor,
        }
    }

    /// What only the next level says.
    fn exceeds(&self, rows: &[usize]) -> Anchor<'f> {
        self.neighbours(rows, |row| self.only_above(row))
    }

    /// Expectations of the neighbour that `find` gives (with the places of those it shares).
    fn neighbours(
        &self,
        rows: &[usize],
        find: impl Fn(usize) -> Option<(usize, Vec<usize>)>,
    ) -> Anchor<'f> {
        let mut parts = Vec::new();
        let mut undivided = None;
        for &row in rows {
            let Some((neighbour, shared)) = find(row) else { continue };
            let level = &self.role.levels[neighbour];
            let expectations = level.cells[row].expectations.iter().enumerate();
            let only = expectations.filter(|(index, _)| !shared.contains(index));
            let expectations: Vec<&Expectation> = only.map(|(_, one)| one).collect();
            if expectations.is_empty() {
                undivided = Some(level.name.as_str());
            } else {
                let competency = &self.role.competencies[row];
                parts.push(AnchorPart { competency, level, expectations });
            }
        }
        match (parts.is_empty(), undivided) {
            (false, _) => Anchor::Derived(parts),
            (true, Some(level)) => Anchor::Undivided(level),
            (true, None) => Anchor::None,
        }
    }

    fn nearest(&self, row: usize, mut levels: impl Iterator<Item = usize>) -> Option<usize> {
        levels.find(|at| !self.role.levels[*at].cells[row].expectations.is_empty())
    }

    /// Places of lines of one competency that don't tell two levels apart; `others` has what is the
    /// same in levels that aren't neighbours.
    fn twins(
        &self,
        lower: usize,
        upper: usize,
        row: usize,
        others: &mut HashMap<(usize, usize), Matched>,
    ) -> Twins {
        let (from, to) = (&self.role.levels[lower], &self.role.levels[upper]);
        let matched = match upper == lower + 1 {
            true => &self.matches.up[lower],
            false => others
                .entry((lower, upper))
                .or_insert_with(|| Matches::between((self.role, from), (self.role, to))),
        };
        let place = u16::try_from(row).ok().map(Place::Cell);
        let is_row = |one: &&Row| one.from == place && one.to == place;
        let pairs = matched.rows.iter().find(is_row).map(|one| &one.pairs[..]).unwrap_or_default();
        let text = |level: &'f Level, index: usize| {
            &*level.cells[row].expectations[index].behaviour.text.markdown
        };
        let is_twin = |pair: &&super::matching::Pair| {
            pair.kind == PairKind::Same || are_twins(text(from, pair.from), text(to, pair.to))
        };
        pairs.iter().filter(is_twin).map(|pair| (pair.from, pair.to)).collect()
    }
}

/// Whether two texts' word sequences are the same for the most part: twice the matching words by
/// all words, as Python's `SequenceMatcher.ratio`.
fn are_twins(from: &str, to: &str) -> bool {
    let (from, to) = (words(from), words(to));
    2.0 * common(&from, &to) as f32 >= TWIN_RATIO * (from.len() + to.len()).max(1) as f32
}

/// A hash of each word, without regard to letter case.
fn words(text: &str) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut hash = START;
    let add = |hash: u64, letter: char| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    for letter in plain(text).chars() {
        if letter.is_ascii_alphanumeric() {
            hash = add(hash, letter.to_ascii_lowercase());
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            hash = letter.to_lowercase().fold(hash, add);
        } else if hash != START {
            words.push(std::mem::replace(&mut hash, START));
        }
    }
    if hash != START {
        words.push(hash);
    }
    words
}

/// The length of the longest common subsequence, by the bits of a row of the usual table (Hyyrö
/// 2004): a line has some twenty words, and a scorecard asks this of a hundred pairs of lines.
/// Words beyond the 128th count as different.
fn common(one: &[u64], other: &[u64]) -> usize {
    let one = &one[..one.len().min(128)];
    let mut row = u128::MAX;
    for word in other {
        let equal = (0..).zip(one).filter(|(_, own)| *own == word);
        let equal = equal.fold(0_u128, |bits, (at, _)| bits | 1 << at);
        let both = row & equal;
        row = row.wrapping_add(both) | (row - both);
    }
    let width = if one.len() == 128 { u128::MAX } else { (1 << one.len()) - 1 };
    (!row & width).count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_counted_in_order() {
        let count = |one: &str, other: &str| common(&words(one), &words(other));
        assert_eq!(count("a b c d", "a c b d"), 3);
        assert_eq!(count("Reviews designs", "reviews, **designs**!"), 2);
        assert_eq!(count("", "a"), 0);
        let long = "w ".repeat(128);
        assert_eq!(count(&long, &long), 128);
    }

    #[test]
    fn twins_differ_in_a_word_or_two() {
        assert!(are_twins("Closes what was begun by the team.", "Closes what was begun by a team"));
        assert!(!are_twins("Closes what was begun.", "Opens what others closed."));
    }
}
