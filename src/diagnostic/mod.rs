//! One type for everything that can be wrong with the content, collected and drawn once.
//!
//! Knows no type of the domain: a diagnostic is made beside the code that finds the problem.

mod github;
mod json;
mod nearest;
mod text;

pub use github::github;
pub use json::json;
pub use nearest::{did_you_mean, nearest};
pub use text::{summary, text};

use crate::source::Span;

/// One problem, at one place, in words its author can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable slug, e.g. `unknown-level`; also the argument of `rungs explain`.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do about it.
    pub help: Option<String>,
}

/// How bad a problem is, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; never fails anything.
    Note,
    /// Probably a mistake; fails with `--strict`.
    Warning,
    /// No site can be made from this.
    Error,
}

impl Severity {
    /// The word for it: `note`, `warning` or `error`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, span, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, span, message)
    }

    /// A problem of any severity.
    pub fn new(
        severity: Severity,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { severity, code, message: message.into(), span, help: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same with advice, if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }
}

/// All problems found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    known: usize,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
        self.known += other.known;
    }

    /// Counts problems that are left out, because they are known.
    pub fn add_known(&mut self, count: usize) {
        self.known += count;
    }

    /// How many are left out, because they are known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.known
    }

    /// Whether a site can't be made.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What to show of it where a whole list would drown the reader: if there are errors, all of
    /// them and nothing else, otherwise the first few of the rest. Says how many are left out.
    #[must_use]
    pub fn worst(&self) -> (Diagnostics, usize) {
        const FEW: usize = 10;
        let has_errors = self.has_errors();
        let is_error = |one: &&Diagnostic| one.severity == Severity::Error;
        let sorted = self.sorted();
        let shown: Vec<Diagnostic> = match has_errors {
            true => sorted.iter().copied().filter(is_error).cloned().collect(),
            false => sorted.iter().copied().take(FEW).cloned().collect(),
        };
        let left_out = sorted.len() - shown.len();
        (Diagnostics { list: shown, known: 0 }, left_out)
    }

    /// The same with one of those that have a code and a place in common, which says how many there
    /// are: what is wrong with a text shows on every page that has it.
    #[must_use]
    pub fn each_place_once(&self) -> Diagnostics {
        let sorted = self.sorted();
        let same = sorted.chunk_by(|one, next| (one.span, one.code) == (next.span, next.code));
        let one = |all: &[&Diagnostic]| {
            let mut one = all.first().map(|first| (*first).clone())?;
            if all.len() > 1 {
                one.message += &format!(" (and {} more such)", all.len() - 1);
            }
            Some(one)
        };
        Diagnostics { list: same.filter_map(one).collect(), known: self.known }
    }

    /// All, sorted by file, place and code, each once: the order in which they are shown.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<_> = self.list.iter().collect();
        list.sort_by_key(|one| (one.span, std::cmp::Reverse(one.severity), one.code, &one.message));
        list.dedup();
        list
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.list.extend(iter);
    }
}
