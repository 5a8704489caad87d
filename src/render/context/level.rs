use serde::Serialize;
use tera::Context;

use super::super::html::{Html, escaped};
use super::super::pen::Pen;
use super::super::site::Site;
use super::lines::{all, lines};
use super::{
    Banner, CHOICE, Link, PageFacts, RoleName, Rung, compare_link, context, id_of, ladder::ladder,
    level_path, scorecard_path, step_path,
};
use crate::derive::Steps;
use crate::model::{Cell, CellState, Competency, Level, Pillar, Role, Value};

/// All that `level.html` sees.
#[derive(Debug, Serialize)]
pub struct LevelPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The role.
    pub role: RoleName,
    /// The level's short name, e.g. `IC3`.
    pub name: &'s str,
    /// What somebody at this level is called.
    pub title: &'s str,
    /// The level in a sentence.
    pub tagline: Html,
    /// Prose before everything else.
    pub intro: Html,
    /// Says that the level isn't in force.
    pub banner: Option<Banner>,
    /// Whether anything is written for it.
    pub is_written: bool,
    /// All levels of the role.
    pub ladder: Vec<Rung>,
    /// Text and ordered attributes.
    pub facts: Vec<Fact<'s>>,
    /// Links to the pillars, or to the competencies where there are none, if there are enough to
    /// choose from.
    pub contents: Vec<Link>,
    /// List attributes.
    pub lists: Vec<FactList<'s>>,
    /// Competencies by pillar.
    pub pillars: Vec<PillarSection<'s>>,
    /// The change from the level below.
    pub step_from: Option<Link>,
    /// The change to the next level.
    pub step_to: Option<Link>,
    /// Changes to levels of other roles.
    pub steps_across: Vec<StepLink>,
    /// How candidates for this level are assessed.
    pub scorecard: String,
    /// The choice of a level to compare it with.
    pub compare: String,
}

/// A step to a level of another role.
#[derive(Debug, Serialize)]
pub struct StepLink {
    /// The two levels: `IC4 to M3`.
    pub label: String,
    /// The other role's title.
    pub role: String,
    /// Whether it leads up the same track; otherwise the two levels weigh the same.
    pub is_onward: bool,
    /// Its page.
    pub url: String,
}

/// A text or ordered attribute.
#[derive(Debug, Serialize)]
pub struct Fact<'s> {
    /// Its name.
    pub label: &'s str,
    /// Its value here.
    pub html: Html,
}

/// A list attribute.
#[derive(Debug, Serialize)]
pub struct FactList<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub label: &'s str,
    /// Prose before its lines.
    pub intro: Html,
    /// Its lines, as `<ul class="lines">`.
    pub lines: Html,
}

/// The competencies of a pillar.
#[derive(Debug, Serialize)]
pub struct PillarSection<'s> {
    /// For links to it; `none` for competencies without a pillar.
    pub id: Option<String>,
    /// Its name; `none` for competencies without a pillar.
    pub name: Option<&'s str>,
    /// A decorative mark.
    pub icon: Option<&'s str>,
    /// What it is about.
    pub summary: Html,
    /// What introduces it at this level.
    pub intro: Html,
    /// Its competencies.
    pub competencies: Vec<CompetencySection<'s>>,
}

/// A competency at a level.
#[derive(Debug, Serialize)]
pub struct CompetencySection<'s> {
    /// For links to it.
    pub id: String,
    /// Its name, as this level's heading says it.
    pub name: &'s str,
    /// What it means.
    pub summary: Html,
    /// How skilled, and what that means.
    pub proficiency: Option<Proficiency<'s>>,
    /// Why nothing is expected, in words; `none` if something is.
    pub empty: Option<&'s str>,
    /// The lower level whose expectations hold here too.
    pub same_as: Option<Link>,
    /// Prose before its lines.
    pub intro: Html,
    /// What is expected, as `<ul class="lines">`.
    pub lines: Html,
    /// Examples of the competency as a whole.
    pub examples: Vec<Html>,
    /// Where to read on.
    pub links: Vec<Link>,
}

