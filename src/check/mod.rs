//! Rules about a framework that can be made, but shouldn't be left so; and the one table of
//! every code that any stage reports, with what it means and how to mend it.
//!
//! A rule is a file: its row of [`RULES`] and its finder, a pure function. A finder knows neither
//! its code nor its severity, and no rule knows another. Rows without a finder (`catalogue/`) are
//! of problems that other stages report beside the code that finds them.

mod allowed;
mod baseline;
mod content;
mod explain;
mod lines;
mod links;
mod settings;
mod texts;
mod words;

mod adjacent_duplicate;
mod alike;
mod broken_link;
mod candidates_guide;
mod catalogue;
mod cell_size;
mod competency_name_drift;
mod compound;
mod duplicate_line;
mod empty_definition;
mod empty_pillar;
mod experience_proxy;
mod falling_attribute;
mod falling_proficiency;
mod frequency_word;
mod gendered_words;
mod illegal_topic;
mod inclusive_terms;
mod leading_question;
mod legacy_without_replacement;
mod loop_coverage;
mod no_differentiation;
mod not_demonstrable;
mod orphan_competency;
mod person_voice;
mod placeholder;
mod prose_inheritance;
mod reading_grade;
mod remote_picture;
mod scorecard_anchors;
mod shared_line;
mod split_competency;
mod unknown_term;
mod unmarked_cell;
mod unsafe_link;
mod unused_attribute;
mod unused_family;
mod unused_level;
mod unused_term;
mod unused_track;
mod unwritten_level;
mod vague_word;
mod weights;

pub use content::Content;
pub use explain::explain;
pub use settings::{Overrides, Settings};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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
    /// What finds milder or worse cases of it, each with how bad those are.
    pub also: &'static [(Severity, Finder)],
    /// Whether it holds only where somebody asks for it.
    pub is_off: bool,
    /// Whether neither settings nor content can allow it: the site itself would be wrong.
    pub is_fixed: bool,
}

/// What most rows have in common.
const ROW: Rule = Rule {
    code: "",
    severity: Severity::Error,
    title: "",
    explanation: "",
    example: "",
    mend: "",
    mended: "",
    find: None,
    also: &[],
    is_off: false,
    is_fixed: false,
};

impl Rule {
    /// What finds it, each with how bad that is unless somebody says otherwise.
    fn finders(&self) -> impl Iterator<Item = (Severity, Finder)> {
        self.find.map(|find| (self.severity, find)).into_iter().chain(self.also.iter().copied())
    }

    /// Whether settings and content may say how strictly it holds.
    #[must_use]
    pub fn is_settable(&self) -> bool {
        self.find.is_some() && !self.is_fixed
    }
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
#[derive(Clone)]
pub struct Finding {
    /// Where.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What it is an entry of.
    list: Option<List>,
}

/// Many places that are told in one problem, such as the words of one page.
#[derive(Clone)]
struct List {
    /// Equal for what a finder tells together.
    page: Span,
    tell: Arc<Tell>,
}

/// Makes a message and a help of the entries that are left when settings, content and baseline have
/// had their say: the messages of all findings, in their order.
type Tell = dyn Fn(&[&str]) -> (String, String) + Send + Sync;

impl List {
    fn new(page: Span, tell: impl Fn(&[&str]) -> (String, String) + Send + Sync + 'static) -> List {
        List { page, tell: Arc::new(tell) }
    }

    /// An entry: where, and what to say of it.
    fn entry(&self, span: Span, entry: impl Into<String>) -> Finding {
        Finding { list: Some(self.clone()), ..Finding::new(span, entry, "") }
    }
}

impl Finding {
    /// A problem at a place, and what to do about it.
    pub(crate) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { span, message: message.into(), help: help.into(), list: None }
    }
}

