//! A level's Markdown: headings, prose and bullets, each with its place.

mod passage;
mod sift;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

pub use self::passage::Passage;
use self::passage::{dedent, join, trim};
use super::allows;
use super::audience::{self, Sieve};
use super::front_matter::{self, Front};
use super::marks::{Mark, id_in_text, is_marks, words};
use super::{Audience, Status, Text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// A file `<level>.md` of a role or a shared set.
#[derive(Debug, Clone)]
pub struct LevelFile {
    /// The file.
    pub file: FileId,
    /// Its text, which all passages are pieces of.
    pub source: Arc<str>,
    /// Who it is for.
    pub audience: Audience,
    /// Its front matter; what can't be read of it is reported and absent.
    pub front: LevelFront,
    /// Prose before the first heading, as Markdown.
    pub intro: Option<Passage>,
    /// Every `##` and `###`, in order.
    pub sections: Vec<Section>,
}

/// Front matter of a level.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LevelFront {
    pub title: Option<Text>,
    pub tagline: Option<Text>,
    pub language: Option<Text>,
    pub status: Status,
    pub remove: Vec<Text>,
    pub attributes: BTreeMap<Text, Text>,
}

/// A heading and what stands below it, up to the next heading of the same file.
#[derive(Debug, Clone)]
pub struct Section {
    /// 2 for `##`, 3 for `###`.
    pub depth: u8,
    /// The heading without its marks.
    pub heading: String,
    /// The heading's line.
    pub span: Span,
    /// What stands in braces after the heading.
    pub marks: Vec<Mark>,
    /// All prose, as Markdown; bullets are taken out.
    pub prose: Option<Passage>,
    /// The bullets.
    pub bullets: Vec<Bullet>,
    /// Bullets below `#### Examples`.
    pub examples: Vec<Passage>,
}

/// A bullet: one behaviour.
#[derive(Debug, Clone)]
pub struct Bullet {
    /// Its text as Markdown, without marks and nested bullets.
    pub text: Passage,
    /// What stands in braces after its first paragraph.
    pub marks: Vec<Mark>,
    /// Nested bullets that are parts of it.
    pub items: Vec<Passage>,
    /// Nested bullets that start with `Example:`, without that word.
    pub examples: Vec<Passage>,
    /// Where an id can be written: the end of the first paragraph.
    pub end_of_first_paragraph: u32,
}

impl Bullet {
    /// All of it, in bytes of the file: its text, its marks and what is nested in it.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let nested = self.items.iter().chain(&self.examples).map(|one| one.end as usize);
        let marks = self.marks.iter().map(|mark| mark.span.range().end);
        let text = self.text.range();
        text.start..nested.chain(marks).fold(text.end, usize::max)
    }
}

/// Reads a level; `None` if it isn't for the readers that the sieve keeps things for. Nothing of the
/// text is left out: what is neither heading nor bullet is prose.
pub(super) fn read(
    sieve: &mut Sieve<'_>,
    source: &Arc<str>,
    diagnostics: &mut Diagnostics,
) -> Option<LevelFile> {
    let text: &str = source;
    let file = sieve.file;
    let Front { value: front, audience, body: start } =
        front_matter::split::<LevelFront>(sieve, text, diagnostics);
    if !sieve.keeps(audience) {
        sieve.hidden.push(Span::new(file, 0..text.len()));
        return None;
    }
    let mut reader = Reader {
        file,
        text,
        start,
        intro: Vec::new(),
        sections: Vec::new(),
        prose: Vec::new(),
        in_examples: false,
        sieve,
        diagnostics,
    };
    let mut events = Parser::new_ext(&text[start..], options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        reader.block(&event, start + range.start..start + range.end, &mut events);
    }
    reader.close_prose();
    let intro = join(text, &reader.intro);
    let mut sections = reader.sections;
    allows::take_of_headings(sieve, text, &mut sections);
    sift::sections(sieve, text.len(), audience, &mut sections, diagnostics);
    // Lists grow by doubling, and all levels are in memory at once.
    sections.iter_mut().for_each(|section| section.bullets.shrink_to_fit());
    sections.shrink_to_fit();
    let front = front.unwrap_or_default();
    let source = source.clone();
    let mut level = LevelFile { file, source, audience, front, intro, sections };
    sift::links(sieve, &mut level);
    Some(level)
}

