use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::markdown::Form;
use super::super::pen::Pen;
use super::super::site::Site;
use super::super::words::Words;
use super::changes::{both, changes, only, unchanged};
use super::ladder::ladder;
use super::{
    Link, PageFacts, RoleName, Rung, Strip, compare_link, context, id_of, level::step_label,
    level_path, scorecard_link, step_path,
};
use crate::derive::{Group, Matches, Part, Size, Step, Steps, Subject, step};
use crate::model::{CellState, Level, Role};

/// All that `step.html` sees.
#[derive(Debug, Serialize)]
pub struct StepPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The level that is left.
    pub from: StepEnd<'s>,
    /// The level that is reached.
    pub to: StepEnd<'s>,
    /// Whether the two are levels of different roles.
    pub is_across: bool,
    /// Whether they are of different tracks, which stand beside each other: then groups have `both`,
    /// `only_from` and `only_to`, and otherwise `changes` and `same`.
    pub is_beside: bool,
    /// What kind of step it is, in words.
    pub kind: String,
    /// How big the step is, in a sentence.
    pub sentence: String,
    /// How big it is in all.
    pub size: StepSize,
    /// Attributes, those that change first.
    pub attributes: Vec<AttributeChange<'s>>,
    /// Competencies and list attributes, by pillar.
    pub pillars: Vec<StepPillar<'s>>,
    /// The step that ends where this one begins, or the next lower one across.
    pub before: Option<Link>,
    /// The step that begins where this one ends, or the next higher one across.
    pub after: Option<Link>,
    /// Other steps nearby: across, or the way back.
    pub others: Vec<Link>,
    /// The scorecard of the level that is reached.
    pub scorecard: Option<String>,
    /// The choice of two other levels, from these two on.
    pub compare: String,
}

/// A level at one end of a step.
#[derive(Debug, Serialize)]
pub struct StepEnd<'s> {
    /// Its short name.
    pub name: &'s str,
    /// What somebody at it is called.
    pub title: &'s str,
    /// The level in a sentence.
    pub tagline: Html,
    /// As [`PageFacts::lang`], of this level.
    pub lang: Html,
    /// Its page.
    pub url: String,
    /// Its role.
    pub role: RoleName,
    /// The levels of its role.
    pub ladder: Vec<Rung>,
}

/// How many lines changed, by kind.
#[derive(Debug, Serialize)]
pub struct StepSize {
    /// Expected at the upper level only.
    pub new: usize,
    /// Expected in other words.
    pub reworded: usize,
    /// Expected in the same words.
    pub same: usize,
    /// Expected at the lower level only.
    pub gone: usize,
    /// The same as a picture.
    pub strip: Strip,
}

impl StepSize {
    fn new(size: Size, is_beside: bool) -> StepSize {
        let Size { same, reworded, new, gone } = size;
        let strip = if is_beside { Strip::beside(size) } else { Strip::new(size) };
        StepSize { new, reworded, same, gone, strip }
    }
}

/// A text or ordered attribute.
#[derive(Debug, Serialize)]
pub struct AttributeChange<'s> {
    /// Its name.
    pub label: &'s str,
    /// Whether it changes.
    pub is_changed: bool,
    /// Its value at the lower level; `none` if it has none.
    pub from: Html,
    /// Its value at the upper level.
    pub to: Html,
}

/// The competencies of a pillar.
#[derive(Debug, Serialize)]
pub struct StepPillar<'s> {
    /// For links to it.
    pub id: String,
    /// Its name; `none` for list attributes and for competencies without a pillar.
    pub name: Option<&'s str>,
    /// A decorative mark.
    pub icon: Option<&'s str>,
    /// Whether these are list attributes.
    pub is_attributes: bool,
    /// How much changes here.
    pub size: StepSize,
    /// Its competencies.
    pub groups: Vec<StepGroup<'s>>,
}

