//! engineeringladders: Markdown with a page that names axes and their steps, and a page for each
//! ladder, whose positions are a step of each axis. An axis is a competency, its steps are the points
//! of a scale: the proficiency at a level is what their radar charts show. Other pages are handbook.

mod ladder;

use std::collections::BTreeMap;

use super::declared::{Point, Scale};
use super::document::{Block, Text, below_title, named_item, plain, plain_block, squeeze};
use super::foreign::{Foreign, Level, Page, Source, Track, TrackLevel};
use super::html::Links;
use super::ids::{self, LevelTitle, Paths, is_same_name, level_title, slug};
use super::{ImportError, Input, encoding, markdown_blocks};

/// The heading above links to all pages, at the end of each.
const LINKS: &str = "Other Pages";

/// Whether a Markdown file among these has the axes and their steps.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| markdown_blocks::is_markdown(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|decoded| decoded.text).unwrap_or_default();
        ["# Axes", "# Levels"].iter().all(|heading| text.lines().any(|line| line == *heading))
    })
}

/// Reads all files.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut reader = Reader::default();
    let mut texts = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        match markdown_blocks::decode(input, &mut source) {
            Ok(text) => texts.push((at, text)),
            Err(why) => source.skipped = Some(why),
        }
        reader.foreign.trace.sources.push(source);
    }
    reader.plan(&texts);
    let mut documents = Vec::new();
    for (at, text) in &texts {
        let source = &mut reader.foreign.trace.sources[*at];
        let folder = source.path.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
        // Links to a part of the own page say nothing but the part.
        let own = reader.files.iter().filter_map(|(part, file)| {
            let part = part.strip_prefix(&source.path).filter(|part| part.starts_with('#'))?;
            Some((format!("{}{part}", folder.trim_end_matches('/')), file.clone()))
        });
        let files: BTreeMap<String, String> = reader.files.clone().into_iter().chain(own).collect();
        let mut links = Links { files: &files, folder: &folder, lost: Vec::new() };
        let blocks = markdown_blocks::blocks(text, &mut links, &mut source.warnings);
        let is_picture = |link: &String| link.starts_with("picture ");
        let (pictures, lost): (Vec<String>, Vec<String>) =
            links.lost.into_iter().partition(is_picture);
        source.lost_links = lost;
        let blocks = without_links(blocks, source);
        documents.push((*at, without_pictures(blocks, text, source)));
        if !pictures.is_empty() {
            let surroundings = &mut reader.foreign.trace.surroundings;
            *surroundings.entry("pictures, such as radar charts".to_owned()).or_default() += 1;
        }
    }
    documents.iter().for_each(|(_, blocks)| reader.axes(blocks));
    for (at, blocks) in documents {
        let path = reader.files[&reader.foreign.trace.sources[at].path].clone();
        match is_ladder(&blocks) {
            true => reader.ladder(at, &path, &blocks),
            false => reader.page(at, path, blocks),
        }
    }
    Ok(reader.finish())
}

/// Whether headings of the page are those of positions: `## D1 - Developer 1`.
fn is_ladder(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| position(block).is_some())
}

fn position(block: &Block) -> Option<LevelTitle> {
    match block {
        Block::Heading { level: 2, text } => level_title(&plain(text)),
        _ => None,
    }
}

/// What GitHub makes of a heading in addresses.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// The page without the links at its end, which every page of the site has: a list that says more
/// than one line an item is no such list.
fn without_links(mut blocks: Vec<Block>, source: &mut Source) -> Vec<Block> {
    let is_it =
        |block: &Block| matches!(block, Block::Heading { text, .. } if plain(text) == LINKS);
    let is_line = |item: &Vec<Block>| matches!(item[..], [Block::Paragraph(_)]);
    let Some(start) = blocks.iter().position(is_it) else { return blocks };
    let mut lines = vec![plain_block(&blocks[start])];
    let end = match blocks.get(start + 1) {
        Some(Block::List { items, .. }) if items.iter().all(is_line) => {
            lines.extend(items.iter().flatten().map(plain_block));
            start + 2
        }
        Some(Block::List { .. }) => return blocks,
        _ => start + 1,
    };
    for line in lines {
        source.leave_out(&line, "links to the other pages, which every page has");
    }
    blocks.drain(start..end);
    blocks
}

