use std::collections::HashSet;

use aho_corasick::AhoCorasick;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Cell, Competency, Framework, Level};
use crate::source::FileId;

pub(super) const RULE: Rule = Rule {
    code: "prose-inheritance",
    severity: Severity::Warning,
    title: "A sentence that points to another level instead of a mark",
    explanation: "The text says that what another level expects holds here too. A reader has to \
                  open that page, and the two can't be compared: what is inherited by a sentence \
                  is missing from the matrix, the step and the scorecard.",
    example: "### Delivery\n\n- Same as IC3, but for more teams.",
    mend: "Let the mark say it, and write only what is new. A framework in which every level adds \
           to those below is `cumulative = true`.",
    mended: "### Delivery {same_as=ic3}\n\n- Plans the work of several teams. {#plans-across}",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// What stands before the name of a level where it is inherited by a sentence.
///
/// Twice, instead of once with letter case ignored: a search for few exact words is many times as
/// fast, and this one reads everything.
const TRIGGERS: [&str; 18] = [
    "same as ",
    "Same as ",
    "same expectations as ",
    "in addition to ",
    "In addition to ",
    "on top of ",
    "On top of ",
    "everything in ",
    "Everything in ",
    "everything from ",
    "Everything from ",
    "everything at ",
    "Everything at ",
    "everything expected of ",
    "Everything expected of ",
    "all expectations of ",
    "All expectations of ",
    "ll of the expectations of ",
];

/// Words that may stand between the two.
const FILLERS: [&str; 12] = [
    "the",
    "an",
    "a",
    "all",
    "at",
    "of",
    "for",
    "level",
    "expectations",
    "behaviours",
    "behaviors",
    "every",
];

fn find(content: &Content<'_>) -> Vec<Finding> {
    let Some((finder, files)) = content.finder(&TRIGGERS) else { return Vec::new() };
    let names = level_names(content.framework);
    let mut found = Vec::new();
    for role in content.roles() {
        for (at, level) in role.levels.iter().enumerate() {
            let lower = &role.levels[..at];
            let cells = level.cells.iter().zip(&role.competencies);
            for (cell, competency) in cells.filter(|(cell, _)| is_of(cell, &files)) {
                found.extend(in_cell(content, &finder, &names, (lower, cell, competency)));
            }
        }
    }
    found
}

/// Whether any text of a cell stands in one of these files.
fn is_of(cell: &Cell, files: &HashSet<FileId>) -> bool {
    let texts = cell.expectations.iter().map(|one| &one.behaviour.text).chain(&cell.intro);
    !files.is_empty() && texts.into_iter().any(|text| files.contains(&text.span.file))
}

fn in_cell(
    content: &Content<'_>,
    finder: &AhoCorasick,
    names: &[(String, String)],
    (lower, cell, competency): (&[Level], &Cell, &Competency),
) -> Option<Finding> {
    let texts = cell.expectations.iter().map(|one| &one.behaviour.text).chain(&cell.intro);
    let mut phrases = texts.filter_map(|text| {
        let mut found = finder.find_iter(&*text.markdown);
        found.find_map(|one| {
            let id = level_after(&text.markdown[one.end()..], names)?;
            Some((text, &text.markdown[one.range()], id))
        })
    });
    let is_lower = |id: &str| lower.iter().any(|level| level.id.as_str() == id);
    let (text, phrase, id) = phrases.find(|(_, _, id)| is_lower(id))?;
    let span = content.place_of(phrase.trim_end(), text.span);
    let message = format!("`{}` points to another level in a sentence", competency.name);
    let help = format!("write `### {} {{same_as={id}}}` and only what is new", competency.name);
    Some(Finding::new(span, message, help))
}

/// Ids and names of all levels in lower case, each with the id.
fn level_names(framework: &Framework) -> Vec<(String, String)> {
    let levels = framework.tracks.iter().flat_map(|track| &track.levels);
    let names = levels.flat_map(|one| {
        [(one.id.to_string(), one.id.to_string()), (one.name.to_lowercase(), one.id.to_string())]
    });
    names.collect()
}

/// The level that a text names first, but for words that mean nothing here.
fn level_after<'n>(text: &str, names: &'n [(String, String)]) -> Option<&'n str> {
    let rest: String = text.chars().take(80).collect::<String>().to_lowercase();
    let mut rest = rest.as_str();
    loop {
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let is_here = |name: &str| {
            let after = rest.strip_prefix(name);
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        if let Some((_, id)) = names.iter().find(|(name, _)| is_here(name)) {
            return Some(id);
        }
        let filler = FILLERS.iter().find(|filler| is_here(filler))?;
        rest = &rest[filler.len()..];
    }
}
