use super::texts::Piece;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "placeholder",
    severity: Severity::Warning,
    title: "Text that was meant to be replaced",
    explanation: "The text has a mark of unfinished work, such as TODO, TBD or lorem ipsum. Words \
                  in `code` are let be.",
    example: "- TBD: ask Kim what we expect here.",
    mend: "Write the text, or say that it isn't written yet: that shows on the page as such.",
    mended: "### Hiring {not-written}",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Marks of unfinished work.
const MARKS: [&str; 7] =
    ["TODO", "TBD", "FIXME", "XXX", "Lorem ipsum", "lorem ipsum", "[placeholder]"];

fn find(content: &Content<'_>) -> Vec<Finding> {
    let Some((finder, files)) = content.finder(&MARKS) else { return Vec::new() };
    let mut found = Vec::new();
    let mut take = |piece: Piece<'_>| {
        if !files.contains(&piece.span.file) {
            return;
        }
        let marks = finder.find_iter(piece.markdown);
        let mut marks = marks.filter(|mark| is_text(piece.markdown, mark.range()));
        if let Some(mark) = marks.next() {
            let mark = &piece.markdown[mark.range()];
            let span = content.place_of(mark, piece.span);
            let help = "write the text, or mark the heading `{not-written}`";
            found.push(Finding::new(span, format!("`{mark}` is left from writing"), help));
        }
    };
    if !files.is_empty() {
        content.each_text(&mut take);
    }
    found
}

/// Whether a place is a word of its own and no code.
fn is_text(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let is_word = ![before, after].into_iter().flatten().any(char::is_alphanumeric);
    is_word && text[..range.start].matches('`').count().is_multiple_of(2)
}
