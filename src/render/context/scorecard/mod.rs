mod anchors;
mod data;

use serde::Serialize;
use serde_json::{Value, json};
use tera::Context;

use self::anchors::Ticks;
use super::super::html::{Html, escaped, words as plain_words};
use super::super::pen::Pen;
use super::super::site::Site;
use super::super::words::Counted;
use super::hiring::{exercises, percent, question, signals, stages};
use super::ladder::ladder;
use super::lines::all;
use super::{
    Banner, Exercise, Link, Named, PageFacts, QuestionEntry, RoleName, Rung, SignalGroup, StageRow,
    context, id_of, level_path, scorecard_path,
};
use crate::derive::{Anchor, DimensionCard, Scorecard, scorecard as derived};
use crate::model::{Framework, Interviews, Level, Rating, Stage};

/// All that `scorecard.html` sees.
#[derive(Debug, Serialize)]
pub struct ScorecardPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The role.
    pub role: RoleName,
    /// The level's short name.
    pub name: &'s str,
    /// What somebody at this level is called.
    pub title: &'s str,
    /// The level's page.
    pub level_url: String,
    /// Scorecards of all levels of the role, for the same stage.
    pub ladder: Vec<Rung>,
    /// The interview that it is for; `none` if it is for all of them.
    pub stage: Option<StageRow>,
    /// The level's card for all stages and for each; empty if there are no stages.
    pub views: Vec<CardView>,
    /// Says that the level isn't in force.
    pub banner: Option<Banner>,
    /// Scale points, lowest first.
    pub points: Vec<PointEntry<'s>>,
    /// Rows.
    pub dimensions: Vec<DimensionEntry<'s>>,
    /// Whether any anchor is derived.
    pub is_derived: bool,
    /// Questions of no dimension.
    pub questions: Vec<QuestionEntry<'s>>,
    /// Interviews, in order; none on the card for one of them.
    pub stages: Vec<StageRow>,
    /// What the other stages assess; none on the card for all of them.
    pub elsewhere: Vec<Elsewhere>,
    /// Tasks.
    pub exercises: Vec<Exercise<'s>>,
    /// What speaks for and against a candidate, whatever the dimension.
    pub signals: Vec<SignalGroup<'s>>,
    /// Competencies of the level that no dimension assesses.
    pub not_assessed: Vec<Link>,
    /// Why weights are not equal.
    pub weights_reason: Html,
    /// How many people should assess each dimension, in a sentence.
    pub assessors: Option<String>,
    /// How long notes are kept, in a sentence.
    pub retention: Option<String>,
    /// The first letters of the digest of the site's data: equal on cards of one framework.
    pub digest: &'s str,
    /// What the script reads, as JSON; it stands in `<script type="application/json" id="_card">`.
    pub data: Html,
    /// JSON for a `<script>`: the form of files that it reads, as JSON Schema.
    pub schema: Html,
}

/// A link to a card of the same level.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// The stage, or all of them.
    pub label: String,
    /// The card.
    pub url: String,
    /// Whether it is this card.
    pub is_current: bool,
}

/// Another stage of the loop.
#[derive(Debug, Serialize)]
pub struct Elsewhere {
    /// Its name.
    pub stage: String,
    /// Its card.
    pub url: String,
    /// The dimensions it assesses.
    pub dimensions: Vec<String>,
}

/// A scale point.
#[derive(Debug, Serialize)]
pub struct PointEntry<'s> {
    /// `well-below`, `below`, `meets` or `exceeds`.
    pub id: &'s str,
    /// Its name.
    pub name: &'s str,
    /// What it means.
    pub summary: Html,
}

