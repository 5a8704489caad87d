use std::sync::Arc;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Family;

pub(super) const RULE: Rule = Rule {
    code: "unused-family",
    severity: Severity::Note,
    title: "A family without roles",
    explanation: "The family is declared in framework.toml, and no role belongs to it. The home page \
                  shows a heading with nothing below it.",
    example: "[[family]]\nid = \"design\"\nname = \"Design\"",
    mend: "Give it a role, or delete it.",
    mended: "# role.toml\nfamily = \"design\"",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let families = content.framework.families.iter();
    let unused = families.filter(|own| content.roles().all(|role| role.family.id != own.id));
    let finding = |family: &Arc<Family>| {
        let message = format!("no role is of the family `{}`", family.name);
        Finding::new(family.span, message, "give it a role, or delete it")
    };
    unused.map(finding).collect()
}
