use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::{Found, Rule, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::{BaselineFile, Document, KnownTable, Placed};
use crate::source::{Sources, Span};

/// Problems that are known: they were there before somebody began to check.
///
/// A problem is known by its rule, its file and the text that it is about, so that edits elsewhere
/// don't move it; as often as it was there when the baseline was written.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    file: Option<Document<BaselineFile>>,
}

/// How often each problem is still known: those of `known`, in their order.
pub(super) struct Counts {
    places: BTreeMap<Key, usize>,
    left: Vec<usize>,
}

/// Rule, file and fingerprint.
type Key = (String, String, String);

impl Baseline {
    pub(super) fn new(file: Option<Document<BaselineFile>>) -> Baseline {
        Baseline { file }
    }

    fn known(&self) -> impl Iterator<Item = &Placed<KnownTable>> {
        self.file.iter().flat_map(|file| &file.value.known)
    }

    /// Whether it knows a problem of a rule.
    pub(super) fn names(&self, rule: &Rule) -> bool {
        self.known().any(|one| one.get_ref().rule == rule.code)
    }

    /// All that it knows.
    pub(super) fn counts(&self) -> Counts {
        let key = |one: &KnownTable| (one.rule.clone(), one.file.clone(), one.text.clone());
        let places = self.known().enumerate().map(|(at, one)| (key(one.get_ref()), at)).collect();
        Counts { places, left: self.known().map(|one| one.get_ref().count).collect() }
    }

    /// Says how many entries match fewer problems than they hold, of rules that were run.
    pub(super) fn stale(
        &self,
        counts: &Counts,
        was_run: impl Fn(&Rule) -> bool,
    ) -> Option<Diagnostic> {
        let was_run =
            |code: &str| rule(code).is_none_or(|rule| !rule.is_settable() || was_run(rule));
        let gone = self.known().zip(&counts.left);
        let gone = gone.filter(|(one, left)| **left > 0 && was_run(&one.get_ref().rule));
        let gone: Vec<_> = gone.map(|(one, _)| one).collect();
        let (file, first) = (self.file.as_ref()?.file, gone.first()?);
        let message = match gone.len() {
            1 => "this problem is gone".to_owned(),
            count => format!("{count} of these problems are gone; this is the first"),
        };
        let span = Span::new(file, first.span());
        let help = "write the rest with `rungs check --write-baseline`, so that none comes back";
        Some(Diagnostic::new(Severity::Note, "stale-baseline", span, message).help(help))
    }
}

impl Counts {
    /// All together.
    pub(super) fn sum(&self) -> usize {
        self.left.iter().copied().fold(0, usize::saturating_add)
    }

    /// What isn't known; what is, is so one time less.
    pub(super) fn leave_out(&mut self, sources: &Sources, mut found: Vec<Found>) -> Vec<Found> {
        if self.left.is_empty() {
            return found;
        }
        found.retain(|one| {
            let place = self.places.get(&key(sources, one));
            match place.map(|at| &mut self.left[*at]) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        found
    }
}

/// What a problem is known by.
fn key(sources: &Sources, one: &Found) -> Key {
    let file = sources.file(one.finding.span.file);
    let text = file.content.readable().get(one.finding.span.range()).unwrap_or_default();
    // The file is kept: no other hash is the same in every version and on every machine.
    let digest = Sha256::digest(text.trim().as_bytes());
    let text = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    (one.rule.code.to_owned(), file.path.to_string(), text)
}

/// A baseline file that holds these problems: sorted, one a line.
pub(super) fn written(sources: &Sources, found: &[Found]) -> String {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(key(sources, one)).or_default() += 1;
    }
    let mut by_file: Vec<(Key, usize)> = counts.into_iter().collect();
    by_file.sort_by(|((_, a, _), _), ((_, b, _), _)| a.cmp(b));
    let line = |((rule, file, text), count): &(Key, usize)| {
        let file = toml::Value::from(file.as_str());
        format!("  {{ file = {file}, rule = \"{rule}\", text = \"{text}\", count = {count} }},\n")
    };
    let lines: String = by_file.iter().map(line).collect();
    format!(
        "# Problems that `rungs check` leaves out, because they were there when it began. Mend them one\n\
         # by one, and write the rest again: `rungs check --write-baseline`.\nknown = [\n{lines}]\n"
    )
}
