//! Sections 1 to 7: what the role is for, what it does and delivers, and how one sees that it works.

use super::columns::{Columns, columns};
use super::outline::{Entry, Section};
use super::reader::{Reader, stacked, title};
use super::words::{self, bracket, is_condition, label, parts};
use crate::import::description::spanned;
use crate::import::document::{Text, plain, text};
use crate::import::foreign::Piece;
use crate::import::prose;
use crate::parse::{
    ActivityTable, DeliverableTable, GoalTable, KpiTable, ResponsibilityTable, Text as Markdown,
};

impl Reader<'_> {
    pub(super) fn summary(&mut self, section: &Section) {
        let mut kept = Vec::new();
        for group in &section.groups {
            if !group.heading.is_empty() {
                self.keep(section, group);
                continue;
            }
            let others = group.entries.iter().filter(|entry| !self.fact(entry));
            kept.extend(others.cloned().collect::<Vec<_>>());
            self.keep_tables(section, group);
        }
        if !kept.is_empty() {
            let markdown = prose::blocks(&stacked(&kept), &self.file);
            self.description.blueprint.summary = Some(spanned(markdown));
        }
    }

    /// A fact of the role, by its label.
    fn fact(&mut self, entry: &Entry) -> bool {
        let Some(label) = label(&entry.text) else { return false };
        let said = label.said.to_lowercase();
        let has = |all: &[&str]| all.iter().any(|word| said.contains(word));
        let facts = &self.description.blueprint.facts;
        if has(&["horizon"]) && facts.horizon.is_none() {
            self.description.blueprint.facts.horizon = self.labelled(entry, &label, "horizon");
        } else if has(&["report"]) && facts.reports_to.is_none() {
            self.description.blueprint.facts.reports_to =
                self.labelled(entry, &label, "reports-to");
        } else if has(&["interface", "interaction", "works with", "partner"])
            && entry.more.is_empty()
            && facts.interfaces.is_empty()
        {
            let rest = plain(&label.rest);
            let mut pieces = vec![Piece::Key { said: label.said.clone(), key: "interfaces" }];
            let mut interfaces = Vec::new();
            for part in parts(rest.trim_end_matches('.'), ",") {
                let bare = part.strip_prefix("and ").unwrap_or(part);
                if bare.len() < part.len() {
                    pieces.push(Piece::Key { said: "and".to_owned(), key: "interfaces" });
                }
                pieces.push(Piece::Text(bare.to_owned()));
                interfaces.push(self.words(bare));
            }
            interfaces.extend(self.all(&entry.below));
            if interfaces.is_empty() {
                return false;
            }
            self.source.told(&plain(&entry.text), pieces, "a list in one line taken apart");
            self.description.blueprint.facts.interfaces = interfaces;
        } else {
            return false;
        }
        true
    }

    pub(super) fn mission(&mut self, section: &Section) {
        let mut kept = Vec::new();
        for group in &section.groups {
            if !group.heading.is_empty() {
                // The same under headings.
                match mission_key(&group.heading) {
                    Some("outcomes") => {
                        self.head_key(group, "outcomes");
                        let outcomes = self.all(&group.entries);
                        self.description.blueprint.mission.outcomes.extend(outcomes);
                        self.keep_tables(section, group);
                    }
                    _ => self.keep(section, group),
                }
                continue;
            }
            for entry in &group.entries {
                if !self.part_of_mission(entry) {
                    kept.push(entry.clone());
                }
            }
            self.keep_tables(section, group);
        }
        let mission = &mut self.description.blueprint.mission;
        if mission.core.is_none() && !kept.is_empty() {
            let first = kept.remove(0);
            self.description.blueprint.mission.core = Some(self.whole(&first));
        }
        self.keep_entries(section, &kept);
    }

    fn part_of_mission(&mut self, entry: &Entry) -> bool {
        let Some(label) = label(&entry.text) else { return false };
        let mission = &self.description.blueprint.mission;
        match mission_key(&label.said) {
            Some("outcomes") if label.rest.is_empty() && entry.more.is_empty() => {
                let outcomes = self.all(&entry.below);
                if self.labelled(entry, &label, "outcomes").is_some() {
                    self.description.blueprint.mission.outcomes.extend(outcomes);
                }
            }
            Some("importance") if mission.importance.is_none() => {
                self.description.blueprint.mission.importance =
                    self.labelled(entry, &label, "importance");
            }
            Some("core") if mission.core.is_none() => {
                self.description.blueprint.mission.core = self.labelled(entry, &label, "core");
            }
            _ => return false,
        }
        true
    }

    pub(super) fn responsibilities(&mut self, section: &Section) {
        for group in &section.groups {
            let Some(kind) = words::responsibility_group(&group.heading) else {
                self.keep(section, group);
                continue;
            };
            self.head(group, kind.word());
            self.keep_tables(section, group);
            for entry in &group.entries {
                let (title, text, condition) = self.duty(entry);
                self.description.blueprint.responsibility.push(ResponsibilityTable {
                    group: kind,
                    title,
                    text,
                    condition,
                });
            }
        }
    }

    /// A title in a line of its own, or a sentence; with the condition in brackets at its end.
    fn duty(&mut self, entry: &Entry) -> (Option<String>, Markdown, Option<Markdown>) {
        let said = plain(&entry.text);
        let cut = bracket(said.trim_end_matches('.'))
            .filter(|(before, remark)| !before.is_empty() && is_condition(remark))
            .filter(|(_, remark)| remark.split_whitespace().count() <= 4);
        let condition = cut.map(|(_, remark)| self.words(remark));
        let first = match cut {
            Some((before, remark)) => {
                let end = if said.ends_with('.') { "." } else { "" };
                let first = format!("{before}{end}");
                let how = "what is said, and when it holds";
                self.source.pieces(&said, &[&first, remark], how);
                text(first)
            }
            None => entry.text.clone(),
        };
        match entry.more.split_first() {
            Some((second, more)) => {
                let below = Entry { more: more.to_vec(), ..entry.clone() };
                (Some(plain(&first)), self.instead(second.clone(), &below), condition)
            }
            None => (None, self.instead(first, entry), condition),
        }
    }

    pub(super) fn activities(&mut self, section: &Section) {
        for group in &section.groups {
            let Some(cadence) = words::cadence(&group.heading) else {
                self.keep(section, group);
                continue;
            };
            self.head(group, cadence.word());
            self.keep_tables(section, group);
            for entry in &group.entries {
                let (text, items) = self.parted(entry);
                self.description.blueprint.activity.push(ActivityTable { cadence, text, items });
            }
        }
    }

    /// An entry, and each entry below it.
    fn parted(&self, entry: &Entry) -> (Markdown, Vec<Markdown>) {
        let own = Entry { below: Vec::new(), ..entry.clone() };
        (self.whole(&own), self.all(&entry.below))
    }

    pub(super) fn deliverables(&mut self, section: &Section) {
        for group in &section.groups {
            let mut heading = group.heading.clone();
            let mut kept = Vec::new();
            for entry in &group.entries {
                if opens_group(entry) {
                    let said = plain(&entry.text);
                    heading = said.trim_end_matches(':').trim().to_owned();
                    self.source.pieces(&said, &[&heading], "the name of a group");
                    entry.below.iter().for_each(|one| self.deliverable(&heading, one));
                } else if entry.is_item && !heading.is_empty() {
                    self.deliverable(&heading, entry);
                } else if entry.is_item {
                    self.deliverable(title(&section.heading), entry);
                } else {
                    kept.push(entry.clone());
                }
            }
            let mut own = group.entries.iter().take_while(|entry| !opens_group(entry));
            if !own.any(|entry| entry.is_item) && !group.heading.is_empty() {
                self.source.leave_out(&group.heading, "no deliverable stands right below it");
            }
            self.keep_entries(section, &kept);
            self.keep_tables(section, group);
        }
    }

    fn deliverable(&mut self, group: &str, entry: &Entry) {
        let (text, items) = self.parted(entry);
        let group = group.to_owned();
        self.description.blueprint.deliverable.push(DeliverableTable { group, text, items });
    }

    pub(super) fn goals(&mut self, section: &Section) {
        for group in &section.groups {
            let heading = group.heading.to_lowercase();
            if heading.contains("high performance") || heading.contains("great looks") {
                self.head_key(group, "high-performance");
                let all = self.all(&group.entries);
                self.description.blueprint.high_performance.extend(all);
            } else if heading.contains("success")
                && !group.entries.is_empty()
                && self.description.blueprint.success.is_none()
            {
                self.head_key(group, "success");
                let success = spanned(prose::blocks(&stacked(&group.entries), &self.file));
                self.description.blueprint.success = Some(success);
            } else if let (Some(horizon), false) = (horizon(&heading), group.entries.is_empty()) {
                let (items, prose): (Vec<_>, Vec<_>) =
                    group.entries.iter().cloned().partition(|entry| entry.is_item);
                let text = prose::blocks(&stacked(&prose), &self.file);
                let items = self.all(&items);
                self.description.blueprint.goal.push(GoalTable {
                    horizon: spanned(horizon),
                    label: group.heading.clone(),
                    text: (!text.is_empty()).then(|| spanned(text)),
                    items,
                });
            } else {
                self.keep(section, group);
                continue;
            }
            self.keep_tables(section, group);
        }
    }

    pub(super) fn kpis(&mut self, section: &Section) {
        let mut intro = Vec::new();
        for group in &section.groups {
            if !group.heading.is_empty() {
                self.source.leave_out(&group.heading, "the heading of the table of measures");
            }
            for entry in &group.entries {
                let notes = label(&entry.text).filter(|label| label.rest.is_empty());
                match notes.filter(|_| entry.more.is_empty() && !entry.below.is_empty()) {
                    Some(label) => {
                        let notes = self.all(&entry.below);
                        self.labelled(entry, &label, "kpi-notes");
                        self.description.blueprint.kpi_notes.extend(notes);
                    }
                    None if entry.is_item => {
                        let note = self.whole(entry);
                        self.description.blueprint.kpi_notes.push(note);
                    }
                    None => intro.push(entry.clone()),
                }
            }
            for (head, rows) in &group.tables {
                let columns = columns(head, rows, KPI_COLUMNS);
                self.leave_head(section, head);
                for row in rows {
                    self.kpi(section, head, &columns, row);
                }
            }
        }
        let intro = prose::blocks(&stacked(&intro), &self.file);
        self.description.blueprint.kpi_intro = (!intro.is_empty()).then(|| spanned(intro));
    }

    fn kpi(&mut self, section: &Section, head: &[Text], columns: &Columns, row: &[Text]) {
        let line = self.one_line(columns.cell(row, 0));
        let is_line = line.is_some();
        let name = line.unwrap_or_else(|| plain(columns.cell(row, 0)));
        if name.is_empty() {
            self.keep_row(section, row);
            return;
        }
        let condition = bracket(&name).filter(|_| is_line);
        let condition =
            condition.filter(|(before, remark)| !before.is_empty() && is_condition(remark));
        if let Some((before, remark)) = condition {
            self.source.pieces(&name, &[before, remark], "a name, and when it holds");
        }
        let cell = |reader: &Self, at: usize| {
            let text = columns.cell(row, at);
            (!text.is_empty()).then(|| reader.line(text))
        };
        let kpi = KpiTable {
            types: self.listed(columns.cell(row, 1)),
            measures: cell(self, 2),
            why: cell(self, 3),
            target: cell(self, 4),
            frequency: self.listed(columns.cell(row, 5)),
            condition: condition.map(|(_, remark)| self.words(remark)),
            name: condition.map_or(name.clone(), |(before, _)| before.to_owned()),
        };
        self.description.blueprint.kpi.push(kpi);
        self.keep_row(section, &columns.others(head, row));
    }

    /// `Weekly/Monthly` as the two.
    fn listed(&mut self, cell: &Text) -> Vec<String> {
        let Some(said) = self.one_line(cell) else {
            return Some(plain(cell)).filter(|said| !said.is_empty()).into_iter().collect();
        };
        let all: Vec<&str> = parts(&said, "/");
        if all.len() > 1 {
            self.source.pieces(&said, &all, "a list in one cell taken apart");
        }
        all.into_iter().map(str::to_owned).collect()
    }

    /// The head of a table: the format has names for its columns. What is no name is kept.
    pub(super) fn leave_head(&mut self, section: &Section, head: &[Text]) {
        for cell in head.iter().filter(|cell| !cell.is_empty()) {
            let said = self.one_line(cell);
            match said.is_some_and(|said| said.split_whitespace().count() <= COLUMN_WORDS) {
                true => self.leave_cell(cell, "the name of a column"),
                false => self.keep_row(section, std::slice::from_ref(cell)),
            }
        }
    }

    pub(super) fn leave_cell(&mut self, cell: &Text, why: &str) {
        for line in super::lines::cut(cell) {
            self.source.leave_out(&plain(&line.text), why);
        }
    }

    /// Cells of a row for which the format has no key.
    pub(super) fn keep_row(&mut self, section: &Section, row: &[Text]) {
        let cells = row.iter().filter(|cell| !cell.is_empty()).cloned();
        let entries: Vec<Entry> =
            cells.map(|text| Entry { text, is_item: true, ..Entry::default() }).collect();
        self.keep_entries(section, &entries);
    }
}

