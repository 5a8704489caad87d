//! Roles, once all sheets have been read.

use super::Reader;
use super::cell::LevelName;
use crate::import::foreign::{Foreign, Level, Role, SectionKind};

/// The levels of a role that are of one track, as far as their names tell.
type Part<'n> = (Option<&'n str>, Vec<(LevelName, Level)>);

impl Reader {
    /// Roles without their tracks, once all is read.
    pub(super) fn finish(mut self) -> Foreign {
        self.read_notes();
        let mut files: Vec<Vec<String>> = Vec::new();
        for draft in std::mem::take(&mut self.roles) {
            // Short names tell those who manage from the others of a role, if all levels have them.
            let are_short = draft.levels.iter().all(|(name, _)| name.track().is_some());
            let mut parts: Vec<Part<'_>> = Vec::new();
            let mut own = Vec::new();
            for (name, level) in draft.levels {
                let track = name.track().filter(|_| are_short);
                match parts.iter_mut().find(|(one, _)| *one == track) {
                    Some((_, levels)) => levels.push((name, level)),
                    None => parts.push((track, vec![(name, level)])),
                }
            }
            let is_split = parts.len() > 1;
            for (track, levels) in parts {
                let title = match (is_split, track) {
                    (true, Some("manager")) => format!("{} (manager)", draft.title),
                    _ => draft.title.clone(),
                };
                let finished = |(name, level)| finished(level, name, &title);
                let levels: Vec<Level> = levels.into_iter().map(finished).collect();
                let id = self.foreign.free_role_id(&title);
                own.push(format!("content/roles/{id}/role.toml"));
                own.extend(levels.iter().map(|one| format!("content/roles/{id}/{}.md", one.id)));
                self.foreign.roles.push(Role { id, title, levels, ..Role::default() });
            }
            files.push(own);
        }
        let sources = &mut self.foreign.trace.sources;
        let others = sources.len() - self.told.len();
        for (source, roles) in sources[others..].iter_mut().zip(self.told) {
            source.targets.extend(roles.into_iter().flat_map(|at| files[at].clone()));
            source.targets.push("content/framework.toml".to_owned());
        }
        self.foreign
    }
}

/// A level with its title, and its attributes before all else.
fn finished(mut level: Level, name: LevelName, role: &str) -> Level {
    level.sections.sort_by_key(|section| section.kind != SectionKind::Attribute);
    let titles = [level.title, name.title, role.to_owned()];
    let title = titles.into_iter().find(|one| !one.is_empty()).unwrap_or_default();
    Level { title, ..level }
}
