use std::collections::HashMap;

use serde::Serialize;

use super::super::html::{Html, escape, escaped};
use super::super::pen::{Pen, Voice};
use super::super::words::Words;
use super::level::empty_words;
use super::lines::{cell_lines, is_inherited, plain_lines};
use super::{Named, Rung, id_of};
use crate::derive::matching::PairKind;
use crate::derive::{Matches, Place, Row, matrix};
use crate::model::{AttributeId, Cell, Competency, Expectation, Level, Role, Value};

/// A role as competencies by levels, for wide and for narrow screens.
#[derive(Debug, Serialize)]
pub struct MatrixTable<'s> {
    /// Columns, lowest level first.
    pub levels: Vec<MatrixLevel<'s>>,
    /// Attributes, as rows.
    pub facts: Vec<MatrixFact>,
    /// Competencies by pillar, as rows.
    pub groups: Vec<MatrixRows<'s>>,
    /// Whether any line says where it comes from (`.origin`).
    pub has_origins: bool,
    /// Whether any level has another one below it, from which it is told apart.
    pub has_news: bool,
}

/// A column of the matrix. Its cells are in the rows, and here once more for screens on which a
/// table doesn't fit.
#[derive(Debug, Serialize)]
pub struct MatrixLevel<'s> {
    /// The level.
    pub rung: Rung,
    /// Its id.
    pub id: String,
    /// The level in a sentence.
    pub tagline: Html,
    /// Its attributes.
    pub facts: Vec<Named>,
    /// Its cells, by pillar.
    pub groups: Vec<LevelCells<'s>>,
}

/// An attribute at every level.
#[derive(Debug, Serialize)]
pub struct MatrixFact {
    /// Its name.
    pub label: String,
    /// Its values; `none` where a level has none.
    pub cells: Vec<Html>,
}

/// The rows of a pillar.
#[derive(Debug, Serialize)]
pub struct MatrixRows<'s> {
    /// The pillar's id; `none` for competencies without one.
    pub id: Option<String>,
    /// The pillar's name; `none` for competencies without one.
    pub name: Option<String>,
    /// A decorative mark.
    pub icon: Option<String>,
    /// How much each level says here.
    pub counts: Vec<MatrixCount>,
    /// One row per competency.
    pub rows: Vec<MatrixRow<'s>>,
}

/// How much a level says of a pillar.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixCount {
    /// How many lines.
    pub lines: usize,
    /// How many of them the level below doesn't expect; 0 at the lowest level.
    pub new: usize,
    /// Both, in words.
    pub text: String,
}

impl MatrixCount {
    fn tell(&mut self, words: &Words, is_lowest: bool) {
        self.text = words.counted(&words.role.lines, self.lines);
        if self.new > 0 && !is_lowest {
            self.text.push_str(words.list.comma.as_str());
            self.text.push_str(&words.counted(&words.role.lines_new, self.new));
        }
    }
}

/// A competency at every level.
#[derive(Debug, Serialize)]
pub struct MatrixRow<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub summary: Html,
    /// One per level.
    pub cells: Vec<MatrixCell<'s>>,
}

/// A pillar at a level.
#[derive(Debug, Serialize)]
pub struct LevelCells<'s> {
    /// The pillar's name; `none` for competencies without one.
    pub name: Option<String>,
    /// Its cells.
    pub cells: Vec<NamedCell<'s>>,
}

/// A cell with the name of its competency.
#[derive(Debug, Serialize)]
pub struct NamedCell<'s> {
    /// The competency's name.
    pub name: String,
    /// The cell.
    pub cell: MatrixCell<'s>,
}

/// A competency at a level.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell<'s> {
    /// For links to it.
    pub id: String,
    /// The level's short name.
    pub level: String,
    /// What is expected, as a list; `none` if nothing is. What the level below doesn't expect is of
    /// class `new` and has a tag, what it expects in other words is of class `reworded`; `.origin`
    /// says where a line comes from.
    pub html: Html,
    /// Why nothing is expected, in words.
    pub empty: Option<&'s str>,
    /// How skilled.
    pub proficiency: Option<String>,
}

