use super::content::{LevelPage, counted, joined};
use super::words::{Speech, sentences};
use super::{Content, Finder, Finding, List, ROW, Rule};
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
    content.in_lines(list, |speech, text| {
        // Paragraphs below the first explain it.
        let first = text.markdown.split("\n\n").next().unwrap_or_default();
        measured(speech, first).map(|measured| (text.span, measured)).into_iter().collect()
    })
}

/// What shows that a text holds several behaviours: `3 \`and\``, `2 sentences`.
fn measured(speech: Speech, text: &str) -> Option<String> {
    let and = match speech {
        Speech::English => "and",
        Speech::German => "und",
        Speech::Other => "",
    };
    let ands = text.split_whitespace().filter(|word| word.eq_ignore_ascii_case(and)).count();
    match (ands >= ANDS, sentences(text)) {
        (true, _) => Some(format!("{ands} `{and}`")),
        (false, 1) => None,
        (false, count) => Some(format!("{count} sentences")),
    }
}

fn list(page: &LevelPage<'_>) -> List {
    let level = page.name();
    List::new(page.level.span, move |measured| {
        let message = match measured {
            [one] => format!("a line of {level} has {one}: it may hold several behaviours"),
            _ => format!(
                "{} of {level} may hold several behaviours each: {}; this is the first",
                counted(measured.len(), "line"),
                joined(measured)
            ),
        };
        (message, "make a line of each behaviour, or examples of what explains one".to_owned())
    })
}
