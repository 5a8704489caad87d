use super::dimension_in_no_stage::assesses;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "too-few-assessors",
    severity: Severity::Warning,
    title: "A row of the scorecard that too few people look at",
    explanation: "`min-assessors` says how many people should assess each dimension. The \
                  panelists of all stages that assess this one are fewer; a stage that doesn't \
                  say counts as one.",
    example: "min-assessors = 2\n\n[[stage]]\nid = \"deep-dive\"\ndimensions = [\"design\"]\npanelists = 1",
    mend: "Add the dimension to another stage, add a panelist, or lower `min-assessors`.",
    mended: "panelists = 2",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for interviews in content.roles().filter_map(|role| role.interviews.as_deref()) {
        let Some(wanted) = interviews.min_assessors else { continue };
        for (at, dimension) in interviews.dimensions.iter().enumerate() {
            let stages = interviews.stages.iter().filter(|one| assesses(interviews, one, at));
            let people: u32 = stages.map(|stage| stage.panelists.unwrap_or(1)).sum();
            if people > 0 && people < wanted {
                let message = format!(
                    "`{}` is assessed by {people} of the {wanted} people that `min-assessors` asks for",
                    dimension.name
                );
                let help = "add it to another stage, add a panelist, or lower `min-assessors`";
                found.push(Finding::new(dimension.span, message, help));
            }
        }
    }
    found
}
