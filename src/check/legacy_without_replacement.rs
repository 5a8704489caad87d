use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Status;

pub(super) const RULE: Rule = Rule {
    code: "legacy-without-replacement",
    severity: Severity::Warning,
    title: "A legacy role without a word on what takes its place",
    explanation: "The role is no longer in force. The people who still hold it want to know \
                  which role they are held against now.",
    example: "status = \"legacy\"",
    mend: "Name the role that takes its place.",
    mended: "status = \"legacy\"\nreplaced-by = \"platform-engineer\"",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let legacy = content.roles().filter(|role| role.status == Status::Legacy);
    let lost = legacy.filter(|role| role.replaced_by.is_none());
    let finding = |role: &crate::model::Role| {
        let message = format!("`{}` is legacy, and nothing takes its place", role.title);
        Finding::new(role.span, message, "name the role that does: `replaced-by = \"…\"`")
    };
    lost.map(finding).collect()
}
