use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// `framework.toml`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrameworkFile {
    /// Markdown shown on the home page.
    pub summary: Option<Text>,
    /// Whether a level is expected on top of all levels below it.
    pub cumulative: bool,
    /// Families of roles.
    pub family: Vec<FamilyTable>,
    /// Tracks, each a ladder of levels.
    pub track: Vec<TrackTable>,
    /// Groups of competencies; a framework may have none.
    pub pillar: Vec<PillarTable>,
    /// What is expected something of, level by level.
    pub competency: Vec<CompetencyTable>,
    /// Facts of a level.
    pub attribute: Vec<AttributeTable>,
    /// Scales of proficiency.
    pub scale: Vec<ScaleTable>,
    /// Points of every scorecard, lowest first; there are four if none are named.
    pub rating: Vec<PointTable>,
    /// Texts of what couldn't be read, which has been reported: names that are not to be reported
    /// again wherever they are used.
    #[serde(skip)]
    pub lost: Vec<String>,
}

/// `[[family]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FamilyTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// What it is for, in Markdown.
    pub summary: Option<Text>,
}

/// `[[track]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrackTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// What it is for, in Markdown.
    pub summary: Option<Text>,
    /// Its levels, lowest first.
    #[serde(default)]
    pub level: Vec<TrackLevelTable>,
}

/// `[[track.level]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrackLevelTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// What it means, in Markdown.
    pub summary: Option<Text>,
    /// Levels of other tracks with the same weight; one side is enough.
    #[serde(default)]
    pub parallel: Vec<Text>,
}

/// `[[pillar]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PillarTable {
    /// Its id.
    pub id: Text,
    /// What it is called; level files name it so.
    pub name: Text,
    /// A character before its name, for the eye only.
    pub icon: Option<String>,
    /// What it is about, in Markdown.
    pub summary: Option<Text>,
}

/// `[[competency]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CompetencyTable {
    /// Its id.
    pub id: Text,
    /// What it is called; level files name it so.
    pub name: Text,
    /// The id of its pillar; left out where there are no pillars.
    pub pillar: Option<Text>,
    /// What it means, in Markdown.
    pub summary: Option<Text>,
    /// Names that it has too, or had, in level files.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// The id of a scale: levels may state a proficiency then.
    pub scale: Option<Text>,
    /// Where to read on.
    #[serde(default)]
    pub links: Vec<LinkTable>,
}

/// `{ label, url }`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkTable {
    /// What it is called.
    pub label: String,
    /// An address, or a source file such as `pages/handover.md`.
    pub url: Text,
}

/// `[[attribute]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AttributeTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub label: Text,
    /// What a level says of it: a text, bullets, or one of `values`.
    #[serde(rename = "type")]
    pub kind: AttributeKind,
    /// Of an ordered one: what a level may say, lowest first.
    #[serde(default)]
    pub values: Vec<Text>,
    /// What it means, in Markdown.
    pub summary: Option<Text>,
}

/// What an attribute's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AttributeKind {
    /// Free text.
    Text,
    /// Bullets.
    List,
    /// One of a list of values, lowest first.
    Ordered,
}

/// `[[scale]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScaleTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// Its points, lowest first.
    #[serde(default)]
    pub point: Vec<PointTable>,
}

/// `[[scale.point]]` and `[[rating]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PointTable {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub name: String,
    /// What it means, in Markdown.
    pub summary: Option<Text>,
}
