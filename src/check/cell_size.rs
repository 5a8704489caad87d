use super::content::{counted, joined, name_of};
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Role};

pub(super) const RULE: Rule = Rule {
    code: "cell-size",
    severity: Severity::Warning,
    title: "A competency with more behaviours than a reader keeps in mind",
    explanation: "More than seven behaviours for one competency at one level. In a published \
                  framework nineteen cells in twenty have eight or fewer, and half of them three. A \
                  long cell often holds two competencies, or examples that would read better below \
                  the behaviour they belong to.\n\n\
                  More than 15 competencies at one level is a note. `[check.most]` of book.toml sets \
                  both numbers.",
    example: "### Delivery\n\n- …     # eight lines and more",
    mend: "Turn examples into `Example:` lines below their behaviour, merge lines that say the same, \
           or split the competency.",
    mended: "- Says early what is late. {#says-late}\n  - Example: moved a launch by a week, four weeks \
             ahead.",
    find: Some(Finder::Present(find)),
    also: &[(Severity::Note, Finder::Present(many_competencies))],
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let most = content.settings.most.behaviours;
    let mut found = Vec::new();
    for role in content.roles() {
        for (at, level) in role.levels.iter().enumerate() {
            let list = list(role, level, most);
            for (cell, one) in level.cells.iter().zip(&role.competencies) {
                // What a lower level wrote is counted there.
                let own = cell.expectations.iter().filter(|one| usize::from(one.since) == at);
                let count = own.count();
                if count > most {
                    let entry = format!("{} in `{}`", counted(count, "behaviour"), one.name);
                    found.push(list.entry(cell.span, entry));
                }
            }
        }
    }
    found
}

fn list(role: &Role, level: &Level, most: usize) -> List {
    let name = name_of(level, role);
    List::new(level.span, move |cells| {
        let message = format!("{} at {name}, more than {most}", joined(cells));
        (message, "merge lines, make examples of some, or split the competency".to_owned())
    })
}

fn many_competencies(content: &Content<'_>) -> Vec<Finding> {
    let most = content.settings.most.competencies;
    let mut found = Vec::new();
    for role in content.roles() {
        for level in &role.levels {
            let count = level.cells.iter().filter(|cell| !cell.expectations.is_empty()).count();
            if count > most {
                let message =
                    format!("{count} competencies at {}, more than {most}", name_of(level, role));
                let help = "leave some out at this level, or put what belongs together into one";
                found.push(Finding::new(level.span, message, help));
            }
        }
    }
    found
}