/// A point of a proficiency scale.
#[derive(Debug, Serialize)]
pub struct Proficiency<'s> {
    /// Its name.
    pub name: &'s str,
    /// What it means.
    pub summary: Html,
    /// Its place as a row of marks: `●●○○`.
    pub marks: String,
    /// Its place in its scale, from 1.
    pub rank: usize,
    /// How many points the scale has.
    pub of: usize,
}

impl<'s> Proficiency<'s> {
    pub(super) fn new(pen: &Pen<'_>, competency: &Competency, cell: &'s Cell) -> Option<Self> {
        let point = cell.proficiency.as_ref()?;
        let of = competency.scale.as_ref().map_or(point.rank + 1, |scale| scale.points.len());
        Some(Proficiency {
            marks: "●".repeat(point.rank + 1) + &"○".repeat(of.saturating_sub(point.rank + 1)),
            name: &point.name,
            summary: point.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
            rank: point.rank + 1,
            of,
        })
    }
}

/// Why nothing is expected, in words.
pub(super) fn empty_words<'s>(pen: &Pen<'s>, state: CellState) -> Option<&'s str> {
    let words = &pen.site.words.levels;
    match state {
        CellState::Written => None,
        CellState::NotExpected => Some(words.not_expected.as_str()),
        CellState::NotWritten | CellState::Unmarked => Some(words.not_written.as_str()),
    }
}

pub(in crate::render) fn level(site: &Site, path: &str, role: usize, at: usize) -> Context {
    let role = &site.framework.roles[role];
    let level = &role.levels[at];
    let pen = Pen::new(site, path).speaking(level.language.as_ref());
    let pillars = pillars(&pen, role, at);
    let page = LevelPage {
        page: PageFacts::new(&pen, "roles", site.level_title(role, level))
            .described(level.tagline.as_ref())
            .source(site, level.span, Some(role), Some(level))
            .of_role(&pen, role, true),
        role: RoleName::new(&pen, role),
        name: &level.name,
        title: &level.title,
        tagline: level.tagline.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        intro: level.intro.as_ref().map(|text| pen.blocks(text, 1)).unwrap_or_default(),
        banner: Banner::new(&pen, role, Some(level)),
        is_written: level.is_written,
        ladder: ladder(&pen, role, &[at]),
        facts: facts(&pen, level),
        lists: lists(&pen, role, at),
        contents: contents(&pillars),
        pillars,
        step_from: at.checked_sub(1).map(|below| step(&pen, role, below, at)),
        step_to: (at + 1 < role.levels.len()).then(|| step(&pen, role, at, at + 1)),
        steps_across: steps_across(&pen, role, Some(at)),
        scorecard: pen.link(&scorecard_path(role, level, None)),
        compare: compare_link(&pen, role, Some(level)),
    };
    context(&page)
}

/// What links call the step between two levels: `IC3 to IC4`.
pub(super) fn step_label(pen: &Pen<'_>, from: &Level, to: &Level) -> String {
    pen.site.words.levels.step.fill(&[("from", &from.name), ("to", &to.name)])
}

pub(super) fn step(pen: &Pen<'_>, role: &Role, from: usize, to: usize) -> Link {
    let (from, to) = (&role.levels[from], &role.levels[to]);
    let label = step_label(pen, from, to);
    Link { label, url: pen.link(&step_path(role, from, to)) }
}

/// Steps from the level at place `at` to levels of other roles, or from all levels.
pub(super) fn steps_across(pen: &Pen<'_>, role: &Role, at: Option<usize>) -> Vec<StepLink> {
    let framework = &pen.site.framework;
    let steps = Steps::of(framework, role).across.into_iter();
    let steps = steps.filter(|(own, ..)| at.is_none_or(|at| at == *own));
    let links = steps.filter_map(|(own, other, place)| {
        let other = framework.role(&other)?;
        let (from, to) = (&role.levels[own], &other.levels[place]);
        Some(StepLink {
            label: step_label(pen, from, to),
            role: other.title.clone(),
            is_onward: role.track.id == other.track.id,
            url: pen.link(&step_path(role, from, to)),
        })
    });
    links.collect()
}

