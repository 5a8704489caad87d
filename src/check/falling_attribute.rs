use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Value};

pub(super) const RULE: Rule = Rule {
    code: "falling-attribute",
    severity: Severity::Warning,
    title: "A level with less reach than the one below",
    explanation: "The values of an ordered attribute are listed from the lowest to the highest, \
                  and this level has a lower one than the level below it in the same role.",
    example: "# ic3.md\nreach = \"company\"\n\n# ic4.md\nreach = \"own team\"",
    mend: "Raise one, or lower the other. If the values have no order, the attribute is a text.",
    mended: "# ic3.md\nreach = \"own team\"\n\n# ic4.md\nreach = \"company\"",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for attribute in &content.framework.attributes {
        let value = |level: &Level| {
            let own = level.attributes.iter().find(|one| one.attribute.id == attribute.id)?;
            match own.value {
                Value::Ordered(rank) => Some((rank, own.span)),
                Value::Text(_) | Value::List { .. } => None,
            }
        };
        for role in content.roles() {
            let stated = || role.levels.iter().filter_map(|one| Some((one, value(one)?)));
            for ((below, (lower, _)), (level, (own, span))) in stated().zip(stated().skip(1)) {
                if own < lower {
                    let message = format!(
                        "`{}` of {} is lower than that of {}: `{}`, after `{}`",
                        attribute.label,
                        level.name,
                        below.name,
                        attribute.values[own],
                        attribute.values[lower]
                    );
                    found.push(Finding::new(span, message, "raise this one, or lower the other"));
                }
            }
        }
    }
    found
}
