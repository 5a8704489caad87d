//! Shared sets, put together from what roles have of them.

use std::collections::{BTreeMap, HashSet};

use super::level::{Names, bullet};
use super::shape::{Behaviour, Framework, Heading, Level, Role, State};

/// Behaviours by what they stand below; of each, what roles have of it.
type Sections<'f> = BTreeMap<Heading<'f>, Vec<Vec<&'f Behaviour>>>;

/// What each set says at each level.
pub(super) struct Shared<'f>(BTreeMap<(&'f str, &'f str), Sections<'f>>);

impl<'f> Shared<'f> {
    /// Takes everything that a role has of a set.
    pub(super) fn gather(framework: &'f Framework) -> Shared<'f> {
        let mut all: BTreeMap<(&str, &str), Sections<'_>> = BTreeMap::new();
        for level in framework.roles.iter().flat_map(|role| &role.levels) {
            let mut before: Option<(&str, Heading<'_>, &str)> = None;
            for (heading, one) in level.behaviours().filter(|(_, one)| level.says(one)) {
                let Some(set) = one.from.as_deref() else { continue };
                let sections = all.entry((set, &level.id)).or_default();
                let own = sections.entry(heading).or_default();
                let place = |id: &str| own.iter().position(|known| *known[0].id == *id);
                match place(&one.id) {
                    Some(at) => own[at].push(one),
                    None => {
                        // Behind the one that it stands behind here.
                        let above = before.filter(|above| (above.0, above.1) == (set, heading));
                        let at = above.and_then(|(.., id)| place(id));
                        own.insert(at.map_or(own.len(), |at| at + 1), vec![one]);
                    }
                }
                before = Some((set, heading, &one.id));
            }
        }
        Shared(all)
    }

    /// Ids of the sets that a role includes.
    pub(super) fn includes(&self, role: &'f Role) -> Vec<&'f str> {
        if !role.includes.is_empty() {
            return role.includes.iter().map(|id| &**id).collect();
        }
        let mut seen = HashSet::new();
        let behaviours = role.levels.iter().flat_map(Level::behaviours);
        let sets = behaviours.filter_map(|(_, one)| one.from.as_deref());
        sets.filter(|set| seen.insert(*set)).collect()
    }

    /// What a set says in the place of a behaviour.
    pub(super) fn base(
        &self,
        level: &Level,
        heading: Heading<'_>,
        one: &Behaviour,
    ) -> Option<&'f Behaviour> {
        let sections = self.0.get(&(one.from.as_deref()?, &*level.id))?;
        let (_, own) = sections.iter().find(|(known, _)| **known == heading)?;
        own.iter().find(|base| base[0].id == one.id).map(|all| usual(all))
    }

    /// Ids of what a role inherits below a heading, in the order of its sets.
    pub(super) fn ids(&self, role: &'f Role, level: &Level, heading: Heading<'_>) -> Vec<&'f str> {
        let sets = self.includes(role).into_iter();
        let sections = sets.filter_map(|set| self.0.get(&(set, &*level.id)));
        let own = sections.flatten().filter(|(known, _)| **known == heading);
        own.flat_map(|(_, own)| own.iter().map(|all| &*all[0].id)).collect()
    }

    /// Ids of what a role includes and doesn't have at a level.
    pub(super) fn removed(&self, role: &Role, level: &Level) -> Vec<&'f str> {
        let mut removed = Vec::new();
        let is_cleared = |heading: &Heading<'_>| {
            level.competencies.iter().any(|cell| {
                let says_so = cell.state == Some(State::NotExpected)
                    || cell.state == Some(State::NotWritten) && !cell.unmarked;
                says_so && Heading::Competency(&cell.id) == *heading
            })
        };
        let includes: Vec<&str> = role.includes.iter().map(|id| &**id).collect();
        for ((set, at), sections) in &self.0 {
            if **at != *level.id || !includes.contains(set) {
                continue;
            }
            for (heading, own) in sections.iter().filter(|(heading, _)| !is_cleared(heading)) {
                let has = |id: &str| {
                    let mut own = level.behaviours();
                    own.any(|(place, one)| place == *heading && *one.id == *id && level.says(one))
                };
                let ids = own.iter().map(|all| &*all[0].id);
                removed.extend(ids.filter(|id| !has(id)));
            }
        }
        removed
    }

    /// Set, level and text of each file.
    pub(super) fn files(&self, names: &Names<'_>) -> Vec<(&'f str, &'f str, String)> {
        let files = self.0.iter().map(|((set, level), sections)| {
            let mut body: Vec<String> = Vec::new();
            let mut above = None;
            let mut sections: Vec<_> = sections.iter().collect();
            sections.sort_by_key(|(heading, _)| names.place(**heading));
            for (heading, own) in sections {
                let depth = names.open(*heading, &mut above, &mut body);
                body.push(format!("{depth} {}", names.of(*heading, None)));
                let bullets = own.iter().map(|all| bullet(usual(all), ""));
                body.push(bullets.collect::<Vec<_>>().join("\n"));
            }
            (*set, *level, body.join("\n\n") + "\n")
        });
        files.collect()
    }
}

/// What most roles have of a behaviour, and of those the first: the others have changed it.
fn usual<'f>(all: &[&'f Behaviour]) -> &'f Behaviour {
    let count = |one: &Behaviour| all.iter().filter(|other| other.is_as(one)).count();
    let most = all.iter().map(|one| count(one)).max().unwrap_or_default();
    all.iter().find(|one| count(one) == most).copied().unwrap_or(all[0])
}
