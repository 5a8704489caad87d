//! What a framework says once, wherever it holds: families, scales, and what competencies mean.

use super::document::{Block, Text};
use super::ids::slug;

#[derive(Debug)]
pub(super) struct Family {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) summary: Vec<Block>,
}

impl Family {
    pub(super) fn new(name: &str) -> Self {
        Self { id: slug(name), name: name.to_owned(), summary: Vec::new() }
    }
}

/// Grades of proficiency, of which a competency may have one at each level.
#[derive(Debug)]
pub(super) struct Scale {
    pub(super) id: String,
    pub(super) name: String,
    /// Lowest first.
    pub(super) points: Vec<Point>,
}

#[derive(Debug)]
pub(super) struct Point {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) summary: Text,
}

/// What holds for a competency at all levels of all roles.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    pub(super) competency: String,
    pub(super) summary: Vec<Block>,
    /// Id of the scale of its proficiency.
    pub(super) scale: Option<String>,
    pub(super) links: Vec<Link>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) url: String,
}
