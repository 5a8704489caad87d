use serde::Serialize;
use tera::Context;

use super::super::html::{Html, escape};
use super::super::markdown::Form;
use super::super::pen::Pen;
use super::super::site::Site;
use super::super::words::{Phrase, StepWords, Words};
use super::ladder::ladder;
use super::lines::{plain_lines, text};
use super::{
    Link, PageFacts, RoleName, Rung, context, id_of, level::step_label, level_path, scorecard_path,
    step_path,
};
use crate::derive::matching::{Change, PairKind, plain, word_changes};
use crate::derive::{Group, Matches, Size, Step, Steps, Subject, step};
use crate::model::{CellState, Expectation, Level, Role};

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
    /// What kind of step it is, in words.
    pub kind: String,
    /// How big the step is, in a sentence.
    pub sentence: String,
    /// The same in numbers, in reading order, those of nothing left out.
    pub counts: Vec<StepCount<'s>>,
    /// Attributes that change.
    pub attributes: Vec<AttributeChange<'s>>,
    /// Attributes that stay, in words.
    pub same_attributes: Option<String>,
    /// Competencies and list attributes, by pillar.
    pub pillars: Vec<StepPillar<'s>>,
    /// Steps nearby: the one before, the one after, the way back.
    pub others: Vec<Link>,
    /// The scorecard of the level that is reached.
    pub scorecard: String,
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

/// How many lines changed in one way.
#[derive(Debug, Serialize)]
pub struct StepCount<'s> {
    /// `new`, `reworded`, `same` or `gone`.
    pub kind: &'static str,
    /// How many.
    pub count: usize,
    /// The word for it.
    pub word: &'s str,
    /// Its share of all lines, in percent, rounded.
    pub percent: usize,
    /// The sum of the shares before it.
    pub offset: usize,
}

/// An attribute that changes.
#[derive(Debug, Serialize)]
pub struct AttributeChange<'s> {
    /// Its name.
    pub label: &'s str,
    /// Its value at the lower level; `none` if it has none.
    pub from: Html,
    /// Its value at the upper level.
    pub to: Html,
}

/// The competencies of a pillar.
#[derive(Debug, Serialize)]
pub struct StepPillar<'s> {
    /// Its name; `none` for attributes and for competencies without a pillar.
    pub name: Option<&'s str>,
    /// A decorative mark.
    pub icon: Option<&'s str>,
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
    /// Lines that differ, as `<ul class="changes">`: those of the upper level in its order, then
    /// what is gone. Each has its kind as class and, in words, as tag: `new`, `reworded` (with
    /// `<ins>` and `<del>`) or `gone`.
    pub changed: Html,
    /// Lines that stay, as `<ul class="lines">`.
    pub same: Html,
    /// How many stay: `4 lines unchanged`.
    pub same_words: String,
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
    let size = step.size();
    let sentence = sentence(&pen.site.words, size, &from.name);
    let mut facts = PageFacts::new(pen, "roles", title).of_role(pen, role, true);
    facts = facts.source(pen.site, to.span.file);
    facts.description = sentence.clone();
    let (changed, same) = attributes(pen, step);
    context(&StepPage {
        page: facts,
        from: end(pen, role, places.0, !is_across, places.1),
        to: end(pen, other, places.1, !is_across, places.0),
        is_across,
        kind: match (is_across, role.track.id == other.track.id) {
            (false, _) => role.track.name.clone(),
            (true, true) => words.onward.fill(&[("track", &role.track.name)]),
            (true, false) => words.same_weight.text(),
        },
        sentence,
        counts: counts(words, size),
        attributes: changed,
        same_attributes: same,
        pillars: pillars(pen, step),
        others: others(pen, step, places),
        scorecard: pen.link(&scorecard_path(other, to)),
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

/// How big a step is: `Of 31 expectations, 12 are new, 9 are reworded and 10 stay.`
fn sentence(words: &Words, size: Size, from: &str) -> String {
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
    let mut sentence = match all {
        0 => words.step.nothing_expected.text(),
        _ => {
            let list = words.listed(&parts);
            words.counted_with(&words.step.expectations, all, &[("list", &list)])
        }
    };
    if size.gone > 0 {
        sentence.push(' ');
        let gone = &words.step.are_gone;
        sentence.push_str(&words.counted_with(gone, size.gone, &[("level", from)]));
    }
    sentence
}

fn counts(words: &StepWords, size: Size) -> Vec<StepCount<'_>> {
    let all = size.new + size.reworded + size.same + size.gone;
    let mut counts: Vec<StepCount<'_>> = Vec::with_capacity(4);
    let mut before = 0;
    for (kind, count, word) in [
        ("new", size.new, &words.new),
        ("reworded", size.reworded, &words.reworded),
        ("same", size.same, &words.same),
        ("gone", size.gone, &words.gone),
    ] {
        if count > 0 {
            let offset = before * 100 / all;
            before += count;
            counts.push(StepCount {
                kind,
                count,
                word: word.as_str(),
                percent: before * 100 / all - offset,
                offset,
            });
        }
    }
    counts
}

/// Attributes that change, and the names of those that stay.
fn attributes<'s>(pen: &Pen<'_>, step: &Step<'s>) -> (Vec<AttributeChange<'s>>, Option<String>) {
    let html = |text: Option<&str>| {
        let file = step.to.1.span.file;
        text.map(|text| pen.write(file, text, Form::Inline)).unwrap_or_default()
    };
    let (same, changed): (Vec<_>, Vec<_>) =
        step.attributes.iter().partition(|one| one.from == one.to);
    let changed = changed.into_iter().map(|one| AttributeChange {
        label: &one.attribute.label,
        from: html(one.from),
        to: html(one.to),
    });
    let same: Vec<&str> = same.into_iter().map(|one| one.attribute.label.as_str()).collect();
    let words = &pen.site.words;
    let list = words.listed(&same);
    let sentence = words.counted_with(&words.step.attributes_same, same.len(), &[("list", &list)]);
    (changed.collect(), (!same.is_empty()).then_some(sentence))
}

