use serde::Serialize;
use tera::Context;

use super::super::html::{Html, escape};
use super::super::pen::Pen;
use super::super::site::Site;
use super::hiring::{exercises, question, signals, stages};
use super::ladder::ladder;
use super::lines::{all, plain_lines};
use super::{
    Banner, Exercise, Link, PageFacts, QuestionEntry, RoleName, Rung, SignalGroup, StageRow,
    context, id_of, level_path,
};
use crate::derive::{
    Anchor, AnchorPart, DimensionCard, MeetsPart, Scorecard, scorecard as derived,
};
use crate::model::{Framework, Point};

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
    /// Scorecards of all levels of the role.
    pub ladder: Vec<Rung>,
    /// Says that the level isn't in force.
    pub banner: Option<Banner>,
    /// Scale points, lowest first.
    pub points: Vec<PointEntry<'s>>,
    /// Rows.
    pub dimensions: Vec<DimensionEntry<'s>>,
    /// Whether any anchor is derived.
    pub is_derived: bool,
    /// Interviews, in order.
    pub stages: Vec<StageRow>,
    /// Tasks.
    pub exercises: Vec<Exercise>,
    /// What speaks for and against a candidate, whatever the dimension.
    pub signals: Vec<SignalGroup>,
    /// Competencies of the level that no dimension assesses.
    pub not_assessed: Vec<Link>,
    /// Why weights are not equal.
    pub weights_reason: Html,
    /// How many people should assess each dimension.
    pub min_assessors: Option<u32>,
    /// How long notes are kept.
    pub retention_days: Option<u32>,
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
    /// Its place, from 1.
    pub number: usize,
    /// Its name.
    pub name: &'s str,
    /// Whether a candidate must meet it.
    pub must_have: bool,
    /// Share of the whole, e.g. `15 %`.
    pub weight: Option<String>,
    /// Where its anchors come from: `derived`, `written`, or `derived and written`.
    pub provenance: &'static str,
    /// What falls short; `none` where there is nothing to say. Like the next two it is written
    /// text, or lists of lines: by competency (`.part`, named by `.who`), and of what the level
    /// below expects too (`.carried`).
    pub below: Html,
    /// What is enough.
    pub meets: Html,
    /// What goes beyond; `none` at the highest level.
    pub exceeds: Html,
    /// What is asked.
    pub questions: Vec<QuestionEntry>,
    /// What speaks for a candidate.
    pub strong: Vec<Html>,
    /// What leaves doubt.
    pub weak: Vec<Html>,
    /// What speaks against.
    pub red_flags: Vec<Html>,
}

pub(in crate::render) fn scorecard(site: &Site, path: &str, place: usize, at: usize) -> Context {
    let pen = Pen::new(site, path);
    pen.link_terms(false);
    let role = &site.framework.roles[place];
    let card = derived(role, at, site.matches(place));
    let level = card.level;
    let title = format!("Scorecard: {}", site.level_title(role, level));
    let interviews = card.interviews;
    let mut page = PageFacts::new(&pen, "roles", title).of_role(&pen, role, true);
    page.crumbs.push(Link { label: level.name.clone(), url: pen.link(&level_path(role, level)) });
    let span = interviews.map_or(level.span, |one| one.span);
    page = page.source(site, span, Some(role), Some(level));
    let mut rungs = ladder(&pen, role, &[at]);
    for (rung, level) in rungs.iter_mut().zip(&role.levels) {
        rung.url = pen.link(&super::scorecard_path(role, level));
    }
    let points = points(&pen, &site.framework);
    let dimensions: Vec<DimensionEntry<'_>> = (1..)
        .zip(&card.dimensions)
        .map(|(number, one)| dimension(&pen, one, (number, at == 0), &site.framework.ratings))
        .collect();
    context(&ScorecardPage {
        page,
        role: RoleName::new(&pen, role),
        name: &level.name,
        title: &level.title,
        level_url: pen.link(&level_path(role, level)),
        ladder: rungs,
        banner: Banner::new(&pen, role, Some(level)),
        points,
        is_derived: dimensions.iter().any(|one| one.provenance != "written"),
        dimensions,
        stages: interviews.map(stages).unwrap_or_default(),
        exercises: interviews.map(|one| exercises(&pen, one)).unwrap_or_default(),
        signals: interviews.map(|one| signals(&pen, one)).unwrap_or_default(),
        not_assessed: not_assessed(&pen, &card),
        weights_reason: interviews
            .and_then(|one| one.weights_reason.as_ref())
            .map(|text| pen.inline(text))
            .unwrap_or_default(),
        min_assessors: interviews.and_then(|one| one.min_assessors),
        retention_days: interviews.and_then(|one| one.retention_days),
    })
}

