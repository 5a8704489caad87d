//! What stands below an entry that opens a list, where an editor has lost how deep entries stand.

use super::outline::Entry;
use crate::import::document::{Inline, Text, plain};

/// Puts entries below the one before them that ends in a colon, or is all in bold where others
/// aren't: so do readers, since editors lose how deep entries stand.
pub(super) fn nest(entries: Vec<Entry>, parents: &mut Vec<String>) -> Vec<Entry> {
    let is_bold = |entry: &Entry| matches!(entry.text[..], [Inline::Strong(_)]);
    let are_all_bold = entries.iter().all(is_bold);
    let opens =
        |entry: &Entry| entry.is_open() || !are_all_bold && is_bold(entry) && entry.more.is_empty();
    let mut out: Vec<Entry> = Vec::new();
    // What has been found below the last of them, where that is open.
    let mut run: Option<usize> = None;
    for entry in entries {
        let is_below = match (&run, out.last()) {
            (Some(_), Some(parent)) => !opens(&entry) && goes_below(parent, &entry),
            _ => false,
        };
        if let (true, Some(parent), Some(count)) = (is_below, out.last_mut(), &mut run) {
            parent.below.push(entry);
            *count += 1;
            continue;
        }
        note(&out, &mut run, parents);
        run = (opens(&entry) && (entry.below.is_empty() || entry.is_run_on())).then_some(0);
        out.push(entry);
    }
    note(&out, &mut run, parents);
    out
}

fn note(out: &[Entry], run: &mut Option<usize>, parents: &mut Vec<String>) {
    if let (Some(count), Some(parent)) = (run.take().filter(|count| *count > 0), out.last()) {
        parents.push(format!("`{}` ({count})", plain(parent.last_line())));
    }
}

/// Verbs with which tasks begin: one of them after what is no task ends what stands below an entry.
const VERBS: &[&str] = &[
    "achieve",
    "agree",
    "align",
    "approve",
    "assess",
    "attend",
    "build",
    "close",
    "coach",
    "complete",
    "conduct",
    "confirm",
    "coordinate",
    "create",
    "decide",
    "define",
    "deliver",
    "demonstrate",
    "design",
    "develop",
    "drive",
    "enable",
    "ensure",
    "establish",
    "evaluate",
    "govern",
    "hire",
    "identify",
    "implement",
    "improve",
    "increase",
    "introduce",
    "join",
    "launch",
    "lead",
    "maintain",
    "manage",
    "map",
    "mature",
    "meet",
    "mentor",
    "monitor",
    "operate",
    "own",
    "partner",
    "plan",
    "present",
    "prioritise",
    "prioritize",
    "produce",
    "propose",
    "provide",
    "publish",
    "reduce",
    "represent",
    "review",
    "run",
    "ship",
    "stabilise",
    "stabilize",
    "staff",
    "strengthen",
    "support",
    "track",
    "triage",
    "unblock",
    "update",
    "validate",
    "write",
];

fn begins_with_verb(text: &Text) -> bool {
    let said = plain(text).to_lowercase();
    let word = said.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    VERBS.contains(&word)
}

/// Whether a letter tells how entries of a list begin: `Some(true)` if small; words such as `IAM`
/// don't tell.
fn begins_small(text: &Text) -> Option<bool> {
    let said = plain(text);
    let mut letters = said.chars();
    let first = letters.next().filter(|letter| letter.is_alphabetic())?;
    let is_name = first.is_uppercase() && letters.next().is_some_and(char::is_uppercase);
    (!is_name).then_some(first.is_lowercase())
}

/// Whether an entry stands below the open one before it, as those that do already.
fn goes_below(parent: &Entry, entry: &Entry) -> bool {
    let before = &parent.below;
    if before.is_empty() {
        return true;
    }
    let is_small = before.iter().find_map(|one| begins_small(&one.text));
    let turns_large = is_small == Some(true) && begins_small(&entry.text) == Some(false);
    let said = plain(parent.last_line());
    let said_here = plain(&entry.text);
    // What begins as the open one does stands beside it.
    let opening = |said: &str| said.split(' ').take(2).map(str::to_lowercase).collect::<Vec<_>>();
    let is_beside = opening(&said).len() == 2 && opening(&said) == opening(&said_here);
    let all_before = |is: fn(&str) -> bool| before.iter().all(|one| is(&plain(&one.text)));
    let turns_sentence = before.len() > 1 && all_before(is_name) && is_sentence(&said_here);
    let turns_bare = before.len() > 1 && all_before(is_labelled) && !is_labelled(&said_here);
    let are_tasks = said.ends_with(" to:") || before.iter().any(|one| begins_with_verb(&one.text));
    let turns_task = !are_tasks && begins_with_verb(&entry.text);
    !(turns_large || turns_task || turns_sentence || turns_bare || is_beside)
}

/// Whether a line says that something is so, and not only of a part of it.
fn is_sentence(said: &str) -> bool {
    const SAYING: &[&str] = &["is", "are", "may", "can", "must", "should", "will"];
    const OF_A_PART: &[&str] = &["that", "which", "what", "who", "where", "when", "how"];
    let mut main =
        said.split(' ').take_while(|word| !word.starts_with('(') && !OF_A_PART.contains(word));
    main.any(|word| SAYING.contains(&word))
}

/// Whether a line is a name, and perhaps more in brackets.
fn is_name(said: &str) -> bool {
    let (name, _) = said.split_once(" (").unwrap_or((said, ""));
    name.split(' ').count() <= 6 && !is_sentence(name)
}

/// `Name: text`.
fn is_labelled(said: &str) -> bool {
    said.split_once(": ").is_some_and(|(label, _)| label.split(' ').count() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::text;

    #[test]
    fn a_list_below_an_open_line_ends_where_its_entries_change() {
        let entry = |said: &&str| Entry { text: text(*said), is_item: true, ..Entry::default() };
        for (lines, below) in [
            (&["Ropes may be:", "Of hemp", "Of wire (rusty)", "Sails are none of them"][..], 2),
            (&["Watches:", "Day: all hands", "Night: two hands", "The bell without a crew"], 2),
            (&["Harbour dues for ships:", "Small ones", "Harbour dues for boats"], 1),
            (&["Ask for:", "Papers", "Proof (it may be old)", "A list of what is on board"], 3),
            (&["See to it:", "Oil", "Anything that is loose"], 2),
        ] {
            let nested = nest(lines.iter().map(entry).collect(), &mut Vec::new());
            assert_eq!(nested[0].below.len(), below, "{lines:?}");
        }
    }
}
