//! HTML to blocks: a small walker over the tree that `scraper` builds.

use std::collections::BTreeMap;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::document::{Block, Inline, Target, Text, raw, squeeze, tidy};

/// Deeper elements than this give their text only: nobody writes them, and recursion has an end.
const DEEPEST: usize = 60;

/// A line break that the reader is meant to see, in text as it stands in a source.
pub(super) const BREAK: char = '\u{2028}';

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "head", "title", "svg"];

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Where the links of a page lead, and which of them led nowhere.
pub(super) struct Links<'a> {
    /// Content path of each source file, by its path, and of parts of it, by `path#id`.
    pub(super) files: &'a BTreeMap<String, String>,
    /// Folder of the page, with a slash at its end, or empty.
    pub(super) folder: &'a str,
    pub(super) lost: Vec<String>,
}

impl Links<'_> {
    /// The target of a link, or none where the text has to stand alone.
    pub(super) fn resolve(&mut self, href: &str) -> Option<Target> {
        // As browsers read addresses.
        let href = href.trim().replace(['\t', '\n', '\r'], "");
        let scheme = href.split_once(':').map(|(scheme, rest)| (scheme.to_lowercase(), rest));
        match scheme.as_ref().map(|(scheme, rest)| (scheme.as_str(), rest.starts_with("//"))) {
            Some(("http" | "https", true) | ("mailto", _)) if !href.contains(char::is_control) => {
                return Some(Target::Url(href));
            }
            Some(_) => {}
            None => {
                let path = href.split(['#', '?']).next().unwrap_or_default();
                let full = join(self.folder, path);
                let part = href.rsplit_once('#').map(|(_, part)| format!("{full}#{part}"));
                let part = part.and_then(|part| self.files.get(&part));
                if let Some(file) = part.or_else(|| self.files.get(&full)) {
                    return Some(Target::Content(file.clone()));
                }
            }
        }
        self.lost.push(href);
        None
    }
}

/// Resolves `..` and `.` in a relative path.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The first element that a CSS selector finds.
pub(super) fn first<'a>(html: &'a Html, css: &str) -> Option<ElementRef<'a>> {
    all(html, css).into_iter().next()
}

/// All elements that a CSS selector finds, in the order of the page.
pub(super) fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(css).expect("selectors are constants of this program");
    html.select(&selector).collect()
}

/// The visible text below an element, a string for each block. Walks without recursion and without
/// regard to [`blocks`], against which it is held.
pub(super) fn visible(element: ElementRef<'_>) -> Vec<String> {
    let all = visible_lines(element).into_iter().map(|block| squeeze(&block));
    all.filter(|block| !block.is_empty()).collect()
}

/// The same as it stands in the page, with [`BREAK`] for each line break.
pub(super) fn visible_lines(element: ElementRef<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = String::new();
    let mut unseen = 0_usize;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && unseen == 0 => line.push_str(text),
            Node::Element(e) if UNSEEN.contains(&e.name()) => {
                unseen = if opens { unseen + 1 } else { unseen.saturating_sub(1) };
            }
            Node::Element(e) if e.name() == "br" && opens => line.push(BREAK),
            Node::Element(e) if e.name() == "img" => {
                let said = e.attr("data-emoji-ch").or_else(|| e.attr("alt"));
                line.push_str(said.filter(|_| opens).unwrap_or_default());
            }
            Node::Element(e) if !INLINE.contains(&e.name()) => out.push(std::mem::take(&mut line)),
            _ => {}
        }
    }
    out.push(line);
    out
}

/// The blocks below an element.
pub(super) fn blocks(element: ElementRef<'_>, links: &mut Links<'_>) -> Vec<Block> {
    let mut walk = Walk { links, out: Vec::new(), line: Vec::new() };
    walk.children(element, 0);
    walk.flush();
    walk.out
}

