//! The interviews of a role for those who run them, and for those who come to them.

use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::super::words::Counted;
use super::hiring::{StageRow, minutes, percent, stages};
use super::role::scorecards;
use super::{Link, PageFacts, RoleName, context};
use crate::derive::matching::plain;
use crate::model::{Dimension, Gap, Guide, GuideStage, Interviews, Role};

/// All that `interviews.html` sees.
#[derive(Debug, Serialize)]
pub struct InterviewsPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The role.
    pub role: RoleName,
    /// Scorecards of the role's levels.
    pub scorecards: Vec<Link>,
    /// What candidates are told; `none` if nothing is written for them.
    pub guide_url: Option<String>,
    /// How long all stages take one candidate, e.g. `240 min`.
    pub time: Option<String>,
    /// How long all stages take all panelists together.
    pub panel_time: Option<String>,
    /// Interviews, in order.
    pub stages: Vec<StageRow>,
    /// Dimensions against stages.
    pub rows: Vec<CoverageRow>,
    /// Whether dimensions have weights.
    pub is_weighted: bool,
    /// How many people should assess each dimension, in a sentence.
    pub assessors: Option<String>,
    /// What is left open, in sentences.
    pub gaps: Vec<String>,
}

/// Who looks at a dimension, and how.
#[derive(Debug, Serialize)]
pub struct CoverageRow {
    /// The dimension.
    pub name: String,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// Share of the whole, e.g. `15 %`.
    pub weight: Option<String>,
    /// One per stage.
    pub cells: Vec<CoverageCell>,
    /// How many people assess it.
    pub assessors: u32,
    /// Whether those are fewer than should be.
    pub is_short: bool,
}

/// A stage's look at a dimension.
#[derive(Debug, Serialize)]
pub struct CoverageCell {
    /// The stage's name.
    pub stage: String,
    /// Whether it looks at it at all.
    pub is_assessed: bool,
    /// How many questions are for it, in words; `none` if none are.
    pub questions: Option<String>,
    /// Minutes of those, e.g. `25 min`.
    pub time: Option<String>,
    /// Whether the stage's exercise shows it.
    pub has_exercise: bool,
}

/// All that `candidates.html` sees.
#[derive(Debug, Serialize)]
pub struct CandidatesPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The role.
    pub role: RoleName,
    /// What is said to begin with.
    pub text: Html,
    /// How long all stages take, e.g. `240 min`.
    pub time: Option<String>,
    /// Interviews, in order.
    pub stages: Vec<CandidateStage<'s>>,
    /// The role's levels, for what is expected.
    pub levels: Vec<Link>,
}

/// An interview, as a candidate is told of it.
#[derive(Debug, Serialize)]
pub struct CandidateStage<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: &'s str,
    /// How long it takes and who is there, in words: `60 min`, `2 people`.
    pub facts: Vec<String>,
    /// What is to be done in it.
    pub task: Html,
    /// What it looks at.
    pub looks_at: &'s [String],
    /// What a candidate should know of it.
    pub text: Html,
}

/// The page of a role's interviews, for who plans them.
pub(in crate::render) fn interviews(site: &Site, path: &str, place: usize) -> Option<Context> {
    let role = &site.framework.roles[place];
    let interviews = role.interviews.as_deref()?;
    let pen = Pen::new(site, path).speaking(role.language.as_ref());
    let words = &site.words.interviews;
    let title = words.title.fill(&[("role", &site.role_title(role))]);
    let page = PageFacts::new(&pen, "roles", title).of_role(&pen, role, true);
    let times = interviews.stages.iter().filter_map(|stage| stage.minutes);
    let panel_times = interviews
        .stages
        .iter()
        .filter_map(|stage| Some(stage.minutes?.saturating_mul(stage.panelists.unwrap_or(1))));
    let wanted = interviews.min_assessors.and_then(|count| usize::try_from(count).ok());
    Some(context(&InterviewsPage {
        page: page.source(site, interviews.span, Some(role), None),
        role: RoleName::new(&pen, role),
        scorecards: scorecards(&pen, role),
        guide_url: role.guide.is_some().then(|| pen.link(&candidates_path(role))),
        time: total(&pen, times),
        panel_time: total(&pen, panel_times),
        stages: stages(&pen, interviews),
        rows: rows(&pen, interviews),
        is_weighted: interviews.dimensions.iter().any(|one| one.weight.is_some()),
        assessors: wanted.map(|count| site.words.counted(&site.words.scorecard.assessors, count)),
        gaps: interviews
            .gaps(site.most.dimensions)
            .into_iter()
            .map(|gap| told(&pen, interviews, gap))
            .collect(),
    }))
}

/// The page for candidates of a role.
pub(in crate::render) fn candidates(site: &Site, path: &str, place: usize) -> Option<Context> {
    let role = &site.framework.roles[place];
    let guide: &Guide = role.guide.as_deref()?;
    let pen = Pen::new(site, path).speaking(role.language.as_ref());
    let title = site.words.candidates.title.fill(&[("role", &site.role_title(role))]);
    let levels = role.levels.iter().map(|level| Link {
        label: level.name.clone(),
        url: pen.link(&super::level_path(role, level)),
    });
    Some(context(&CandidatesPage {
        page: PageFacts::new(&pen, "roles", title)
            .of_role(&pen, role, true)
            .described(guide.text.as_ref())
            .source(site, guide.span, Some(role), None),
        role: RoleName::new(&pen, role),
        text: guide.text.as_ref().map(|text| pen.blocks(text, 1)).unwrap_or_default(),
        time: total(&pen, guide.stages.iter().filter_map(|stage| stage.minutes)),
        stages: guide.stages.iter().map(|stage| candidate_stage(&pen, stage)).collect(),
        levels: levels.collect(),
    }))
}

