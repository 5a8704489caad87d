use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Competency, Framework, Level, Role};
use crate::parse::{Importance, SkillTable, SkillTier};

/// A competency or a skill, and the roles that ask for it.
#[derive(Debug)]
pub struct Skill<'f> {
    /// Its name.
    pub name: &'f str,
    /// The competency, if it is one; `None` for a skill that only blueprints name.
    pub competency: Option<&'f Arc<Competency>>,
    /// Roles that ask for it, in the framework's order.
    pub uses: Vec<SkillUse<'f>>,
}

/// What a role asks of a skill.
#[derive(Debug)]
pub struct SkillUse<'f> {
    /// The role.
    pub role: &'f Arc<Role>,
    /// Levels that expect something of it, lowest first; empty if only the blueprint names it.
    pub levels: Vec<&'f Level>,
    /// What the blueprint says of it.
    pub blueprint: Option<(SkillTier, Importance, &'f SkillTable)>,
}

/// Everything that roles ask for, A to Z without regard to letter case.
///
/// A blueprint's skill that names a competency is one with it; others are the same skill if they
/// have the same name. Cost: linear in cells and blueprint skills, beside the sort.
#[must_use]
pub fn skills(framework: &Framework) -> Vec<Skill<'_>> {
    let mut skills: BTreeMap<(String, String), Skill<'_>> = BTreeMap::new();
    for role in &framework.roles {
        for (row, competency) in role.competencies.iter().enumerate() {
            let levels = role.levels.iter();
            let levels = levels.filter(|level| !level.cells[row].expectations.is_empty());
            let levels: Vec<&Level> = levels.collect();
            if !levels.is_empty() {
                entry(&mut skills, &competency.name, Some(competency)).uses.push(SkillUse {
                    role,
                    levels,
                    blueprint: None,
                });
            }
        }
        if let Some(blueprint) = &role.blueprint {
            let tables = blueprint.sections.skill.iter();
            for (table, competency) in tables.zip(&blueprint.skill_competencies) {
                let name = competency.as_ref().map_or(&table.name, |competency| &competency.name);
                let skill = entry(&mut skills, name, competency.as_ref());
                let said = Some((table.tier, table.importance, table));
                match skill.uses.last_mut().filter(|one| one.role.id == role.id) {
                    Some(one) => one.blueprint = one.blueprint.or(said),
                    None => skill.uses.push(SkillUse { role, levels: vec![], blueprint: said }),
                }
            }
        }
    }
    skills.into_values().collect()
}

fn entry<'s, 'f>(
    skills: &'s mut BTreeMap<(String, String), Skill<'f>>,
    name: &'f str,
    competency: Option<&'f Arc<Competency>>,
) -> &'s mut Skill<'f> {
    // Two competencies of one name, in two pillars, stay two.
    let id = competency.map(|one| one.id.to_string()).unwrap_or_default();
    let key = (name.to_lowercase(), id);
    skills.entry(key).or_insert(Skill { name, competency, uses: Vec::new() })
}