struct Reader<'t, 'd, 's> {
    file: FileId,
    text: &'t str,
    /// Where the Markdown starts.
    start: usize,
    intro: Vec<Range<usize>>,
    sections: Vec<Section>,
    /// Prose blocks of the section that is being read.
    prose: Vec<Range<usize>>,
    in_examples: bool,
    sieve: &'d mut Sieve<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_, '_, '_> {
    /// Takes one block of the top level, and all events inside it.
    fn block(&mut self, event: &Event<'_>, range: Range<usize>, events: &mut OffsetIter<'_>) {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let mut marks = Vec::new();
                let span = Span::new(self.file, trim(self.text, range.clone()));
                let mut mark = |name: &str, value: &str| {
                    marks.push(Mark { name: name.into(), value: value.into(), span });
                };
                id.iter().for_each(|id| mark("#", id));
                classes.iter().for_each(|class| mark(&format!(".{class}"), ""));
                for (name, value) in attrs {
                    mark(name, value.as_deref().unwrap_or_default());
                }
                let quoted = self.quoted_marks(span);
                let marks = quoted.unwrap_or(marks);
                let heading = plain_text(events);
                self.heading(*level, heading, span, marks);
            }
            Event::Start(Tag::List(_)) if !self.sections.is_empty() => {
                let bullets = self.list(events);
                let (text, in_examples) = (self.text, self.in_examples);
                let Some(section) = self.sections.last_mut() else { return };
                match in_examples {
                    false => section.bullets.extend(bullets),
                    true => {
                        let kept = bullets
                            .iter()
                            .filter(|bullet| sift::keeps(self.sieve, bullet, self.diagnostics));
                        section.examples.extend(kept.map(|bullet| {
                            Passage::new(text, bullet.text.range(), &with_items(text, bullet))
                        }));
                    }
                }
            }
            Event::Start(_) => {
                skip_block(events);
                self.prose.push(range);
            }
            _ => self.prose.push(range),
        }
    }

    fn heading(&mut self, level: HeadingLevel, heading: String, span: Span, marks: Vec<Mark>) {
        match level {
            HeadingLevel::H2 | HeadingLevel::H3 => {
                self.close_prose();
                self.in_examples = false;
                self.sections.push(Section {
                    depth: if level == HeadingLevel::H2 { 2 } else { 3 },
                    heading,
                    span,
                    marks,
                    prose: None,
                    bullets: Vec::new(),
                    examples: Vec::new(),
                });
            }
            HeadingLevel::H4 if is_examples(&heading) && !self.sections.is_empty() => {
                self.in_examples = true;
            }
            _ => self.diagnostics.push(
                Diagnostic::error("unknown-heading", span, "a heading of this depth means nothing")
                    .help(
                        "`##` is a pillar, a competency or a list attribute, `###` a competency, \
                         `#### Examples` its examples; the title stands in the front matter",
                    ),
            ),
        }
    }

    /// The marks of a heading that allows something: the Markdown parser knows no quotation marks
    /// in braces.
    fn quoted_marks(&self, span: Span) -> Option<Vec<Mark>> {
        let inner = self.text[span.range()].strip_suffix('}')?;
        let inner = &inner[inner.rfind('{')? + 1..];
        let marks = || words(inner).map(|word| Mark::new(word, span));
        inner.contains(allows::PREFIX).then(|| marks().collect())
    }

    fn close_prose(&mut self) {
        let blocks = std::mem::take(&mut self.prose);
        match self.sections.last_mut() {
            Some(section) => section.prose = join(self.text, &blocks),
            None => self.intro = blocks,
        }
    }

    /// Reads a list, whose start has been taken, up to its end.
    fn list(&mut self, events: &mut OffsetIter<'_>) -> Vec<Bullet> {
        let mut bullets = Vec::new();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let range = self.start + range.start..self.start + range.end;
                    bullets.push(self.bullet(range, events));
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        bullets
    }

    /// Reads an item, whose start has been taken, up to its end.
    fn bullet(&mut self, item: Range<usize>, events: &mut OffsetIter<'_>) -> Bullet {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        let mut nested: Vec<Range<usize>> = Vec::new();
        let mut open: Option<usize> = None;
        while let Some((event, range)) = events.next() {
            let range = self.start + range.start..self.start + range.end;
            match event {
                Event::End(TagEnd::Item) => break,
                Event::Start(Tag::List(_)) => {
                    blocks.extend(open.take().map(|start| start..range.start));
                    nested.extend(item_ranges(self.text, self.start, events));
                }
                // A tight item has its text without a paragraph around it.
                Event::Start(tag) if is_inline(&tag) => {
                    open.get_or_insert(range.start);
                    skip_block(events);
                }
                Event::Start(_) => {
                    blocks.extend(open.take().map(|start| start..range.start));
                    skip_block(events);
                    blocks.push(range);
                }
                _ => {
                    open.get_or_insert(start_of(self.text, range.start));
                }
            }
        }
        blocks.extend(open.map(|start| start..item.end));
        self.bullet_of(&item, &blocks, &nested)
    }

    fn bullet_of(
        &mut self,
        item: &Range<usize>,
        blocks: &[Range<usize>],
        nested: &[Range<usize>],
    ) -> Bullet {
        let first = blocks.first().cloned().unwrap_or(item.end..item.end);
        let first = trim(self.text, first);
        let (kept, mut marks) = self.marks(first.clone());
        allows::take(self.sieve, &mut marks, item.clone());
        let mut rest: Vec<Range<usize>> = vec![kept.clone()];
        rest.extend(blocks.iter().skip(1).cloned());
        let text = join(self.text, &rest).unwrap_or_else(|| Passage::new(self.text, kept, ""));
        let mut bullet = Bullet {
            text,
            marks,
            items: Vec::new(),
            examples: Vec::new(),
            end_of_first_paragraph: u32::try_from(first.end).unwrap_or(u32::MAX),
        };
        for range in nested {
            let content = trim(self.text, range.clone());
            let Some(content) = self.sifted(content) else { continue };
            let text = dedent(&self.text[content.clone()]);
            match strip_example(&text) {
                Some(example) => {
                    let start = content.end - example.len().min(content.len());
                    let range = match self.text.get(start..content.end) == Some(example) {
                        true => start..content.end,
                        false => content,
                    };
                    bullet.examples.push(Passage::new(self.text, range, example));
                }
                None => bullet.items.push(Passage::new(self.text, content, &text)),
            }
        }
        bullet
    }

    /// A nested bullet without its `audience`, the only mark that one can have; `None` if the sieve
    /// takes it out.
    fn sifted(&mut self, item: Range<usize>) -> Option<Range<usize>> {
        let text = &self.text[item.clone()];
        let open = text.strip_suffix('}').and_then(|inner| inner.rfind("{audience="));
        let Some(open) = open.filter(|open| is_marks(&text[open + 1..text.len() - 1])) else {
            return Some(item);
        };
        let span = Span::new(self.file, item.start + open..item.end);
        let mark = Mark::new(&text[open + 1..text.len() - 1], span);
        if audience::is_kept(self.sieve, &mark, self.diagnostics) {
            return Some(trim(self.text, item.start..item.start + open));
        }
        self.sieve.hidden.push(Span::new(self.file, item));
        None
    }

    /// Splits the marks off the end of a paragraph.
    fn marks(&mut self, paragraph: Range<usize>) -> (Range<usize>, Vec<Mark>) {
        let text = &self.text[paragraph.clone()];
        let found = text.strip_suffix('}').and_then(|inner| inner.rfind('{'));
        let Some(open) = found.filter(|open| is_marks(&text[open + 1..text.len() - 1])) else {
            self.warn_of_misplaced(&paragraph);
            return (paragraph, Vec::new());
        };
        let span = Span::new(self.file, paragraph.start + open..paragraph.end);
        self.warn_of_misplaced(&(paragraph.start..paragraph.start + open));
        let marks = words(&text[open + 1..text.len() - 1]).map(|word| Mark::new(word, span));
        let kept = trim(self.text, paragraph.start..paragraph.start + open);
        (kept, marks.collect())
    }

    fn warn_of_misplaced(&mut self, paragraph: &Range<usize>) {
        let Some(at) = id_in_text(&self.text[paragraph.clone()]) else { return };
        let start = paragraph.start + at;
        let length = self.text[start..paragraph.end].find('}').map_or(2, |end| end + 1);
        let span = Span::new(self.file, start..start + length);
        self.diagnostics.push(
            Diagnostic::error("misplaced-mark", span, "an id stands in the middle of its bullet")
                .help("put the braces at the very end of the bullet's first paragraph"),
        );
    }
}

