use std::sync::Arc;

use super::{CompetencyId, PillarId, Prose, ScaleId};
use crate::source::Span;

/// Groups competencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its name.
    pub name: String,
    /// A decorative mark.
    pub icon: Option<String>,
    /// What it is about.
    pub summary: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// Something people are good at, described level by level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// Its id.
    pub id: CompetencyId,
    /// Its name.
    pub name: String,
    /// The pillar it belongs to.
    pub pillar: Option<Arc<Pillar>>,
    /// What it means.
    pub summary: Option<Prose>,
    /// Names it has, or had, in level files.
    pub aliases: Vec<String>,
    /// The scale its proficiencies are of.
    pub scale: Option<Arc<Scale>>,
    /// Where to read on.
    pub links: Vec<Link>,
    /// Where it is declared.
    pub span: Span,
}

/// A link to somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// `http`, `https` or `mailto`.
    pub url: String,
    /// Where it is declared.
    pub span: Span,
}

/// Steps of skill that competencies are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Its id.
    pub id: ScaleId,
    /// Its name.
    pub name: String,
    /// Its points, lowest first.
    pub points: Vec<Arc<Point>>,
}

/// A point of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its id.
    pub id: ScaleId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub summary: Option<Prose>,
    /// Place in its scale, from 0.
    pub rank: usize,
}

/// A point of a scorecard. What its authors don't say of it, the language of the site does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// `well-below`, `below`, `meets` or `exceeds`.
    pub id: &'static str,
    /// What its authors call it.
    pub name: Option<String>,
    /// What it means to them.
    pub summary: Option<Prose>,
}
