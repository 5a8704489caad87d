use super::lines::has_words;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "weights-without-reason",
    severity: Severity::Warning,
    title: "Weights that nobody explains",
    explanation: "Unequal weights decide who is hired. A panel, and a candidate who asks, should \
                  be able to read why one dimension counts more than another.",
    example: "[[dimension]]\nid = \"design\"\nweight = 60",
    mend: "Give the reason in a sentence, or take the weights away: then all count alike.",
    mended: "weights-reason = \"Most of the first year is design work.\"",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let all = content.roles().filter_map(|role| role.interviews.as_deref());
    let silent = all.filter(|one| {
        !one.weights_reason.as_ref().is_some_and(|reason| has_words(&reason.markdown))
    });
    let weighted = silent.filter_map(|one| one.dimensions.iter().find(|one| one.weight.is_some()));
    let finding = |one: &crate::model::Dimension| {
        let message = "dimensions have weights, and nothing says why";
        let help = "add `weights-reason = \"…\"` to the file, or take the weights away";
        Finding::new(one.span, message, help)
    };
    weighted.map(finding).collect()
}
