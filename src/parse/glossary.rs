use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// `glossary.toml`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GlossaryFile {
    /// Words that need one.
    pub term: Vec<TermTable>,
}

/// `[[term]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TermTable {
    /// Its id; made from the name, if it is left out.
    pub id: Option<Text>,
    /// The word.
    pub name: Text,
    /// Other forms of it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// What it means, in Markdown.
    pub definition: Text,
}
