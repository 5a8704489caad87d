use serde::Serialize;

use super::super::html::Html;
use super::super::pen::Pen;
use super::{Named, id_of};
use crate::model::{Competency, Role, Scale};

/// How skilled a role has to be, by competency and level: for competencies that have a scale.
#[derive(Debug, Serialize)]
pub struct Heat {
    /// What the points of its scales mean.
    pub scales: Vec<HeatScale>,
    /// One row per competency.
    pub rows: Vec<HeatRow>,
}

/// A scale and what its points mean.
#[derive(Debug, Serialize)]
pub struct HeatScale {
    /// Its name.
    pub name: String,
    /// Its points, lowest first.
    pub points: Vec<Named>,
}

/// A competency at every level.
#[derive(Debug, Serialize)]
pub struct HeatRow {
    /// For a link to its row in the matrix.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One per level; `none` where a level doesn't say.
    pub cells: Vec<Option<HeatCell>>,
}

/// A point of a scale.
#[derive(Debug, Serialize)]
pub struct HeatCell {
    /// Its name.
    pub name: String,
    /// Its place in its scale, from 1.
    pub rank: usize,
    /// How many points the scale has.
    pub of: usize,
    /// How dark it is drawn, from 1 to 5, the highest point.
    pub shade: usize,
}

const DARKEST: usize = 5;

impl Heat {
    /// `None` if no level of the role names a point.
    pub(super) fn new(pen: &Pen<'_>, role: &Role) -> Option<Heat> {
        let mut scales: Vec<&Scale> = Vec::new();
        let mut rows = Vec::new();
        for (place, competency) in role.competencies.iter().enumerate() {
            let cells: Vec<Option<HeatCell>> =
                (0..role.levels.len()).map(|at| cell(role, competency, place, at)).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let scale = competency.scale.as_deref();
            scales.extend(scale.filter(|one| scales.iter().all(|known| known.id != one.id)));
            rows.push(HeatRow {
                id: id_of("c", competency.id.as_str()),
                name: competency.name.clone(),
                cells,
            });
        }
        let scales = scales.into_iter().map(|scale| HeatScale {
            name: scale.name.clone(),
            points: scale.points.iter().map(|point| point_of(pen, point)).collect(),
        });
        (!rows.is_empty()).then(|| Heat { scales: scales.collect(), rows })
    }
}

fn cell(role: &Role, competency: &Competency, place: usize, at: usize) -> Option<HeatCell> {
    let point = role.levels[at].cells[place].proficiency.as_ref()?;
    let rank = point.rank + 1;
    let of = competency.scale.as_ref().map_or(rank, |scale| scale.points.len()).max(1);
    Some(HeatCell { name: point.name.clone(), rank, of, shade: (rank * DARKEST).div_ceil(of) })
}

fn point_of(pen: &Pen<'_>, point: &crate::model::Point) -> Named {
    let html: Option<Html> = point.summary.as_ref().map(|text| pen.inline(text));
    Named { name: point.name.clone(), html: html.unwrap_or_default() }
}
