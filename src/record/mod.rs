//! A scorecard that a panelist filled in, as the JSON file it is saved in.
//!
//! The page that writes such files reads them again with `themes/default/assets/record.js`, by the
//! schema that [`schema`] makes of the types here; a test holds the two readers against each other
//! on thousands of damaged files. Specification: hiring and readers, section 2.5 of the project's
//! research. A file holds all that is needed to read it years later: the texts of the scorecard
//! that the ratings were given against.

pub mod debrief;
mod limits;
mod reading;
mod seal;

pub use limits::{Date, Digest, Id, Text, Time, Uuid};
pub use reading::Problem;
pub(crate) use reading::bare;
pub use seal::{canonical, code, seal};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::limits::{MAX_LIST, list};

/// Letters that evidence must have at least, without white space around it, before a rating counts
/// (research as above, 2.3).
pub const MIN_EVIDENCE: usize = 20;

/// A filled scorecard. Keys that aren't here are left out when a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Scorecard")]
pub struct Record {
    /// Always `career-framework.scorecard`.
    pub format: Format,
    /// The version of the format.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// The same in all revisions of one scorecard.
    pub id: Uuid,
    /// From 1; each revision is sealed anew.
    #[schemars(range(min = 1, max = 500))]
    pub revision: u32,
    /// What it was written against.
    pub framework: FrameworkMark,
    /// Id of the role.
    pub role: Id,
    /// Id of the level.
    pub level: Id,
    /// Id of the stage; `null` for a scorecard of all stages.
    pub stage: Option<Id>,
    /// Whom it is about.
    pub candidate: Candidate,
    /// Who wrote it.
    pub panelist: Panelist,
    /// When it was begun.
    pub started: Time,
    /// When it was sealed.
    pub sealed: Option<Time>,
    /// Whether it may still change.
    pub status: Status,
    /// What shows a later change: [`seal`] of everything else.
    pub seal: Option<Digest>,
    /// Seals of the revisions before this one, the first first.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub earlier_seals: Vec<Digest>,
    /// When the panel's notes must be deleted.
    pub delete_after: Option<Date>,
    /// The scorecard as it was on the page.
    pub card: Card,
    /// One for each of the card's dimensions, in its order.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub ratings: Vec<Rated>,
    /// What was asked.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub questions: Vec<Asked>,
    /// Whether to hire.
    pub recommendation: Option<Recommendation>,
    /// Which level the evidence showed; asked apart from whether to hire.
    pub level_view: Option<LevelView>,
    /// Why, in the panelist's words.
    pub summary: Text<10_000>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// A filled scorecard.
    #[serde(rename = "career-framework.scorecard")]
    Scorecard,
}

/// A framework, as it was at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct FrameworkMark {
    /// Its title.
    pub title: Text<200>,
    /// Its version; empty if it has none.
    pub version: Text<200>,
    /// A hash of its sources.
    pub digest: Digest,
}

/// Whom a scorecard is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Candidate {
    /// A reference of the company's, rather than a name.
    #[serde(rename = "ref")]
    pub reference: Text<200>,
}

/// Who wrote a scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Panelist {
    /// A name or initials.
    pub name: Text<200>,
}

/// Whether a scorecard may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It may.
    Draft,
    /// It is as its writer wants others to read it.
    Sealed,
}

/// What a panelist rated against, in the framework's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Card {
    /// The role's title.
    pub role_title: Text<200>,
    /// The level's short name.
    pub level_name: Text<200>,
    /// The stage's name; empty if the scorecard is of all stages.
    pub stage_name: Text<200>,
    /// The four points of the scale, lowest first.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub points: Vec<Point>,
    /// The dimensions that were assessed.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub dimensions: Vec<CardDimension>,
    /// All dimensions of the interviews, whoever assesses them.
    #[serde(rename = "loop", deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub all: Vec<LoopDimension>,
}

/// A point of the scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Point {
    /// Which one.
    pub id: PointId,
    /// What the framework calls it.
    pub name: Text<200>,
}

/// Points of the scale, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PointId {
    /// Nothing of the level beneath was shown.
    WellBelow,
    /// Falls short of the level.
    Below,
    /// Is at the level.
    Meets,
    /// Is beyond the level.
    Exceeds,
}

/// A dimension of a scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct CardDimension {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text<200>,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// The texts of the scale.
    pub anchors: AnchorTexts,
    /// What could be ticked.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub behaviours: Vec<CardBehaviour>,
}

/// Texts of points of the scale, lines parted by `\n`; empty where the framework says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct AnchorTexts {
    /// What falls short.
    pub below: Text<20_000>,
    /// What is enough.
    pub meets: Text<20_000>,
    /// What goes beyond.
    pub exceeds: Text<20_000>,
}

/// A behaviour that could be ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct CardBehaviour {
    /// Its id.
    pub id: Text<200>,
    /// Name of the level that expects it.
    pub level: Text<200>,
    /// What it says.
    pub text: Text<10_000>,
}

/// A dimension of a role's interviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct LoopDimension {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text<200>,
    /// Whether a candidate must meet it.
    pub must_have: bool,
}

/// What a panelist found of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Rated {
    /// Id of the dimension.
    pub dimension: Id,
    /// The rating; `null` until there is one.
    pub rating: Option<Rating>,
    /// What the candidate said or did.
    pub evidence: Text<10_000>,
    /// Behaviours that were seen, each as `<level> <id>`.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub seen: Vec<Text<401>>,
    /// Texts of the red flags that were seen.
    #[serde(deserialize_with = "list")]
    #[schemars(length(max = MAX_LIST))]
    pub red_flags: Vec<Text<10_000>>,
}

