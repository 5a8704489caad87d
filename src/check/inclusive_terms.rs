use super::texts::Piece;
use super::words::INCLUSIVE;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "inclusive-terms",
    severity: Severity::Warning,
    title: "A word that shuts somebody out",
    explanation: "Words that insult or leave out some of the people the framework is about, and \
                  clichés such as *rockstar* or *culture fit* that mean \"one like us\". The list is a \
                  small choice of our own from those of retext-equality and Joblint. What stands in \
                  code doesn't count.",
    example: "- Is a rockstar who keeps the blacklist current.",
    mend: "Use the word that the help names, or say what is meant.",
    mended: "- Keeps the denylist current. {#keeps-denylist}",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    content.each_text(&mut |piece: Piece<'_>| {
        for hit in INCLUSIVE.hits(piece.speech, piece.markdown) {
            if !piece.markdown[..hit.range.start].matches('`').count().is_multiple_of(2) {
                continue;
            }
            let word = &piece.markdown[hit.range.clone()];
            let message = format!("`{word}` shuts somebody out");
            let help = format!("write {}, or what is meant", hit.topic);
            let span = content.piece_of(piece.markdown, hit.range.clone(), piece.span);
            found.push(Finding::new(span, message, help));
        }
    });
    found
}