/// Where the interviews of a role stand.
pub(in crate::render) fn interviews_path(role: &Role) -> String {
    format!("interviews/{}.html", role.id)
}

/// Where candidates read of them.
pub(in crate::render) fn candidates_path(role: &Role) -> String {
    format!("candidates/{}.html", role.id)
}

/// A sum of minutes; `None` of nothing.
fn total(pen: &Pen<'_>, all: impl Iterator<Item = u32>) -> Option<String> {
    let sum = all.fold(0, u32::saturating_add);
    let unit = &pen.site.words.unit;
    let (hours, rest) = ((sum / 60).to_string(), (sum % 60).to_string());
    match sum {
        0 => None,
        // Ninety minutes are an appointment, two hours and a half a part of a day.
        1..120 => Some(minutes(pen, sum)),
        _ if sum.is_multiple_of(60) => Some(unit.hours.fill(&[("hours", &hours)])),
        _ => Some(unit.hours_minutes.fill(&[("hours", &hours), ("minutes", &rest)])),
    }
}

fn candidate_stage<'s>(pen: &Pen<'s>, stage: &'s GuideStage) -> CandidateStage<'s> {
    let words = &pen.site.words;
    let panelists = stage.panelists.and_then(|count| usize::try_from(count).ok());
    let people = panelists.map(|count| words.counted(&words.candidates.people, count));
    CandidateStage {
        id: super::id_of("s", stage.id.as_str()),
        name: &stage.name,
        facts: stage.minutes.map(|count| minutes(pen, count)).into_iter().chain(people).collect(),
        task: stage.task.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        looks_at: &stage.looks_at,
        text: stage.text.as_ref().map(|text| pen.blocks(text, 2)).unwrap_or_default(),
    }
}

fn rows(pen: &Pen<'_>, interviews: &Interviews) -> Vec<CoverageRow> {
    let row = |(at, one): (usize, &Dimension)| CoverageRow {
        name: one.name.clone(),
        must_have: one.must_have,
        weight: one.weight.map(|weight| percent(pen, weight)),
        cells: cells(pen, interviews, at),
        assessors: interviews.assessors(at),
        is_short: interviews.assessors(at) < interviews.min_assessors.unwrap_or(1),
    };
    interviews.dimensions.iter().enumerate().map(row).collect()
}

fn cells(pen: &Pen<'_>, interviews: &Interviews, at: usize) -> Vec<CoverageCell> {
    let words = &pen.site.words;
    let cells = interviews.stages.iter().map(|stage| {
        let questions = stage.questions.iter().filter(|one| one.dimension == Some(at));
        let count = questions.clone().count();
        CoverageCell {
            stage: stage.name.clone(),
            is_assessed: interviews.assesses(stage, at),
            questions: (count > 0).then(|| words.counted(&words.stages.questions, count)),
            time: total(pen, questions.filter_map(|one| one.minutes)),
            has_exercise: interviews.exercise_of(stage).is_some_and(|one| one.shows(at)),
        }
    });
    cells.collect()
}

/// A gap in a sentence.
fn told(pen: &Pen<'_>, interviews: &Interviews, gap: Gap) -> String {
    let words = &pen.site.words.interviews;
    let dimension = |at: usize| interviews.dimensions[at].name.as_str();
    let stage = |at: usize| interviews.stages[at].name.as_str();
    let exercise = |at: usize| interviews.exercises[at].title.as_str();
    let counted = |phrase: &Counted, count: usize, fills: &[(&str, &str)]| {
        pen.site.words.counted_with(phrase, count, fills)
    };
    match gap {
        Gap::NoStage(at) => words.no_stage.fill(&[("dimension", dimension(at))]),
        Gap::FewAssessors(at, people) => {
            let wanted = interviews.min_assessors.unwrap_or_default().to_string();
            let fills = [("dimension", dimension(at)), ("wanted", &wanted)];
            counted(&words.few_assessors, people as usize, &fills)
        }
        Gap::OneStage(at, one) => {
            words.one_stage.fill(&[("dimension", dimension(at)), ("stage", stage(one))])
        }
        Gap::Crowded(at, count) => counted(&words.crowded, count, &[("stage", stage(at))]),
        Gap::TooShort(at, asked) => {
            let time = interviews.stages[at].minutes.unwrap_or_default();
            let (time, asked) = (minutes(pen, time), minutes(pen, asked));
            words.too_short.fill(&[("stage", stage(at)), ("time", &time), ("asked", &asked)])
        }
        Gap::Aimless(at, place) => {
            let question = plain(&interviews.stages[at].questions[place].text.markdown);
            words.aimless.fill(&[("stage", stage(at)), ("question", &question)])
        }
        Gap::Unasked(at, one) => {
            words.unasked.fill(&[("stage", stage(at)), ("dimension", dimension(one))])
        }
        Gap::NoExerciseStage(at) => words.no_exercise_stage.fill(&[("exercise", exercise(at))]),
        Gap::NoRubric(at) => words.no_rubric.fill(&[("exercise", exercise(at))]),
    }
}
