use std::collections::HashMap;

use super::lines::has_words;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Competency, Expectation, Level, Role};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-line",
    severity: Severity::Warning,
    title: "A line that stands twice on one page",
    explanation: "Two behaviours of one level have the same words, in one competency or in two, \
                  written there or inherited. Readers wonder what the difference is, and a panel \
                  would rate the same thing twice. Letter case and punctuation don't count.",
    example: "### Ownership\n\n- Says early what is late.\n\n### Delivery\n\n- Says early what is late.",
    mend: "Keep it where it fits best. If it is inherited too, delete the role's own.",
    mended: "### Delivery\n\n- Says early what is late. {#says-late}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut first = HashMap::new();
    for role in content.roles() {
        for (at, level) in role.levels.iter().enumerate() {
            first.clear();
            for (one, key, competency) in expectations(content, role, level) {
                let (other, place) = *first.entry(key).or_insert((one, competency));
                let is_new = [one, other].iter().any(|one| usize::from(one.since) == at);
                let is_other = !std::ptr::eq(one, other)
                    && one.behaviour.text.span != other.behaviour.text.span;
                if is_new && is_other && has_words(&one.behaviour.text.markdown) {
                    found.push(finding(level, (one, competency), (other, place)));
                }
            }
        }
    }
    found
}

/// What a level expects, each with the key of its line and where it stands.
fn expectations<'r>(
    content: &'r Content<'_>,
    role: &'r Role,
    level: &'r Level,
) -> impl Iterator<Item = (&'r Expectation, u64, &'r Competency)> {
    let cells = role.competencies.iter().zip(&level.cells);
    cells.flat_map(|(competency, cell)| {
        let keys = content.lines().keys(&cell.expectations).iter();
        cell.expectations.iter().zip(keys).map(|(one, key)| (one, *key, &**competency))
    })
}

/// Said of the role's own line rather than of an inherited one: that is where it can go.
fn finding(
    level: &Level,
    (one, competency): (&Expectation, &Competency),
    (other, place): (&Expectation, &Competency),
) -> Finding {
    let is_own = |one: &Expectation| one.origin.set().is_none();
    let span = match is_own(other) && !is_own(one) {
        true => other.behaviour.text.span,
        false => one.behaviour.text.span,
    };
    let inherited = [one, other].into_iter().find_map(|one| one.origin.set());
    let message = match competency.id == place.id {
        true => format!("this line stands twice in `{}` at {}", place.name, level.name),
        false => format!(
            "this line stands twice at {}: in `{}` and in `{}`",
            level.name, place.name, competency.name
        ),
    };
    let help = match inherited {
        Some(set) => format!("delete the one that doesn't come from the shared set `{}`", set.id),
        None => "keep it where it fits best".to_owned(),
    };
    Finding::new(span, message, help)
}
