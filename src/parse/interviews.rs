use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Placed, Text};

/// `roles/<role>/interviews.toml`
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InterviewsFile {
    /// After how many days notes of an interview are deleted.
    pub retention_days: Option<u32>,
    /// How many people assess each dimension at least.
    pub min_assessors: Option<u32>,
    /// Why weights are not equal; required as soon as a dimension has one.
    pub weights_reason: Option<Text>,
    /// Areas to assess.
    #[serde(default)]
    pub area: Vec<AreaTable>,
    /// What scorecards rate.
    #[serde(default)]
    pub dimension: Vec<DimensionTable>,
    /// Tasks for candidates.
    #[serde(default)]
    pub exercise: Vec<ExerciseTable>,
    /// Conversations, in their order.
    #[serde(default)]
    pub stage: Vec<StageTable>,
    /// What speaks for or against a candidate, whatever the dimension.
    #[serde(default)]
    pub signal: Vec<SignalTable>,
}

/// `[[area]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AreaTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// What to look for in it, in Markdown.
    pub assess: Option<Text>,
}

/// `[[dimension]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DimensionTable {
    /// Its id.
    pub id: Text,
    /// What it is called; as its first competency, if it is left out.
    pub name: Option<String>,
    /// Competencies from whose levels its anchors are derived.
    #[serde(default)]
    pub competencies: Vec<Text>,
    /// Ids of areas that it belongs to.
    #[serde(default)]
    pub areas: Vec<Text>,
    /// Whether nothing makes up for it.
    #[serde(default)]
    pub must_have: bool,
    /// Its share in percent: of all dimensions or none, 100 in all.
    pub weight: Option<Placed<f64>>,
    /// What is below the level, in place of what is derived.
    pub below: Option<Text>,
    /// What meets the level, in place of what is derived.
    pub meets: Option<Text>,
    /// What exceeds the level, in place of what is derived.
    pub exceeds: Option<Text>,
    /// Signs that speak for a candidate.
    #[serde(default)]
    pub strong: Vec<Text>,
    /// Signs that leave doubt.
    #[serde(default)]
    pub weak: Vec<Text>,
    /// Signs that speak against a candidate.
    #[serde(default)]
    pub red_flags: Vec<Text>,
    /// Anchors of one level only.
    #[serde(default, rename = "override")]
    pub overrides: Vec<OverrideTable>,
}

/// `[[dimension.override]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideTable {
    /// The level.
    pub level: Text,
    /// What is below it.
    pub below: Option<Text>,
    /// What meets it.
    pub meets: Option<Text>,
    /// What exceeds it.
    pub exceeds: Option<Text>,
}

/// `[[exercise]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExerciseTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub title: String,
    /// How long it takes: one number, or from and to.
    #[serde(default)]
    pub minutes: Option<Placed<Vec<u32>>>,
    /// Where it is done.
    #[serde(default)]
    pub format: ExerciseFormat,
    /// Whether a panel may leave it out.
    #[serde(default)]
    pub optional: bool,
    /// What the candidate gets, in Markdown.
    pub input: Option<Text>,
    /// What the candidate hands in or says.
    #[serde(default)]
    pub output: Vec<Text>,
    /// What is below, meets and exceeds in it, by dimension.
    #[serde(default)]
    pub rubric: Vec<RubricTable>,
}

/// Where an exercise is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExerciseFormat {
    /// With the panel.
    #[default]
    Live,
    /// Alone, before.
    TakeHome,
    /// As the candidate prefers.
    Either,
}

/// `[[exercise.rubric]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RubricTable {
    /// The id of a dimension.
    pub dimension: Text,
    /// What is below the level.
    pub below: Option<Text>,
    /// What meets the level.
    pub meets: Option<Text>,
    /// What exceeds the level.
    pub exceeds: Option<Text>,
}

/// `[[stage]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StageTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many people of the company are there.
    pub panelists: Option<u32>,
    /// The id of the exercise that is done in it.
    pub exercise: Option<Text>,
    /// Ids of the dimensions that are rated in it.
    #[serde(default)]
    pub dimensions: Vec<Text>,
    /// What is asked.
    #[serde(default)]
    pub question: Vec<QuestionTable>,
}

/// `[[stage.question]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuestionTable {
    /// Its id.
    pub id: Text,
    /// The id of the dimension that it asks about.
    pub dimension: Option<Text>,
    /// What it asks for.
    #[serde(default)]
    pub kind: QuestionKind,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// The question.
    pub text: Text,
    /// What to ask on.
    #[serde(default)]
    pub probes: Vec<Text>,
    /// What a good answer has.
    pub good: Option<Text>,
}

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// What the candidate did.
    #[default]
    Past,
    /// What the candidate would do.
    Situational,
    /// What the candidate knows.
    Knowledge,
}

/// `[[signal]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignalTable {
    /// What it says of a candidate.
    pub kind: SignalKind,
    /// What is seen or heard.
    pub text: Text,
}

/// What a signal says of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// Speaks for the candidate.
    Strong,
    /// Leaves doubt.
    Weak,
    /// Speaks against.
    RedFlag,
}
