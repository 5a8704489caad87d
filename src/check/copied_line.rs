use super::content::{counted, steps};
use super::level_equals_neighbour::are_equal;
use super::lines::Lines;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Cell, Competency, Expectation, Level, Role};
use crate::source::FileId;

pub(super) const RULE: Rule = Rule {
    code: "copied-line",
    severity: Severity::Warning,
    title: "A line that the level below has too, word for word",
    explanation: "The two levels ask for the same thing in the same words, so the line doesn't \
                  tell them apart; and copies rot: one is edited and the other forgotten. Letter \
                  case and punctuation don't count.\n\n\
                  A line is not a copy if both levels write the same `{#id}` behind it: that says \
                  that it is kept on purpose. Nor is it if it is inherited, by `same_as`, \
                  `cumulative` or a shared set. Where a level repeats what it inherits so, the \
                  line stands on its page for nothing.",
    example: "# ic3.md\n- Reviews designs of the own team.\n\n# ic4.md\n- Reviews designs of the own team.",
    mend: "Say what the higher level adds. If nothing, and all lines of the competency are kept, \
           let the level be the same as the lower one and write only what is new; if one line is \
           kept on purpose, give both the same id.",
    mended: "### Design {same_as=ic3}\n\n- Reviews designs that cross teams. {#reviews-across}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let lines = content.lines();
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (at, level)) in steps(role) {
            if are_equal(lines, below, level) {
                continue;
            }
            let cells = below.cells.iter().zip(&level.cells).zip(&role.competencies);
            for ((lower, cell), competency) in cells {
                let is_inherited = role.cumulative || cell.same_as.is_some();
                let own = cell.expectations.iter().zip(lines.keys(&cell.expectations));
                let own = own.filter(|(one, _)| usize::from(one.since) == at);
                let copies =
                    own.filter(|(one, key)| is_copy(lines, one, **key, lower, is_inherited));
                let copies: Vec<&Expectation> = copies.map(|(one, _)| one).collect();
                if copies.is_empty() {
                    continue;
                }
                let repeats_all = repeats_all(lines, lower, cell);
                for copies in by_file(&copies) {
                    let advice = advice(role, below, level, competency, repeats_all, is_inherited);
                    found.push(finding(&copies, below, competency, advice));
                }
            }
        }
    }
    found
}

/// Whether a line repeats one of the lower level, and not on purpose.
fn is_copy(
    lines: &Lines<'_>,
    one: &Expectation,
    key: u64,
    lower: &Cell,
    is_inherited: bool,
) -> bool {
    let others = lower.expectations.iter().zip(lines.keys(&lower.expectations));
    let mut same = others.filter(|(_, other)| **other == key).map(|(other, _)| other).peekable();
    // What a shared set repeats by a mark is one line, read twice.
    let is_kept = |other: &Expectation| {
        is_kept(one, other) || one.behaviour.text.span == other.behaviour.text.span
    };
    same.peek().is_some() && (is_inherited || !same.any(is_kept))
}

/// Whether both levels say by an id that the line is the same.
fn is_kept(one: &Expectation, other: &Expectation) -> bool {
    let has_ids = one.behaviour.has_written_id && other.behaviour.has_written_id;
    has_ids && one.behaviour.id == other.behaviour.id
}

/// Whether every line of the lower cell stands in the higher one, and in the role's own file.
pub(super) fn repeats_all(lines: &Lines<'_>, lower: &Cell, cell: &Cell) -> bool {
    let own = || {
        let all = cell.expectations.iter().zip(lines.keys(&cell.expectations));
        all.filter(|(one, _)| one.origin.set().is_none()).map(|(_, key)| key)
    };
    let keys = lines.keys(&lower.expectations);
    !keys.is_empty() && keys.iter().all(|key| own().any(|other| other == key))
}

/// A role's lines and those of a shared set stand in different files, and are mended there.
fn by_file<'c>(copies: &[&'c Expectation]) -> Vec<Vec<&'c Expectation>> {
    let mut files: Vec<(FileId, Vec<&Expectation>)> = Vec::new();
    for one in copies {
        let file = one.behaviour.text.span.file;
        match files.iter_mut().find(|(other, _)| *other == file) {
            Some((_, list)) => list.push(one),
            None => files.push((file, vec![one])),
        }
    }
    files.into_iter().map(|(_, list)| list).collect()
}

fn finding(
    copies: &[&Expectation],
    below: &Level,
    competency: &Competency,
    help: String,
) -> Finding {
    let span = copies[0].behaviour.text.span;
    let message = match copies.len() {
        1 => format!("{} has this line too, word for word", below.name),
        count => format!(
            "{} of `{}` are those of {}, word for word; this is the first",
            counted(count, "line"),
            competency.name,
            below.name
        ),
    };
    Finding::new(span, message, help)
}

fn advice(
    role: &Role,
    below: &Level,
    level: &Level,
    competency: &Competency,
    repeats_all: bool,
    is_inherited: bool,
) -> String {
    if is_inherited {
        let why = if role.cumulative { "the role is cumulative" } else { "`same_as` says so" };
        format!("delete it: {why}, and what {} asks for holds here already", below.name)
    } else if repeats_all {
        format!(
            "write `### {} {{same_as={}}}` and keep only what {} adds",
            competency.name, below.id, level.name
        )
    } else {
        format!(
            "say what {} adds; if it is kept on purpose, give it the same `{{#id}}` at both levels",
            level.name
        )
    }
}