fn pillars<'s>(pen: &Pen<'_>, step: &Step<'s>) -> Vec<StepPillar<'s>> {
    let pillars = step.by_pillar().into_iter().map(|(pillar, groups)| {
        let has_lines = |one: &&&Group<'s>| {
            !one.from_items.is_empty() || !one.to_items.is_empty() || one.from_state != one.to_state
        };
        let groups = groups.iter().filter(has_lines);
        StepPillar {
            name: pillar.map(|pillar| pillar.name.as_str()),
            icon: pillar.and_then(|pillar| pillar.icon.as_deref()),
            groups: groups.map(|one| group(pen, step, one)).collect(),
        }
    });
    pillars.filter(|pillar| !pillar.groups.is_empty()).collect()
}

fn group<'s>(pen: &Pen<'_>, step: &Step<'_>, group: &Group<'s>) -> StepGroup<'s> {
    let words = &pen.site.words;
    let mut changed = String::new();
    let mut same = Vec::new();
    for (place, item) in group.to_items.iter().enumerate() {
        let pair = group.pairs.iter().find(|pair| pair.to == place);
        match pair {
            None => change(&mut changed, pen, ("new", &words.step.new), |out| {
                whole(out, pen, "ins", item)
            }),
            Some(pair) if pair.kind == PairKind::Same => same.push(*item),
            Some(pair) => {
                let from = &group.from_items[pair.from].behaviour.text.markdown;
                let to = &item.behaviour.text.markdown;
                let word = &words.step.reworded;
                change(&mut changed, pen, ("reworded", word), |out| {
                    marked(out, &plain(from), &plain(to));
                });
            }
        }
    }
    for place in group.gone_items() {
        let item = group.from_items[place];
        change(&mut changed, pen, ("gone", &words.step.gone), |out| whole(out, pen, "del", item));
    }
    let same_words = match changed.is_empty() {
        true => &words.step.unchanged,
        false => &words.step.more_unchanged,
    };
    if !changed.is_empty() {
        changed.push_str("</ul>");
    }
    let same_words = words.counted(same_words, same.len());
    let mut list = String::new();
    if !same.is_empty() {
        plain_lines(&mut list, pen, "lines", &pen.lang, same);
    }
    StepGroup {
        id: match group.subject {
            Subject::Competency(one) => id_of("c", one.id.as_str()),
            Subject::Attribute(one) => id_of("a", one.id.as_str()),
        },
        name: group.name,
        renamed_from: group.renamed_from,
        note: note(&words.step, group, step),
        changed: Html::new(&changed),
        same: Html::new(&list),
        same_words,
    }
}

