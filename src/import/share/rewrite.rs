//! Files of levels, roles and new sets, with each line where its plan has it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::document::text;
use super::super::prose;
use super::Plan;
use super::lines::{Below, Heading, Line, Lines, Page, Subject};
use super::sets::{Set, Sets};
use crate::model::Framework;
use crate::parse::{Documents, Section, schema_line};

/// Writes what is planned.
pub(super) struct Rewriter<'l> {
    lines: &'l Lines,
    sets: &'l Sets,
    /// One for each line.
    plans: &'l [Plan],
    /// What each set says at a level below a heading, in the order of the first role that has it.
    said: BTreeMap<(usize, &'l str, &'l Subject), Vec<usize>>,
}

/// What is put into a text, by the bytes whose place it takes.
type Edits = Vec<(Range<usize>, String)>;

impl<'l> Rewriter<'l> {
    pub(super) fn new(lines: &'l Lines, sets: &'l Sets, plans: &'l [Plan]) -> Rewriter<'l> {
        let mut said: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, (line, plan)) in lines.all.iter().zip(plans).enumerate() {
            let set = plan.set.filter(|set| sets.0[*set].roles.first() == Some(&line.role));
            if let Some(set) = set {
                said.entry((set, &*line.level, &line.subject)).or_default().push(at);
            }
        }
        Rewriter { lines, sets, plans, said }
    }

    /// Level files of roles: what is inherited in its order needn't be said, what stands between
    /// other lines is named.
    pub(super) fn levels(&self, files: &mut BTreeMap<String, String>) {
        for page in &self.lines.pages {
            let Some(text) = files.get(&*page.path) else { continue };
            let new = self.level(page, text);
            match new.trim().is_empty() {
                true => drop(files.remove(&*page.path)),
                false => drop(files.insert(page.path.to_string(), new)),
            }
        }
    }

    fn level(&self, page: &Page, text: &str) -> String {
        let mut edits = Edits::new();
        let sections = &page.parsed.sections;
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        for heading in &page.headings {
            let silent = self.silent(page, heading);
            for (n, at) in heading.lines.clone().enumerate() {
                let (line, plan) = (&self.lines.all[at], self.plans[at]);
                if n < silent {
                    edits.push((line.range.clone(), String::new()));
                } else if plan.set.is_some() || plan.is_named {
                    edits.push((line.range.clone(), again(line)));
                }
            }
            let section = &sections[heading.section];
            let is_all = silent > 0 && silent == section.bullets.len();
            if is_all && heading.is_usual && says_nothing_else(section) {
                gone.insert(heading.section);
            }
        }
        gone.extend(emptied_pillars(sections, &gone));
        edits.extend(gone.into_iter().map(|at| (sections[at].span.range(), String::new())));
        edited(text, edits)
    }

    /// How many lines there are afterwards that have words, of roles and of new sets.
    pub(super) fn lines_with_words(&self) -> usize {
        let own = self.plans.iter().filter(|plan| plan.set.is_none() && !plan.is_named).count();
        let of_sets = self.said.values().flatten().filter(|at| !self.plans[**at].is_named);
        own + of_sets.count()
    }

