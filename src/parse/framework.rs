use serde::Deserialize;

use super::Text;

/// `framework.toml`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrameworkFile {
    pub summary: Option<Text>,
    pub cumulative: bool,
    pub family: Vec<FamilyTable>,
    pub track: Vec<TrackTable>,
    pub pillar: Vec<PillarTable>,
    pub competency: Vec<CompetencyTable>,
    pub attribute: Vec<AttributeTable>,
    pub scale: Vec<ScaleTable>,
    pub rating: Vec<PointTable>,
    /// Texts of what couldn't be read, which has been reported: names that are not to be reported
    /// again wherever they are used.
    #[serde(skip)]
    pub lost: Vec<String>,
}

/// `[[family]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FamilyTable {
    pub id: Text,
    pub name: String,
    pub summary: Option<Text>,
}

/// `[[track]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrackTable {
    pub id: Text,
    pub name: String,
    pub summary: Option<Text>,
    #[serde(default)]
    pub level: Vec<TrackLevelTable>,
}

/// `[[track.level]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrackLevelTable {
    pub id: Text,
    pub name: String,
    pub summary: Option<Text>,
    #[serde(default)]
    pub parallel: Vec<Text>,
}

/// `[[pillar]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PillarTable {
    pub id: Text,
    pub name: Text,
    pub icon: Option<String>,
    pub summary: Option<Text>,
}

/// `[[competency]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CompetencyTable {
    pub id: Text,
    pub name: Text,
    pub pillar: Option<Text>,
    pub summary: Option<Text>,
    #[serde(default)]
    pub aliases: Vec<Text>,
    pub scale: Option<Text>,
    #[serde(default)]
    pub links: Vec<LinkTable>,
}

/// `{ label, url }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkTable {
    pub label: String,
    pub url: Text,
}

/// `[[attribute]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AttributeTable {
    pub id: Text,
    pub label: Text,
    #[serde(rename = "type")]
    pub kind: AttributeKind,
    #[serde(default)]
    pub values: Vec<Text>,
    pub summary: Option<Text>,
}

/// What an attribute's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScaleTable {
    pub id: Text,
    pub name: String,
    #[serde(default)]
    pub point: Vec<PointTable>,
}

/// `[[scale.point]]` and `[[rating]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PointTable {
    pub id: Text,
    pub name: String,
    pub summary: Option<Text>,
}
