use serde_json::{Value, json};

use super::{list, object, prose, texts};
use crate::model::{
    Anchors, Area, Dimension, Exercise, Guide, GuideStage, Interviews, LevelId, Question, Rubric,
    Stage,
};

/// The interviews of a role, in the words of `interviews.toml`; what refers to something says its
/// id.
pub(super) fn interviews(of: &Interviews) -> Value {
    object([
        ("retention-days", json!(of.retention_days)),
        ("min-assessors", json!(of.min_assessors)),
        ("weights-reason", prose(of.weights_reason.as_ref())),
        ("areas", list(&of.areas, area)),
        ("dimensions", list(&of.dimensions, |one| dimension(of, one))),
        ("exercises", list(&of.exercises, |one| exercise(of, one))),
        ("stages", list(&of.stages, |one| stage(of, one))),
        (
            "signals",
            list(&of.signals, |one| json!({ "kind": one.kind, "text": prose(Some(&one.text)) })),
        ),
    ])
}

/// What candidates are told, stage by stage.
pub(super) fn guide(of: &Guide) -> Value {
    let stage = |one: &GuideStage| {
        object([
            ("id", json!(one.id)),
            ("name", json!(one.name)),
            ("minutes", json!(one.minutes)),
            ("panelists", json!(one.panelists)),
            ("task-minutes", json!(one.exercise.and_then(|(minutes, _)| minutes))),
            ("task-format", json!(one.exercise.map(|(_, format)| format))),
            ("looks-at", json!(one.looks_at)),
            ("text", prose(one.text.as_ref())),
        ])
    };
    object([("text", prose(of.text.as_ref())), ("stages", list(&of.stages, stage))])
}

fn area(one: &Area) -> Value {
    object([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("assess", prose(one.assess.as_ref())),
    ])
}

fn dimension(of: &Interviews, one: &Dimension) -> Value {
    object([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("competencies", list(&one.competencies, |competency| json!(competency.id))),
        ("areas", list(&one.areas, |at| json!(of.areas.get(*at).map(|area| &area.id)))),
        ("must-have", json!(one.must_have)),
        ("weight", json!(one.weight)),
        ("anchors", anchors(&one.anchors)),
        ("overrides", list(&one.overrides, for_level)),
        ("strong", texts(&one.strong)),
        ("weak", texts(&one.weak)),
        ("red-flags", texts(&one.red_flags)),
    ])
}

fn for_level((level, written): &(LevelId, Anchors)) -> Value {
    object([("level", json!(level)), ("anchors", anchors(written))])
}

/// Only what is written; the anchors that follow from the levels are on the scorecards.
fn anchors(written: &Anchors) -> Value {
    object([
        ("below", prose(written.below.as_ref())),
        ("meets", prose(written.meets.as_ref())),
        ("exceeds", prose(written.exceeds.as_ref())),
    ])
}

fn exercise(of: &Interviews, one: &Exercise) -> Value {
    object([
        ("id", json!(one.id)),
        ("title", json!(one.title)),
        ("minutes", json!(one.minutes)),
        ("format", json!(one.format)),
        ("optional", json!(one.optional)),
        ("input", prose(one.input.as_ref())),
        ("output", texts(&one.output)),
        ("rubric", list(&one.rubric, |row| rubric(of, row))),
    ])
}

fn rubric(of: &Interviews, row: &Rubric) -> Value {
    object([("dimension", dimension_id(of, row.dimension)), ("anchors", anchors(&row.anchors))])
}

fn stage(of: &Interviews, one: &Stage) -> Value {
    let exercise = one.exercise.and_then(|at| of.exercises.get(at)).map(|one| &one.id);
    object([
        ("id", json!(one.id)),
        ("name", json!(one.name)),
        ("minutes", json!(one.minutes)),
        ("panelists", json!(one.panelists)),
        ("exercise", json!(exercise)),
        ("dimensions", list(&one.dimensions, |at| dimension_id(of, *at))),
        ("questions", list(&one.questions, |one| question(of, one))),
    ])
}

fn question(of: &Interviews, one: &Question) -> Value {
    object([
        ("id", json!(one.id)),
        ("dimension", one.dimension.map_or(Value::Null, |at| dimension_id(of, at))),
        ("kind", json!(one.kind)),
        ("minutes", json!(one.minutes)),
        ("text", prose(Some(&one.text))),
        ("probes", texts(&one.probes)),
        ("good", prose(one.good.as_ref())),
    ])
}

fn dimension_id(of: &Interviews, at: usize) -> Value {
    json!(of.dimensions.get(at).map(|one| &one.id))
}
