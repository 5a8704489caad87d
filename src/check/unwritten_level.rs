use super::content::says_anything;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unwritten-level",
    severity: Severity::Warning,
    title: "A level of a role of which nothing is written",
    explanation: "The role lists the level, but there is no file for it, no shared set that the \
                  role includes has it, or the file is empty. Its page would be blank, and every \
                  step to or from it would say nothing.",
    example: "levels = [\"ic3\", \"ic4\"]     # and only ic3.md is there",
    mend: "Write the level's file, or take the level out of `levels` until somebody does.",
    mended: "levels = [\"ic3\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for level in role.levels.iter().filter(|level| !says_anything(level)) {
            let message = format!("nothing is written for {} of `{}`", level.name, role.title);
            let role_file = &content.sources.file(role.span.file).path;
            let path = role_file.replace("role.toml", &format!("{}.md", level.id));
            let help = format!("write {path}, or take `{}` out of `levels` in role.toml", level.id);
            found.push(Finding::new(level.span, message, help));
        }
    }
    found
}