/// The page without the words that stand for pictures, which aren't brought in.
fn without_pictures(blocks: Vec<Block>, text: &str, source: &mut Source) -> Vec<Block> {
    // Nobody sees the words of a picture in HTML: they are not in the source's text.
    let words = text.split("alt=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let words: Vec<String> = words.map(squeeze).collect();
    let mut above = String::new();
    let mut kept = Vec::new();
    for block in blocks {
        match &block {
            Block::Heading { text, .. } => above = plain(text),
            Block::Paragraph(line) => {
                let said = plain(line);
                if words.contains(&said) && !source.blocks.contains(&said) {
                    continue;
                }
                if said == above && text.contains(&format!("![{said}](")) {
                    source.leave_out(&said, "it stands for a picture, which isn't brought in");
                    continue;
                }
            }
            _ => {}
        }
        kept.push(block);
    }
    kept
}

/// One of the things that positions are measured by.
struct Axis {
    name: String,
    scale: String,
    /// Names of its steps, with what each says.
    steps: Vec<(String, Text)>,
}

#[derive(Default)]
struct Reader {
    foreign: Foreign,
    /// Content path of each file, by its path, and of each position, by `path#anchor`.
    files: BTreeMap<String, String>,
    axes: Vec<Axis>,
    /// Titles of pages: one that compares two roles says that they stand beside each other.
    titles: Vec<String>,
    /// What pages call their levels, by id.
    names: BTreeMap<String, String>,
    /// The number that the pages give to levels of equal weight, by id.
    weights: BTreeMap<String, String>,
}

impl Reader {
    /// Decides which content file each file, and each position, becomes.
    fn plan(&mut self, texts: &[(usize, String)]) {
        let mut paths = Paths::default();
        let mut roles: Vec<String> = Vec::new();
        let mut levels: BTreeMap<String, usize> = BTreeMap::new();
        for (at, text) in texts {
            let path = &self.foreign.trace.sources[*at].path;
            let mut no_links = Links { files: &BTreeMap::new(), folder: "", lost: Vec::new() };
            let blocks = markdown_blocks::blocks(text, &mut no_links, &mut Vec::new());
            let title = match blocks.first() {
                Some(Block::Heading { text, .. }) => slug(&plain(text)),
                _ => slug(path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md")),
            };
            if !is_ladder(&blocks) {
                self.files.insert(path.clone(), paths.page(&title));
                continue;
            }
            let id = ids::free(&title, |id| !roles.contains(id));
            for (block, level) in blocks.iter().filter_map(|b| Some((b, position(b)?))) {
                // An id stands in one ladder only.
                let level = match levels.entry(level.id.clone()).or_insert(*at) {
                    first if first == at => level.id,
                    _ => slug(&format!("{id} {}", level.id)),
                };
                let part = format!("{path}#{}", anchor(&plain_block(block)));
                self.files.insert(part, format!("roles/{id}/{level}.md"));
            }
            self.files.insert(path.clone(), format!("roles/{id}/role.toml"));
            roles.push(id);
        }
    }

    /// The id of a position of a page, by its heading.
    fn level_id(&self, path: &str, heading: &str) -> Option<String> {
        let file = self.files.get(&format!("{path}#{}", anchor(heading)))?;
        Some(file.rsplit('/').next()?.trim_end_matches(".md").to_owned())
    }

    /// Axes with their steps: a heading below `Levels`, and a numbered list of names.
    fn axes(&mut self, blocks: &[Block]) {
        let mut heading: Option<(u8, String)> = None;
        let mut part = String::new();
        for block in blocks {
            match block {
                Block::Heading { level: 1, text } => {
                    part = plain(text);
                    heading = None;
                }
                Block::Heading { level, text } => heading = Some((*level, plain(text))),
                Block::List { start: None, items } if part == "Axes" => {
                    for (_, name, text) in items.iter().filter_map(|item| named_item(item)) {
                        let summary = &mut self.foreign.meaning(&name).summary;
                        if summary.is_empty() {
                            summary.push(Block::Paragraph(text));
                        }
                    }
                }
                Block::List { start: Some(_), items } if part == "Levels" => {
                    let Some((_, name)) = &heading else { continue };
                    self.axis(name, items);
                }
                _ => {}
            }
        }
    }

    fn axis(&mut self, name: &str, items: &[Vec<Block>]) {
        if self.axes.iter().any(|axis| is_same_name(&axis.name, name)) {
            return;
        }
        let mut steps: Vec<(String, Text)> = Vec::new();
        for (_, step, text) in items.iter().filter_map(|item| named_item(item)) {
            if steps.iter().all(|(one, _)| slug(one) != slug(&step)) {
                steps.push((step, text));
            }
        }
        let is_free = |id: &String| self.foreign.scales.iter().all(|scale| scale.id != *id);
        let Some(id) = Some(slug(name)).filter(is_free).filter(|_| !steps.is_empty()) else {
            return;
        };
        let point = |(name, summary): &(String, Text)| Point {
            id: slug(name),
            name: name.clone(),
            summary: summary.clone(),
        };
        let points = steps.iter().map(point).collect();
        self.foreign.scales.push(Scale { id: id.clone(), name: name.to_owned(), points });
        self.axes.push(Axis { name: name.to_owned(), scale: id, steps });
    }

    fn page(&mut self, at: usize, path: String, mut blocks: Vec<Block>) {
        let source = &mut self.foreign.trace.sources[at];
        source.targets = vec![format!("content/{path}")];
        let title = match blocks.first() {
            Some(Block::Heading { text, .. }) => {
                let title = plain(text);
                blocks.remove(0);
                title
            }
            _ => ids::spoken(path.trim_start_matches("pages/").trim_end_matches(".md")),
        };
        if let Some(first @ Block::Paragraph(_)) = blocks.first()
            && blocks
                .iter()
                .any(|b| matches!(b, Block::Heading { text, .. } if plain(text) == "Axes"))
        {
            self.foreign.summary = vec![first.clone()];
        }
        self.titles.push(title.clone());
        self.foreign.pages.push(Page { path, title, body: below_title(blocks) });
    }

    fn finish(mut self) -> Foreign {
        let foreign = &mut self.foreign;
        for role in &foreign.roles {
            let level = |level: &Level| TrackLevel {
                id: level.id.clone(),
                name: self.names.get(&level.id).unwrap_or(&level.id).clone(),
                number: level.number,
                parallel: Vec::new(),
            };
            let levels = role.levels.iter().map(level).collect();
            let (id, name) = (role.id.clone(), role.title.clone());
            foreign.tracks.push(Track { id, name, levels });
        }
        let ids: Vec<(usize, String)> = foreign
            .tracks
            .iter()
            .enumerate()
            .flat_map(|(at, track)| track.levels.iter().map(move |level| (at, level.id.clone())))
            .collect();
        for (at, track) in foreign.tracks.iter_mut().enumerate() {
            for level in &mut track.levels {
                let Some(weight) = self.weights.get(&level.id) else { continue };
                let beside = ids.iter().filter(|(other, _)| *other > at).map(|(_, id)| id);
                let beside = beside.filter(|id| self.weights.get(*id) == Some(weight));
                level.parallel = beside.cloned().collect();
            }
        }
        for title in &self.titles {
            let Some((one, other)) = title.split_once(" vs ") else { continue };
            let place = |name: &str| foreign.roles.iter().position(|role| role.title == name);
            if let Some((one, other)) = place(one).zip(place(other)).filter(|(a, b)| a != b) {
                foreign.roles[one].parallel = Some(foreign.roles[other].id.clone());
                foreign.roles[other].parallel = Some(foreign.roles[one].id.clone());
            }
        }
        // Each step of an axis includes those before it.
        foreign.is_cumulative = !self.axes.is_empty();
        self.foreign
    }
}
