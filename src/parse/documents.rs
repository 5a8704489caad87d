use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Allow, Audience, BlueprintFile, CandidatesFile, FrameworkFile, GlossaryFile, InterviewsFile,
    LevelFile, PageFile, RoleFile, SharedFile,
};
use crate::source::{FileId, Span};

/// A file and what stands in it.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The file.
    pub file: FileId,
    /// Who it is for as a whole.
    pub audience: Audience,
    /// Its contents.
    pub value: T,
}

impl<T> Document<T> {
    /// A file that says nothing of whom it is for.
    pub fn new(file: FileId, value: T) -> Document<T> {
        Document { file, audience: Audience::Public, value }
    }
}

/// Every file of a framework, read but not yet understood together.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// `framework.toml`; `None` if it is absent or can't be read.
    pub framework: Option<Arc<Document<FrameworkFile>>>,
    /// `glossary.toml`.
    pub glossary: Option<Arc<Document<GlossaryFile>>>,
    /// Folders of `roles/`, by id.
    pub roles: BTreeMap<String, RoleFolder>,
    /// Folders of `shared/`, by id.
    pub shared: BTreeMap<String, SharedFolder>,
    /// Files of `pages/` in Markdown, in path order.
    pub pages: Vec<Arc<PageFile>>,
    /// Other files of `pages/`: their path below the content folder.
    pub assets: Vec<(String, FileId)>,
    /// What content allows that a rule of `check` would report.
    pub allows: Vec<Allow>,
    /// Where all stood that has been taken out, as it isn't for the readers these were read for.
    pub hidden: Vec<Span>,
}

impl Documents {
    /// A file by its path below the content folder; of a role's folder, any of its files.
    #[must_use]
    pub fn file_of(&self, path: &str) -> Option<FileId> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["roles", role] => self.roles.get(role)?.any,
            ["roles", role, file] => {
                Some(self.roles.get(role)?.levels.get(file.strip_suffix(".md")?)?.file)
            }
            _ => Some(self.pages.iter().find(|page| page.path == path)?.file),
        }
    }
}

/// What `roles/<role>/` holds.
#[derive(Debug, Clone, Default)]
pub struct RoleFolder {
    /// `role.toml`.
    pub role: Option<Arc<Document<RoleFile>>>,
    /// `<level>.md`, by level id.
    pub levels: BTreeMap<String, Arc<LevelFile>>,
    /// `blueprint.toml`.
    pub blueprint: Option<Arc<Document<BlueprintFile>>>,
    /// `interviews.toml`.
    pub interviews: Option<Arc<Document<InterviewsFile>>>,
    /// `candidates.toml`.
    pub candidates: Option<Arc<Document<CandidatesFile>>>,
    /// Any file of the folder, for problems of the folder as a whole.
    pub any: Option<FileId>,
}

impl RoleFolder {
    /// Whether two folders are made of the very same readings.
    #[must_use]
    pub fn is_same(&self, other: &RoleFolder) -> bool {
        is_same(&self.role, &other.role)
            && is_same(&self.blueprint, &other.blueprint)
            && is_same(&self.interviews, &other.interviews)
            && is_same(&self.candidates, &other.candidates)
            && are_same(&self.levels, &other.levels)
            && self.any == other.any
    }
}

impl SharedFolder {
    /// Whether two folders are made of the very same readings.
    #[must_use]
    pub fn is_same(&self, other: &SharedFolder) -> bool {
        is_same(&self.shared, &other.shared) && are_same(&self.levels, &other.levels)
    }
}

fn is_same<T>(one: &Option<Arc<T>>, other: &Option<Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn are_same<T>(one: &BTreeMap<String, Arc<T>>, other: &BTreeMap<String, Arc<T>>) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && Arc::ptr_eq(one.1, other.1))
}

/// What `shared/<name>/` holds.
#[derive(Debug, Clone, Default)]
pub struct SharedFolder {
    /// `shared.toml`.
    pub shared: Option<Arc<Document<SharedFile>>>,
    /// `<level>.md`, by level id.
    pub levels: BTreeMap<String, Arc<LevelFile>>,
}
