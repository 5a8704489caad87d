//! A level page of the Dropbox form: from its blocks to a level.

use super::document::{Block, Inline, Text, is_strong, plain, raw, text, tidy};
use super::foreign::{
    Attribute, Behaviour, Cell, Foreign, Level, Pillar, Role, Section, SectionKind, Source,
};
use super::ids::{LevelTitle, slug};

/// Reads the blocks of a level page into the role that it belongs to.
pub(super) fn read(
    foreign: &mut Foreign,
    source: usize,
    blocks: &[Block],
    title: &LevelTitle,
    role_title: &str,
    track: &str,
) {
    let role_id = slug(role_title);
    let trace = &mut foreign.trace.sources[source];
    if let Some(Block::Heading { text, .. }) = blocks.first() {
        trace.pieces(&plain(text), &[&title.name, &title.title], "the level and its title");
    }
    let mut reader = Reader {
        level: Level { id: title.id.clone(), title: title.title.clone(), ..Level::default() },
        source: trace,
        pillars: &mut foreign.pillars,
        attributes: &mut foreign.attributes,
        in_cell: false,
    };
    blocks.iter().skip(1).for_each(|block| reader.block(block));
    let level = reader.level;
    if level.sections.is_empty() {
        trace_empty(&mut foreign.trace.sources[source]);
    }
    let at = foreign.roles.iter().position(|r| r.id == role_id).unwrap_or_else(|| {
        foreign.roles.push(Role {
            id: role_id,
            title: role_title.to_owned(),
            track: track.to_owned(),
            levels: Vec::new(),
        });
        foreign.roles.len() - 1
    });
    if foreign.roles[at].levels.iter().any(|l| l.id == level.id) {
        let source = &mut foreign.trace.sources[source];
        source.skipped = Some(format!("another page is {} of the same role", title.name));
        return;
    }
    foreign.roles[at].levels.push(level);
}

fn trace_empty(source: &mut Source) {
    source.warnings.push("the page has the title of a level and no behaviour".to_owned());
}

struct Reader<'a> {
    level: Level,
    source: &'a mut Source,
    pillars: &'a mut Vec<Pillar>,
    attributes: &'a mut Vec<Attribute>,
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
            Block::Heading { text, .. } => self.competency(&plain(text)),
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { start: None, items } if self.level.sections.last().is_some() => {
                items.iter().for_each(|item| self.item(item));
            }
            other => self.prose(other.clone()),
        }
    }

    fn pillar(&mut self, heading: &str) {
        let (icon, name) = split_icon(heading);
        if let Some(icon) = icon {
            self.source.pieces(heading, &[icon, name], "the pillar and its icon");
        }
        if !self.pillars.iter().any(|p| p.name.eq_ignore_ascii_case(name)) {
            let icon = icon.map(str::to_owned);
            self.pillars.push(Pillar { name: name.to_owned(), icon });
        }
        self.level.sections.push(Section::new(SectionKind::Pillar, name));
        self.in_cell = false;
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
            [Inline::Strong(name), rest @ ..] if !self.in_pillar() => {
                self.attribute(&plain(name), tidy(rest.to_vec()));
            }
            _ if is_strong(text) && self.in_pillar() => self.heading_or_list(text),
            _ if self.in_pillar() && typed_list(text).is_some() => self.heading_or_list(text),
            _ => self.prose(Block::Paragraph(text.clone())),
        }
    }

    fn attribute(&mut self, label: &str, description: Text) {
        if !self.attributes.iter().any(|a| a.label.eq_ignore_ascii_case(label)) {
            self.attributes.push(Attribute {
                id: slug(label),
                label: label.to_owned(),
                is_list: true,
            });
        }
        let mut section = Section::new(SectionKind::Attribute, label);
        if !description.is_empty() {
            let whole = format!("{label} {}", plain(&description));
            self.source.pieces(
                &whole,
                &[label, &plain(&description)],
                "the attribute and its description",
            );
            section.intro.push(Block::Paragraph(description));
        }
        self.level.sections.push(section);
    }

    /// A bold paragraph is a competency; one had its list typed into it, with dashes.
    fn heading_or_list(&mut self, text: &Text) {
        let Some((name, items)) = typed_list(text) else {
            return self.competency(&plain(text));
        };
        let mut pieces = vec![name.as_str()];
        pieces.extend(items.iter().map(String::as_str));
        self.source.pieces(
            &plain(text),
            &pieces,
            "lines typed with a dash made bullets below the competency",
        );
        self.competency(&name);
        for item in items {
            self.behaviour(Behaviour { text: super::document::text(item), children: vec![] });
        }
    }

    fn competency(&mut self, name: &str) {
        if !self.in_pillar() {
            self.level.sections.push(Section::new(SectionKind::Bare, ""));
        }
        self.in_cell = true;
        let Some(section) = self.level.sections.last_mut() else { return };
        if let Some(at) = section.cells.iter().position(|c| c.name.eq_ignore_ascii_case(name)) {
            // The heading stands twice: what follows the second goes below the first.
            self.source.join(name, name, "the competency has two headings on this page");
            let cell = section.cells.remove(at);
            section.cells.push(cell);
            return;
        }
        section.cells.push(Cell { name: name.to_owned(), ..Cell::default() });
    }

    fn item(&mut self, item: &[Block]) {
        match item {
            [Block::Paragraph(text)] if is_strong(text) && self.in_pillar() && !self.in_cell => {
                self.source.pieces(
                    &plain(text),
                    &[&plain(text)],
                    "a bullet in bold made the heading of the competency",
                );
                self.competency(&plain(text));
            }
            [Block::Paragraph(text), rest @ ..] => {
                self.behaviour(Behaviour { text: text.clone(), children: rest.to_vec() });
            }
            other => {
                let all = other.iter().map(super::html::plain_block).collect::<Vec<_>>().join(" ");
                self.behaviour(Behaviour { text: text(all), children: vec![] });
            }
        }
    }

    fn behaviour(&mut self, behaviour: Behaviour) {
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

/// `🏆 Results` into its icon and its name.
pub(super) fn split_icon(heading: &str) -> (Option<&str>, &str) {
    match heading.split_once(' ') {
        Some((icon, name)) if !icon.is_ascii() && !icon.chars().any(char::is_alphanumeric) => {
            (Some(icon), name.trim())
        }
        _ => (None, heading),
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
