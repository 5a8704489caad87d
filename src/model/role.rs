use std::sync::Arc;

use jiff::civil::Date;

use super::{
    AttributeValue, Audience, Blueprint, Competency, Expectation, Family, Guide, Interviews,
    LevelId, Pillar, Point, Prose, RoleId, SharedSet, Status, Track,
};
use crate::source::Span;

/// A role: one job at several levels.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its folder's name.
    pub id: RoleId,
    /// Its title, without a grade word.
    pub title: String,
    /// Its job family.
    pub family: Arc<Family>,
    /// The ladder its levels are rungs of.
    pub track: Arc<Track>,
    /// What it is.
    pub summary: Option<Prose>,
    /// The language of its texts, if that isn't the site's.
    pub language: Option<String>,
    /// Who answers for the text.
    pub owner: Option<String>,
    /// When somebody last read it through.
    pub reviewed: Option<Date>,
    /// Whether it is in force.
    pub status: Status,
    /// What stands in its place, if it is legacy.
    pub replaced_by: Option<RoleId>,
    /// Ids it had before.
    pub replaces: Vec<RoleId>,
    /// Who may read it.
    pub audience: Audience,
    /// Whether a level is expected on top of those below it.
    pub cumulative: bool,
    /// The shared sets it includes, those they include among them, each once.
    pub includes: Vec<Arc<SharedSet>>,
    /// Every competency that one of its levels says anything of, in the framework's order.
    pub competencies: Vec<Arc<Competency>>,
    /// Its levels, lowest first; at least one.
    pub levels: Vec<Level>,
    /// Where people come from and go to.
    pub path: Path,
    /// The long description.
    pub blueprint: Option<Box<Blueprint>>,
    /// How candidates are assessed.
    pub interviews: Option<Box<Interviews>>,
    /// What candidates may know of that.
    pub guide: Option<Box<Guide>>,
    /// Its title in `role.toml`.
    pub span: Span,
}

/// A role at one level.
#[derive(Debug, Clone)]
pub struct Level {
    /// The rung's id, e.g. `ic3`.
    pub id: LevelId,
    /// The rung's name, e.g. `IC3`.
    pub name: String,
    /// What somebody at this level is called.
    pub title: String,
    /// The level in a sentence.
    pub tagline: Option<Prose>,
    /// The language of its texts, if that isn't the site's.
    pub language: Option<String>,
    /// Prose before everything else.
    pub intro: Option<Prose>,
    /// Whether it is in force.
    pub status: Status,
    /// Who may read it.
    pub audience: Audience,
    /// Facts, in the framework's order.
    pub attributes: Vec<AttributeValue>,
    /// What introduces a pillar at this level.
    pub pillar_intros: Vec<(Arc<Pillar>, Prose)>,
    /// One per competency of the role, in its order.
    pub cells: Vec<Cell>,
    /// Whether anything is written for it at all, here or in an included set.
    pub is_written: bool,
    /// Its file's start, or its place in `role.toml` if it has no file.
    pub span: Span,
}

/// A competency at a level.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Whether anything stands here, and if not, why.
    pub state: CellState,
    /// What the heading calls the competency, where that isn't its name.
    pub alias: Option<Box<str>>,
    /// Prose of the cell.
    pub intro: Option<Prose>,
    /// What is expected: carried from lower levels first, then inherited, then the role's own.
    pub expectations: Vec<Expectation>,
    /// Examples of the competency as a whole.
    pub examples: Vec<Prose>,
    /// How skilled, on the competency's scale.
    pub proficiency: Option<Arc<Point>>,
    /// Place in the role's levels of the one whose expectations hold here too.
    pub same_as: Option<u16>,
    /// Who may read it.
    pub audience: Audience,
    /// Its heading, or the level's span if it has none.
    pub span: Span,
}

/// Why a cell looks as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// Something is expected.
    Written,
    /// Nothing is expected at this level, on purpose.
    NotExpected,
    /// Something will be expected, but nobody has written it yet.
    NotWritten,
    /// Nothing is said, not even why.
    Unmarked,
}

/// Where people come from and go to.
#[derive(Debug, Clone, Default)]
pub struct Path {
    /// The role of another track whose levels stand beside this one's.
    pub parallel: Option<RoleId>,
    /// Where people come from.
    pub feeder: Vec<Move>,
    /// Where people go to.
    pub next: Vec<Move>,
    /// What is near.
    pub adjacent: Vec<Move>,
}

/// A move from or to another role.
#[derive(Debug, Clone)]
pub struct Move {
    /// Where from or to.
    pub target: Target,
    /// When, or how.
    pub note: Option<Prose>,
    /// Where it is written.
    pub span: Span,
}

/// The other end of a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A role of the framework, maybe at one level.
    Role(RoleId, Option<LevelId>),
    /// A role that isn't in the framework.
    Name(String),
}

impl Role {
    /// The level of an id.
    #[must_use]
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.id.as_str() == id)
    }

    /// Place of a competency among the role's.
    #[must_use]
    pub fn row(&self, competency: &Competency) -> Option<usize> {
        self.competencies.iter().position(|one| one.id == competency.id)
    }
}

impl Cell {
    /// A cell of which nothing is said.
    pub(super) fn unmarked(span: Span) -> Cell {
        Cell {
            state: CellState::Unmarked,
            alias: None,
            intro: None,
            expectations: Vec::new(),
            examples: Vec::new(),
            proficiency: None,
            same_as: None,
            audience: Audience::Public,
            span,
        }
    }
}
