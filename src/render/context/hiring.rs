use serde::Serialize;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::words::Words;
use super::lines::all;
use super::{Named, id_of};
use crate::model::{Anchors, Interviews, Prose, Question, Stage};
use crate::parse::{ExerciseFormat, QuestionKind, SignalKind};

/// How candidates for a role are assessed.
#[derive(Debug, Serialize)]
pub struct Hiring<'s> {
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
    pub exercises: Vec<Exercise<'s>>,
    /// What speaks for and against a candidate.
    pub signals: Vec<SignalGroup<'s>>,
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
    /// How many questions are written for it, in words; `none` if none are.
    pub questions: Option<String>,
}

/// A question.
#[derive(Debug, Serialize)]
pub struct QuestionEntry<'s> {
    /// For links to it.
    pub id: String,
    /// Its id in files.
    pub key: String,
    /// The question.
    pub html: Html,
    /// What it asks for, in a word: `past`, `situational` or `knowledge`.
    pub kind: &'s str,
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
pub struct Exercise<'s> {
    /// Its title.
    pub title: String,
    /// How long it takes, e.g. `45–60 min`.
    pub time: Option<String>,
    /// Where it is done, in words.
    pub format: &'s str,
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
pub struct SignalGroup<'s> {
    /// `strong`, `weak` or `red-flag`.
    pub kind: &'static str,
    /// What they are called.
    pub label: &'s str,
    /// What they look like.
    pub items: Vec<Html>,
}

impl<'s> Hiring<'s> {
    pub(super) fn new(pen: &Pen<'s>, interviews: &Interviews) -> Hiring<'s> {
        let areas = interviews
            .areas
            .iter()
            .map(|area| Named { name: area.name.clone(), html: maybe(pen, area.assess.as_ref()) });
        Hiring {
            areas: areas.collect(),
            dimensions: dimensions(pen, interviews),
            is_weighted: interviews.dimensions.iter().any(|one| one.weight.is_some()),
            weights_reason: maybe(pen, interviews.weights_reason.as_ref()),
            stages: stages(pen, interviews),
            exercises: exercises(pen, interviews),
            signals: signals(pen, interviews),
        }
    }
}

fn maybe(pen: &Pen<'_>, text: Option<&Prose>) -> Html {
    text.map(|text| pen.inline(text)).unwrap_or_default()
}

/// `15 %`
pub(super) fn percent(pen: &Pen<'_>, count: impl ToString) -> String {
    pen.site.words.unit.percent.fill(&[("count", &count.to_string())])
}

/// `60 min`
pub(super) fn minutes(pen: &Pen<'_>, count: u32) -> String {
    pen.site.words.unit.minutes.fill(&[("count", &count.to_string())])
}

/// `45–60 min`, or `45 min` if both are the same.
pub(super) fn minutes_range(pen: &Pen<'_>, (from, to): (u32, u32)) -> String {
    if from == to {
        return minutes(pen, from);
    }
    let (from, to) = (from.to_string(), to.to_string());
    pen.site.words.unit.minutes_range.fill(&[("from", &from), ("to", &to)])
}

/// Where a task is done.
pub(super) fn task_format(words: &Words, format: ExerciseFormat) -> &str {
    match format {
        ExerciseFormat::Live => words.scorecard.live.as_str(),
        ExerciseFormat::TakeHome => words.scorecard.take_home.as_str(),
        ExerciseFormat::Either => words.scorecard.live_or_take_home.as_str(),
    }
}

fn dimensions(pen: &Pen<'_>, interviews: &Interviews) -> Vec<DimensionRow> {
    let rows = interviews.dimensions.iter().map(|one| {
        let competencies = one.competencies.iter().map(|one| one.name.clone());
        let areas = one.areas.iter().filter_map(|place| interviews.areas.get(*place));
        let about: Vec<String> = competencies.chain(areas.map(|area| area.name.clone())).collect();
        DimensionRow {
            name: one.name.clone(),
            must_have: one.must_have,
            weight: one.weight.map(|weight| percent(pen, weight)),
            about: super::matrix::joined(pen, &about),
            meets: maybe(pen, one.anchors.meets.as_ref()),
            exceeds: maybe(pen, one.anchors.exceeds.as_ref()),
        }
    });
    rows.collect()
}

pub(super) fn stages(pen: &Pen<'_>, interviews: &Interviews) -> Vec<StageRow> {
    let words = &pen.site.words;
    let name = |place: &usize| Some(interviews.dimensions.get(*place)?.name.clone());
    let rows = interviews.stages.iter().map(|stage| StageRow {
        name: stage.name.clone(),
        time: stage.minutes.map(|count| minutes(pen, count)),
        panelists: stage.panelists,
        exercise: stage
            .exercise
            .and_then(|place| interviews.exercises.get(place))
            .map(|exercise| exercise.title.clone()),
        dimensions: stage.dimensions.iter().filter_map(name).collect(),
        questions: match stage.questions.len() {
            0 => None,
            count => Some(words.counted(&words.stages.questions, count)),
        },
    });
    rows.collect()
}

pub(super) fn question<'s>(pen: &Pen<'s>, stage: &Stage, one: &Question) -> QuestionEntry<'s> {
    let words = &pen.site.words.scorecard;
    let kind = match one.kind {
        QuestionKind::Past => &words.past,
        QuestionKind::Situational => &words.situational,
        QuestionKind::Knowledge => &words.knowledge,
    };
    QuestionEntry {
        id: id_of("q", one.id.as_str()),
        key: one.id.to_string(),
        html: pen.inline(&one.text),
        kind: kind.as_str(),
        stage: stage.name.clone(),
        time: one.minutes.map(|count| minutes(pen, count)),
        probes: all(pen, &one.probes),
        good: maybe(pen, one.good.as_ref()),
    }
}

pub(super) fn exercises<'s>(pen: &Pen<'s>, interviews: &Interviews) -> Vec<Exercise<'s>> {
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
        time: one.minutes.map(|range| minutes_range(pen, range)),
        format: task_format(&pen.site.words, one.format),
        is_optional: one.optional,
        input: maybe(pen, one.input.as_ref()),
        output: all(pen, &one.output),
        rubric: one.rubric.iter().filter_map(|one| row(one.dimension, &one.anchors)).collect(),
    });
    cards.collect()
}

pub(super) fn signals<'s>(pen: &Pen<'s>, interviews: &Interviews) -> Vec<SignalGroup<'s>> {
    let words = &pen.site.words.scorecard;
    let groups = [
        (SignalKind::Strong, "strong", &words.strong_signals),
        (SignalKind::Weak, "weak", &words.weak_signals),
        (SignalKind::RedFlag, "red-flag", &words.red_flags),
    ];
    let groups = groups.into_iter().map(|(kind, word, label)| SignalGroup {
        kind: word,
        label: label.as_str(),
        items: interviews
            .signals
            .iter()
            .filter(|one| one.kind == kind)
            .map(|one| pen.inline(&one.text))
            .collect(),
    });
    groups.filter(|group| !group.items.is_empty()).collect()
}
