use super::content::listed;
use super::lines::has_words;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Dimension;

pub(super) const RULE: Rule = Rule {
    code: "weights",
    severity: Severity::Error,
    title: "Weights that are not shares of one whole, or that nobody explains",
    explanation: "As soon as one dimension of a role's interviews has a weight, all need one, and \
                  together they make 100 percent. Otherwise a panel can't say what a rating \
                  contributes.\n\n\
                  Weights without a reason are a warning: unequal weights decide who is hired, and \
                  a panel, or a candidate who asks, should be able to read why. Equal weights are \
                  \"generally the most effective and defensible\" (US Office of Personnel \
                  Management).",
    example: "[[dimension]]\nid = \"design\"\nweight = 60\n\n[[dimension]]\nid = \"delivery\"     # no weight",
    mend: "Give every dimension a weight so that they add up to 100, and the reason in a sentence; \
           or take all weights away: then all count alike.",
    mended: "weights-reason = \"Most of the first year is design work.\"\n\n[[dimension]]\n\
             id = \"design\"\nweight = 60\n\n[[dimension]]\nid = \"delivery\"\nweight = 40",
    find: Some(Finder::Present(find)),
    also: &[(Severity::Warning, Finder::Present(without_reason))],
    ..ROW
};
/// Hundredths of a percent by which rounded weights may miss the whole: 3 × 33.33 is a third each.
const TOLERANCE: f64 = 0.05;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for interviews in content.roles().filter_map(|role| role.interviews.as_deref()) {
        let dimensions = &interviews.dimensions;
        let (with, without): (Vec<_>, Vec<_>) =
            dimensions.iter().partition(|one| one.weight.is_some());
        let Some(first) = with.first() else { continue };
        if with.iter().filter_map(|one| one.weight).any(|one| !(0.0..=100.0).contains(&one)) {
            // Said where the weight is read, and a sum of such means nothing.
            continue;
        }
        if let Some(missing) = without.first() {
            let names = listed(without.iter().map(|one| one.id.as_str()));
            let message = format!("some dimensions have a weight, but not {names}");
            let help = "give every dimension a weight, 100 in all, or none";
            found.push(Finding::new(missing.span, message, help));
            continue;
        }
        let sum: f64 = with.iter().filter_map(|one| one.weight).sum();
        if (sum - 100.0).abs() > TOLERANCE {
            let message = format!("the weights of all dimensions add up to {}", shown(sum));
            let help = "they are percentages: change them so that they add up to 100";
            found.push(Finding::new(first.span, message, help));
        }
    }
    found
}

/// A sum without the noise of binary fractions.
fn shown(sum: f64) -> String {
    let text = format!("{sum:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn without_reason(content: &Content<'_>) -> Vec<Finding> {
    let all = content.roles().filter_map(|role| role.interviews.as_deref());
    let silent = all.filter(|one| {
        !one.weights_reason.as_ref().is_some_and(|reason| has_words(&reason.markdown))
    });
    let weighted = silent.filter_map(|one| {
        let count = one.dimensions.iter().filter(|one| one.weight.is_some()).count();
        Some((one.dimensions.iter().find(|one| one.weight.is_some())?, count))
    });
    let finding = |(first, count): (&Dimension, usize)| {
        let message = match count {
            1 => "1 dimension has a weight, and nothing says why".to_owned(),
            _ => format!("{count} dimensions have weights, and nothing says why"),
        };
        let help = "add `weights-reason = \"…\"` to the file, or take the weights away";
        Finding::new(first.span, message, help)
    };
    weighted.map(finding).collect()
}
