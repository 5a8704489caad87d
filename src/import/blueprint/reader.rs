//! What all sections of a blueprint share: text as Markdown, and a note for every line that the
//! content says in another way than the source.

use super::lines::cut;
use super::outline::{Entry, Group, Section};
use super::words::{Label, label};
use crate::import::description::{Description, spanned};
use crate::import::document::{Block, Text, plain, text};
use crate::import::foreign::{Piece, Source};
use crate::import::prose;
use crate::parse;

/// Reads the sections of one blueprint.
pub(super) struct Reader<'s> {
    pub(super) source: &'s mut Source,
    pub(super) description: Description,
    /// What has no place of its own, below its headings, for the end of the summary.
    pub(super) rest: Vec<Group>,
    /// Path below `content/` of the file that is written: links are relative to it.
    pub(super) file: String,
    /// How often a word had to be guessed, by what was guessed.
    pub(super) guesses: Vec<String>,
}

impl Reader<'_> {
    /// Markdown of a line.
    pub(super) fn line(&self, said: &Text) -> parse::Text {
        spanned(prose::line(said, &self.file))
    }

    /// Markdown of plain words.
    pub(super) fn words(&self, said: &str) -> parse::Text {
        self.line(&text(said))
    }

    /// Markdown of an entry with all that stands below it.
    pub(super) fn whole(&self, entry: &Entry) -> parse::Text {
        // A list stands close below its line.
        spanned(prose::list_item("", &blocks(entry), &self.file))
    }

    /// The same of several, each for itself.
    pub(super) fn all(&self, entries: &[Entry]) -> Vec<parse::Text> {
        entries.iter().map(|entry| self.whole(entry)).collect()
    }

    /// An entry with all that stands below it, as one piece of Markdown that begins with another text.
    pub(super) fn instead(&self, first: Text, entry: &Entry) -> parse::Text {
        self.whole(&Entry { text: first, ..entry.clone() })
    }

    /// An entry behind its label, for which the format has a key; nothing, if it says nothing.
    pub(super) fn labelled(
        &mut self,
        entry: &Entry,
        label: &Label,
        key: &'static str,
    ) -> Option<parse::Text> {
        if label.rest.is_empty() && entry.more.is_empty() && entry.below.is_empty() {
            self.source.leave_out(&plain(&entry.text), "a label behind which nothing stands");
            return None;
        }
        let mut pieces = vec![Piece::Key { said: label.said.clone(), key }];
        pieces.extend(self.piece(&label.rest));
        self.source.told(&plain(&entry.text), pieces, "a label and what it says");
        Some(self.instead(label.rest.clone(), entry))
    }

    /// `Name: text` as the two.
    pub(super) fn named(&mut self, entry: &Entry) -> Option<(String, parse::Text)> {
        let label = label(&entry.text)?;
        if label.rest.is_empty() && entry.more.is_empty() && entry.below.is_empty() {
            return None;
        }
        let mut pieces = vec![Piece::Text(label.said.clone())];
        pieces.extend(self.piece(&label.rest));
        self.source.told(&plain(&entry.text), pieces, "a name and what is said of it");
        Some((label.said, self.instead(label.rest, entry)))
    }

    /// What a cell says, if it is one line: only then it is taken apart.
    pub(super) fn one_line(&self, cell: &Text) -> Option<String> {
        match &cut(cell)[..] {
            [line] => Some(plain(&line.text)),
            _ => None,
        }
    }

    /// A text as a piece, unless it is empty.
    fn piece(&self, said: &Text) -> Option<Piece> {
        Some(plain(said)).filter(|said| !said.is_empty()).map(Piece::Text)
    }

    /// The heading of a group, all of which have a word of a closed list.
    pub(super) fn head(&mut self, group: &Group, word: &str) {
        match group.entries.is_empty() {
            true => self.source.leave_out(&group.heading, "nothing stands below this heading"),
            false => self.source.join(
                &group.heading,
                word,
                &format!("what stands below this heading is `{word}`"),
            ),
        }
    }

    /// The heading of a group that is a key.
    pub(super) fn head_key(&mut self, group: &Group, key: &'static str) {
        if group.entries.is_empty() {
            self.source.leave_out(&group.heading, "nothing stands below this heading");
        } else if !group.heading.is_empty() {
            let pieces = vec![Piece::Key { said: group.heading.clone(), key }];
            self.source.told(&group.heading, pieces, "the heading is a key");
        }
    }

    /// A group that no rule knows goes to the end of the summary.
    pub(super) fn keep(&mut self, section: &Section, group: &Group) {
        if group.entries.is_empty() && group.tables.is_empty() {
            if !group.heading.is_empty() {
                self.source.leave_out(&group.heading, "nothing stands below this heading");
            }
            return;
        }
        let heading = match group.heading.is_empty() {
            true => title(&section.heading),
            false => group.heading.as_str(),
        };
        match self.rest.last_mut() {
            Some(last) if last.heading == heading => {
                if !group.heading.is_empty() {
                    self.source.join(heading, heading, "the heading stands twice");
                }
                last.entries.extend(group.entries.iter().cloned());
                last.tables.extend(group.tables.iter().cloned());
            }
            _ => {
                let (heading, group) = (heading.to_owned(), group.clone());
                self.rest.push(Group { heading, ..group });
            }
        }
    }

    /// A section that stands twice.
    pub(super) fn keep_all(&mut self, section: &Section) {
        section.groups.iter().for_each(|group| self.keep(section, group));
    }

    /// Single entries that no rule knows.
    pub(super) fn keep_entries(&mut self, section: &Section, entries: &[Entry]) {
        if !entries.is_empty() {
            let entries = entries.to_vec();
            self.keep(section, &Group { entries, ..Group::default() });
        }
    }

    /// Tables where none is expected.
    pub(super) fn keep_tables(&mut self, section: &Section, group: &Group) {
        if !group.tables.is_empty() {
            let tables = group.tables.clone();
            self.keep(section, &Group { tables, ..Group::default() });
        }
    }
}

/// The words of a section's heading, without its number.
pub(super) fn title(heading: &str) -> &str {
    super::outline::numbered(heading).map_or(heading, |(_, words)| words)
}

/// An entry as blocks.
pub(super) fn blocks(entry: &Entry) -> Vec<Block> {
    let lines = std::iter::once(&entry.text).chain(&entry.more);
    let lines = lines.filter(|line| !line.is_empty()).cloned();
    let mut out: Vec<Block> = lines.map(Block::Paragraph).collect();
    out.extend(stacked(&entry.below));
    out
}

/// Entries below each other: items as lists, others as paragraphs.
pub(super) fn stacked(entries: &[Entry]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for entry in entries {
        match (out.last_mut(), entry.is_item) {
            (Some(Block::List { items, .. }), true) => items.push(blocks(entry)),
            (_, true) => out.push(Block::List { start: None, items: vec![blocks(entry)] }),
            (_, false) => out.extend(blocks(entry)),
        }
    }
    out
}
