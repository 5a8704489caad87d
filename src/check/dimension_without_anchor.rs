use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Dimension;

pub(super) const RULE: Rule = Rule {
    code: "dimension-without-anchor",
    severity: Severity::Warning,
    title: "A row of the scorecard that doesn't say what is enough",
    explanation: "What *meets* looks like comes from the competencies that the dimension names, \
                  or is written as `meets`. This one has neither, so each interviewer would judge \
                  by a bar of their own.",
    example: "[[dimension]]\nid = \"culture\"\nname = \"Culture\"",
    mend: "Name competencies, or write what meets the bar.",
    mended: "[[dimension]]\nid = \"collaboration\"\ncompetencies = [\"collaboration\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        let dimensions = role.interviews.iter().flat_map(|one| &one.dimensions);
        for one in dimensions.filter(|one| !has_anchor(one, role.levels.len())) {
            let message = format!("nothing says what meets the bar of `{}`", one.name);
            let help = "name `competencies` whose levels say it, or write `meets = \"…\"`";
            found.push(Finding::new(one.span, message, help));
        }
    }
    found
}

fn has_anchor(dimension: &Dimension, levels: usize) -> bool {
    let overrides = dimension.overrides.iter().filter(|(_, anchors)| anchors.meets.is_some());
    !dimension.competencies.is_empty()
        || dimension.anchors.meets.is_some()
        || overrides.count() == levels
}
