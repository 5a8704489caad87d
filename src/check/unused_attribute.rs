use std::collections::HashSet;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unused-attribute",
    severity: Severity::Note,
    title: "A fact that no level states",
    explanation: "The attribute is declared in framework.toml, and no level gives it a value.",
    example: "[[attribute]]\nid = \"budget\"\nlabel = \"Budget\"\ntype = \"text\"",
    mend: "State it at the levels it is for, or delete it.",
    mended: "+++\n[attributes]\nbudget = \"None of their own\"\n+++",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let levels = content.roles().flat_map(|role| &role.levels);
    let used: HashSet<_> =
        levels.flat_map(|level| &level.attributes).map(|one| &one.attribute.id).collect();
    let unused = content.framework.attributes.iter().filter(|one| !used.contains(&one.id));
    let finding = |one: &std::sync::Arc<crate::model::Attribute>| {
        let message = format!("no level states `{}`", one.label);
        Finding::new(one.span, message, "state it at the levels it is for, or delete it")
    };
    unused.map(finding).collect()
}
