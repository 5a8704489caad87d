use serde::Serialize;

use super::super::html::{Html, escape, escaped};
use super::super::pen::Pen;
use super::level::empty_words;
use super::lines::plain_lines;
use super::{Named, Rung, id_of};
use crate::derive::matrix;
use crate::model::{AttributeId, Cell, Expectation, Level, Role, Value};

/// A role as competencies by levels, for wide and for narrow screens.
#[derive(Debug, Serialize)]
pub struct MatrixTable<'s> {
    /// Columns, lowest level first.
    pub levels: Vec<MatrixLevel<'s>>,
    /// Attributes, as rows.
    pub facts: Vec<MatrixFact>,
    /// Competencies by pillar, as rows.
    pub groups: Vec<MatrixRows<'s>>,
}

/// A column of the matrix. Its cells are in the rows, and here once more for screens on which a
/// table doesn't fit.
#[derive(Debug, Serialize)]
pub struct MatrixLevel<'s> {
    /// The level.
    pub rung: Rung,
    /// The level in a sentence.
    pub tagline: Html,
    /// Its attributes.
    pub facts: Vec<Named>,
    /// Its cells.
    pub cells: Vec<NamedCell<'s>>,
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
    /// The pillar's name; `none` for competencies without one.
    pub name: Option<String>,
    /// A decorative mark.
    pub icon: Option<String>,
    /// One row per competency.
    pub rows: Vec<MatrixRow<'s>>,
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
    /// What is expected, as a list; `none` if nothing is.
    pub html: Html,
    /// Why nothing is expected, in words.
    pub empty: Option<&'s str>,
    /// How skilled.
    pub proficiency: Option<String>,
}

impl<'s> MatrixTable<'s> {
    pub(super) fn new(pen: &Pen<'s>, role: &Role) -> MatrixTable<'s> {
        let view = matrix(role);
        let mut levels: Vec<MatrixLevel<'s>> = view
            .levels
            .iter()
            .map(|level| MatrixLevel {
                rung: Rung::new(pen, role, level, false),
                tagline: level.tagline.as_ref().map(|text| pen.inline(text)).unwrap_or_default(),
                facts: Vec::new(),
                cells: Vec::new(),
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
        let langs = role.levels.iter().map(|level| pen.lang_of(level.language.as_ref()));
        let langs: Vec<Html> = langs.collect();
        let mut groups = Vec::with_capacity(view.groups.len());
        for group in view.groups {
            let mut rows = Vec::with_capacity(group.rows.len());
            for row in group.rows {
                let cells = row.cells.iter().zip(&langs);
                let cells: Vec<MatrixCell<'s>> =
                    cells.map(|(cell, lang)| matrix_cell(pen, lang, cell)).collect();
                for (level, cell) in levels.iter_mut().zip(&cells) {
                    let name = row.competency.name.clone();
                    level.cells.push(NamedCell { name, cell: cell.clone() });
                }
                let summary = row.competency.summary.as_ref();
                rows.push(MatrixRow {
                    id: id_of("c", row.competency.id.as_str()),
                    name: row.competency.name.clone(),
                    summary: summary.map(|text| pen.inline(text)).unwrap_or_default(),
                    cells,
                });
            }
            groups.push(MatrixRows {
                name: group.pillar.map(|pillar| pillar.name.clone()),
                icon: group.pillar.and_then(|pillar| pillar.icon.clone()),
                rows,
            });
        }
        MatrixTable { levels, facts, groups }
    }
}

fn matrix_cell<'s>(pen: &Pen<'s>, lang: &Html, cell: &Cell) -> MatrixCell<'s> {
    MatrixCell {
        html: list(pen, lang, &cell.expectations),
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
