//! One level file, its headings and marks understood: the same for roles and shared sets.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::{
    Audience, Behaviour, BehaviourId, CellState, Competency, LevelId, Pillar, Point, Prose, slugged,
};
use super::vocabulary::Vocabulary;
use super::{id, passage, passages};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{AttributeKind, Bullet, LevelFile, Mark, Section};
use crate::source::{FileId, Span};

/// Longest id that is made from a text: short enough for a URL that people read.
const DERIVED_ID_LENGTH: usize = 48;

/// What a level file says.
#[derive(Default)]
pub(super) struct LevelContent {
    pub(super) intro: Option<Prose>,
    pub(super) pillar_intros: Vec<(Arc<Pillar>, Prose)>,
    /// By place of the competency.
    pub(super) cells: Vec<(usize, CellContent)>,
    /// By place of the list attribute.
    pub(super) lists: Vec<(usize, CellContent)>,
}

/// What stands below one heading.
pub(super) struct CellContent {
    pub(super) alias: Option<Box<str>>,
    pub(super) intro: Option<Prose>,
    pub(super) bullets: Vec<BulletContent>,
    pub(super) examples: Vec<Prose>,
    /// `NotExpected`, `NotWritten`, or `Written` where no mark says otherwise.
    pub(super) state: CellState,
    pub(super) same_as: Option<(LevelId, Span)>,
    /// What a shared set says at the level of `same_as`, for roles that don't have that level.
    pub(super) repeated: Vec<BulletContent>,
    pub(super) proficiency: Option<Arc<Point>>,
    pub(super) span: Span,
}

/// A behaviour and what it does to an inherited one.
#[derive(Clone)]
pub(super) struct BulletContent {
    pub(super) behaviour: Arc<Behaviour>,
    pub(super) relation: Relation,
}

/// What a bullet does to the inherited behaviour of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Nothing: it is another one.
    Add,
    /// Takes its place.
    Replace,
    /// Stands below it.
    Extend,
    /// Says it again, where the bullet has no words: what is inherited here, or what a lower level
    /// expects.
    Again {
        /// Whether the bullet's behaviour is what a lower level of its shared set says, and not
        /// just the id.
        is_found: bool,
    },
}

/// Understands a level file.
pub(super) fn read(
    level: &LevelFile,
    vocabulary: &Vocabulary,
    out: &mut Diagnostics,
) -> LevelContent {
    let (ids, repeated_ids) = (HashSet::new(), HashSet::new());
    let mut reader = Reader { level, file: level.file, vocabulary, ids, repeated_ids, out };
    reader.reserve_written_ids(level);
    let mut content = LevelContent {
        intro: level.intro.as_ref().map(|intro| passage(level, intro)),
        ..LevelContent::default()
    };
    let mut above = Above::Nothing;
    for section in &level.sections {
        reader.section(section, &mut above, &mut content);
    }
    content
}

/// What the last `##` was.
enum Above {
    /// No pillar.
    Nothing,
    /// A pillar, which the `###` below it belong to.
    Pillar(Arc<Pillar>),
    /// Something that nobody knows; it has been reported.
    Unknown,
}

impl Above {
    fn pillar(&self) -> Option<&Pillar> {
        match self {
            Above::Pillar(pillar) => Some(pillar),
            Above::Nothing | Above::Unknown => None,
        }
    }
}

struct Reader<'v, 'd> {
    level: &'v LevelFile,
    file: FileId,
    vocabulary: &'v Vocabulary,
    /// Ids that stand in the file.
    ids: HashSet<String>,
    /// Where one of them stands again.
    repeated_ids: HashSet<Span>,
    out: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    /// Written ids go first: a made one must not take a place that an author chose further down.
    fn reserve_written_ids(&mut self, level: &LevelFile) {
        let bullets = level.sections.iter().flat_map(|section| &section.bullets);
        for mark in bullets.flat_map(|bullet| &bullet.marks).filter(|mark| mark.name == "#") {
            if !self.ids.insert(mark.value.clone()) {
                self.repeated_ids.insert(mark.span);
                let message = format!("two behaviours of this level have the id `{}`", mark.value);
                self.out.push(
                    Diagnostic::error("duplicate-id", mark.span, message)
                        .help("give one of them another id, or delete one"),
                );
            }
        }
    }