/// A row of the scorecard.
#[derive(Debug, Serialize)]
pub struct DimensionEntry<'s> {
    /// For links to it.
    pub id: String,
    /// Its id in files.
    pub key: &'s str,
    /// Its place, from 1.
    pub number: usize,
    /// Its name.
    pub name: &'s str,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// Share of the whole, e.g. `15 %`.
    pub weight: Option<String>,
    /// Where its anchors come from, in words: `derived`, `written`, or `derived and written`.
    pub provenance: &'s str,
    /// Whether any of them is derived.
    pub is_derived: bool,
    /// What falls short; `none` where there is nothing to say. Like the next two it is written
    /// text, or lists of lines with boxes to tick (`.ticks`): by competency (`.part`, named by
    /// `.who`), and of what the level below expects too (`.carried`).
    pub below: Html,
    /// Where that comes from, in a word; may be empty.
    pub below_origin: &'s str,
    /// What is enough.
    pub meets: Html,
    /// Where that comes from.
    pub meets_origin: &'s str,
    /// What goes beyond; `none` at the highest level.
    pub exceeds: Html,
    /// Where that comes from.
    pub exceeds_origin: &'s str,
    /// Behaviours that can be ticked and stand in no anchor, by level.
    pub rest: Vec<Named>,
    /// What is asked.
    pub questions: Vec<QuestionEntry<'s>>,
    /// What speaks for a candidate.
    pub strong: Vec<Html>,
    /// What leaves doubt.
    pub weak: Vec<Html>,
    /// What speaks against.
    pub red_flags: Vec<Html>,
}

pub(in crate::render) fn scorecard(
    site: &Site,
    path: &str,
    (place, at): (usize, usize),
    stage: Option<usize>,
) -> Context {
    let role = &site.framework.roles[place];
    let pen = Pen::new(site, path).speaking(role.levels[at].language.as_ref());
    pen.link_terms(false);
    pen.loads_nothing();
    let card = derived(role, at, stage, site.matches(place));
    let level = card.level;
    let words = &site.words;
    let interviews = card.interviews;
    let mut rungs = ladder(&pen, role, &[at]);
    for (rung, level) in rungs.iter_mut().zip(&role.levels) {
        rung.url = pen.link(&scorecard_path(role, level, card.stage));
    }
    let points = points(&pen, &site.framework);
    let rows = (1..).zip(&card.dimensions).map(|(number, one)| {
        dimension(&pen, (one, level), (number, at == 0), &site.framework.ratings)
    });
    let (dimensions, snapshots): (Vec<_>, Vec<_>) = rows.unzip();
    let counted = |phrase: &Counted, count: Option<u32>| {
        Some(words.counted(phrase, usize::try_from(count?).ok()?))
    };
    let data = data::block(&pen, &card, &dimensions, named_points(&points), snapshots);
    context(&ScorecardPage {
        page: page(&pen, &card),
        role: RoleName::new(&pen, role),
        name: &level.name,
        title: &level.title,
        level_url: pen.link(&level_path(role, level)),
        ladder: rungs,
        stage: interviews.zip(stage).and_then(|(one, at)| stages(&pen, one).into_iter().nth(at)),
        views: views(&pen, &card),
        banner: Banner::new(&pen, role, Some(level)),
        points,
        is_derived: dimensions.iter().any(|one| one.is_derived),
        dimensions,
        questions: general_questions(&pen, &card),
        stages: interviews
            .filter(|_| stage.is_none())
            .map(|one| stages(&pen, one))
            .unwrap_or_default(),
        elsewhere: interviews.map(|one| elsewhere(&pen, &card, one)).unwrap_or_default(),
        exercises: interviews.map(|one| shown_exercises(&pen, one, card.stage)).unwrap_or_default(),
        signals: interviews.map(|one| signals(&pen, one)).unwrap_or_default(),
        not_assessed: if stage.is_none() { not_assessed(&pen, &card) } else { Vec::new() },
        weights_reason: interviews
            .and_then(|one| one.weights_reason.as_ref())
            .map(|text| pen.inline(text))
            .unwrap_or_default(),
        assessors: counted(
            &words.scorecard.assessors,
            interviews.and_then(|one| one.min_assessors),
        ),
        retention: counted(
            &words.scorecard.retention,
            interviews.and_then(|one| one.retention_days),
        ),
        digest: site.short_digest(),
        data,
        schema: data::SCHEMA.clone(),
    })
}

