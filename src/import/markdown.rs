//! Markdown files of one level each: `# L3: Senior Security Engineer`, the tagline in a block quote,
//! attributes as a list, `##` competencies (or pillars, where `###` stand below them), bullets, and
//! examples in a `<details>` or below a heading of that name. Files without a level are pages.

use std::collections::BTreeMap;

use super::document::{
    Block, Inline, Text, named_item, plain, plain_block, split_icon, text, tidy,
};
use super::foreign::{Behaviour, Cell, Foreign, Level, Page, Section, SectionKind, Source};
use super::html::Links;
use super::ids::{LevelTitle, Paths, level_title, slug};
use super::{ImportError, Input, encoding, markdown_blocks, prose};

/// Whether a Markdown file among these begins with the title of a level.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| is_markdown(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|d| d.text).unwrap_or_default();
        let heading = text.lines().find_map(|line| line.strip_prefix("# "));
        heading.is_some_and(|heading| level_title(heading).is_some())
    })
}

fn is_markdown(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// Reads all files.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut foreign = Foreign::default();
    let mut texts = Vec::new();
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        match decode(input, &mut source) {
            Ok(text) => texts.push((foreign.trace.sources.len(), text)),
            Err(why) => source.skipped = Some(why),
        }
        foreign.trace.sources.push(source);
    }
    let files = plan(&texts, &foreign);
    let mut pages = Vec::new();
    for (at, text) in &texts {
        let source = &mut foreign.trace.sources[*at];
        let path = files[&source.path].clone();
        let folder = source.path.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
        let mut links = Links { files: &files, folder: &folder, lost: Vec::new() };
        let blocks = markdown_blocks::blocks(text, &mut links, &mut source.warnings);
        source.lost_links = links.lost;
        source.targets = vec![format!("content/{path}")];
        let title = first_heading(&blocks);
        match level_title(&title) {
            Some(level) => read_level(&mut foreign, *at, &path, &blocks, &level),
            None => pages.push(page(path, title, blocks)),
        }
    }
    foreign.pages = pages;
    foreign.guess_names();
    Ok(foreign)
}

fn decode(input: &Input, source: &mut Source) -> Result<String, String> {
    if !is_markdown(&input.path) {
        return Err("not a Markdown file".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    source.blocks = markdown_blocks::visible(&text);
    source.list_items = markdown_blocks::list_items(&text);
    if source.blocks.is_empty() { Err("there is no text".to_owned()) } else { Ok(text) }
}

fn first_heading(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(Block::Heading { text, .. }) => plain(text),
        _ => String::new(),
    }
}

/// Decides which content file each file becomes, before any link is followed.
fn plan(texts: &[(usize, String)], foreign: &Foreign) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut paths = Paths::default();
    for (at, text) in texts {
        let path = &foreign.trace.sources[*at].path;
        let mut no_links = Links { files: &BTreeMap::new(), folder: "", lost: Vec::new() };
        let blocks = markdown_blocks::blocks(text, &mut no_links, &mut Vec::new());
        let file = match level_title(&first_heading(&blocks)) {
            Some(level) => paths.level(&level),
            None => paths.page(path),
        };
        files.insert(path.clone(), file);
    }
    files
}

fn page(path: String, title: String, mut blocks: Vec<Block>) -> Page {
    let title = if title.is_empty() {
        let stem = path.trim_start_matches("pages/").trim_end_matches(".md");
        stem.replace('-', " ")
    } else {
        blocks.remove(0);
        title
    };
    Page { path, title, body: blocks }
}

fn read_level(foreign: &mut Foreign, at: usize, file: &str, blocks: &[Block], title: &LevelTitle) {
    let mut source = std::mem::take(&mut foreign.trace.sources[at]);
    let heading = first_heading(blocks);
    source.pieces(&heading, &[&title.name, &title.title], "the level and its title");
    let level = Level {
        id: title.id.clone(),
        number: title.number,
        title: title.title.clone(),
        ..Level::default()
    };
    let mut reader =
        Reader { foreign, source: &mut source, level, in_examples: false, has_cell: false };
    let blocks = &blocks[1..];
    for (n, block) in blocks.iter().enumerate() {
        reader.block(block, &blocks[n + 1..]);
    }
    let level = reader.level;
    if level.sections.is_empty() {
        source.warnings.push("the file has the title of a level and no behaviour".to_owned());
    }
    if let Err(why) = foreign.place(file, title, level) {
        source.skipped = Some(why);
    }
    foreign.trace.sources[at] = source;
}

