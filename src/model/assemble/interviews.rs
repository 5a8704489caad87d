use super::super::{
    Anchors, Area, Dimension, Exercise, Guide, GuideStage, InterviewId, Interviews, Level,
    Question, Rubric, Signal, Stage,
};
use super::vocabulary::{Vocabulary, unknown};
use super::{Uniques, id, maybe_prose, prose, proses};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{
    DimensionTable, Document, ExerciseTable, InterviewsFile, QuestionTable, StageTable, Text,
    span_of,
};
use crate::source::{FileId, Span};

/// Resolves what `interviews.toml` refers to, and takes from it what candidates are told.
pub(super) fn assemble(
    document: &Document<InterviewsFile>,
    vocabulary: &Vocabulary,
    levels: &[Level],
    out: &mut Diagnostics,
) -> (Interviews, Option<Guide>) {
    let Document { file, value } = document;
    let mut maker = Maker { file: *file, vocabulary, levels, out };
    let areas = maker.areas(value);
    let dimensions = maker.dimensions(&value.dimension, &areas);
    let exercises = maker.exercises(&value.exercise, &dimensions);
    let stages = maker.stages(&value.stage, &dimensions, &exercises);
    let signals = value.signal.iter();
    let interviews = Interviews {
        audience: value.audience,
        retention_days: value.retention_days,
        min_assessors: value.min_assessors,
        weights_reason: maybe_prose(*file, value.weights_reason.as_ref()),
        areas,
        dimensions,
        exercises,
        stages,
        signals: signals
            .map(|table| Signal { kind: table.kind, text: prose(*file, &table.text) })
            .collect(),
        span: Span::top(*file),
    };
    let guide = guide(document, &interviews, out);
    (interviews, guide)
}

/// What candidates are told: of each stage its frame, what it looks at, and what is written for them.
fn guide(
    document: &Document<InterviewsFile>,
    interviews: &Interviews,
    out: &mut Diagnostics,
) -> Option<Guide> {
    let Document { file, value } = document;
    let Some(table) = &value.guide else {
        for text in value.stage.iter().filter_map(|stage| stage.guide.as_ref()) {
            let message = "this is for candidates, and there is no `[guide]`";
            out.push(
                Diagnostic::error("wrong-value", span_of(*file, text), message)
                    .help("add `[guide]` above the first `[[dimension]]`"),
            );
        }
        return None;
    };
    let text = |id: &InterviewId| {
        let table = value.stage.iter().find(|table| table.id.get_ref() == id.as_str())?;
        maybe_prose(*file, table.guide.as_ref())
    };
    let stage = |stage: &Stage| GuideStage {
        id: stage.id.clone(),
        name: stage.name.clone(),
        minutes: stage.minutes,
        panelists: stage.panelists,
        exercise: interviews.exercise_of(stage).map(|one| (one.minutes, one.format)),
        looks_at: interviews
            .dimensions
            .iter()
            .enumerate()
            .filter(|(at, _)| interviews.assesses(stage, *at))
            .map(|(_, dimension)| dimension.name.clone())
            .collect(),
        text: text(&stage.id),
    };
    Some(Guide {
        audience: table.get_ref().audience,
        text: maybe_prose(*file, table.get_ref().text.as_ref()),
        stages: interviews.stages.iter().map(stage).collect(),
        span: Span::new(*file, table.span()),
    })
}

struct Maker<'m> {
    file: FileId,
    vocabulary: &'m Vocabulary,
    levels: &'m [Level],
    out: &'m mut Diagnostics,
}

