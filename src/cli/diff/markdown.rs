//! For a pull request: Markdown that reads well as it is, too.

use super::text::{is_changed, remark};
use super::{on_one_line, size, title, trimmed};
use crate::derive::matching::{Change, PairKind, is_rewritten, plain, word_changes};
use crate::derive::{Group, Step};

/// The step as Markdown.
pub(super) fn markdown(step: &Step<'_>) -> String {
    let (from, to) = (escaped(&title(step.from)), escaped(&title(step.to)));
    let mut out = format!("## {from} → {to}\n\n{}\n", size(step));
    let changed: Vec<_> = step.attributes.iter().filter(|one| one.from != one.to).collect();
    if !changed.is_empty() {
        out += "\n";
    }
    for one in changed {
        let value = |value: Option<&str>| value.map_or_else(|| "–".to_owned(), on_one_line);
        let label = escaped(&one.attribute.label);
        out += &format!("- **{label}:** {} → {}\n", value(one.from), value(one.to));
    }
    for one in step.groups.iter().filter(|group| is_changed(group)) {
        out += &group(step, one);
    }
    let unchanged: Vec<String> = step
        .groups
        .iter()
        .filter(|group| !is_changed(group))
        .map(|group| escaped(group.name))
        .collect();
    if !unchanged.is_empty() {
        out += &format!("\nUnchanged: {}\n", unchanged.join(", "));
    }
    out
}

fn group(step: &Step<'_>, group: &Group<'_>) -> String {
    let mut out = format!("\n### {}{}\n\n", escaped(group.name), escaped(&remark(step, group)));
    for index in group.new_items() {
        let text = on_one_line(&group.to_items[index].behaviour.text.markdown);
        out += &format!("- **New:** {text}\n");
    }
    for pair in group.pairs.iter().filter(|pair| pair.kind == PairKind::Reworded) {
        let from = on_one_line(&plain(&group.from_items[pair.from].behaviour.text.markdown));
        let to = on_one_line(&plain(&group.to_items[pair.to].behaviour.text.markdown));
        out += &format!("- **Reworded:** {}\n", words(&from, &to));
    }
    for index in group.gone_items() {
        let text = on_one_line(&group.from_items[index].behaviour.text.markdown);
        out += &format!("- **Gone:** {text}\n");
    }
    match group.size().same {
        0 => {}
        same => out += &format!("- {same} unchanged\n"),
    }
    out
}

/// `~~gone~~ **new**`: HTML tags would say it better, but not every reader of Markdown has them.
///
/// Two sentences that share no words stand one below the other.
fn words(from: &str, to: &str) -> String {
    let changes = word_changes(from, to);
    if is_rewritten(&changes) {
        return format!("{}\n  - was: {}", escaped(to), escaped(from));
    }
    let part = |change: Change<'_>| match change {
        Change::Equal(text) => escaped(text),
        Change::Delete(text) => {
            let (before, text, after) = trimmed(text);
            // Without a blank the marks of a deletion and an insertion run into each other.
            let after = if after.is_empty() { " " } else { after };
            format!("{before}~~{}~~{after}", escaped(text))
        }
        Change::Insert(text) => {
            let (before, text, after) = trimmed(text);
            format!("{before}**{}**{after}", escaped(text))
        }
    };
    let text: String = changes.into_iter().map(part).collect();
    on_one_line(&text)
}

/// Plain text as Markdown that shows it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '#' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reworded_line_shows_its_words() {
        assert_eq!(
            words("Owns a *small* service.", "Owns a service and its on-call."),
            "Owns a ~~\\*small\\*~~ service **and its on-call.**"
        );
        assert_eq!(
            words("Hosts the lunches.", "Owns the pager."),
            "Owns the pager.\n  - was: Hosts the lunches."
        );
    }
}
