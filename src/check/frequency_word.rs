use super::content::{counted, name_of, steps};
use super::lines::key_of;
use super::words::{FREQUENCY, Speech};
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Role};

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
            let list = list((role, level), below);
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
                        found.push(list.entry(text.span, word));
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

fn list((role, level): (&Role, &Level), below: &Level) -> List {
    let (name, below) = (name_of(level, role), below.name.clone());
    List::new(level.span, move |words| {
        let lines = counted(words.len(), "line");
        let verb = if words.len() == 1 { "differs" } else { "differ" };
        let message =
            format!("{lines} of {name} {verb} from {below} only by a word such as `{}`", words[0]);
        (message, "say what else is different: for whom, how far, with what result".to_owned())
    })
}
