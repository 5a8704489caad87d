//! Sections 8 to 11: what somebody in the role can do, and with what.

use super::columns::columns;
use super::outline::{Entry, Group, Section};
use super::reader::{Reader, title};
use super::words::{self, bracket, label, parts, remark};
use crate::import::document::{Inline, Text, plain};
use crate::import::foreign::Piece;
use crate::parse::{
    Adoption, EnvironmentTable, Importance, SkillTable, SkillTier, SoftSkillTable,
    Text as Markdown, ToolTable,
};

/// What a labelled line says of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    Description,
    Use,
    Importance,
    Why,
    ShowsAs,
    Strong,
}

fn aspect(entry: &Entry) -> Option<Aspect> {
    let said = label(&entry.text)?.said.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|word| said.contains(word));
    match () {
        () if has(&["importance", "priority"]) => Some(Aspect::Importance),
        () if has(&["why", "matters", "rationale"]) => Some(Aspect::Why),
        () if has(&["show", "looks like", "in practice"]) => Some(Aspect::ShowsAs),
        () if has(&["strong", "excellent", "great", "high performance"]) => Some(Aspect::Strong),
        () if said == "use" || has(&["typical use", "used for", "application"]) => {
            Some(Aspect::Use)
        }
        () if has(&["description", "what it is", "definition"]) => Some(Aspect::Description),
        () => None,
    }
}

/// Entries that say something of the one before them, below it: some lists have all beside each other.
fn grouped(entries: &[Entry]) -> Vec<Entry> {
    let is_marked = |entry: &Entry| {
        bracket(&plain(&entry.text)).is_some_and(|(_, said)| words::importance(said).is_some())
    };
    let are_marked = entries.iter().any(is_marked);
    let are_told = entries.iter().any(|entry| aspect(entry).is_some());
    let is_told =
        |entry: &Entry| are_told && label(&entry.text).is_some_and(|label| !label.rest.is_empty());
    let mut out: Vec<Entry> = Vec::new();
    for entry in entries {
        let is_loose = are_marked && !is_marked(entry) && entry.below.is_empty();
        match out.last_mut() {
            Some(before) if aspect(entry).is_some() || is_told(entry) || is_loose => {
                before.below.push(entry.clone());
            }
            _ => out.push(entry.clone()),
        }
    }
    out
}

