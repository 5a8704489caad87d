use super::content::{counted, tallied};
use super::words::VAGUE;
use super::{Content, Finder, Finding, ROW, Rule};
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
    let mut found = Vec::new();
    for page in content.pages() {
        let name = page.name();
        for line in page.lines {
            let text = &line.behaviour.text;
            for hit in VAGUE.hits(page.speech, &text.markdown) {
                let word = text.markdown[hit.range.clone()].to_lowercase();
                let span = content.piece_of(&text.markdown, hit.range, text.span);
                found.push(Finding::entry((span, word), (page.level.span, &name), tell));
            }
        }
    }
    found
}

fn tell(level: &str, words: &[&str]) -> (String, String) {
    let count = counted(words.len(), "vague word");
    let message = format!("{count} at {level}: {}", tallied(words));
    (message, "leave them out, or say what one would see".to_owned())
}