struct Reader<'a> {
    foreign: &'a mut Foreign,
    source: &'a mut Source,
    level: Level,
    /// Below a heading "Examples".
    in_examples: bool,
    has_cell: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, rest: &[Block]) {
        match block {
            Block::Heading { level: 3..=6, text } if is_examples(text) && self.has_cell => {
                self.examples(text, rest);
            }
            Block::Heading { level: 1..=2, text } if has_sub_headings(rest) => {
                self.pillar(&plain(text));
            }
            Block::Heading { level, text } => {
                let is_bare =
                    self.level.sections.last().is_some_and(|s| s.kind == SectionKind::Bare);
                if *level < 3 && !is_bare || self.level.sections.is_empty() {
                    self.level.sections.push(Section::new(SectionKind::Bare, ""));
                }
                self.competency(&plain(text));
            }
            Block::Quote(inner) if self.level.sections.is_empty() => self.tagline(inner),
            Block::List { items, .. } if self.level.sections.is_empty() => self.attributes(items),
            Block::List { items, .. } if self.has_cell => {
                items.iter().for_each(|item| self.item(item));
            }
            Block::Details { summary, body } if is_examples(summary) && self.has_cell => {
                self.examples(summary, body);
                body.iter().for_each(|block| self.block(block, &[]));
                self.in_examples = false;
            }
            other => self.prose(other.clone()),
        }
    }

    fn examples(&mut self, heading: &Text, below: &[Block]) {
        let heading = plain(heading);
        let cell = self.level.sections.last().and_then(|s| s.cells.last());
        if !matches!(below.first(), Some(Block::List { .. })) {
            self.source.leave_out(&heading, "no examples stand below it");
        } else if heading != "Examples" || cell.is_some_and(|c| !c.examples.is_empty()) {
            self.source.join(&heading, "Examples", "examples have one heading of one form");
        }
        self.in_examples = true;
    }

    fn pillar(&mut self, heading: &str) {
        let (icon, name) = split_icon(heading);
        self.foreign.declare_pillar(name, icon);
        if !self.level.open(SectionKind::Pillar, name) {
            self.source.join(heading, name, "the pillar has two headings in this file");
        } else if let Some(icon) = icon {
            self.source.pieces(heading, &[icon, name], "the pillar and its icon");
        }
        (self.has_cell, self.in_examples) = (false, false);
    }

    fn competency(&mut self, heading: &str) {
        (self.has_cell, self.in_examples) = (true, false);
        let Some(section) = self.level.sections.last_mut() else { return };
        if let Some(at) = section.cells.iter().position(|c| c.name.eq_ignore_ascii_case(heading)) {
            self.source.join(heading, heading, "the competency has two headings in this file");
            let cell = section.cells.remove(at);
            section.cells.push(cell);
            return;
        }
        section.cells.push(Cell { name: heading.to_owned(), ..Cell::default() });
    }

    /// The first quote is the tagline; what follows in it introduces the level.
    fn tagline(&mut self, quote: &[Block]) {
        match quote {
            [Block::Paragraph(line), rest @ ..] if self.level.tagline.is_empty() => {
                self.level.tagline = match &line[..] {
                    [Inline::Emphasis(inner)] => tidy(inner.clone()),
                    _ => line.clone(),
                };
                self.level.intro.extend_from_slice(rest);
            }
            other => self.level.intro.push(Block::Quote(other.to_vec())),
        }
    }

    /// Items like `**Planning horizon**: one cycle` are attributes, others introduce the level.
    fn attributes(&mut self, items: &[Vec<Block>]) {
        let mut others = Vec::new();
        for item in items {
            let Some((before, label, value)) = named_item(item) else {
                others.push(item.clone());
                continue;
            };
            let (id, text) = (slug(&label), prose::line(&value, ""));
            match self.level.attributes.iter().find(|(one, _)| *one == id) {
                None => {
                    let pieces = [label.as_str(), &plain(&value)];
                    self.source.pieces(&before, &pieces, "an attribute and its value");
                    self.foreign.declare_attribute(&label, false);
                    self.level.attributes.push((id, text));
                }
                Some((_, said)) if *said == text => {
                    self.source.join(&before, &plain(&value), "the attribute is stated twice");
                }
                // An attribute has one value: the second introduces the level.
                Some(_) => others.push(item.clone()),
            }
        }
        if !others.is_empty() {
            self.level.intro.push(Block::List { start: None, items: others });
        }
    }

    fn item(&mut self, item: &[Block]) {
        let (first, children) = match item {
            [Block::Paragraph(text), rest @ ..] => (text.clone(), rest.to_vec()),
            other => {
                let all: Vec<String> = other.iter().map(plain_block).collect();
                (text(all.join(" ")), Vec::new())
            }
        };
        if plain(&first).is_empty() {
            return;
        }
        let cell = self.level.sections.last_mut().and_then(|s| s.cells.last_mut());
        let Some(cell) = cell else { return };
        if self.in_examples {
            cell.examples.push(item.to_vec());
        } else {
            cell.behaviours.push(Behaviour::new(first, children));
        }
    }

    fn prose(&mut self, block: Block) {
        let Some(section) = self.level.sections.last_mut() else {
            self.level.intro.push(block);
            return;
        };
        match section.cells.last_mut() {
            Some(cell) if cell.behaviours.is_empty() => cell.before.push(block),
            Some(cell) => cell.after.push(block),
            None => section.intro.push(block),
        }
    }
}

/// Whether a competency's heading stands below this one: then it is a pillar.
fn has_sub_headings(rest: &[Block]) -> bool {
    let mut headings = rest.iter().filter_map(|block| match block {
        Block::Heading { level, text } => Some((*level, text)),
        _ => None,
    });
    headings.find(|(level, text)| *level < 3 || !is_examples(text)).is_some_and(|(l, _)| l >= 3)
}

fn is_examples(text: &Text) -> bool {
    matches!(plain(text).to_lowercase().trim_end_matches(':'), "example" | "examples")
}
