//! Markdown to blocks, with the HTML that authors put in between: `<details>`, `<br>`, tables.

use std::iter::Peekable;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use scraper::Html;

use super::Input;
use super::document::{Block, Inline, Text, plain, raw, squeeze, tidy};
use super::foreign::Source;
use super::html::{self, BREAK, Links};

/// Deeper nesting than this gives its text only.
const DEEPEST: usize = 40;

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    Parser::new_ext(text, options)
}

/// Whether a file is Markdown by its name.
pub(super) fn is_markdown(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The text of a Markdown file, and in its source what a reader sees of it.
///
/// # Errors
/// It is no Markdown, or holds no text.
pub(super) fn decode(input: &Input, source: &mut Source) -> Result<String, String> {
    if !is_markdown(&input.path) {
        return Err("not a Markdown file".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    source.blocks = visible(&text);
    source.list_items = list_items(&text);
    if source.blocks.is_empty() { Err("there is no text".to_owned()) } else { Ok(text) }
}

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str, links: &mut Links<'_>, warnings: &mut Vec<String>) -> Vec<Block> {
    let mut reader = Reader { events: parser(text).peekable(), links, warnings };
    reader.blocks(0)
}

/// How many list items a Markdown text has.
pub(super) fn list_items(text: &str) -> usize {
    parser(text).filter(|event| matches!(event, Event::Start(Tag::Item))).count()
}

/// The visible text, a string for each block, taken straight from the events.
pub(super) fn visible(text: &str) -> Vec<String> {
    let all = visible_lines(text).into_iter().map(|block| squeeze(&block));
    all.filter(|block| !block.is_empty()).collect()
}

/// The same as it stands in the text, with [`BREAK`] for each line break.
pub(super) fn visible_lines(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = String::new();
    let mut markup = String::new();
    for event in parser(text) {
        match &event {
            Event::Html(t) => markup.push_str(t),
            Event::Text(t) | Event::Code(t) => line.push_str(t),
            Event::SoftBreak => line.push('\n'),
            Event::HardBreak => line.push(BREAK),
            Event::InlineHtml(t) if begins_line(t) => line.push(BREAK),
            // Front matter is seen by nobody; the reader warns of it.
            Event::End(TagEnd::MetadataBlock(_)) => line.clear(),
            Event::Start(tag) if !is_inline(tag) => out.push(std::mem::take(&mut line)),
            Event::End(tag) if !is_inline_end(*tag) => out.push(std::mem::take(&mut line)),
            _ => {}
        }
        if matches!(event, Event::End(TagEnd::HtmlBlock)) {
            let fragment = Html::parse_fragment(&std::mem::take(&mut markup));
            out.extend(html::visible_lines(fragment.root_element()));
        }
    }
    out.push(line);
    out
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

struct Reader<'t, 'a, 'b> {
    events: Peekable<Parser<'t>>,
    links: &'a mut Links<'b>,
    warnings: &'a mut Vec<String>,
}

/// A `<details>` that is open: its summary, and the blocks before it.
type Open = (Text, Vec<Block>);

impl Reader<'_, '_, '_> {
    /// Blocks up to the end of the container that is open.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Rule => out.push(Block::Rule),
                Event::Start(Tag::HtmlBlock) => self.markup(&mut out, &mut open),
                Event::Start(tag) if !is_inline(&tag) => {
                    let block = self.block(tag, depth + 1);
                    out.extend(block);
                }
                // The text of a tight list item has no paragraph around it.
                other => {
                    let mut text = Vec::new();
                    self.inline(other, depth, &mut text);
                    while let Some(next) = self.events.next_if(is_text) {
                        self.inline(next, depth, &mut text);
                    }
                    push_paragraph(text, &mut out);
                }
            }
        }
        while let Some((summary, before)) = open.pop() {
            self.warnings.push(format!("`<details>` \"{}\" has no end", plain(&summary)));
            close(&mut out, summary, before);
        }
        out
    }

    fn block(&mut self, tag: Tag<'_>, depth: usize) -> Option<Block> {
        if depth > DEEPEST {
            let text = self.flat(&tag.to_end());
            return Some(Block::Paragraph(vec![Inline::Plain(text)]));
        }
        Some(match tag {
            Tag::Heading { level, .. } => {
                Block::Heading { level: depth_of(level), text: self.text(depth) }
            }
            Tag::List(start) => {
                let items = self.items(depth);
                return (!items.is_empty()).then_some(Block::List { start, items });
            }
            Tag::BlockQuote(_) => Block::Quote(self.blocks(depth)),
            Tag::CodeBlock(_) => Block::Code(self.flat(&TagEnd::CodeBlock)),
            Tag::Table(_) => self.table(depth),
            Tag::MetadataBlock(kind) => {
                let text = self.flat(&TagEnd::MetadataBlock(kind));
                self.warnings.push(format!("front matter left out: {}", squeeze(&text)));
                return None;
            }
            _ => {
                let text = self.text(depth);
                if raw(&text).trim().is_empty() {
                    return None;
                }
                Block::Paragraph(text)
            }
        })
    }

    fn items(&mut self, depth: usize) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(depth)),
                Event::End(_) => break,
                _ => {}
            }
        }
        items.retain(|item| !item.is_empty());
        items
    }

    fn table(&mut self, depth: usize) -> Block {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.text(depth)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table { head, rows }
    }

    /// All text up to the end of a tag, without any structure.
    fn flat(&mut self, end: &TagEnd) -> String {
        let mut text = String::new();
        let mut depth = 0_usize;
        for event in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == *end => depth += 1,
                Event::End(tag) if tag == *end && depth == 0 => break,
                Event::End(tag) if tag == *end => depth -= 1,
                Event::Text(t) | Event::Code(t) => text.push_str(&t),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Inline events up to the end of the tag that is open.
    fn text(&mut self, depth: usize) -> Text {
        tidy(self.pieces(depth))
    }

    /// The same, with the spaces at its ends.
    fn pieces(&mut self, depth: usize) -> Text {
        let mut out = Vec::new();
        while let Some(event) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, depth, &mut out);
        }
        out
    }

    fn inline(&mut self, event: Event<'_>, depth: usize, out: &mut Text) {
        match event {
            Event::Text(t) => out.push(Inline::Plain(t.into_string())),
            Event::Code(t) => out.push(Inline::Code(t.into_string())),
            Event::SoftBreak => out.push(Inline::Plain("\n".to_owned())),
            Event::HardBreak => out.push(Inline::Break),
            Event::InlineHtml(t) if begins_line(&t) => out.push(Inline::Break),
            Event::Start(tag) if depth > DEEPEST => {
                let text = self.flat(&tag.to_end());
                out.push(Inline::Plain(text));
            }
            Event::Start(tag) => self.span(&tag, depth, out),
            _ => {}
        }
    }

    /// Text with a mark of its own: a space at its ends stands between words, and isn't marked.
    fn span(&mut self, tag: &Tag<'_>, depth: usize, out: &mut Text) {
        let text = self.pieces(depth + 1);
        let said = raw(&text);
        let space = |is_there: bool| is_there.then(|| Inline::Plain(" ".to_owned()));
        out.extend(space(said.starts_with(char::is_whitespace)));
        let text = tidy(text);
        match tag {
            Tag::Strong => out.push(Inline::Strong(text)),
            Tag::Emphasis => out.push(Inline::Emphasis(text)),
            Tag::Link { dest_url, .. } => match self.links.resolve(dest_url) {
                Some(target) => out.push(Inline::Link { text, target }),
                None => out.extend(text),
            },
            Tag::Image { dest_url, .. } => {
                self.links.lost.push(format!("picture {dest_url}"));
                out.extend(text);
            }
            _ => out.extend(text),
        }
        out.extend(space(said.ends_with(char::is_whitespace)));
    }

    /// A block of HTML: the start or the end of a `<details>`, or anything, read as HTML.
    fn markup(&mut self, out: &mut Vec<Block>, open: &mut Vec<Open>) {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Html(t) | Event::Text(t) => text.push_str(&t),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let lower = text.to_ascii_lowercase();
        let (opens, closes) = (lower.contains("<details"), lower.contains("</details"));
        let fragment = Html::parse_fragment(&text);
        let mut inner = html::blocks(fragment.root_element(), self.links);
        if opens && !closes {
            let last = inner.pop();
            out.extend(inner);
            match last {
                Some(Block::Details { summary, body }) => {
                    open.push((summary, std::mem::replace(out, body)));
                }
                // Something else that begins so.
                other => out.extend(other),
            }
        } else if closes && !opens {
            out.extend(inner);
            match open.pop() {
                Some((summary, before)) => close(out, summary, before),
                None => self.warnings.push("`</details>` without a start".to_owned()),
            }
        } else {
            out.extend(inner);
        }
    }
}

fn close(out: &mut Vec<Block>, summary: Text, before: Vec<Block>) {
    let body = std::mem::replace(out, before);
    out.push(Block::Details { summary, body });
}

fn push_paragraph(text: Text, out: &mut Vec<Block>) {
    let text = tidy(text);
    if !raw(&text).trim().is_empty() {
        out.push(Block::Paragraph(text));
    }
}

/// Whether markup within a line begins another: a break, or the lists that authors put into cells.
fn begins_line(markup: &str) -> bool {
    let name = markup.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    ["br", "li", "ul", "ol", "p", "div"].iter().any(|one| name.strip_prefix(one).is_some_and(ends))
}

fn is_text(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline(tag),
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => true,
        Event::InlineHtml(_) => true,
        _ => false,
    }
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}
