//! A level of a role as Markdown.

use std::collections::HashMap;

use super::shape::{
    Attribute, Behaviour, Cell, Framework, Heading, Level, Role, State, Status, Text,
};
use super::shared::Shared;
use super::tables::{front, quoted};
use crate::import::content::with_front_matter;
use crate::import::document::text;
use crate::import::prose;

/// What headings call things.
pub(super) struct Names<'f> {
    /// Place, name and pillar of each competency, by its id.
    competencies: HashMap<&'f str, (usize, &'f str, Option<&'f str>)>,
    /// Names of pillars, by their ids, and their order.
    pillars: Vec<(&'f str, &'f str)>,
    /// Labels of attributes, by their ids.
    attributes: HashMap<&'f str, &'f str>,
    /// How many things have a name.
    used: HashMap<String, usize>,
}

impl<'f> Names<'f> {
    pub(super) fn new(framework: &'f Framework) -> Names<'f> {
        let competencies = framework.competencies.iter().enumerate();
        let competencies =
            competencies.map(|(order, one)| (&*one.id, (order, &*one.name, one.pillar.as_deref())));
        let pillars = framework.pillars.iter().map(|one| (&*one.id, &*one.name));
        let attributes = framework.attributes.iter().map(|one| (&*one.id, &*one.label));
        let mut used: HashMap<String, usize> = HashMap::new();
        let names =
            framework.competencies.iter().flat_map(|one| one.aliases.iter().chain([&one.name]));
        let names = names.map(|name| &**name).chain(pillars.clone().map(|(_, name)| name));
        for name in names.chain(attributes.clone().map(|(_, name)| name)) {
            *used.entry(name.to_lowercase()).or_default() += 1;
        }
        Names {
            competencies: competencies.collect(),
            pillars: pillars.collect(),
            attributes: attributes.collect(),
            used,
        }
    }

    /// The words of a heading: what its author called it, the name, or the id where others have the
    /// same name.
    pub(super) fn of(&self, heading: Heading<'_>, alias: Option<&str>) -> String {
        let (id, name) = match heading {
            Heading::Attribute(id) => (id, self.attributes.get(id).copied()),
            Heading::Competency(id) => (id, self.competencies.get(id).map(|(_, name, _)| *name)),
        };
        let is_alone = |name: &&str| self.used.get(&name.to_lowercase()) == Some(&1);
        let words = alias.or(name).filter(is_alone).unwrap_or(id);
        prose::heading(&text(words), "")
    }

    /// Where a heading stands among the others: attributes first, then pillar by pillar.
    pub(super) fn place(&self, heading: Heading<'_>) -> (usize, usize) {
        let Heading::Competency(id) = heading else { return (0, 0) };
        let pillar = self.pillar_of(heading);
        let pillar = self.pillars.iter().position(|(one, _)| Some(*one) == pillar);
        let order = self.competencies.get(id).map_or(0, |(order, ..)| *order);
        (pillar.map_or(self.pillars.len(), |at| at) + 1, order)
    }

    fn pillar_of(&self, heading: Heading<'_>) -> Option<&'f str> {
        match heading {
            Heading::Attribute(_) => None,
            Heading::Competency(id) => self.competencies.get(id).and_then(|(.., pillar)| *pillar),
        }
    }

    fn pillar(&self, id: &str) -> String {
        let name = self.pillars.iter().find(|(one, _)| *one == id).map(|(_, name)| *name);
        let is_alone = |name: &&str| self.used.get(&name.to_lowercase()) == Some(&1);
        prose::heading(&text(name.filter(is_alone).unwrap_or(id)), "")
    }

    /// Opens the pillar that a heading stands below, unless that is open, and gives the heading's
    /// marks.
    pub(super) fn open(
        &self,
        heading: Heading<'_>,
        above: &mut Option<&'f str>,
        body: &mut Vec<String>,
    ) -> &'static str {
        let pillar = self.pillar_of(heading);
        if let Some(pillar) = pillar.filter(|pillar| *above != Some(*pillar)) {
            body.push(format!("## {}", self.pillar(pillar)));
        }
        *above = pillar;
        if pillar.is_some() { "###" } else { "##" }
    }
}

/// The file of a level; none, if it says nothing itself.
pub(super) fn file(
    role: &Role,
    level: &Level,
    names: &Names<'_>,
    shared: &Shared<'_>,
) -> Option<String> {
    let mut body: Vec<String> = level.intro.iter().map(Text::to_string).collect();
    for one in level.attributes.iter().filter(|one| one.value.is_none()) {
        list_attribute((role, level), one, names, shared, &mut body);
    }
    let is_own = |cell: &&Cell, pillar: Option<&str>| {
        names.pillar_of(Heading::Competency(&cell.id)) == pillar
    };
    for (pillar, _) in &names.pillars {
        let intro = level.pillars.iter().find(|one| *one.id == **pillar);
        let mut own: Vec<String> = intro.iter().map(|one| one.intro.to_string()).collect();
        for one in level.competencies.iter().filter(|cell| is_own(cell, Some(pillar))) {
            cell((role, level), one, "###", names, shared, &mut own);
        }
        if !own.is_empty() {
            body.push(format!("## {}", names.pillar(pillar)));
            body.extend(own);
        }
    }
    for one in level.competencies.iter().filter(|cell| is_own(cell, None)) {
        cell((role, level), one, "##", names, shared, &mut body);
    }
    let head = front_matter(role, level, &shared.removed(role, level));
    if head.is_empty() && body.is_empty() {
        return None;
    }
    Some(with_front_matter(&head, &body.join("\n\n")))
}

fn front_matter(role: &Role, level: &Level, removed: &[&str]) -> String {
    let title = Some(&*level.title).filter(|title| *title != role.title);
    let mut head = front(&[
        ("title", title),
        ("tagline", level.tagline.as_deref()),
        ("language", level.language.as_deref()),
        ("status", level.status.map(status)),
    ]);
    if !removed.is_empty() {
        let ids: Vec<String> = removed.iter().map(|id| quoted(id)).collect();
        head.push_str(&format!("remove = [{}]\n", ids.join(", ")));
    }
    let values = level.attributes.iter().filter_map(|one| Some((&one.id, one.value.as_ref()?)));
    let values: Vec<String> =
        values.map(|(id, value)| format!("{id} = {}\n", quoted(value))).collect();
    if !values.is_empty() {
        head.push_str("[attributes]\n");
        head.extend(values);
    }
    head
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Legacy => "legacy",
    }
}

