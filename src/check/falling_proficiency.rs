use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "falling-proficiency",
    severity: Severity::Warning,
    title: "A level that asks for less skill than the one below",
    explanation: "The competency's proficiency stands lower on its scale than at the level below \
                  it in the same role. Somebody could lose a promotion by getting better.",
    example: "# ic3.md\n### Threat modelling {proficiency=practised}\n\n# ic4.md\n\
              ### Threat modelling {proficiency=working}",
    mend: "Raise one, or lower the other. Where the higher level really is held to less, say so \
           in prose and leave the mark away.",
    mended: "# ic4.md\n### Threat modelling {proficiency=leading}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for (row, competency) in role.competencies.iter().enumerate() {
            let stated = || {
                let levels = role.levels.iter().map(|level| (level, &level.cells[row]));
                levels.filter_map(|(level, cell)| Some((level, cell, cell.proficiency.as_ref()?)))
            };
            for ((below, _, lower), (level, cell, own)) in stated().zip(stated().skip(1)) {
                if own.rank < lower.rank {
                    let message = format!(
                        "{} asks for less than {}: `{}` in `{}`, after `{}`",
                        level.name, below.name, own.name, competency.name, lower.name
                    );
                    let help = "raise this one, or lower the other";
                    found.push(Finding::new(cell.span, message, help));
                }
            }
        }
    }
    found
}
