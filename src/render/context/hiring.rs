use serde::Serialize;

use super::super::html::Html;
use super::super::pen::Pen;
use super::Named;
use super::lines::all;
use crate::model::{Anchors, Interviews, Prose, Question, Stage};
use crate::parse::{ExerciseFormat, QuestionKind, SignalKind};

/// How candidates for a role are assessed.
#[derive(Debug, Serialize)]
pub struct Hiring {
    /// What is to be found out.
    pub areas: Vec<Named>,
    /// Rows of the scorecard.
    pub dimensions: Vec<DimensionRow>,
    /// Whether dimensions have weights.
    pub is_weighted: bool,
    /// Why weights are not equal.
    pub weights_reason: Html,
    /// Interviews, in order.
    pub stages: Vec<StageRow>,
    /// Tasks.
    pub exercises: Vec<Exercise>,
    /// What speaks for and against a candidate.
    pub signals: Vec<SignalGroup>,
}

/// A dimension at a glance.
#[derive(Debug, Serialize)]
pub struct DimensionRow {
    /// Its name.
    pub name: String,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// Share of the whole, e.g. `15 %`.
    pub weight: Option<String>,
    /// Competencies that its anchors are derived from, and areas that it covers.
    pub about: Html,
    /// What is enough, where somebody wrote it.
    pub meets: Html,
    /// What goes beyond, where somebody wrote it.
    pub exceeds: Html,
}

/// An interview.
#[derive(Debug, Serialize)]
pub struct StageRow {
    /// Its name.
    pub name: String,
    /// How long it takes, e.g. `60 min`.
    pub time: Option<String>,
    /// How many people interview.
    pub panelists: Option<u32>,
    /// Its exercise.
    pub exercise: Option<String>,
    /// The dimensions it assesses.
    pub dimensions: Vec<String>,
    /// How many questions are written for it.
    pub questions: usize,
}

/// A question.
#[derive(Debug, Serialize)]
pub struct QuestionEntry {
    /// The question.
    pub html: Html,
    /// What it asks for: `past`, `situational` or `knowledge`.
    pub kind: &'static str,
    /// The stage that asks it.
    pub stage: String,
    /// How long it takes, e.g. `12 min`.
    pub time: Option<String>,
    /// What to ask next.
    pub probes: Vec<Html>,
    /// What a good answer holds.
    pub good: Html,
}

/// A task for the candidate.
#[derive(Debug, Serialize)]
pub struct Exercise {
    /// Its title.
    pub title: String,
    /// How long it takes, e.g. `45–60 min`.
    pub time: Option<String>,
    /// Where it is done, in words.
    pub format: &'static str,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// What the candidate gets.
    pub input: Html,
    /// What is asked for.
    pub output: Vec<Html>,
    /// How it is judged.
    pub rubric: Vec<RubricRow>,
}

/// How an exercise shows a dimension.
#[derive(Debug, Serialize)]
pub struct RubricRow {
    /// The dimension's name.
    pub dimension: String,
    /// What falls short.
    pub below: Html,
    /// What is enough.
    pub meets: Html,
    /// What goes beyond.
    pub exceeds: Html,
}

/// Signals of one kind.
#[derive(Debug, Serialize)]
pub struct SignalGroup {
    /// `strong`, `weak` or `red-flag`.
    pub kind: &'static str,
    /// What they are called.
    pub label: &'static str,
    /// What they look like.
    pub items: Vec<Html>,
}

impl Hiring {
    pub(super) fn new(pen: &Pen<'_>, interviews: &Interviews) -> Hiring {
        let areas = interviews
            .areas
            .iter()
            .map(|area| Named { name: area.name.clone(), html: maybe(pen, area.assess.as_ref()) });
        Hiring {
            areas: areas.collect(),
            dimensions: dimensions(pen, interviews),
            is_weighted: interviews.dimensions.iter().any(|one| one.weight.is_some()),
            weights_reason: maybe(pen, interviews.weights_reason.as_ref()),
            stages: stages(interviews),
            exercises: exercises(pen, interviews),
            signals: signals(pen, interviews),
        }
    }
}

