//! A role at one level: what shared sets, lower levels and its own file say, put together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{
    AttributeValue, BehaviourId, Cell, CellState, Competency, Expectation, Level, SharedSet,
    TrackLevel, Value,
};
use super::content::LevelContent;
use super::merge::{Merged, Merger, carried};
use super::shared::Included;
use super::vocabulary::Vocabulary;
use super::{language, maybe_prose, prose};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{AttributeKind, LevelFile, span_of};
use crate::source::Span;

/// Cells of a level by place of their competency, before all levels have the same rows.
pub(super) type Row = BTreeMap<usize, Cell>;

/// What all levels of a role are put together with.
pub(super) struct Composer<'c> {
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) included: &'c [Included<'c>],
    pub(super) cumulative: bool,
    pub(super) role_title: &'c str,
    /// The language of the role's texts, if that isn't the site's.
    pub(super) language: Option<String>,
}

impl Composer<'_> {
    /// Puts one level together; `lower` and `rows` are the role's levels below it, lowest first.
    #[allow(clippy::too_many_arguments, reason = "all of a level's sources, each once")]
    pub(super) fn level(
        &self,
        rung: &TrackLevel,
        listed: Span,
        parsed: Option<&LevelFile>,
        own: Option<LevelContent>,
        lower: &[Level],
        rows: &[Row],
        out: &mut Diagnostics,
    ) -> (Level, Row) {
        let span = parsed.map_or(listed, |parsed| Span::top(parsed.file));
        let mut removals = Removals::new(parsed);
        let sets: Vec<(&Arc<SharedSet>, &LevelContent)> = self
            .included
            .iter()
            .filter_map(|one| Some((one.set, one.levels.get(rung.id.as_str())?)))
            .collect();
        let is_written = parsed.is_some() || !sets.is_empty();
        let own = own.unwrap_or_default();
        let of_rows =
            |at, id: &_| rows.iter().rev().find_map(|row| find(&row.get(&at)?.expectations, id));
        let shared =
            sets.iter().flat_map(|(set, one)| one.cells.iter().map(move |cell| (*set, cell)));
        let merger = Merger { lower, earlier: &of_rows, removals: &mut removals, out };
        let cells = merger.cells(shared, own.cells);
        let mut row = self.row(cells, lower, rows, span, out);
        if self.cumulative {
            self.carry_all(rows, &mut row, span);
        }
        let of_lists = |at: usize, id: &_| {
            let attribute = &self.vocabulary.attributes[at].id;
            let values = lower.iter().rev().flat_map(|level| &level.attributes);
            let mut values = values.filter(|one| one.attribute.id == *attribute);
            values.find_map(|one| find(one.value.expectations(), id))
        };
        let shared =
            sets.iter().flat_map(|(set, one)| one.lists.iter().map(move |list| (*set, list)));
        let merger = Merger { lower, earlier: &of_lists, removals: &mut removals, out };
        let lists = merger.cells(shared, own.lists);
        removals.report(out);
        let file = parsed.map(|parsed| (parsed.file, &parsed.front));
        let text = |get: fn(&crate::parse::LevelFront) -> Option<&crate::parse::Text>| {
            file.and_then(|(file, front)| maybe_prose(file, get(front)))
        };
        let title = text(|front| front.title.as_ref()).map(|title| title.markdown.to_string());
        let mut pillar_intros = own.pillar_intros;
        for (_, content) in &sets {
            for (pillar, intro) in &content.pillar_intros {
                if pillar_intros.iter().all(|(own, _)| own.id != pillar.id) {
                    pillar_intros.push((pillar.clone(), intro.clone()));
                }
            }
        }
        let level = Level {
            id: rung.id.clone(),
            name: rung.name.clone(),
            title: title.unwrap_or_else(|| self.role_title.to_owned()),
            tagline: text(|front| front.tagline.as_ref()),
            language: file
                .and_then(|(file, front)| language(file, front.language.as_ref(), out))
                .or_else(|| self.language.clone()),
            intro: own.intro,
            status: file.map(|(_, front)| front.status).unwrap_or_default(),
            attributes: self.attributes(parsed, lists, out),
            pillar_intros,
            cells: Vec::new(),
            is_written,
            span,
        };
        (level, row)
    }

    /// Resolves `same_as`, and decides what each cell is.
    fn row(
        &self,
        cells: Vec<(usize, Merged)>,
        lower: &[Level],
        rows: &[Row],
        span: Span,
        out: &mut Diagnostics,
    ) -> Row {
        let mut row = Row::new();
        for (index, mut merged) in cells {
            let mut cell = Cell::unmarked(merged.span.unwrap_or(span));
            if let Some((level, place)) = &merged.same_as {
                match lower.iter().position(|one| one.id == *level) {
                    Some(at) => {
                        cell.same_as = u16::try_from(at).ok();
                        let theirs = rows[at].get(&index);
                        let theirs = theirs.map(|one| &one.expectations[..]).unwrap_or_default();
                        merged.expectations = carried(theirs, merged.expectations);
                    }
                    None => out.push(impossible_same_as(level.as_str(), *place, lower)),
                }
            }
            let is_empty = merged.expectations.is_empty()
                && merged.intro.is_none()
                && merged.examples.is_empty()
                && merged.proficiency.is_none();
            cell.state = match merged.state {
                CellState::Written if is_empty => CellState::Unmarked,
                state => state,
            };
            cell.alias = merged.alias;
            cell.intro = merged.intro;
            cell.expectations = merged.expectations;
            cell.examples = merged.examples;
            cell.proficiency = merged.proficiency;
            row.insert(index, cell);
        }
        row
    }

    /// In a cumulative framework, what the level below expects holds here too.
    fn carry_all(&self, rows: &[Row], row: &mut Row, span: Span) {
        let Some(below) = rows.last() else { return };
        for (index, lower) in below {
            let cell = row.entry(*index).or_insert_with(|| Cell::unmarked(span));
            if cell.state == CellState::NotExpected || lower.expectations.is_empty() {
                continue;
            }
            if cell.same_as.is_none() {
                let own = std::mem::take(&mut cell.expectations);
                cell.expectations = carried(&lower.expectations, own);
            }
            if cell.state == CellState::Unmarked {
                cell.state = CellState::Written;
            }
        }
    }

    fn attributes(
        &self,
        parsed: Option<&LevelFile>,
        lists: Vec<(usize, Merged)>,
        out: &mut Diagnostics,
    ) -> Vec<AttributeValue> {
        let declared = &self.vocabulary.attributes;
        let mut values: Vec<(usize, AttributeValue)> = Vec::new();
        if let Some(parsed) = parsed {
            for (key, text) in &parsed.front.attributes {
                let found = declared.iter().position(|one| one.id.as_str() == key.get_ref());
                let Some(index) = found else {
                    let known = declared.iter().map(|one| one.id.as_str());
                    self.vocabulary.unknown::<()>("attribute", parsed.file, key, known, out);
                    continue;
                };
                let attribute = declared[index].clone();
                let span = span_of(parsed.file, text);
                let value = match attribute.kind {
                    AttributeKind::Text => Some(Value::Text(prose(parsed.file, text))),
                    AttributeKind::Ordered => {
                        ordered(&attribute.values, text.get_ref(), span, out).map(Value::Ordered)
                    }
                    AttributeKind::List => {
                        let message = format!("`{}` is a list", attribute.label);
                        let help = format!("write it as a section `## {}`", attribute.label);
                        out.push(Diagnostic::error("wrong-type", span, message).help(help));
                        None
                    }
                };
                if let Some(value) = value {
                    values.push((index, AttributeValue { attribute, value, span }));
                }
            }
        }
        for (index, cell) in lists {
            let attribute = declared[index].clone();
            let span = cell.span.unwrap_or(attribute.span);
            let value = Value::List { intro: cell.intro, expectations: cell.expectations };
            values.push((index, AttributeValue { attribute, value, span }));
        }
        values.sort_by_key(|(index, _)| *index);
        values.into_iter().map(|(_, value)| value).collect()
    }
}

