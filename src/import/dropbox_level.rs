//! A level page of the Dropbox form: from its blocks to a level.

use std::iter;

use super::document::{
    Block, Inline, Text, is_strong, plain, plain_block, raw, split_icon, text, tidy,
};
use super::foreign::{Behaviour, Foreign, Level, Piece, SectionKind, Source};
use super::ids::{LevelTitle, is_same_name};

/// Reads the blocks of a level page into the role that it belongs to.
pub(super) fn read(
    foreign: &mut Foreign,
    at: usize,
    file: &str,
    blocks: &[Block],
    title: &LevelTitle,
) {
    let mut source = std::mem::take(&mut foreign.trace.sources[at]);
    if let Some(Block::Heading { text, .. }) = blocks.first() {
        source.pieces(&plain(text), &[&title.name, &title.title], "the level and its title");
    }
    let level = Level::new(title);
    let mut reader = Reader { foreign, source: &mut source, level, in_cell: false };
    blocks.iter().skip(1).for_each(|block| reader.block(block));
    let level = reader.level;
    if level.sections.is_empty() {
        source.warnings.push("the page has the title of a level and no behaviour".to_owned());
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
    /// Whether a competency is open: prose before the first belongs to the pillar.
    in_cell: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level: 1, text } => {
                self.source.leave_out(
                    &plain(text),
                    "a divider above the pillars, without text of its own",
                );
            }
            Block::Heading { level: 2, text } => self.pillar(&plain(text)),
            Block::Heading { text, .. } => drop(self.competency(&plain(text))),
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { start: None, items } if self.level.sections.last().is_some() => {
                items.iter().for_each(|item| self.item(item));
            }
            other => self.level.add_prose(other.clone()),
        }
    }

    fn pillar(&mut self, heading: &str) {
        let (icon, name) = split_icon(heading);
        // Below a heading of that name nobody could tell the two.
        if self.foreign.attributes.iter().any(|one| is_same_name(&one.label, name)) {
            self.level.add_prose(Block::Paragraph(vec![Inline::Strong(text(heading))]));
            return;
        }
        let has_icon = self.foreign.declare_pillar(name, icon).icon.as_deref() == icon;
        if let Some(first) = self.level.open(SectionKind::Pillar, name) {
            self.source.join(heading, &first, "the pillar has two headings on this page");
        } else if !has_icon {
            self.source.join(heading, name, "the pillar has another icon, or none, elsewhere");
        } else if let Some(icon) = icon {
            self.source.pieces(heading, &[icon, name], "the pillar and its icon");
        }
        self.in_cell = false;
    }

    fn is_pillar(&self, name: &Text) -> bool {
        self.foreign.pillar(&plain(name)).is_some()
    }

    fn in_pillar(&self) -> bool {
        self.level.sections.last().is_some_and(|s| s.kind == SectionKind::Pillar)
    }

    fn paragraph(&mut self, text: &Text) {
        match &text[..] {
            [Inline::Strong(inner)]
                if self.level.sections.is_empty()
                    && self.level.tagline.is_empty()
                    && matches!(inner[..], [Inline::Emphasis(_)]) =>
            {
                let [Inline::Emphasis(inner)] = &inner[..] else { return };
                self.level.tagline = tidy(inner.clone());
            }
            [Inline::Strong(name), ..] if !self.in_pillar() && !self.is_pillar(name) => {
                let mut lines = text.split(|one| *one == Inline::Break);
                let first = lines.next().unwrap_or_default();
                self.attribute(&plain(first), &plain(name), tidy(first[1..].to_vec()));
                for line in lines.filter(|line| !plain(line).is_empty()) {
                    self.paragraph(&tidy(line.to_vec()));
                }
            }
            _ if is_strong(text) && self.in_pillar() => self.heading_or_list(text),
            _ if self.in_pillar() && typed_list(text).is_some() => self.heading_or_list(text),
            _ => {
                if self.level.sections.last().is_some_and(|s| s.kind == SectionKind::Attribute) {
                    self.meaning(&plain(text));
                }
                self.level.add_prose(Block::Paragraph(text.clone()));
            }
        }
    }

    /// What stands below an attribute on every page is lifted to the framework.
    fn meaning(&mut self, said: &str) {
        self.source.join(said, said, "what an attribute means is said once");
        let framework = "content/framework.toml".to_owned();
        if !self.source.targets.contains(&framework) {
            self.source.targets.push(framework);
        }
    }

    fn attribute(&mut self, whole: &str, label: &str, description: Text) {
        self.foreign.declare_attribute(label, true);
        let first = self.level.open(SectionKind::Attribute, label);
        let label = first.as_deref().unwrap_or(label);
        if description.is_empty() {
            if first.is_some() {
                self.source.join(whole, label, "the attribute has two headings on this page");
            }
            return;
        }
        let pieces = [label, &plain(&description)];
        self.source.pieces(whole, &pieces, "the attribute and its description");
        self.level.add_prose(Block::Paragraph(description));
    }

    /// A bold paragraph is a competency; one had its list typed into it, with dashes.
    fn heading_or_list(&mut self, bold: &Text) {
        let Some((name, items)) = typed_list(bold) else {
            self.competency(&plain(bold));
            return;
        };
        let head = match self.competency(&name) {
            Some(first) => Piece::Again { said: name.clone(), first },
            None => Piece::Text(name.clone()),
        };
        let pieces = iter::once(head).chain(items.iter().cloned().map(Piece::Text)).collect();
        self.source.told(
            &plain(bold),
            pieces,
            "lines typed with a dash made bullets below the competency",
        );
        self.source.warnings.push(format!(
            "{} lines typed with a dash below `{name}` are bullets now",
            items.len()
        ));
        for item in items {
            self.behaviour(Behaviour::new(text(item), vec![]));
        }
    }

    /// Opens a competency. If that has a heading on this page, gives it.
    fn competency(&mut self, name: &str) -> Option<String> {
        if !self.in_pillar() {
            let bare = split_icon(name).1;
            if self.foreign.attributes.iter().any(|one| is_same_name(&one.label, bare)) {
                self.level.add_prose(Block::Paragraph(vec![Inline::Strong(text(name))]));
                return None;
            }
            self.level.open(SectionKind::Bare, "");
        }
        self.in_cell = true;
        let first = self.level.sections.last_mut()?.open(name);
        if let Some(first) = &first {
            self.source.join(name, first, "the competency has two headings on this page");
            self.source.warnings.push(format!(
                "two headings `{name}`, joined; perhaps the second means another competency"
            ));
        }
        first
    }

    fn item(&mut self, item: &[Block]) {
        match item {
            [Block::Paragraph(text)] if is_strong(text) && self.in_pillar() && !self.in_cell => {
                if self.competency(&plain(text)).is_none() {
                    self.source.pieces(
                        &plain(text),
                        &[&plain(text)],
                        "a bullet in bold made the heading of the competency",
                    );
                }
                self.source.warnings.push(format!(
                    "the bullet `{}` is in bold and before any competency: it is the heading of one",
                    plain(text)
                ));
            }
            [Block::Paragraph(text), rest @ ..] => {
                self.behaviour(Behaviour::new(text.clone(), rest.to_vec()));
            }
            other => {
                let all = other.iter().map(plain_block).collect::<Vec<_>>().join(" ");
                self.behaviour(Behaviour::new(text(all), vec![]));
            }
        }
    }

    fn behaviour(&mut self, behaviour: Behaviour) {
        if plain(&behaviour.text).is_empty() && behaviour.children.is_empty() {
            return;
        }
        let Some(section) = self.level.sections.last_mut() else { return };
        match section.cells.last_mut() {
            Some(cell) if section.kind != SectionKind::Attribute => cell.behaviours.push(behaviour),
            _ if section.kind == SectionKind::Attribute => section.items.push(behaviour),
            // Bullets of a pillar before any competency are prose: no competency can own them.
            _ => {
                let mut item = vec![Block::Paragraph(behaviour.text)];
                item.extend(behaviour.children);
                section.intro.push(Block::List { start: None, items: vec![item] });
            }
        }
    }
}

/// A name in the first line and items that begin with a dash in all others.
fn typed_list(text: &Text) -> Option<(String, Vec<String>)> {
    let raw = raw(text);
    let mut lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let name = lines.next()?.to_owned();
    let items: Option<Vec<String>> = lines
        .map(|line| line.strip_prefix(['-', '–', '•'])?.strip_prefix(' ').map(str::to_owned))
        .collect();
    items.filter(|items| !items.is_empty()).map(|items| (name, items))
}
