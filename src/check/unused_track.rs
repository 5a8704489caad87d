use std::sync::Arc;

use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Track;

pub(super) const RULE: Rule = Rule {
    code: "unused-track",
    severity: Severity::Note,
    title: "A track without roles",
    explanation: "The track is declared in framework.toml, and no role climbs it.",
    example: "[[track]]\nid = \"expert\"\nname = \"Expert\"",
    mend: "Give it a role, or delete it.",
    mended: "# role.toml\ntrack = \"expert\"",
    find: Some(Finder::Absent(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let tracks = content.framework.tracks.iter();
    let unused = tracks.filter(|own| content.roles().all(|role| role.track.id != own.id));
    let finding = |track: &Arc<Track>| {
        let message = format!("no role is of the track `{}`", track.name);
        Finding::new(track.span, message, "give it a role, or delete it")
    };
    unused.map(finding).collect()
}