fn list_attribute(
    (role, level): (&Role, &Level),
    one: &Attribute,
    names: &Names<'_>,
    shared: &Shared<'_>,
    body: &mut Vec<String>,
) {
    let heading = Heading::Attribute(&one.id);
    let bullets = bullets((role, level), heading, &one.behaviours, shared, false);
    if bullets.is_empty() && one.intro.is_none() && !one.behaviours.is_empty() {
        return;
    }
    body.push(format!("## {}", names.of(heading, None)));
    body.extend(one.intro.iter().map(Text::to_string));
    body.extend((!bullets.is_empty()).then_some(bullets));
}

fn cell(
    (role, level): (&Role, &Level),
    one: &Cell,
    depth: &str,
    names: &Names<'_>,
    shared: &Shared<'_>,
    body: &mut Vec<String>,
) {
    let heading = Heading::Competency(&one.id);
    let is_carried = role.cumulative || one.same_as.is_some();
    let bullets = bullets((role, level), heading, &one.behaviours, shared, is_carried);
    let mut marks: Vec<String> = Vec::new();
    match one.state {
        Some(State::NotExpected) => marks.push("not-expected".to_owned()),
        Some(State::NotWritten) if !one.unmarked => marks.push("not-written".to_owned()),
        _ => {}
    }
    marks.extend(one.same_as.iter().map(|lower| format!("same_as={lower}")));
    marks.extend(one.proficiency.iter().map(|point| format!("proficiency={point}")));
    let is_silent = marks.is_empty()
        && bullets.is_empty()
        && one.intro.is_none()
        && one.examples.is_empty()
        && one.alias.is_none();
    if is_silent {
        return;
    }
    let marks = if marks.is_empty() { String::new() } else { format!(" {{{}}}", marks.join(" ")) };
    body.push(format!("{depth} {}{marks}", names.of(heading, one.alias.as_deref())));
    body.extend(one.intro.iter().map(Text::to_string));
    body.extend((!bullets.is_empty()).then_some(bullets));
    if !one.examples.is_empty() {
        body.push("#### Examples".to_owned());
        let examples = one.examples.iter().map(|example| nested("- ", example));
        body.push(examples.collect::<Vec<_>>().join("\n"));
    }
}

/// What the level says itself, and says otherwise than a set. What is inherited needs no bullet as
/// long as it stands first and in the order of the sets; behind that, and where it only says a lower
/// level's line again, its id stands. If the heading is carried, lower levels' lines come first by
/// themselves.
fn bullets(
    (role, level): (&Role, &Level),
    heading: Heading<'_>,
    behaviours: &[Behaviour],
    shared: &Shared<'_>,
    is_carried: bool,
) -> String {
    let carried = behaviours.iter().take_while(|one| is_carried && !level.says(one)).count();
    let mut inherited = shared.ids(role, level, heading).into_iter();
    let mut is_first = true;
    let line = |one: &Behaviour| {
        let base = shared.base(level, heading, one).filter(|_| level.says(one));
        is_first &= base.is_some() && inherited.any(|id| *id == *one.id);
        match base {
            Some(base) if !base.is_as(one) => Some(bullet(one, " replace")),
            Some(_) if is_first => None,
            None if level.says(one) => Some(bullet(one, "")),
            _ => Some(format!("- {{#{}}}", one.id)),
        }
    };
    let lines: Vec<String> = behaviours[carried..].iter().filter_map(line).collect();
    lines.join("\n")
}

/// A behaviour with its id, and `mark` beside that, at the end of its first paragraph.
pub(super) fn bullet(one: &Behaviour, mark: &str) -> String {
    let replaces = one.replaces.iter().map(|id| format!(" replaces={id}"));
    let marks = format!(" {{#{}{mark}{}}}", one.id, replaces.collect::<String>());
    let end = one.text.find("\n\n").unwrap_or(one.text.len());
    let (first, rest) = one.text.split_at(end);
    let mut out = nested("- ", &format!("{first}{marks}{rest}"));
    let items = one.items.iter().map(Text::to_string);
    let examples = one.examples.iter().map(|example| format!("Example: {example}"));
    for item in items.chain(examples) {
        out.push('\n');
        out.push_str(&nested("  - ", &item));
    }
    out
}

/// An entry of a list, with its other lines below the first.
fn nested(mark: &str, markdown: &str) -> String {
    let mut lines = markdown.trim_end().lines();
    let first = format!("{mark}{}", lines.next().unwrap_or_default());
    let indent = " ".repeat(mark.len());
    lines.fold(first, |out, line| match line.trim().is_empty() {
        true => out + "\n",
        false => format!("{out}\n{indent}{line}"),
    })
}
