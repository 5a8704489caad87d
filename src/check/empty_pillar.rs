use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "empty-pillar",
    severity: Severity::Warning,
    title: "A pillar without competencies",
    explanation: "A pillar groups competencies. No competency says that it belongs to this one, \
                  so it is a heading above nothing.",
    example: "[[pillar]]\nid = \"people\"\nname = \"People\"",
    mend: "Let a competency name it, or delete it.",
    mended: "[[competency]]\nid = \"hiring\"\nname = \"Hiring\"\npillar = \"people\"",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let framework = content.framework;
    let pillars = || framework.competencies.iter().flat_map(|one| &one.pillar);
    let empty = framework.pillars.iter().filter(|own| pillars().all(|one| one.id != own.id));
    let finding = |pillar: &std::sync::Arc<crate::model::Pillar>| {
        let message = format!("no competency belongs to the pillar `{}`", pillar.name);
        let help = format!("give a competency `pillar = \"{}\"`, or delete the pillar", pillar.id);
        Finding::new(pillar.span, message, help)
    };
    empty.map(finding).collect()
}