/// A line that differs, at the end of a list of them.
fn change(
    out: &mut String,
    pen: &Pen<'_>,
    (kind, word): (&str, &Phrase),
    write: impl FnOnce(&mut String),
) {
    if out.is_empty() {
        out.push_str("<ul class=\"changes\"");
        out.push_str(pen.lang.as_str());
        out.push_str(">\n");
    }
    let lang = pen.words_lang.as_str();
    for piece in ["<li class=\"", kind, "\"><span class=\"tag ", kind, "\"", lang, ">"] {
        out.push_str(piece);
    }
    word.write(out, &[]);
    out.push_str("</span> <div>");
    write(out);
    out.push_str("</div></li>\n");
}

/// A line that only one level has.
fn whole(out: &mut String, pen: &Pen<'_>, tag: &str, item: &Expectation) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    text(out, pen, &item.behaviour);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// What there is to say of a competency that only one of the two levels has.
fn note(words: &StepWords, group: &Group<'_>, step: &Step<'_>) -> Option<String> {
    let (from, to) = (&step.from.1.name, &step.to.1.name);
    let note = |state: CellState, level: &str| {
        let words = match state {
            CellState::Written => return None,
            CellState::NotExpected => &words.not_expected,
            CellState::NotWritten => &words.not_written,
            CellState::Unmarked => &words.not_mentioned,
        };
        Some(words.fill(&[("level", level)]))
    };
    match (note(group.from_state, from), note(group.to_state, to)) {
        (Some(one), Some(two)) => Some(format!("{one} {two}")),
        (one, two) => one.or(two),
    }
}

/// Two texts as one, with what was taken out and what was put in.
fn marked(out: &mut String, from: &str, to: &str) {
    let mut tagged = |tag: &str, text: &str| {
        if out.ends_with("</del>") && !text.starts_with(char::is_whitespace) {
            out.push(' ');
        }
        // White space at the ends stays outside, where it is neither underlined nor struck.
        let inner = text.trim();
        let start = text.len() - text.trim_start().len();
        let has_tag = !inner.is_empty() && !tag.is_empty();
        escape(out, &text[..start]);
        if has_tag {
            out.push('<');
            out.push_str(tag);
            out.push('>');
        }
        escape(out, inner);
        if has_tag {
            out.push_str("</");
            out.push_str(tag);
            out.push('>');
        }
        escape(out, &text[start + inner.len()..]);
    };
    for change in word_changes(from, to) {
        match change {
            Change::Equal(text) => tagged("", text),
            Change::Delete(text) => tagged("del", text),
            Change::Insert(text) => tagged("ins", text),
        }
    }
}

/// The step before, the step after, and those across from the level that is reached.
fn others(pen: &Pen<'_>, step: &Step<'_>, (from, to): (usize, usize)) -> Vec<Link> {
    let ((role, level), (other, reached)) = (step.from, step.to);
    let link = |role: &Role, from: &Level, to: &Level| {
        let path = step_path(role, from, to);
        let label = step_label(pen, from, to);
        pen.site.has(&path).then(|| Link { label, url: pen.link(&path) })
    };
    if role.id != other.id {
        return link(other, reached, level).into_iter().collect();
    }
    let mut links = Vec::new();
    if from > 0 {
        links.extend(link(role, &role.levels[from - 1], level));
    }
    if to + 1 < role.levels.len() {
        links.extend(link(role, reached, &role.levels[to + 1]));
    }
    for (own, id, place) in Steps::of(&pen.site.framework, role).across {
        if own == to || own == from {
            let Some(counterpart) = pen.site.framework.role(&id) else { continue };
            links.extend(link(role, &role.levels[own], &counterpart.levels[place]));
        }
    }
    links
}