/// A competency or list attribute of a step.
#[derive(Debug, Serialize)]
pub struct StepGroup<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: &'s str,
    /// Its name at the lower level, where that is another one.
    pub renamed_from: Option<&'s str>,
    /// What there is to say of it as a whole, e.g. that nothing was expected before.
    pub note: Option<String>,
    /// All that is expected at the upper level and what is gone, as `<ul class="changes">`: each
    /// line has its kind as class and as tag: `new`, `reworded` (with `<ins>` and `<del>`, or `.now`
    /// and `.was`), `same` or `gone`.
    pub changes: Html,
    /// Lines that stay, once more, as `<ul class="lines">`.
    pub same: Html,
    /// How many these are, in words.
    pub same_words: String,
    /// What both expect, as `<ul class="both">`: a line with its text if the words are the same, and
    /// otherwise `.from` and `.to`, with `<mark>` around what only one says.
    pub both: Html,
    /// What only the level that is left expects, as `<ul class="lines">`.
    pub only_from: Html,
    /// What only the level that is reached expects.
    pub only_to: Html,
}

pub(in crate::render) fn up(
    site: &Site,
    path: &str,
    role: usize,
    from: usize,
    to: usize,
) -> Context {
    let matched = site.matches(role).up.get(from).filter(|_| to == from + 1);
    let role = &site.framework.roles[role];
    let derived = step((role, &role.levels[from]), (role, &role.levels[to]), matched);
    let pen = Pen::new(site, path).speaking(role.levels[to].language.as_ref());
    page(&pen, &derived, (from, to))
}

pub(in crate::render) fn across(
    site: &Site,
    path: &str,
    from: (usize, usize),
    to: (usize, usize),
) -> Context {
    let level = |(role, at): (usize, usize)| {
        let role = &*site.framework.roles[role];
        (role, &role.levels[at])
    };
    let matched = Matches::between(level(from), level(to));
    let derived = step(level(from), level(to), Some(&matched));
    let pen = Pen::new(site, path).speaking(level(to).1.language.as_ref());
    page(&pen, &derived, (from.1, to.1))
}

fn page(pen: &Pen<'_>, step: &Step<'_>, places: (usize, usize)) -> Context {
    let words = &pen.site.words.step;
    let ((role, from), (other, to)) = (step.from, step.to);
    let is_across = role.id != other.id;
    let is_beside = role.track.id != other.track.id;
    let title = match is_across {
        true => {
            let (one, two) = (pen.site.role_title(role), pen.site.role_title(other));
            let names = [("from", &*from.name), ("role", &one), ("to", &to.name), ("other", &two)];
            words.title_across.fill(&names)
        }
        false => {
            let role = pen.site.role_title(role);
            words.title.fill(&[("from", &from.name), ("to", &to.name), ("role", &role)])
        }
    };
    let sentence = match is_beside {
        true => sentence_beside(&pen.site.words, step),
        false => sentence(&pen.site.words, step),
    };
    let mut facts = PageFacts::new(pen, "roles", title).of_role(pen, role, true);
    facts = facts.source(pen.site, to.span, Some(other), Some(to));
    facts.description = sentence.clone();
    let [before, after] = neighbours(pen, step, places);
    context(&StepPage {
        page: facts,
        from: end(pen, role, places.0, !is_across, places.1),
        to: end(pen, other, places.1, !is_across, places.0),
        is_across,
        is_beside,
        kind: match (is_across, is_beside) {
            (false, _) => role.track.name.clone(),
            (true, false) => words.onward.fill(&[("track", &role.track.name)]),
            (true, true) => words.same_weight.text(),
        },
        sentence,
        size: StepSize::new(step.size(), is_beside),
        attributes: attributes(pen, step),
        pillars: pillars(pen, step, is_beside),
        before,
        after,
        others: others(pen, step, places),
        scorecard: scorecard_link(pen, other, to),
        compare: format!("{}&b={}/{}", compare_link(pen, role, Some(from)), other.id, to.id),
    })
}

fn end<'s>(
    pen: &Pen<'_>,
    role: &'s Role,
    at: usize,
    is_one_role: bool,
    other: usize,
) -> StepEnd<'s> {
    let level = &role.levels[at];
    let current = if is_one_role { vec![at, other] } else { vec![at] };
    StepEnd {
        name: &level.name,
        title: &level.title,
        tagline: level.tagline.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
        lang: pen.lang_of(level.language.as_ref()),
        url: pen.link(&level_path(role, level)),
        role: RoleName::new(pen, role),
        ladder: ladder(pen, role, &current),
    }
}

