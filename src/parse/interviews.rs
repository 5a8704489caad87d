use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Text;

/// `roles/<role>/interviews.toml`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InterviewsFile {
    pub retention_days: Option<u32>,
    pub min_assessors: Option<u32>,
    pub weights_reason: Option<Text>,
    #[serde(default)]
    pub area: Vec<AreaTable>,
    #[serde(default)]
    pub dimension: Vec<DimensionTable>,
    #[serde(default)]
    pub exercise: Vec<ExerciseTable>,
    #[serde(default)]
    pub stage: Vec<StageTable>,
    #[serde(default)]
    pub signal: Vec<SignalTable>,
}

/// `[[area]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AreaTable {
    pub id: Text,
    pub name: String,
    pub assess: Option<Text>,
}

/// `[[dimension]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DimensionTable {
    pub id: Text,
    pub name: Option<String>,
    #[serde(default)]
    pub competencies: Vec<Text>,
    #[serde(default)]
    pub areas: Vec<Text>,
    #[serde(default)]
    pub must_have: bool,
    pub weight: Option<Spanned<f64>>,
    pub below: Option<Text>,
    pub meets: Option<Text>,
    pub exceeds: Option<Text>,
    #[serde(default)]
    pub strong: Vec<Text>,
    #[serde(default)]
    pub weak: Vec<Text>,
    #[serde(default)]
    pub red_flags: Vec<Text>,
    #[serde(default, rename = "override")]
    pub overrides: Vec<OverrideTable>,
}

/// `[[dimension.override]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideTable {
    pub level: Text,
    pub below: Option<Text>,
    pub meets: Option<Text>,
    pub exceeds: Option<Text>,
}

/// `[[exercise]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExerciseTable {
    pub id: Text,
    pub title: String,
    #[serde(default)]
    pub minutes: Option<Spanned<Vec<u32>>>,
    #[serde(default)]
    pub format: ExerciseFormat,
    #[serde(default)]
    pub optional: bool,
    pub input: Option<Text>,
    #[serde(default)]
    pub output: Vec<Text>,
    #[serde(default)]
    pub rubric: Vec<RubricTable>,
}

/// Where an exercise is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RubricTable {
    pub dimension: Text,
    pub below: Option<Text>,
    pub meets: Option<Text>,
    pub exceeds: Option<Text>,
}

/// `[[stage]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StageTable {
    pub id: Text,
    pub name: String,
    pub minutes: Option<u32>,
    pub panelists: Option<u32>,
    pub exercise: Option<Text>,
    #[serde(default)]
    pub dimensions: Vec<Text>,
    #[serde(default)]
    pub question: Vec<QuestionTable>,
}

/// `[[stage.question]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuestionTable {
    pub id: Text,
    pub dimension: Option<Text>,
    #[serde(default)]
    pub kind: QuestionKind,
    pub minutes: Option<u32>,
    pub text: Text,
    #[serde(default)]
    pub probes: Vec<Text>,
    pub good: Option<Text>,
}

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignalTable {
    pub kind: SignalKind,
    pub text: Text,
}

/// What a signal says of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// Speaks for the candidate.
    Strong,
    /// Leaves doubt.
    Weak,
    /// Speaks against.
    RedFlag,
}
