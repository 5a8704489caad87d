//! Every line that a role's own files have, and what it has in common with others.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Expectation, Framework, Level, Origin, Role};
use crate::parse::{AttributeKind, Bullet, Documents, LevelFile};
use crate::source::{FileId, Sources, Span};

/// One bullet below a competency or list attribute of a role's level.
pub(super) struct Line {
    /// Place of the role in the framework.
    pub(super) role: usize,
    /// Id of the level.
    pub(super) level: String,
    pub(super) subject: Subject,
    /// Empty, if none is written.
    pub(super) id: String,
    /// All of it, as it is written.
    pub(super) text: String,
    /// The file, below the folder of `book.toml`.
    pub(super) path: Arc<str>,
    /// Its lines in the file, with their ends.
    pub(super) range: Range<usize>,
    /// Whether others may have it: it has words, and its only mark is its id.
    pub(super) is_plain: bool,
    /// Where the nearest lower level that expects its id has it in the same words.
    pub(super) below: Option<Below>,
}

/// What a bullet stands below, by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Attribute(String),
    Competency(String),
}

/// Where the words of a line stand.
#[derive(Debug, Clone)]
pub(super) enum Below {
    /// In another line, by its place.
    Line(usize),
    /// In a file of a shared set that was there before.
    Set(Arc<str>),
}

/// A heading of a role's level file.
pub(super) struct Heading {
    pub(super) subject: Subject,
    /// Place among the sections of its file.
    pub(super) section: usize,
    /// Whether other files may use its words: it is the name itself.
    pub(super) is_usual: bool,
    /// Places of its lines.
    pub(super) lines: Range<usize>,
}

/// A level file of a role.
pub(super) struct Page {
    pub(super) role: usize,
    pub(super) level: String,
    pub(super) path: Arc<str>,
    pub(super) parsed: Arc<LevelFile>,
    pub(super) headings: Vec<Heading>,
}

/// All lines: by role, level from the lowest, and place in the file.
pub(super) struct Lines {
    pub(super) all: Vec<Line>,
    pub(super) pages: Vec<Page>,
}

/// What a bullet is, by its place: its words and where they stand.
type Known = HashMap<(FileId, u32), (String, Below)>;

impl Lines {
    pub(super) fn new(sources: &Sources, documents: &Documents, framework: &Framework) -> Lines {
        let mut known = Known::new();
        for level in documents.shared.values().flat_map(|set| set.levels.values()) {
            let path = &sources.file(level.file).path;
            for bullet in level.sections.iter().flat_map(|section| &section.bullets) {
                let text = level.source[lines_of(&level.source, bullet)].to_owned();
                known.insert((level.file, bullet.text.start), (text, Below::Set(path.clone())));
            }
        }
        let mut lines = Lines { all: Vec::new(), pages: Vec::new() };
        for (at, role) in framework.roles.iter().enumerate() {
            let Some(folder) = documents.roles.get(role.id.as_str()) else { continue };
            for (rank, level) in role.levels.iter().enumerate() {
                let Some(parsed) = folder.levels.get(level.id.as_str()) else { continue };
                let mut page = Page {
                    role: at,
                    level: level.id.to_string(),
                    path: sources.file(parsed.file).path.clone(),
                    parsed: parsed.clone(),
                    headings: Vec::new(),
                };
                let lower = &role.levels[..rank];
                for (section, one) in parsed.sections.iter().enumerate() {
                    let Some(found) = Found::new(role, level, one.span) else { continue };
                    let may_be_named = !found.is_carried && !role.cumulative;
                    let start = lines.all.len();
                    for bullet in &one.bullets {
                        let id = bullet.marks.iter().find(|mark| mark.name == "#");
                        let id = id.map(|mark| mark.value.clone()).unwrap_or_default();
                        let has_words = !bullet.text.range().is_empty();
                        let range = lines_of(&parsed.source, bullet);
                        let text = parsed.source[range.clone()].to_owned();
                        let earlier = found.earlier(lower, &id).and_then(|one| {
                            let Span { file, start, .. } = one.behaviour.text.span;
                            known.get(&(file, start))
                        });
                        let below = earlier.filter(|(other, _)| may_be_named && *other == text);
                        let below = below.map(|(_, below)| below.clone());
                        let place = Below::Line(lines.all.len());
                        known.insert((parsed.file, bullet.text.start), (text.clone(), place));
                        lines.all.push(Line {
                            role: at,
                            level: page.level.clone(),
                            subject: found.subject.clone(),
                            is_plain: has_words && !id.is_empty() && bullet.marks.len() == 1,
                            id,
                            text,
                            path: page.path.clone(),
                            range,
                            below,
                        });
                    }
                    let Found { subject, is_usual, .. } = found;
                    let lines = start..lines.all.len();
                    page.headings.push(Heading { subject, section, is_usual, lines });
                }
                lines.pages.push(page);
            }
        }
        lines
    }

    /// Places of lines that are the same line of a level: by level, heading and words.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<(&str, &Subject, &str), Vec<usize>> = BTreeMap::new();
        for (at, line) in self.all.iter().enumerate().filter(|(_, line)| line.is_plain) {
            groups.entry((&line.level, &line.subject, &line.text)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

/// What a heading of a level's own file is.
struct Found {
    subject: Subject,
    /// Place among the role's competencies or the level's attributes.
    place: usize,
    is_usual: bool,
    /// A lower level's lines hold here anyway.
    is_carried: bool,
}

impl Found {
    fn new(role: &Role, level: &Level, heading: Span) -> Option<Found> {
        let attributes = level.attributes.iter().enumerate();
        let attribute = attributes.filter(|(_, one)| one.attribute.kind == AttributeKind::List);
        if let Some((place, one)) = { attribute }.find(|(_, one)| one.span == heading) {
            let subject = Subject::Attribute(one.attribute.id.to_string());
            return Some(Found { subject, place, is_usual: true, is_carried: false });
        }
        let place = level.cells.iter().position(|cell| cell.span == heading)?;
        let cell = &level.cells[place];
        Some(Found {
            subject: Subject::Competency(role.competencies[place].id.to_string()),
            place,
            is_usual: cell.alias.is_none(),
            is_carried: cell.same_as.is_some(),
        })
    }

    /// What the nearest of lower levels that has an id below the same heading expects, as it stands
    /// there.
    fn earlier<'l>(&self, lower: &'l [Level], id: &str) -> Option<&'l Expectation> {
        let of_level = |level: &'l Level| match &self.subject {
            Subject::Competency(_) => &level.cells[self.place].expectations[..],
            Subject::Attribute(own) => {
                let mut values = level.attributes.iter();
                let found = values.find(|one| one.attribute.id.as_str() == own);
                found.map_or(&[][..], |one| one.value.expectations())
            }
        };
        let mut found = lower.iter().rev().flat_map(of_level);
        let found = found.find(|one| one.behaviour.id.as_str() == id)?;
        (!matches!(found.origin, Origin::Extended(_))).then_some(found)
    }
}

/// The lines of a bullet in its file, with the end of the last.
fn lines_of(source: &str, bullet: &Bullet) -> Range<usize> {
    let range = bullet.range();
    let start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = source[range.end..].find('\n').map_or(source.len(), |at| range.end + at + 1);
    start..end
}