/// How big a step is: `Of 31 expectations, 12 are new, 9 are reworded and 10 stay; most of what is
/// new is in Craft.`
fn sentence(words: &Words, step: &Step<'_>) -> String {
    let size = step.size();
    let all = size.new + size.reworded + size.same;
    if all + size.gone == 0 {
        return words.step.nothing_written.text();
    }
    let parts = [
        (size.new, &words.step.are_new),
        (size.reworded, &words.step.are_reworded),
        (size.same, &words.step.stay),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, phrase)| words.counted(phrase, count)).collect();
    let list = words.listed(&parts);
    let mut sentence = match (all, most_new(step)) {
        (0, _) => words.step.nothing_expected.text(),
        (_, None) => words.counted_with(&words.step.expectations, all, &[("list", &list)]),
        (_, Some(pillar)) => {
            let texts = [("list", &*list), ("pillar", pillar)];
            words.counted_with(&words.step.expectations_mostly, all, &texts)
        }
    };
    if size.gone > 0 {
        let level = [("level", &*step.from.1.name)];
        sentence.push(' ');
        sentence.push_str(&words.counted_with(&words.step.are_gone, size.gone, &level));
    }
    sentence
}

/// The pillar with more than half of what is new, if there is enough of that to say so.
fn most_new<'s>(step: &Step<'s>) -> Option<&'s str> {
    let all = step.size().new;
    let sections = step.sections();
    let has_others = sections.len() > 1 && all > 3;
    let most = sections.iter().find(|section| has_others && section.size().new * 2 > all)?;
    match most.part {
        Part::Pillar(pillar) => Some(&pillar.name),
        Part::Attributes | Part::Rest => None,
    }
}

/// What two levels of different tracks share: neither is above the other, so nothing is new or gone.
fn sentence_beside(words: &Words, step: &Step<'_>) -> String {
    let (size, from, to) = (step.size(), &step.from.1.name, &step.to.1.name);
    let shared = size.same + size.reworded;
    if shared + size.new + size.gone == 0 {
        return words.step.nothing_written.text();
    }
    let phrase = match (size.same, size.reworded) {
        (_, 0) => &words.step.share_same,
        (0, _) => &words.step.share_reworded,
        _ => &words.step.share,
    };
    let reworded = size.reworded.to_string();
    let names = [("from", &**from), ("to", to), ("reworded", &reworded)];
    let both = match shared {
        0 => words.step.share_nothing.fill(&names),
        _ => words.counted_with(phrase, shared, &names),
    };
    let only = |count: usize, level: &str| {
        words.counted_with(&words.step.expected_only, count, &[("level", level)])
    };
    let (only_from, only_to) = (only(size.gone, from), only(size.new, to));
    let texts = [("shared", &*both), ("only_from", &only_from), ("only_to", &only_to)];
    words.step.beside.fill(&texts)
}

/// Text and ordered attributes; those that change come first.
fn attributes<'s>(pen: &Pen<'_>, step: &Step<'s>) -> Vec<AttributeChange<'s>> {
    let html = |level: &Level, text: Option<&str>| {
        let file = level.span.file;
        text.map(|text| pen.write(file, text, Form::Inline)).unwrap_or_default()
    };
    let mut all: Vec<_> = step
        .attributes
        .iter()
        .map(|one| AttributeChange {
            label: &one.attribute.label,
            is_changed: one.from != one.to,
            from: html(step.from.1, one.from),
            to: html(step.to.1, one.to),
        })
        .collect();
    all.sort_by_key(|one| !one.is_changed);
    all
}

fn pillars<'s>(pen: &Pen<'_>, step: &Step<'s>, is_beside: bool) -> Vec<StepPillar<'s>> {
    let pillars = step.sections().into_iter().map(|section| {
        let has_lines = |one: &&&Group<'s>| {
            !one.from_items.is_empty() || !one.to_items.is_empty() || one.from_state != one.to_state
        };
        let size = StepSize::new(section.size(), is_beside);
        let pillar = match section.part {
            Part::Pillar(pillar) => Some(pillar),
            Part::Attributes | Part::Rest => None,
        };
        let is_attributes = matches!(section.part, Part::Attributes);
        let groups = section.groups.iter().filter(has_lines);
        StepPillar {
            id: match pillar {
                Some(pillar) => id_of("p", pillar.id.as_str()),
                None if is_attributes => "_attributes".to_owned(),
                None => "_rest".to_owned(),
            },
            name: pillar.map(|pillar| pillar.name.as_str()),
            icon: pillar.and_then(|pillar| pillar.icon.as_deref()),
            is_attributes,
            size,
            groups: groups.map(|one| group(pen, step, one, is_beside)).collect(),
        }
    });
    pillars.filter(|pillar| !pillar.groups.is_empty()).collect()
}

