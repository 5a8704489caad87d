use super::content::tallied;
use super::words::GENDERED;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "gendered-words",
    severity: Severity::Note,
    title: "A page whose words lean to one gender",
    explanation: "Of the words that \
                  readers took for masculine or feminine in a study of job advertisements (Gaucher, \
                  Friesen and Kay 2011; counted as gender-decoder does), the page has many more of \
                  one kind. Words of the trade, such as *lead* or *support*, don't count, and one \
                  word says nothing. The evidence is mixed: an effect in the laboratory, a negligible \
                  one in a field experiment (Castilla and Rho 2023), and more applications in a later \
                  study. English only.",
    example: "- Champions ambitious challenges with fearless determination.",
    mend: "Read the page aloud, and change what sounds like a fight, or like a favour.",
    mended: "- Takes on what nobody has solved yet.",
    find: Some(Finder::Present(find)),
    is_off: true,
    ..ROW
};

/// From this difference on gender-decoder calls a text strongly coded.
const STRONG: usize = 4;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for page in content.pages() {
        let (mut masculine, mut feminine) = (Vec::new(), Vec::new());
        for text in page.lines.iter().map(|line| &line.behaviour.text.markdown) {
            for hit in GENDERED.hits(page.speech, text) {
                let kind = if hit.topic == "masculine" { &mut masculine } else { &mut feminine };
                kind.push(text[hit.range].to_lowercase());
            }
        }
        let (more, less, kind, other) = match masculine.len() > feminine.len() {
            true => (&masculine, &feminine, "masculine", "feminine"),
            false => (&feminine, &masculine, "feminine", "masculine"),
        };
        if more.len() >= less.len() + STRONG {
            let words: Vec<&str> = more.iter().map(String::as_str).collect();
            let message = format!(
                "{} has {} words that read as {kind}, and {} {other}: {}",
                page.name(),
                more.len(),
                less.len(),
                tallied(&words)
            );
            let help = "the balance of the page counts, no single word does";
            found.push(Finding::new(page.level.span, message, help));
        }
    }
    found
}