fn page<'s>(pen: &Pen<'s>, card: &Scorecard<'_>) -> PageFacts<'s> {
    let (site, role, level) = (pen.site, card.role, card.level);
    let words = &site.words.scorecard;
    let name = site.level_title(role, level);
    let title = match card.stage {
        None => words.title.fill(&[("level", &name)]),
        Some(stage) => words.title_stage.fill(&[("level", &name), ("stage", &stage.name)]),
    };
    let page = PageFacts::new(pen, "roles", title).of_role(pen, role, true);
    let mut page = page.alone(site.scorecard_alone());
    page.crumbs.push(Link { label: level.name.clone(), url: pen.link(&level_path(role, level)) });
    let span = card.interviews.map_or(level.span, |one| one.span);
    let span = card.stage.map_or(span, |stage| stage.span);
    page.source(site, span, Some(role), Some(level))
}

fn views(pen: &Pen<'_>, card: &Scorecard<'_>) -> Vec<CardView> {
    let stages = card.interviews.map(|one| &one.stages[..]).unwrap_or_default();
    if stages.is_empty() {
        return Vec::new();
    }
    let all = pen.site.words.scorecard.all_stages.text();
    let views = [(None, all)].into_iter();
    let views = views.chain(stages.iter().map(|one| (Some(one), one.name.clone())));
    let id = |stage: Option<&Stage>| stage.map(|one| one.id.clone());
    let views = views.map(|(stage, label)| CardView {
        label,
        url: pen.link(&scorecard_path(card.role, card.level, stage)),
        is_current: id(stage) == id(card.stage),
    });
    views.collect()
}

fn elsewhere(pen: &Pen<'_>, card: &Scorecard<'_>, interviews: &Interviews) -> Vec<Elsewhere> {
    let Some(stage) = card.stage else { return Vec::new() };
    let others = interviews.stages.iter().filter(|one| one.id != stage.id);
    let name = |place: &usize| Some(interviews.dimensions.get(*place)?.name.clone());
    let others = others.map(|one| Elsewhere {
        stage: one.name.clone(),
        url: pen.link(&scorecard_path(card.role, card.level, Some(one))),
        dimensions: one.dimensions.iter().filter_map(name).collect(),
    });
    others.collect()
}

/// Questions that are for no dimension, or for one that their stage doesn't assess.
fn general_questions<'s>(pen: &Pen<'s>, card: &Scorecard<'_>) -> Vec<QuestionEntry<'s>> {
    let Some(interviews) = card.interviews else { return Vec::new() };
    let stages = interviews.stages.iter();
    let stages = stages.filter(|one| card.stage.is_none_or(|stage| stage.id == one.id));
    let shown = |id: &str| {
        card.dimensions.iter().any(|one| one.questions.iter().any(|(_, one)| one.id.as_str() == id))
    };
    let questions = stages.flat_map(|stage| stage.questions.iter().map(move |one| (stage, one)));
    let questions = questions.filter(|(_, one)| !shown(one.id.as_str()));
    questions.map(|(stage, one)| question(pen, stage, one)).collect()
}

fn shown_exercises<'s>(
    pen: &Pen<'s>,
    interviews: &Interviews,
    stage: Option<&Stage>,
) -> Vec<Exercise<'s>> {
    let all = exercises(pen, interviews).into_iter().enumerate();
    let is_shown = |place: usize| stage.is_none_or(|stage| stage.exercise == Some(place));
    all.filter(|(place, _)| is_shown(*place)).map(|(_, one)| one).collect()
}

