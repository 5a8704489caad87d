//! A role: all its levels at a glance, then what each expects.

use super::page::{Page, escaped, fragment, in_a_line, item};
use super::{Export, README};
use crate::derive::{self, attribute_text};
use crate::model::{
    AttributeValue, Cell, CellState, Competency, Expectation, Level, Role, Status, Value,
};
use crate::render::relative;

pub(super) fn path(role: &Role) -> String {
    format!("roles/{}.md", role.id)
}

pub(super) fn page(export: &Export<'_>, role: &Role) -> String {
    let page = RolePage { export, role, path: path(role) };
    let mut out = Page::new(&role.title);
    let home = relative(&page.path, README);
    let title = escaped(export.site.title());
    let (family, track) = (escaped(&role.family.name), escaped(&role.track.name));
    out.block(&format!("[{title}]({home}) · {family} · {track}"));
    let status = match role.status {
        Status::Current => String::new(),
        Status::Draft => export.word("status.draft_role"),
        Status::Legacy => export.word("status.legacy_role"),
    };
    if !status.is_empty() {
        out.block(&format!("> {status}"));
    }
    if let Some(summary) = &role.summary {
        out.prose(&export.text(summary, &page.path));
    }
    out.block(&page.matrix());
    for level in &role.levels {
        page.level(level, &mut out);
    }
    out.finish()
}

struct RolePage<'s> {
    export: &'s Export<'s>,
    role: &'s Role,
    path: String,
}

impl RolePage<'_> {
    /// Competencies by levels: how many lines each cell has, and the link to them.
    fn matrix(&self) -> String {
        let matrix = derive::matrix(self.role);
        let levels = matrix.levels.iter();
        let head = levels.map(|level| link(&escaped(&level.name), level.id.as_str()));
        let head = head.collect::<Vec<_>>().join(" | ");
        let first = self.export.word("role.competency");
        let mut lines = vec![format!("| {first} | {head} |")];
        lines.push(format!("| --- |{}", " --- |".repeat(matrix.levels.len())));
        for group in &matrix.groups {
            if let Some(pillar) = group.pillar {
                let cells = " |".repeat(matrix.levels.len());
                lines.push(format!("| **{}** |{cells}", escaped(&pillar.name)));
            }
            for row in &group.rows {
                let cells = matrix.levels.iter().zip(&row.cells);
                let cells = cells.map(|(level, cell)| self.overview(level, row.competency, cell));
                let cells = cells.collect::<Vec<_>>().join(" | ");
                lines.push(format!("| {} | {cells} |", escaped(&row.competency.name)));
            }
        }
        lines.join("\n")
    }

    fn overview(&self, level: &Level, competency: &Competency, cell: &Cell) -> String {
        if !is_said(cell) {
            return String::new();
        }
        let words = match (cell.state, &cell.proficiency) {
            (CellState::NotExpected, _) => "–".to_owned(),
            (_, Some(point)) => format!("{} ({})", escaped(&point.name), cell.expectations.len()),
            (_, None) => cell.expectations.len().to_string(),
        };
        link(&words, &mark(level, competency))
    }

    fn level(&self, level: &Level, out: &mut Page) {
        let export = self.export;
        let title = format!("{} {}", level.name, level.title);
        out.target(2, &escaped(&title), level.id.as_str());
        if level.status != Status::Current && level.status != self.role.status {
            let is_draft = level.status == Status::Draft;
            let key = if is_draft { "status.draft_level" } else { "status.legacy_level" };
            out.block(&format!("> {}", export.word(key)));
        }
        if let Some(tagline) = &level.tagline {
            out.block(&format!("> {}", in_a_line(&export.text(tagline, &self.path))));
        }
        if let Some(intro) = &level.intro {
            out.prose(&export.text(intro, &self.path));
        }
        let facts = level.attributes.iter().filter_map(|one| {
            let text = match &one.value {
                Value::Text(text) => export.text(text, &self.path),
                value => escaped(attribute_text(&one.attribute, value)?),
            };
            Some(item(&format!("- **{}**: {text}", escaped(&one.attribute.label))))
        });
        out.block(&facts.collect::<Vec<_>>().join("\n"));
        level.attributes.iter().for_each(|one| self.list_attribute(one, out));
        if !level.is_written {
            out.block(&export.word("level.not_written"));
        }
        let mut pillar = None;
        for (competency, cell) in self.role.competencies.iter().zip(&level.cells) {
            if !is_said(cell) {
                continue;
            }
            let own = competency.pillar.as_ref();
            if let Some(own) = own.filter(|own| pillar != Some(&own.id)) {
                pillar = Some(&own.id);
                out.heading(3, &escaped(&own.name));
                let intro = level.pillar_intros.iter().find(|(one, _)| one.id == own.id);
                if let Some((_, intro)) = intro {
                    out.prose(&export.text(intro, &self.path));
                }
            }
            let depth = if own.is_some() { 4 } else { 3 };
            out.target(depth, &escaped(&competency.name), &mark(level, competency));
            self.cell(cell, out);
        }
    }

    fn list_attribute(&self, one: &AttributeValue, out: &mut Page) {
        if let Value::List { intro, expectations } = &one.value {
            out.heading(3, &escaped(&one.attribute.label));
            if let Some(intro) = intro {
                out.prose(&self.export.text(intro, &self.path));
            }
            out.block(&self.behaviours(expectations));
        }
    }

    fn cell(&self, cell: &Cell, out: &mut Page) {
        if cell.state == CellState::NotExpected {
            out.block(&self.export.word("levels.not_expected"));
        }
        if let Some(point) = &cell.proficiency {
            out.block(&format!("**{}**", escaped(&point.name)));
        }
        if let Some(intro) = &cell.intro {
            out.prose(&self.export.text(intro, &self.path));
        }
        out.block(&self.behaviours(&cell.expectations));
        if !cell.examples.is_empty() {
            let examples = cell.examples.iter();
            let examples =
                examples.map(|one| item(&format!("- {}", self.export.text(one, &self.path))));
            out.block(&format!("**{}**", self.export.word("level.examples")));
            out.block(&examples.collect::<Vec<_>>().join("\n"));
        }
    }

    fn behaviours(&self, expectations: &[Expectation]) -> String {
        let lines = expectations.iter().map(|one| {
            let behaviour = &one.behaviour;
            let text = |prose| self.export.text(prose, &self.path);
            let mut lines = vec![format!("- {}", text(&behaviour.text))];
            lines.extend(behaviour.items.iter().map(|one| item(&format!("- {}", text(one)))));
            let example = self.export.word("level.example");
            let examples = behaviour.examples.iter();
            lines.extend(examples.map(|one| item(&format!("- *{example}:* {}", text(one)))));
            item(&lines.join("\n"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Whether a cell has anything to read.
fn is_said(cell: &Cell) -> bool {
    cell.state == CellState::NotExpected
        || !cell.expectations.is_empty()
        || cell.intro.is_some()
        || !cell.examples.is_empty()
        || cell.proficiency.is_some()
}

/// What a link to a competency of a level is known by.
fn mark(level: &Level, competency: &Competency) -> String {
    format!("{}/{}", level.id, competency.id)
}

fn link(words: &str, mark: &str) -> String {
    format!("[{words}]{}", fragment(mark))
}
