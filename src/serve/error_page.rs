//! What is wrong, in the place of a page.

use super::inject::SCRIPT_PATH;
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::source::Sources;

/// Where its looks are.
pub(super) const STYLE_PATH: &str = "/.rungs/error.css";

/// Its looks.
pub(super) const STYLE: &str = include_str!("error.css");

/// Every problem as a page, which loads itself again when the next version is there.
pub(super) fn problems(sources: &Sources, problems: &Diagnostics, version: &str) -> String {
    let summary = diagnostic::summary(problems);
    let list: String = problems.sorted().into_iter().map(|one| problem(sources, one)).collect();
    page(&format!("{summary} in the content"), &list, version)
}

/// A single message as a page.
pub(super) fn message(text: &str, version: &str) -> String {
    page("The content can't be read", &format!("<pre>{}</pre>\n", escaped(text)), version)
}

fn problem(sources: &Sources, one: &Diagnostic) -> String {
    let position = sources.position(one.span);
    let place =
        format!("{}:{}:{}", sources.file(one.span.file).path, position.line, position.column);
    let help = one.help.as_ref().map(|help| format!("<p class=\"help\">{}</p>\n", escaped(help)));
    let mut single = Diagnostics::default();
    single.push(one.clone());
    let text = diagnostic::text(sources, &single, false);
    // The message and the help stand above and below; the excerpt is what is between them.
    let lines = text.lines().skip(2).take_while(|line| !line.trim_start().starts_with("= help"));
    let excerpt: Vec<&str> = lines.collect();
    format!(
        "<section class=\"{severity}\">\n<h2><span>{severity}</span> {message}</h2>\n\
         <p class=\"place\">{place} <code>{code}</code></p>\n<pre>{excerpt}</pre>\n{help}</section>\n",
        severity = one.severity.word(),
        message = escaped(&one.message),
        place = escaped(&place),
        code = escaped(one.code),
        excerpt = escaped(excerpt.join("\n").trim_end_matches(['\n', ' ', '|'])),
        help = help.unwrap_or_default(),
    )
}

fn page(title: &str, body: &str, version: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n\
         <script src=\"{SCRIPT_PATH}?{version}\"></script>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n{body}<p class=\"wait\">This page loads itself again when the next \
         save is built.</p>\n</main>\n</body>\n</html>\n",
        title = escaped(title),
    )
}

/// Text of authors, shown as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn content_is_shown_and_never_run() {
        let sources = Sources::from_texts([("content/<a>.md", "one\n<script>alert(1)</script>\n")]);
        let file = sources.iter().next().unwrap().0;
        let mut list = Diagnostics::default();
        let span = Span::new(file, 4..12);
        list.push(Diagnostic::error("x", span, "<b>no</b>").help("try <i>this</i>"));
        let page = problems(&sources, &list, "1-1");
        assert!(page.contains("content/&lt;a&gt;.md:2:1"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains("<p class=\"help\">try &lt;i&gt;this"), "{page}");
        assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
    }
}
