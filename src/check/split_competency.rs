use std::collections::HashMap;

use super::content::listed;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{CellState, Competency, CompetencyId, Role};

pub(super) const RULE: Rule = Rule {
    code: "split-competency",
    severity: Severity::Warning,
    title: "One competency under two declared names",
    explanation: "Two competencies have nearly the same name, and no level of the role has both: \
                  some levels speak of one, the others of the other. Most likely they are one, \
                  whose name drifted from level to level. Readers see one end and the other begin.",
    example: "# ic3.md\n### Strategy\n\n# ic4.md\n### Strategy and change management     # declared \
              as another",
    mend: "Declare one of them, and give it the other name as an alias.",
    mended: "[[competency]]\nid = \"strategy\"\nname = \"Strategy\"\n\
             aliases = [\"Strategy and change management\"]",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let stems: HashMap<&CompetencyId, Vec<String>> =
        content.framework.competencies.iter().map(|one| (&one.id, stems(&one.name))).collect();
    // In the framework's order, each pair with the roles that have it.
    let mut pairs: Vec<(&Competency, &Competency, Vec<&str>)> = Vec::new();
    for role in content.roles() {
        for (at, two) in role.competencies.iter().enumerate() {
            for (before, one) in role.competencies[..at].iter().enumerate() {
                if !are_alike(&stems[&one.id], &stems[&two.id]) || !never_meet(role, before, at) {
                    continue;
                }
                match pairs.iter_mut().find(|pair| pair.0.id == one.id && pair.1.id == two.id) {
                    Some((_, _, roles)) => roles.push(&role.title),
                    None => pairs.push((one, two, vec![&role.title])),
                }
            }
        }
    }
    pairs.into_iter().map(|(one, two, roles)| finding(one, two, roles)).collect()
}

fn finding(one: &Competency, two: &Competency, roles: Vec<&str>) -> Finding {
    let message = format!(
        "`{}` and `{}` are declared as two, and no level of {} has both",
        one.name,
        two.name,
        listed(roles)
    );
    let help = format!(
        "if they are one, give `{}` the alias \"{}\" and delete the other",
        one.name, two.name
    );
    Finding::new(two.span, message, help)
}

/// A name's words in lower case, without plural endings and `and`.
fn stems(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    let words = words.filter(|word| word != "and");
    words.map(|word| word.strip_suffix('s').map_or(word.clone(), str::to_owned)).collect()
}

/// Whether two names are the same but for case and plural, or one has a suffix.
fn are_alike(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && (a.starts_with(b) || b.starts_with(a))
}

/// Whether both are written at some level, and nowhere together.
fn never_meet(role: &Role, one: usize, two: usize) -> bool {
    let has = |row: usize| {
        role.levels.iter().map(move |level| level.cells[row].state == CellState::Written)
    };
    has(one).any(|it| it) && has(two).any(|it| it) && has(one).zip(has(two)).all(|(a, b)| !(a && b))
}
