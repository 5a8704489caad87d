//! What a role's interviews leave open, before a candidate has been met: stages against dimensions.
//!
//! Specification: hiring and readers, section 5, `loop-coverage`, of the project's research. Said to
//! editors by a rule, and to hiring managers on the page of the interviews.

use super::{Exercise, Interviews, Stage};

/// Something that no interview, or too little of one, is planned for. Numbers are places in the
/// lists of [`Interviews`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// No stage assesses the dimension.
    NoStage(usize),
    /// Fewer people assess the dimension than should.
    FewAssessors(usize, u32),
    /// A must-have is assessed in one stage only.
    OneStage(usize, usize),
    /// A stage assesses more dimensions than can be rated with evidence: so many.
    Crowded(usize, usize),
    /// The questions of a stage take more minutes than it has: so many.
    TooShort(usize, u32),
    /// A question of a stage is for no dimension.
    Aimless(usize, usize),
    /// A stage assesses a dimension without a question or an exercise for it.
    Unasked(usize, usize),
    /// No stage has the exercise.
    NoExerciseStage(usize),
    /// The exercise says for no dimension what good work is.
    NoRubric(usize),
}

impl Interviews {
    /// Whether a stage looks at the dimension at a place: by name, by a question or by its exercise.
    #[must_use]
    pub fn assesses(&self, stage: &Stage, dimension: usize) -> bool {
        stage.dimensions.contains(&dimension)
            || stage.asks(dimension)
            || self.exercise_of(stage).is_some_and(|one| one.shows(dimension))
    }

    /// How many people look at the dimension at a place; a stage that doesn't say has one.
    #[must_use]
    pub fn assessors(&self, dimension: usize) -> u32 {
        let stages = self.stages.iter().filter(|stage| self.assesses(stage, dimension));
        stages.map(|stage| stage.panelists.unwrap_or(1)).fold(0, u32::saturating_add)
    }

    /// A stage's exercise.
    #[must_use]
    pub fn exercise_of(&self, stage: &Stage) -> Option<&Exercise> {
        self.exercises.get(stage.exercise?)
    }

    /// What is left open, if a stage may assess `most` dimensions: by dimension, then by stage, then
    /// by exercise. Nothing, as long as no stages are written: then nobody has planned yet.
    ///
    /// Cost: dimensions times stages.
    #[must_use]
    pub fn gaps(&self, most: usize) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.stages.is_empty() {
            return gaps;
        }
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let stages = self.stages.iter().enumerate();
            let stages = stages.filter(|(_, stage)| self.assesses(stage, at)).map(|(at, _)| at);
            let stages: Vec<usize> = stages.collect();
            let people = self.assessors(at);
            match stages[..] {
                [] => gaps.push(Gap::NoStage(at)),
                _ if self.min_assessors.is_some_and(|wanted| people < wanted) => {
                    gaps.push(Gap::FewAssessors(at, people));
                }
                [one] if dimension.must_have && self.stages.len() > 1 => {
                    gaps.push(Gap::OneStage(at, one));
                }
                _ => {}
            }
        }
        for (at, stage) in self.stages.iter().enumerate() {
            self.stage_gaps((at, stage), most, &mut gaps);
        }
        for (at, exercise) in self.exercises.iter().enumerate() {
            let is_done = self.stages.iter().any(|stage| stage.exercise == Some(at));
            gaps.extend((!is_done).then_some(Gap::NoExerciseStage(at)));
            gaps.extend(exercise.rubric.is_empty().then_some(Gap::NoRubric(at)));
        }
        gaps
    }

    fn stage_gaps(&self, (at, stage): (usize, &Stage), most: usize, gaps: &mut Vec<Gap>) {
        let count = (0..self.dimensions.len()).filter(|one| self.assesses(stage, *one)).count();
        gaps.extend((count > most).then_some(Gap::Crowded(at, count)));
        let asked = stage.asked_minutes();
        let is_short = stage.minutes.is_some_and(|minutes| asked > minutes);
        gaps.extend(is_short.then_some(Gap::TooShort(at, asked)));
        for (place, question) in stage.questions.iter().enumerate() {
            gaps.extend(question.dimension.is_none().then_some(Gap::Aimless(at, place)));
        }
        let exercise = self.exercise_of(stage);
        for &dimension in &stage.dimensions {
            let is_shown =
                stage.asks(dimension) || exercise.is_some_and(|one| one.shows(dimension));
            gaps.extend((!is_shown).then_some(Gap::Unasked(at, dimension)));
        }
    }
}

impl Stage {
    /// Whether a question is for the dimension at a place.
    #[must_use]
    pub fn asks(&self, dimension: usize) -> bool {
        self.questions.iter().any(|question| question.dimension == Some(dimension))
    }

    /// Minutes of all questions that say how long they take.
    #[must_use]
    pub fn asked_minutes(&self) -> u32 {
        let minutes = self.questions.iter().filter_map(|question| question.minutes);
        minutes.fold(0, u32::saturating_add)
    }
}

impl Exercise {
    /// Whether it says what good work shows of the dimension at a place.
    #[must_use]
    pub fn shows(&self, dimension: usize) -> bool {
        self.rubric.iter().any(|row| row.dimension == dimension)
    }
}
