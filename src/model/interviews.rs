use std::sync::Arc;

use super::{Competency, InterviewId, LevelId, Prose};
use crate::parse::{ExerciseFormat, QuestionKind, SignalKind};
use crate::source::Span;

/// How candidates for a role are assessed.
#[derive(Debug, Clone)]
pub struct Interviews {
    /// How long notes are kept.
    pub retention_days: Option<u32>,
    /// How many people should assess each dimension.
    pub min_assessors: Option<u32>,
    /// Why weights are not equal.
    pub weights_reason: Option<Prose>,
    /// What is to be found out.
    pub areas: Vec<Area>,
    /// Rows of the scorecard.
    pub dimensions: Vec<Dimension>,
    /// Tasks.
    pub exercises: Vec<Exercise>,
    /// Interviews, in order.
    pub stages: Vec<Stage>,
    /// What speaks for and against a candidate, whatever the dimension.
    pub signals: Vec<Signal>,
    /// The file's start.
    pub span: Span,
}

/// Something to find out.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its id.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// What to assess.
    pub assess: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// A row of a scorecard.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its id.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// Whose behaviours its anchors are derived from.
    pub competencies: Vec<Arc<Competency>>,
    /// Places of the areas it covers.
    pub areas: Vec<usize>,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// Share of the whole, in percent.
    pub weight: Option<f64>,
    /// Written anchors, for all levels.
    pub anchors: Anchors,
    /// Written anchors for one level, which come first.
    pub overrides: Vec<(LevelId, Anchors)>,
    /// What speaks for a candidate.
    pub strong: Vec<Prose>,
    /// What leaves doubt.
    pub weak: Vec<Prose>,
    /// What speaks against.
    pub red_flags: Vec<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// Written texts of scale points.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    /// What falls short.
    pub below: Option<Prose>,
    /// What is enough.
    pub meets: Option<Prose>,
    /// What goes beyond.
    pub exceeds: Option<Prose>,
}

/// A task for the candidate.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// Its id.
    pub id: InterviewId,
    /// Its title.
    pub title: String,
    /// At least and at most so many minutes.
    pub minutes: Option<(u32, u32)>,
    /// Where it is done.
    pub format: ExerciseFormat,
    /// Whether it may be left out.
    pub optional: bool,
    /// What the candidate gets.
    pub input: Option<Prose>,
    /// What is asked for.
    pub output: Vec<Prose>,
    /// How it is judged.
    pub rubric: Vec<Rubric>,
    /// Where it is declared.
    pub span: Span,
}

/// How an exercise shows a dimension.
#[derive(Debug, Clone)]
pub struct Rubric {
    /// Place of the dimension.
    pub dimension: usize,
    /// What to look for.
    pub anchors: Anchors,
}

/// One interview.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its id.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many people interview.
    pub panelists: Option<u32>,
    /// Place of its exercise.
    pub exercise: Option<usize>,
    /// Places of the dimensions it assesses.
    pub dimensions: Vec<usize>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Where it is declared.
    pub span: Span,
}

/// A question of a stage.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: InterviewId,
    /// Place of the dimension it is for.
    pub dimension: Option<usize>,
    /// What it asks for.
    pub kind: QuestionKind,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// The question.
    pub text: Prose,
    /// What to ask next.
    pub probes: Vec<Prose>,
    /// What a good answer holds.
    pub good: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// What speaks for or against a candidate.
#[derive(Debug, Clone)]
pub struct Signal {
    /// For or against.
    pub kind: SignalKind,
    /// What it looks like.
    pub text: Prose,
}
