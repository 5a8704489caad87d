//! Markdown and HTML pages of one role each. One form has a heading for every level: `# Pilot`, `## L2`,
//! `### Navigation`. A level is headed by a short name, `Level 3`, or a word of grade; what stands
//! below it is read as a page of one level is. Other headings of that rank open handbook pages. The
//! other form is a table of competencies by levels, which is read as a sheet is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use scraper::Html;

use super::document::{Block, Text, is_strong, named_item, plain, split_icon, text};
use super::foreign::{Foreign, Level, Page, Piece, Role, Source, UNNAMED};
use super::html::{self, Links};
use super::ids::{LevelTitle, is_same_name, level_heading, slug, spoken, stem};
use super::sheet::{TablePage, has_table, read_pages};
use super::{ImportError, Input, encoding, level_blocks, markdown_blocks};

/// Whether a page among these heads several levels, or has a table of them.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().any(|input| {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        encoding::decode(&input.bytes).is_ok_and(|decoded| {
            let blocks = blocks(&decoded.text, &mut source);
            blocks.is_some_and(|blocks| {
                Ladder::find(&blocks, &spoken(stem(&input.path))).is_some() || has_table(&blocks)
            })
        })
    })
}

/// Reads all pages; one without levels is a page of the handbook.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut reader = Reader::default();
    let mut tables = Vec::new();
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        let read = source.decode(&input.bytes).and_then(|text| {
            let blocks = blocks(&text, &mut source);
            blocks.ok_or_else(|| "neither a Markdown nor an HTML file".to_owned())
        });
        match read {
            Ok(blocks) if blocks.is_empty() => source.skipped = Some("there is no text".to_owned()),
            Ok(blocks) => match Ladder::find(&blocks, &spoken(stem(&input.path))) {
                Some(ladder) => reader.role(blocks, ladder, &mut source),
                None if has_table(&blocks) => {
                    tables.push(TablePage { name: spoken(stem(&input.path)), source, blocks });
                    continue;
                }
                None => {
                    let name = spoken(stem(&input.path));
                    let (title, body) = titled(blocks);
                    let title = title.unwrap_or_else(|| name.clone());
                    reader.page(&slug(&name), title, body, &mut source);
                }
            },
            Err(why) => source.skipped = Some(why),
        }
        source.targets.push("content/framework.toml".to_owned());
        reader.foreign.trace.sources.push(source);
    }
    let mut foreign = read_pages(reader.foreign, tables);
    foreign.make_tracks();
    Ok(foreign)
}

/// The blocks of a file, and in its source what a reader sees; `None` of other files.
fn blocks(text: &str, source: &mut Source) -> Option<Vec<Block>> {
    let path = source.path.to_lowercase();
    let folder = source.path.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    let mut links = Links { files: &BTreeMap::new(), folder: &folder, lost: Vec::new() };
    let blocks = if markdown_blocks::is_markdown(&path) {
        source.blocks = markdown_blocks::visible(text);
        source.list_items = markdown_blocks::list_items(text);
        markdown_blocks::blocks(text, &mut links, &mut source.warnings)
    } else if path.ends_with(".html") || path.ends_with(".htm") {
        let page = Html::parse_document(text);
        let body = html::first(&page, "body")?;
        let main = ["main", "article", "[role=main]"];
        let main = main.iter().find_map(|css| html::first(&page, css)).unwrap_or(body);
        source.blocks = html::visible(body);
        source.list_items = html::all(&page, "li").len();
        for one in around(&source.blocks, &html::visible(main)) {
            source.leave_out(&one, "it stands around the text of the page");
        }
        html::blocks(main, &mut links)
    } else {
        return None;
    };
    source.lost_links = links.lost;
    Some(blocks)
}

/// What of all blocks isn't among those of the page's text.
fn around(all: &[String], text: &[String]) -> Vec<String> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    text.iter().for_each(|one| *left.entry(one).or_default() += 1);
    let mut around = all.to_vec();
    around.retain(|one| match left.get_mut(one.as_str()) {
        Some(times) if *times > 0 => {
            *times -= 1;
            false
        }
        _ => true,
    });
    around
}

/// The headings of a page that name levels.
struct Ladder {
    depth: u8,
    title: String,
    rungs: BTreeMap<usize, LevelTitle>,
}

