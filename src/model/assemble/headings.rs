//! What the headings of a level name, for who has to know without assembling it.

use super::super::Pillar;
use super::vocabulary::Vocabulary;
use crate::diagnostic::Diagnostics;
use crate::parse::{Document, FrameworkFile, LevelFile, RoleFolder, Section, SharedFolder};
use crate::source::FileId;

/// What a heading names, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) enum Heading {
    Pillar(String),
    Competency(String),
    Attribute(String),
    Unknown,
}

/// The names that headings may be.
pub(in crate::model) struct Headings(Vocabulary);

impl Headings {
    pub(in crate::model) fn new(
        framework: &Document<FrameworkFile>,
        out: &mut Diagnostics,
    ) -> Headings {
        Headings(Vocabulary::new(framework, out))
    }

    /// What each heading of a level names, as [`super::content::read`] takes it.
    pub(in crate::model) fn of(&self, level: &LevelFile) -> Vec<Heading> {
        let mut above = None;
        level.sections.iter().map(|section| self.heading(section, &mut above)).collect()
    }

    fn heading<'v>(&'v self, section: &Section, above: &mut Option<&'v Pillar>) -> Heading {
        let vocabulary = &self.0;
        if section.depth == 2 {
            *above = None;
            if let Some(place) = vocabulary.list_attribute(&section.heading) {
                return Heading::Attribute(vocabulary.attributes[place].id.to_string());
            }
            if let Some(pillar) = vocabulary.pillar(&section.heading) {
                *above = Some(&**pillar);
                return Heading::Pillar(pillar.id.to_string());
            }
        }
        match vocabulary.competency(*above, &section.heading) {
            Some(place) => Heading::Competency(vocabulary.competencies[place].id.to_string()),
            None => Heading::Unknown,
        }
    }
}

/// Files of folders.
pub(in crate::model) struct Files;

impl Files {
    pub(in crate::model) fn of(folder: &RoleFolder) -> Vec<FileId> {
        let role = folder.role.iter().map(|one| one.file);
        let blueprint = folder.blueprint.iter().map(|one| one.file);
        let interviews = folder.interviews.iter().map(|one| one.file);
        let candidates = folder.candidates.iter().map(|one| one.file);
        let levels = folder.levels.values().map(|one| one.file);
        role.chain(blueprint).chain(interviews).chain(candidates).chain(levels).collect()
    }

    pub(in crate::model) fn of_set(folder: &SharedFolder) -> Vec<FileId> {
        let levels = folder.levels.values().map(|one| one.file);
        folder.shared.iter().map(|one| one.file).chain(levels).collect()
    }
}