    fn section(&mut self, section: &Section, above: &mut Above, content: &mut LevelContent) {
        let vocabulary = self.vocabulary;
        if section.depth == 2 {
            *above = Above::Nothing;
            if let Some(attribute) = vocabulary.list_attribute(&section.heading) {
                let cell = self.cell(section, None);
                let label = &vocabulary.attributes[attribute].label;
                self.place(label, attribute, cell, &mut content.lists);
                return;
            }
            if let Some(found) = vocabulary.pillar(&section.heading) {
                *above = Above::Pillar(found.clone());
                self.pillar(section, found, content);
                return;
            }
        }
        match vocabulary.competency(above.pillar(), &section.heading) {
            Some(index) => {
                let competency = &vocabulary.competencies[index];
                let is_sound = !vocabulary.lost_pillars.contains(&competency.id);
                if is_sound && !matches!(above, Above::Unknown) {
                    self.check_pillar(section, above.pillar(), competency);
                }
                let cell = self.cell(section, Some(competency));
                self.place(&competency.name, index, cell, &mut content.cells);
            }
            None => {
                self.unknown_heading(section);
                if section.depth == 2 {
                    *above = Above::Unknown;
                }
            }
        }
    }

    fn pillar(&mut self, section: &Section, pillar: &Arc<Pillar>, content: &mut LevelContent) {
        self.check_conflict(&section.marks);
        for mark in &section.marks {
            match mark.name.as_str() {
                "audience" => self.check_audience(mark),
                _ => self.unknown_mark(mark, &["audience"]),
            }
        }
        if let Some(bullet) = section.bullets.first() {
            let span = Span::new(self.file, bullet.text.range());
            self.out.push(
                Diagnostic::error("bullet-of-pillar", span, "this bullet belongs to no competency")
                    .help(format!("put it below a `###` heading of `{}`", pillar.name)),
            );
        }
        if let Some(intro) = &section.prose {
            content.pillar_intros.push((pillar.clone(), passage(self.level, intro)));
        }
    }

    fn place(
        &mut self,
        name: &str,
        index: usize,
        cell: CellContent,
        cells: &mut Vec<(usize, CellContent)>,
    ) {
        if cells.iter().any(|(other, _)| *other == index) {
            let message = format!("`{name}` has two headings in this level");
            self.out.push(
                Diagnostic::error("duplicate-heading", cell.span, message)
                    .help("put all its bullets below one of them"),
            );
        } else {
            cells.push((index, cell));
        }
    }

    /// Where a competency belongs is declared once; a level that has it elsewhere is mistaken.
    fn check_pillar(
        &mut self,
        section: &Section,
        pillar: Option<&Pillar>,
        competency: &Competency,
    ) {
        let own = competency.pillar.as_deref();
        if own.map(|one| &one.id) != pillar.map(|one| &one.id) {
            let own = own.map_or("no pillar".into(), |one| format!("the pillar `{}`", one.name));
            let message = format!("`{}` belongs to {own}", competency.name);
            self.out.push(
                Diagnostic::warning("wrong-pillar", section.span, message)
                    .help("move it there, or change `pillar` in framework.toml"),
            );
        }
    }

    fn unknown_heading(&mut self, section: &Section) {
        let vocabulary = self.vocabulary;
        if vocabulary.is_lost(&section.heading) {
            return;
        }
        let lists = vocabulary.attributes.iter().filter(|one| one.kind == AttributeKind::List);
        let labels = lists.map(|one| one.label.as_str());
        let pillars = vocabulary.pillars.iter().map(|one| one.name.as_str());
        let names = vocabulary.competency_names();
        if section.depth == 2
            && let Some(attribute) = vocabulary.front_matter_attribute(&section.heading)
        {
            let message =
                format!("`{}` is no list, and stands in the front matter", attribute.label);
            let help = format!("write `{} = \"…\"` below `[attributes]`", attribute.id);
            self.out.push(Diagnostic::error("unknown-heading", section.span, message).help(help));
            return;
        }
        let message = match section.depth {
            2 => "no pillar, competency or list attribute",
            _ => "no competency",
        };
        let message = format!("{message} is called `{}`", section.heading);
        let code = if section.depth == 2 { "unknown-heading" } else { "unknown-competency" };
        let help = match section.depth {
            2 => did_you_mean(&section.heading, pillars.chain(names).chain(labels)),
            _ => did_you_mean(&section.heading, names),
        };
        let help = help.unwrap_or_else(|| {
            "declare it in framework.toml, or give its name to one as an alias".into()
        });
        self.out.push(Diagnostic::error(code, section.span, message).help(help));
    }

