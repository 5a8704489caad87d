//! What a panel agreed and decided about a candidate, as the JSON file it is saved in.
//!
//! `themes/default/assets/decision.js` makes and reads such files, by the schema of the types here. The
//! ratings that were given stand unchanged beside what was agreed, each with the seal of its scorecard:
//! the record says what it was made from. Nothing in it is a sum.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::limits::{MAX_LIST, list};
use super::{
    Candidate, Date, Digest, FrameworkMark, Id, LevelView, MIN_EVIDENCE, Panelist, Point, Problem,
    Rating, Recommendation, Text, Time, Uuid, are_all_points, is_revision, reading, repeated,
};

static FORMAT: reading::Format = reading::Format {
    name: "career-framework.debrief",
    help: "it must be as the debrief page saves it; debrief.schema.json has its form",
};

/// The record of a debrief. Keys that aren't here are left out when a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Debrief")]
pub struct Debrief {
    /// Always `career-framework.debrief`.
    pub format: Format,
    /// The version of the format.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// When it was saved.
    pub saved: Time,
    /// What the first of its scorecards was written against.
    pub framework: FrameworkMark,
    /// Id of the role.
    pub role: Id,
    /// Id of the level that was rated for.
    pub level: Id,
    /// Whom it is about.
    pub candidate: Candidate,
    /// What role, level and points are called.
    pub card: Names,
    /// The scorecards that were read.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub files: Vec<ReadFile>,
    /// One for each dimension of the interviews.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub ratings: Vec<Agreed>,
    /// What was decided; `null` until something is.
    pub decision: Option<Decision>,
    /// Name of the level that is offered; empty if none is.
    pub level_offered: Text<200>,
    /// Why it was decided so.
    pub reasons: Text<10_000>,
    /// Who sees it differently, and why.
    pub dissent: Text<10_000>,
    /// Who decided.
    pub decider: Text<200>,
    /// The day of the decision.
    pub decided: Option<Date>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// The record of a debrief.
    #[serde(rename = "career-framework.debrief")]
    Debrief,
}

/// Names in the framework's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Names {
    /// The role's title.
    pub role_title: Text<200>,
    /// The level's short name.
    pub level_name: Text<200>,
    /// The four points of the scale, lowest first.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub points: Vec<Point>,
}

/// A sealed scorecard that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ReadFile {
    /// Its id.
    pub id: Uuid,
    /// Its revision.
    #[schemars(range(min = 1, max = 500))]
    pub revision: u32,
    /// Its seal.
    pub seal: Digest,
    /// Who wrote it.
    pub panelist: Panelist,
    /// Id of the stage; `null` for a scorecard of all stages.
    pub stage: Option<Id>,
    /// The stage's name; empty if the scorecard is of all stages.
    pub stage_name: Text<200>,
    /// A hash of the framework that it was written against.
    pub digest: Digest,
    /// What its panelist recommended; `null` until every dimension was opened.
    pub recommendation: Option<Recommendation>,
    /// Which level its panelist saw; `null` until every dimension was opened.
    pub level_view: Option<LevelView>,
    /// When it must be deleted.
    pub delete_after: Option<Date>,
}

/// A dimension: what was given, and what was agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Agreed {
    /// Id of the dimension.
    pub dimension: Id,
    /// Its name.
    pub name: Text<200>,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// The ratings of the scorecards that have it.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub given: Vec<Given>,
    /// The panel's; `null` until there is one.
    pub agreed: Option<Rating>,
    /// Why.
    pub reason: Text<10_000>,
}

/// A rating as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Given {
    /// Id of the scorecard.
    pub file: Uuid,
    /// The rating.
    pub rating: Rating,
}

/// What can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The candidate is offered the role.
    Offer,
    /// The candidate is not.
    NoOffer,
    /// Another interview is needed first.
    Continue,
}

/// Whether a file says that it is such a record, sound or not.
#[must_use]
pub fn is_one(text: &str) -> bool {
    FORMAT.claims(text)
}

/// Reads a file, and says which keys of it are unknown and left out, as paths.
///
/// # Errors
/// As [`super::read`].
pub fn read(text: &str) -> Result<(Debrief, Vec<String>), Problem> {
    FORMAT.read(text, Debrief::check)
}

/// The JSON Schema of the files, for people and editors.
#[must_use]
pub fn schema() -> Value {
    reading::schema::<Debrief>()
}

/// The same for `decision.js`: without the words.
#[must_use]
pub fn bare_schema() -> Value {
    reading::bare(schema())
}

impl Debrief {
    /// The first that it must say and doesn't. While nothing is decided, that can only be the reason
    /// of a rating: a debrief may go on another day.
    #[must_use]
    pub fn lack(&self) -> Option<String> {
        let is_unsaid = |one: &&Agreed| one.is_disputed() && one.reason.trim().is_empty();
        if let Some(one) = self.ratings.iter().find(is_unsaid) {
            return Some(format!("a reason for the agreed rating of `{}`", one.dimension));
        }
        let is_blank = |text: &str| text.trim().is_empty();
        let decision = self.decision?;
        let lacks = [
            (decision == Decision::Offer && is_blank(&self.level_offered), "the level offered"),
            (self.reasons.trim().chars().count() < MIN_EVIDENCE, "a reason of some words"),
            (is_blank(&self.decider), "who decided"),
            (self.decided.is_none(), "the day"),
        ];
        lacks.into_iter().find(|(is, _)| *is).map(|(_, what)| what.to_owned())
    }

    /// What the types can't say.
    fn check(&self) -> Result<(), Problem> {
        let wrong = |path: &str, why: &str| FORMAT.wrong(path, why);
        if self.version != 1 {
            return wrong("version", "is no version of the format");
        }
        if self.files.is_empty() {
            return wrong("files", "names no scorecard");
        }
        if !self.files.iter().all(|one| is_revision(one.revision)) {
            return wrong("files", "has a revision that is not from 1 to 500");
        }
        if let Some(twice) = repeated(self.files.iter().map(|one| &*one.id)) {
            return wrong("files", &format!("has `{twice}` twice"));
        }
        if !are_all_points(&self.card.points) {
            return wrong("card.points", "are not the four points of the scale, lowest first");
        }
        if let Some(twice) = repeated(self.ratings.iter().map(|one| &*one.dimension)) {
            return wrong("ratings", &format!("has `{twice}` twice"));
        }
        let files: HashSet<&str> = self.files.iter().map(|one| &*one.id).collect();
        for (at, one) in self.ratings.iter().enumerate() {
            let given = || one.given.iter().map(|given| &*given.file);
            if repeated(given()).is_some() || !given().all(|file| files.contains(file)) {
                return wrong(&format!("ratings[{at}].given"), "is not one rating a file");
            }
        }
        match self.lack() {
            None => Ok(()),
            Some(lack) => wrong("decision", &format!("lacks {lack}")),
        }
    }
}

impl Agreed {
    /// Whether what was agreed on is another rating than somebody gave.
    fn is_disputed(&self) -> bool {
        let gave_another =
            |one: &Given| Some(one.rating) != self.agreed && one.rating != Rating::NotObserved;
        self.agreed.is_some() && self.given.iter().any(gave_another)
    }
}
