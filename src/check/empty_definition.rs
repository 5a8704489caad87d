use super::lines::has_words;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "empty-definition",
    severity: Severity::Warning,
    title: "A term without a definition",
    explanation: "The word is linked to the glossary wherever it stands, and the reader who \
                  follows finds nothing.",
    example: "[[term]]\nname = \"Paved road\"\ndefinition = \"\"",
    mend: "Write what the word means here, or delete the term.",
    mended: "definition = \"The supported way to do a thing.\"",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let empty = content.framework.terms.iter().filter(|term| !has_words(&term.definition.markdown));
    let finding = |term: &crate::model::Term| {
        let message = format!("the term `{}` has no definition", term.name);
        Finding::new(term.definition.span, message, "say what it means, or delete the term")
    };
    empty.map(finding).collect()
}
