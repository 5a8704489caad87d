use super::content::{counted, tallied};
use super::words::NOT_DEMONSTRABLE;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "not-demonstrable",
    severity: Severity::Note,
    title: "A line that says what somebody could do, not what they do",
    explanation: "Nobody sees what a person *can* do, *is able to* do, *is aware of* or *is familiar \
                  with*. What they do, somebody can have seen. Told once a page; only where these \
                  words are what the line says, not where they stand in a clause such as \"so that \
                  others can use it\".",
    example: "- Can write tests, and is familiar with our tools.",
    mend: "Write what somebody does who can.",
    mended: "- Writes tests for what they change. {#writes-tests}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for page in content.pages() {
        let name = page.name();
        for line in page.lines {
            let text = &line.behaviour.text;
            let hits = NOT_DEMONSTRABLE.hits(page.speech, &text.markdown);
            let first = hits
                .into_iter()
                .find(|hit| hit.topic != "start" || is_start(&text.markdown[..hit.range.start]));
            if let Some(hit) = first {
                let words = text.markdown[hit.range.clone()].to_lowercase();
                let span = content.piece_of(&text.markdown, hit.range, text.span);
                found.push(Finding::entry((span, words), (page.level.span, &name), tell));
            }
        }
    }
    found
}

/// Whether nothing stands before a word but what introduces a line: "Review: can …".
fn is_start(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([':', '.', '*', '–', '—']) || before.ends_with(" -")
}

fn tell(level: &str, words: &[&str]) -> (String, String) {
    let (lines, verb) =
        (counted(words.len(), "line"), if words.len() == 1 { "says" } else { "say" });
    let message = format!("{lines} of {level} {verb} what somebody could do: {}", tallied(words));
    (message, "write what they do: somebody can have seen that".to_owned())
}
