use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "stage-too-short",
    severity: Severity::Warning,
    title: "An interview with more questions than time",
    explanation: "The minutes of a stage's questions add up to more than the minutes of the stage. \
                  Some will be skipped, and candidates are then compared on different questions.",
    example: "[[stage]]\nid = \"deep-dive\"\nminutes = 45\n[[stage.question]]\nid = \"risk\"\nminutes = 50",
    mend: "Give the stage more time, or it fewer questions.",
    mended: "minutes = 60",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let interviews = content.roles().filter_map(|role| role.interviews.as_deref());
    let mut found = Vec::new();
    for stage in interviews.flat_map(|one| &one.stages) {
        let asked: u32 = stage.questions.iter().filter_map(|question| question.minutes).sum();
        if let Some(minutes) = stage.minutes.filter(|minutes| asked > *minutes) {
            let message =
                format!("the questions of `{}` take {asked} of {minutes} minutes", stage.name);
            let help = "give the stage more time, or fewer questions";
            found.push(Finding::new(stage.span, message, help));
        }
    }
    found
}
