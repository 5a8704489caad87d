//! Markdown files of one level each: `# L3: Senior Security Engineer`, the tagline in a block quote,
//! attributes as a list, `##` competencies (or pillars, where `###` stand below them), bullets, and
//! examples in a `<details>` or below a heading of that name. Files without a level are pages.

use std::collections::BTreeMap;

use super::document::{Block, plain};
use super::foreign::{Foreign, Level, Page, Source};
use super::html::Links;
use super::ids::{LevelTitle, Paths, level_title};
use super::{ImportError, Input, encoding, level_blocks, markdown_blocks};

/// Whether a Markdown file among these begins with the title of a level.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| markdown_blocks::is_markdown(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|d| d.text).unwrap_or_default();
        let mut headings = text.lines().filter_map(|line| line.strip_prefix("# "));
        let is_level = |heading: &str| level_title(heading).is_some();
        // With several it is the page of a role.
        headings.next().is_some_and(is_level) && !headings.any(is_level)
    })
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
        match markdown_blocks::decode(input, &mut source) {
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
    Ok(foreign)
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
    let level = Level::new(title);
    let level = level_blocks::read(foreign, &mut source, level, &blocks[1..]);
    if level.sections.is_empty() {
        source.warnings.push("the file has the title of a level and no behaviour".to_owned());
    }
    if let Err(why) = foreign.place(file, title, level) {
        source.skipped = Some(why);
    }
    foreign.trace.sources[at] = source;
}