fn named_points(points: &[PointEntry<'_>]) -> Value {
    points.iter().map(|point| json!({ "id": point.id, "name": point.name })).collect()
}

/// What a point means: to the framework's authors, or else to anybody.
fn rating_summary(pen: &Pen<'_>, point: &Rating) -> Html {
    match &point.summary {
        Some(text) => pen.inline(text),
        None => escaped(pen.site.words.rating.of(&format!("{}_summary", point.id))),
    }
}

fn points<'s>(pen: &Pen<'s>, framework: &'s Framework) -> Vec<PointEntry<'s>> {
    let points = framework.ratings.iter().map(|point| PointEntry {
        id: point.id,
        name: point.name.as_deref().unwrap_or_else(|| pen.site.words.rating.of(point.id)),
        summary: rating_summary(pen, point),
    });
    points.collect()
}

fn not_assessed(pen: &Pen<'_>, card: &Scorecard<'_>) -> Vec<Link> {
    let level = pen.link(&level_path(card.role, card.level));
    let links = card.not_assessed.iter().map(|one| Link {
        label: one.name.clone(),
        url: format!("{level}#{}", id_of("c", one.id.as_str())),
    });
    links.collect()
}

/// A row, as the page shows it and as its data has it.
fn dimension<'s>(
    pen: &Pen<'s>,
    (card, level): (&DimensionCard<'s>, &Level),
    (number, is_lowest): (usize, bool),
    ratings: &[Rating],
) -> (DimensionEntry<'s>, Value) {
    let anchors = [&card.below, &card.meets, &card.exceeds];
    let is_written = |one: &&&Anchor<'_>| matches!(one, Anchor::Written(_));
    let is_nothing = |one: &&&Anchor<'_>| matches!(one, Anchor::None);
    let written = anchors.iter().filter(is_written).count();
    let nothing = anchors.iter().filter(is_nothing).count();
    let words = &pen.site.words.scorecard;
    let is_all_written = written > 0 && written + nothing == anchors.len();
    let provenance = match written {
        0 => &words.derived,
        _ if is_all_written => &words.written,
        _ => &words.derived_and_written,
    };
    // The level beneath the lowest is nobody's: the scale's own words say what falls short of it.
    let floor = ratings.iter().find(|point| point.id == "below" && is_lowest);
    let floor = floor.filter(|_| matches!(card.below, Anchor::None));
    let floor = floor.map(|point| rating_summary(pen, point));
    let mut ticks = Ticks::new(card);
    let mut html = |anchor: &Anchor<'_>| anchors::html(pen, anchor, level, &mut ticks);
    let below = floor.clone().unwrap_or_else(|| html(&card.below));
    let (meets, exceeds) = (html(&card.meets), html(&card.exceeds));
    let rest = ticks.rest(pen).into_iter();
    let rest = rest.map(|(level, html)| Named { name: level.to_owned(), html }).collect();
    let floor = floor.map(|html| plain_words(html.as_str()));
    let snapshot = data::snapshot(pen, card, floor, &ticks);
    let texts = |get: fn(&crate::model::Dimension) -> &Vec<crate::model::Prose>| {
        card.dimension.map(|one| all(pen, get(one))).unwrap_or_default()
    };
    let entry = DimensionEntry {
        id: id_of("d", card.id),
        key: card.id,
        number,
        name: card.name,
        must_have: card.dimension.is_some_and(|one| one.must_have),
        weight: card.dimension.and_then(|one| one.weight).map(|weight| percent(pen, weight)),
        provenance: provenance.as_str(),
        is_derived: !is_all_written,
        below,
        below_origin: anchors::origin(pen, &card.below),
        meets,
        meets_origin: anchors::origin(pen, &card.meets),
        exceeds,
        exceeds_origin: anchors::origin(pen, &card.exceeds),
        rest,
        questions: card.questions.iter().map(|(stage, one)| question(pen, stage, one)).collect(),
        strong: texts(|one| &one.strong),
        weak: texts(|one| &one.weak),
        red_flags: texts(|one| &one.red_flags),
    };
    (entry, snapshot)
}
