use super::Texts;
use crate::model::{Anchors, Interviews};

impl<'f> Texts<'f, '_> {
    pub(super) fn interviews(&mut self, interviews: &'f Interviews) {
        self.all(&interviews.weights_reason);
        self.all(interviews.areas.iter().flat_map(|area| &area.assess));
        for dimension in &interviews.dimensions {
            self.anchors(&dimension.anchors);
            dimension.overrides.iter().for_each(|(_, anchors)| self.anchors(anchors));
            self.all(dimension.strong.iter().chain(&dimension.weak).chain(&dimension.red_flags));
        }
        for exercise in &interviews.exercises {
            self.all(exercise.input.iter().chain(&exercise.output));
            exercise.rubric.iter().for_each(|one| self.anchors(&one.anchors));
        }
        for question in interviews.stages.iter().flat_map(|stage| &stage.questions) {
            self.add(&question.text);
            self.all(question.probes.iter().chain(&question.good));
        }
        self.all(interviews.signals.iter().map(|signal| &signal.text));
    }

    fn anchors(&mut self, anchors: &'f Anchors) {
        self.all([&anchors.below, &anchors.meets, &anchors.exceeds].into_iter().flatten());
    }
}
