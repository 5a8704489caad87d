//! The new shared sets: one for each group of roles that has lines in common.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ids::{self, slug};
use crate::model::{Framework, Role};
use crate::parse::SharedFolder;

/// A set, and the roles that include it.
pub(super) struct Set {
    pub(super) id: String,
    /// Places in the framework.
    pub(super) roles: BTreeSet<usize>,
}

impl Set {
    /// The file of one of its levels.
    pub(super) fn path(&self, level: &str) -> String {
        format!("{}/{level}.md", self.folder())
    }

    pub(super) fn folder(&self) -> String {
        format!("content/shared/{}", self.id)
    }
}

/// All new sets, those of most roles first: the order in which roles include them.
pub(super) struct Sets(pub(super) Vec<Set>);

impl Sets {
    /// A set for each group; `taken` are ids that other sets have.
    pub(super) fn new(
        groups: BTreeSet<BTreeSet<usize>>,
        framework: &Framework,
        taken: &BTreeMap<String, SharedFolder>,
    ) -> Sets {
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|roles| std::cmp::Reverse(roles.len()));
        let mut sets: Vec<Set> = Vec::new();
        for roles in groups {
            let is_free =
                |id: &String| !taken.contains_key(id) && sets.iter().all(|other| other.id != *id);
            let id = ids::free(&slug(&name(&roles, framework)), is_free);
            sets.push(Set { id, roles });
        }
        Sets(sets)
    }

    /// The place of the set of just these roles.
    pub(super) fn of(&self, roles: &BTreeSet<usize>) -> Option<usize> {
        self.0.iter().position(|set| set.roles == *roles)
    }

    /// The sets that a role includes, with their places.
    pub(super) fn of_role(&self, role: usize) -> impl Iterator<Item = (usize, &Set)> {
        self.0.iter().enumerate().filter(move |(_, set)| set.roles.contains(&role))
    }
}

/// What a person would call these roles together.
fn name(roles: &BTreeSet<usize>, framework: &Framework) -> String {
    let all = &framework.roles;
    if roles.len() == all.len() {
        return "All roles".to_owned();
    }
    let group = |is_in: &dyn Fn(&Role) -> bool| -> BTreeSet<usize> {
        (0..all.len()).filter(|at| is_in(&all[*at])).collect()
    };
    let families = framework
        .families
        .iter()
        .map(|family| (family.name.clone(), group(&|role| role.family.id == family.id)));
    let tracks = framework
        .tracks
        .iter()
        .map(|track| (track.name.clone(), group(&|role| role.track.id == track.id)));
    let named: Vec<(String, BTreeSet<usize>)> = tracks.chain(families).collect();
    if let Some((name, _)) = named.iter().find(|(_, group)| group == roles) {
        return name.clone();
    }
    let titles: Vec<&str> = roles.iter().map(|at| all[*at].title.as_str()).collect();
    // Who is missing tells more than who is there, if most are.
    let but_some = named.iter().find_map(|(name, group)| {
        let missing: Vec<&str> =
            group.difference(roles).map(|at| all[*at].title.as_str()).collect();
        let is_short = roles.is_subset(group) && missing.len() < roles.len().min(3);
        is_short.then(|| format!("{name} but {}", listed(&missing)))
    });
    match but_some.filter(|_| titles.len() > 3) {
        Some(title) => title,
        None if titles.len() > 3 => format!("{} and {} others", titles[0], titles.len() - 1),
        None => listed(&titles),
    }
}

/// `A, B and C`.
fn listed(names: &[&str]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        few => few.concat(),
    }
}
