use super::links::{Target, base, joined};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::{Severity, did_you_mean};

pub(super) const RULE: Rule = Rule {
    code: "unknown-term",
    severity: Severity::Error,
    title: "A link to a term that the glossary doesn't have",
    explanation: "A link to glossary.toml with an id behind `#` leads to the definition of that \
                  term. The glossary has no term of this id.",
    example: "Builds a [golden path](../../glossary.toml#paved-raod).",
    mend: "Mend the id, or define the term.",
    mended: "Builds a [golden path](../../glossary.toml#paved-road).",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let terms = &content.framework.terms;
    let mut found = Vec::new();
    for link in content.links() {
        let Target::Source(path, Some(id)) = link.target() else { continue };
        let own = base(content.sources, link.span.file);
        let full = path.map_or(Some(own.to_owned()), |path| joined(own, &path));
        let is_glossary = full.is_some_and(|full| {
            full.ends_with("/glossary.toml") && content.sources.find(&full).is_some()
        });
        if is_glossary && terms.iter().all(|term| *term.id.as_str() != *id) {
            let help = did_you_mean(&id, terms.iter().map(|term| term.id.as_str()));
            let help = help.unwrap_or_else(|| "define it in glossary.toml".into());
            let message = format!("the glossary has no term `{id}`");
            found.push(Finding::new(link.span, message, help));
        }
    }
    found
}
