//! Plain text copied from level pages, one level a file: the title (`IC3 Security Engineer`), a
//! sentence, attributes with what they mean, pillars, and competencies with their bullets. What were
//! tables has become lines: the names of columns come again with each, and cells follow each other.

use super::document::{Block, Inline, Text, squeeze, text};
use super::foreign::{Foreign, Source};
use super::ids::{LevelTitle, Paths, level_title};
use super::{ImportError, Input, dropbox_level, encoding};

/// Lines that are looked through for the title.
const TITLE_LINES: usize = 12;

/// Whether a text file among these begins with the title of a level and has bullets.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| is_text(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|one| one.text).unwrap_or_default();
        let lines = lines(&text);
        title(&lines).is_some() && lines.iter().any(|line| matches!(line, Line::Bullet(_)))
    })
}

fn is_text(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    matches!(end.as_deref(), Some("txt" | "text"))
}

#[derive(Debug, PartialEq, Eq)]
enum Line {
    Empty,
    Bullet(String),
    Words(String),
}

impl Line {
    fn of(line: &str) -> Line {
        let said = squeeze(line);
        let rest = said.strip_prefix(['•', '-', '*', '–', '·', '◦', '▪', '‣']);
        match rest.and_then(|rest| rest.strip_prefix(' ')) {
            Some(rest) if !rest.is_empty() => Line::Bullet(rest.to_owned()),
            _ if said.is_empty() => Line::Empty,
            _ => Line::Words(said),
        }
    }

    fn said(&self) -> Option<&str> {
        match self {
            Line::Empty => None,
            Line::Bullet(said) | Line::Words(said) => Some(said),
        }
    }
}

/// The lines of a text; one that begins small goes on with the bullet above it.
fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in text.lines().map(Line::of) {
        match (out.last_mut(), &line) {
            (Some(Line::Bullet(before)), Line::Words(said))
                if said.starts_with(char::is_lowercase) =>
            {
                before.push(' ');
                before.push_str(said);
            }
            _ => out.push(line),
        }
    }
    out
}

/// The title of the level, and the place of its line.
fn title(lines: &[Line]) -> Option<(usize, LevelTitle)> {
    let first = lines.iter().enumerate().take(TITLE_LINES);
    first.into_iter().find_map(|(at, line)| match line {
        Line::Words(said) => Some((at, level_title(said)?)),
        _ => None,
    })
}

/// Reads all files.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut foreign = Foreign::default();
    let mut paths = Paths::default();
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        match decode(input, &mut source) {
            Ok(lines) => page(&lines, source, &mut paths, &mut foreign),
            Err(why) => {
                source.skipped = Some(why);
                foreign.trace.sources.push(source);
            }
        }
    }
    foreign.lift_descriptions();
    Ok(foreign)
}