/// Whether an entry is the name of a group of deliverables, which stand below it.
fn opens_group(entry: &Entry) -> bool {
    !entry.is_item && !entry.below.is_empty() && entry.more.is_empty()
}

fn mission_key(said: &str) -> Option<&'static str> {
    let said = said.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|word| said.contains(word));
    match () {
        () if has(&["outcome", "result"]) => Some("outcomes"),
        () if has(&["importance", "why", "matters"]) => Some("importance"),
        () if has(&["mission", "purpose"]) => Some("core"),
        () => None,
    }
}

/// `30-day goals` as `30d`.
fn horizon(heading: &str) -> Option<String> {
    if heading.contains("long-term") || heading.contains("long term") {
        return Some("long-term".to_owned());
    }
    let start = heading.find(|letter: char| letter.is_ascii_digit())?;
    let span = words::span(&heading[start..])?;
    let number = span.max.unwrap_or(span.min);
    let unit = heading[start + span.length..].trim_start_matches([' ', '-', '–']);
    Some(match unit {
        unit if unit.starts_with("day") => format!("{number}d"),
        unit if unit.starts_with("week") => format!("{}d", number.checked_mul(7)?),
        unit if unit.starts_with("month") => format!("{number}m"),
        unit if unit.starts_with("year") => format!("{number}y"),
        _ => return None,
    })
}

/// Longest name of a column.
const COLUMN_WORDS: usize = 10;

/// The columns of a table of measures, by words at their heads.
const KPI_COLUMNS: &[&[&str]] = &[
    &["metric", "kpi", "name", "indicator"],
    &["type", "kind"],
    &["measures", "definition", "description"],
    &["why", "matters", "rationale"],
    &["target", "benchmark", "goal"],
    &["frequency", "cadence", "how often"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn horizons_have_a_number_and_a_unit() {
        for (heading, expected) in [
            ("30-day goals (settling in)", Some("30d")),
            ("first 6 months", Some("6m")),
            ("6–12 month objectives", Some("12m")),
            ("long-term impact (18–36 months)", Some("long-term")),
            ("2 weeks", Some("14d")),
            ("soon", None),
            ("3 wishes", None),
        ] {
            assert_eq!(horizon(heading).as_deref(), expected, "{heading}");
        }
    }
}
