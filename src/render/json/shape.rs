//! The shape of `framework.json`, once for all who handle it: it is written from these types, the
//! importer reads into them, and the schema that is published is made of them and of these words.
//!
//! What is absent has no key: nothing is `null`, `false` or an empty list, but a framework's `roles`.

mod interviews;
mod role;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

pub(crate) use self::interviews::*;
pub(crate) use self::role::*;
use crate::model::is_id;
use crate::parse::AttributeKind;
use crate::record::{self, Date, PointId};

/// A text of the framework, which needn't be copied to be written.
pub(crate) type Text<'f> = Cow<'f, str>;

/// A career framework as data.
///
/// `rungs export json` writes it, `rungs import` reads it, and each site has it as `framework.json`:
/// what the readers of that site may know. What is absent has no key. Within a `version`, keys may
/// be added, but none goes and none changes its meaning: read past what you don't know.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Framework<'f> {
    /// What kind of file it is.
    pub(crate) format: Format,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    pub(crate) version: u64,
    /// What the framework is called.
    pub(crate) title: Text<'f>,
    /// The language of its texts, as a BCP 47 tag.
    pub(crate) language: Text<'f>,
    /// The version of the content, as its authors count.
    pub(crate) edition: Option<Text<'f>>,
    /// What the framework is for, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
    /// Families of roles.
    #[serde(default)]
    pub(crate) families: Vec<Family<'f>>,
    /// Tracks, each a ladder of levels.
    #[serde(default)]
    pub(crate) tracks: Vec<Track<'f>>,
    /// Groups of competencies.
    #[serde(default)]
    pub(crate) pillars: Vec<Pillar<'f>>,
    /// What is expected something of, level by level.
    #[serde(default)]
    pub(crate) competencies: Vec<Competency<'f>>,
    /// Facts that levels have.
    #[serde(default)]
    pub(crate) attributes: Vec<Attribute<'f>>,
    /// Scales of proficiency.
    #[serde(default)]
    pub(crate) scales: Vec<Scale<'f>>,
    /// What the authors say of the points of scorecards, lowest first.
    #[serde(default)]
    pub(crate) ratings: Vec<Rating<'f>>,
    /// Sets of behaviours that roles include.
    #[serde(default)]
    pub(crate) shared: Vec<SharedSet<'f>>,
    /// Words and what they mean.
    #[serde(default)]
    pub(crate) glossary: Vec<Term<'f>>,
    /// Pages of the handbook, in their order.
    #[serde(default)]
    pub(crate) pages: Vec<Page<'f>>,
    /// The roles; none in a framework that has none.
    pub(crate) roles: Vec<Role<'f>>,
}

/// The version of the format that is written.
pub(crate) const VERSION: u64 = 1;

/// What kind of file it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(crate) enum Format {
    /// A framework.
    #[serde(rename = "rungs.framework")]
    Framework,
}

/// An id, or a reference to what has it: 1 to 64 of a-z, 0-9 and -.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub(crate) struct Id<'f>(Text<'f>);

impl<'f> From<&'f str> for Id<'f> {
    /// The text is an id: nouns of the model have no other.
    fn from(text: &'f str) -> Id<'f> {
        debug_assert!(is_id(text), "`{text}`");
        Id(text.into())
    }
}

impl Deref for Id<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<'de> Deserialize<'de> for Id<'_> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        match is_id(&text) {
            true => Ok(Id(text.into())),
            false => Err(D::Error::custom(format!("`{text}` is no id"))),
        }
    }
}

impl JsonSchema for Id<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = record::Id::json_schema(generator);
        schema.insert(
            "description".to_owned(),
            "An id, or a reference to what has it: 1 to 64 of a-z, 0-9 and -.".into(),
        );
        schema
    }
}

/// A family of roles.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// What it is for, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// A ladder of levels.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Track<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// What it is for, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
    /// Its levels, lowest first.
    #[serde(default)]
    pub(crate) levels: Vec<TrackLevel<'f>>,
}

/// A level of a track, whatever the role.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrackLevel<'f> {
    /// Its id, which no level of another track has.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// What it means, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
    /// Levels of other tracks with the same weight.
    #[serde(default)]
    pub(crate) parallel: Vec<Id<'f>>,
}

/// A group of competencies.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pillar<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// A character before its name, for the eye only.
    pub(crate) icon: Option<Text<'f>>,
    /// What it is about, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// Something people are good at.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Competency<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// Its pillar.
    pub(crate) pillar: Option<Id<'f>>,
    /// What it means, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
    /// Names that it has too, or had.
    #[serde(default)]
    pub(crate) aliases: Vec<Text<'f>>,
    /// The scale of its proficiencies.
    pub(crate) scale: Option<Id<'f>>,
    /// Where to read on.
    #[serde(default)]
    pub(crate) links: Vec<Link<'f>>,
}

/// A link to somewhere else.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link<'f> {
    /// What it is called.
    pub(crate) label: Text<'f>,
    /// An address, or the path of a page of the content.
    pub(crate) url: Text<'f>,
}

/// A fact that levels have.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) label: Text<'f>,
    /// What a level says of it: a text, behaviours, or one of `values`.
    #[serde(rename = "type")]
    pub(crate) kind: AttributeKind,
    /// Of an ordered one: what a level may say, lowest first.
    #[serde(default)]
    pub(crate) values: Vec<Text<'f>>,
    /// What it means, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// A scale of proficiency.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scale<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// Its points, lowest first.
    #[serde(default)]
    pub(crate) points: Vec<Point<'f>>,
}

/// A point of a scale.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called.
    pub(crate) name: Text<'f>,
    /// What it means, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// A point of scorecards, in the authors' words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rating<'f> {
    /// Which one.
    #[schemars(with = "PointId")]
    pub(crate) id: Text<'f>,
    /// What it is called.
    pub(crate) name: Option<Text<'f>>,
    /// What it means, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// A set of behaviours that roles include.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedSet<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What readers know it by; none, if pages say nothing of it.
    pub(crate) title: Option<Text<'f>>,
    /// What it is for, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
}

/// A word of the glossary.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// The word.
    pub(crate) name: Text<'f>,
    /// Other words for it.
    #[serde(default)]
    pub(crate) aliases: Vec<Text<'f>>,
    /// What it means, in Markdown.
    pub(crate) definition: Text<'f>,
}

/// A page of the handbook.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page<'f> {
    /// Its path in the site, without its ending: below `pages/`.
    #[schemars(regex(pattern = "^pages/."))]
    pub(crate) path: Text<'f>,
    /// What it is called.
    pub(crate) title: Text<'f>,
    /// Its language as a BCP 47 tag, if it isn't the framework's.
    pub(crate) language: Option<Text<'f>>,
    /// Who answers for its text.
    pub(crate) owner: Option<Text<'f>>,
    /// The day of its last review.
    pub(crate) reviewed: Option<Date>,
    /// What it says, in a sentence.
    pub(crate) summary: Option<Text<'f>>,
    /// What it says, in Markdown.
    pub(crate) body: Text<'f>,
}