pub(super) fn options() -> Options {
    Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
}

fn is_examples(heading: &str) -> bool {
    let heading = heading.trim();
    heading.eq_ignore_ascii_case("examples") || heading.eq_ignore_ascii_case("example")
}

fn strip_example(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(':')?;
    let word = word.trim_matches(['*', '_', ' ']);
    let rest = rest.trim_start_matches(['*', '_']).trim_start();
    (word.eq_ignore_ascii_case("example") && !rest.is_empty()).then_some(rest)
}

/// A bullet with its nested bullets as one Markdown text.
fn with_items(source: &str, bullet: &Bullet) -> String {
    let mut text = bullet.text.markdown(source).to_owned();
    for item in bullet.items.iter().chain(&bullet.examples) {
        text.push_str("\n- ");
        text.push_str(&item.markdown(source).replace('\n', "\n  "));
    }
    text
}

/// Where a line begins whose first event the Markdown parser gives: of an escaped letter it leaves
/// the backslash out.
fn start_of(text: &str, start: usize) -> usize {
    start - usize::from(text[..start].ends_with('\\'))
}

/// Reads a nested list, whose start has been taken; gives the contents of its items.
fn item_ranges(text: &str, start: usize, events: &mut OffsetIter<'_>) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_usize;
    let mut wants_content = false;
    for (event, range) in events.by_ref() {
        let range = start + range.start..start + range.end;
        if wants_content && !matches!(event, Event::End(_)) {
            // The item's own range starts with its marker; its first event is its content.
            if let Some(item) = items.last_mut() {
                item.start = start_of(text, range.start);
            }
            wants_content = false;
        }
        match event {
            Event::Start(Tag::Item) if depth == 0 => {
                items.push(range);
                wants_content = true;
            }
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) if depth == 0 => break,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::End(TagEnd::Item) if depth == 0 && wants_content => {
                items.pop();
                wants_content = false;
            }
            _ => {}
        }
    }
    items
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Passes over all events of a block whose start has been taken.
fn skip_block(events: &mut OffsetIter<'_>) {
    let mut depth = 1_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
}

/// The text of a heading whose start has been taken.
fn plain_text(events: &mut OffsetIter<'_>) -> String {
    let mut text = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests;
