//! What a framework says once, wherever it holds: families, scales, what competencies mean, and what
//! several roles include.

use std::collections::BTreeSet;
use std::iter;

use super::document::{Block, Text};
use super::foreign::{Attribute, Behaviour, Foreign, Level, Section, SectionKind};
use super::ids::{is_same_name, slug};

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
        let is_it = |one: &Meaning| is_same_name(&one.competency, competency);
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
                .filter(|s| is_same_name(&s.name, &attribute.label))
                .collect();
            let Some(first) = sections.first().map(|s| s.intro.clone()) else { continue };
            let is_text = first.iter().all(|block| matches!(block, Block::Paragraph(_)));
            if is_text && sections.iter().all(|s| s.intro == first) {
                sections.iter_mut().for_each(|s| s.intro.clear());
                attribute.summary = first;
            }
        }
    }

    /// Lets a list attribute be a part of the pillar or the competency that has its name: a heading
    /// of a level could mean either.
    pub(super) fn join_attributes(&mut self) {
        let is_bare = |section: &&Section| section.kind == SectionKind::Bare;
        let bare = self.levels().flat_map(|level| &level.sections).filter(is_bare);
        let bare: BTreeSet<String> =
            bare.flat_map(|one| &one.cells).map(|cell| cell.name.to_lowercase()).collect();
        let pillars: BTreeSet<String> =
            self.pillars.iter().map(|one| one.name.to_lowercase()).collect();
        let is_taken = |one: &mut Attribute| {
            let name = one.label.to_lowercase();
            one.is_list && (pillars.contains(&name) || bare.contains(&name))
        };
        let taken: Vec<Attribute> = self.attributes.extract_if(.., is_taken).collect();
        for Attribute { label, mut summary, .. } in taken {
            let is_pillar = pillars.contains(&label.to_lowercase());
            let sets = self.shared.iter_mut().flat_map(|set| &mut set.levels);
            for level in self.roles.iter_mut().flat_map(|role| &mut role.levels).chain(sets) {
                let is_it = |one: &mut Section| {
                    one.kind == SectionKind::Attribute && is_same_name(&one.name, &label)
                };
                let Some(own) = level.sections.extract_if(.., is_it).next() else { continue };
                let mut said: Vec<Block> = summary.drain(..).chain(own.intro).collect();
                if is_pillar {
                    level.open(SectionKind::Pillar, &label);
                    let item = |one: Behaviour| {
                        iter::once(Block::Paragraph(one.text)).chain(one.children).collect()
                    };
                    let items = own.items.into_iter().map(item).collect();
                    said.push(Block::List { start: None, items });
                    if let Some(section) = level.sections.last_mut() {
                        section.intro.extend(said);
                    }
                } else {
                    level.open(SectionKind::Bare, "");
                    let Some(section) = level.sections.last_mut() else { continue };
                    section.open(&label);
                    let Some(cell) = section.cells.last_mut() else { continue };
                    cell.before.extend(said);
                    cell.behaviours.extend(own.items);
                }
            }
            let kind = if is_pillar { "pillar" } else { "competency" };
            self.trace.notes.push(format!(
                "`{label}` is an attribute and a {kind}: what the attribute says stands at the {kind}"
            ));
        }
    }
}
