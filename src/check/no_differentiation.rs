use super::alike::ratio;
use super::content::{listed, name_of, steps};
use super::lines::{key_of, key_of_behaviour, words_of};
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{AttributeValue, Cell, CellState, Expectation, Level, Prose, Role, Value};

pub(super) const RULE: Rule = Rule {
    code: "no-differentiation",
    severity: Severity::Warning,
    title: "Two levels next to each other that ask for the same",
    explanation: "A competency has the same lines at both levels, but for a word here and there (8 of \
                  10 words are the same, in the same order), and neither `same_as` nor `cumulative` \
                  says that this is meant. Nobody can tell what a promotion would change, and a panel \
                  can't say which of the two it saw. Of the pairs of a published framework one in \
                  eleven is the same word for word.\n\n\
                  A whole level that asks for exactly what the one below asks for is an error: every \
                  competency and every fact is the same, and the step between the two an empty page.",
    example: "# ic3.md and ic4.md\n### Mentoring\n\n- Helps new colleagues find their way.",
    mend: "Say what is new at the higher level. If nothing is, say so by a mark; if nothing is in \
           any competency, take one of the two levels out of the role's `levels`.",
    mended: "### Mentoring {same_as=ic3}",
    find: Some(Finder::Present(find)),
    also: &[(Severity::Error, Finder::Present(whole_levels))],
    ..ROW
};

/// A cell of more lines is reported for that, and comparing all of them with all takes long.
const MANY: usize = 40;

fn whole_levels(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (_, level)) in steps(role) {
            if are_equal(below, level) {
                let message = format!(
                    "{} of `{}` asks for exactly what {} asks for",
                    level.name, role.title, below.name
                );
                let help = format!(
                    "say what {} adds, or take one of them out of `levels` in role.toml",
                    level.name
                );
                found.push(Finding::new(level.span, message, help));
            }
        }
    }
    found
}

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles().filter(|role| !role.cumulative) {
        for ((_, below), (_, level)) in steps(role).filter(|((_, a), (_, b))| !are_equal(a, b)) {
            found.extend(same_cells(role, below, level));
        }
    }
    found
}

fn same_cells(role: &Role, below: &Level, level: &Level) -> Vec<Finding> {
    let list = list((role, level), below);
    let cells = below.cells.iter().zip(&level.cells).zip(&role.competencies);
    let same = cells.filter(|((lower, cell), _)| is_undivided(lower, cell));
    same.map(|((_, cell), one)| list.entry(cell.span, one.name.as_str())).collect()
}

fn list((role, level): (&Role, &Level), below: &Level) -> List {
    let (name, below) = (name_of(level, role), below.name.clone());
    List::new(level.span, move |competencies| {
        let (verb, what) = match competencies.len() {
            1 => ("asks", "1 competency".to_owned()),
            count => ("ask", format!("{count} competencies")),
        };
        let message = format!(
            "{what} {verb} at {name} for what {below} does: {}",
            listed(competencies.iter().copied())
        );
        (message, "say what is new, or let the mark `{same_as=…}` say that nothing is".to_owned())
    })
}

/// Whether two cells that say they differ don't: each line has a twin in the other.
fn is_undivided(lower: &Cell, cell: &Cell) -> bool {
    let count = lower.expectations.len();
    let is_meant = cell.same_as.is_some() || cell.state != CellState::Written;
    if is_meant || count != cell.expectations.len() || !(1..=MANY).contains(&count) {
        return false;
    }
    if lower.proficiency != cell.proficiency || intro(&lower.intro) != intro(&cell.intro) {
        return false;
    }
    let words = |cell: &Cell| -> Vec<Vec<u32>> {
        cell.expectations.iter().map(|one| words_of(&one.behaviour)).collect()
    };
    let (lower, mut upper) = (words(lower), words(cell));
    lower.iter().all(|line| {
        let twin = upper.iter().position(|other| ratio(line, other) > 0.0);
        twin.map(|at| upper.swap_remove(at)).is_some()
    })
}

/// Whether nothing tells two levels of a role apart. Cost: mostly that of their first competencies.
pub(super) fn are_equal(below: &Level, level: &Level) -> bool {
    below.cells.iter().zip(&level.cells).all(|(a, b)| are_equal_cells(a, b))
        && below.attributes.len() == level.attributes.len()
        && below.attributes.iter().zip(&level.attributes).all(|(a, b)| is_same_fact(a, b))
}

fn are_equal_cells(below: &Cell, level: &Cell) -> bool {
    below.state == level.state
        && below.proficiency == level.proficiency
        && have_equal_keys(&below.expectations, &level.expectations)
        && intro(&below.intro) == intro(&level.intro)
}

fn is_same_fact(below: &AttributeValue, level: &AttributeValue) -> bool {
    below.attribute.id == level.attribute.id
        && match (&below.value, &level.value) {
            (Value::Text(a), Value::Text(b)) => key_of(&a.markdown) == key_of(&b.markdown),
            (Value::Ordered(a), Value::Ordered(b)) => a == b,
            (
                Value::List { intro: a_intro, expectations: a },
                Value::List { intro: b_intro, expectations: b },
            ) => intro(a_intro) == intro(b_intro) && have_equal_keys(a, b),
            _ => false,
        }
}

/// Whether two cells have the same lines, in whatever order. Cost: a word of each line, and all of
/// them only where those are the same; sites wait for this.
fn have_equal_keys(a: &[Expectation], b: &[Expectation]) -> bool {
    a.len() == b.len()
        && sorted(a, |one| first_word(&one.behaviour.text.markdown))
            == sorted(b, |one| first_word(&one.behaviour.text.markdown))
        && sorted(a, |one| key_of_behaviour(&one.behaviour))
            == sorted(b, |one| key_of_behaviour(&one.behaviour))
}

fn sorted<K: Ord>(list: &[Expectation], key: impl Fn(&Expectation) -> K) -> Vec<K> {
    let mut keys: Vec<K> = list.iter().map(key).collect();
    keys.sort_unstable();
    keys
}

/// The first word of a text, as keys have it.
fn first_word(text: &str) -> String {
    let start = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let is_in = |letter: &char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    let letters = start.chars().take_while(is_in).filter(|one| one.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn intro(prose: &Option<Prose>) -> Option<u64> {
    prose.as_ref().map(|prose| key_of(&prose.markdown))
}