fn group<'s>(pen: &Pen<'_>, step: &Step<'_>, group: &Group<'s>, is_beside: bool) -> StepGroup<'s> {
    let (size, words) = (group.size(), &pen.site.words.step);
    let same_words = match size.new + size.reworded + size.gone {
        0 => &words.unchanged,
        _ => &words.more_unchanged,
    };
    let mut found = StepGroup {
        id: match group.subject {
            Subject::Competency(one) => id_of("c", one.id.as_str()),
            Subject::Attribute(one) => id_of("a", one.id.as_str()),
        },
        name: group.name,
        renamed_from: group.renamed_from,
        note: note(&pen.site.words, group, step),
        changes: Html::default(),
        same: Html::default(),
        same_words: pen.site.words.counted(same_words, size.same),
        both: Html::default(),
        only_from: Html::default(),
        only_to: Html::default(),
    };
    if is_beside {
        found.both = both(pen, group, (step.from.1, step.to.1));
        (found.only_from, found.only_to) = only(pen, group, step.from.1);
    } else {
        found.changes = changes(pen, group, step.from.1);
        found.same = unchanged(pen, group);
    }
    found
}

/// What there is to say of a competency that only one of the two levels has.
fn note(words: &Words, group: &Group<'_>, step: &Step<'_>) -> Option<String> {
    let (from, to) = (&step.from.1.name, &step.to.1.name);
    let note = |state: CellState, level: &str| {
        let words = match state {
            CellState::Written => return None,
            CellState::NotExpected => &words.step.not_expected,
            CellState::NotWritten => &words.step.not_written,
            CellState::Unmarked => &words.step.not_mentioned,
        };
        Some(words.fill(&[("level", level)]))
    };
    match (note(group.from_state, from), note(group.to_state, to)) {
        (Some(one), Some(two)) => Some(format!("{one} {two}")),
        (one, two) => one.or(two),
    }
}

/// The steps before and after: up the same ladder, or the next ones between the same two roles.
fn neighbours(pen: &Pen<'_>, step: &Step<'_>, (from, to): (usize, usize)) -> [Option<Link>; 2] {
    let ((role, level), (other, reached)) = (step.from, step.to);
    if role.id == other.id {
        let below = from.checked_sub(1).map(|below| &role.levels[below]);
        return [
            below.and_then(|below| link(pen, role, below, level)),
            role.levels.get(to + 1).and_then(|above| link(pen, role, reached, above)),
        ];
    }
    let across = Steps::of(&pen.site.framework, role).across;
    let mut across: Vec<_> = across.iter().filter(|(_, id, _)| *id == other.id).collect();
    across.sort_by_key(|(own, _, place)| (*own, *place));
    let Some(at) = across.iter().position(|(own, _, place)| (*own, *place) == (from, to)) else {
        return [None, None];
    };
    let near = |at: Option<usize>| {
        let (own, _, place) = across.get(at?)?;
        link(pen, role, &role.levels[*own], &other.levels[*place])
    };
    [near(at.checked_sub(1)), near(Some(at + 1))]
}

fn link(pen: &Pen<'_>, role: &Role, from: &Level, to: &Level) -> Option<Link> {
    let path = step_path(role, from, to);
    let label = step_label(pen, from, to);
    pen.site.has(&path).then(|| Link { label, url: pen.link(&path) })
}

/// The way back from another role, or steps across from either end.
fn others(pen: &Pen<'_>, step: &Step<'_>, (from, to): (usize, usize)) -> Vec<Link> {
    let ((role, level), (other, reached)) = (step.from, step.to);
    if role.id != other.id {
        return link(pen, other, reached, level).into_iter().collect();
    }
    let across = Steps::of(&pen.site.framework, role).across.into_iter();
    let across = across.filter(|(own, ..)| *own == to || *own == from);
    let links = across.filter_map(|(own, id, place)| {
        let counterpart = pen.site.framework.role(&id)?;
        link(pen, role, &role.levels[own], &counterpart.levels[place])
    });
    links.collect()
}