    /// Files in which words of a level file stand afterwards, by that file.
    pub(super) fn moved(&self) -> BTreeMap<&'l str, BTreeSet<String>> {
        let mut moved: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (at, (line, plan)) in self.lines.all.iter().zip(self.plans).enumerate() {
            if plan.set.is_some() || plan.is_named {
                moved.entry(&line.path).or_default().insert(self.home(at));
            }
        }
        moved
    }

    /// The file with the words of a line.
    fn home(&self, at: usize) -> String {
        let (line, plan) = (&self.lines.all[at], self.plans[at]);
        match (&line.below, plan.set) {
            (Some(Below::Line(lower)), _) if plan.is_named => self.home(*lower),
            (Some(Below::Set(path)), _) if plan.is_named => path.to_string(),
            (_, Some(set)) => self.sets.0[set].path(&line.level),
            (_, None) => line.path.to_string(),
        }
    }

    /// How many of the first lines below a heading are inherited in this very order.
    fn silent(&self, page: &Page, heading: &Heading) -> usize {
        let mut inherited = self.sets.of_role(page.role).flat_map(|(place, _)| {
            self.said.get(&(place, &*page.level, &heading.subject)).into_iter().flatten()
        });
        let mut is_next = |at: &usize| {
            let id = &self.lines.all[*at].id;
            self.plans[*at].set.is_some() && inherited.any(|other| self.lines.all[*other].id == *id)
        };
        heading.lines.clone().take_while(|at| is_next(at)).count()
    }

    /// Files of roles, which include the new sets after those that they have.
    pub(super) fn roles(
        &self,
        documents: &Documents,
        framework: &Framework,
        files: &mut BTreeMap<String, String>,
    ) {
        for (at, role) in framework.roles.iter().enumerate() {
            let ids: Vec<String> =
                self.sets.of_role(at).map(|(_, set)| format!("\"{}\"", set.id)).collect();
            let document = documents.roles.get(role.id.as_str()).and_then(|one| one.role.as_ref());
            let Some(document) = document.filter(|_| !ids.is_empty()) else { continue };
            let (place, new) = match document.value.include.last() {
                Some(last) => (last.span().end, format!(", {}", ids.join(", "))),
                None => {
                    let line = format!("\ninclude = [{}]", ids.join(", "));
                    (document.value.levels.span().end, line)
                }
            };
            if let Some(text) = files.get_mut(&format!("content/roles/{}/role.toml", role.id)) {
                text.insert_str(place, &new);
            }
        }
    }

    /// Files of the new sets.
    pub(super) fn sets(&self, framework: &Framework, files: &mut BTreeMap<String, String>) {
        for (place, set) in self.sets.0.iter().enumerate() {
            let titles: Vec<&str> =
                set.roles.iter().map(|at| &*framework.roles[*at].title).collect();
            // Without a title, since pages needn't tell how their lines are kept.
            let head =
                format!("# What these roles say in the same words: {}.\n", titles.join(", "));
            let path = format!("{}/shared.toml", set.folder());
            let schema = schema_line(&path).unwrap_or_default();
            files.insert(path, schema + &head);
            let first = set.roles.first().copied();
            for page in self.lines.pages.iter().filter(|page| Some(page.role) == first) {
                if let Some(text) = self.set_level(place, set, &page.level, framework) {
                    files.insert(set.path(&page.level), text);
                }
            }
        }
    }

    /// What a set says at a level, if it says anything: list attributes, then competencies pillar by pillar.
    fn set_level(
        &self,
        place: usize,
        set: &Set,
        level: &str,
        framework: &Framework,
    ) -> Option<String> {
        let (mut out, mut above) = (String::new(), None);
        let mut write = |subject: &Subject, own: Vec<String>| {
            let Some(own_lines) = self.said.get(&(place, level, subject)) else { return };
            let text = |at: &usize| match self.plans[*at].is_named {
                true => again(&self.lines.all[*at]),
                false => self.lines.all[*at].text.clone(),
            };
            let lines: String = own_lines.iter().map(text).collect();
            let [pillar @ .., heading] = &own[..] else { return };
            if above.as_ref() != pillar.first() {
                above = pillar.first().cloned();
                pillar.iter().for_each(|pillar| out += &format!("{pillar}\n\n"));
            }
            let end = if lines.ends_with('\n') { "" } else { "\n" };
            out += &format!("{heading}\n\n{lines}{end}\n");
        };
        for one in &framework.attributes {
            let subject = Subject::Attribute(one.id.to_string());
            write(&subject, self.headings(set, &subject, &one.label));
        }
        for one in &framework.competencies {
            let subject = Subject::Competency(one.id.to_string());
            write(&subject, self.headings(set, &subject, &one.name));
        }
        let out = out.trim_end();
        (!out.is_empty()).then(|| format!("{out}\n"))
    }

    /// The heading of a subject, and that of the pillar before it, as one of the roles has them.
    fn headings(&self, set: &Set, subject: &Subject, name: &str) -> Vec<String> {
        let pages = self.lines.pages.iter().filter(|page| set.roles.contains(&page.role));
        let mut places = pages.flat_map(|page| page.headings.iter().map(move |one| (page, one)));
        let is_it = |(_, one): &(&Page, &Heading)| one.is_usual && one.subject == *subject;
        let Some((page, heading)) = places.find(is_it) else {
            return vec![format!("## {}", prose::heading(&text(name), ""))];
        };
        let sections = &page.parsed.sections[..=heading.section];
        let own = &sections[heading.section];
        let above = sections.iter().rev().find(|one| one.depth < own.depth);
        above.into_iter().chain([own]).map(|one| bare(one, page)).collect()
    }
}

/// A heading's line without its marks.
fn bare(section: &Section, page: &Page) -> String {
    let line = &page.parsed.source[section.span.range()];
    let marks = line.rfind('{').filter(|_| !section.marks.is_empty());
    line[..marks.unwrap_or(line.len())].trim_end().to_owned()
}

/// A bullet that says a line again.
fn again(line: &Line) -> String {
    format!("- {{#{}}}\n", line.id)
}

/// Whether a section is nothing but its heading and bullets.
fn says_nothing_else(section: &Section) -> bool {
    section.prose.is_none() && section.examples.is_empty() && section.marks.is_empty()
}

/// Headings of pillars that had headings below them, and have none left.
fn emptied_pillars(sections: &[Section], gone: &BTreeSet<usize>) -> Vec<usize> {
    let is_empty = |at: &usize| {
        let below = (at + 1..sections.len()).take_while(|next| sections[*next].depth > 2);
        let mut below = below.peekable();
        let section = &sections[*at];
        section.depth == 2
            && section.bullets.is_empty()
            && says_nothing_else(section)
            && below.peek().is_some()
            && below.all(|next| gone.contains(&next))
    };
    (0..sections.len()).filter(is_empty).collect()
}

/// A text with edits, without the empty lines that they leave.
fn edited(text: &str, mut edits: Edits) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let (mut last, mut leaves_gap) = (0, false);
    for (range, new) in edits.into_iter().chain([(text.len()..text.len(), String::new())]) {
        let kept = &text[last..range.start];
        let is_after_gap = leaves_gap && (out.is_empty() || out.ends_with("\n\n"));
        out.push_str(if is_after_gap { kept.trim_start_matches('\n') } else { kept });
        out.push_str(&new);
        leaves_gap = new.is_empty();
        last = range.end;
    }
    out
}
