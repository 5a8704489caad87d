use super::words::LEADING;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "leading-question",
    severity: Severity::Note,
    title: "A question that yes or no answers",
    explanation: "\"Do you like working in teams?\" has one right answer, and everybody knows it. A \
                  question that begins so is fine if probes go on to what somebody did; without any \
                  it shows only who says yes.",
    example: "[[stage.question]]\nid = \"teams\"\ntext = \"Do you like working in teams?\"",
    mend: "Ask for a case, or add `probes` that do.",
    mended: "text = \"Tell me about a team that changed your mind.\"\nprobes = [\"What did they say?\"]",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        let speech = content.speech(role, None);
        let stages = role.interviews.iter().flat_map(|one| &one.stages);
        let bare = stages.flat_map(|stage| &stage.questions).filter(|one| one.probes.is_empty());
        for question in bare {
            let text = &question.text;
            let first = LEADING.hits(speech, &text.markdown).into_iter().next();
            let Some(hit) = first.filter(|hit| hit.range.start == 0) else { continue };
            let opener = &text.markdown[hit.range.clone()];
            let message = format!("`{opener} …` is answered by yes or no, and has 0 probes");
            let help = "ask for a case (\"Tell me about …\"), or add `probes`";
            let span = content.piece_of(&text.markdown, hit.range.clone(), text.span);
            found.push(Finding::new(span, message, help));
        }
    }
    found
}
