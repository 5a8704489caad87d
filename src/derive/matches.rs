//! Which behaviours of two levels are the same: the one place where levels are matched.

use std::collections::HashMap;
use std::rc::Rc;

use super::matching::{self, Features, Item, Pair, Vocabulary};
use crate::model::{AttributeId, Cell, CellState, Competency, Expectation, Level, Role};

/// The rows of two levels, matched.
///
/// Rows are competencies and list attributes; those that only one level has are there too, unless
/// they turn out to be one competency under two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Rows in the order of the upper level; what only the lower level has comes last.
    pub rows: Vec<Row>,
}

/// One competency or list attribute of two levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Place among the lower level's cells or attributes; `None` if it says nothing of this.
    pub from: Option<Place>,
    /// Place among the upper level's.
    pub to: Option<Place>,
    /// Which behaviours are the same, by place in the two lists; ordered by `from`.
    pub pairs: Vec<Pair>,
}

/// Where a row stands in a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Index into `Level::cells`.
    Cell(u16),
    /// Index into `Level::attributes`.
    Attribute(u16),
}

/// Every level of a role matched with the one above it.
///
/// Holds places only: a few bytes a behaviour. How rare a word is, is counted within the role (of
/// both roles, where two are matched), so that an edit of one role never moves the steps of
/// another. Cost: linear in the role's behaviours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    /// One less than the role has levels, lowest first.
    pub up: Vec<Matched>,
}

impl Matches {
    /// Matches the levels of a role.
    #[must_use]
    pub fn new(role: &Role) -> Matches {
        let vocabulary = vocabulary([role]);
        let mut reader = Reader { vocabulary: &vocabulary, known: HashMap::default() };
        let levels: Vec<LevelFeatures<'_>> =
            role.levels.iter().map(|level| reader.level(role, level)).collect();
        let pairs = levels.windows(2).map(|two| two[0].matched(&two[1], Some(role), &vocabulary));
        Matches { up: pairs.collect() }
    }

    /// Matches a level of one role with a level of another, or two that are not neighbours.
    #[must_use]
    pub fn between(from: (&Role, &Level), to: (&Role, &Level)) -> Matched {
        let vocabulary = match from.0.id == to.0.id {
            true => vocabulary([from.0]),
            false => vocabulary([from.0, to.0]),
        };
        let mut reader = Reader { vocabulary: &vocabulary, known: HashMap::default() };
        let from_role = from.0;
        let from = reader.level(from.0, from.1);
        let role = (from_role.id == to.0.id).then_some(to.0);
        from.matched(&reader.level(to.0, to.1), role, &vocabulary)
    }
}

fn vocabulary<'r>(roles: impl IntoIterator<Item = &'r Role>) -> Vocabulary {
    Vocabulary::new(roles.into_iter().flat_map(texts))
}

/// The behaviours of a role as they are counted for its vocabulary, as Markdown.
pub(super) fn texts(role: &Role) -> impl Iterator<Item = &str> {
    let expectations = role.levels.iter().flat_map(|level| {
        let cells = level.cells.iter().flat_map(|cell| &cell.expectations);
        cells.chain(level.attributes.iter().flat_map(|one| one.value.expectations()))
    });
    expectations.map(|one| &*one.behaviour.text.markdown)
}

/// What a level says anything of: list attributes, then competencies.
pub(super) fn places(level: &Level) -> impl Iterator<Item = Place> {
    let lists = level.attributes.iter().enumerate();
    let lists = lists.filter(|(_, one)| !one.value.expectations().is_empty());
    let cells = level.cells.iter().enumerate();
    let cells = cells.filter(|(_, cell)| cell.state != CellState::Unmarked);
    let lists = lists.map(|(at, _)| Place::Attribute(short(at)));
    lists.chain(cells.map(|(at, _)| Place::Cell(short(at))))
}

/// What identifies a row at both levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum RowKey<'r> {
    Competency(&'r str),
    Attribute(&'r AttributeId),
}

/// A level, read for matching.
struct LevelFeatures<'r> {
    rows: Vec<RowFeatures<'r>>,
}

struct RowFeatures<'r> {
    place: Place,
    key: RowKey<'r>,
    name: &'r str,
    /// Says on purpose that nothing is expected: then a row of another name is not this one.
    is_closed: bool,
    expectations: &'r [Expectation],
    features: Vec<Rc<Features>>,
}

/// Reads each text once: most lines of a level stand in the next one too.
struct Reader<'r, 'v> {
    vocabulary: &'v Vocabulary,
    known: HashMap<&'r str, Rc<Features>, foldhash::fast::FixedState>,
}

impl<'r> Reader<'r, '_> {
    fn level(&mut self, role: &'r Role, level: &'r Level) -> LevelFeatures<'r> {
        let rows = places(level).map(|place| match place {
            Place::Attribute(at) => {
                let one = &level.attributes[usize::from(at)];
                RowFeatures {
                    place,
                    key: RowKey::Attribute(&one.attribute.id),
                    name: &one.attribute.label,
                    is_closed: false,
                    expectations: one.value.expectations(),
                    features: self.features(one.value.expectations()),
                }
            }
            Place::Cell(at) => {
                let at = usize::from(at);
                let (cell, competency) = (&level.cells[at], &role.competencies[at]);
                RowFeatures {
                    place,
                    key: RowKey::Competency(competency.id.as_str()),
                    name: name(competency, cell),
                    is_closed: cell.state == CellState::NotExpected,
                    expectations: &cell.expectations,
                    features: self.features(&cell.expectations),
                }
            }
        });
        LevelFeatures { rows: rows.collect() }
    }

    fn features(&mut self, expectations: &'r [Expectation]) -> Vec<Rc<Features>> {
        let read = |one: &'r Expectation| {
            let text: &'r str = &one.behaviour.text.markdown;
            let made = || Rc::new(Features::new(text, self.vocabulary));
            self.known.entry(text).or_insert_with(made).clone()
        };
        expectations.iter().map(read).collect()
    }
}

