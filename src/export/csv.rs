//! Tables as CSV (RFC 4180): all behaviours in a list, or a role as a matrix.

use super::table::{self, Table, harmless};
use super::{ExportError, Exported, Wish};
use crate::render::Site;

pub(super) fn write(site: &Site, wish: &Wish) -> Result<Exported, ExportError> {
    let framework = site.framework();
    let table = match wish.shape.as_deref() {
        Some("matrix") => table::matrix(framework, wish.one_role(framework)?),
        _ => table::list(framework, wish.role(framework)?),
    };
    let left_out = table::left_out(framework, false);
    Ok(Exported { left_out, ..Exported::file(bytes(&table)) })
}

fn bytes(table: &Table) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    for row in std::iter::once(&table.head).chain(&table.rows) {
        out.write_record(row.iter().map(|cell| harmless(cell)))
            .expect("a row has as many cells as the head");
    }
    out.into_inner().unwrap_or_default()
}
