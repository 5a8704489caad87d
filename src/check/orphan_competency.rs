use std::collections::HashSet;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::CellState;

pub(super) const RULE: Rule = Rule {
    code: "orphan-competency",
    severity: Severity::Warning,
    title: "A competency that no level speaks of",
    explanation: "The competency is declared in framework.toml, but no level of any role says what \
                  it asks for. Readers find its name and nothing behind it.",
    example: "[[competency]]\nid = \"storytelling\"\nname = \"Storytelling\"",
    mend: "Write what it means at one level at least, or delete it. If level files call it by \
           another name, add that name to its `aliases`.",
    mended: "## Storytelling\n\n- Opens a proposal with the customer it is for. {#opens-with-customer}",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut spoken_of = HashSet::new();
    for role in content.roles() {
        for level in &role.levels {
            let cells = role.competencies.iter().zip(&level.cells);
            let written = cells.filter(|(_, cell)| cell.state == CellState::Written);
            spoken_of.extend(written.map(|(competency, _)| &competency.id));
        }
    }
    let all = content.framework.competencies.iter();
    all.filter(|one| !spoken_of.contains(&one.id))
        .map(|one| {
            let message = format!("no level of any role says anything of `{}`", one.name);
            let help = "write it at one level at least, give it the name that level files use as \
                        an alias, or delete it";
            Finding::new(one.span, message, help)
        })
        .collect()
}
