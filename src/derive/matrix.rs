use std::sync::Arc;

use crate::model::{Cell, Competency, Level, Pillar, Role};

/// A role as competencies by levels.
#[derive(Debug)]
pub struct Matrix<'f> {
    /// Columns, lowest level first.
    pub levels: &'f [Level],
    /// Rows by pillar, in the framework's order.
    pub groups: Vec<MatrixGroup<'f>>,
}

/// The rows of one pillar.
#[derive(Debug)]
pub struct MatrixGroup<'f> {
    /// The pillar; `None` for competencies without one.
    pub pillar: Option<&'f Arc<Pillar>>,
    /// Its competencies.
    pub rows: Vec<MatrixRow<'f>>,
}

/// One competency at every level.
#[derive(Debug)]
pub struct MatrixRow<'f> {
    /// The competency.
    pub competency: &'f Arc<Competency>,
    /// One cell per level.
    pub cells: Vec<&'f Cell>,
}

/// Lays a role out as competencies (rows) by levels (columns).
///
/// Shape: one row per competency of the role, in the framework's order, grouped by pillar; every
/// row has as many cells as the role has levels. Cannot fail. Cost: one step per cell.
#[must_use]
pub fn matrix(role: &Role) -> Matrix<'_> {
    let mut groups: Vec<MatrixGroup<'_>> = Vec::new();
    for (index, competency) in role.competencies.iter().enumerate() {
        let cells = role.levels.iter().map(|level| &level.cells[index]).collect();
        let row = MatrixRow { competency, cells };
        let pillar = competency.pillar.as_ref();
        match groups.last_mut() {
            Some(group) if group.pillar.map(|one| &one.id) == pillar.map(|one| &one.id) => {
                group.rows.push(row);
            }
            _ => groups.push(MatrixGroup { pillar, rows: vec![row] }),
        }
    }
    Matrix { levels: &role.levels, groups }
}
