//! For a terminal: what a colleague would tell. Marks say what colours say too.

use clap::builder::styling::{AnsiColor, Style};

use super::{on_one_line, size, title, trimmed};
use crate::derive::matching::{Change, PairKind, is_rewritten, plain, word_changes};
use crate::derive::{Group, Step};
use crate::model::{CellState, Expectation, Level, Role};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NEW: Style = AnsiColor::Green.on_default();
const GONE: Style = AnsiColor::Red.on_default();

/// The step as styled text.
pub(super) fn text(step: &Step<'_>) -> String {
    let mut out = format!("{BOLD}{} → {}{BOLD:#}\n", title(step.from), title(step.to));
    out += &format!("{}\n", size(step));
    let changed = step.attributes.iter().filter(|one| one.from != one.to);
    let attributes: Vec<String> = changed
        .map(|one| {
            let value = |value: Option<&str>| value.map_or_else(|| "–".to_owned(), on_one_line);
            format!("{}: {} → {}\n", one.attribute.label, value(one.from), value(one.to))
        })
        .collect();
    if !attributes.is_empty() {
        out += &format!("\n{}", attributes.concat());
    }
    for one in step.groups.iter().filter(|group| is_changed(group)) {
        out += &group(step, one);
    }
    let unchanged: Vec<&str> =
        step.groups.iter().filter(|group| !is_changed(group)).map(|group| group.name).collect();
    if !unchanged.is_empty() {
        out += &format!("\n{DIM}Unchanged: {}{DIM:#}\n", unchanged.join(", "));
    }
    out
}

/// Whether there is anything to tell of a group.
pub(super) fn is_changed(group: &Group<'_>) -> bool {
    let size = group.size();
    size.new + size.reworded + size.gone > 0
        || group.renamed_from.is_some()
        || group.from_state != group.to_state
}

/// What stands beside a group's name: an earlier name, and why a level says nothing of it.
pub(super) fn remark(step: &Step<'_>, group: &Group<'_>) -> String {
    let mut remarks = Vec::new();
    remarks.extend(group.renamed_from.map(|name| format!("called {name} before")));
    if group.from_state != group.to_state {
        let says = |state: CellState| match state {
            CellState::NotExpected => Some("not expected"),
            CellState::NotWritten => Some("not written yet"),
            CellState::Unmarked => Some("nothing is said of it"),
            CellState::Written => None,
        };
        let from = says(group.from_state).map(|says| format!("{says} {}", place(step, step.from)));
        let to = says(group.to_state).map(|says| format!("{says} {}", place(step, step.to)));
        remarks.extend(from.into_iter().chain(to));
    }
    match remarks.is_empty() {
        true => String::new(),
        false => format!(" ({})", remarks.join("; ")),
    }
}

/// Where something is said, in words that only one of the two levels fits.
fn place(step: &Step<'_>, (role, level): (&Role, &Level)) -> String {
    match step.from.1.name == step.to.1.name {
        true => format!("for {}", role.title),
        false => format!("at {}", level.name),
    }
}

fn group(step: &Step<'_>, group: &Group<'_>) -> String {
    let mut out = format!("\n{BOLD}{}{BOLD:#}{}\n", group.name, remark(step, group));
    let line =
        |expectation: &Expectation| on_one_line(&plain(&expectation.behaviour.text.markdown));
    for index in group.new_items() {
        out += &format!("  {NEW}+ {}{NEW:#}\n", line(group.to_items[index]));
    }
    for pair in group.pairs.iter().filter(|pair| pair.kind == PairKind::Reworded) {
        let from = line(group.from_items[pair.from]);
        let to = line(group.to_items[pair.to]);
        out += &format!("  ~ {}\n", words(&from, &to));
    }
    for index in group.gone_items() {
        out += &format!("  {GONE}- {}{GONE:#}\n", line(group.from_items[index]));
    }
    match group.size().same {
        0 => {}
        same => out += &format!("  {DIM}  {same} unchanged{DIM:#}\n"),
    }
    out
}

/// `[-gone-]{+new+}`, as git writes it; two sentences that share no words, one below the other.
fn words(from: &str, to: &str) -> String {
    let changes = word_changes(from, to);
    if is_rewritten(&changes) {
        return format!("was: {GONE}{from}{GONE:#}\n    now: {NEW}{to}{NEW:#}");
    }
    let part = |change: Change<'_>| match change {
        Change::Equal(text) => text.to_owned(),
        Change::Delete(text) => {
            let (before, text, after) = trimmed(text);
            format!("{before}{GONE}[-{text}-]{GONE:#}{after}")
        }
        Change::Insert(text) => {
            let (before, text, after) = trimmed(text);
            format!("{before}{NEW}{{+{text}+}}{NEW:#}{after}")
        }
    };
    let text: String = changes.into_iter().map(part).collect();
    on_one_line(&text)
}
