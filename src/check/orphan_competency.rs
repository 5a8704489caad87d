use std::collections::HashSet;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{CellState, CompetencyId, Role};

pub(super) const RULE: Rule = Rule {
    code: "orphan-competency",
    severity: Severity::Warning,
    title: "A competency that no level speaks of, or no scorecard",
    explanation: "The competency is declared in framework.toml, but no level of any role says what \
                  it asks for: an error, since readers find its name and nothing behind it. If \
                  levels only say that nothing is expected or written, it is a warning.\n\n\
                  So it is if roles expect it, each of them has a scorecard with dimensions of its \
                  own, and none of those is about it: people are promoted by it, and nobody was \
                  hired for it.",
    example: "[[competency]]\nid = \"storytelling\"\nname = \"Storytelling\"",
    mend: "Write what it means at one level at least, or delete it. If level files call it by \
           another name, add that name to its `aliases`. Add it to the `competencies` of a \
           dimension.",
    mended: "## Storytelling\n\n- Opens a proposal with the customer it is for. {#opens-with-customer}",
    find: Some(Finder::Absent(find)),
    also: &[(Severity::Error, Finder::Absent(in_no_level))],
    ..ROW
};

fn in_no_level(content: &Content<'_>) -> Vec<Finding> {
    let spoken_of = competencies_with(content, |state| state != CellState::Unmarked);
    let lost = content.framework.competencies.iter().filter(|one| !spoken_of.contains(&one.id));
    lost.map(|one| {
        let message = format!("no level of any role says anything of `{}`", one.name);
        let help = "write it at one level at least, give it the name that level files use as an \
                    alias, or delete it";
        Finding::new(one.span, message, help)
    })
    .collect()
}

fn find(content: &Content<'_>) -> Vec<Finding> {
    let spoken_of = competencies_with(content, |state| state != CellState::Unmarked);
    let expected = competencies_with(content, |state| state == CellState::Written);
    let mut assessed = HashSet::new();
    for role in content.roles() {
        match role.interviews.as_deref().map(|one| &one.dimensions[..]) {
            // Such a role's scorecard has a row for each of its competencies.
            None | Some([]) => {
                assessed.extend(expected_of(role, |state| state == CellState::Written))
            }
            Some(rows) => {
                assessed.extend(rows.iter().flat_map(|row| &row.competencies).map(|one| &one.id))
            }
        }
    }
    let all = content.framework.competencies.iter().filter(|one| spoken_of.contains(&one.id));
    let finding = |one: &crate::model::Competency| {
        let (message, help) = match expected.contains(&one.id) {
            false => (
                format!("no level of any role expects anything of `{}`", one.name),
                "write it at one level at least, or delete it",
            ),
            true => (
                format!("no scorecard of any role has a dimension for `{}`", one.name),
                "name it in the `competencies` of a dimension, if panels should assess it",
            ),
        };
        Finding::new(one.span, message, help)
    };
    let lost = all.filter(|one| !expected.contains(&one.id) || !assessed.contains(&one.id));
    lost.map(|one| finding(one)).collect()
}

fn competencies_with<'c>(
    content: &Content<'c>,
    is_meant: impl Fn(CellState) -> bool + Copy,
) -> HashSet<&'c CompetencyId> {
    content.roles().flat_map(|role| expected_of(role, is_meant)).collect()
}

/// The competencies of which a level of a role has a cell in such a state.
fn expected_of(
    role: &Role,
    is_meant: impl Fn(CellState) -> bool + Copy,
) -> impl Iterator<Item = &CompetencyId> {
    role.levels.iter().flat_map(move |level| {
        let cells = role.competencies.iter().zip(&level.cells);
        cells.filter(move |(_, cell)| is_meant(cell.state)).map(|(one, _)| &one.id)
    })
}