fn maybe(pen: &Pen<'_>, text: Option<&Prose>) -> Html {
    text.map(|text| pen.inline(text)).unwrap_or_default()
}

fn dimensions(pen: &Pen<'_>, interviews: &Interviews) -> Vec<DimensionRow> {
    let rows = interviews.dimensions.iter().map(|one| {
        let competencies = one.competencies.iter().map(|one| one.name.clone());
        let areas = one.areas.iter().filter_map(|place| interviews.areas.get(*place));
        let about: Vec<String> = competencies.chain(areas.map(|area| area.name.clone())).collect();
        DimensionRow {
            name: one.name.clone(),
            must_have: one.must_have,
            weight: one.weight.map(|weight| format!("{weight} %")),
            about: super::matrix::joined(&about),
            meets: maybe(pen, one.anchors.meets.as_ref()),
            exceeds: maybe(pen, one.anchors.exceeds.as_ref()),
        }
    });
    rows.collect()
}

pub(super) fn stages(interviews: &Interviews) -> Vec<StageRow> {
    let name = |place: &usize| Some(interviews.dimensions.get(*place)?.name.clone());
    let rows = interviews.stages.iter().map(|stage| StageRow {
        name: stage.name.clone(),
        time: stage.minutes.map(|minutes| format!("{minutes} min")),
        panelists: stage.panelists,
        exercise: stage
            .exercise
            .and_then(|place| interviews.exercises.get(place))
            .map(|exercise| exercise.title.clone()),
        dimensions: stage.dimensions.iter().filter_map(name).collect(),
        questions: stage.questions.len(),
    });
    rows.collect()
}

pub(super) fn question(pen: &Pen<'_>, stage: &Stage, one: &Question) -> QuestionEntry {
    QuestionEntry {
        html: pen.inline(&one.text),
        kind: match one.kind {
            QuestionKind::Past => "past",
            QuestionKind::Situational => "situational",
            QuestionKind::Knowledge => "knowledge",
        },
        stage: stage.name.clone(),
        time: one.minutes.map(|minutes| format!("{minutes} min")),
        probes: all(pen, &one.probes),
        good: maybe(pen, one.good.as_ref()),
    }
}

pub(super) fn exercises(pen: &Pen<'_>, interviews: &Interviews) -> Vec<Exercise> {
    let row = |place: usize, anchors: &Anchors| {
        Some(RubricRow {
            dimension: interviews.dimensions.get(place)?.name.clone(),
            below: maybe(pen, anchors.below.as_ref()),
            meets: maybe(pen, anchors.meets.as_ref()),
            exceeds: maybe(pen, anchors.exceeds.as_ref()),
        })
    };
    let cards = interviews.exercises.iter().map(|one| Exercise {
        title: one.title.clone(),
        time: one.minutes.map(|(from, to)| match from == to {
            true => format!("{from} min"),
            false => format!("{from}–{to} min"),
        }),
        format: match one.format {
            ExerciseFormat::Live => "live",
            ExerciseFormat::TakeHome => "take-home",
            ExerciseFormat::Either => "live or take-home",
        },
        is_optional: one.optional,
        input: maybe(pen, one.input.as_ref()),
        output: all(pen, &one.output),
        rubric: one.rubric.iter().filter_map(|one| row(one.dimension, &one.anchors)).collect(),
    });
    cards.collect()
}

pub(super) fn signals(pen: &Pen<'_>, interviews: &Interviews) -> Vec<SignalGroup> {
    let groups = [
        (SignalKind::Strong, "strong", "Strong signals"),
        (SignalKind::Weak, "weak", "Weak signals"),
        (SignalKind::RedFlag, "red-flag", "Red flags"),
    ];
    let groups = groups.into_iter().map(|(kind, word, label)| SignalGroup {
        kind: word,
        label,
        items: interviews
            .signals
            .iter()
            .filter(|one| one.kind == kind)
            .map(|one| pen.inline(&one.text))
            .collect(),
    });
    groups.filter(|group| !group.items.is_empty()).collect()
}
