use std::collections::BTreeSet;

use super::Rule;

/// Widest line of prose, for a terminal of 80 columns.
const WIDTH: usize = 78;

/// What `rungs explain CODE` prints: what a rule means, an example, how to mend it, the example
/// mended. Plain text.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("{} [{}]\n", rule.title, rule.code);
    let when = match rule.severity.word() {
        "error" => "An error: no site is made while it stands.",
        "warning" => "A warning: `rungs check --strict` fails on it.",
        _ => "A note: worth a look, and never fails anything.",
    };
    out.push_str(&wrapped(&format!("{when}{}", others(rule))));
    out.push('\n');
    out.push_str(&wrapped(rule.explanation));
    out.push_str("\nFor example:\n\n");
    out.push_str(&indented(rule.example));
    out.push_str("\nTo mend it:\n\n");
    out.push_str(&wrapped(rule.mend));
    if !rule.mended.is_empty() {
        out.push('\n');
        out.push_str(&indented(rule.mended));
    }
    if rule.is_settable() {
        out.push_str("\nWhere it isn't right:\n\n");
        let reason = "\"the reason, in a sentence\"";
        out.push_str(&indented(&format!(
            "allow = {{ {code} = {reason} }}\n{{allow-{code}={reason}}}",
            code = rule.code
        )));
        out.push('\n');
        out.push_str(&wrapped(
            "The one in a table or in front matter, the other behind a heading or a behaviour. \
             `[check]` of book.toml, or an option of `rungs check`, says how bad it is everywhere: \
             `deny`, `warn`, `note` or `allow`.",
        ));
    }
    out
}

/// What is to be said of a rule that isn't always as bad, or not on.
fn others(rule: &Rule) -> String {
    let words: BTreeSet<&str> = rule.also.iter().map(|(severity, _)| severity.word()).collect();
    let words = words.into_iter().filter(|word| *word != rule.severity.word());
    let mut text: String = words
        .map(|word| match word {
            "error" => " Some cases are errors, and no site is made while they stand.".to_owned(),
            word => format!(" Some cases are a {word}."),
        })
        .collect();
    if rule.is_off {
        text.push_str(" It is off unless `[check]` of book.toml or the command line names it.");
    }
    text
}

/// Breaks paragraphs at blanks.
fn wrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let mut lines = String::new();
        let mut width = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                lines.push('\n');
                width = 0;
            } else if width > 0 {
                lines.push(' ');
                width += 1;
            }
            lines.push_str(word);
            width += length;
        }
        lines + "\n"
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

fn indented(text: &str) -> String {
    let line = |line: &str| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("    {line}\n"),
    };
    text.trim_matches('\n').lines().map(line).collect()
}
