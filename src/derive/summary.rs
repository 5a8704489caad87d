use std::sync::Arc;

use crate::model::{Blueprint, Framework, Role, Target};
use crate::parse::{Importance, Text};

/// A row of a blueprint's summary table.
#[derive(Debug, PartialEq, Eq)]
pub struct SummaryRow {
    /// What it lists, as a word for language files: `role`, `purpose`, `responsibilities`,
    /// `technical-skills`, `soft-skills`, `tools`, `kpis`, `deliverables`, `goals` or `next-roles`.
    pub word: &'static str,
    /// Its entries as Markdown, the most important first.
    pub items: Vec<String>,
}

/// At most so many entries of a kind: a summary is read at a glance.
const LONGEST: usize = 10;

/// The summary table of a blueprint, section 20: derived, so that it can't contradict the rest.
///
/// Rows without entries are left out. The ten rows are those that all role blueprints of the
/// project's research share.
#[must_use]
pub fn summary(framework: &Framework, role: &Role, blueprint: &Blueprint) -> Vec<SummaryRow> {
    let sections = &blueprint.sections;
    let rows = [
        ("role", vec![role.title.clone()]),
        ("purpose", sections.mission.core.iter().map(first_sentence).collect()),
        ("responsibilities", sections.responsibility.iter().map(responsibility).collect()),
        ("technical-skills", technical_skills(blueprint)),
        ("soft-skills", sections.soft_skill.iter().map(|one| one.name.clone()).collect()),
        ("tools", sections.tool.iter().map(|tool| tool.names.join(", ")).collect()),
        ("kpis", sections.kpi.iter().map(|kpi| kpi.name.clone()).collect()),
        ("deliverables", sections.deliverable.iter().map(|one| clause(&one.text)).collect()),
        ("goals", sections.goal.iter().map(|goal| goal.label.clone()).collect()),
        ("next-roles", next_roles(framework, role)),
    ];
    let rows = rows.into_iter().filter(|(_, items): &(_, Vec<String>)| !items.is_empty());
    rows.map(|(word, mut items)| {
        items.truncate(LONGEST);
        SummaryRow { word, items }
    })
    .collect()
}

fn responsibility(one: &crate::parse::ResponsibilityTable) -> String {
    one.title.clone().unwrap_or_else(|| clause(&one.text))
}

/// Critical ones first, in author order within each importance.
fn technical_skills(blueprint: &Blueprint) -> Vec<String> {
    let mut skills: Vec<_> = blueprint.sections.skill.iter().collect();
    skills.sort_by_key(|skill| (skill.tier, skill.importance));
    let skills = skills.into_iter().filter(|skill| skill.importance <= Importance::Important);
    skills.map(|skill| skill.name.clone()).collect()
}

fn next_roles(framework: &Framework, role: &Role) -> Vec<String> {
    let name = |target: &Target| match target {
        Target::Role(id, _) => framework.role(id).map(|role: &Arc<Role>| role.title.clone()),
        Target::Name(name) => Some(name.clone()),
    };
    role.path.next.iter().filter_map(|one| name(&one.target)).collect()
}

fn first_sentence(text: &Text) -> String {
    let text = text.get_ref();
    let end = text.find(". ").map_or(text.len(), |stop| stop + 1);
    text[..end].to_owned()
}

/// A text up to its first colon, semicolon or sentence's end, so that a list of them can be read.
fn clause(text: &Text) -> String {
    let sentence = first_sentence(text);
    let end = sentence.find([':', ';']).unwrap_or(sentence.len());
    sentence[..end].trim_end_matches('.').to_owned()
}
