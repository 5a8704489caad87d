use super::{prose, shape, text, texts, words};
use crate::model::{
    Anchors, Area, Dimension, Exercise, Guide, GuideStage, InterviewId, Interviews, LevelId,
    Question, Rubric, Signal, Stage,
};

/// The interviews of a role; what refers to something says its id.
pub(super) fn interviews(of: &Interviews) -> shape::Interviews<'_> {
    shape::Interviews {
        retention_days: of.retention_days,
        min_assessors: of.min_assessors,
        weights_reason: prose(of.weights_reason.as_ref()),
        areas: of.areas.iter().map(area).collect(),
        dimensions: of.dimensions.iter().map(|one| dimension(of, one)).collect(),
        exercises: of.exercises.iter().map(|one| exercise(of, one)).collect(),
        stages: of.stages.iter().map(|one| stage(of, one)).collect(),
        signals: of.signals.iter().map(signal).collect(),
    }
}

/// What candidates are told, stage by stage.
pub(super) fn guide(of: &Guide) -> shape::Guide<'_> {
    let stages = of.stages.iter().map(guide_stage);
    shape::Guide { text: prose(of.text.as_ref()), stages: stages.collect() }
}

fn guide_stage(one: &GuideStage) -> shape::GuideStage<'_> {
    shape::GuideStage {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        minutes: one.minutes,
        panelists: one.panelists,
        task: prose(one.task.as_ref()),
        looks_at: words(&one.looks_at),
        text: prose(one.text.as_ref()),
    }
}

fn area(one: &Area) -> shape::Area<'_> {
    shape::Area {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        assess: prose(one.assess.as_ref()),
    }
}

fn dimension<'f>(of: &'f Interviews, one: &'f Dimension) -> shape::Dimension<'f> {
    let areas = one.areas.iter().filter_map(|at| of.areas.get(*at));
    shape::Dimension {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        competencies: one.competencies.iter().map(|one| one.id.as_str().into()).collect(),
        areas: areas.map(|area| area.id.as_str().into()).collect(),
        must_have: one.must_have,
        weight: one.weight,
        anchors: anchors(&one.anchors),
        overrides: one.overrides.iter().map(for_level).collect(),
        strong: texts(&one.strong),
        weak: texts(&one.weak),
        red_flags: texts(&one.red_flags),
    }
}

fn for_level((level, written): &(LevelId, Anchors)) -> shape::Override<'_> {
    shape::Override { level: level.as_str().into(), anchors: anchors(written) }
}

/// Only what is written; the anchors that follow from the levels are on the scorecards.
fn anchors(written: &Anchors) -> Option<shape::Anchors<'_>> {
    Some(shape::Anchors {
        below: prose(written.below.as_ref()),
        meets: prose(written.meets.as_ref()),
        exceeds: prose(written.exceeds.as_ref()),
    })
}

fn exercise<'f>(of: &'f Interviews, one: &'f Exercise) -> shape::Exercise<'f> {
    shape::Exercise {
        id: one.id.as_str().into(),
        title: one.title.as_str().into(),
        minutes: one.minutes.map(|(least, most)| [least, most]),
        format: one.format,
        optional: one.optional,
        input: prose(one.input.as_ref()),
        output: texts(&one.output),
        rubric: one.rubric.iter().filter_map(|row| rubric(of, row)).collect(),
    }
}

fn rubric<'f>(of: &'f Interviews, row: &'f Rubric) -> Option<shape::Rubric<'f>> {
    let dimension = dimension_id(of, row.dimension)?.as_str().into();
    Some(shape::Rubric { dimension, anchors: anchors(&row.anchors) })
}

fn stage<'f>(of: &'f Interviews, one: &'f Stage) -> shape::Stage<'f> {
    let exercise = one.exercise.and_then(|at| of.exercises.get(at));
    let dimensions = one.dimensions.iter().filter_map(|at| dimension_id(of, *at));
    shape::Stage {
        id: one.id.as_str().into(),
        name: one.name.as_str().into(),
        minutes: one.minutes,
        panelists: one.panelists,
        exercise: exercise.map(|one| one.id.as_str().into()),
        dimensions: dimensions.map(|id| id.as_str().into()).collect(),
        questions: one.questions.iter().map(|one| question(of, one)).collect(),
    }
}

fn question<'f>(of: &'f Interviews, one: &'f Question) -> shape::Question<'f> {
    let dimension = one.dimension.and_then(|at| dimension_id(of, at));
    shape::Question {
        id: one.id.as_str().into(),
        dimension: dimension.map(|id| id.as_str().into()),
        kind: one.kind,
        minutes: one.minutes,
        text: text(&one.text),
        probes: texts(&one.probes),
        good: prose(one.good.as_ref()),
    }
}

fn signal(one: &Signal) -> shape::Signal<'_> {
    shape::Signal { kind: one.kind, text: text(&one.text) }
}

fn dimension_id(of: &Interviews, at: usize) -> Option<&InterviewId> {
    of.dimensions.get(at).map(|one| &one.id)
}
