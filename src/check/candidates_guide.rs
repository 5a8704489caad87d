use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Guide, GuideStage, Interviews, Stage};

pub(super) const RULE: Rule = Rule {
    code: "candidates-guide",
    severity: Severity::Warning,
    title: "Candidates are told something else than what is planned",
    explanation: "`candidates.toml` tells candidates of the stages in `interviews.toml`. The two are \
                  apart, so that nobody publishes a question by mistake, and so one can be changed \
                  without the other: a stage is missing, or takes longer than candidates were told.",
    example: "# interviews.toml\n[[stage]]\nid = \"deep-dive\"\nminutes = 90\n\n\
              # candidates.toml\n[[stage]]\nid = \"deep-dive\"\nminutes = 60",
    mend: "Tell candidates what is planned, or plan what they are told.",
    mended: "# candidates.toml\n[[stage]]\nid = \"deep-dive\"\nminutes = 90",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        let (Some(guide), Some(interviews)) = (&role.guide, &role.interviews) else { continue };
        found.extend(untold(guide, interviews));
        for told in &guide.stages {
            match interviews.stages.iter().find(|stage| stage.id == told.id) {
                Some(stage) => found.extend(differing(told, stage)),
                None => found.push(Finding::new(
                    told.span,
                    format!("interviews.toml has no stage `{}`", told.id),
                    "give it the id of the stage that it tells of, or leave it out",
                )),
            }
        }
    }
    found
}

fn untold(guide: &Guide, interviews: &Interviews) -> Vec<Finding> {
    let is_told = |stage: &&Stage| guide.stages.iter().any(|told| told.id == stage.id);
    let untold = interviews.stages.iter().filter(|stage| !is_told(stage));
    let finding = |stage: &Stage| {
        let message = format!("candidates are told nothing of the stage `{}`", stage.id);
        Finding::new(guide.span, message, "add a `[[stage]]` with this `id` to candidates.toml")
    };
    untold.map(finding).collect()
}

/// Only what candidates are told can be wrong.
fn differing(told: &GuideStage, stage: &Stage) -> Vec<Finding> {
    let pairs =
        [("minutes", told.minutes, stage.minutes), ("panelists", told.panelists, stage.panelists)];
    let finding = |(what, told_count, count): (&str, Option<u32>, Option<u32>)| {
        let (told_count, count) = (told_count?, count?);
        let message = format!(
            "candidates are told of {told_count} {what} in `{}`, and {count} are planned",
            stage.id
        );
        let help = "change what isn't right any more, here or in interviews.toml";
        (told_count != count).then(|| Finding::new(told.span, message, help))
    };
    pairs.into_iter().filter_map(finding).collect()
}
