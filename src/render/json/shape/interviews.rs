use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Text};
use crate::parse::{ExerciseFormat, QuestionKind, SignalKind};

/// What candidates are told of the interviews.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Guide<'f> {
    /// How the conversations go, and how to prepare, in Markdown.
    pub(crate) text: Option<Text<'f>>,
    /// The conversations, in their order.
    #[serde(default)]
    pub(crate) stages: Vec<GuideStage<'f>>,
}

/// A conversation, as candidates are told of it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct GuideStage<'f> {
    /// The id of the stage.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// How long it takes.
    pub(crate) minutes: Option<u32>,
    /// How many people of the company are there.
    pub(crate) panelists: Option<u32>,
    /// What is done in it, in Markdown.
    pub(crate) task: Option<Text<'f>>,
    /// What it looks at.
    #[serde(default)]
    pub(crate) looks_at: Vec<Text<'f>>,
    /// What somebody should know before it, in Markdown.
    pub(crate) text: Option<Text<'f>>,
}

/// How candidates for a role are assessed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Interviews<'f> {
    /// After how many days notes of an interview are deleted.
    pub(crate) retention_days: Option<u32>,
    /// How many people assess each dimension at least.
    pub(crate) min_assessors: Option<u32>,
    /// Why weights are not equal, in Markdown.
    pub(crate) weights_reason: Option<Text<'f>>,
    /// Areas to assess.
    #[serde(default)]
    pub(crate) areas: Vec<Area<'f>>,
    /// What scorecards rate.
    #[serde(default)]
    pub(crate) dimensions: Vec<Dimension<'f>>,
    /// Tasks for candidates.
    #[serde(default)]
    pub(crate) exercises: Vec<Exercise<'f>>,
    /// Conversations, in their order.
    #[serde(default)]
    pub(crate) stages: Vec<Stage<'f>>,
    /// What speaks for or against a candidate, whatever the dimension.
    #[serde(default)]
    pub(crate) signals: Vec<Signal<'f>>,
}

/// An area to assess.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Area<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// What to look for in it, in Markdown.
    pub(crate) assess: Option<Text<'f>>,
}

/// A row of scorecards.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Dimension<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// Competencies from whose levels its anchors are derived.
    #[serde(default)]
    pub(crate) competencies: Vec<Id<'f>>,
    /// Areas that it belongs to.
    #[serde(default)]
    pub(crate) areas: Vec<Id<'f>>,
    /// Whether nothing makes up for it.
    #[serde(default)]
    pub(crate) must_have: bool,
    /// Its share in percent.
    pub(crate) weight: Option<f64>,
    /// What is written in place of what is derived.
    pub(crate) anchors: Option<Anchors<'f>>,
    /// The same of one level only.
    #[serde(default)]
    pub(crate) overrides: Vec<Override<'f>>,
    /// Signs that speak for a candidate, in Markdown.
    #[serde(default)]
    pub(crate) strong: Vec<Text<'f>>,
    /// Signs that leave doubt, in Markdown.
    #[serde(default)]
    pub(crate) weak: Vec<Text<'f>>,
    /// Signs that speak against a candidate, in Markdown.
    #[serde(default)]
    pub(crate) red_flags: Vec<Text<'f>>,
}

/// Anchors of one level.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override<'f> {
    /// The id of the level.
    pub(crate) level: Id<'f>,
    /// What is written.
    pub(crate) anchors: Option<Anchors<'f>>,
}

/// What points of a scorecard mean, as far as it is written and not derived.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Anchors<'f> {
    /// What is below the level, in Markdown.
    pub(crate) below: Option<Text<'f>>,
    /// What meets it, in Markdown.
    pub(crate) meets: Option<Text<'f>>,
    /// What exceeds it, in Markdown.
    pub(crate) exceeds: Option<Text<'f>>,
}

/// A task for candidates.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exercise<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) title: Text<'f>,
    /// How long it takes: at least, and at most.
    pub(crate) minutes: Option<[u32; 2]>,
    /// Where it is done.
    pub(crate) format: ExerciseFormat,
    /// Whether a panel may leave it out.
    #[serde(default)]
    pub(crate) optional: bool,
    /// What the candidate gets, in Markdown.
    pub(crate) input: Option<Text<'f>>,
    /// What the candidate hands in or says, in Markdown.
    #[serde(default)]
    pub(crate) output: Vec<Text<'f>>,
    /// How it is judged, by dimension.
    #[serde(default)]
    pub(crate) rubric: Vec<Rubric<'f>>,
}

/// How an exercise shows a dimension.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rubric<'f> {
    /// The id of the dimension.
    pub(crate) dimension: Id<'f>,
    /// What to look for.
    pub(crate) anchors: Option<Anchors<'f>>,
}

/// A conversation.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// How long it takes.
    pub(crate) minutes: Option<u32>,
    /// How many people of the company are there.
    pub(crate) panelists: Option<u32>,
    /// The exercise that is done in it.
    pub(crate) exercise: Option<Id<'f>>,
    /// The dimensions that are rated in it.
    #[serde(default)]
    pub(crate) dimensions: Vec<Id<'f>>,
    /// What is asked.
    #[serde(default)]
    pub(crate) questions: Vec<Question<'f>>,
}

/// A question of a conversation.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// The dimension that it asks about.
    pub(crate) dimension: Option<Id<'f>>,
    /// What it asks for.
    pub(crate) kind: QuestionKind,
    /// How long it takes.
    pub(crate) minutes: Option<u32>,
    /// The question, in Markdown.
    pub(crate) text: Text<'f>,
    /// What to ask on, in Markdown.
    #[serde(default)]
    pub(crate) probes: Vec<Text<'f>>,
    /// What a good answer has, in Markdown.
    pub(crate) good: Option<Text<'f>>,
}

/// What speaks for or against a candidate.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signal<'f> {
    /// What it says of a candidate.
    pub(crate) kind: SignalKind,
    /// What is seen or heard, in Markdown.
    pub(crate) text: Text<'f>,
}