impl Ladder {
    /// Two levels of one rank make a ladder. The title of the role is the first heading, unless that
    /// is a level itself: then `name` is, that of the file.
    fn find(blocks: &[Block], name: &str) -> Option<Ladder> {
        let headings = || {
            blocks.iter().enumerate().filter_map(|(at, block)| match block {
                Block::Heading { level, text } => Some((at, *level, plain(text))),
                _ => None,
            })
        };
        let (first, _, title) = headings().next()?;
        let ladders = [title.as_str(), name].into_iter().flat_map(|title| {
            (1..=4).map(move |depth| {
                let level = |(at, _, heading): (usize, u8, String)| {
                    Some((at, level_heading(split_icon(&heading).1, title)?))
                };
                let of_depth = headings().filter(|(_, level, _)| *level == depth);
                let rungs: BTreeMap<usize, LevelTitle> = of_depth.filter_map(level).collect();
                let title = if rungs.contains_key(&first) { name } else { title };
                Ladder { depth, title: title.to_owned(), rungs }
            })
        });
        // Of equal ones the first, which has the heading for its title and the highest rank.
        let count = |ladder: &Ladder| {
            ladder.rungs.values().map(|one| &one.id).collect::<BTreeSet<_>>().len()
        };
        let mut best: Option<Ladder> = None;
        for ladder in ladders.filter(|ladder| count(ladder) > 1) {
            if best.as_ref().is_none_or(|best| count(best) < count(&ladder)) {
                best = Some(ladder);
            }
        }
        best
    }
}

#[derive(Default)]
struct Reader {
    foreign: Foreign,
}

impl Reader {
    fn role(&mut self, mut blocks: Vec<Block>, ladder: Ladder, source: &mut Source) {
        let Ladder { depth, title, rungs } = ladder;
        let id = self.foreign.free_role_id(&title);
        source.targets.push(format!("content/roles/{id}/role.toml"));
        let first = rungs.keys().next().copied().unwrap_or_default();
        let mut parts: Vec<(Option<LevelTitle>, Vec<Block>)> = Vec::new();
        for (at, block) in (first..).zip(blocks.drain(first..)) {
            let is_part = matches!(&block, Block::Heading { level, .. } if *level <= depth);
            match parts.last_mut().filter(|_| !is_part) {
                Some((_, part)) => part.push(block),
                None => parts.push((rungs.get(&at).cloned(), vec![block])),
            }
        }
        let (heading, mut summary) = titled(blocks);
        if let Some(heading) = heading.filter(|heading| *heading != title) {
            summary.insert(0, Block::Heading { level: 2, text: text(heading) });
        }
        let mut levels: Vec<Level> = Vec::new();
        for (level, mut part) in parts {
            let heading = match part.remove(0) {
                Block::Heading { text, .. } => plain(&text),
                _ => String::new(),
            };
            let Some(level) = level else {
                self.page(&slug(&format!("{id} {heading}")), heading, part, source);
                continue;
            };
            let known = levels.iter().position(|one| one.id == level.id);
            self.head(&heading, &level, known.map(|at| &levels[at]), source);
            let level = known.map(|at| levels.remove(at)).unwrap_or_else(|| {
                let title = if level.title.is_empty() { title.clone() } else { level.title };
                Level { id: level.id, name: level.name, title, ..Level::default() }
            });
            let part = competencies(raised(part, depth), &level, source);
            levels.push(level_blocks::read(&mut self.foreign, source, level, &part));
        }
        let file = |level: &Level| format!("content/roles/{id}/{}.md", level.id);
        source.targets.extend(levels.iter().map(file));
        self.foreign.roles.push(Role { id, title, levels, summary, ..Role::default() });
    }

    /// Accounts for the heading of a level, which its own page or another may have called otherwise.
    fn head(&self, heading: &str, level: &LevelTitle, own: Option<&Level>, source: &mut Source) {
        let mut known = own.into_iter().chain(self.foreign.levels());
        let name = known.find(|one| one.id == level.id).map_or(&level.name, |one| &one.name);
        if own.is_some()
            || level.title.is_empty()
            || level.title == level.name
            || *name != level.name
        {
            source.join(heading, name, "a level is named once");
        } else {
            let mut pieces = [level.name.as_str(), &level.title];
            if !heading.starts_with(pieces[0]) {
                pieces.reverse();
            }
            source.pieces(heading, &pieces, "the level and its title");
        }
    }

    fn page(&mut self, name: &str, title: String, body: Vec<Block>, source: &mut Source) {
        let path = self.foreign.free_page(name);
        source.targets.push(format!("content/{path}"));
        self.foreign.pages.push(Page { path, title, body });
    }
}

/// A page's first heading, if it begins with one, and the rest.
fn titled(mut blocks: Vec<Block>) -> (Option<String>, Vec<Block>) {
    let title = match blocks.first() {
        Some(Block::Heading { text, .. }) => Some(plain(text)),
        _ => None,
    };
    let rest = blocks.split_off(usize::from(title.is_some()));
    (title, rest)
}

