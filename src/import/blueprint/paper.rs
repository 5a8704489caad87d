//! A blueprint as it lies in a file: JSON of WordPress with HTML in it, HTML, Markdown or plain text.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html};
use serde_json::Value;

use super::outline::{Section, outline};
use super::{lines, plain};
use crate::import::document::{Block, plain as words, squeeze};
use crate::import::foreign::Source;
use crate::import::html::{self, Links};
use crate::import::{Input, encoding, markdown_blocks};

/// A blueprint that was read, but not yet understood.
pub(super) struct Paper {
    pub(super) source: Source,
    /// What it calls itself.
    pub(super) title: String,
    pub(super) sections: Vec<Section>,
    /// Fields of WordPress around the text.
    pub(super) fields: usize,
}

/// How many sections make a blueprint.
const SECTIONS: usize = 6;

/// Whether a file is a blueprint, without reading more than is needed.
pub(super) fn recognises(input: &Input) -> bool {
    let source = Source { path: input.path.clone(), ..Source::default() };
    encoding::decode(&input.bytes).is_ok_and(|decoded| {
        papers(&source, &decoded.text).is_ok_and(|papers| {
            papers.iter().any(|paper| {
                let mut topics: Vec<_> = paper.sections.iter().map(|one| one.topic).collect();
                topics.sort_unstable();
                topics.dedup();
                topics.len() >= SECTIONS
            })
        })
    })
}

/// The blueprints of a file: one, or as many as there are posts in the JSON.
///
/// # Errors
/// Says why the file is none.
pub(super) fn papers(source: &Source, text: &str) -> Result<Vec<Paper>, String> {
    let end = source.path.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let paper = match end.as_str() {
        "json" => return posts(source, text),
        "html" | "htm" => page(source.clone(), text),
        "md" | "markdown" => markdown(source.clone(), text),
        "txt" | "text" => {
            let mut source = source.clone();
            source.blocks = plain::visible(text);
            of_blocks(source, String::new(), plain::blocks(text))
        }
        _ => return Err("neither JSON nor HTML nor text".to_owned()),
    };
    Ok(vec![paper])
}

fn of_blocks(mut source: Source, title: String, blocks: Vec<Block>) -> Paper {
    let mut parents = Vec::new();
    let (above, sections) = outline(blocks, &mut parents);
    for line in above {
        if line != title {
            source.leave_out(&line, "stands above the first section of the blueprint");
        }
    }
    if !parents.is_empty() {
        source.warnings.push(format!(
            "lines that end in a colon, or alone are in bold, head those after them, which the \
             source has beside them; look whether all belong there: {}",
            parents.join(", ")
        ));
    }
    Paper { source, title, sections, fields: 0 }
}

fn markdown(mut source: Source, text: &str) -> Paper {
    let mut links = Links { files: &BTreeMap::new(), folder: "", lost: Vec::new() };
    let blocks = markdown_blocks::blocks(text, &mut links, &mut source.warnings);
    source.lost_links = links.lost;
    let seen = markdown_blocks::visible_lines(text);
    source.blocks = seen.iter().flat_map(|block| lines::split(block)).collect();
    let title = first_heading(&blocks);
    of_blocks(source, title, blocks)
}

fn first_heading(blocks: &[Block]) -> String {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, text } => Some(words(text)),
        _ => None,
    });
    title.filter(|title| super::outline::topic(title).is_none()).unwrap_or_default()
}

fn page(mut source: Source, text: &str) -> Paper {
    let document = Html::parse_document(text);
    // Of what surrounds a text the innermost that has all of its headings.
    let all = |css: &str| html::all(&document, css);
    let count = |element: &ElementRef<'_>| headings(*element);
    let most = count(&document.root_element());
    let holders = all("main, article, .entry-content, #content, body");
    let holder = holders.into_iter().rev().find(|one| count(one) == most);
    let root = holder.unwrap_or(document.root_element());
    let name = all("h1").first().map(|one| squeeze(&one.text().collect::<String>()));
    let title = all("title").first().map(|one| squeeze(&one.text().collect::<String>()));
    let is_name = |title: &String| !title.is_empty() && super::outline::topic(title).is_none();
    let (name, title) = (name.filter(is_name), title.filter(is_name));
    let blocks = html_blocks(root, &mut source);
    let title = name.or(title).unwrap_or_default();
    let mut paper = of_blocks(source, title, blocks);
    if !paper.source.blocks.contains(&paper.title) && !paper.title.is_empty() {
        paper.source.blocks.insert(0, paper.title.clone());
    }
    paper
}

fn headings(element: ElementRef<'_>) -> usize {
    let names = ["h1", "h2", "h3"];
    element.descendent_elements().filter(|one| names.contains(&one.value().name())).count()
}

fn html_blocks(root: ElementRef<'_>, source: &mut Source) -> Vec<Block> {
    let mut links = Links { files: &BTreeMap::new(), folder: "", lost: Vec::new() };
    let blocks = html::blocks(root, &mut links);
    source.lost_links.extend(links.lost);
    let seen = html::visible_lines(root);
    source.blocks.extend(seen.iter().flat_map(|block| lines::split(block)));
    blocks
}

/// Posts as WordPress gives them: one, or a list of them.
fn posts(source: &Source, text: &str) -> Result<Vec<Paper>, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?;
    let (posts, is_list) = match &value {
        Value::Array(all) => (&all[..], true),
        one => (std::slice::from_ref(one), false),
    };
    let mut papers = Vec::new();
    for (n, post) in posts.iter().enumerate() {
        let Some(content) = rendered(post, "content") else {
            return Err("there is no `content` with HTML in this JSON".to_owned());
        };
        let mut source = source.clone();
        if is_list {
            source.path = format!("{}[{}]", source.path, n + 1);
        }
        let title = rendered(post, "title").unwrap_or_default();
        let title = Html::parse_fragment(title).root_element().text().collect::<String>();
        let title = squeeze(&title);
        source.blocks.extend(Some(title.clone()).filter(|title| !title.is_empty()));
        let fragment = Html::parse_fragment(content);
        let blocks = html_blocks(fragment.root_element(), &mut source);
        let fields = post.as_object().map_or(0, |fields| fields.len().saturating_sub(2));
        papers.push(Paper { fields, ..of_blocks(source, title, blocks) });
    }
    Ok(papers)
}

/// A text of a post, `{"rendered": "…"}` or the text itself.
fn rendered<'v>(post: &'v Value, key: &str) -> Option<&'v str> {
    let value = post.get(key)?;
    value.as_str().or_else(|| value.get("rendered")?.as_str())
}
