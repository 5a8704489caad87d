//! The shape of `framework.json`, as far as it isn't the shape of a table of the content.

use serde::Deserialize;

use super::Table;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Framework {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) summary: Option<String>,
    #[serde(default)]
    pub(super) families: Vec<Table>,
    #[serde(default)]
    pub(super) tracks: Vec<Table>,
    #[serde(default)]
    pub(super) pillars: Vec<Table>,
    #[serde(default)]
    pub(super) competencies: Vec<Table>,
    #[serde(default)]
    pub(super) attributes: Vec<Table>,
    #[serde(default)]
    pub(super) scales: Vec<Table>,
    #[serde(default)]
    pub(super) ratings: Vec<Table>,
    #[serde(default)]
    pub(super) shared: Vec<SharedSet>,
    #[serde(default)]
    pub(super) glossary: Vec<Table>,
    #[serde(default)]
    pub(super) pages: Vec<Page>,
    #[serde(default)]
    pub(super) roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedSet {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) reviewed: Option<String>,
    pub(super) summary: Option<String>,
    #[serde(default)]
    pub(super) body: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Role {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) family: String,
    pub(super) track: String,
    pub(super) status: Option<String>,
    pub(super) replaced_by: Option<String>,
    #[serde(default)]
    pub(super) replaces: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) reviewed: Option<String>,
    #[serde(default)]
    pub(super) cumulative: bool,
    #[serde(default)]
    pub(super) includes: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) parallel: Option<String>,
    #[serde(default)]
    pub(super) feeder: Vec<Table>,
    #[serde(default)]
    pub(super) next: Vec<Table>,
    #[serde(default)]
    pub(super) adjacent: Vec<Table>,
    pub(super) blueprint: Option<Table>,
    pub(super) guide: Option<Table>,
    pub(super) interviews: Option<Table>,
    #[serde(default)]
    pub(super) levels: Vec<Level>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Level {
    pub(super) id: String,
    #[serde(rename = "name")]
    _name: String,
    pub(super) title: String,
    pub(super) status: Option<String>,
    pub(super) language: Option<String>,
    pub(super) tagline: Option<String>,
    pub(super) intro: Option<String>,
    #[serde(default)]
    pub(super) attributes: Vec<Attribute>,
    #[serde(default)]
    pub(super) pillars: Vec<PillarIntro>,
    #[serde(default)]
    pub(super) competencies: Vec<Cell>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PillarIntro {
    pub(super) id: String,
    pub(super) intro: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attribute {
    pub(super) id: String,
    pub(super) value: Option<String>,
    pub(super) intro: Option<String>,
    #[serde(default)]
    pub(super) behaviours: Vec<Behaviour>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Cell {
    pub(super) id: String,
    pub(super) state: Option<State>,
    #[serde(default)]
    pub(super) unmarked: bool,
    pub(super) same_as: Option<String>,
    pub(super) alias: Option<String>,
    pub(super) intro: Option<String>,
    pub(super) proficiency: Option<String>,
    #[serde(default)]
    pub(super) behaviours: Vec<Behaviour>,
    #[serde(default)]
    pub(super) examples: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    NotExpected,
    NotWritten,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Behaviour {
    pub(super) id: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) items: Vec<String>,
    #[serde(default)]
    pub(super) examples: Vec<String>,
    #[serde(default)]
    pub(super) replaces: Vec<String>,
    pub(super) from: Option<String>,
    pub(super) since: Option<String>,
}

/// What behaviours of a level stand below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Heading<'f> {
    Attribute(&'f str),
    Competency(&'f str),
}

impl Level {
    /// All behaviours, each with what it stands below.
    pub(super) fn behaviours(&self) -> impl Iterator<Item = (Heading<'_>, &Behaviour)> {
        let lists = self
            .attributes
            .iter()
            .flat_map(|one| one.behaviours.iter().map(|own| (Heading::Attribute(&one.id), own)));
        let cells = self
            .competencies
            .iter()
            .flat_map(|one| one.behaviours.iter().map(|own| (Heading::Competency(&one.id), own)));
        lists.chain(cells)
    }

    /// Whether this level says a behaviour itself, and doesn't go on with one of a lower level.
    pub(super) fn says(&self, behaviour: &Behaviour) -> bool {
        behaviour.since.as_ref().is_none_or(|since| *since == self.id)
    }
}

impl Behaviour {
    /// Whether it says the same, wherever it comes from.
    pub(super) fn is_as(&self, other: &Behaviour) -> bool {
        let said = |one: &Behaviour| {
            (one.text.clone(), one.items.clone(), one.examples.clone(), one.replaces.clone())
        };
        said(self) == said(other)
    }
}