impl Maker<'_> {
    /// A new id of its kind, or `None` with the reason among the diagnostics.
    fn id(&mut self, uniques: &mut Uniques<'_>, text: &Text) -> Option<InterviewId> {
        let span = span_of(self.file, text);
        let id = id(InterviewId::new, text.get_ref(), span, self.out)?;
        uniques.insert(id.as_str(), span, self.out).then_some(id)
    }

    fn areas(&mut self, value: &InterviewsFile) -> Vec<Area> {
        let mut uniques = Uniques::new("areas");
        let mut areas = Vec::new();
        for table in &value.area {
            let Some(id) = self.id(&mut uniques, &table.id) else { continue };
            areas.push(Area {
                id,
                name: table.name.clone(),
                assess: maybe_prose(self.file, table.assess.as_ref()),
                span: span_of(self.file, &table.id),
            });
        }
        areas
    }

    fn dimensions(&mut self, tables: &[DimensionTable], areas: &[Area]) -> Vec<Dimension> {
        let mut uniques = Uniques::new("dimensions");
        let mut dimensions = Vec::new();
        for table in tables {
            let Some(id) = self.id(&mut uniques, &table.id) else { continue };
            dimensions.push(self.dimension(id, table, areas));
        }
        dimensions
    }

    fn dimension(&mut self, id: InterviewId, table: &DimensionTable, areas: &[Area]) -> Dimension {
        let file = self.file;
        let mut competencies = Vec::new();
        for text in &table.competencies {
            competencies.extend(self.vocabulary.competency_by_id(file, text, self.out));
        }
        let name = table.name.clone().or_else(|| Some(competencies.first()?.name.clone()));
        let area_ids: Vec<&str> = areas.iter().map(|area| area.id.as_str()).collect();
        let areas = table.areas.iter().filter_map(|text| self.place("area", text, &area_ids));
        let areas = areas.collect();
        let mut overrides = Vec::new();
        for one in &table.overrides {
            let found = self.levels.iter().find(|level| level.id.as_str() == one.level.get_ref());
            match found {
                Some(level) if overrides.iter().any(|(id, _)| *id == level.id) => {
                    let message =
                        format!("`{}` has an override in this dimension already", level.id);
                    self.out.push(
                        Diagnostic::error("wrong-value", span_of(file, &one.level), message)
                            .help("write all its anchors in one"),
                    );
                }
                Some(level) => {
                    let anchors = anchors(file, &one.below, &one.meets, &one.exceeds);
                    overrides.push((level.id.clone(), anchors));
                }
                None => {
                    let known = self.levels.iter().map(|level| level.id.as_str());
                    unknown::<()>("level", file, &one.level, known, self.out);
                }
            }
        }
        if let Some(weight) = &table.weight
            && !(0.0..=100.0).contains(weight.get_ref())
        {
            let span = Span::new(file, weight.span());
            self.out.push(
                Diagnostic::error("wrong-value", span, "a weight is a share of the whole")
                    .help("write a percentage from 0 to 100"),
            );
        }
        Dimension {
            name: name.unwrap_or_else(|| id.to_string()),
            id,
            competencies,
            areas,
            must_have: table.must_have,
            weight: table.weight.as_ref().map(|weight| *weight.get_ref()),
            anchors: anchors(file, &table.below, &table.meets, &table.exceeds),
            overrides,
            strong: proses(file, &table.strong),
            weak: proses(file, &table.weak),
            red_flags: proses(file, &table.red_flags),
            span: span_of(file, &table.id),
        }
    }

    fn exercises(&mut self, tables: &[ExerciseTable], dimensions: &[Dimension]) -> Vec<Exercise> {
        let file = self.file;
        let mut uniques = Uniques::new("exercises");
        let known: Vec<&str> = dimensions.iter().map(|one| one.id.as_str()).collect();
        let mut exercises = Vec::new();
        for table in tables {
            let Some(id) = self.id(&mut uniques, &table.id) else { continue };
            let mut rubric = Vec::new();
            for one in &table.rubric {
                if let Some(dimension) = self.place("dimension", &one.dimension, &known) {
                    let anchors = anchors(file, &one.below, &one.meets, &one.exceeds);
                    rubric.push(Rubric { dimension, anchors });
                }
            }
            exercises.push(Exercise {
                id,
                title: table.title.clone(),
                minutes: self.minutes(table),
                format: table.format,
                optional: table.optional,
                input: maybe_prose(file, table.input.as_ref()),
                output: proses(file, &table.output),
                rubric,
                span: span_of(file, &table.id),
            });
        }
        exercises
    }

    /// `[60]` or `[45, 60]`.
    fn minutes(&mut self, table: &ExerciseTable) -> Option<(u32, u32)> {
        let minutes = table.minutes.as_ref()?;
        match minutes.get_ref()[..] {
            [one] => Some((one, one)),
            [from, to] if from <= to => Some((from, to)),
            _ => {
                let span = Span::new(self.file, minutes.span());
                self.out.push(
                    Diagnostic::error("wrong-value", span, "this is not a length of time")
                        .help("write `[60]`, or the least and the most as `[45, 60]`"),
                );
                None
            }
        }
    }

    fn stages(
        &mut self,
        tables: &[StageTable],
        dimensions: &[Dimension],
        exercises: &[Exercise],
    ) -> Vec<Stage> {
        let mut uniques = Uniques::new("stages");
        let mut question_ids = Uniques::new("questions");
        let dimension_ids: Vec<&str> = dimensions.iter().map(|one| one.id.as_str()).collect();
        let exercise_ids: Vec<&str> = exercises.iter().map(|one| one.id.as_str()).collect();
        let mut stages = Vec::new();
        for table in tables {
            let Some(id) = self.id(&mut uniques, &table.id) else { continue };
            let exercise = table.exercise.as_ref();
            let exercise = exercise.and_then(|text| self.place("exercise", text, &exercise_ids));
            let places = table.dimensions.iter();
            let dimensions =
                places.filter_map(|text| self.place("dimension", text, &dimension_ids)).collect();
            let questions = table.question.iter();
            let questions = questions
                .filter_map(|one| self.question(one, &mut question_ids, &dimension_ids))
                .collect();
            stages.push(Stage {
                id,
                name: table.name.clone(),
                minutes: table.minutes,
                panelists: table.panelists,
                exercise,
                dimensions,
                questions,
                span: span_of(self.file, &table.id),
            });
        }
        stages
    }

    fn question(
        &mut self,
        table: &QuestionTable,
        uniques: &mut Uniques<'_>,
        dimensions: &[&str],
    ) -> Option<Question> {
        let id = self.id(uniques, &table.id)?;
        let dimension = table.dimension.as_ref();
        Some(Question {
            id,
            dimension: dimension.and_then(|text| self.place("dimension", text, dimensions)),
            kind: table.kind,
            minutes: table.minutes,
            text: prose(self.file, &table.text),
            probes: proses(self.file, &table.probes),
            good: maybe_prose(self.file, table.good.as_ref()),
            span: span_of(self.file, &table.id),
        })
    }

    /// Place of an id among `known` ones.
    fn place(&mut self, kind: &str, text: &Text, known: &[&str]) -> Option<usize> {
        let found = known.iter().position(|id| id == text.get_ref());
        found.or_else(|| unknown(kind, self.file, text, known.iter().copied(), self.out))
    }
}

fn anchors(
    file: FileId,
    below: &Option<Text>,
    meets: &Option<Text>,
    exceeds: &Option<Text>,
) -> Anchors {
    Anchors {
        below: maybe_prose(file, below.as_ref()),
        meets: maybe_prose(file, meets.as_ref()),
        exceeds: maybe_prose(file, exceeds.as_ref()),
    }
}