fn decode(input: &Input, source: &mut Source) -> Result<Vec<Line>, String> {
    if !is_text(&input.path) {
        return Err("not a text file".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    let lines = lines(&text);
    source.blocks = lines.iter().filter_map(Line::said).map(str::to_owned).collect();
    source.list_items = lines.iter().filter(|line| matches!(line, Line::Bullet(_))).count();
    match title(&lines) {
        Some(_) => Ok(lines),
        None => Err("none of its first lines is the title of a level".to_owned()),
    }
}

fn page(lines: &[Line], mut source: Source, paths: &mut Paths, foreign: &mut Foreign) {
    let Some((at, title)) = title(lines) else { return };
    let path = paths.level(&title);
    let shared = ["content/framework.toml".to_owned(), "book.toml".to_owned()];
    source.targets = [format!("content/{path}")].into_iter().chain(shared).collect();
    let above = lines[..at].iter().filter_map(Line::said);
    let (signs, names): (Vec<&str>, Vec<&str>) =
        above.partition(|line| !line.contains(char::is_alphabetic));
    for sign in signs {
        source.leave_out(sign, "a button of the page");
    }
    if let Some((name, others)) = names.split_last() {
        if foreign.title.is_empty() || foreign.title == *name {
            foreign.title = (*name).to_owned();
            source.join(name, name, "the name of the framework");
        } else {
            source.leave_out(name, "stands above the title of the level");
        }
        for other in others {
            source.leave_out(other, "stands above the title of the level");
        }
    }
    let title_line = lines[at].said().unwrap_or_default();
    let mut writer = Writer { blocks: Vec::new(), source: &mut source };
    writer.blocks.push(Block::Heading { level: 1, text: text(title_line) });
    writer.body(&lines[at + 1..]);
    let blocks = writer.blocks;
    let at = foreign.trace.sources.len();
    foreign.trace.sources.push(source);
    dropbox_level::read(foreign, at, &path, &blocks, &title);
}

/// Makes the blocks that a level page has.
struct Writer<'s> {
    blocks: Vec<Block>,
    source: &'s mut Source,
}

/// Names of the columns of a table whose rows are competencies.
fn is_column(said: &str) -> bool {
    matches!(
        said.to_lowercase().as_str(),
        "responsibility"
            | "responsibilities"
            | "competency"
            | "skill"
            | "key behaviors"
            | "key behaviours"
            | "behaviors"
            | "behaviours"
            | "expectations"
    )
}

/// Whether a line is a sentence, and not a name.
fn is_sentence(said: &str) -> bool {
    said.ends_with(['.', '!', '?']) || said.split_whitespace().count() > 12
}

fn strong(said: &str) -> Block {
    Block::Paragraph(vec![Inline::Strong(text(said))])
}

impl Writer<'_> {
    fn body(&mut self, lines: &[Line]) {
        let runs = runs(lines);
        let mut runs = runs.into_iter().peekable();
        let mut is_first = true;
        while let Some((words, chunks)) = runs.next() {
            match is_first {
                true => self.attributes(&words, chunks),
                false => {
                    self.names(&words, runs.peek().is_some() || !chunks.is_empty());
                    chunks.into_iter().for_each(|chunk| self.list(chunk));
                }
            }
            is_first = false;
        }
    }

    fn list(&mut self, items: Vec<String>) {
        let items = items.into_iter().map(|item| vec![Block::Paragraph(text(item))]).collect();
        self.blocks.push(Block::List { start: None, items });
    }

    /// The lines above the first bullets: a sentence, then names in turn with what they mean.
    fn attributes(&mut self, words: &[String], chunks: Vec<Vec<String>>) {
        let mut words = words;
        if let Some((first, rest)) = words.split_first()
            && is_sentence(first)
        {
            let tagline: Text = vec![Inline::Strong(vec![Inline::Emphasis(text(first))])];
            self.blocks.push(Block::Paragraph(tagline));
            words = rest;
        }
        let are_pairs = !words.is_empty() && words.len().is_multiple_of(2);
        let has_columns = words.iter().any(|line| is_column(line));
        if !are_pairs || has_columns {
            self.names(words, true);
            chunks.into_iter().for_each(|chunk| self.list(chunk));
            return;
        }
        let names: Vec<&str> = words.iter().step_by(2).map(String::as_str).collect();
        let mut chunks = chunks.into_iter();
        for (at, pair) in words.chunks(2).enumerate() {
            let [name, meaning] = pair else { continue };
            self.blocks.push(strong(name));
            self.blocks.push(Block::Paragraph(text(meaning)));
            self.source.join(meaning, meaning, "what an attribute means is said once");
            let Some(chunk) = chunks.next() else { continue };
            let is_last = chunks.len() == 0;
            if is_last && at + 1 < names.len() {
                self.source.warnings.push(format!(
                    "nothing parts the bullets of {}: all {} are below `{name}`; move what belongs \
                     to the others",
                    names[at..]
                        .iter()
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(", "),
                    chunk.len()
                ));
            }
            self.list(chunk);
        }
        chunks.for_each(|chunk| self.list(chunk));
    }

    /// The lines between bullets: a pillar, what introduces it, and the competency of the bullets
    /// that follow.
    fn names(&mut self, words: &[String], has_bullets: bool) {
        let lines: Vec<&String> = words.iter().filter(|line| !is_column(line)).collect();
        for column in words.iter().filter(|line| is_column(line)) {
            self.source.leave_out(column, "the name of a column");
        }
        let short: Vec<usize> = (0..lines.len()).filter(|at| !is_sentence(lines[*at])).collect();
        let competency = short.last().copied().filter(|at| has_bullets && at + 1 == lines.len());
        let pillar = short.first().copied().filter(|at| Some(*at) != competency && *at == 0);
        for (at, line) in lines.into_iter().enumerate() {
            let heading = |level| Block::Heading { level, text: text(line) };
            self.blocks.push(match at {
                at if Some(at) == pillar => heading(2),
                at if Some(at) == competency => heading(3),
                _ => Block::Paragraph(text(line)),
            });
        }
    }
}

/// Lines of words, each run of them with the bullets that follow, parted where an empty line is.
fn runs(lines: &[Line]) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let mut runs: Vec<(Vec<String>, Vec<Vec<String>>)> = vec![Default::default()];
    let mut before = &Line::Empty;
    for line in lines {
        let last = runs.len() - 1;
        let (words, chunks) = &mut runs[last];
        match line {
            Line::Empty => {}
            Line::Bullet(said) => match chunks.last_mut() {
                Some(chunk) if *before != Line::Empty => chunk.push(said.clone()),
                _ => chunks.push(vec![said.clone()]),
            },
            Line::Words(said) => match chunks.is_empty() {
                true => words.push(said.clone()),
                false => runs.push((vec![said.clone()], Vec::new())),
            },
        }
        before = line;
    }
    runs
}
