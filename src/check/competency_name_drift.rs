use super::content::listed;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Cell, Competency, Level, Role};

pub(super) const RULE: Rule = Rule {
    code: "competency-name-drift",
    severity: Severity::Note,
    title: "A competency that changes its name from level to level",
    explanation: "The headings of one role call the same competency by different names. An alias \
                  makes rungs understand both, and pages show the declared name; but whoever \
                  reads the files may think that these are two things. A role that uses one alias \
                  at all its levels is let be.",
    example: "# ic3.md\n### Ownership\n\n# ic4.md\n### Accountability",
    mend: "Use one name in all files of the role.",
    mended: "# ic4.md\n### Ownership",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for (row, competency) in role.competencies.iter().enumerate() {
            let own: Vec<(&Level, &Cell)> = role
                .levels
                .iter()
                .map(|level| (level, &level.cells[row]))
                // A heading of a shared set is not the role's to change.
                .filter(|(level, cell)| {
                    cell.span != level.span && cell.span.file == level.span.file
                })
                .collect();
            found.extend(drift(role, competency, &own));
        }
    }
    found
}

fn drift(role: &Role, competency: &Competency, own: &[(&Level, &Cell)]) -> Option<Finding> {
    let (_, first) = own.first()?;
    if own.iter().all(|(_, cell)| cell.alias == first.alias) {
        return None;
    }
    let aliased: Vec<_> = own.iter().filter(|(_, cell)| cell.alias.is_some()).collect();
    let (level, cell) = aliased.first()?;
    let alias = cell.alias.as_deref()?;
    let others = aliased.iter().filter_map(|(_, cell)| cell.alias.as_deref());
    let mut names: Vec<&str> = others.filter(|name| *name != alias).collect();
    names.dedup();
    let message = match names.is_empty() {
        true => format!(
            "`{}` is called `{alias}` at {} of `{}`",
            competency.name, level.name, role.title
        ),
        false => format!(
            "`{}` is called `{alias}` at {} of `{}`, and at other levels {}",
            competency.name,
            level.name,
            role.title,
            listed(names)
        ),
    };
    let help = format!("write `{}` at all levels of the role", competency.name);
    Some(Finding::new(cell.span, message, help))
}
