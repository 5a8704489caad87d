use super::content::{counted, listed};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Dimension, Exercise, Interviews, Stage};

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
                  is for a dimension, and an exercise says by a rubric what to look for.",
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
        found.extend(in_no_stage(interviews));
        for (at, dimension) in interviews.dimensions.iter().enumerate() {
            found.extend(too_few_assessors(interviews, at, dimension));
            found.extend(must_have_once(interviews, at, dimension));
        }
        for stage in &interviews.stages {
            found.extend(too_many_dimensions(stage, most));
            found.extend(too_short(stage));
            found.extend(nothing_asks(interviews, stage));
            found.extend(without_dimension(stage));
        }
        found.extend(interviews.exercises.iter().filter_map(without_rubric));
    }
    found
}

fn in_no_stage(interviews: &Interviews) -> Option<Finding> {
    let is_lost = |at: &usize| !interviews.stages.iter().any(|one| assesses(interviews, one, *at));
    let lost =
        (0..interviews.dimensions.len()).filter(is_lost).map(|at| &interviews.dimensions[at]);
    let lost: Vec<&Dimension> = lost.filter(|_| !interviews.stages.is_empty()).collect();
    let names = listed(lost.iter().map(|one| one.name.as_str()));
    let help = "add it to the `dimensions` of a stage, or take it off the scorecard";
    Some(Finding::new(lost.first()?.span, format!("no interview assesses {names}"), help))
}

fn too_few_assessors(interviews: &Interviews, at: usize, dimension: &Dimension) -> Option<Finding> {
    let wanted = interviews.min_assessors?;
    let stages = interviews.stages.iter().filter(|one| assesses(interviews, one, at));
    let people: u32 = stages.map(|stage| stage.panelists.unwrap_or(1)).sum();
    let message = format!(
        "`{}` is assessed by {people} of the {wanted} people that `min-assessors` asks for",
        dimension.name
    );
    let help = "add it to another stage, add a panelist, or lower `min-assessors`";
    (people > 0 && people < wanted).then(|| Finding::new(dimension.span, message, help))
}

/// Of one stage there is nobody to compare with.
fn must_have_once(interviews: &Interviews, at: usize, dimension: &Dimension) -> Option<Finding> {
    let mut stages = interviews.stages.iter().filter(|one| assesses(interviews, one, at));
    let only = stages.next().filter(|_| dimension.must_have && interviews.stages.len() > 1)?;
    let message =
        format!("`{}` is a must, and 1 stage alone assesses it: `{}`", dimension.name, only.name);
    let help = "let a second stage look at it: one interview decides too much";
    stages.next().is_none().then(|| Finding::new(dimension.span, message, help))
}

fn too_many_dimensions(stage: &Stage, most: usize) -> Option<Finding> {
    let count = stage.dimensions.len();
    let message = format!("`{}` assesses {count} dimensions, more than {most}", stage.name);
    let help = "move some to another stage: who rates so many at once rates one impression";
    (count > most).then(|| Finding::new(stage.span, message, help))
}

fn too_short(stage: &Stage) -> Option<Finding> {
    let asked: u32 = stage.questions.iter().filter_map(|question| question.minutes).sum();
    let minutes = stage.minutes.filter(|minutes| asked > *minutes)?;
    let message = format!("the questions of `{}` take {asked} of {minutes} minutes", stage.name);
    let help = "give the stage more time, or fewer questions";
    Some(Finding::new(stage.span, message, help))
}

/// Dimensions that a stage names, and neither a question nor its exercise is for.
fn nothing_asks(interviews: &Interviews, stage: &Stage) -> Option<Finding> {
    let is_silent = |at: &&usize| !asks(interviews, stage, **at);
    let silent =
        stage.dimensions.iter().filter(is_silent).map(|at| &interviews.dimensions[*at].name);
    let names: Vec<&str> = silent.map(String::as_str).collect();
    let message = format!("nothing in `{}` asks for {}", stage.name, listed(names.iter().copied()));
    let help = "add a question with this `dimension`, or an exercise with a `rubric` for it";
    (!names.is_empty()).then(|| Finding::new(stage.span, message, help))
}

fn without_dimension(stage: &Stage) -> Vec<Finding> {
    let lost = stage.questions.iter().filter(|one| one.dimension.is_none());
    let finding = |one: &crate::model::Question| {
        let message = format!("the question `{}` is for no dimension", one.id);
        let help = "give it the `dimension` that its answer is rated by, or leave it out";
        Finding::new(one.span, message, help)
    };
    lost.map(finding).collect()
}

fn without_rubric(exercise: &Exercise) -> Option<Finding> {
    let message = match exercise.output.len() {
        0 => format!("nothing says how `{}` is judged", exercise.title),
        count => format!(
            "nothing says how the {} of `{}` {} judged",
            counted(count, "result"),
            exercise.title,
            if count == 1 { "is" } else { "are" }
        ),
    };
    let help = "add an `[[exercise.rubric]]` for each dimension that it shows";
    exercise.rubric.is_empty().then(|| Finding::new(exercise.span, message, help))
}

/// Whether a stage looks at a dimension: by name, by a question or by its exercise.
fn assesses(interviews: &Interviews, stage: &Stage, dimension: usize) -> bool {
    stage.dimensions.contains(&dimension) || asks(interviews, stage, dimension)
}

/// Whether a question of a stage, or its exercise, is for a dimension.
fn asks(interviews: &Interviews, stage: &Stage, dimension: usize) -> bool {
    let exercise = stage.exercise.map(|at| &interviews.exercises[at]);
    stage.questions.iter().any(|question| question.dimension == Some(dimension))
        || exercise.is_some_and(|one| one.rubric.iter().any(|row| row.dimension == dimension))
}