impl Reader<'_> {
    pub(super) fn skills(&mut self, section: &Section) {
        for group in &section.groups {
            let Some(tier) = words::skill_tier(&group.heading) else {
                self.keep(section, group);
                continue;
            };
            self.head(group, tier.word());
            self.keep_tables(section, group);
            for entry in grouped(&group.entries) {
                let skill = self.skill(tier, &entry);
                self.description.blueprint.skill.push(skill);
            }
        }
    }

    fn skill(&mut self, tier: SkillTier, entry: &Entry) -> SkillTable {
        let said = plain(&entry.text);
        let mut importance: Option<(Importance, String)> = None;
        let mut descriptions: Vec<Markdown> = Vec::new();
        let mut name = said.clone();
        let marked = bracket(&said).filter(|(before, _)| !before.is_empty());
        if let Some((before, inner)) = marked
            && let Some((found, length)) = words::importance(inner)
        {
            let note = remark(&inner[length..]);
            let mut pieces = vec![
                Piece::Text(before.to_owned()),
                Piece::Word { said: inner[..length].to_owned(), word: found.word() },
            ];
            pieces.extend(Some(note.clone()).filter(|note| !note.is_empty()).map(Piece::Text));
            self.source.told(&said, pieces, "a skill and how much it matters");
            name = before.to_owned();
            importance = Some((found, note));
        } else if let [Inline::Strong(_), Inline::Plain(rest)] = &entry.text[..]
            && rest.trim_start().starts_with('(')
            && let Some((before, inner)) = marked
        {
            self.source.pieces(&said, &[before, inner], "a skill and what it is");
            descriptions.push(self.words(inner));
            name = before.to_owned();
        }
        let mut usage = None;
        for one in entry.more.iter().map(|text| Entry { text: text.clone(), ..Entry::default() }) {
            descriptions.push(self.whole(&one));
        }
        for one in &entry.below {
            match (aspect(one), label(&one.text)) {
                (Some(Aspect::Use), Some(label)) if usage.is_none() => {
                    usage = self.labelled(one, &label, "use");
                }
                (Some(Aspect::Description), Some(label)) => {
                    descriptions.extend(self.labelled(one, &label, "description"));
                }
                (Some(Aspect::Importance), Some(label)) if importance.is_none() => {
                    importance = self.importance(one, &label);
                    if importance.is_none() {
                        descriptions.push(self.whole(one));
                    }
                }
                _ => descriptions.push(self.whole(one)),
            }
        }
        let (importance, note) = importance.unwrap_or_else(|| {
            self.guesses.push(format!("`{name}` is `important`"));
            (Importance::Important, String::new())
        });
        SkillTable {
            name,
            tier,
            importance,
            importance_note: Some(note).filter(|note| !note.is_empty()),
            description: joined(descriptions),
            usage,
            competency: None,
        }
    }

    /// `Importance: Critical (in storms)` as a word and a remark.
    fn importance(&mut self, entry: &Entry, label: &words::Label) -> Option<(Importance, String)> {
        let said = plain(&label.rest);
        let (found, length) = words::importance(&said)?;
        if !entry.more.is_empty() || !entry.below.is_empty() {
            return None;
        }
        let note = remark(&said[length..]);
        let mut pieces = vec![
            Piece::Key { said: label.said.clone(), key: "importance" },
            Piece::Word { said: said[..length].to_owned(), word: found.word() },
        ];
        pieces.extend(Some(note.clone()).filter(|note| !note.is_empty()).map(Piece::Text));
        self.source.told(&plain(&entry.text), pieces, "how much a skill matters");
        Some((found, note))
    }

    pub(super) fn soft_skills(&mut self, section: &Section) {
        for group in &section.groups {
            let (items, others): (Vec<_>, Vec<_>) =
                grouped(&group.entries).into_iter().partition(|entry| {
                    entry.is_item || entry.below.iter().any(|one| aspect(one).is_some())
                });
            self.keep_entries(section, &others);
            self.keep_tables(section, group);
            if !group.heading.is_empty() {
                self.source.leave_out(&group.heading, "soft skills have no groups");
            }
            for entry in items {
                let mut skill = SoftSkillTable {
                    name: plain(&entry.text),
                    why: None,
                    shows_as: None,
                    strong: None,
                };
                let mut others = Vec::new();
                for one in &entry.below {
                    let label = label(&one.text);
                    match (aspect(one), label) {
                        (Some(Aspect::Why), Some(label)) if skill.why.is_none() => {
                            skill.why = self.labelled(one, &label, "why");
                        }
                        (Some(Aspect::ShowsAs), Some(label)) if skill.shows_as.is_none() => {
                            skill.shows_as = self.labelled(one, &label, "shows-as");
                        }
                        (Some(Aspect::Strong), Some(label)) if skill.strong.is_none() => {
                            skill.strong = self.labelled(one, &label, "strong");
                        }
                        _ => others.push(self.whole(one)),
                    }
                }
                let more = entry.more.iter().map(|text| self.line(text)).collect::<Vec<_>>();
                let parts = skill.why.take().into_iter().chain(more).chain(others).collect();
                skill.why = joined(parts);
                self.description.blueprint.soft_skill.push(skill);
            }
        }
    }

    pub(super) fn tools(&mut self, section: &Section) {
        for group in &section.groups {
            let has_heading = !group.heading.is_empty() && !group.tables.is_empty();
            if has_heading {
                self.source.leave_out(&group.heading, "the heading of the table of tools");
            }
            let heading = if has_heading { String::new() } else { group.heading.clone() };
            let entries = group.entries.clone();
            self.keep(section, &Group { heading, entries, ..Group::default() });
            for (head, rows) in &group.tables {
                let columns = columns(head, rows, TOOL_COLUMNS);
                self.leave_head(section, head);
                for row in rows {
                    let cell = |at: usize| columns.cell(row, at);
                    if cell(0).is_empty() || cell(1).is_empty() {
                        self.keep_row(section, row);
                        continue;
                    }
                    let (adoption, note) = self.adoption(cell(3), &plain(cell(1)));
                    let usage = (!cell(2).is_empty()).then(|| self.line(cell(2)));
                    let names = self.names(cell(1));
                    let category = plain(cell(0));
                    let tool = ToolTable { category, names, usage, adoption, note };
                    self.description.blueprint.tool.push(tool);
                    self.keep_row(section, &columns.others(head, row));
                }
            }
        }
    }

    /// `A / B / C` as three.
    fn names(&mut self, cell: &Text) -> Vec<String> {
        let Some(said) = self.one_line(cell) else { return vec![plain(cell)] };
        let names = parts(&said, " / ");
        if names.len() > 1 {
            self.source.pieces(&said, &names, "a list in one cell taken apart");
        }
        names.into_iter().map(str::to_owned).collect()
    }

    fn adoption(&mut self, cell: &Text, tool: &str) -> (Adoption, Option<Markdown>) {
        let said = self.one_line(cell).unwrap_or_default();
        let Some((found, length)) = words::tool_adoption(&said) else {
            self.guesses.push(format!("`{tool}` is `common`"));
            return (Adoption::Common, (!cell.is_empty()).then(|| self.line(cell)));
        };
        let note = remark(&said[length..]);
        let mut pieces = vec![Piece::Word { said: said[..length].to_owned(), word: found.word() }];
        pieces.extend(Some(note.clone()).filter(|note| !note.is_empty()).map(Piece::Text));
        self.source.told(&said, pieces, "how widely a tool is found");
        (found, (!note.is_empty()).then(|| self.words(&note)))
    }

    pub(super) fn environment(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            if group.entries.is_empty() {
                self.head_key(group, "environment");
                continue;
            }
            let area = match group.heading.is_empty() {
                true => title(&section.heading),
                false => group.heading.as_str(),
            };
            let (items, prose): (Vec<_>, Vec<_>) =
                group.entries.iter().cloned().partition(|entry| entry.is_item);
            let prose: Vec<Markdown> = self.all(&prose);
            let table = EnvironmentTable {
                area: area.to_owned(),
                text: joined(prose),
                items: self.all(&items),
            };
            self.description.blueprint.environment.push(table);
        }
    }
}

/// Texts as paragraphs of one.
pub(super) fn joined(parts: Vec<Markdown>) -> Option<Markdown> {
    let parts: Vec<String> = parts.into_iter().map(|one| one.into_inner()).collect();
    let parts: Vec<String> = parts.into_iter().filter(|one| !one.is_empty()).collect();
    (!parts.is_empty()).then(|| crate::import::description::spanned(parts.join("\n\n")))
}

/// The columns of a table of tools, by words at their heads.
const TOOL_COLUMNS: &[&[&str]] = &[
    &["category", "area", "type"],
    &["tool", "platform", "software", "name"],
    &["use", "purpose", "what for"],
    &["adoption", "common", "importance"],
];
