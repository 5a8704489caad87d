use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// `roles/<role>/candidates.toml`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CandidatesFile {
    /// How the conversations go, and how to prepare: Markdown.
    pub text: Option<Text>,
    /// Stages, as candidates meet them.
    #[serde(default)]
    pub stage: Vec<GuideStageTable>,
}

/// `[[stage]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GuideStageTable {
    /// The stage of `interviews.toml` that it tells of.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many people are there.
    pub panelists: Option<u32>,
    /// What is done in it, in Markdown.
    pub task: Option<Text>,
    /// What it looks at.
    #[serde(default)]
    pub looks_at: Vec<String>,
    /// What somebody should know before it, in Markdown.
    pub text: Option<Text>,
}
