use std::collections::HashMap;

use super::allowed::Allowed;
use super::baseline::Baseline;
use super::{OWN, RENAMED, Rule, rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, did_you_mean};
use crate::parse::{self, Allow, BookFile, Document, MostTable, Text, Voice};
use crate::source::{Sources, Span};

/// How strictly each rule holds, where, and from what number on: what `book.toml`, the content and
/// the command line say together.
#[derive(Debug)]
pub struct Settings {
    /// What somebody said; `None` for off.
    severities: HashMap<&'static str, Option<Severity>>,
    /// Who speaks in behaviours.
    pub(super) voice: Option<Voice>,
    /// How much is not too much.
    pub(super) most: MostTable,
    /// The language of texts that say no other.
    pub(super) language: String,
    pub(super) allowed: Allowed,
    pub(super) baseline: Baseline,
    /// What is wrong with the settings themselves.
    problems: Vec<Diagnostic>,
}

/// What the command line says in place of `book.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Codes of rules, each with how bad its problems are; `None` for off. Other codes than those
    /// of rules that can be set mean nothing: see [`Settings::settable`].
    pub severities: Vec<(String, Option<Severity>)>,
    /// Tell of what the baseline knows too.
    pub ignore_baseline: bool,
}

impl Settings {
    /// Settings of a book, with what its content allows and what its baseline knows. What is wrong
    /// with any of them is said by [`super::errors`], but for a baseline that can't be read.
    pub fn new(
        sources: &Sources,
        book: Option<&Document<BookFile>>,
        allows: Vec<Allow>,
        overrides: &Overrides,
        diagnostics: &mut Diagnostics,
    ) -> Settings {
        let table = book.map(|book| book.value.check.clone()).unwrap_or_default();
        let mut problems = Vec::new();
        let mut severities = HashMap::new();
        let lists = [
            (&table.deny, Some(Severity::Error)),
            (&table.warn, Some(Severity::Warning)),
            (&table.note, Some(Severity::Note)),
            (&table.allow, None),
        ];
        let named =
            lists.iter().flat_map(|(list, severity)| list.iter().map(|one| (one, *severity)));
        for (name, severity) in named {
            let Some(book) = book else { break };
            match Settings::settable(name.get_ref()) {
                Err((message, help)) => {
                    problems.push(unknown(parse::span_of(book.file, name), message, help))
                }
                Ok(rule) if severities.insert(rule.code, severity).is_some() => {
                    problems.push(named_twice(book, name));
                }
                Ok(_) => {}
            }
        }
        for (code, severity) in &overrides.severities {
            severities.extend(Settings::settable(code).ok().map(|rule| (rule.code, *severity)));
        }
        let language = book.map_or("en", |book| book.value.book.language.get_ref()).to_owned();
        let baseline = match overrides.ignore_baseline {
            true => None,
            false => parse::baseline(sources, diagnostics),
        };
        Settings {
            severities,
            voice: table.voice,
            most: table.most,
            language,
            allowed: Allowed::new(allows, &mut problems),
            baseline: Baseline::new(baseline),
            problems,
        }
    }

    /// The rule of a code, if it can be set; what is wrong with the code, and what to do.
    ///
    /// # Errors
    /// Message and help if no rule has the code, or if it is about what makes a site.
    pub fn settable(code: &str) -> Result<&'static Rule, (String, String)> {
        if let Some((_, new)) = RENAMED.iter().find(|(old, _)| *old == code) {
            return Err((
                format!("the rule `{code}` has another name now"),
                format!("write `{new}`"),
            ));
        }
        match rule(code) {
            Some(rule) if rule.is_settable() => Ok(rule),
            Some(_) => Err((
                format!("`{code}` always holds"),
                "it is about the shape of the content, and without it the site would be wrong; \
                 rules of what the content says can be set"
                    .to_owned(),
            )),
            None => {
                let known = OWN.iter().filter(|rule| rule.is_settable()).map(|rule| rule.code);
                let help = did_you_mean(code, known);
                let help = help.unwrap_or_else(|| "`rungs explain` lists all rules".to_owned());
                Err((format!("no rule is called `{code}`"), help))
            }
        }
    }

    /// How bad the problems of a rule are that usually are so bad; `None` if it is off.
    pub(super) fn severity(&self, rule: &Rule, usual: Severity) -> Option<Severity> {
        match self.severities.get(rule.code) {
            Some(_) if rule.is_fixed => Some(usual),
            Some(severity) => *severity,
            None => (!rule.is_off).then_some(usual),
        }
    }

    /// Adds what is wrong with the settings themselves.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.problems.iter().cloned());
    }
}

/// A rule's name that can't stand where it does.
pub(super) fn unknown(span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::error("unknown-rule", span, message).help(help)
}

fn named_twice(book: &Document<BookFile>, name: &Text) -> Diagnostic {
    let message = format!("the rule `{}` is set twice", name.get_ref());
    Diagnostic::error("conflicting-settings", parse::span_of(book.file, name), message)
        .help("keep it in one of `deny`, `warn`, `note` and `allow`")
}
