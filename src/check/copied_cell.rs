use super::content::steps;
use super::copied_line::repeats_all;
use super::level_equals_neighbour::are_equal;
use super::{Content, Finder, Finding, Rule};
use crate::diagnostic::Severity;

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
};

/// Fewer lines are as quickly read as a mark.
const LEAST: usize = 2;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let lines = content.lines();
    let mut found = Vec::new();
    for role in content.roles().filter(|role| !role.cumulative) {
        for ((_, below), (_, level)) in steps(role) {
            let cells = below.cells.iter().zip(&level.cells).zip(&role.competencies);
            for ((lower, cell), competency) in cells {
                let have_ids = cell.expectations.iter().all(|one| one.behaviour.has_written_id);
                let is_repeated = cell.same_as.is_none()
                    && lower.expectations.len() >= LEAST
                    && have_ids
                    && repeats_all(lines, lower, cell)
                    && !are_equal(lines, below, level);
                if is_repeated {
                    let message = format!(
                        "`{}` repeats all lines of {}, word for word",
                        competency.name, below.name
                    );
                    let help = format!(
                        "write `### {} {{same_as={}}}` and keep only what {} adds",
                        competency.name, below.id, level.name
                    );
                    found.push(Finding::new(cell.span, message, help));
                }
            }
        }
    }
    found
}
