//! Plain text with numbered headings, lists with dashes and tables with bars.

use super::lines;
use super::outline::{numbered, topic};
use crate::import::document::{Block, Text, squeeze, text};

/// A line of a text file, by its form.
#[derive(Debug, PartialEq, Eq)]
enum Form<'t> {
    Row(Vec<String>),
    /// The line below the head of a table.
    Ruler,
    /// An entry of a list: how far it is indented, and its words. Those of a lone dash stand below.
    Item(usize, &'t str),
    Words(&'t str),
}

fn form(line: &str) -> Option<Form<'_>> {
    let said = line.trim();
    if said.is_empty() {
        return None;
    }
    if let Some(row) = said.strip_prefix('|').filter(|row| row.contains('|')) {
        let is_ruler = row.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '));
        return Some(if is_ruler && row.contains('-') {
            Form::Ruler
        } else {
            Form::Row(cells(row))
        });
    }
    let indent = line.len() - line.trim_start().len();
    let rest = said.strip_prefix(['-', '•', '*', '–', '·', '◦', '▪', '‣']);
    let digits = said.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < said.len());
    match rest.or(number) {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            Some(Form::Item(indent, rest.trim()))
        }
        _ => Some(Form::Words(said)),
    }
}

/// The cells of a row, where `\|` is a bar.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{1}");
    let row = row.trim_end().strip_suffix('|').unwrap_or(&row);
    row.split('|').map(|cell| squeeze(&cell.replace('\u{1}', "|"))).collect()
}

/// Every line of a text as a reader sees it, a string for each cell of a table.
pub(super) fn visible(said: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in said.lines() {
        match form(line) {
            _ if is_section(line.trim()) => out.extend(lines::split(line)),
            Some(Form::Row(cells)) => out.extend(cells.iter().flat_map(|cell| lines::split(cell))),
            Some(Form::Item(_, words) | Form::Words(words)) => out.extend(lines::split(words)),
            Some(Form::Ruler) | None => {}
        }
    }
    out.retain(|line| !line.is_empty());
    out
}

/// Whether a numbered line is the heading of a section.
fn is_section(line: &str) -> bool {
    let Some((number, words)) = numbered(line) else { return false };
    let is_title = words.split_whitespace().count() <= 9 && !words.ends_with(['.', ';', ':', ',']);
    is_title && topic(words).is_some_and(|topic| topic as usize == number)
}

/// Longest line that can be the heading of a group.
const HEADING_WORDS: usize = 14;

fn is_title(words: &str) -> bool {
    let has_end = words.ends_with(['.', ':', ';', ',', '!', '?', '…']);
    let begins = words.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    let is_short = words.split_whitespace().count() <= HEADING_WORDS;
    begins && is_short && !has_end && lines::split(words).len() == 1
}

/// The blocks of a text.
pub(super) fn blocks(said: &str) -> Vec<Block> {
    let all: Vec<(&str, Form<'_>)> =
        said.lines().filter_map(|line| Some((line.trim(), form(line)?))).collect();
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some((line, form)) = all.get(at) {
        at += 1;
        let next = all.get(at).map(|(_, form)| form);
        if is_section(line) {
            reader.heading(2, line);
            continue;
        }
        match form {
            Form::Row(cells) => reader.row(cells, matches!(next, Some(Form::Ruler))),
            Form::Ruler => {}
            Form::Item(indent, "") => match next {
                // A lone dash, and its words in a line of their own.
                Some(Form::Words(words)) if !is_section(words) => {
                    reader.item(*indent, words);
                    at += 1;
                }
                _ => {}
            },
            Form::Item(indent, words) => reader.item(*indent, words),
            Form::Words(words) => {
                let heads = matches!(next, Some(Form::Item(..) | Form::Row(_)))
                    || matches!(next, Some(Form::Words(next)) if !is_title(next));
                match is_title(words) && heads {
                    true => reader.heading(3, words),
                    false => reader.words(words),
                }
            }
        }
    }
    reader.end();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Entries of the list that is open: how far each is indented, and its paragraphs.
    items: Vec<(usize, Vec<Block>)>,
    head: Vec<Text>,
    rows: Vec<Vec<Text>>,
}

impl Reader {
    fn end(&mut self) {
        if !self.items.is_empty() {
            let mut items = std::mem::take(&mut self.items).into_iter().peekable();
            while items.peek().is_some() {
                let list = nested(&mut items, 0);
                self.blocks.push(list);
            }
        }
        let (head, rows) = (std::mem::take(&mut self.head), std::mem::take(&mut self.rows));
        if !head.is_empty() || !rows.is_empty() {
            self.blocks.push(Block::Table { head, rows });
        }
    }

    fn heading(&mut self, level: u8, words: &str) {
        self.end();
        self.blocks.push(Block::Heading { level, text: text(words) });
    }

    fn row(&mut self, cells: &[String], is_head: bool) {
        if is_head || !self.items.is_empty() {
            self.end();
        }
        let cell = |said: &String| if said.is_empty() { Text::new() } else { text(said) };
        let cells = cells.iter().map(cell).collect();
        if is_head { self.head = cells } else { self.rows.push(cells) }
    }

    fn item(&mut self, indent: usize, words: &str) {
        if self.items.is_empty() {
            self.end();
        }
        self.items.push((indent, vec![Block::Paragraph(text(words))]));
    }

    /// Words behind an entry that ends in a colon go on with it.
    fn words(&mut self, words: &str) {
        let paragraph = Block::Paragraph(text(words));
        match self.items.last_mut() {
            Some((_, item)) if ends_in_colon(item) => item.push(paragraph),
            _ => {
                self.end();
                self.blocks.push(paragraph);
            }
        }
    }
}

fn ends_in_colon(item: &[Block]) -> bool {
    let [Block::Paragraph(said)] = item else { return false };
    crate::import::document::plain(said).ends_with(':')
}

/// Deeper entries than this stand beside each other.
const DEEPEST: usize = 12;

/// A list of the entries that are indented as the first of them, with what is indented more.
fn nested(
    items: &mut std::iter::Peekable<impl Iterator<Item = (usize, Vec<Block>)>>,
    depth: usize,
) -> Block {
    let mut out: Vec<Vec<Block>> = Vec::new();
    let own = items.peek().map_or(0, |(indent, _)| *indent);
    while let Some((indent, _)) = items.peek() {
        if *indent < own && depth > 0 {
            break;
        }
        if *indent > own && depth < DEEPEST {
            let list = nested(items, depth + 1);
            out.last_mut().into_iter().for_each(|item| item.push(list.clone()));
        } else if let Some((_, item)) = items.next() {
            out.push(item);
        }
    }
    Block::List { start: None, items: out }
}
