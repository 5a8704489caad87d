//! What a cell says: the name of a level, behaviours, or words that many cells repeat.

use crate::import::document::{squeeze, text};
use crate::import::foreign::{Behaviour, Source};
use crate::import::ids::{level_title, slug};

/// A level as a sheet names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LevelName {
    pub(super) id: String,
    pub(super) name: String,
    /// What stands behind its short name.
    pub(super) title: String,
    /// The letters of a short name such as `IC3`, and its number.
    pub(super) code: Option<(String, u32)>,
}

impl LevelName {
    pub(super) fn new(head: &str) -> LevelName {
        let head = words(head);
        if let Some(title) = level_title(&head) {
            let code = Some((title.prefix, title.number));
            return LevelName { id: title.id, name: title.name, title: title.title, code };
        }
        let digits = head.find(|letter: char| letter.is_ascii_digit());
        let code = digits.filter(|at| (1..=3).contains(at)).and_then(|at| {
            let (letters, number) = head.split_at(at);
            let is_word = letters.bytes().all(|letter| letter.is_ascii_alphabetic());
            is_word.then_some((letters.to_lowercase(), number.parse().ok()?))
        });
        LevelName { id: slug(&head), name: head, title: String::new(), code }
    }

    /// The id and the name of its track, where the short names of all levels tell.
    pub(super) fn track(&self, are_coded: bool) -> (&'static str, &'static str) {
        match self.code.as_ref().filter(|_| are_coded).map(|(letters, _)| letters.as_str()) {
            Some("m" | "em") => ("manager", "Manager"),
            Some(_) => ("ic", "Individual contributor"),
            None => ("levels", "Levels"),
        }
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
