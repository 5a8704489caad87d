//! The nouns of a career framework, with every name resolved and every inheritance worked out.
//!
//! Knows neither paths nor shapes on disk nor HTML. After [`assemble`] every id resolves: what a
//! noun refers to, it holds.

mod assemble;
mod attribute;
mod behaviour;
mod blueprint;
mod competency;
mod coverage;
mod edition;
mod guide;
mod handbook;
mod id;
mod interviews;
mod role;
mod track;

pub use assemble::{Memory, assemble};
pub use attribute::{Attribute, AttributeValue, Value};
pub use behaviour::{Behaviour, Expectation, Markdown, Origin, Prose, SharedSet};
pub use blueprint::Blueprint;
pub use competency::{Competency, Link, Pillar, Point, Rating, Scale};
pub use coverage::Gap;
pub use edition::{edition, gone};
pub use guide::{Guide, GuideStage};
pub use handbook::{Asset, Page, Term};
pub use id::{
    AttributeId, BehaviourId, CompetencyId, FamilyId, InterviewId, LONGEST_ID, LevelId, PillarId,
    RoleId, ScaleId, SharedId, TermId, TrackId, is_id, slugged,
};
pub use interviews::{
    Anchors, Area, Dimension, Exercise, Interviews, Question, Rubric, Signal, Stage,
};
pub use role::{Cell, CellState, Level, Move, Path, Role, Target};
pub use track::{Family, Track, TrackLevel};

pub use crate::parse::{Audience, Edition, Status};

use std::collections::HashMap;
use std::sync::Arc;

/// A whole career framework.
#[derive(Debug, Clone, Default)]
pub struct Framework {
    /// What it is for, as Markdown.
    pub summary: Option<Prose>,
    /// Job families, in author order.
    pub families: Vec<Arc<Family>>,
    /// Tracks, in author order.
    pub tracks: Vec<Arc<Track>>,
    /// Pillars, in author order.
    pub pillars: Vec<Arc<Pillar>>,
    /// Competencies: by pillar, then in author order; those without a pillar last.
    pub competencies: Vec<Arc<Competency>>,
    /// Attributes of levels, in author order.
    pub attributes: Vec<Arc<Attribute>>,
    /// Proficiency scales, in author order.
    pub scales: Vec<Arc<Scale>>,
    /// Points of a scorecard, lowest first; always the four ids `well-below`, `below`, `meets`
    /// and `exceeds`.
    pub ratings: Vec<Rating>,
    /// Roles: by family, then by track, then by their lowest level, then by title.
    pub roles: Vec<Arc<Role>>,
    /// The glossary, by name.
    pub terms: Vec<Term>,
    /// Handbook pages, by `order`, then by path.
    pub pages: Vec<Page>,
    /// Files copied into the site as they are.
    pub assets: Vec<Asset>,
    /// Place of each role in `roles`.
    by_role: HashMap<RoleId, usize>,
}

impl Framework {
    /// The role of an id. Cost: one look-up.
    #[must_use]
    pub fn role(&self, id: &RoleId) -> Option<&Arc<Role>> {
        self.by_role.get(id).map(|index| &self.roles[*index])
    }

    /// The place of a role in `roles`. Cost: one look-up.
    #[must_use]
    pub fn place(&self, id: &RoleId) -> Option<usize> {
        self.by_role.get(id).copied()
    }

    /// The level that `role/level` names, as on the command line.
    #[must_use]
    pub fn level(&self, role: &str, level: &str) -> Option<(&Arc<Role>, &Level)> {
        let role = self.role(&RoleId::new(role)?)?;
        Some((role, role.level(level)?))
    }

    /// Puts roles into their order and remembers their places.
    fn set_roles(&mut self, mut roles: Vec<Arc<Role>>) {
        let family = |role: &Role| self.families.iter().position(|one| one.id == role.family.id);
        let track = |role: &Role| self.tracks.iter().position(|one| one.id == role.track.id);
        let lowest =
            |role: &Role| role.track.level(role.levels.first()?.id.as_str()).map(|at| at.0);
        roles.sort_by_cached_key(|role| {
            let title = role.title.to_lowercase();
            (family(role), track(role), lowest(role), title, role.id.clone())
        });
        let places = roles.iter().enumerate().map(|(index, role)| (role.id.clone(), index));
        self.by_role = places.collect();
        self.roles = roles;
    }
}
