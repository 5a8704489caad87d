use serde::Deserialize;

use super::Text;

/// `glossary.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GlossaryFile {
    pub term: Vec<TermTable>,
}

/// `[[term]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TermTable {
    pub id: Option<Text>,
    pub name: Text,
    #[serde(default)]
    pub aliases: Vec<Text>,
    pub definition: Text,
}