fn points<'s>(pen: &Pen<'_>, framework: &'s Framework) -> Vec<PointEntry<'s>> {
    let points = framework.ratings.iter().map(|point| PointEntry {
        id: point.id.as_str(),
        name: &point.name,
        summary: point.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
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

fn dimension<'s>(
    pen: &Pen<'_>,
    card: &DimensionCard<'s>,
    (number, is_lowest): (usize, bool),
    ratings: &'s [Point],
) -> DimensionEntry<'s> {
    let anchors = [&card.below, &card.meets, &card.exceeds];
    let is_written = |one: &&&Anchor<'_>| matches!(one, Anchor::Written(_));
    let is_nothing = |one: &&&Anchor<'_>| matches!(one, Anchor::None);
    let written = anchors.iter().filter(is_written).count();
    let nothing = anchors.iter().filter(is_nothing).count();
    let provenance = match written {
        0 => "derived",
        written if written + nothing == anchors.len() => "written",
        _ => "derived and written",
    };
    // The level beneath the lowest is nobody's: the scale's own words say what falls short of it.
    let floor = ratings.iter().find(|point| point.id.as_str() == "below" && is_lowest);
    let floor = floor.and_then(|point| point.summary.as_ref());
    let below = match (&card.below, floor) {
        (Anchor::None, Some(text)) => pen.inline(text),
        (below, _) => anchor(pen, below),
    };
    let texts = |get: fn(&crate::model::Dimension) -> &Vec<crate::model::Prose>| {
        card.dimension.map(|one| all(pen, get(one))).unwrap_or_default()
    };
    DimensionEntry {
        id: id_of("d", card.id),
        number,
        name: card.name,
        must_have: card.dimension.is_some_and(|one| one.must_have),
        weight: card.dimension.and_then(|one| one.weight).map(|weight| format!("{weight} %")),
        provenance,
        below,
        meets: anchor(pen, &card.meets),
        exceeds: anchor(pen, &card.exceeds),
        questions: card.questions.iter().map(|(stage, one)| question(pen, stage, one)).collect(),
        strong: texts(|one| &one.strong),
        weak: texts(|one| &one.weak),
        red_flags: texts(|one| &one.red_flags),
    }
}

fn anchor(pen: &Pen<'_>, anchor: &Anchor<'_>) -> Html {
    let mut out = String::new();
    let note = match anchor {
        Anchor::None => return Html::default(),
        Anchor::Written(text) => return pen.inline(text),
        Anchor::Meets(parts) => {
            parts.iter().for_each(|part| meets(&mut out, pen, part, parts.len() > 1));
            return Html::new(&out);
        }
        Anchor::Derived(parts) => {
            parts.iter().for_each(|part| neighbour(&mut out, pen, part, parts.len() > 1));
            return Html::new(&out);
        }
        Anchor::Lacking(level) => format!(
            "{level} expects the same, less what tells this level. Whoever shows only what is \
             also expected at {level} is below."
        ),
        Anchor::Undivided(level) => {
            format!("The framework does not separate this level from {level} here.")
        }
    };
    out.push_str("<p class=\"empty\">");
    escape(&mut out, &note);
    out.push_str("</p>");
    Html::new(&out)
}

/// What a level expects of one competency: what tells it, then what it shares.
fn meets(out: &mut String, pen: &Pen<'_>, part: &MeetsPart<'_>, is_named: bool) {
    out.push_str("<div class=\"part\">");
    if is_named {
        who(out, &[&part.competency.name]);
    }
    if !part.tells.is_empty() {
        plain_lines(out, pen, "", part.tells.iter().copied());
    }
    if !part.carried.is_empty() {
        out.push_str("<div class=\"carried\">");
        if let Some(below) = part.below {
            who(out, &["also expected at ", below]);
        }
        plain_lines(out, pen, "", part.carried.iter().copied());
        out.push_str("</div>");
    }
    out.push_str("</div>");
}

/// What only a neighbour expects of one competency.
fn neighbour(out: &mut String, pen: &Pen<'_>, part: &AnchorPart<'_>, is_named: bool) {
    out.push_str("<div class=\"part\">");
    match is_named {
        true => who(out, &[&part.competency.name, ", only at ", part.level]),
        false => who(out, &["only at ", part.level]),
    }
    plain_lines(out, pen, "", part.expectations.iter().copied());
    out.push_str("</div>");
}

fn who(out: &mut String, words: &[&str]) {
    out.push_str("<p class=\"who\">");
    words.iter().for_each(|word| escape(out, word));
    out.push_str("</p>");
}
