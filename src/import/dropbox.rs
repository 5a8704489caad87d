//! The Dropbox Engineering Career Framework, HTML of 2021 and 2023: one page a role and level, and
//! handbook pages between them. `h2` is a pillar, a paragraph in bold a competency, a list its
//! behaviours.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html};

use super::declared::Family;
use super::document::{Block, named_item, plain};
use super::foreign::{Foreign, Page, Source, Term};
use super::html::{self, Links};
use super::ids::{LevelTitle, Paths, level_title};
use super::{ImportError, Input, dropbox_level, dropbox_older};

/// The element that holds the text of a page, beside menus and scripts.
const MAIN: &str = "#doc-container";

/// A page that was read, but not yet understood.
struct Read {
    /// Position in the trace.
    source: usize,
    blocks: Vec<Block>,
    title: String,
    level: Option<LevelTitle>,
}

/// Whether an HTML file among these has the main element of this form.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().any(|input| is_html(&input.path) && find(&input.bytes, b"id=\"doc-container\""))
}

/// The element that holds the text of a page: those of 2021 have another one in the same frame.
fn main(document: &Html) -> Option<ElementRef<'_>> {
    let frame = html::first(document, MAIN);
    frame.map(|frame| html::first(document, dropbox_older::MAIN).unwrap_or(frame))
}

fn is_older(main: ElementRef<'_>) -> bool {
    main.attr("id") == Some("doc-content")
}

fn is_html(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".html") || path.ends_with(".htm")
}

fn find(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// Reads all pages.
///
/// # Errors
/// None of its own: a page that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut foreign = Foreign {
        families: vec![Family::new("Engineering")],
        language: Some("en".to_owned()),
        ..Foreign::default()
    };
    let (mut documents, mut menu) = (Vec::new(), Vec::new());
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        match parse(input, &mut source) {
            Ok(document) => {
                if menu.is_empty() {
                    menu = menu_order(&document);
                }
                if foreign.title.is_empty() {
                    let title = html::first(&document, "title");
                    let title: String = title.map(|t| t.text().collect()).unwrap_or_default();
                    // "IC3 Software Engineer - Career Framework".
                    let name = title.rsplit_once(" - ").map_or(&*title, |(_, name)| name);
                    foreign.title = name.trim().to_owned();
                }
                count_surroundings(&document, &mut foreign.trace.surroundings);
                documents.push((foreign.trace.sources.len(), document));
            }
            Err(why) => source.skipped = Some(why),
        }
        foreign.trace.sources.push(source);
    }
    let rank = |source: &Source| {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let place = menu.iter().position(|href| href == name);
        (place.unwrap_or(usize::MAX), source.path.clone())
    };
    documents.sort_by_key(|(at, _)| rank(&foreign.trace.sources[*at]));
    let files = plan(&documents, &mut foreign);
    let pages = read_blocks(documents, &files, &mut foreign);
    fill(pages, &files, &mut foreign);
    Ok(foreign)
}

