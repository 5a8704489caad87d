use super::content::steps;
use super::lines::{Lines, key_of};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{AttributeValue, Cell, Expectation, Level, Prose, Value};

pub(super) const RULE: Rule = Rule {
    code: "level-equals-neighbour",
    severity: Severity::Warning,
    title: "A level that asks for exactly what the one below asks for",
    explanation: "Every competency and every fact of the level is that of the level below, word \
                  for word. Nobody can tell what a promotion would change, and the step between \
                  the two is an empty page.",
    example: "# ic4.md is a copy of ic3.md with another title",
    mend: "Say what is new at the higher level, or take one of the two out of the role's `levels`.",
    mended: "",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (_, level)) in steps(role) {
            if are_equal(content.lines(), below, level) {
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

/// Whether nothing tells two levels of a role apart.
pub(super) fn are_equal(lines: &Lines<'_>, below: &Level, level: &Level) -> bool {
    below.cells.iter().zip(&level.cells).all(|(a, b)| are_equal_cells(lines, a, b))
        && below.attributes.len() == level.attributes.len()
        && below.attributes.iter().zip(&level.attributes).all(|(a, b)| is_same_fact(lines, a, b))
}

fn are_equal_cells(lines: &Lines<'_>, below: &Cell, level: &Cell) -> bool {
    below.state == level.state
        && below.proficiency == level.proficiency
        && have_equal_keys(lines, &below.expectations, &level.expectations)
        && intro(&below.intro) == intro(&level.intro)
}

fn is_same_fact(lines: &Lines<'_>, below: &AttributeValue, level: &AttributeValue) -> bool {
    below.attribute.id == level.attribute.id
        && match (&below.value, &level.value) {
            (Value::Text(a), Value::Text(b)) => key_of(&a.markdown) == key_of(&b.markdown),
            (Value::Ordered(a), Value::Ordered(b)) => a == b,
            (
                Value::List { intro: a_intro, expectations: a },
                Value::List { intro: b_intro, expectations: b },
            ) => intro(a_intro) == intro(b_intro) && have_equal_keys(lines, a, b),
            _ => false,
        }
}

/// Whether two cells have the same lines, in whatever order.
fn have_equal_keys(lines: &Lines<'_>, a: &[Expectation], b: &[Expectation]) -> bool {
    let sorted = |list: &[Expectation]| {
        let mut keys = lines.keys(list).to_vec();
        keys.sort_unstable();
        keys
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

fn intro(prose: &Option<Prose>) -> Option<u64> {
    prose.as_ref().map(|prose| key_of(&prose.markdown))
}
