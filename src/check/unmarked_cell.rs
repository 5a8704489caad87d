use super::content::{listed, says_anything};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{CellState, Competency, Level, Role};

pub(super) const RULE: Rule = Rule {
    code: "unmarked-cell",
    severity: Severity::Warning,
    title: "A level that is silent on a competency of its role",
    explanation: "Another level of the role says what the competency asks for, this one doesn't, \
                  and nothing says why. Readers can't tell whether nothing is expected or nobody \
                  has written it yet, and people have argued over promotions for less.",
    example: "# ic4.md has `### Hiring` and its lines; ic3.md doesn't mention hiring",
    mend: "Write what is expected, or say why nothing stands there: `{not-expected}` if this level \
           isn't held to it, `{not-written}` if the text is still to come.",
    mended: "### Hiring {not-expected}",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        let is_asked: Vec<bool> = (0..role.competencies.len())
            .map(|row| role.levels.iter().any(|one| one.cells[row].state == CellState::Written))
            .collect();
        for level in role.levels.iter().filter(|level| says_anything(level)) {
            let silent = silent(role, level, &is_asked);
            if let Some(first) = silent.first() {
                let names = listed(silent.iter().map(|one| one.name.as_str()));
                let other = if silent.len() == 1 { "it" } else { "them" };
                let message = format!(
                    "{} of `{}` says nothing of {names}; other levels of the role do",
                    level.name, role.title
                );
                let help = format!(
                    "write {other}, or say why not, e.g. `### {} {{not-expected}}` or \
                     `{{not-written}}`",
                    first.name
                );
                found.push(Finding::new(level.span, message, help));
            }
        }
    }
    found
}

/// Competencies of which a level says nothing although the role does.
fn silent<'r>(role: &'r Role, level: &Level, is_asked: &[bool]) -> Vec<&'r Competency> {
    let cells = role.competencies.iter().zip(&level.cells).zip(is_asked);
    let silent = cells.filter(|((_, cell), asked)| **asked && cell.state == CellState::Unmarked);
    silent.map(|((competency, _), _)| &**competency).collect()
}