fn parse(input: &Input, source: &mut Source) -> Result<Html, String> {
    if !is_html(&input.path) {
        return Err("not an HTML page".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    let document = Html::parse_document(&text);
    let Some(main) = main(&document) else {
        return Err(format!("no element `{MAIN}`: not a page of this form, or cut off"));
    };
    source.blocks = html::visible(main);
    let is_item = |element: &ElementRef<'_>| element.value().name() == "li";
    source.list_items = main.descendent_elements().filter(is_item).count();
    if source.blocks.is_empty() {
        return Err(format!("there is no text in `{MAIN}`"));
    }
    if html::first(&document, "#doc-footer").is_none() {
        source.warnings.push("the page has no footer: it may be cut off".to_owned());
    }
    Ok(document)
}

/// The addresses of the menu, in its order.
fn menu_order(document: &Html) -> Vec<String> {
    let links = html::all(document, "#toc a[href]");
    links.iter().filter_map(|a| a.attr("href")).map(str::to_owned).collect()
}

fn count_surroundings(document: &Html, surroundings: &mut BTreeMap<String, usize>) {
    for (what, css) in [
        ("navigation menu", "#toc"),
        ("scripts and analytics", "script"),
        ("styles and fonts", "link[rel=stylesheet], style"),
        ("icon", "link[rel=icon]"),
        ("empty heading", "#doc-container h2:empty"),
    ] {
        if html::first(document, css).is_some() {
            *surroundings.entry(what.to_owned()).or_default() += 1;
        }
    }
}

/// Decides which content file each page becomes, before any link is followed.
fn plan(documents: &[(usize, Html)], foreign: &mut Foreign) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut paths = Paths::default();
    let sources = &mut foreign.trace.sources;
    // As they are read below, but for where links lead.
    let own = documents.iter().map(|(at, _)| &sources[*at].path);
    let all = own.map(|path| (path.clone(), path.clone())).collect();
    for (at, document) in documents {
        let source = &mut sources[*at];
        let mut links = Links { files: &all, folder: folder(&source.path), lost: Vec::new() };
        let blocks = main(document).map(|main| blocks(main, &mut links, &mut Source::default()));
        let blocks = blocks.unwrap_or_default();
        let title = title(&blocks);
        let original = seen.entry(source.blocks.clone()).or_insert_with(|| source.path.clone());
        let file = if *original != source.path {
            source.skipped = Some(format!("the same text as {original}"));
            files.get(original).cloned().unwrap_or_default()
        } else if let Some(level) = level_title(&title) {
            paths.level(&level)
        } else if is_glossary(&title)
            && terms(&blocks).is_some()
            && files.values().all(|file| file != GLOSSARY)
        {
            GLOSSARY.to_owned()
        } else {
            paths.page(&source.path)
        };
        files.insert(source.path.clone(), file);
    }
    files
}

/// The folder of a file, with a slash at its end, or nothing.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

/// The file of all terms, of which there is one.
const GLOSSARY: &str = "glossary.toml";

fn is_glossary(title: &str) -> bool {
    title.trim().eq_ignore_ascii_case("glossary")
}

/// The heading that names a page.
fn title(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(Block::Heading { text, .. }) => plain(text),
        _ => String::new(),
    }
}

/// The blocks of a page with its first heading in front: it names the page, as in the plan, even if
/// something stands above it.
fn blocks(main: ElementRef<'_>, links: &mut Links<'_>, source: &mut Source) -> Vec<Block> {
    let mut blocks = match is_older(main) {
        true => dropbox_older::blocks(main, links, source),
        false => html::blocks(main, links),
    };
    if let Some(at) = blocks.iter().position(|one| matches!(one, Block::Heading { .. })) {
        blocks[..=at].rotate_right(1);
    }
    blocks
}

fn read_blocks(
    documents: Vec<(usize, Html)>,
    files: &BTreeMap<String, String>,
    foreign: &mut Foreign,
) -> Vec<Read> {
    let mut pages = Vec::new();
    for (at, document) in documents {
        let source = &mut foreign.trace.sources[at];
        if source.skipped.is_some() {
            continue;
        }
        let main = main(&document).expect("a page without it was not kept");
        let path = source.path.clone();
        let mut links = Links { files, folder: folder(&path), lost: Vec::new() };
        let blocks = blocks(main, &mut links, source);
        source.lost_links = links.lost;
        source.targets = vec![format!("content/{}", files[&source.path])];
        if is_older(main) {
            source.targets.push("content/framework.toml".to_owned());
        }
        let title = title(&blocks);
        let level = level_title(&title);
        pages.push(Read { source: at, blocks, title, level });
    }
    pages
}

fn fill(pages: Vec<Read>, files: &BTreeMap<String, String>, foreign: &mut Foreign) {
    let mut numbered: BTreeSet<u32> = BTreeSet::new();
    for page in pages {
        let source = &mut foreign.trace.sources[page.source];
        let path = files[&source.path].clone();
        if let Some(level) = page.level {
            dropbox_level::read(foreign, page.source, &path, &page.blocks, &level);
        } else if let Some(found) = terms(&page.blocks).filter(|_| path == GLOSSARY) {
            source.leave_out(&page.title, "the name of the glossary");
            add_terms(found, source, &mut foreign.terms);
        } else {
            numbered.extend(shared_numbers(&page.blocks));
            // The page that has the name of the whole framework presents it.
            if page.title == foreign.title {
                foreign.summary = first_paragraph(&page.blocks);
                foreign.version = version(&page.blocks);
            }
            foreign.pages.push(handbook_page(path, &page.title, page.blocks));
        }
    }
    foreign.lift_descriptions();
    set_parallel(&numbered, foreign);
}

