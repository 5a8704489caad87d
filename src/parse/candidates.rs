use serde::Deserialize;

use super::Text;

/// `roles/<role>/candidates.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CandidatesFile {
    pub text: Option<Text>,
    #[serde(default)]
    pub stage: Vec<GuideStageTable>,
}

/// `[[stage]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GuideStageTable {
    pub id: Text,
    pub name: String,
    pub minutes: Option<u32>,
    pub panelists: Option<u32>,
    pub task: Option<Text>,
    #[serde(default)]
    pub looks_at: Vec<String>,
    pub text: Option<Text>,
}
