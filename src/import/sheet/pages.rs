//! Pages with a table of levels: each table is read as a sheet is, and what stands around it is a page
//! of the handbook.

use super::Reader;
use super::cell::{lines, words};
use super::table::{Grid, Sheet};
use crate::import::document::{Block, Inline, Text, below_title, plain, plain_block, squeeze};
use crate::import::foreign::{Foreign, Page, Source};
use crate::import::ids::{level_heading, slug};

/// A page as it was read: its name, its source, and its blocks.
pub(in crate::import) struct TablePage {
    pub(in crate::import) name: String,
    pub(in crate::import) source: Source,
    pub(in crate::import) blocks: Vec<Block>,
}

/// Whether one of these blocks is a table whose head says that it is of levels.
pub(in crate::import) fn has_table(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| sheet(block).is_some())
}

/// Reads pages, each of which has such a table, into a framework. Their roles have no tracks yet.
pub(in crate::import) fn read_pages(foreign: Foreign, pages: Vec<TablePage>) -> Foreign {
    let mut reader = Reader { foreign, ..Reader::default() };
    pages.into_iter().for_each(|page| reader.page(page));
    reader.finish()
}

/// A table of levels, with its cells as they stand.
fn sheet(block: &Block) -> Option<Sheet> {
    let Block::Table { head, rows } = block else { return None };
    let head = (!head.is_empty()).then_some(head);
    let cells = |row: &Vec<Text>| row.iter().map(|cell| lined(cell).trim().to_owned()).collect();
    let rows = head.into_iter().chain(rows).map(cells).collect();
    let sheet = Sheet::find(Grid { rows, merged: Vec::new() }).ok()?;
    // Many a table has an empty corner; one of levels says so in its head then.
    let mut levels = sheet.levels().map(|at| sheet.head[at].as_str());
    let is_told = sheet.head.first().is_some_and(|corner| !corner.is_empty())
        || levels.all(|head| level_heading(&words(head), "").is_some());
    drop(levels);
    is_told.then_some(sheet)
}

impl Reader {
    /// A table is of the role that the heading above it names, or the page.
    fn page(&mut self, TablePage { name, mut source, blocks }: TablePage) {
        let mut roles = Vec::new();
        let mut rest: Vec<Block> = Vec::new();
        let mut title = name.clone();
        for block in blocks {
            if let Block::Heading { text, .. } = &block {
                title = plain(text);
            }
            let Some(sheet) = sheet(&block) else {
                rest.push(block);
                continue;
            };
            // The table accounts for its cells itself.
            for cell in sheet.cells() {
                take(&mut source.blocks, &cell);
            }
            let path = format!("{}: {title}", source.path);
            let at = self.told.len();
            self.sheet(&sheet, &title, Source { path, ..Source::default() });
            roles.extend(self.told[at..].iter().flatten());
        }
        let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
        if rest.iter().all(|block| is_heading(block) || plain_block(block).is_empty()) {
            for heading in rest.iter().filter(|block| is_heading(block)).map(plain_block) {
                let is_role = self.roles.iter().any(|role| role.title == heading);
                match is_role {
                    true => source.join(&heading, &heading, "a role is named once"),
                    false => {
                        source
                            .leave_out(&heading, "a heading of a page that is nothing but tables");
                    }
                }
            }
        } else {
            let title = match rest.first() {
                Some(Block::Heading { text, .. }) => plain(text),
                _ => name.clone(),
            };
            let body = rest.split_off(usize::from(rest.first().is_some_and(is_heading)));
            let path = self.foreign.free_page(&slug(&name));
            source.targets.push(format!("content/{path}"));
            self.foreign.pages.push(Page { path, title, body: below_title(body) });
        }
        self.end(source, roles);
    }
}

/// Takes a cell from the blocks of a page: as one, or line by line.
fn take(blocks: &mut Vec<String>, cell: &str) {
    let mut remove = |text: &str| match blocks.iter().position(|block| block == text) {
        Some(at) => {
            blocks.remove(at);
            true
        }
        None => false,
    };
    if !remove(&squeeze(cell)) {
        for line in lines(cell) {
            remove(&line);
        }
    }
}

/// The characters of a cell, a line for each that a reader sees.
fn lined(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Plain(text) | Inline::Code(text) => out.push_str(&text.replace('\n', " ")),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                out.push_str(&lined(inner));
            }
            Inline::Break => out.push('\n'),
        }
    }
    out
}
