//! Rules about a framework that can be made, but shouldn't be left so; and the one table of
//! every code that any stage reports, with what it means and how to mend it.
//!
//! A rule is a file: its row of [`RULES`] and its finder, a pure function. A finder knows neither
//! its code nor its severity, and no rule knows another. Rows without a finder (`catalogue/`) are
//! of problems that other stages report beside the code that finds them.

mod content;
mod explain;
mod lines;
mod links;
mod texts;

mod broken_link;
mod catalogue;
mod cell_size;
mod competency_name_drift;
mod copied_cell;
mod copied_line;
mod dimension_in_no_stage;
mod dimension_without_anchor;
mod duplicate_line;
mod empty_definition;
mod empty_pillar;
mod falling_attribute;
mod falling_proficiency;
mod legacy_without_replacement;
mod level_equals_neighbour;
mod orphan_competency;
mod placeholder;
mod prose_inheritance;
mod remote_picture;
mod shared_line;
mod split_competency;
mod stage_too_short;
mod too_few_assessors;
mod unknown_term;
mod unmarked_cell;
mod unsafe_link;
mod unused_attribute;
mod unused_family;
mod unused_level;
mod unused_term;
mod unused_track;
mod unwritten_level;
mod weights;
mod weights_without_reason;

pub use content::Content;
pub use explain::explain;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Framework;
use crate::source::{Sources, Span};

/// A kind of problem: what `rungs explain` says of it, and how it is found.
#[derive(Debug)]
pub struct Rule {
    /// Stable slug, e.g. `orphan-competency`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, as a heading.
    pub title: &'static str,
    /// What it means and why it matters: sentences for an editor who is no programmer.
    pub explanation: &'static str,
    /// Content that has the problem.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// The example, mended.
    pub mended: &'static str,
    /// What finds it; `None` if another stage does.
    pub find: Option<Finder>,
}

/// How a rule finds its problems.
#[derive(Debug, Clone, Copy)]
pub enum Finder {
    /// Looks at what is there.
    Present(fn(&Content<'_>) -> Vec<Finding>),
    /// Looks for what isn't there. Such a rule is silent while there are errors: what they left
    /// out isn't missing.
    Absent(fn(&Content<'_>) -> Vec<Finding>),
}

/// One problem that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Finding {
    /// A problem at a place, and what to do about it.
    pub(crate) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { span, message: message.into(), help: help.into() }
    }
}

/// Every kind of problem: those found here, by code, then those of other stages.
pub static RULES: [&[Rule]; 4] = [OWN, catalogue::PARSE, catalogue::MODEL, catalogue::RENDER];

const OWN: &[Rule] = &[
    broken_link::RULE,
    cell_size::RULE,
    competency_name_drift::RULE,
    copied_cell::RULE,
    copied_line::RULE,
    dimension_in_no_stage::RULE,
    dimension_without_anchor::RULE,
    duplicate_line::RULE,
    empty_definition::RULE,
    empty_pillar::RULE,
    falling_attribute::RULE,
    falling_proficiency::RULE,
    legacy_without_replacement::RULE,
    level_equals_neighbour::RULE,
    orphan_competency::RULE,
    placeholder::RULE,
    prose_inheritance::RULE,
    remote_picture::RULE,
    shared_line::RULE,
    split_competency::RULE,
    stage_too_short::RULE,
    too_few_assessors::RULE,
    unknown_term::RULE,
    unmarked_cell::RULE,
    unsafe_link::RULE,
    unused_attribute::RULE,
    unused_family::RULE,
    unused_level::RULE,
    unused_term::RULE,
    unused_track::RULE,
    unwritten_level::RULE,
    weights::RULE,
    weights_without_reason::RULE,
];

/// Runs every rule that finds errors, and adds what they find: without any, a site can be made.
///
/// Cost: a search through the text of all files, and what holds links.
pub fn errors(framework: &Framework, sources: &Sources, diagnostics: &mut Diagnostics) {
    let is_whole = !diagnostics.has_errors();
    run(&|rule| rule.severity == Severity::Error, framework, sources, is_whole, diagnostics);
}

/// Runs every other rule. `is_whole` says that nothing was left out of the framework because of an
/// error.
///
/// Cost: linear in the content; no rule compares all pairs of anything.
pub fn advice(
    framework: &Framework,
    sources: &Sources,
    is_whole: bool,
    diagnostics: &mut Diagnostics,
) {
    run(&|rule| rule.severity != Severity::Error, framework, sources, is_whole, diagnostics);
}

/// Runs the chosen rules, in parallel.
fn run(
    is_chosen: &(dyn Fn(&Rule) -> bool + Sync),
    framework: &Framework,
    sources: &Sources,
    is_whole: bool,
    diagnostics: &mut Diagnostics,
) {
    let content = Content::new(framework, sources);
    let rules = OWN.par_iter().filter(|rule| is_chosen(rule));
    let found: Vec<Vec<Diagnostic>> = rules.map(|rule| apply(rule, &content, is_whole)).collect();
    diagnostics.extend(found.into_iter().flatten());
}

/// What one rule finds, each problem once: shared content is met in every role that includes it.
fn apply(rule: &Rule, content: &Content<'_>, is_whole: bool) -> Vec<Diagnostic> {
    let findings = match rule.find {
        Some(Finder::Present(find)) => find(content),
        Some(Finder::Absent(find)) if is_whole => find(content),
        _ => return Vec::new(),
    };
    let mut seen = HashSet::new();
    let findings = findings.into_iter().filter(|one| seen.insert((one.span, one.message.clone())));
    let diagnostic = |one: Finding| {
        Diagnostic::new(rule.severity, rule.code, one.span, one.message).help(one.help)
    };
    findings.map(diagnostic).collect()
}

/// The rule of a code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.into_iter().flatten().find(|rule| rule.code == code)
}