/// Every kind of problem: those found here, by code, then those of other stages.
pub static RULES: [&[Rule]; 5] =
    [OWN, catalogue::CONTENT, catalogue::PARSE, catalogue::MODEL, catalogue::RENDER];

/// Codes of former days, each with the rule that says it now.
const RENAMED: &[(&str, &str)] = &[
    ("copied-cell", "adjacent-duplicate"),
    ("copied-line", "adjacent-duplicate"),
    ("dimension-in-no-stage", "loop-coverage"),
    ("dimension-without-anchor", "scorecard-anchors"),
    ("level-equals-neighbour", "no-differentiation"),
    ("stage-too-short", "loop-coverage"),
    ("too-few-assessors", "loop-coverage"),
    ("weights-without-reason", "weights"),
];

const OWN: &[Rule] = &[
    adjacent_duplicate::RULE,
    broken_link::RULE,
    candidates_guide::RULE,
    cell_size::RULE,
    competency_name_drift::RULE,
    compound::RULE,
    duplicate_line::RULE,
    empty_definition::RULE,
    empty_pillar::RULE,
    experience_proxy::RULE,
    falling_attribute::RULE,
    falling_proficiency::RULE,
    frequency_word::RULE,
    gendered_words::RULE,
    illegal_topic::RULE,
    inclusive_terms::RULE,
    leading_question::RULE,
    legacy_without_replacement::RULE,
    loop_coverage::RULE,
    no_differentiation::RULE,
    not_demonstrable::RULE,
    orphan_competency::RULE,
    person_voice::RULE,
    placeholder::RULE,
    prose_inheritance::RULE,
    reading_grade::RULE,
    remote_picture::RULE,
    scorecard_anchors::RULE,
    shared_line::RULE,
    split_competency::RULE,
    unknown_term::RULE,
    unmarked_cell::RULE,
    unsafe_link::RULE,
    unused_attribute::RULE,
    unused_family::RULE,
    unused_level::RULE,
    unused_term::RULE,
    unused_track::RULE,
    unwritten_level::RULE,
    vague_word::RULE,
    weights::RULE,
];

/// Finds every problem that is an error, and adds it: without any, a site can be made.
///
/// Cost: a search through the text of all files, and what holds links.
pub fn errors(
    framework: &Framework,
    sources: &Sources,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    let is_whole = !diagnostics.has_errors();
    settings.report(diagnostics);
    let content = Content::new(framework, sources, settings);
    told(&content, Part::Errors, is_whole, diagnostics);
}

/// Finds every other problem. `is_whole` says that nothing was left out of the framework because of
/// an error.
///
/// Cost: linear in the content; no rule compares all pairs of anything.
pub fn advice(
    framework: &Framework,
    sources: &Sources,
    settings: &Settings,
    is_whole: bool,
    diagnostics: &mut Diagnostics,
) {
    let content = Content::new(framework, sources, settings);
    told(&content, Part::Advice, is_whole, diagnostics);
}

/// The text of a baseline that holds every problem there is.
#[must_use]
pub fn new_baseline(framework: &Framework, sources: &Sources, settings: &Settings) -> String {
    let content = Content::new(framework, sources, settings);
    let parts = [Part::Errors, Part::Advice];
    let found = parts.into_iter().flat_map(|part| found(&content, part, true, &|_| true));
    let found: Vec<Found> = found.collect();
    let (found, _) = settings.allowed.leave_out(sources, found);
    baseline::written(sources, &found)
}

/// Half of a check: a site needs the one, and can wait for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Errors,
    Advice,
}

impl Part {
    fn of(severity: Severity) -> Part {
        if severity == Severity::Error { Part::Errors } else { Part::Advice }
    }
}

/// What a rule found, before anybody allowed it.
struct Found {
    rule: &'static Rule,
    /// Which of the rule's finders did.
    finder: usize,
    severity: Severity,
    finding: Finding,
}

