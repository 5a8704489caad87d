//! Levels whose names are numbers, and the frameworks that say in prose what is asked for at each.

use crate::import::document::{Block, plain, plain_block, split_icon, text};
use crate::import::foreign::{Behaviour, Cell, Level, Role, Section, SectionKind, Source};

/// More levels than this are none.
const HIGHEST: u32 = 99;

pub(super) fn id(number: u32) -> String {
    format!("level-{number}")
}

pub(super) fn name(number: u32) -> String {
    format!("Level {number}")
}

pub(super) fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number| (1..=HIGHEST).contains(number))
}

pub(super) fn empty(number: u32, title: String) -> Level {
    Level { id: id(number), number, title, ..Level::default() }
}

/// The level of a number, which is made if there is none.
pub(super) fn of(levels: &mut Vec<Level>, number: u32, title: &str) -> usize {
    let at = levels.iter().position(|one| one.number == number);
    at.unwrap_or_else(|| {
        levels.push(empty(number, title.to_owned()));
        levels.len() - 1
    })
}

/// The cell of a competency, by its name with or without a picture.
pub(super) fn cell<'l>(level: &'l mut Level, name: &str) -> &'l mut Cell {
    if level.sections.is_empty() {
        level.sections.push(Section::new(SectionKind::Bare, ""));
    }
    let cells = &mut level.sections[0].cells;
    let bare = |name: &str| split_icon(name).1.to_lowercase();
    let at = cells.iter().position(|one| bare(&one.name) == bare(name)).unwrap_or_else(|| {
        cells.push(Cell { name: name.to_owned(), ..Cell::default() });
        cells.len() - 1
    });
    &mut cells[at]
}

/// The levels of a framework in prose: `## Level 1`, competencies below, and in each a paragraph or
/// more, of which each is a behaviour.
pub(super) fn levels(blocks: &[Block], role: &mut Role, source: &mut Source) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut place: Option<(usize, Option<String>)> = None;
    for (n, block) in blocks.iter().enumerate() {
        match (block, &mut place) {
            (Block::Heading { text, .. }, _) if level_of(&plain(text)).is_some() => {
                let said = plain(text);
                let number = level_of(&said).unwrap_or_default();
                place = Some((of(&mut levels, number, &role.title), None));
                source.join(&said, &name(number), "a level is named once");
            }
            (Block::Heading { text, .. }, Some((at, competency))) => {
                let said = plain(text);
                if !is_said_below(&blocks[n + 1..]) {
                    source.leave_out(&said, "nothing stands below it");
                    continue;
                }
                let cell = cell(&mut levels[*at], &said);
                source.join(&said, &cell.name, "a competency stands once at a level");
                *competency = Some(cell.name.clone());
            }
            (Block::Rule, _) => {}
            (block, Some((at, Some(competency)))) => {
                let said = Behaviour::of_blocks(vec![block.clone()]);
                source.list_items += said.len();
                cell(&mut levels[*at], competency).behaviours.extend(said);
            }
            (block, Some((at, None))) => levels[*at].intro.push(block.clone()),
            (block, None) => role.summary.push(heading_as_text(block)),
        }
    }
    levels.sort_by_key(|level| level.number);
    levels
}

/// Whether a text follows before the next heading.
fn is_said_below(blocks: &[Block]) -> bool {
    let below = blocks.iter().take_while(|block| !matches!(block, Block::Heading { .. }));
    below.into_iter().any(|block| !plain_block(block).is_empty())
}

/// A summary is short, and has no headings.
fn heading_as_text(block: &Block) -> Block {
    match block {
        Block::Heading { text: heading, .. } => Block::Paragraph(text(plain(heading))),
        other => other.clone(),
    }
}

/// The number of `Level 3`.
fn level_of(heading: &str) -> Option<u32> {
    let (word, rest) = heading.split_once(' ')?;
    word.eq_ignore_ascii_case("level").then(|| number(rest.trim())).flatten()
}
