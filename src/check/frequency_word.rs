use super::content::{counted, name_of, steps};
use super::lines::key_of;
use super::words::{FREQUENCY, Speech};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "frequency-word",
    severity: Severity::Note,
    title: "Lines of two levels that only a word like *often* tells apart",
    explanation: "The line of a level \
                  is that of the level below, but for how often it is done. The Financial Times' \
                  framework tells levels apart so on purpose; elsewhere nobody counts, and the word \
                  decides a promotion.",
    example: "# ic3.md\n- Often helps others.\n\n# ic4.md\n- Regularly helps others.",
    mend: "Say what else is different: for whom, how far, with what result.",
    mended: "# ic4.md\n- Helps other teams find their own answers. {#helps}",
    find: Some(Finder::Present(find)),
    is_off: true,
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        for ((_, below), (at, level)) in steps(role) {
            let speech = content.speech(role, Some(level));
            let name = format!("{} from {}", name_of(level, role), below.name);
            for (lower, cell) in below.cells.iter().zip(&level.cells) {
                let lower: Vec<(u64, u64)> = lower
                    .expectations
                    .iter()
                    .map(|one| keys(speech, &one.behaviour.text.markdown))
                    .collect();
                let own = cell.expectations.iter().filter(|one| usize::from(one.since) == at);
                for one in own {
                    let text = &one.behaviour.text;
                    let (key, bare) = keys(speech, &text.markdown);
                    if lower.iter().any(|(other, other_bare)| *other != key && *other_bare == bare)
                    {
                        let hits = FREQUENCY.hits(speech, &text.markdown);
                        let word =
                            hits.first().map_or("never", |hit| &text.markdown[hit.range.clone()]);
                        found.push(Finding::entry((text.span, word), (level.span, &name), tell));
                    }
                }
            }
        }
    }
    found
}

/// The key of a text, and of the same without words that say how often.
fn keys(speech: Speech, text: &str) -> (u64, u64) {
    let mut bare = text.to_owned();
    for hit in FREQUENCY.hits(speech, text).into_iter().rev() {
        bare.replace_range(hit.range, "");
    }
    (key_of(text), key_of(&bare))
}

/// `name` is "IC4 of Analyst from IC3".
fn tell(name: &str, words: &[&str]) -> (String, String) {
    let lines = counted(words.len(), "line");
    let verb = if words.len() == 1 { "differs" } else { "differ" };
    let (level, below) = name.split_once(" from ").unwrap_or((name, "the level below"));
    let message =
        format!("{lines} of {level} {verb} from {below} only by a word such as `{}`", words[0]);
    (message, "say what else is different: for whom, how far, with what result".to_owned())
}
