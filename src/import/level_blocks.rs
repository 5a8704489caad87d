//! The blocks of one level, as a page says them: the tagline in a block quote, attributes as a list,
//! `##` competencies (or pillars, where `###` stand below them), bullets, and examples in a
//! `<details>` or below a heading of that name.

use super::document::{
    Block, Inline, Text, named_item, plain, plain_block, split_icon, text, tidy,
};
use super::foreign::{Behaviour, Foreign, Level, SectionKind, Source};
use super::ids::slug;

/// Fills a level from what stands below its heading, and accounts for it in its source.
pub(super) fn read(
    foreign: &mut Foreign,
    source: &mut Source,
    level: Level,
    blocks: &[Block],
) -> Level {
    let mut reader = Reader { foreign, source, level, in_examples: false, has_cell: false };
    for (n, block) in blocks.iter().enumerate() {
        reader.block(block, &blocks[n + 1..]);
    }
    reader.level
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
                    self.level.open(SectionKind::Bare, "");
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
            other => self.level.add_prose(other.clone()),
        }
    }

    fn examples(&mut self, heading: &Text, below: &[Block]) {
        let heading = plain(heading);
        let cell = self.level.sections.last().and_then(|s| s.cells.last());
        if !matches!(below.first(), Some(Block::List { items, .. }) if !items.is_empty()) {
            self.source.leave_out(&heading, "no examples stand below it");
        } else if heading != "Examples" || cell.is_some_and(|c| !c.examples.is_empty()) {
            self.source.join(&heading, "Examples", "examples have one heading of one form");
        }
        self.in_examples = true;
    }

    fn pillar(&mut self, heading: &str) {
        let (icon, name) = split_icon(heading);
        let has_icon = self.foreign.declare_pillar(name, icon).icon.as_deref() == icon;
        if let Some(first) = self.level.open(SectionKind::Pillar, name) {
            self.source.join(heading, &first, "the pillar has two headings in this file");
        } else if !has_icon {
            self.source.join(heading, name, "the pillar has another icon, or none, elsewhere");
        } else if let Some(icon) = icon {
            self.source.pieces(heading, &[icon, name], "the pillar and its icon");
        }
        (self.has_cell, self.in_examples) = (false, false);
    }

    fn competency(&mut self, heading: &str) {
        (self.has_cell, self.in_examples) = (true, false);
        let Some(section) = self.level.sections.last_mut() else { return };
        if let Some(first) = section.open(heading) {
            self.source.join(heading, &first, "the competency has two headings in this file");
        }
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
            let id = slug(&label);
            match self.level.attributes.iter().find(|(one, _)| *one == id) {
                None => {
                    let pieces = [label.as_str(), &plain(&value)];
                    self.source.pieces(&before, &pieces, "an attribute and its value");
                    self.foreign.declare_attribute(&label, false);
                    self.level.attributes.push((id, value));
                }
                Some((_, said)) if *said == value => {
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
