use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

use super::{Skill, Subject, skills};
use crate::model::{
    Behaviour, BehaviourId, Cell, Expectation, Framework, Level, Page, Prose, Role, Term, Value,
};

/// Something with a name: a role, a level, a skill, a term, a page of the handbook.
#[derive(Debug)]
pub struct Named<'f> {
    /// What it is.
    pub what: Thing<'f>,
    /// Its name.
    pub name: &'f str,
    /// Other names that it is found by.
    pub also: Vec<&'f str>,
    /// What it is about, as plain text; empty for a page, whose text has parts of its own.
    pub text: String,
}

/// What a name belongs to.
#[derive(Debug)]
pub enum Thing<'f> {
    /// The role at a place.
    Role(usize),
    /// A role's level, both by place.
    Level(usize, usize),
    /// A competency or skill.
    Skill(Skill<'f>),
    /// A term of the glossary.
    Term(&'f Term),
    /// A page of the handbook, by place.
    Page(usize, &'f Page),
}

/// A text that levels have, once, and everywhere it stands.
#[derive(Debug)]
pub struct Line<'f> {
    /// Its words, without Markdown.
    pub text: String,
    /// What it is.
    pub kind: LineKind,
    /// Where it stands: by role, then by level.
    pub places: Vec<LinePlace<'f>>,
}

/// What a text of a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A behaviour, with its parts.
    Behaviour,
    /// An example, of a behaviour or of a competency.
    Example,
    /// What introduces a level, a pillar's or a competency's lines.
    Intro,
}

/// Where a text stands in a role.
#[derive(Debug)]
pub struct LinePlace<'f> {
    /// Place of the role in the framework.
    pub role: usize,
    /// What it is about; `None` if that is the level.
    pub subject: Option<Subject<'f>>,
    /// The behaviour that it is, or is an example of.
    pub behaviour: Option<&'f BehaviourId>,
    /// Places of the levels in the role, lowest first.
    pub levels: Vec<usize>,
}

/// Lines in one part of the index; a part has at least one role, however long it is.
const LINES_PER_PART: usize = 8_000;

/// Everything with a name: roles with their levels, then skills A to Z, terms and pages. Cost:
/// linear in cells.
#[must_use]
pub fn search_names(framework: &Framework) -> Vec<Named<'_>> {
    let mut names = Vec::new();
    for (place, role) in framework.roles.iter().enumerate() {
        let text = role.summary.as_ref().map(words).unwrap_or_default();
        let what = Thing::Role(place);
        names.push(Named { what, name: &role.title, also: vec![&role.family.name], text });
        for (at, level) in role.levels.iter().enumerate() {
            names.push(Named {
                what: Thing::Level(place, at),
                name: &level.name,
                also: vec![&role.title, &level.title],
                text: level.tagline.as_ref().map(words).unwrap_or_default(),
            });
        }
    }
    for skill in skills(framework) {
        let competency = skill.competency;
        names.push(Named {
            name: skill.name,
            also: competency.iter().flat_map(|one| &one.aliases).map(String::as_str).collect(),
            text: competency
                .and_then(|one| one.summary.as_ref())
                .map(words)
                .or_else(|| skill.uses.iter().find_map(said_by_blueprint))
                .unwrap_or_default(),
            what: Thing::Skill(skill),
        });
    }
    names.extend(framework.terms.iter().map(|term| Named {
        what: Thing::Term(term),
        name: &term.name,
        also: term.aliases.iter().map(String::as_str).collect(),
        text: words(&term.definition),
    }));
    names.extend(framework.pages.iter().enumerate().map(|(place, page)| Named {
        what: Thing::Page(place, page),
        name: &page.title,
        also: Vec::new(),
        text: String::new(),
    }));
    names
}

fn said_by_blueprint(one: &super::SkillUse<'_>) -> Option<String> {
    let (_, _, table) = one.blueprint?;
    Some(plain_words(table.description.as_ref()?.get_ref()))
}

/// The roles whose lines make up each part of the index. Cost: linear in cells.
#[must_use]
pub fn search_parts(framework: &Framework) -> Vec<Range<usize>> {
    let roles = framework.roles.iter();
    runs(roles.map(|role| role.levels.iter().map(count).sum()), LINES_PER_PART)
}

/// Runs of sizes that together stay within a limit; a size beyond it is a run by itself.
fn runs(sizes: impl Iterator<Item = usize>, limit: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut sum = 0;
    for (place, size) in sizes.enumerate() {
        match runs.last_mut().filter(|_| sum + size <= limit) {
            Some(run) => run.end = place + 1,
            None => {
                runs.push(place..place + 1);
                sum = 0;
            }
        }
        sum += size;
    }
    runs
}

fn count(level: &Level) -> usize {
    level.cells.iter().map(|cell| cell.expectations.len() + cell.examples.len()).sum()
}

/// The lines of some roles: each text once, in the order they first stand in. A part depends on
/// nothing but its own roles, so a line that roles of two parts share is in both. Cost: linear in
/// their text.
#[must_use]
pub fn search_lines(framework: &Framework, roles: Range<usize>) -> Vec<Line<'_>> {
    let mut lines = Lines::default();
    for place in roles {
        if let Some(role) = framework.roles.get(place) {
            lines.role(place, role);
        }
    }
    lines.lines
}

