use std::collections::HashSet;

use super::content::listed;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unused-level",
    severity: Severity::Note,
    title: "A level of a track that no role has",
    explanation: "The track has a rung on which nobody can stand: no role lists it.",
    example: "[[track.level]]\nid = \"ic9\"\nname = \"IC9\"",
    mend: "Add the level to a role, or take it out of the track until there is one.",
    mended: "levels = [\"ic7\", \"ic8\", \"ic9\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let used: HashSet<_> =
        content.roles().flat_map(|role| &role.levels).map(|level| &level.id).collect();
    let mut found = Vec::new();
    for track in &content.framework.tracks {
        // Of a track without roles there is more to say than this.
        if content.roles().all(|role| role.track.id != track.id) {
            continue;
        }
        let unused: Vec<_> = track.levels.iter().filter(|one| !used.contains(&one.id)).collect();
        if let Some(first) = unused.first() {
            let names = listed(unused.iter().map(|one| one.name.as_str()));
            let message = format!("no role has {names} of the track `{}`", track.name);
            let help = "add it to the `levels` of a role, or take it out of the track";
            found.push(Finding::new(first.span, message, help));
        }
    }
    found
}