/// Blocks of a level with their headings as on a page of its own, where the level's is the first.
fn raised(blocks: Vec<Block>, depth: u8) -> Vec<Block> {
    let raised = |block| match block {
        Block::Heading { level, text } => {
            Block::Heading { level: (level + 1).saturating_sub(depth).clamp(2, 6), text }
        }
        other => other,
    };
    blocks.into_iter().map(raised).collect()
}

/// Blocks of a level with a heading for each competency, also where authors told them by bold lines,
/// or by items that begin with a name. Paragraphs of a level without any list are what it expects.
fn competencies(blocks: Vec<Block>, level: &Level, source: &mut Source) -> Vec<Block> {
    let has = |is: fn(&Block) -> bool| blocks.iter().any(is);
    let has_lists = has(|block| matches!(block, Block::List { .. }));
    if has(|block| matches!(block, Block::Heading { .. })) {
        return if has_lists { blocks } else { listed(blocks) };
    }
    let heading = |text: Text| Block::Heading { level: 2, text };
    if has(|block| matches!(block, Block::Paragraph(text) if is_strong(text))) {
        let cells = level.sections.iter().flat_map(|section| &section.cells);
        let mut named: Vec<String> = cells.map(|cell| cell.name.clone()).collect();
        let blocks = blocks.into_iter().map(|block| match block {
            Block::Paragraph(line) if is_strong(&line) => {
                let said = plain(&line);
                let name = said.trim_end_matches(':').trim();
                let said_here = named.iter().find(|one| is_same_name(one, name)).cloned();
                let piece = match said_here {
                    Some(first) => Piece::Again { said: name.to_owned(), first },
                    None => Piece::Text(name.to_owned()),
                };
                source.told(&said, vec![piece], "a line in bold is the heading of a competency");
                named.push(name.to_owned());
                heading(text(name))
            }
            other => other,
        });
        let blocks = blocks.collect();
        return if has_lists { blocks } else { listed(blocks) };
    }
    if !has_lists && !blocks.is_empty() {
        let unnamed = [heading(text(UNNAMED))];
        return listed(unnamed.into_iter().chain(blocks).collect());
    }
    let mut out = Vec::new();
    let mut is_open = false;
    for block in blocks {
        let Block::List { start, items } = block else {
            out.push(block);
            continue;
        };
        let named: Option<Vec<_>> = items.iter().map(|item| competency(item)).collect();
        match named {
            Some(named) => {
                for (said, name, items) in named {
                    if said != name {
                        let rest: Vec<String> = items.iter().map(|one| level_text(one)).collect();
                        let pieces = [name.as_str(), rest.first().map_or("", String::as_str)];
                        source.pieces(&said, &pieces, "a competency and what is expected of it");
                    }
                    out.push(heading(text(name)));
                    out.push(Block::List { start: None, items });
                }
                is_open = true;
            }
            None => {
                if !std::mem::replace(&mut is_open, true) {
                    out.push(heading(text(UNNAMED)));
                }
                out.push(Block::List { start, items });
            }
        }
    }
    out
}

/// An item that is a competency: `**Name**: text`, or words above a list. What stands there, the
/// name, and the behaviours.
fn competency(item: &[Block]) -> Option<(String, String, Vec<Vec<Block>>)> {
    if let Some((said, name, rest)) = named_item(item) {
        return Some((said, name, vec![vec![Block::Paragraph(rest)]]));
    }
    let [Block::Paragraph(line), Block::List { items, .. }] = item else { return None };
    let said = plain(line);
    let name = said.trim_end_matches(':').trim().to_owned();
    (!name.is_empty() && !name.ends_with(['.', '!', '?']) && said == name)
        .then(|| (said, name, items.clone()))
}

fn level_text(item: &[Block]) -> String {
    match item {
        [Block::Paragraph(text), ..] => plain(text),
        _ => String::new(),
    }
}

/// Paragraphs below headings as lists.
fn listed(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut is_below = false;
    for block in blocks {
        is_below |= matches!(block, Block::Heading { .. });
        match (block, out.last_mut()) {
            (block @ Block::Paragraph(_), Some(Block::List { items, .. })) if is_below => {
                items.push(vec![block]);
            }
            (block @ Block::Paragraph(_), _) if is_below => {
                out.push(Block::List { start: None, items: vec![vec![block]] });
            }
            (block, _) => out.push(block),
        }
    }
    out
}