#[derive(Default)]
struct Lines<'f> {
    lines: Vec<Line<'f>>,
    by_text: HashMap<(String, LineKind), usize>,
    /// Lines of a behaviour that was seen: it is one for all levels and roles that share it.
    by_behaviour: HashMap<*const Behaviour, Vec<usize>>,
}

/// Where a text stands, before its levels are counted up.
#[derive(Clone, Copy)]
struct Place<'f> {
    role: usize,
    level: usize,
    subject: Option<Subject<'f>>,
    behaviour: Option<&'f BehaviourId>,
}

impl<'f> Lines<'f> {
    fn role(&mut self, place: usize, role: &'f Role) {
        for (at, level) in role.levels.iter().enumerate() {
            let own = Place { role: place, level: at, subject: None, behaviour: None };
            self.intro(level.intro.as_ref(), own);
            for (_, intro) in &level.pillar_intros {
                self.intro(Some(intro), own);
            }
            for one in &level.attributes {
                if let Value::List { intro, expectations } = &one.value {
                    let own = Place { subject: Some(Subject::Attribute(&one.attribute)), ..own };
                    self.intro(intro.as_ref(), own);
                    self.expectations(expectations, own);
                }
            }
            for (competency, cell) in role.competencies.iter().zip(&level.cells) {
                self.cell(cell, Place { subject: Some(Subject::Competency(competency)), ..own });
            }
        }
    }

    fn cell(&mut self, cell: &'f Cell, own: Place<'f>) {
        self.intro(cell.intro.as_ref(), own);
        self.expectations(&cell.expectations, own);
        for example in &cell.examples {
            self.text(words(example), LineKind::Example, own);
        }
    }

    fn intro(&mut self, prose: Option<&'f Prose>, place: Place<'f>) {
        if let Some(prose) = prose {
            self.text(words(prose), LineKind::Intro, place);
        }
    }

    fn expectations(&mut self, expectations: &'f [Expectation], own: Place<'f>) {
        for one in expectations {
            let behaviour = &one.behaviour;
            let place = Place { behaviour: Some(&behaviour.id), ..own };
            let key = Arc::as_ptr(behaviour);
            if let Some(known) = self.by_behaviour.get(&key) {
                for line in known {
                    put(&mut self.lines[*line].places, place);
                }
                continue;
            }
            let mut text = words(&behaviour.text);
            for item in &behaviour.items {
                text.push(' ');
                text.push_str(&words(item));
            }
            let mut own = vec![self.text(text, LineKind::Behaviour, place)];
            for example in &behaviour.examples {
                own.push(self.text(words(example), LineKind::Example, place));
            }
            self.by_behaviour.insert(key, own.into_iter().flatten().collect());
        }
    }

    /// Writes down that a text stands somewhere, and says which line it is.
    fn text(&mut self, text: String, kind: LineKind, place: Place<'f>) -> Option<usize> {
        if text.is_empty() {
            return None;
        }
        let next = self.lines.len();
        let at = *self.by_text.entry((text, kind)).or_insert_with_key(|(text, _)| {
            self.lines.push(Line { text: text.clone(), kind, places: Vec::new() });
            next
        });
        put(&mut self.lines[at].places, place);
        Some(at)
    }
}

/// Levels of one role that have a text under one id stand together.
fn put<'f>(places: &mut Vec<LinePlace<'f>>, place: Place<'f>) {
    let Place { role, level, subject, behaviour } = place;
    let is_same = |last: &&mut LinePlace<'f>| {
        last.role == role && last.behaviour == behaviour && same(last.subject, subject)
    };
    match places.last_mut().filter(is_same) {
        Some(last) if last.levels.last() == Some(&level) => {}
        Some(last) => last.levels.push(level),
        None => places.push(LinePlace { role, subject, behaviour, levels: vec![level] }),
    }
}

fn same(one: Option<Subject<'_>>, other: Option<Subject<'_>>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(Subject::Competency(one)), Some(Subject::Competency(other))) => one.id == other.id,
        (Some(Subject::Attribute(one)), Some(Subject::Attribute(other))) => one.id == other.id,
        _ => false,
    }
}

fn words(prose: &Prose) -> String {
    plain_words(&prose.markdown)
}

/// The text of Markdown, in one line.
fn plain_words(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            // What looks like HTML is text on the pages too.
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) | Event::Html(part) => {
                text.push_str(&part);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(tag) if is_block(tag) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_block(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd as End;
    !matches!(tag, End::Emphasis | End::Strong | End::Strikethrough | End::Link | End::Image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_whole_roles_and_no_role_is_left_out() {
        let runs = |sizes: &[usize]| runs(sizes.iter().copied(), 10);
        assert!(runs(&[]).is_empty());
        assert_eq!(runs(&[0, 4, 6, 1]), [0..3, 3..4]);
        assert_eq!(runs(&[25, 1, 9, 10]), [0..1, 1..3, 3..4]);
    }

    #[test]
    fn text_is_what_a_reader_reads() {
        assert_eq!(plain_words("**Owns** `a`\n[b](c)"), "Owns a b");
        assert_eq!(plain_words("One.\n\n- Two\n- Three <b>"), "One. Two Three <b>");
        assert_eq!(plain_words("un*believ*able"), "unbelievable");
    }
}