/// What a dimension can be rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// The point of that id.
    WellBelow,
    /// The point of that id.
    Below,
    /// The point of that id.
    Meets,
    /// The point of that id.
    Exceeds,
    /// There was no occasion; no point of the scale.
    NotObserved,
}

/// A question of the interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Asked {
    /// Its id.
    pub id: Id,
    /// What it says.
    pub text: Text<10_000>,
    /// Whether it was asked.
    pub asked: bool,
    /// What was answered.
    pub notes: Text<10_000>,
}

/// Whether to hire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the scorecard defines them in words")]
pub enum Recommendation {
    StrongNo,
    No,
    Yes,
    StrongYes,
}

/// Which level the evidence showed, seen from the scorecard's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LevelView {
    /// One beneath it.
    Lower,
    /// The scorecard's own.
    This,
    /// One above it.
    Higher,
    /// There was too little to see.
    CannotTell,
}

/// Reads a file, and says which keys of it are unknown and left out, as paths: `card.extra`.
///
/// # Errors
/// The first thing that is wrong with it: a file that is refused is refused as a whole.
pub fn read(text: &str) -> Result<(Record, Vec<String>), Problem> {
    SCORECARD.read(text, Record::check)
}

static SCORECARD: reading::Format = reading::Format {
    name: "career-framework.scorecard",
    help: "it must be as a scorecard's page saves it; scorecard.schema.json has its form",
};

impl Record {
    /// The first that must be there before it can be sealed, and isn't.
    #[must_use]
    pub fn lack(&self) -> Option<String> {
        let is_blank = |text: &str| text.trim().is_empty();
        if is_blank(&self.candidate.reference) {
            return Some("whom it is about".to_owned());
        }
        if is_blank(&self.panelist.name) {
            return Some("who wrote it".to_owned());
        }
        let lack = self.ratings.iter().find_map(|one| match one.rating {
            None => Some(format!("the rating of `{}`", one.dimension)),
            Some(Rating::NotObserved) => None,
            Some(_) if one.evidence.trim().chars().count() >= MIN_EVIDENCE => None,
            Some(_) => Some(format!("evidence for the rating of `{}`", one.dimension)),
        });
        lack.or_else(|| self.recommendation.is_none().then(|| "a recommendation".to_owned()))
    }

    /// What the types can't say.
    fn check(&self) -> Result<(), Problem> {
        let card = &self.card;
        let wrong = |path: &str, why: &str| SCORECARD.wrong(path, why);
        if self.version != 1 {
            return wrong("version", "is no version of the format");
        }
        if !is_revision(self.revision) {
            return wrong("revision", "is not from 1 to 500");
        }
        if self.earlier_seals.len() + 1 != self.revision as usize {
            return wrong("earlier_seals", "has not one seal for each revision before this one");
        }
        if !are_all_points(&card.points) {
            return wrong("card.points", "are not the four points of the scale, lowest first");
        }
        if let Some(twice) = repeated(card.all.iter().map(|one| &*one.id)) {
            return wrong("card.loop", &format!("has `{twice}` twice"));
        }
        if let Some(twice) = repeated(card.dimensions.iter().map(|one| &*one.id)) {
            return wrong("card.dimensions", &format!("has `{twice}` twice"));
        }
        let is_in_loop = |one: &CardDimension| card.all.iter().any(|other| other.id == one.id);
        if !card.dimensions.iter().all(is_in_loop) {
            return wrong("card.dimensions", "has one that is not in `card.loop`");
        }
        let rated = self.ratings.iter().map(|one| &one.dimension);
        if !rated.eq(card.dimensions.iter().map(|one| &one.id)) {
            return wrong("ratings", "are not those of the dimensions of `card`, in their order");
        }
        for (at, (one, dimension)) in self.ratings.iter().zip(&card.dimensions).enumerate() {
            let is_known = |seen: &&Text<401>| {
                dimension
                    .behaviours
                    .iter()
                    .any(|one| format!("{} {}", one.level, one.id) == ***seen)
            };
            if !one.seen.iter().all(|seen| is_known(&seen)) {
                return wrong(&format!("ratings[{at}].seen"), "has one that is not on the card");
            }
        }
        match (self.status, &self.sealed, &self.seal) {
            (Status::Draft, None, None) => Ok(()),
            (Status::Draft, ..) => wrong("seal", "is there, and the scorecard is a draft"),
            (Status::Sealed, Some(_), Some(own)) => {
                if let Some(lack) = self.lack() {
                    return wrong("status", &format!("is sealed, and {lack} is missing"));
                }
                if *own == seal(self) {
                    return Ok(());
                }
                let why = "`seal` is wrong: the file was changed after it was sealed".to_owned();
                let help = "ask its writer for the file again, and compare its code with the one \
                            they posted";
                Err(Problem { help, ..SCORECARD.problem(why) })
            }
            (Status::Sealed, ..) => wrong("status", "is sealed, and there is no seal"),
        }
    }
}

/// As many revisions as a list of earlier seals has room for.
fn is_revision(number: u32) -> bool {
    number >= 1 && number as usize <= MAX_LIST
}

fn are_all_points(points: &[Point]) -> bool {
    let all = [PointId::WellBelow, PointId::Below, PointId::Meets, PointId::Exceeds];
    points.iter().map(|point| point.id).eq(all)
}

/// The first that comes again.
fn repeated<'i>(ids: impl Iterator<Item = &'i str>) -> Option<&'i str> {
    let mut seen = std::collections::HashSet::new();
    ids.into_iter().find(|id| !seen.insert(*id))
}

/// The JSON Schema of the files, for people and editors.
#[must_use]
pub fn schema() -> Value {
    reading::schema::<Record>()
}

/// The same for `record.js`: without the words.
#[must_use]
pub fn bare_schema() -> Value {
    reading::bare(schema())
}
