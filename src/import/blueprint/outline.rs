//! A blueprint as an outline: its sections by what they are about, the groups in them, and entries
//! with what stands below each.

use super::lines::{Line, cut};
use super::nesting::nest;
use crate::import::document::{Block, Inline, Text, plain};

/// What a section is about; the numbers are those that blueprints give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    Summary = 1,
    Mission,
    Responsibilities,
    Activities,
    Deliverables,
    Goals,
    Kpis,
    Skills,
    SoftSkills,
    Tools,
    Environment,
    Stakeholders,
    Decisions,
    Experience,
    Career,
    Risks,
    Variants,
    Ai,
    Hiring,
    AtAGlance,
}

/// Words that tell a section by its heading, the most telling first.
const TOPICS: &[(Topic, &[&str])] = &[
    (Topic::AtAGlance, &["scorecard summary", "summary table", "at a glance", "final role"]),
    (Topic::Ai, &["ai", "automation", "artificial"]),
    (Topic::Hiring, &["hiring", "interview", "evaluation criteria", "selection"]),
    (Topic::Variants, &["variant", "variation"]),
    (Topic::Risks, &["risk", "challenge", "failure"]),
    (Topic::Career, &["career", "progression"]),
    (Topic::Experience, &["experience", "qualification"]),
    (Topic::Decisions, &["decision", "authority"]),
    (Topic::Stakeholders, &["stakeholder", "collaboration", "interfaces"]),
    (Topic::Environment, &["tech stack", "environment"]),
    (Topic::SoftSkills, &["soft skill", "behavioral", "behavioural"]),
    (Topic::Skills, &["skill"]),
    (Topic::Kpis, &["kpi", "metric", "indicator"]),
    (Topic::Goals, &["goal", "milestone", "objective"]),
    (Topic::Deliverables, &["deliverable", "artefact", "artifact"]),
    (Topic::Activities, &["day-to-day", "day to day", "activities", "routine"]),
    (Topic::Responsibilities, &["responsibilit", "duties"]),
    (Topic::Mission, &["mission", "purpose"]),
    (Topic::Tools, &["tool", "platform", "software"]),
    (Topic::Summary, &["summary", "overview", "about the role"]),
];

/// All topics, in their order.
const ORDER: [Topic; 20] = [
    Topic::Summary,
    Topic::Mission,
    Topic::Responsibilities,
    Topic::Activities,
    Topic::Deliverables,
    Topic::Goals,
    Topic::Kpis,
    Topic::Skills,
    Topic::SoftSkills,
    Topic::Tools,
    Topic::Environment,
    Topic::Stakeholders,
    Topic::Decisions,
    Topic::Experience,
    Topic::Career,
    Topic::Risks,
    Topic::Variants,
    Topic::Ai,
    Topic::Hiring,
    Topic::AtAGlance,
];

/// `3) Core Responsibilities` as its number and its words.
pub(super) fn numbered(heading: &str) -> Option<(usize, &str)> {
    let digits = heading.find(|letter: char| !letter.is_ascii_digit())?;
    let rest = heading[digits..].strip_prefix([')', '.', ':'])?;
    let number = heading[..digits].parse().ok().filter(|one| (1..=ORDER.len()).contains(one))?;
    let words = rest.trim();
    (rest.starts_with(' ') && words.starts_with(char::is_alphabetic)).then_some((number, words))
}

/// What the section of a heading is about: by its words, or else by its number.
pub(super) fn topic(heading: &str) -> Option<Topic> {
    let (number, words) = numbered(heading).map_or((None, heading), |(n, words)| (Some(n), words));
    let words = words.to_lowercase();
    let has = |word: &str| {
        let begins = |at: usize| !words[..at].ends_with(char::is_alphanumeric);
        let ends = |at: usize| word.len() > 2 || !words[at..].starts_with(char::is_alphanumeric);
        words.match_indices(word).any(|(at, _)| begins(at) && ends(at + word.len()))
    };
    let named = TOPICS.iter().find(|(_, all)| all.iter().any(|word| has(word)));
    named.map(|(topic, _)| *topic).or_else(|| ORDER.get(number? - 1).copied())
}

