use super::{InterviewId, Prose};
use crate::source::Span;

/// What candidates may know of the interviews before they come: no question, no anchor.
///
/// It is a file of its own beside that of the interviews, so that whoever reviews it sees all that
/// candidates will, and an edition without the interviews needs nothing of them.
#[derive(Debug, Clone)]
pub struct Guide {
    /// What it says to begin with, as Markdown.
    pub text: Option<Prose>,
    /// Interviews, in order.
    pub stages: Vec<GuideStage>,
    /// The file's start.
    pub span: Span,
}

/// An interview, as a candidate is told of it.
#[derive(Debug, Clone)]
pub struct GuideStage {
    /// The id of the stage that it tells of.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many people interview.
    pub panelists: Option<u32>,
    /// What is to be done in it.
    pub task: Option<Prose>,
    /// What it looks at.
    pub looks_at: Vec<String>,
    /// What a candidate should know of it.
    pub text: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}
