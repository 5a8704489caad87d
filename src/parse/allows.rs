//! What content allows: `allow = { rule = "reason" }` of any table, and `{allow-rule="reason"}` of
//! a heading or bullet.
//!
//! It is taken out before anything else is read: no noun carries what only `check` asks for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::audience::Sieve;
use super::check::{Allow, Scope};
use super::level::Section;
use super::marks::Mark;
use super::toml::Sifting;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// What a mark's name begins with where it allows something.
pub(super) const PREFIX: &str = "allow-";

/// Takes every `allow` out of the table of a file, be that all of it or its front matter: that of
/// the file alone, where the keys of its other tables are names.
pub(super) fn take_of_table(
    sieve: &mut Sieve<'_>,
    table: &mut DeTable<'_>,
    sifting: Sifting,
    out: &mut Diagnostics,
) {
    let scope = sieve.scope;
    take_own(sieve, table, scope, out);
    if sifting != Sifting::Whole {
        table.iter_mut().for_each(|(_, value)| take_within(sieve, value, out));
    }
}

fn take_within(sieve: &mut Sieve<'_>, value: &mut Spanned<DeValue<'_>>, out: &mut Diagnostics) {
    let range = hull(value);
    match value.get_mut() {
        DeValue::Table(table) => {
            let scope = Scope::Within(Span::new(sieve.file, range));
            take_own(sieve, table, scope, out);
            table.iter_mut().for_each(|(_, value)| take_within(sieve, value, out));
        }
        DeValue::Array(list) => list.iter_mut().for_each(|one| take_within(sieve, one, out)),
        _ => {}
    }
}

fn take_own(sieve: &mut Sieve<'_>, table: &mut DeTable<'_>, scope: Scope, out: &mut Diagnostics) {
    let Some(value) = table.remove("allow") else { return };
    let wrong = |value: &Spanned<DeValue<'_>>, message: &str| {
        let span = Span::new(sieve.file, value.span());
        Diagnostic::error("wrong-type", span, message)
            .help("write `allow = { some-rule = \"why it is right here\" }`")
    };
    let DeValue::Table(allow) = value.get_ref() else {
        out.push(wrong(&value, "a rule that is allowed belongs here, and its reason"));
        return;
    };
    for (rule, reason) in allow {
        let DeValue::String(text) = reason.get_ref() else {
            out.push(wrong(reason, "this is no text, and a reason belongs here"));
            continue;
        };
        sieve.allows.push(Allow {
            rule: rule.get_ref().to_string(),
            reason: text.to_string(),
            span: Span::new(sieve.file, rule.span().start..reason.span().end),
            scope,
        });
    }
}

/// All that a value holds: the span of a `[[table]]` is only its header.
fn hull(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    let own = value.span();
    let join = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
    match value.get_ref() {
        DeValue::Table(table) => {
            table.iter().fold(own, |all, (key, value)| join(join(all, key.span()), hull(value)))
        }
        DeValue::Array(list) => list.iter().fold(own, |all, one| join(all, hull(one))),
        _ => own,
    }
}

/// Takes the marks that allow something out of others; each of them holds within `scope`.
pub(super) fn take(sieve: &mut Sieve<'_>, marks: &mut Vec<Mark>, scope: Range<usize>) {
    let scope = Scope::Within(Span::new(sieve.file, scope));
    marks.retain(|mark| {
        let Some(rule) = mark.name.strip_prefix(PREFIX) else { return true };
        sieve.allows.push(Allow {
            rule: rule.to_owned(),
            reason: mark.value.clone(),
            span: mark.span,
            scope,
        });
        false
    });
}

/// Takes them out of the headings of a level's text: each holds up to the next heading that is as
/// high.
pub(super) fn take_of_headings(sieve: &mut Sieve<'_>, text: &str, sections: &mut [Section]) {
    let ends: Vec<usize> = (0..sections.len())
        .map(|at| {
            let depth = sections[at].depth;
            let next = sections[at + 1..].iter().find(|one| one.depth <= depth);
            next.map_or(text.len(), |one| one.span.range().start)
        })
        .collect();
    for (section, end) in sections.iter_mut().zip(ends) {
        take(sieve, &mut section.marks, section.span.range().start..end);
    }
}