#[derive(Debug)]
pub(super) struct Section {
    pub(super) topic: Topic,
    pub(super) heading: String,
    /// The first has no heading, and may be empty.
    pub(super) groups: Vec<Group>,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) entries: Vec<Entry>,
    pub(super) tables: Vec<(Vec<Text>, Vec<Vec<Text>>)>,
}

/// A line, what follows it in lines of its own, and what stands below it.
#[derive(Debug, Default, Clone)]
pub(super) struct Entry {
    pub(super) text: Text,
    pub(super) more: Vec<Text>,
    pub(super) below: Vec<Entry>,
    pub(super) is_item: bool,
}

/// The outline of a page: what stands above its first section, and its sections.
pub(super) fn outline(
    blocks: Vec<Block>,
    parents: &mut Vec<String>,
) -> (Vec<String>, Vec<Section>) {
    let blocks: Vec<Block> = blocks.into_iter().flat_map(one_line_headings).collect();
    let is_numbered = |block: &Block| heading(block).is_some_and(|(_, said)| is_section(&said));
    let own: Vec<u8> = blocks.iter().filter(|b| is_numbered(b)).filter_map(rank).collect();
    let has_numbers = own.len() > 3;
    let named = |block: &Block| heading(block).is_some_and(|(_, said)| topic(&said).is_some());
    let top = match has_numbers {
        true => own.iter().min().copied(),
        false => blocks.iter().filter(|block| named(block)).filter_map(rank).min(),
    };
    let (mut above, mut sections) = (Vec::new(), Vec::<Section>::new());
    for block in blocks {
        match heading(&block) {
            Some((level, said)) if Some(level) <= top && (!has_numbers || is_section(&said)) => {
                let Some(topic) = topic(&said) else {
                    above.push(said);
                    continue;
                };
                sections.push(Section { topic, heading: said, groups: vec![Group::default()] });
            }
            found => match (sections.last_mut(), found) {
                (None, _) => above.extend(all_lines(&block)),
                (Some(section), Some((_, heading))) => {
                    section.groups.push(Group { heading, ..Group::default() });
                }
                (Some(section), None) => {
                    let Some(group) = section.groups.last_mut() else { continue };
                    group.add(block, parents);
                }
            },
        }
    }
    (above, sections)
}

/// A heading of several lines as a heading and what stands below it.
fn one_line_headings(block: Block) -> Vec<Block> {
    let Block::Heading { level, text } = block else { return vec![block] };
    let mut lines = cut(&text).into_iter();
    let first = lines.next().map(|line| Block::Heading { level, text: line.text });
    first.into_iter().chain(lines.map(|line| Block::Paragraph(line.text))).collect()
}

fn is_section(heading: &str) -> bool {
    numbered(heading).is_some()
}

fn heading(block: &Block) -> Option<(u8, String)> {
    match block {
        Block::Heading { level, text } => Some((*level, plain(text))),
        _ => None,
    }
}

fn rank(block: &Block) -> Option<u8> {
    heading(block).map(|(level, _)| level)
}

/// Every line of a block and of all below it.
fn all_lines(block: &Block) -> Vec<String> {
    let mut out = Vec::new();
    let mut todo = vec![block];
    while let Some(block) = todo.pop() {
        let mut push = |text: &Text| out.extend(cut(text).iter().map(|line| plain(&line.text)));
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => push(text),
            Block::List { items, .. } => todo.extend(items.iter().flatten().rev()),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(push),
            Block::Quote(inner) => todo.extend(inner.iter().rev()),
            Block::Details { summary, body } => {
                push(summary);
                todo.extend(body.iter().rev());
            }
            Block::Code(code) => out.push(code.clone()),
            Block::Rule => {}
        }
    }
    out
}