    /// Reports the first mark that says again, or otherwise, what one before it says.
    fn check_conflict(&mut self, marks: &[Mark]) {
        let subject = |mark: &Mark| match mark.name.as_str() {
            "replace" | "extend" => "replace".to_owned(),
            "same_as" | "not-expected" | "not-written" => "same_as".to_owned(),
            // A behaviour may replace several.
            "replaces" => format!("replaces={}", mark.value),
            other => other.to_owned(),
        };
        for (at, mark) in marks.iter().enumerate() {
            let earlier = marks[..at].iter().find(|one| subject(one) == subject(mark));
            if let Some(earlier) = earlier {
                let (one, other) = (shown(earlier), shown(mark));
                let message = format!("the marks `{one}` and `{other}` can't both hold");
                self.out.push(
                    Diagnostic::error("conflicting-marks", mark.span, message)
                        .help("keep the one that is meant"),
                );
                return;
            }
        }
    }

    fn unknown_mark(&mut self, mark: &Mark, known: &[&str]) {
        let is_id = mark.name == "#";
        let name = if is_id { shown(mark) } else { mark.name.clone() };
        let message = format!("the mark `{name}` means nothing here");
        let help = match is_id {
            true => Some("a heading needs no id: take it away".to_owned()),
            false => did_you_mean(&mark.name, known.iter().copied()),
        };
        self.out.push(Diagnostic::error("unknown-mark", mark.span, message).maybe_help(help));
    }

    fn cell(&mut self, section: &Section, competency: Option<&Arc<Competency>>) -> CellContent {
        let alias = competency.filter(|one| !one.name.eq_ignore_ascii_case(&section.heading));
        let alias = alias.filter(|one| one.id.as_str() != section.heading);
        let mut cell = CellContent {
            alias: alias.map(|_| section.heading.as_str().into()),
            intro: section.prose.as_ref().map(|intro| passage(self.level, intro)),
            bullets: Vec::with_capacity(section.bullets.len()),
            examples: passages(self.level, &section.examples),
            state: CellState::Written,
            same_as: None,
            repeated: Vec::new(),
            proficiency: None,
            span: section.span,
        };
        self.check_conflict(&section.marks);
        for mark in &section.marks {
            self.cell_mark(mark, competency, &mut cell);
        }
        // Prose may stay: it says why nothing is expected, or when it will be written.
        let is_empty = section.bullets.is_empty() && section.examples.is_empty();
        if cell.state != CellState::Written && !is_empty {
            let message = format!("`{}` is marked as empty, and yet has bullets", section.heading);
            self.out.push(
                Diagnostic::error("impossible-cell", section.span, message)
                    .help("take the mark away, or the bullets; a sentence that says why may stay"),
            );
            cell.state = CellState::Written;
        }
        for bullet in &section.bullets {
            cell.bullets.extend(self.bullet(bullet));
        }
        cell
    }

    fn cell_mark(
        &mut self,
        mark: &Mark,
        competency: Option<&Arc<Competency>>,
        cell: &mut CellContent,
    ) {
        const KNOWN: [&str; 5] =
            ["same_as", "not-expected", "not-written", "proficiency", "audience"];
        match (mark.name.as_str(), competency) {
            ("not-expected", Some(_)) => cell.state = CellState::NotExpected,
            ("not-written", Some(_)) => cell.state = CellState::NotWritten,
            ("same_as", Some(_)) => {
                let level = id(LevelId::new, &mark.value, mark.span, self.out);
                cell.same_as = level.map(|level| (level, mark.span));
            }
            ("proficiency", Some(competency)) => {
                cell.proficiency = self.proficiency(mark, competency);
            }
            ("audience", _) => self.check_audience(mark),
            (_, Some(_)) => self.unknown_mark(mark, &KNOWN),
            (_, None) => self.unknown_mark(mark, &["audience"]),
        }
    }