impl<'r> LevelFeatures<'r> {
    /// `role` is the role of both levels; `None` if they are of two, whose competencies are what
    /// they are called.
    fn matched(
        &self,
        to: &LevelFeatures<'r>,
        role: Option<&Role>,
        vocabulary: &Vocabulary,
    ) -> Matched {
        let by_key: HashMap<RowKey<'_>, usize> =
            self.rows.iter().enumerate().map(|(index, row)| (row.key, index)).collect();
        let mut partner: Vec<Option<usize>> =
            to.rows.iter().map(|row| by_key.get(&row.key).copied()).collect();
        if let Some(role) = role {
            self.align(to, role, vocabulary, &mut partner);
        }
        let mut rows: Vec<Row> = to
            .rows
            .iter()
            .zip(&partner)
            .map(|(row, from)| {
                let from = from.map(|index| &self.rows[index]);
                Row {
                    from: from.map(|from| from.place),
                    to: Some(row.place),
                    pairs: from.map(|from| from.pairs(row)).unwrap_or_default(),
                }
            })
            .collect();
        let gone = self.rows.iter().enumerate();
        let gone = gone.filter(|(index, _)| !partner.contains(&Some(*index)));
        rows.extend(gone.map(|(_, row)| Row { from: Some(row.place), to: None, pairs: vec![] }));
        Matched { rows }
    }

    /// Finds competencies that have another name at the other level.
    fn align(
        &self,
        to: &LevelFeatures<'r>,
        role: &Role,
        vocabulary: &Vocabulary,
        partner: &mut [Option<usize>],
    ) {
        let is_open = |row: &RowFeatures<'_>| {
            matches!(row.place, Place::Cell(_)) && !row.is_closed && !row.expectations.is_empty()
        };
        let taken: Vec<usize> = partner.iter().flatten().copied().collect();
        let from_open: Vec<usize> = (0..self.rows.len())
            .filter(|index| !taken.contains(index) && is_open(&self.rows[*index]))
            .collect();
        let to_open: Vec<usize> = (0..to.rows.len())
            .filter(|index| partner[*index].is_none() && is_open(&to.rows[*index]))
            .collect();
        if from_open.is_empty() || to_open.is_empty() {
            return;
        }
        let from_items: Vec<Vec<Item<'_>>> =
            from_open.iter().map(|index| self.rows[*index].items(None)).collect();
        let to_items: Vec<Vec<Item<'_>>> =
            to_open.iter().map(|index| to.rows[*index].items(None)).collect();
        let group = |row: &RowFeatures<'r>| row.name;
        let from_groups: Vec<_> = from_open
            .iter()
            .zip(&from_items)
            .map(|(index, items)| matching::Group { name: group(&self.rows[*index]), items })
            .collect();
        let to_groups: Vec<_> = to_open
            .iter()
            .zip(&to_items)
            .map(|(index, items)| matching::Group { name: group(&to.rows[*index]), items })
            .collect();
        for (one, two) in matching::align(&from_groups, &to_groups, vocabulary) {
            let (from_place, to_place) =
                (self.rows[from_open[one]].place, to.rows[to_open[two]].place);
            if !stand_together(role, from_place, to_place) {
                partner[to_open[two]] = Some(from_open[one]);
            }
        }
    }
}

/// Whether a level of the role has both competencies: then neither is the other's new name.
fn stand_together(role: &Role, one: Place, other: Place) -> bool {
    let (Place::Cell(one), Place::Cell(other)) = (one, other) else { return true };
    role.levels.iter().any(|level| {
        let is_written = |at: u16| level.cells[usize::from(at)].state == CellState::Written;
        is_written(one) && is_written(other)
    })
}

impl<'r> RowFeatures<'r> {
    fn pairs(&self, to: &RowFeatures<'r>) -> Vec<Pair> {
        matching::pairs(&self.items(Some(to)), &to.items(Some(self)))
    }

    /// Behaviours as the matching reads them. An id that the other side has replaced counts as the
    /// new one; an id that was made of the text says nothing that the text doesn't.
    fn items<'s>(&'s self, other: Option<&'s RowFeatures<'r>>) -> Vec<Item<'s>> {
        let renamed = |id| {
            let other = other?.expectations.iter();
            let newer = other.map(|one| &one.behaviour).find(|one| one.replaces.contains(id))?;
            Some(newer.id.as_str())
        };
        let items = self.expectations.iter().zip(&self.features);
        items
            .map(|(one, features)| {
                let behaviour = &one.behaviour;
                let id = renamed(&behaviour.id);
                let id = id.or_else(|| behaviour.has_written_id.then(|| behaviour.id.as_str()));
                Item { id, features }
            })
            .collect()
    }
}

/// The name of a competency at a level: what its heading says.
fn name<'r>(competency: &'r Competency, cell: &'r Cell) -> &'r str {
    cell.alias.as_deref().unwrap_or(&competency.name)
}

/// Levels have fewer than 65,536 rows; beyond, the last place stands for all.
fn short(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
