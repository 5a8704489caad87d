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
    out.push_str(&wrapped(when));
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
    out
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
