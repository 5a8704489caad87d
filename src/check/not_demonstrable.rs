use super::content::{LevelPage, counted, tallied};
use super::words::NOT_DEMONSTRABLE;
use super::{Content, Finder, Finding, List, ROW, Rule};
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
    content.in_lines(list, |speech, text| {
        let mut hits = NOT_DEMONSTRABLE.hits(speech, &text.markdown).into_iter();
        let first =
            hits.find(|hit| hit.topic != "start" || is_start(&text.markdown[..hit.range.start]));
        first.map(|hit| content.entry(text, hit.range)).into_iter().collect()
    })
}

/// Whether nothing stands before a word but what introduces a line: "Review: can …".
fn is_start(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([':', '.', '*', '–', '—']) || before.ends_with(" -")
}

fn list(page: &LevelPage<'_>) -> List {
    let level = page.name();
    List::new(page.level.span, move |words| {
        let lines = counted(words.len(), "line");
        let verb = if words.len() == 1 { "says" } else { "say" };
        let message =
            format!("{lines} of {level} {verb} what somebody could do: {}", tallied(words));
        (message, "write what they do: somebody can have seen that".to_owned())
    })
}