/// Gives all levels the same rows: every competency that one of them says anything of.
pub(super) fn align(
    vocabulary: &Vocabulary,
    levels: &mut [Level],
    rows: Vec<Row>,
) -> Vec<Arc<Competency>> {
    let places: std::collections::BTreeSet<usize> =
        rows.iter().flat_map(|row| row.keys().copied()).collect();
    for (level, mut row) in levels.iter_mut().zip(rows) {
        let span = level.span;
        let cells = places.iter().map(|at| row.remove(at).unwrap_or_else(|| Cell::unmarked(span)));
        level.cells = cells.collect();
    }
    places.into_iter().map(|place| vocabulary.competencies[place].clone()).collect()
}

fn impossible_same_as(level: &str, span: Span, lower: &[Level]) -> Diagnostic {
    let message = format!("`{level}` is not a lower level of this role");
    let known = lower.iter().map(|one| one.id.as_str());
    let help = did_you_mean(level, known)
        .unwrap_or_else(|| "the lowest level has nothing to be the same as".into());
    Diagnostic::error("impossible-same-as", span, message).help(help)
}

fn ordered(values: &[String], text: &str, span: Span, out: &mut Diagnostics) -> Option<usize> {
    let found = values.iter().position(|value| value == text);
    if found.is_none() {
        let message = format!("`{text}` is not a value of this attribute");
        let known = values.iter().map(String::as_str);
        out.push(
            Diagnostic::error("unknown-value", span, message).maybe_help(did_you_mean(text, known)),
        );
    }
    found
}

fn find(all: &[Expectation], id: &BehaviourId) -> Option<Expectation> {
    all.iter().find(|one| one.behaviour.id == *id).cloned()
}

/// Ids that a level takes away from what it inherits.
pub(super) struct Removals {
    ids: Vec<(BehaviourId, Span, bool)>,
    unreadable: Vec<Diagnostic>,
}

impl Removals {
    fn new(parsed: Option<&LevelFile>) -> Self {
        let mut found = Diagnostics::default();
        let texts = parsed.iter().flat_map(|parsed| {
            parsed.front.remove.iter().map(|text| (text.get_ref(), span_of(parsed.file, text)))
        });
        let ids = texts
            .filter_map(|(text, span)| {
                Some((super::id(BehaviourId::new, text, span, &mut found)?, span, false))
            })
            .collect();
        let unreadable = found.sorted().into_iter().cloned().collect();
        Removals { ids, unreadable }
    }

    pub(super) fn takes(&mut self, id: &BehaviourId) -> bool {
        let found = self.ids.iter_mut().find(|(one, _, _)| one == id);
        if let Some((_, _, is_used)) = found {
            *is_used = true;
            return true;
        }
        false
    }

    fn report(self, out: &mut Diagnostics) {
        out.extend(self.unreadable);
        for (id, span, _) in self.ids.into_iter().filter(|(_, _, is_used)| !is_used) {
            let message = format!("nothing with the id `{id}` is inherited at this level");
            out.push(
                Diagnostic::error("unknown-behaviour", span, message)
                    .help("take it out of `remove`, or mend the id"),
            );
        }
    }
}
