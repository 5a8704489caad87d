use std::sync::Arc;

use super::Competency;
use crate::parse::BlueprintFile;
use crate::source::FileId;

/// The long description of a role.
///
/// Its sections are texts and words of closed lists, which the shape on disk holds as they are;
/// only what they refer to is resolved here. A second set of the same twenty-four structs would
/// add nothing but a place to forget a field.
#[derive(Debug, Clone)]
pub struct Blueprint {
    /// The sections.
    pub sections: BlueprintFile,
    /// The competency that says a skill level by level, one entry per `sections.skill`.
    pub skill_competencies: Vec<Option<Arc<Competency>>>,
    /// Where it is written; the spans of all its texts are of this file.
    pub file: FileId,
}
