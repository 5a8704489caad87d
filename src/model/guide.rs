use super::{Audience, InterviewId, Prose};
use crate::parse::ExerciseFormat;
use crate::source::Span;

/// What candidates may know of the interviews before they come: no question, no anchor.
///
/// It stands in `interviews.toml` and has an audience of its own, so that an edition can carry it
/// without the interviews.
#[derive(Debug, Clone)]
pub struct Guide {
    /// Who may read it.
    pub audience: Audience,
    /// What it says to begin with, as Markdown.
    pub text: Option<Prose>,
    /// Interviews, in order.
    pub stages: Vec<GuideStage>,
    /// Where it is declared.
    pub span: Span,
}

/// An interview, as a candidate is told of it.
#[derive(Debug, Clone)]
pub struct GuideStage {
    /// The stage's id.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many people interview.
    pub panelists: Option<u32>,
    /// The task: how long at least and at most, and where it is done.
    pub exercise: Option<(Option<(u32, u32)>, ExerciseFormat)>,
    /// Names of the dimensions it looks at.
    pub looks_at: Vec<String>,
    /// What a candidate should know of it.
    pub text: Option<Prose>,
}