    fn proficiency(&mut self, mark: &Mark, competency: &Competency) -> Option<Arc<Point>> {
        let points = competency.scale.as_ref().map(|scale| &scale.points[..]).unwrap_or_default();
        let found = points.iter().find(|point| point.id.as_str() == mark.value);
        if found.is_none() {
            let message = format!("no point of the scale is called `{}`", mark.value);
            let known = points.iter().map(|point| point.id.as_str());
            let help = did_you_mean(&mark.value, known).unwrap_or_else(|| {
                format!("give `{}` a `scale` in framework.toml", competency.name)
            });
            self.out.push(Diagnostic::error("unknown-point", mark.span, message).help(help));
        }
        found.cloned()
    }

    /// What it keeps from whom has been seen to where the file was read.
    fn check_audience(&mut self, mark: &Mark) {
        if Audience::of(&mark.value).is_none() {
            let message = format!("no audience is called `{}`", mark.value);
            let known = Audience::ALL.map(Audience::word);
            self.out.push(
                Diagnostic::error("unknown-value", mark.span, message)
                    .maybe_help(did_you_mean(&mark.value, known)),
            );
        }
    }

    fn bullet(&mut self, bullet: &Bullet) -> Option<BulletContent> {
        let mut relation = Relation::Add;
        let mut written = None;
        let mut replaces = Vec::new();
        if bullet.marks.iter().any(|mark| self.repeated_ids.contains(&mark.span)) {
            return None;
        }
        self.check_conflict(&bullet.marks);
        for mark in &bullet.marks {
            match mark.name.as_str() {
                "#" => written = id(BehaviourId::new, &mark.value, mark.span, self.out),
                "replace" => relation = Relation::Replace,
                "extend" => relation = Relation::Extend,
                "replaces" => {
                    replaces.extend(id(BehaviourId::new, &mark.value, mark.span, self.out));
                }
                "audience" => self.check_audience(mark),
                _ => self.unknown_mark(mark, &["replace", "extend", "replaces", "audience"]),
            }
        }
        if relation != Relation::Add && written.is_none() {
            let span = Span::new(self.file, bullet.text.range());
            self.out.push(
                Diagnostic::error(
                    "unknown-behaviour",
                    span,
                    "this changes an inherited behaviour, but which?",
                )
                .help("write its id too, e.g. `{#its-id replace}`"),
            );
            return None;
        }
        let has_written_id = written.is_some();
        let mut text = passage(self.level, &bullet.text);
        if has_written_id && text.markdown.is_empty() {
            let has_parts = !bullet.items.is_empty() || !bullet.examples.is_empty();
            if relation != Relation::Add || has_parts || !replaces.is_empty() {
                self.empty(bullet);
                return None;
            }
            relation = Relation::Again { is_found: false };
            text.span = bullet.marks.first().map_or(text.span, |mark| mark.span);
        }
        let id = written.or_else(|| self.derived_id(bullet))?;
        let behaviour = Behaviour {
            id,
            has_written_id,
            text,
            items: passages(self.level, &bullet.items).into(),
            examples: passages(self.level, &bullet.examples).into(),
            replaces: replaces.into(),
            id_place: bullet.end_of_first_paragraph,
        };
        Some(BulletContent { behaviour: Arc::new(behaviour), relation })
    }

    fn empty(&mut self, bullet: &Bullet) {
        let span = bullet.marks.first().map(|mark| mark.span);
        let span = span.unwrap_or_else(|| Span::new(self.file, bullet.text.range()));
        self.out.push(
            Diagnostic::error("empty-behaviour", span, "this bullet has no words")
                .help("write what is expected, or delete the bullet"),
        );
    }

    /// An id from the first words of a behaviour; numbered if the level has it already.
    fn derived_id(&mut self, bullet: &Bullet) -> Option<BehaviourId> {
        let text = bullet.text.markdown(&self.level.source);
        let Some(base) = slugged(text, DERIVED_ID_LENGTH) else {
            self.empty(bullet);
            return None;
        };
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        BehaviourId::new(&id)
    }
}

/// A mark as it is written.
fn shown(mark: &Mark) -> String {
    match (mark.name.as_str(), mark.value.as_str()) {
        ("#", id) => format!("#{id}"),
        (name, "") => name.to_owned(),
        (name, value) => format!("{name}={value}"),
    }
}
