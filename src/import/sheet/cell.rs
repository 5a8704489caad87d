//! What a cell says: the name of a level, behaviours, or words that many cells repeat.

use crate::import::document::{squeeze, text};
use crate::import::foreign::{Behaviour, Source};
use crate::import::ids::{Count, level_title, slug};

/// A level as a sheet names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LevelName {
    pub(super) id: String,
    pub(super) name: String,
    /// What stands behind its short name.
    pub(super) title: String,
}

impl LevelName {
    pub(super) fn new(head: &str) -> LevelName {
        let mut own = lines(head).into_iter();
        let first = own.next().unwrap_or_default();
        let below = own.collect::<Vec<_>>().join(" ");
        if below.is_empty() || level_title(&first).is_some() {
            return LevelName::of_line(format!("{first} {below}").trim());
        }
        LevelName { title: below, ..LevelName::of_line(&first) }
    }

    fn of_line(head: &str) -> LevelName {
        match level_title(head) {
            Some(one) => LevelName { id: one.id, name: one.name, title: one.title },
            None => LevelName { id: slug(head), name: head.to_owned(), title: String::new() },
        }
    }

    /// Id of the track that a short name such as `IC3` tells.
    pub(super) fn track(&self) -> Option<&'static str> {
        Some(Count::of(&self.name)?.track()?.0)
    }
}

/// The lines of a cell that say something, without what marks them as entries of a list.
pub(super) fn lines(cell: &str) -> Vec<String> {
    entries(cell).into_iter().map(|(line, _)| line).collect()
}

/// What a cell says as one line: a name.
pub(super) fn words(cell: &str) -> String {
    lines(cell).join(" ")
}

/// Whether a cell has more than one entry, or marks those it has.
pub(super) fn is_list(cell: &str) -> bool {
    let entries = entries(cell);
    entries.len() > 1 || entries.iter().any(|(_, is_marked)| *is_marked)
}

/// The same, each with whether a mark stood before it.
fn entries(cell: &str) -> Vec<(String, bool)> {
    let lines = cell.lines().map(squeeze).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            // Written so that no program takes the cell for a formula.
            let formula =
                line.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
            if let Some(text) = formula {
                return (text.to_owned(), false);
            }
            let rest = line.trim_start_matches(['-', '*', '•', '–', '·', '◦', '‣', '▪']);
            let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let number = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < line.len());
            let rest = if rest.len() < line.len() { rest } else { number.unwrap_or(rest) };
            match rest.strip_prefix(' ') {
                Some(rest) if rest.len() < line.len() => (rest.trim().to_owned(), true),
                _ => (line, false),
            }
        })
        .collect()
}

/// Whether a cell says that there is nothing to say.
pub(super) fn is_nothing(cell: &str) -> bool {
    matches!(squeeze(cell).to_lowercase().as_str(), "-" | "–" | "—" | "n/a" | "none")
}

/// Behaviours of a cell: an entry each, where entries are marked, and else a line each.
pub(super) fn behaviours(cell: &str, source: &mut Source) -> Vec<Behaviour> {
    if is_nothing(cell) {
        left_out(source, &squeeze(cell), "it says that nothing is expected");
        return Vec::new();
    }
    let entries = entries(cell);
    let is_marked = entries.iter().any(|(_, is_marked)| *is_marked);
    let mut found: Vec<String> = Vec::new();
    for (line, has_mark) in entries {
        match found.last_mut().filter(|_| is_marked && !has_mark) {
            Some(last) => {
                last.push(' ');
                last.push_str(&line);
            }
            None => found.push(line),
        }
    }
    source.list_items += found.len();
    source.blocks.extend(found.iter().cloned());
    found.into_iter().map(|line| Behaviour::new(text(line), Vec::new())).collect()
}

/// A cell that is read.
pub(super) fn told(source: &mut Source, cell: &str) {
    source.blocks.push(words(cell));
}

/// A line that is read and has no place in the content.
pub(super) fn left_out(source: &mut Source, line: &str, why: &str) {
    source.blocks.push(line.to_owned());
    source.leave_out(line, why);
}

/// A cell whose words the content says once, however often the sheet does.
pub(super) fn once_told(source: &mut Source, cell: &str, why: &str) {
    told(source, cell);
    source.join(&words(cell), &words(cell), why);
}
