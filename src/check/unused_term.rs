use aho_corasick::{AhoCorasick, MatchKind};

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "unused-term",
    severity: Severity::Note,
    title: "A term that no text uses",
    explanation: "Neither the word nor one of its aliases stands in any text, so nothing links to \
                  its definition.",
    example: "[[term]]\nname = \"Paved road\"     # and everybody writes \"golden path\"",
    mend: "Add the words that people use as `aliases`, or delete the term.",
    mended: "aliases = [\"golden path\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let terms = &content.framework.terms;
    let mut words = Vec::new();
    let mut owners = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        for word in std::iter::once(&term.name).chain(&term.aliases).filter(|one| !one.is_empty()) {
            words.push(word.as_str());
            owners.push(at);
        }
    }
    let mut builder = AhoCorasick::builder();
    let builder = builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
    let Ok(finder) = builder.build(&words) else { return Vec::new() };
    let mut is_used = vec![false; terms.len()];
    let mut unused = terms.len();
    each_text(content, &mut |text, span| {
        if unused == 0 {
            return;
        }
        for found in finder.find_iter(text) {
            let owner = owners[found.pattern().as_usize()];
            let is_own = span == Some(terms[owner].definition.span);
            if !is_own && !is_used[owner] && is_word(text, found.range()) {
                is_used[owner] = true;
                unused -= 1;
            }
        }
    });
    let unused = terms.iter().zip(is_used).filter(|(_, is_used)| !is_used);
    let finding = |(term, _): (&crate::model::Term, bool)| {
        let message = format!("no text uses the term `{}`", term.name);
        let help = "add the words that are used as `aliases`, or delete the term";
        Finding::new(term.definition.span, message, help)
    };
    unused.map(finding).collect()
}

/// All that people read: Markdown, and the names and values that framework.toml declares.
fn each_text(content: &Content<'_>, take: &mut dyn FnMut(&str, Option<Span>)) {
    let framework = content.framework;
    let names = framework.competencies.iter().map(|one| &one.name);
    let attributes = framework.attributes.iter();
    let values = attributes.flat_map(|one| one.values.iter().chain([&one.label]));
    names.chain(values).for_each(|text| take(text, None));
    content.each_text(&mut |piece| take(piece.markdown, Some(piece.span)));
}

/// Whether no letter stands right before or after.
fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}
