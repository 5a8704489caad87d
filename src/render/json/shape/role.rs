use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Guide, Id, Interviews, Text};
use crate::parse::BlueprintFile;
use crate::record::Date;

/// A role: one job at several levels.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Role<'f> {
    /// Its id.
    pub(crate) id: Id<'f>,
    /// What it is called, without a grade word.
    pub(crate) title: Text<'f>,
    /// Its family.
    pub(crate) family: Id<'f>,
    /// The track that its levels are of.
    pub(crate) track: Id<'f>,
    /// Whether it isn't in force.
    pub(crate) status: Option<Status>,
    /// The role that takes its place.
    pub(crate) replaced_by: Option<Id<'f>>,
    /// Ids that it had before.
    #[serde(default)]
    pub(crate) replaces: Vec<Id<'f>>,
    /// The language of its texts as a BCP 47 tag, if it isn't the framework's.
    pub(crate) language: Option<Text<'f>>,
    /// Who answers for its text.
    pub(crate) owner: Option<Text<'f>>,
    /// The day of its last review.
    pub(crate) reviewed: Option<Date>,
    /// Whether a level is expected on top of all levels below it.
    #[serde(default)]
    pub(crate) cumulative: bool,
    /// Shared sets whose behaviours it expects too.
    #[serde(default)]
    pub(crate) includes: Vec<Id<'f>>,
    /// What it is for, in Markdown.
    pub(crate) summary: Option<Text<'f>>,
    /// The role of another track whose levels stand beside this one's.
    pub(crate) parallel: Option<Id<'f>>,
    /// Where people come from.
    #[serde(default)]
    pub(crate) feeder: Vec<Move<'f>>,
    /// Where people go.
    #[serde(default)]
    pub(crate) next: Vec<Move<'f>>,
    /// Roles beside this one.
    #[serde(default)]
    pub(crate) adjacent: Vec<Move<'f>>,
    /// Its long description.
    pub(crate) blueprint: Option<Blueprint>,
    /// What candidates are told of the interviews.
    pub(crate) guide: Option<Guide<'f>>,
    /// How candidates are assessed.
    pub(crate) interviews: Option<Interviews<'f>>,
    /// Its levels, lowest first.
    #[schemars(length(min = 1))]
    pub(crate) levels: Vec<Level<'f>>,
}

/// Why something isn't in force.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// Not in force yet.
    Draft,
    /// No longer in force.
    Legacy,
}

/// A way from or to a role: one of the framework, or any by its name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend(
    "oneOf" = [{ "required": ["role"] }, { "required": ["name"] }],
    "dependentRequired" = { "level": ["role"] },
))]
pub(crate) struct Move<'f> {
    /// A role of the framework.
    pub(crate) role: Option<Id<'f>>,
    /// A level of it.
    pub(crate) level: Option<Id<'f>>,
    /// A role that the framework doesn't have.
    pub(crate) name: Option<Text<'f>>,
    /// What somebody should know of this way, in Markdown.
    pub(crate) note: Option<Text<'f>>,
}

/// The long description of a role, with the keys of `blueprint.toml`: its own shape says them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Blueprint(pub(crate) Map<String, Value>);

impl JsonSchema for Blueprint {
    fn schema_name() -> Cow<'static, str> {
        "Blueprint".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let settings = SchemaSettings::draft2020_12();
        let settings = settings.with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        });
        let mut schema = settings.into_generator().into_root_schema_for::<BlueprintFile>();
        let said = "The long description of a role, with the keys of `blueprint.toml`.";
        schema.insert("description".to_owned(), said.into());
        schema.remove("title");
        schema
    }
}

/// A role at one level.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level<'f> {
    /// The id of a level of the role's track.
    pub(crate) id: Id<'f>,
    /// What the level is called.
    pub(crate) name: Text<'f>,
    /// What somebody at it is called.
    pub(crate) title: Text<'f>,
    /// Whether it isn't in force.
    pub(crate) status: Option<Status>,
    /// The language of its texts as a BCP 47 tag, if it isn't the role's.
    pub(crate) language: Option<Text<'f>>,
    /// The level in a sentence.
    pub(crate) tagline: Option<Text<'f>>,
    /// What is said before everything else, in Markdown.
    pub(crate) intro: Option<Text<'f>>,
    /// Facts, in the framework's order.
    #[serde(default)]
    pub(crate) attributes: Vec<AttributeValue<'f>>,
    /// What introduces pillars.
    #[serde(default)]
    pub(crate) pillars: Vec<PillarIntro<'f>>,
    /// One for each competency that any level of the role says something of.
    #[serde(default)]
    pub(crate) competencies: Vec<Cell<'f>>,
}

/// An attribute at a level.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttributeValue<'f> {
    /// The id of the attribute.
    pub(crate) id: Id<'f>,
    /// What it is here; of a list, that is its behaviours.
    pub(crate) value: Option<Text<'f>>,
    /// What introduces a list, in Markdown.
    pub(crate) intro: Option<Text<'f>>,
    /// Entries of a list.
    #[serde(default)]
    pub(crate) behaviours: Vec<Behaviour<'f>>,
}

/// A pillar at a level.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PillarIntro<'f> {
    /// The id of the pillar.
    pub(crate) id: Id<'f>,
    /// What introduces it, in Markdown.
    pub(crate) intro: Text<'f>,
}

/// A competency at a level.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("dependentRequired" = { "unmarked": ["state"] }))]
pub(crate) struct Cell<'f> {
    /// The id of the competency.
    pub(crate) id: Id<'f>,
    /// Why nothing stands here.
    pub(crate) state: Option<State>,
    /// Whether the authors don't say that nothing is written, or why.
    #[serde(default)]
    pub(crate) unmarked: bool,
    /// The lower level whose behaviours hold here too.
    pub(crate) same_as: Option<Id<'f>>,
    /// What the competency is called here.
    pub(crate) alias: Option<Text<'f>>,
    /// What is said before the behaviours, in Markdown.
    pub(crate) intro: Option<Text<'f>>,
    /// How skilled: a point of the competency's scale.
    pub(crate) proficiency: Option<Id<'f>>,
    /// What is expected.
    #[serde(default)]
    pub(crate) behaviours: Vec<Behaviour<'f>>,
    /// Examples of the competency as a whole, in Markdown.
    #[serde(default)]
    pub(crate) examples: Vec<Text<'f>>,
}

/// Why nothing stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// Nothing is expected at this level, on purpose.
    NotExpected,
    /// Nobody has written it yet.
    NotWritten,
}

/// Something that is expected.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Behaviour<'f> {
    /// Its id in the role: the same at two levels where it is kept or reworded.
    pub(crate) id: Id<'f>,
    /// What is expected, in Markdown.
    pub(crate) text: Text<'f>,
    /// Its parts, in Markdown.
    #[serde(default)]
    pub(crate) items: Vec<Text<'f>>,
    /// What it looks like, in Markdown.
    #[serde(default)]
    pub(crate) examples: Vec<Text<'f>>,
    /// Ids that it had before.
    #[serde(default)]
    pub(crate) replaces: Vec<Id<'f>>,
    /// The shared set that it comes from.
    pub(crate) from: Option<Id<'f>>,
    /// The level of the role that says it: this one, or a lower one that it is carried from.
    pub(crate) since: Option<Id<'f>>,
}