/// The blocks of nodes that stand beside each other.
pub(super) fn blocks_of(nodes: &[NodeRef<'_, Node>], links: &mut Links<'_>) -> Vec<Block> {
    let mut walk = Walk { links, out: Vec::new(), line: Vec::new() };
    nodes.iter().for_each(|node| walk.node(*node, 0));
    walk.flush();
    walk.out
}

struct Walk<'a, 'b> {
    links: &'a mut Links<'b>,
    out: Vec<Block>,
    /// Text that stands outside of any paragraph.
    line: Text,
}

impl Walk<'_, '_> {
    fn flush(&mut self) {
        let line = tidy(std::mem::take(&mut self.line));
        if !raw(&line).trim().is_empty() {
            self.out.push(Block::Paragraph(line));
        }
    }

    fn children(&mut self, element: ElementRef<'_>, depth: usize) {
        if depth > DEEPEST {
            self.line.push(Inline::Plain(visible(element).join(" ")));
            return;
        }
        for child in element.children() {
            self.node(child, depth);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        match node.value() {
            Node::Text(text) => self.line.push(Inline::Plain(spaces(text))),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(node) {
                    self.element(child, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        if is_unseen(element) {
            return;
        }
        if INLINE.contains(&name) && holds_blocks(element) {
            self.children(element, depth);
            return;
        }
        if is_in_line(element) {
            let mut line = std::mem::take(&mut self.line);
            self.inline(element, depth, &mut line);
            self.line = line;
            return;
        }
        self.flush();
        match name {
            // One that was never closed holds half of its page.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if visible(element).len() < 2 => {
                let level = name.as_bytes()[1] - b'0';
                let text = self.text(element, depth);
                if !raw(&text).trim().is_empty() {
                    self.out.push(Block::Heading { level, text });
                }
            }
            "ul" | "ol" => {
                let start = (name == "ol")
                    .then(|| element.attr("start").and_then(|s| s.parse().ok()).unwrap_or(1));
                let items = self.items(element, depth);
                if !items.is_empty() {
                    self.out.push(Block::List { start, items });
                }
            }
            "table" => {
                for child in element.children().filter(|child| !holds_rows(child)) {
                    self.node(child, depth);
                }
                self.flush();
                let table = self.table(element, depth);
                self.out.push(table);
            }
            "blockquote" => {
                let inner = self.inner(element, depth);
                self.out.push(Block::Quote(inner));
            }
            "details" => {
                let mut body = self.inner(element, depth);
                let summary = match body.first() {
                    Some(Block::Paragraph(_)) => match body.remove(0) {
                        Block::Paragraph(text) => text,
                        _ => Text::new(),
                    },
                    _ => Text::new(),
                };
                self.out.push(Block::Details { summary, body });
            }
            "pre" => self.out.push(Block::Code(element.text().collect())),
            "hr" => self.out.push(Block::Rule),
            _ => {
                self.children(element, depth);
                self.flush();
            }
        }
    }

    fn inner(&mut self, element: ElementRef<'_>, depth: usize) -> Vec<Block> {
        let mut walk = Walk { links: self.links, out: Vec::new(), line: Vec::new() };
        walk.children(element, depth);
        walk.flush();
        walk.out
    }

    /// The items of a list. What stands in a list outside of any item is an item, too: browsers
    /// show it, so it must not be lost.
    fn items(&mut self, list: ElementRef<'_>, depth: usize) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        let mut loose = Walk { links: self.links, out: Vec::new(), line: Vec::new() };
        for child in list.children() {
            let is_block = |one: &ElementRef<'_>| !is_in_line(*one) && !is_unseen(*one);
            let block = ElementRef::wrap(child).filter(is_block);
            let Some(block) = block else {
                loose.node(child, depth);
                continue;
            };
            loose.flush();
            items.push(std::mem::take(&mut loose.out));
            if block.value().name() == "li" {
                items.push(loose.inner(block, depth));
            } else {
                loose.element(block, depth);
                items.push(std::mem::take(&mut loose.out));
            }
        }
        loose.flush();
        items.push(loose.out);
        items.retain(|item| !item.is_empty());
        items
    }

    /// A table with a cell in each place: where one covers others, those are empty.
    fn table(&mut self, table: ElementRef<'_>, depth: usize) -> Block {
        let mut rows = Vec::new();
        let mut is_head = false;
        // For how many rows more a cell above covers each column.
        let mut covered: Vec<usize> = Vec::new();
        let tr = Selector::parse("tr").expect("a constant");
        for (n, row) in table.select(&tr).enumerate() {
            let mut cells = row.child_elements().peekable();
            if n == 0 {
                let mut own = row.child_elements();
                is_head = cells.peek().is_some() && own.all(|cell| cell.value().name() == "th");
            }
            let mut out: Vec<Text> = Vec::new();
            loop {
                if let Some(rows) = covered.get_mut(out.len()).filter(|rows| **rows > 0) {
                    *rows -= 1;
                    out.push(Text::new());
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                let (wide, high) = (span(cell, "colspan"), span(cell, "rowspan"));
                covered.resize(covered.len().max(out.len() + wide), 0);
                covered[out.len()..out.len() + wide].fill(high - 1);
                out.push(self.cell(cell, depth));
                out.resize(out.len() + wide - 1, Text::new());
            }
            rows.push(out);
        }
        let head = if is_head { rows.remove(0) } else { Vec::new() };
        Block::Table { head, rows }
    }

    /// A cell of a table has no blocks: each is a line.
    fn cell(&mut self, cell: ElementRef<'_>, depth: usize) -> Text {
        let mut text = Vec::new();
        for line in lines(self.inner(cell, depth)) {
            if !text.is_empty() {
                text.push(Inline::Break);
            }
            text.extend(line);
        }
        tidy(text)
    }

    fn text(&mut self, element: ElementRef<'_>, depth: usize) -> Text {
        let mut text = Vec::new();
        self.inlines(element, depth, &mut text);
        tidy(text)
    }

    fn inlines(&mut self, element: ElementRef<'_>, depth: usize, out: &mut Text) {
        if depth > DEEPEST {
            out.push(Inline::Plain(visible(element).join(" ")));
            return;
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => out.push(Inline::Plain(spaces(text))),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.inline(child, depth + 1, out);
                    }
                }
                _ => {}
            }
        }
    }

    fn inline(&mut self, element: ElementRef<'_>, depth: usize, out: &mut Text) {
        let mut text = Vec::new();
        self.inlines(element, depth, &mut text);
        match element.value().name() {
            name if UNSEEN.contains(&name) => {}
            "br" => out.push(Inline::Break),
            "strong" | "b" => out.push(Inline::Strong(text)),
            "em" | "i" | "cite" => out.push(Inline::Emphasis(text)),
            "code" | "kbd" => out.push(Inline::Code(squeeze(&raw(&text)))),
            // Editors write emoji as pictures.
            "img" if element.attr("data-emoji-ch").is_some() => {
                let emoji = element.attr("data-emoji-ch").unwrap_or_default();
                out.push(Inline::Plain(emoji.to_owned()));
            }
            "img" => {
                let source = element.attr("src").unwrap_or("no source");
                self.links.lost.push(format!("picture {source}"));
                out.push(Inline::Plain(element.attr("alt").unwrap_or_default().to_owned()));
            }
            "a" => match element.attr("href").map(|href| self.links.resolve(href)) {
                Some(Some(target)) => {
                    // White space at its ends stands between it and its neighbours.
                    let said = raw(&text);
                    let space = |is: bool| is.then(|| Inline::Plain(" ".to_owned()));
                    out.extend(space(said.starts_with(char::is_whitespace)));
                    out.push(Inline::Link { text: tidy(text), target });
                    out.extend(space(said.ends_with(char::is_whitespace)));
                }
                _ => out.extend(text),
            },
            name if INLINE.contains(&name) => out.extend(text),
            // A block in a heading: a line of its own.
            _ => {
                out.push(Inline::Break);
                out.extend(text);
                out.push(Inline::Break);
            }
        }
    }
}

/// Whether a part of a table is more than a caption, or what somebody wrote between the rows.
fn holds_rows(part: &NodeRef<'_, Node>) -> bool {
    let rows = ["tr", "thead", "tbody", "tfoot", "colgroup"];
    part.value().as_element().is_some_and(|element| rows.contains(&element.name()))
}

/// How many columns or rows a cell covers; nobody means more than this.
fn span(cell: ElementRef<'_>, name: &str) -> usize {
    cell.attr(name).and_then(|text| text.trim().parse().ok()).unwrap_or(1).clamp(1, 100)
}

fn is_unseen(element: ElementRef<'_>) -> bool {
    UNSEEN.contains(&element.value().name())
}

fn is_in_line(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    INLINE.contains(&name) || name == "br" || name == "img"
}

/// Whether a mark such as `<b>` was never closed, and blocks stand in it.
fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.descendent_elements().any(|one| !is_in_line(one) && !is_unseen(one))
}

/// The lines of blocks, however deep they lie.
fn lines(blocks: Vec<Block>) -> Vec<Text> {
    let line = |block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => vec![text],
        Block::List { items, .. } => items.into_iter().flat_map(lines).collect(),
        Block::Table { head, rows } => head.into_iter().chain(rows.into_iter().flatten()).collect(),
        Block::Quote(inner) => lines(inner),
        Block::Details { summary, body } => [vec![summary], lines(body)].concat(),
        Block::Code(code) => vec![vec![Inline::Plain(code)]],
        Block::Rule => Vec::new(),
    };
    blocks.into_iter().flat_map(line).collect()
}

/// Runs of white space as one character: `\n` where the run has a line end, so that lists typed with
/// dashes can still be told.
fn spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run: Option<char> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            run = Some(if c == '\n' || run == Some('\n') { '\n' } else { ' ' });
        } else {
            out.extend(run.take());
            out.push(c);
        }
    }
    out.extend(run);
    out
}
