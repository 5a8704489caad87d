use similar::{ChangeTag, TextDiff};

use super::alike::ratio;
use super::content::{counted, name_of, steps, tallied};
use super::lines::{Lines, words_of};
use super::no_differentiation::are_equal;
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Cell, Competency, Expectation, Level, Role};
use crate::source::FileId;

pub(super) const RULE: Rule = Rule {
    code: "adjacent-duplicate",
    severity: Severity::Warning,
    title: "A line that the level below has too, or nearly so",
    explanation: "The two levels ask for the same thing in the same words, so the line doesn't \
                  tell them apart; and copies rot: one is edited and the other forgotten. Letter \
                  case and punctuation don't count. In a published framework one line in four is \
                  such a copy.\n\n\
                  A line is not a copy if both levels write the same `{#id}` behind it: that says \
                  that it is kept on purpose. Nor is it if it is inherited, by `same_as`, \
                  `cumulative` or a shared set. Where a level repeats what it inherits so, the \
                  line stands on its page for nothing.\n\n\
                  Two notes go with it, each once a page. Where a competency keeps all lines of the level \
                  below by their ids, they are counted: `same_as` says so in a word. And lines of which 8 words in 10 are the \
                  same, in the same order, with different ids or none, are told with what \
                  changed in the first: it had better be the difference between two levels.",
    example: "# ic3.md\n- Reviews designs of the own team.\n\n# ic4.md\n- Reviews designs of the own team.",
    mend: "Say what the higher level adds. If nothing, and all lines of the competency are kept, \
           let the level be the same as the lower one and write only what is new; if one line is \
           kept on purpose, or meant to be the same behaviour in other words, give both the same \
           id.",
    mended: "### Design {same_as=ic3}\n\n- Reviews designs that cross teams. {#reviews-across}",
    find: Some(Finder::Present(find)),
    also: &[(Severity::Note, Finder::Present(kept)), (Severity::Note, Finder::Present(nearly))],
    ..ROW
};

/// A cell of more lines is reported for that, and comparing all of them with all takes long.
const MANY: usize = 40;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let lines = content.lines();
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (at, level)) in steps(role) {
            if are_equal(below, level) {
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
fn repeats_all(lines: &Lines<'_>, lower: &Cell, cell: &Cell) -> bool {
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

/// Fewer lines are as quickly read as a mark.
const LEAST: usize = 2;

/// Lines of competencies that keep all those of the level below, each by its id.
fn kept(content: &Content<'_>) -> Vec<Finding> {
    let lines = content.lines();
    let mut found = Vec::new();
    for role in content.roles().filter(|role| !role.cumulative) {
        for ((_, below), (at, level)) in steps(role).filter(|((_, a), (_, b))| !are_equal(a, b)) {
            let list = kept_list((role, level), below);
            let cells = below.cells.iter().zip(&level.cells).zip(&role.competencies);
            for ((lower, cell), one) in cells {
                let is_short = lower.expectations.len() < LEAST;
                if is_short || cell.same_as.is_some() || !repeats_all(lines, lower, cell) {
                    continue;
                }
                let own = cell.expectations.iter().zip(lines.keys(&cell.expectations));
                let own = own.filter(|(one, _)| usize::from(one.since) == at);
                let kept = own.filter(|(line, key)| is_kept_as_it_is(lines, line, **key, lower));
                let name = one.name.as_str();
                found.extend(kept.map(|(line, _)| list.entry(line.behaviour.text.span, name)));
            }
        }
    }
    found
}

/// Whether the lower level has a line with the same words and the same written id, in a text of its
/// own: what a shared set repeats is one line, read twice.
fn is_kept_as_it_is(lines: &Lines<'_>, one: &Expectation, key: u64, lower: &Cell) -> bool {
    let mut others = lower.expectations.iter().zip(lines.keys(&lower.expectations));
    others.any(|(other, other_key)| {
        *other_key == key
            && is_kept(one, other)
            && one.behaviour.text.span != other.behaviour.text.span
    })
}

fn kept_list((role, level): (&Role, &Level), below: &Level) -> List {
    let (name, below) = (name_of(level, role), below.name.clone());
    List::new(level.span, move |competencies| {
        let (what, verb) = match competencies.len() {
            1 => ("1 line".to_owned(), "is that"),
            count => (format!("{count} lines"), "are those"),
        };
        let message = format!(
            "{what} of {name} {verb} of {below}, word for word, kept by id: {}",
            tallied(competencies)
        );
        (message, "let the mark `{same_as=…}` say so, and keep only what is new".to_owned())
    })
}

/// Lines that differ from one of the level below by few words, and aren't declared to be the same.
fn nearly(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (at, level)) in steps(role) {
            let list = nearly_list((role, level), below);
            for (lower, cell) in below.cells.iter().zip(&level.cells) {
                if lower.expectations.len().max(cell.expectations.len()) > MANY {
                    continue;
                }
                let own = cell.expectations.iter().filter(|one| usize::from(one.since) == at);
                let twins = own.filter_map(|one| Some((one, twin(one, lower)?)));
                found.extend(twins.map(|(one, other)| {
                    let (old, new) = (&other.behaviour.text, &one.behaviour.text);
                    list.entry(new.span, changed(&old.markdown, &new.markdown))
                }));
            }
        }
    }
    found
}

/// The line of the lower level that is nearly this one; none if one of them is this one.
fn twin<'c>(one: &Expectation, lower: &'c Cell) -> Option<&'c Expectation> {
    let words = words_of(&one.behaviour);
    let mut best: Option<(f64, &Expectation)> = None;
    for other in &lower.expectations {
        let others = words_of(&other.behaviour);
        if others == words || is_kept(one, other) {
            return None;
        }
        let ratio = ratio(&words, &others);
        if ratio > best.map_or(0.0, |(best, _)| best) {
            best = Some((ratio, other));
        }
    }
    best.map(|(_, other)| other)
}

/// The words that went and came: `[-team-] {+department+}`.
fn changed(old: &str, new: &str) -> String {
    let diff = TextDiff::from_words(old, new);
    let changes = diff.iter_all_changes().filter(|one| !one.value().trim().is_empty());
    let words = changes.filter_map(|one| match one.tag() {
        ChangeTag::Delete => Some(format!("[-{}-]", one.value().trim())),
        ChangeTag::Insert => Some(format!("{{+{}+}}", one.value().trim())),
        ChangeTag::Equal => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn nearly_list((role, level): (&Role, &Level), below: &Level) -> List {
    let (name, below) = (name_of(level, role), below.name.clone());
    List::new(level.span, move |changes| {
        let (verb, first) = match changes.len() {
            1 => ("differs", ":"),
            _ => ("differ", "; the first by"),
        };
        let message = format!(
            "{} of {name} {verb} from {below} by 2 words in 10 at most{first} {}",
            counted(changes.len(), "line"),
            changes[0]
        );
        (message, "say more of what is new, or give both lines the same `{#id}`".to_owned())
    })
}