impl Group {
    /// Takes a block, and what lies in it where it only holds others.
    fn add(&mut self, block: Block, parents: &mut Vec<String>) {
        let mut todo = vec![block];
        while let Some(block) = todo.pop() {
            match block {
                Block::Paragraph(text) | Block::Heading { text, .. } => {
                    self.entries.extend(paragraph(&text, parents));
                }
                Block::List { items, .. } => self.entries.extend(list(items, parents)),
                Block::Table { head, rows } => self.tables.push((head, rows)),
                Block::Quote(inner) => todo.extend(inner.into_iter().rev()),
                Block::Details { summary, body } => {
                    self.entries.extend(paragraph(&summary, parents));
                    todo.extend(body.into_iter().rev());
                }
                Block::Code(code) => {
                    let text = vec![Inline::Code(code)];
                    self.entries.push(Entry { text, ..Entry::default() });
                }
                Block::Rule => {}
            }
        }
    }
}

/// The entry of a paragraph; lines with a dash stand below the line before them.
fn paragraph(text: &Text, parents: &mut Vec<String>) -> Vec<Entry> {
    let mut lines = cut(text).into_iter().peekable();
    let mut entry = Entry::default();
    if let Some(first) = lines.next_if(|line| !line.has_dash) {
        entry.text = first.text;
    }
    while let Some(line) = lines.next_if(|line| !line.has_dash) {
        entry.more.push(line.text);
    }
    let mut after = Vec::new();
    for Line { text, has_dash } in lines {
        match has_dash {
            true => entry.below.push(Entry { text, is_item: true, ..Entry::default() }),
            false => after.push(Entry { text, ..Entry::default() }),
        }
    }
    entry.below = nest(entry.below, parents);
    if entry.text.is_empty() {
        return entry.below.into_iter().chain(after).collect();
    }
    std::iter::once(entry).chain(after).collect()
}

fn list(items: Vec<Vec<Block>>, parents: &mut Vec<String>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for item in items {
        let mut entry: Option<Entry> = None;
        for block in item {
            match (&mut entry, block) {
                (None, Block::Paragraph(text)) => {
                    let mut all = paragraph(&text, parents).into_iter();
                    entry = all.next().map(|one| Entry { is_item: true, ..one });
                    if let Some(entry) = &mut entry {
                        entry.below.extend(all);
                    }
                }
                (Some(entry), Block::Paragraph(text)) => {
                    let mut all = paragraph(&text, parents).into_iter();
                    if let Some(first) = all.next() {
                        entry.more.push(first.text);
                        entry.more.extend(first.more);
                        entry.below.extend(first.below);
                    }
                    entry.below.extend(all);
                }
                (entry, block) => {
                    let mut group = Group::default();
                    group.add(block, parents);
                    for (head, rows) in std::mem::take(&mut group.tables) {
                        let cells = head.into_iter().chain(rows.into_iter().flatten());
                        let cells = cells.filter(|text| !text.is_empty());
                        group.entries.extend(cells.flat_map(|text| paragraph(&text, parents)));
                    }
                    match entry {
                        Some(entry) => entry.below.extend(group.entries),
                        None => entries.extend(group.entries),
                    }
                }
            }
        }
        entries.extend(entry);
    }
    nest(entries, parents)
}

impl Entry {
    /// The last of its own lines.
    pub(super) fn last_line(&self) -> &Text {
        self.more.last().unwrap_or(&self.text)
    }

    /// Whether it ends in a colon.
    pub(super) fn is_open(&self) -> bool {
        plain(self.last_line()).ends_with(':')
    }

    /// Whether its first part stands in its own line: `Ask for: - A plan`.
    pub(super) fn is_run_on(&self) -> bool {
        self.is_open() && self.below.len() == 1 && self.is_item
    }
}
