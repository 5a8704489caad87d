use super::links::Target;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unsafe-link",
    severity: Severity::Error,
    title: "A link of a kind that pages don't carry",
    explanation: "Links lead to files of the framework, to web pages or to mail addresses. Other \
                  schemes can run a script in the reader's browser or open a program.",
    example: "[Our template](file:///home/alex/template.docx)",
    mend: "Link to a web page with https, or put the file below pages/ and link to it there.",
    mended: "[Our template](../../pages/template.docx)",
    find: Some(Finder::Present(find)),
    is_fixed: true,
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let links = content.links().iter();
    let found = links.filter_map(|link| {
        let Target::Scheme(scheme) = link.target() else { return None };
        let message = format!("a link can't start with `{scheme}:`");
        let help = "use `https:`, `http:` or `mailto:`, or name a file of the framework";
        Some(Finding::new(link.span, message, help))
    });
    found.collect()
}
