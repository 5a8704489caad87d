use std::collections::{HashMap, HashSet};

use super::settings::unknown;
use super::{Found, Rule, Settings, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::{Allow, Scope};
use crate::source::{FileId, Sources, Span};

/// What content allows. Rules don't know of it: what they found is held against the places of all
/// `allow`s here, and nowhere else.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    /// Those that name a rule, and say why.
    list: Vec<Allow>,
    /// Their places in the list, by rule.
    by_rule: HashMap<&'static str, Vec<usize>>,
}

impl Allowed {
    /// Keeps what can be allowed, and says what is wrong with the rest.
    pub(super) fn new(allows: Vec<Allow>, problems: &mut Vec<Diagnostic>) -> Allowed {
        let mut allowed = Allowed::default();
        for allow in allows {
            match Settings::settable(&allow.rule) {
                Err((message, help)) => problems.push(unknown(allow.span, message, help)),
                Ok(rule) => {
                    if allow.reason.trim().is_empty() {
                        problems.push(without_reason(&allow));
                    }
                    allowed.by_rule.entry(rule.code).or_default().push(allowed.list.len());
                    allowed.list.push(allow);
                }
            }
        }
        allowed
    }

    /// Whether anything of a rule is allowed.
    pub(super) fn names(&self, rule: &Rule) -> bool {
        self.by_rule.contains_key(rule.code)
    }

    /// What nobody allows, and the places in the list of those that allowed the rest.
    pub(super) fn leave_out(
        &self,
        sources: &Sources,
        mut found: Vec<Found>,
    ) -> (Vec<Found>, HashSet<usize>) {
        let mut used = HashSet::new();
        found.retain(|one| {
            let places = self.by_rule.get(one.rule.code).map(Vec::as_slice).unwrap_or_default();
            let mut is_allowed = false;
            for at in
                places.iter().filter(|at| holds(sources, self.list[**at].scope, one.finding.span))
            {
                used.insert(*at);
                is_allowed = true;
            }
            !is_allowed
        });
        (found, used)
    }

    /// Says which allow nothing, of the rules that were run.
    pub(super) fn unused(
        &self,
        used: &HashSet<usize>,
        was_run: impl Fn(&Rule) -> bool,
    ) -> Vec<Diagnostic> {
        let unused = self.list.iter().enumerate().filter(|(at, _)| !used.contains(at));
        let unused = unused.filter(|(_, allow)| rule(&allow.rule).is_some_and(&was_run));
        let diagnostic = |(_, allow): (usize, &Allow)| {
            let message = format!("nothing here needs `{}` allowed", allow.rule);
            Diagnostic::new(Severity::Note, "unused-allow", allow.span, message)
                .help("take it away: it would hide the next such problem")
        };
        unused.map(diagnostic).collect()
    }
}

/// Whether a place lies where an `allow` holds.
fn holds(sources: &Sources, scope: Scope, span: Span) -> bool {
    match scope {
        Scope::Within(scope) => {
            scope.file == span.file && scope.start <= span.start && span.end <= scope.end
        }
        Scope::Folder(file) => {
            file == span.file || folder(sources, file) == folder(sources, span.file)
        }
    }
}

/// The folder that a file lies in.
fn folder(sources: &Sources, file: FileId) -> &str {
    sources.file(file).path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn without_reason(allow: &Allow) -> Diagnostic {
    let message = format!("nothing says why `{}` is allowed here", allow.rule);
    Diagnostic::error("missing-reason", allow.span, message)
        .help("give the reason in a sentence, for whoever reads this after you")
}
