use super::content::{listed, steps};
use super::copied_line::repeats_all;
use super::level_equals_neighbour::are_equal;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Cell;

pub(super) const RULE: Rule = Rule {
    code: "copied-cell",
    severity: Severity::Note,
    title: "A competency that repeats all lines of the level below",
    explanation: "Each line has the id and the words of the one below: it is kept on purpose. \
                  There is a shorter way to say so, in which the two can't drift apart.",
    example: "### Ownership\n\n- Closes what was begun. {#closes}\n- Says early what is late. {#warns}\n\
              - Picks up what has no owner. {#fills-gaps}     # only this line is new at ic4",
    mend: "Let the level be the same as the lower one, and write only what is new.",
    mended: "### Ownership {same_as=ic3}\n\n- Picks up what has no owner. {#fills-gaps}",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Fewer lines are as quickly read as a mark.
const LEAST: usize = 2;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles().filter(|role| !role.cumulative) {
        for ((_, below), (_, level)) in steps(role) {
            if are_equal(content.lines(), below, level) {
                continue;
            }
            let cells = below.cells.iter().zip(&level.cells).zip(&role.competencies);
            let repeated = cells.filter(|((lower, cell), _)| is_repeated(content, lower, cell));
            let repeated: Vec<_> = repeated.map(|((_, cell), one)| (cell, one)).collect();
            if let Some((cell, first)) = repeated.first() {
                let names = listed(repeated.iter().map(|(_, one)| one.name.as_str()));
                let verb = if repeated.len() == 1 { "repeats" } else { "repeat" };
                let message = format!("{names} {verb} all lines of {}, word for word", below.name);
                let help = format!(
                    "write `### {} {{same_as={}}}` and keep only what {} adds",
                    first.name, below.id, level.name
                );
                found.push(Finding::new(cell.span, message, help));
            }
        }
    }
    found
}

/// Whether a cell has all lines of the lower one, and each on purpose.
fn is_repeated(content: &Content<'_>, lower: &Cell, cell: &Cell) -> bool {
    cell.same_as.is_none()
        && lower.expectations.len() >= LEAST
        && cell.expectations.iter().all(|one| one.behaviour.has_written_id)
        && repeats_all(content.lines(), lower, cell)
}
