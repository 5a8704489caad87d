use super::content::{LevelPage, counted, tallied};
use super::words::VAGUE;
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "vague-word",
    severity: Severity::Note,
    title: "Words that sound like a measure and are none",
    explanation: "Two readers of \"effectively\", \"strong\" or \"as needed\" have two bars in mind, \
                  and the next level is told by a stronger such word. Told once a page. The list \
                  follows write-good and Vale.",
    example: "- Communicates effectively with various stakeholders as needed.",
    mend: "Leave the word out, or say what one would see.",
    mended: "- Tells teams what changes for them, before it does. {#tells-early}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    content.in_lines(list, |speech, text| {
        let hits = VAGUE.hits(speech, &text.markdown).into_iter();
        hits.map(|hit| content.entry(text, hit.range)).collect()
    })
}

fn list(page: &LevelPage<'_>) -> List {
    let level = page.name();
    List::new(page.level.span, move |words| {
        let count = counted(words.len(), "vague word");
        let message = format!("{count} at {level}: {}", tallied(words));
        (message, "leave them out, or say what one would see".to_owned())
    })
}