/// The level numbers for which a table of the promotion guidelines has values for both ICs and
/// managers: proof that one number means one weight on both tracks.
fn shared_numbers(blocks: &[Block]) -> Vec<u32> {
    let mut numbers = Vec::new();
    for block in blocks {
        let Block::Table { head, rows } = block else { continue };
        let column = |word: &str| head.iter().position(|c| plain(c).contains(word));
        let (Some(ics), Some(managers)) = (column("IC"), column("manager")) else { continue };
        for row in rows {
            let cell = |n: usize| row.get(n).map(|t| plain(t)).unwrap_or_default();
            let has = |n: usize| !matches!(cell(n).to_lowercase().as_str(), "" | "n/a" | "-");
            let number = cell(0).strip_prefix('L').and_then(|n| n.parse().ok());
            if let Some(number) = number
                && has(ics)
                && has(managers)
            {
                numbers.push(number);
            }
        }
    }
    numbers
}

fn set_parallel(stated: &BTreeSet<u32>, foreign: &mut Foreign) {
    if stated.is_empty() {
        return;
    }
    let ics: Vec<(u32, String)> = foreign
        .tracks
        .iter()
        .filter(|t| t.id == "ic")
        .flat_map(|t| t.levels.iter().map(|l| (l.number, l.id.clone())))
        .collect();
    for level in foreign.tracks.iter_mut().filter(|t| t.id == "manager").flat_map(|t| &mut t.levels)
    {
        let same = ics.iter().filter(|(number, _)| *number == level.number);
        level.parallel = same.map(|(_, id)| id.clone()).collect();
    }
    let stated = stated.iter().map(|n| format!("L{n}")).collect::<Vec<_>>().join(", ");
    foreign.trace.notes.push(format!(
        "levels of equal number are parallel (M5 and IC5): the promotion guidelines count ICs and \
         managers by one number; they name {stated} for both, the higher ones follow the same count"
    ));
}

fn first_paragraph(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().find(|b| matches!(b, Block::Paragraph(_))).cloned().into_iter().collect()
}

/// What follows "Version:" in a paragraph of its own.
fn version(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| {
        let Block::Paragraph(text) = block else { return None };
        let text = plain(text);
        let (before, version) = text.split_once("Version:")?;
        let version = version.trim();
        (before.len() < 20 && !version.contains(' ')).then(|| version.to_owned())
    })
}

/// A handbook page: its first heading is the title; where it has several of the highest rank, all
/// others go down one.
fn handbook_page(path: String, title: &str, blocks: Vec<Block>) -> Page {
    let body: Vec<Block> = blocks.into_iter().skip(usize::from(!title.is_empty())).collect();
    let top = body.iter().any(|b| matches!(b, Block::Heading { level: 1, .. }));
    let body = body
        .into_iter()
        .map(|block| match block {
            Block::Heading { level, text } => {
                Block::Heading { level: (level + u8::from(top)).min(6), text }
            }
            other => other,
        })
        .collect();
    Page { path, title: title.to_owned(), body }
}

/// Terms with the text that each stands in, and what introduces them.
type Terms = (Vec<(String, Term)>, Vec<String>);

/// The terms of a glossary: items of the form `Term: definition`. None, and the page is one of the
/// handbook, when an item has another form or a term is there twice.
fn terms(blocks: &[Block]) -> Option<Terms> {
    let (mut found, mut intro): Terms = Default::default();
    for block in blocks.iter().skip(1) {
        match block {
            Block::List { items, .. } => {
                for item in items {
                    found.push(term(item)?);
                }
            }
            Block::Paragraph(text) => intro.push(plain(text)),
            _ => return None,
        }
    }
    let names: BTreeSet<String> = found.iter().map(|(_, one)| one.name.to_lowercase()).collect();
    (!found.is_empty() && names.len() == found.len()).then_some((found, intro))
}

fn add_terms((found, intro): Terms, source: &mut Source, terms: &mut Vec<Term>) {
    for text in intro {
        source.leave_out(&text, "introduces the list of terms, which has a page of its own now");
    }
    for (before, term) in found {
        let definition = plain(&term.definition);
        source.pieces(&before, &[&term.name, &definition], "a term and its definition");
        terms.push(term);
    }
}

fn term(item: &[Block]) -> Option<(String, Term)> {
    let (before, name, definition) = named_item(item)?;
    Some((before, Term { name, definition }))
}
