//! Dropbox pages of 2021: lines in `div`s of their own, words shattered into `span`s, and tables that
//! only lay out. Here they become the blocks that pages of 2023 have.

use ego_tree::NodeRef;
use scraper::node::Node;
use scraper::{ElementRef, Selector};

use super::document::{Block, Inline, Text, plain, text, tidy};
use super::foreign::Source;
use super::html::{self, Links};

/// The element that holds the text of such a page.
pub(super) const MAIN: &str = "#doc-content";

/// The blocks of a page.
pub(super) fn blocks(
    main: ElementRef<'_>,
    links: &mut Links<'_>,
    source: &mut Source,
) -> Vec<Block> {
    let mut reader = Reader { links, source, out: Vec::new() };
    let mut beside = Vec::new();
    for node in main.children() {
        match ElementRef::wrap(node).filter(|element| is_special(*element)) {
            Some(element) => {
                reader.plain(&std::mem::take(&mut beside));
                reader.special(element);
            }
            None => beside.push(node),
        }
    }
    reader.plain(&beside);
    reader.out
}

struct Reader<'r, 'l> {
    links: &'r mut Links<'l>,
    source: &'r mut Source,
    out: Vec<Block>,
}

impl Reader<'_, '_> {
    /// What has the same form in all pages.
    fn plain(&mut self, nodes: &[NodeRef<'_, Node>]) {
        let blocks = html::blocks_of(nodes, self.links);
        blocks.into_iter().for_each(|block| self.push(block));
    }

    fn special(&mut self, element: ElementRef<'_>) {
        match element.attr("id") {
            Some("doc-title") => {
                let mut lines = html::visible(element).into_iter();
                let title = lines.next().unwrap_or_default();
                self.push(Block::Heading { level: 1, text: text(title) });
                lines.for_each(|line| self.push(Block::Paragraph(text(line))));
            }
            Some("doc-nav") => {
                for line in html::visible(element) {
                    self.source.leave_out(&line, "the name of the page again, for its menu");
                }
            }
            _ => match layout_table(element) {
                Some(table) => {
                    self.around(element, table);
                    self.layout(table);
                }
                None => self.note(element),
            },
        }
    }

    /// A block behind the others; lists of one entry each become one.
    fn push(&mut self, block: Block) {
        match (self.out.last_mut(), block) {
            (
                Some(Block::List { start: None, items: before }),
                Block::List { start: None, items },
            ) => before.extend(items),
            (_, block) => self.out.push(block),
        }
    }

    /// The sentence below the title, in bold and italic letter by letter.
    fn note(&mut self, section: ElementRef<'_>) {
        for block in html::blocks(section, self.links) {
            let block = match block {
                Block::Paragraph(said) => {
                    let said = text(plain(&said));
                    Block::Paragraph(vec![Inline::Strong(vec![Inline::Emphasis(said)])])
                }
                other => other,
            };
            self.push(block);
        }
    }

    /// What stands in a line beside its table.
    fn around(&mut self, line: ElementRef<'_>, table: ElementRef<'_>) {
        let inside = html::visible(table);
        let mut beside = html::visible(line);
        for said in inside {
            if let Some(at) = beside.iter().position(|one| *one == said) {
                beside.remove(at);
            }
        }
        beside.into_iter().for_each(|said| self.push(Block::Paragraph(text(said))));
    }

    fn layout(&mut self, table: ElementRef<'_>) {
        let rows: Vec<Vec<ElementRef<'_>>> =
            all(table, "tr").into_iter().map(|row| row.child_elements().collect()).collect();
        let [head, body @ ..] = &rows[..] else { return };
        if head.len() == 2 {
            for cell in head {
                for line in html::visible(*cell) {
                    self.source.leave_out(&line, "the name of a column");
                }
            }
            body.iter().for_each(|row| self.competency(row));
            return;
        }
        for (at, cell) in head.iter().enumerate() {
            self.attribute(*cell);
            for row in body {
                self.cell(row.get(at).copied());
            }
        }
        for cell in body.iter().flat_map(|row| row.iter().skip(head.len())) {
            self.cell(Some(*cell));
        }
    }

    /// A row with a competency and its behaviours.
    fn competency(&mut self, row: &[ElementRef<'_>]) {
        let [name, cells @ ..] = row else { return };
        let said = html::visible(*name);
        let mut lines = said.iter();
        if let Some(first) = lines.next() {
            self.push(Block::Heading { level: 3, text: text(first) });
        }
        lines.for_each(|line| self.push(Block::Paragraph(text(line))));
        cells.iter().for_each(|cell| self.cell(Some(*cell)));
    }

    /// The name of an attribute, and what it means.
    fn attribute(&mut self, cell: ElementRef<'_>) {
        let mut blocks = html::blocks(cell, self.links).into_iter();
        match blocks.next() {
            Some(Block::Paragraph(name)) => {
                self.push(Block::Paragraph(vec![Inline::Strong(text(plain(&name)))]));
            }
            other => other.into_iter().for_each(|block| self.push(block)),
        }
        for block in blocks {
            let block = match block {
                Block::Paragraph(said) => Block::Paragraph(unmarked(said)),
                other => other,
            };
            self.push(block);
        }
    }

    fn cell(&mut self, cell: Option<ElementRef<'_>>) {
        let blocks = cell.map(|cell| html::blocks(cell, self.links)).unwrap_or_default();
        blocks.into_iter().for_each(|block| self.push(block));
    }
}

/// Text that is all in italics, without them.
fn unmarked(said: Text) -> Text {
    match &said[..] {
        [Inline::Emphasis(inner)] => tidy(inner.clone()),
        _ => said,
    }
}

/// Whether an element has a form that pages of 2023 don't have.
fn is_special(element: ElementRef<'_>) -> bool {
    matches!(element.attr("id"), Some("doc-title" | "doc-nav"))
        || element.value().name() == "section"
        || layout_table(element).is_some()
}

fn layout_table(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let is_line = element.value().name() == "div";
    first(element, "table").filter(|table| is_line && is_layout(*table))
}

/// Whether a table lays out a level page: two columns with names at their heads, or attributes beside
/// each other.
fn is_layout(table: ElementRef<'_>) -> bool {
    let Some(head) = first(table, "tr") else { return false };
    let cells: Vec<ElementRef<'_>> = head.child_elements().collect();
    let said = |cell: &ElementRef<'_>| html::visible(*cell).join(" ").to_lowercase();
    match &cells[..] {
        [left, right] => said(left).starts_with("responsib") && said(right).contains("behav"),
        cells => {
            let is_name = |cell: &ElementRef<'_>| first(*cell, "b, strong").is_some();
            cells.len() > 2
                && cells.iter().all(is_name)
                && all(table, "tr").len() == 2
                && first(table, "li").is_some()
        }
    }
}

fn first<'a>(element: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    all(element, css).into_iter().next()
}

fn all<'a>(element: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(css).expect("selectors are constants of this program");
    element.select(&selector).collect()
}
