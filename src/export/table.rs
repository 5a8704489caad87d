//! The tables that spreadsheets are made of: what `rungs import` reads again.

use crate::derive::matching::plain;
use crate::derive::{self, attribute_text};
use crate::model::{
    Attribute, AttributeValue, Behaviour, Cell, CellState, Framework, Level, Prose, Role, Value,
};

/// A table: cells are plain text, and lines of one cell its entries.
pub(super) struct Table {
    /// What it is of.
    pub(super) name: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Columns at its left that say what a row is of.
    pub(super) fixed: usize,
    /// How wide a column of text should be, in letters.
    pub(super) width: usize,
}

/// What a cell says where nothing is expected, or there is no pillar.
const NOTHING: &str = "–";

/// Every behaviour of every level that expects it, inherited ones too; examples are lines of one
/// cell.
pub(super) fn list(framework: &Framework, only: Option<&Role>) -> Table {
    let head = ["Role", "Level", "Level title", "Pillar", "Competency", "Behaviour", "Examples"];
    let mut rows = Vec::new();
    for role in roles(framework, only) {
        for level in &role.levels {
            for (cell, competency) in level.cells.iter().zip(&role.competencies) {
                let pillar = competency.pillar.as_ref().map(|one| one.name.as_str());
                for one in &cell.expectations {
                    let examples: Vec<String> = one.behaviour.examples.iter().map(line).collect();
                    rows.push(vec![
                        role.title.clone(),
                        level.name.clone(),
                        level.title.clone(),
                        pillar.unwrap_or(no_pillar(framework)).to_owned(),
                        competency.name.clone(),
                        whole(&one.behaviour),
                        examples.join("\n"),
                    ]);
                }
            }
        }
    }
    let head = head.map(str::to_owned).to_vec();
    Table { name: "Behaviours".to_owned(), head, rows, fixed: 0, width: 64 }
}

/// A role as competencies by levels; the entries of a cell are its behaviours.
pub(super) fn matrix(framework: &Framework, role: &Role) -> Table {
    let matrix = derive::matrix(role);
    let has_pillars = matrix.groups.iter().any(|group| group.pillar.is_some());
    let mut head: Vec<String> = has_pillars.then(|| "Pillar".to_owned()).into_iter().collect();
    head.push("Competency".to_owned());
    let fixed = head.len();
    head.extend(matrix.levels.iter().map(|level| level_head(role, level)));
    let mut rows = Vec::new();
    for group in &matrix.groups {
        let pillar = group.pillar.map_or(no_pillar(framework), |pillar| &pillar.name);
        for row in &group.rows {
            let first = has_pillars.then(|| pillar.to_owned());
            let first = first.into_iter().chain([row.competency.name.clone()]);
            rows.push(first.chain(row.cells.iter().map(|cell| entries(cell))).collect());
        }
    }
    Table { name: role.title.clone(), head, rows, fixed, width: 40 }
}

/// Every attribute that a level has; `None` if no level has any.
pub(super) fn attributes(framework: &Framework, only: Option<&Role>) -> Option<Table> {
    let levels =
        || roles(framework, only).flat_map(|role| role.levels.iter().map(move |l| (role, l)));
    let is_used = |one: &Attribute| {
        levels().any(|(_, level)| level.attributes.iter().any(|own| own.attribute.id == one.id))
    };
    let used: Vec<_> = framework.attributes.iter().filter(|one| is_used(one)).collect();
    let mut head = vec!["Role".to_owned(), "Level".to_owned(), "Level title".to_owned()];
    head.extend(used.iter().map(|one| one.label.clone()));
    let row = |(role, level): (&Role, &Level)| {
        let mut row = vec![role.title.clone(), level.name.clone(), level.title.clone()];
        row.extend(used.iter().map(|one| {
            let own = level.attributes.iter().find(|own| own.attribute.id == one.id);
            own.map(value).unwrap_or_default()
        }));
        row
    };
    let rows = levels().map(row).collect();
    (!used.is_empty()).then(|| Table {
        name: "Attributes".to_owned(),
        head,
        rows,
        fixed: 2,
        width: 40,
    })
}

/// A role, or all of them.
pub(super) fn roles<'f>(
    framework: &'f Framework,
    only: Option<&'f Role>,
) -> impl Iterator<Item = &'f Role> {
    let roles = framework.roles.iter().map(|role| &**role);
    roles.filter(move |role| only.is_none_or(|only| only.id == role.id))
}

/// What stands where a pillar would: a cell that says nothing goes on with the one above it.
fn no_pillar(framework: &Framework) -> &'static str {
    if framework.pillars.is_empty() { "" } else { NOTHING }
}

fn level_head(role: &Role, level: &Level) -> String {
    match level.title == role.title {
        true => level.name.clone(),
        false => format!("{}\n{}", level.name, level.title),
    }
}

fn entries(cell: &Cell) -> String {
    if cell.state == CellState::NotExpected {
        return NOTHING.to_owned();
    }
    bullets(cell.expectations.iter().map(|one| whole(&one.behaviour)))
}

fn value(own: &AttributeValue) -> String {
    match &own.value {
        Value::List { expectations, .. } => {
            bullets(expectations.iter().map(|one| whole(&one.behaviour)))
        }
        value => attribute_text(&own.attribute, value).map(in_a_line).unwrap_or_default(),
    }
}

/// Marked with what no program takes for the start of a formula.
fn bullets(entries: impl Iterator<Item = String>) -> String {
    entries.map(|entry| format!("• {entry}")).collect::<Vec<_>>().join("\n")
}

/// A behaviour and its parts in a line: a second line would be a behaviour of its own.
fn whole(behaviour: &Behaviour) -> String {
    let parts: Vec<String> = behaviour.items.iter().map(line).collect();
    match parts.is_empty() {
        true => line(&behaviour.text),
        false => format!("{} {}", line(&behaviour.text), parts.join("; ")),
    }
}

fn line(text: &Prose) -> String {
    in_a_line(&text.markdown)
}

fn in_a_line(markdown: &str) -> String {
    plain(markdown).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no program takes for a formula, whoever wrote it (OWASP, "CSV injection").
pub(super) fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// What a framework has that no table can say.
pub(super) fn left_out(framework: &Framework, has_attributes: bool) -> Vec<String> {
    let roles = || framework.roles.iter();
    let attributes = if has_attributes { 0 } else { framework.attributes.len() };
    super::counted(&[
        (attributes, "attribute", "attributes"),
        (roles().filter(|role| role.blueprint.is_some()).count(), "blueprint", "blueprints"),
        (
            roles().filter(|role| role.interviews.is_some()).count(),
            "plan of interviews",
            "plans of interviews",
        ),
        (framework.pages.len(), "handbook page", "handbook pages"),
        (framework.terms.len(), "term", "terms"),
    ])
}
