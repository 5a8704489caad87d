//! A list of behaviours as CSV (RFC 4180), a row each: what `rungs import` reads again.

use super::Exported;
use crate::derive::matching::plain;
use crate::model::{Behaviour, Framework, Prose};

/// Columns, in order.
const HEAD: [&str; 7] =
    ["Role", "Level", "Level title", "Pillar", "Competency", "Behaviour", "Examples"];

/// Every behaviour of every level that expects it, inherited ones too; examples are lines of one
/// cell. Cells are plain text.
pub(super) fn list(framework: &Framework) -> Exported {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let mut put = |row: [&str; 7]| {
        let row = row.map(harmless);
        out.write_record(row.iter().map(String::as_str))
            .expect("a row has as many cells as the head");
    };
    put(HEAD);
    for role in &framework.roles {
        for level in &role.levels {
            let cells = level.cells.iter().zip(&role.competencies);
            for (cell, competency) in cells {
                let pillar = competency.pillar.as_ref().map(|one| one.name.as_str());
                for one in &cell.expectations {
                    let behaviour = &one.behaviour;
                    let examples: Vec<String> = behaviour.examples.iter().map(line).collect();
                    put([
                        &role.title,
                        &level.name,
                        &level.title,
                        pillar.unwrap_or_default(),
                        &competency.name,
                        &whole(behaviour),
                        &examples.join("\n"),
                    ]);
                }
            }
        }
    }
    let bytes = out.into_inner().unwrap_or_default();
    Exported { bytes, left_out: left_out(framework) }
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
    plain(&text.markdown).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no program takes for a formula, whoever wrote it (OWASP, "CSV injection").
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// What a framework has that no row can say.
fn left_out(framework: &Framework) -> Vec<String> {
    let roles = || framework.roles.iter();
    let counts = [
        (framework.attributes.len(), "attribute", "attributes"),
        (roles().filter(|role| role.blueprint.is_some()).count(), "blueprint", "blueprints"),
        (
            roles().filter(|role| role.interviews.is_some()).count(),
            "plan of interviews",
            "plans of interviews",
        ),
        (framework.pages.len(), "handbook page", "handbook pages"),
        (framework.terms.len(), "term", "terms"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    counts
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect()
}