/// Runs the rules of one part, and says what is neither allowed nor known.
fn told(content: &Content<'_>, part: Part, is_whole: bool, diagnostics: &mut Diagnostics) {
    let (settings, sources) = (content.settings, content.sources);
    let mut counts = settings.baseline.counts();
    let all = found(content, part, is_whole, &|_| true);
    let (left, mut used) = settings.allowed.leave_out(sources, all);
    let unknown = counts.leave_out(sources, left);
    diagnostics.extend(together(unknown));
    if part == Part::Errors {
        return;
    }
    // What is allowed, or known, may have been used up by errors.
    let is_named = |rule: &Rule| settings.allowed.names(rule) || settings.baseline.names(rule);
    let errors = found(content, Part::Errors, is_whole, &is_named);
    let (left, used_up) = settings.allowed.leave_out(sources, errors);
    used.extend(used_up);
    counts.leave_out(sources, left);
    diagnostics.add_known(settings.baseline.counts().sum() - counts.sum());
    if is_whole {
        let was_run =
            |rule: &Rule| rule.finders().any(|(usual, _)| settings.severity(rule, usual).is_some());
        diagnostics.extend(settings.allowed.unused(&used, was_run));
        diagnostics.extend(settings.baseline.stale(&counts, was_run));
    }
}

/// Runs the rules of one part, in parallel; each problem once, since shared content is met in every
/// role that includes it.
fn found(
    content: &Content<'_>,
    part: Part,
    is_whole: bool,
    is_wanted: &dyn Fn(&Rule) -> bool,
) -> Vec<Found> {
    let finders = OWN.iter().filter(|rule| is_wanted(rule));
    let finders = finders.flat_map(|rule| rule.finders().enumerate().map(move |one| (rule, one)));
    let finders = finders.filter_map(|(rule, (at, (usual, find)))| {
        let severity = content.settings.severity(rule, usual)?;
        (Part::of(severity) == part).then_some((rule, at, severity, find))
    });
    let finders: Vec<(&'static Rule, usize, Severity, Finder)> = finders.collect();
    let found = finders.into_par_iter().map(|(rule, finder, severity, find)| {
        let findings = match find {
            Finder::Present(find) => find(content),
            Finder::Absent(find) if is_whole => find(content),
            Finder::Absent(_) => Vec::new(),
        };
        let mut seen = HashSet::new();
        let mut is_new = |one: &Finding| seen.insert((one.span, one.message.clone()));
        let findings = findings.into_iter().filter(|one| is_new(one));
        findings.map(|finding| Found { rule, finder, severity, finding }).collect::<Vec<_>>()
    });
    found.flatten_iter().collect()
}

/// Problems as they are told: entries of a list in one message, where the first of them stands.
fn together(found: Vec<Found>) -> Vec<Diagnostic> {
    let mut told: Vec<(Found, Vec<String>)> = Vec::new();
    let mut places: HashMap<(&str, usize, Span), usize> = HashMap::new();
    for one in found {
        if let Some(list) = &one.finding.list {
            let key = (one.rule.code, one.finder, list.page);
            if let Some(at) = places.get(&key) {
                told[*at].1.push(one.finding.message);
                continue;
            }
            places.insert(key, told.len());
        }
        let entries = vec![one.finding.message.clone()];
        told.push((one, entries));
    }
    let diagnostic = |(one, entries): (Found, Vec<String>)| {
        let Found { rule, severity, finding, .. } = one;
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let (message, help) = match &finding.list {
            Some(list) => (list.tell)(&entries),
            None => (finding.message, finding.help),
        };
        Diagnostic::new(severity, rule.code, finding.span, message).help(help)
    };
    told.into_iter().map(diagnostic).collect()
}

/// The rule of a code, be that a former one.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    let renamed = RENAMED.iter().find(|(old, _)| *old == code).map(|(_, new)| *new);
    let code = renamed.unwrap_or(code);
    RULES.into_iter().flatten().find(|rule| rule.code == code)
}
