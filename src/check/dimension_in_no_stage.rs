use super::content::listed;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Interviews, Stage};

pub(super) const RULE: Rule = Rule {
    code: "dimension-in-no-stage",
    severity: Severity::Warning,
    title: "A row of the scorecard that no interview looks at",
    explanation: "The role has interviews, and none of them assesses this dimension: not in its \
                  `dimensions`, not by a question, not by its exercise. It would be rated from an \
                  impression.",
    example: "[[dimension]]\nid = \"delivery\"\n\n[[stage]]\nid = \"deep-dive\"\ndimensions = [\"design\"]",
    mend: "Add it to a stage, or take it off the scorecard.",
    mended: "[[stage]]\nid = \"deep-dive\"\ndimensions = [\"design\", \"delivery\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for interviews in content.roles().filter_map(|role| role.interviews.as_deref()) {
        let is_assessed =
            |at: usize| interviews.stages.iter().any(|stage| assesses(interviews, stage, at));
        let lost: Vec<_> = (0..interviews.dimensions.len())
            .filter(|at| !interviews.stages.is_empty() && !is_assessed(*at))
            .map(|at| &interviews.dimensions[at])
            .collect();
        if let Some(first) = lost.first() {
            let names = listed(lost.iter().map(|one| one.name.as_str()));
            let message = format!("no interview assesses {names}");
            let help = "add it to the `dimensions` of a stage, or take it off the scorecard";
            found.push(Finding::new(first.span, message, help));
        }
    }
    found
}

/// Whether a stage looks at a dimension: by name, by a question or by its exercise.
pub(super) fn assesses(interviews: &Interviews, stage: &Stage, dimension: usize) -> bool {
    let exercise = stage.exercise.map(|at| &interviews.exercises[at]);
    stage.dimensions.contains(&dimension)
        || stage.questions.iter().any(|question| question.dimension == Some(dimension))
        || exercise.is_some_and(|one| one.rubric.iter().any(|row| row.dimension == dimension))
}
