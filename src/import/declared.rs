//! What a framework says once, wherever it holds: families, scales, what competencies mean, and what
//! several roles include.

use super::document::{Block, Text};
use super::foreign::{Foreign, Level, Section, SectionKind};
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

/// Levels of behaviours that roles include by its id, each with the id of a level of theirs.
#[derive(Debug, Default)]
pub(super) struct SharedSet {
    pub(super) id: String,
    pub(super) title: String,
    /// Lowest first.
    pub(super) levels: Vec<Level>,
}

impl Foreign {
    /// What is said of a competency, by its name.
    pub(super) fn meaning(&mut self, competency: &str) -> &mut Meaning {
        let is_it = |one: &Meaning| one.competency.eq_ignore_ascii_case(competency);
        let at = self.meanings.iter().position(is_it).unwrap_or_else(|| {
            let competency = competency.to_owned();
            self.meanings.push(Meaning { competency, ..Meaning::default() });
            self.meanings.len() - 1
        });
        &mut self.meanings[at]
    }

    /// Says once, at the attribute, what every level says in the same words below its heading.
    pub(super) fn lift_descriptions(&mut self) {
        for attribute in &mut self.attributes {
            let mut sections: Vec<&mut Section> = self
                .roles
                .iter_mut()
                .flat_map(|r| &mut r.levels)
                .flat_map(|l| &mut l.sections)
                .filter(|s| s.kind == SectionKind::Attribute)
                .filter(|s| s.name.eq_ignore_ascii_case(&attribute.label))
                .collect();
            let Some(first) = sections.first().map(|s| s.intro.clone()) else { continue };
            let is_text = first.iter().all(|block| matches!(block, Block::Paragraph(_)));
            if is_text && sections.iter().all(|s| s.intro == first) {
                sections.iter_mut().for_each(|s| s.intro.clear());
                attribute.summary = first;
            }
        }
    }
}
