use super::content::listed;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "cell-size",
    severity: Severity::Note,
    title: "A competency with more lines than a reader keeps in mind",
    explanation: "More than seven lines for one competency at one level. In published frameworks \
                  nine cells in ten have six or fewer. A long cell often holds two competencies, or \
                  examples that would read better below the line they belong to.",
    example: "### Delivery\n\n- …     # eight lines and more",
    mend: "Turn examples into `Example:` lines below their behaviour, merge lines that say the \
           same, or split the competency.",
    mended: "- Ships in slices that a customer can judge. {#ships-in-slices}\n  - Example: …",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Lines that are not too many. Of 940 cells of a published framework one in twenty has more.
const MOST: usize = 7;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for (at, level) in role.levels.iter().enumerate() {
            let cells = level.cells.iter().zip(&role.competencies).filter_map(|(cell, one)| {
                // What a lower level wrote is counted there.
                let own = cell.expectations.iter().filter(|one| usize::from(one.since) == at);
                let count = own.count();
                (count > MOST).then_some((cell.span, one.name.as_str(), count))
            });
            let cells: Vec<_> = cells.collect();
            let message = match &cells[..] {
                [] => continue,
                [(_, name, count)] => format!("`{name}` has {count} lines at {}", level.name),
                [(_, _, count), ..] => format!(
                    "{} have up to {} lines at {}",
                    listed(cells.iter().map(|(_, name, _)| *name)),
                    cells.iter().map(|(_, _, count)| count).max().unwrap_or(count),
                    level.name
                ),
            };
            let help = format!(
                "readers keep about {MOST} in mind: merge lines, make examples of some, or split \
                 the competency"
            );
            found.push(Finding::new(cells[0].0, message, help));
        }
    }
    found
}