pub(super) fn facts<'s>(pen: &Pen<'_>, level: &'s Level) -> Vec<Fact<'s>> {
    let facts = level.attributes.iter().filter_map(|one| {
        let html = match &one.value {
            Value::Text(text) => pen.inline(text),
            Value::Ordered(place) => escaped(one.attribute.values.get(*place)?),
            Value::List { .. } => return None,
        };
        Some(Fact { label: &one.attribute.label, html })
    });
    facts.collect()
}

fn lists<'s>(pen: &Pen<'_>, role: &'s Role, at: usize) -> Vec<FactList<'s>> {
    let lists = role.levels[at].attributes.iter().filter_map(|one| {
        let Value::List { intro, expectations } = &one.value else { return None };
        Some(FactList {
            id: id_of("a", one.attribute.id.as_str()),
            label: &one.attribute.label,
            intro: intro.as_ref().map(|text| pen.blocks(text, 2)).unwrap_or_default(),
            lines: lines(pen, role, at, expectations),
        })
    });
    lists.collect()
}

fn pillars<'s>(pen: &Pen<'s>, role: &'s Role, at: usize) -> Vec<PillarSection<'s>> {
    let level = &role.levels[at];
    let mut sections: Vec<(Option<&Pillar>, PillarSection<'s>)> = Vec::new();
    for (competency, cell) in role.competencies.iter().zip(&level.cells) {
        let pillar = competency.pillar.as_deref();
        let is_new =
            sections.last().is_none_or(|(last, _)| last.map(|p| &p.id) != pillar.map(|p| &p.id));
        if is_new {
            sections.push((pillar, pillar_section(pen, level, pillar)));
        }
        let depth = if pillar.is_some() { 3 } else { 2 };
        let section = competency_section(pen, (role, at), competency, cell, depth);
        if let Some((_, pillar)) = sections.last_mut() {
            pillar.competencies.push(section);
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}

fn contents(pillars: &[PillarSection<'_>]) -> Vec<Link> {
    let link = |id: &str, name: &str| Link { label: name.to_owned(), url: format!("#{id}") };
    let named = pillars.iter().filter_map(|one| Some(link(one.id.as_ref()?, one.name?)));
    let mut links: Vec<Link> = named.collect();
    if links.is_empty() {
        let competencies = pillars.iter().flat_map(|one| &one.competencies);
        links = competencies.map(|one| link(&one.id, one.name)).collect();
    }
    if links.len() < CHOICE { Vec::new() } else { links }
}

fn pillar_section<'s>(
    pen: &Pen<'_>,
    level: &'s Level,
    pillar: Option<&'s Pillar>,
) -> PillarSection<'s> {
    let intro = level.pillar_intros.iter().find(|(one, _)| pillar.is_some_and(|p| p.id == one.id));
    PillarSection {
        id: pillar.map(|pillar| id_of("p", pillar.id.as_str())),
        name: pillar.map(|pillar| pillar.name.as_str()),
        icon: pillar.and_then(|pillar| pillar.icon.as_deref()),
        summary: pillar
            .and_then(|pillar| pillar.summary.as_ref())
            .map(|text| pen.inline(text))
            .unwrap_or_default(),
        intro: intro.map(|(_, text)| pen.blocks(text, 2)).unwrap_or_default(),
        competencies: Vec::new(),
    }
}

fn competency_section<'s>(
    pen: &Pen<'s>,
    (role, at): (&'s Role, usize),
    competency: &'s Competency,
    cell: &'s Cell,
    depth: u8,
) -> CompetencySection<'s> {
    let same_as = cell.same_as.and_then(|place| role.levels.get(usize::from(place)));
    CompetencySection {
        id: id_of("c", competency.id.as_str()),
        name: cell.alias.as_deref().unwrap_or(&competency.name),
        summary: competency.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        proficiency: Proficiency::new(pen, competency, cell),
        empty: empty_words(pen, cell.state),
        same_as: same_as.map(|other| Link {
            label: other.name.clone(),
            url: pen.link(&level_path(role, other)),
        }),
        intro: cell.intro.as_ref().map(|text| pen.blocks(text, depth)).unwrap_or_default(),
        lines: lines(pen, role, at, &cell.expectations),
        examples: all(pen, &cell.examples),
        links: competency
            .links
            .iter()
            .map(|link| Link { label: link.label.clone(), url: link.url.clone() })
            .collect(),
    }
}
