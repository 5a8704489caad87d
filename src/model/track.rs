use super::{FamilyId, LevelId, Prose, TrackId};
use crate::source::Span;

/// A job family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: FamilyId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub summary: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// A ladder of levels, e.g. of individual contributors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// Its name.
    pub name: String,
    /// How one grows in it.
    pub summary: Option<Prose>,
    /// Its levels, lowest first.
    pub levels: Vec<TrackLevel>,
    /// Where it is declared.
    pub span: Span,
}

/// A rung of a track, whatever the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackLevel {
    /// Its id, unique in all tracks.
    pub id: LevelId,
    /// Its short name, e.g. `IC3`.
    pub name: String,
    /// What it means for every role.
    pub summary: Option<Prose>,
    /// Levels of other tracks that stand beside it, whichever side said so.
    pub parallel: Vec<LevelId>,
    /// Where it is declared.
    pub span: Span,
}

impl Track {
    /// The rung of an id, and its place.
    #[must_use]
    pub fn level(&self, id: &str) -> Option<(usize, &TrackLevel)> {
        self.levels.iter().enumerate().find(|(_, level)| level.id.as_str() == id)
    }
}
