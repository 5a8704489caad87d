//! Sheets that are no table of levels: a cover, notes, what the words mean. Each is a page.

use super::Reader;
use super::cell::{is_list, lines, words};
use super::table::{Grid, NO_HEAD};
use crate::import::document::{Block, Text, text};
use crate::import::foreign::{Page, Source};
use crate::import::ids::slug;

/// A sheet that is no table of levels.
pub(super) struct Note {
    pub(super) name: String,
    pub(super) grid: Grid,
    pub(super) source: Source,
}

impl Reader {
    /// Makes pages of notes, if there is a framework that they can be pages of.
    pub(super) fn read_notes(&mut self) {
        for Note { name, grid, mut source } in std::mem::take(&mut self.notes) {
            if self.roles.is_empty() {
                source.blocks = grid.rows.iter().flatten().flat_map(|cell| lines(cell)).collect();
                self.skip(source, NO_HEAD);
                continue;
            }
            let path = self.foreign.free_page(&slug(&name));
            source.targets.push(format!("content/{path}"));
            source.warnings.push(format!("it is no table of levels, and is the page `{path}` now"));
            let body = body(&grid, &mut source);
            self.foreign.pages.push(Page { path, title: name, body });
            self.end(source, Vec::new());
        }
    }
}

/// Paragraphs and lists where one column says all, else a table.
fn body(grid: &Grid, source: &mut Source) -> Vec<Block> {
    let rows = grid.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let rows: Vec<&Vec<String>> = rows.collect();
    let is_used = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|one| !one.is_empty()));
    let width = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let used: Vec<usize> = (0..width).filter(|at| is_used(*at)).collect();
    if let [at] = used[..] {
        let cells = rows.iter().filter_map(|row| row.get(at));
        return cells.flat_map(|cell| blocks(cell, source)).collect();
    }
    let mut table: Vec<Vec<Text>> = Vec::new();
    for row in &rows {
        let cells = used.iter().map(|at| words(row.get(*at).map_or("", String::as_str)));
        let cells: Vec<String> = cells.collect();
        source.blocks.extend(cells.iter().filter(|cell| !cell.is_empty()).cloned());
        table.push(cells.into_iter().map(text).collect());
    }
    let is_headed = rows[0].iter().filter(|cell| !cell.is_empty()).count() == used.len();
    let head = if is_headed { table.remove(0) } else { Vec::new() };
    vec![Block::Table { head, rows: table }]
}

fn blocks(cell: &str, source: &mut Source) -> Vec<Block> {
    let lines = lines(cell);
    source.blocks.extend(lines.iter().cloned());
    let paragraphs = lines.into_iter().map(|line| Block::Paragraph(text(line)));
    match is_list(cell) {
        true => vec![Block::List { start: None, items: paragraphs.map(|one| vec![one]).collect() }],
        false => paragraphs.collect(),
    }
}
