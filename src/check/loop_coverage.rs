use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Gap, Interviews};

pub(super) const RULE: Rule = Rule {
    code: "loop-coverage",
    severity: Severity::Warning,
    title: "Interviews that don't assess what the scorecard asks for",
    explanation: "What is rated should have been seen, by enough people and with time to see it. \
                  So each dimension is assessed by a stage: by its `dimensions`, a question or its \
                  exercise; and in a stage that names it, something asks for it. What a candidate \
                  must have is seen in two stages at least. `min-assessors` says how many people \
                  assess each dimension; a stage that doesn't say counts as one. A stage assesses \
                  no more than four dimensions, and its questions fit into its minutes. A question \
                  is for a dimension, and an exercise is done in a stage and says by a rubric \
                  what to look for. The page of a role's interviews shows the same.",
    example: "[[dimension]]\nid = \"delivery\"\n\n[[stage]]\nid = \"deep-dive\"\nminutes = 45\n\
              dimensions = [\"design\"]\n[[stage.question]]\nid = \"risk\"\nminutes = 50",
    mend: "Add the dimension to a stage, with a question for it, or take it off the scorecard; add \
           a panelist or lower `min-assessors`; give the stage more time, or fewer questions and \
           dimensions; give the question a `dimension` and the exercise a `rubric`.",
    mended: "[[stage]]\nid = \"deep-dive\"\nminutes = 60\ndimensions = [\"design\", \"delivery\"]\n\
             [[stage.question]]\nid = \"risk\"\ndimension = \"delivery\"\nminutes = 50",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let most = content.settings.most.dimensions;
    let mut found = Vec::new();
    for interviews in content.roles().filter_map(|role| role.interviews.as_deref()) {
        let gaps = interviews.gaps(most).into_iter();
        found.extend(gaps.map(|gap| finding(interviews, gap, most)));
    }
    found
}

fn finding(interviews: &Interviews, gap: Gap, most: usize) -> Finding {
    let dimension = |at: usize| &interviews.dimensions[at];
    let stage = |at: usize| &interviews.stages[at];
    let exercise = |at: usize| &interviews.exercises[at];
    let (span, message, help) = match gap {
        Gap::NoStage(at) => (
            dimension(at).span,
            format!("no interview assesses `{}`", dimension(at).name),
            "add it to the `dimensions` of a stage, or take it off the scorecard",
        ),
        Gap::FewAssessors(at, people) => (
            dimension(at).span,
            format!(
                "`{}` is assessed by {people} of the {} people that `min-assessors` asks for",
                dimension(at).name,
                interviews.min_assessors.unwrap_or_default()
            ),
            "add it to another stage, add a panelist, or lower `min-assessors`",
        ),
        Gap::OneStage(at, only) => (
            dimension(at).span,
            format!(
                "`{}` is a must, and 1 stage alone assesses it: `{}`",
                dimension(at).name,
                stage(only).name
            ),
            "let a second stage look at it: one interview decides too much",
        ),
        Gap::Crowded(at, count) => (
            stage(at).span,
            format!("`{}` assesses {count} dimensions, more than {most}", stage(at).name),
            "move some to another stage: who rates so many at once rates one impression",
        ),
        Gap::TooShort(at, asked) => (
            stage(at).span,
            format!(
                "the questions of `{}` take {asked} of {} minutes",
                stage(at).name,
                stage(at).minutes.unwrap_or_default()
            ),
            "give the stage more time, or fewer questions",
        ),
        Gap::Aimless(at, place) => (
            stage(at).questions[place].span,
            format!("the question `{}` is for no dimension", stage(at).questions[place].id),
            "give it the `dimension` that its answer is rated by, or leave it out",
        ),
        Gap::Unasked(at, one) => (
            stage(at).span,
            format!("nothing in `{}` asks for `{}`", stage(at).name, dimension(one).name),
            "add a question with this `dimension`, or an exercise with a `rubric` for it",
        ),
        Gap::NoExerciseStage(at) => (
            exercise(at).span,
            format!("no stage has the exercise `{}`", exercise(at).title),
            "name it as the `exercise` of a stage, or leave it out",
        ),
        Gap::NoRubric(at) => (
            exercise(at).span,
            format!("nothing says how `{}` is judged", exercise(at).title),
            "add an `[[exercise.rubric]]` for each dimension that it shows",
        ),
    };
    Finding::new(span, message, help)
}
