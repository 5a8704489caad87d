use super::content::{counted, joined};
use super::words::{Speech, sentences};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "compound",
    severity: Severity::Note,
    title: "A line that holds several behaviours",
    explanation: "Three times \"and\", or a second sentence, and a line asks for several things: \
                  somebody who does one of them can't be rated. In a published framework one line in \
                  eight has three, and one in eight a second sentence. Told once a page.",
    example: "- Plans and builds and runs services, and mentors.",
    mend: "Make a line of each, or an example of what explains the other. Where it is one act, allow \
           it and say so.",
    mended: "- Runs what they build. {#runs}\n- Asks for help early, and gives it. {#helps}",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// So many are too many.
const ANDS: usize = 3;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for page in content.pages() {
        let name = page.name();
        let and = match page.speech {
            Speech::English => "and",
            Speech::German => "und",
            Speech::Other => "",
        };
        for line in page.lines {
            let text = &line.behaviour.text;
            // Paragraphs below the first explain it.
            let first = text.markdown.split("\n\n").next().unwrap_or_default();
            let ands =
                first.split_whitespace().filter(|word| word.eq_ignore_ascii_case(and)).count();
            let measured = match (ands >= ANDS, sentences(first)) {
                (true, _) => format!("{ands} `{and}`"),
                (false, 1) => continue,
                (false, count) => format!("{count} sentences"),
            };
            found.push(Finding::entry((text.span, measured), (page.level.span, &name), tell));
        }
    }
    found
}

fn tell(level: &str, measured: &[&str]) -> (String, String) {
    let lines = counted(measured.len(), "line");
    let message = match measured {
        [one] => format!("a line of {level} has {one}: it may hold several behaviours"),
        _ => format!(
            "{lines} of {level} may hold several behaviours each: {}; this is the first",
            joined(measured)
        ),
    };
    (message, "make a line of each behaviour, or examples of what explains one".to_owned())
}