impl<'s> MatrixTable<'s> {
    pub(super) fn new(pen: &Pen<'s>, role: &Role, matches: &Matches) -> MatrixTable<'s> {
        let view = matrix(role);
        let mut levels: Vec<MatrixLevel<'s>> = view
            .levels
            .iter()
            .map(|level| MatrixLevel {
                rung: Rung::new(pen, role, level, false),
                id: level.id.to_string(),
                tagline: level.tagline.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
                facts: Vec::new(),
                groups: Vec::new(),
            })
            .collect();
        let facts = facts(pen, role);
        for fact in &facts {
            for (level, cell) in levels.iter_mut().zip(&fact.cells) {
                if !cell.is_empty() {
                    level.facts.push(Named { name: fact.label.clone(), html: cell.clone() });
                }
            }
        }
        let news = News::new(role, matches);
        let voices = role.levels.iter().map(|level| pen.voice(level.language.as_ref()));
        let voices: Vec<Voice> = voices.collect();
        let mut groups = Vec::with_capacity(view.groups.len());
        let mut place = 0;
        for group in view.groups {
            let name = group.pillar.map(|pillar| pillar.name.clone());
            for level in &mut levels {
                level.groups.push(LevelCells { name: name.clone(), cells: Vec::new() });
            }
            let mut counts = vec![MatrixCount::default(); levels.len()];
            let mut rows = Vec::with_capacity(group.rows.len());
            for row in group.rows {
                let mut cells = Vec::with_capacity(levels.len());
                for (at, cell) in row.cells.iter().enumerate() {
                    let kinds = news.kinds(at, place, cell.expectations.len());
                    counts[at].lines += kinds.len();
                    counts[at].new += kinds.iter().filter(|kind| **kind == "new").count();
                    let cell =
                        matrix_cell(pen, &voices[at], (role, at), row.competency, cell, &kinds);
                    if let Some(group) = levels[at].groups.last_mut() {
                        let name = row.competency.name.clone();
                        group.cells.push(NamedCell { name, cell: cell.clone() });
                    }
                    cells.push(cell);
                }
                let summary = row.competency.summary.as_ref();
                rows.push(MatrixRow {
                    id: id_of("c", row.competency.id.as_str()),
                    name: row.competency.name.clone(),
                    summary: summary.map(|text| pen.inline(text)).unwrap_or_default(),
                    cells,
                });
                place += 1;
            }
            for (at, count) in counts.iter_mut().enumerate() {
                count.tell(&pen.site.words, at == 0);
            }
            groups.push(MatrixRows {
                id: group.pillar.map(|pillar| pillar.id.to_string()),
                name,
                icon: group.pillar.and_then(|pillar| pillar.icon.clone()),
                counts,
                rows,
            });
        }
        MatrixTable {
            has_origins: role.levels.iter().enumerate().any(|(at, level)| {
                let mut all = level.cells.iter().flat_map(|cell| &cell.expectations);
                all.any(|one| is_inherited(at, one))
            }),
            has_news: role.levels.len() > 1,
            levels,
            facts,
            groups,
        }
    }
}

/// What is new at each level, by cell.
struct News<'m> {
    rows: Vec<HashMap<usize, &'m Row>>,
}

impl<'m> News<'m> {
    fn new(role: &Role, matches: &'m Matches) -> News<'m> {
        let upper = |row: &'m Row| match row.to? {
            Place::Cell(index) => Some((usize::from(index), row)),
            Place::Attribute(_) => None,
        };
        let by_cell = matches.up.iter().map(|one| one.rows.iter().filter_map(upper).collect());
        News { rows: by_cell.take(role.levels.len().saturating_sub(1)).collect() }
    }

    /// The kind of each line of a cell; empty words at the lowest level.
    fn kinds(&self, at: usize, cell: usize, count: usize) -> Vec<&'static str> {
        let Some(rows) = at.checked_sub(1).and_then(|below| self.rows.get(below)) else {
            return vec![""; count];
        };
        let mut kinds = vec!["new"; count];
        for pair in rows.get(&cell).map(|row| &row.pairs[..]).unwrap_or_default() {
            kinds[pair.to] = match pair.kind {
                PairKind::Same => "",
                PairKind::Reworded => "reworded",
            };
        }
        kinds
    }
}

fn matrix_cell<'s>(
    pen: &Pen<'s>,
    voice: &Voice,
    (role, at): (&Role, usize),
    competency: &Competency,
    cell: &Cell,
    kinds: &[&str],
) -> MatrixCell<'s> {
    let level = &role.levels[at];
    MatrixCell {
        id: format!("{}_{}", id_of("c", competency.id.as_str()), level.id),
        level: level.name.clone(),
        html: cell_lines(pen, voice, (role, at), &cell.expectations, kinds),
        empty: empty_words(pen, cell.state),
        proficiency: cell.proficiency.as_ref().map(|point| point.name.clone()),
    }
}

/// Lines as a list.
fn list(pen: &Pen<'_>, lang: &Html, expectations: &[Expectation]) -> Html {
    let mut out = String::with_capacity(expectations.len() * 128);
    if !expectations.is_empty() {
        plain_lines(&mut out, pen, "", lang, expectations);
    }
    Html::new(&out)
}

/// One row per attribute that a level has, in the framework's order.
fn facts(pen: &Pen<'_>, role: &Role) -> Vec<MatrixFact> {
    let framework = &pen.site.framework;
    let value = |level: &Level, id: &AttributeId| {
        let one = level.attributes.iter().find(|one| one.attribute.id == *id)?;
        let lang = pen.lang_of(level.language.as_ref());
        Some(match &one.value {
            Value::Text(text) if lang.is_empty() => pen.inline(text),
            Value::Text(text) => {
                Html::new(&format!("<div{}>{}</div>", lang.as_str(), pen.inline(text).as_str()))
            }
            Value::Ordered(place) => escaped(one.attribute.values.get(*place)?),
            Value::List { expectations, .. } => list(pen, &lang, expectations),
        })
    };
    let rows = framework.attributes.iter().map(|attribute| {
        let cells = role.levels.iter();
        let cells = cells.map(|level| value(level, &attribute.id).unwrap_or_default()).collect();
        MatrixFact { label: attribute.label.clone(), cells }
    });
    rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
}

/// Words in a list, escaped: `a, b, c`.
pub(super) fn joined(pen: &Pen<'_>, words: &[String]) -> Html {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            pen.site.words.list.comma.write(&mut out, &[]);
        }
        escape(&mut out, word);
    }
    Html::new(&out)
}
