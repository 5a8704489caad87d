//! What one audience may read: a smaller framework, made before anything is derived from it.

use std::sync::Arc;

use super::{Audience, Blueprint, Cell, CellState, Expectation, Framework, Level, Role, Value};

/// Leaves out everything that is meant for a narrower audience than `edition`.
///
/// Editions are nested: what is public is in all of them, what is internal in the internal and
/// the panel edition. A child can't be read where its parent can't.
#[must_use]
pub fn edition(mut framework: Framework, edition: Audience) -> Framework {
    if edition == Audience::Panel {
        return framework;
    }
    let roles = std::mem::take(&mut framework.roles);
    let roles = roles.into_iter().filter(|role| role.audience <= edition);
    let roles = roles.map(|role| Arc::new(of_role(Arc::unwrap_or_clone(role), edition)));
    let roles = roles.filter(|role| !role.levels.is_empty()).collect();
    framework.set_roles(roles);
    framework.competencies.retain(|one| one.audience <= edition);
    framework.attributes.retain(|one| one.audience <= edition);
    framework.terms.retain(|one| one.audience <= edition);
    framework.pages.retain(|one| one.audience <= edition);
    drop_dangling(&mut framework);
    framework
}

fn of_role(mut role: Role, edition: Audience) -> Role {
    let is_kept: Vec<bool> = role.competencies.iter().map(|one| one.audience <= edition).collect();
    // Levels that go away move the places of those that stay.
    let mut places = Vec::with_capacity(role.levels.len());
    let mut kept = 0_u16;
    for level in &role.levels {
        places.push(kept);
        kept += u16::from(level.audience <= edition);
    }
    role.levels.retain(|level| level.audience <= edition);
    for level in &mut role.levels {
        of_level(level, &is_kept, &places, edition);
    }
    let mut is_kept = is_kept.into_iter();
    role.competencies.retain(|_| is_kept.next().unwrap_or(false));
    role.blueprint = role.blueprint.filter(|one| one.sections.audience <= edition);
    if let Some(blueprint) = &mut role.blueprint {
        of_blueprint(blueprint, edition);
    }
    role.guide = role.guide.filter(|guide| guide.audience <= edition);
    role.interviews = role.interviews.filter(|interviews| interviews.audience <= edition);
    for dimension in role.interviews.iter_mut().flat_map(|one| &mut one.dimensions) {
        dimension.competencies.retain(|one| one.audience <= edition);
    }
    role
}

/// A skill stays; that it is the name of a competency others may not read doesn't.
fn of_blueprint(blueprint: &mut Blueprint, edition: Audience) {
    let skills = blueprint.sections.skill.iter_mut().zip(&mut blueprint.skill_competencies);
    for (skill, competency) in skills {
        if competency.as_ref().is_some_and(|one| one.audience > edition) {
            skill.competency = None;
            *competency = None;
        }
    }
}

fn of_level(level: &mut Level, is_kept: &[bool], places: &[u16], edition: Audience) {
    let mut kept = is_kept.iter().copied();
    level.cells.retain(|_| kept.next().unwrap_or(false));
    for cell in &mut level.cells {
        of_cell(cell, places, edition);
    }
    level.attributes.retain(|one| one.attribute.audience <= edition);
    for attribute in &mut level.attributes {
        if let Value::List { expectations, .. } = &mut attribute.value {
            keep(expectations, places, edition);
        }
    }
}

fn of_cell(cell: &mut Cell, places: &[u16], edition: Audience) {
    cell.same_as = cell.same_as.map(|at| places.get(usize::from(at)).copied().unwrap_or(0));
    if cell.audience > edition {
        let span = cell.span;
        *cell = Cell { state: CellState::NotWritten, ..Cell::unmarked(span) };
        return;
    }
    keep(&mut cell.expectations, places, edition);
}

fn keep(expectations: &mut Vec<Expectation>, places: &[u16], edition: Audience) {
    expectations.retain(|one| one.behaviour.audience <= edition);
    for one in expectations {
        one.since = places.get(usize::from(one.since)).copied().unwrap_or(0);
    }
}

/// References to roles that this edition doesn't have.
fn drop_dangling(framework: &mut Framework) {
    let roles = framework.roles.clone();
    let by_role = framework.by_role.clone();
    let has = |id: &super::RoleId| by_role.contains_key(id);
    let has_level = |id: &super::RoleId, level: &Option<super::LevelId>| {
        let Some(role) = by_role.get(id).map(|at| &roles[*at]) else { return false };
        level.as_ref().is_none_or(|level| role.level(level.as_str()).is_some())
    };
    for role in &mut framework.roles {
        let role = Arc::make_mut(role);
        role.replaced_by = role.replaced_by.take().filter(|id| has(id));
        role.path.parallel = role.path.parallel.take().filter(|id| has(id));
        for moves in [&mut role.path.feeder, &mut role.path.next, &mut role.path.adjacent] {
            moves.retain(|one| match &one.target {
                super::Target::Role(id, level) => has_level(id, level),
                super::Target::Name(_) => true,
            });
        }
    }
}
