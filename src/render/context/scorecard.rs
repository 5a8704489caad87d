use serde::Serialize;
use tera::Context;

use super::super::html::{Html, escape, escaped};
use super::super::pen::Pen;
use super::super::site::Site;
use super::super::words::Counted;
use super::hiring::{exercises, percent, question, signals, stages};
use super::ladder::ladder;
use super::lines::{all, plain_lines};
use super::{
    Banner, Exercise, Link, PageFacts, QuestionEntry, RoleName, Rung, SignalGroup, StageRow,
    context, id_of, level_path,
};
use crate::derive::{
    Anchor, AnchorPart, DimensionCard, MeetsPart, Scorecard, scorecard as derived,
};
use crate::model::{Framework, Rating};

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
    /// Where its anchors come from, in words: `derived`, `written`, or `derived and written`.
    pub provenance: &'s str,
    /// Whether any of them is derived.
    pub is_derived: bool,
    /// What falls short; `none` where there is nothing to say. Like the next two it is written
    /// text, or lists of lines: by competency (`.part`, named by `.who`), and of what the level
    /// below expects too (`.carried`).
    pub below: Html,
    /// What is enough.
    pub meets: Html,
    /// What goes beyond; `none` at the highest level.
    pub exceeds: Html,
    /// What is asked.
    pub questions: Vec<QuestionEntry<'s>>,
    /// What speaks for a candidate.
    pub strong: Vec<Html>,
    /// What leaves doubt.
    pub weak: Vec<Html>,
    /// What speaks against.
    pub red_flags: Vec<Html>,
}

pub(in crate::render) fn scorecard(site: &Site, path: &str, place: usize, at: usize) -> Context {
    let role = &site.framework.roles[place];
    let pen = Pen::new(site, path).speaking(role.levels[at].language.as_ref());
    pen.link_terms(false);
    pen.loads_nothing();
    let card = derived(role, at, site.matches(place));
    let level = card.level;
    let words = &site.words;
    let title = words.scorecard.title.fill(&[("level", &site.level_title(role, level))]);
    let interviews = card.interviews;
    let mut page = PageFacts::new(&pen, "roles", title)
        .of_role(&pen, role, true)
        .alone(site.scorecard_alone());
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
    let counted = |phrase: &Counted, count: Option<u32>| {
        Some(words.counted(phrase, usize::try_from(count?).ok()?))
    };
    context(&ScorecardPage {
        page,
        role: RoleName::new(&pen, role),
        name: &level.name,
        title: &level.title,
        level_url: pen.link(&level_path(role, level)),
        ladder: rungs,
        banner: Banner::new(&pen, role, Some(level)),
        points,
        is_derived: dimensions.iter().any(|one| one.is_derived),
        dimensions,
        stages: interviews.map(|one| stages(&pen, one)).unwrap_or_default(),
        exercises: interviews.map(|one| exercises(&pen, one)).unwrap_or_default(),
        signals: interviews.map(|one| signals(&pen, one)).unwrap_or_default(),
        not_assessed: not_assessed(&pen, &card),
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
    })
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

fn dimension<'s>(
    pen: &Pen<'s>,
    card: &DimensionCard<'s>,
    (number, is_lowest): (usize, bool),
    ratings: &[Rating],
) -> DimensionEntry<'s> {
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
    let below = match (&card.below, floor) {
        (Anchor::None, Some(point)) => rating_summary(pen, point),
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
        weight: card.dimension.and_then(|one| one.weight).map(|weight| percent(pen, weight)),
        provenance: provenance.as_str(),
        is_derived: !is_all_written,
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
    let words = &pen.site.words.scorecard;
    let mut out = String::new();
    let (note, level) = match anchor {
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
        Anchor::Lacking(level) => (&words.lacking, level),
        Anchor::Undivided(level) => (&words.undivided, level),
    };
    for piece in ["<p class=\"empty\"", pen.words_lang.as_str(), ">"] {
        out.push_str(piece);
    }
    note.write(&mut out, &[("level", level)]);
    out.push_str("</p>");
    Html::new(&out)
}

/// What a level expects of one competency: what tells it, then what it shares.
fn meets(out: &mut String, pen: &Pen<'_>, part: &MeetsPart<'_>, is_named: bool) {
    out.push_str("<div class=\"part\">");
    if is_named {
        who(out, &Html::default(), |out| escape(out, &part.competency.name));
    }
    if !part.tells.is_empty() {
        plain_lines(out, pen, "", &Html::default(), part.tells.iter().copied());
    }
    if !part.carried.is_empty() {
        out.push_str("<div class=\"carried\">");
        if let Some(below) = part.below {
            let words = &pen.site.words.scorecard.also_expected;
            who(out, &pen.words_lang, |out| words.write(out, &[("level", below)]));
        }
        plain_lines(out, pen, "", &Html::default(), part.carried.iter().copied());
        out.push_str("</div>");
    }
    out.push_str("</div>");
}

/// What only a neighbour expects of one competency.
fn neighbour(out: &mut String, pen: &Pen<'_>, part: &AnchorPart<'_>, is_named: bool) {
    out.push_str("<div class=\"part\">");
    let words = &pen.site.words.scorecard;
    let names = [("competency", &*part.competency.name), ("level", &*part.level.name)];
    let words = if is_named { &words.competency_only_at } else { &words.only_at };
    who(out, &pen.words_lang, |out| words.write(out, &names));
    let lang = pen.lang_within(part.level.language.as_ref());
    plain_lines(out, pen, "", &lang, part.expectations.iter().copied());
    out.push_str("</div>");
}

fn who(out: &mut String, lang: &Html, write: impl FnOnce(&mut String)) {
    for piece in ["<p class=\"who\"", lang.as_str(), ">"] {
        out.push_str(piece);
    }
    write(out);
    out.push_str("</p>");
}
