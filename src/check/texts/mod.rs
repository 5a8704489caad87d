//! Every Markdown text of a framework, for rules about words and links.

mod blueprint;
mod interviews;

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::words::Speech;
use crate::model::{Behaviour, Expectation, Framework, Interviews, Level, Prose, Role, Value};
use crate::source::{FileId, Span};

/// A Markdown text and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'f> {
    pub(super) markdown: &'f str,
    pub(super) span: Span,
    pub(super) speech: Speech,
}

/// Calls `take` with every text, each once however many roles include it: the framework's, role by
/// role, then glossary and handbook. A list of them would be much memory for rules that mostly
/// look at few files.
pub(super) fn each<'f>(framework: &'f Framework, language: &str, take: &mut dyn FnMut(Piece<'f>)) {
    let speech = Speech::of(language);
    let mut texts = Texts { take, own: Vec::new(), seen: HashSet::default(), speech };
    texts.vocabulary(framework);
    for role in &framework.roles {
        texts.speech = role.language.as_deref().map_or(speech, Speech::of);
        texts.role(role);
    }
    texts.speech = speech;
    for term in &framework.terms {
        texts.add(&term.definition);
    }
    for page in &framework.pages {
        texts.speech = page.language.as_deref().map_or(speech, Speech::of);
        texts.all(&page.summary);
        texts.add(&page.body);
    }
}

/// Calls `take` with every text of a role's interviews, each once.
pub(super) fn each_of_interviews<'f>(
    interviews: &'f Interviews,
    speech: Speech,
    take: &mut dyn FnMut(Piece<'f>),
) {
    Texts { take, own: Vec::new(), seen: HashSet::default(), speech }.interviews(interviews);
}

struct Texts<'f, 't> {
    take: &'t mut dyn FnMut(Piece<'f>),
    /// Files of the role at hand alone: what stands in them is met once.
    own: Vec<FileId>,
    /// What has been met of other files.
    seen: HashSet<Span, FixedState>,
    /// Of the text at hand.
    speech: Speech,
}

impl<'f> Texts<'f, '_> {
    fn add(&mut self, prose: &'f Prose) {
        self.push(&prose.markdown, prose.span);
    }

    fn all(&mut self, proses: impl IntoIterator<Item = &'f Prose>) {
        proses.into_iter().for_each(|prose| self.add(prose));
    }

    fn push(&mut self, markdown: &'f str, span: Span) {
        if self.own.contains(&span.file) || self.seen.insert(span) {
            (self.take)(Piece { markdown, span, speech: self.speech });
        }
    }

    fn vocabulary(&mut self, framework: &'f Framework) {
        self.all(&framework.summary);
        self.all(framework.families.iter().flat_map(|one| &one.summary));
        for track in &framework.tracks {
            self.all(&track.summary);
            self.all(track.levels.iter().flat_map(|level| &level.summary));
        }
        self.all(framework.pillars.iter().flat_map(|one| &one.summary));
        self.all(framework.competencies.iter().flat_map(|one| &one.summary));
        self.all(framework.attributes.iter().flat_map(|one| &one.summary));
        let points = framework.scales.iter().flat_map(|scale| &scale.points);
        self.all(points.flat_map(|point| &point.summary));
        self.all(framework.ratings.iter().flat_map(|point| &point.summary));
    }

    fn role(&mut self, role: &'f Role) {
        self.all(&role.summary);
        self.all(role.includes.iter().flat_map(|set| &set.summary));
        let moves = [&role.path.feeder, &role.path.next, &role.path.adjacent];
        self.all(moves.into_iter().flatten().flat_map(|one| &one.note));
        let files = role.levels.iter().map(|level| level.span.file);
        self.own.extend(files.filter(|file| *file != role.span.file));
        let speech = self.speech;
        for (at, level) in (0..).zip(&role.levels) {
            self.speech = level.language.as_deref().map_or(speech, Speech::of);
            self.level(level, at);
        }
        self.speech = speech;
        self.own.clear();
        if let Some(blueprint) = &role.blueprint {
            self.blueprint(blueprint);
        }
        if let Some(interviews) = &role.interviews {
            self.interviews(interviews);
        }
        if let Some(guide) = &role.guide {
            self.all(&guide.text);
            self.all(guide.stages.iter().flat_map(|stage| stage.task.iter().chain(&stage.text)));
        }
    }

    fn level(&mut self, level: &'f Level, at: u16) {
        self.all(level.tagline.iter().chain(&level.intro));
        self.all(level.pillar_intros.iter().map(|(_, intro)| intro));
        for attribute in &level.attributes {
            match &attribute.value {
                Value::Text(text) => self.add(text),
                Value::Ordered(_) => {}
                Value::List { intro, expectations } => {
                    self.all(intro);
                    self.expectations(expectations, at);
                }
            }
        }
        for cell in &level.cells {
            self.all(&cell.intro);
            self.expectations(&cell.expectations, at);
            self.all(&cell.examples);
        }
    }

    /// What a lower level wrote has been met there.
    fn expectations(&mut self, expectations: &'f [Expectation], at: u16) {
        for one in expectations.iter().filter(|one| one.since == at) {
            self.behaviour(&one.behaviour);
        }
    }

    fn behaviour(&mut self, behaviour: &'f Behaviour) {
        self.add(&behaviour.text);
        self.all(&behaviour.items);
        self.all(&behaviour.examples);
    }
}
