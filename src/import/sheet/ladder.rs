//! Roles, tracks and the order of levels, once all sheets have been read.

use std::collections::HashMap;

use super::Reader;
use super::cell::LevelName;
use crate::import::foreign::{Foreign, Level, Role, SectionKind, Track, TrackLevel};
use crate::import::ids::slug;

impl Reader {
    /// Roles, tracks and names, once all is read.
    pub(super) fn finish(mut self) -> Foreign {
        self.read_notes();
        let are_coded = self.levels().all(|name| name.code.is_some());
        let tracks = self.tracks(are_coded);
        let mut files: Vec<Vec<String>> = Vec::new();
        let mut ids: HashMap<String, usize> = HashMap::new();
        for draft in std::mem::take(&mut self.roles) {
            let mut parts: Vec<(&str, Vec<(LevelName, Level)>)> = Vec::new();
            for (name, level) in draft.levels {
                let track = name.track(are_coded).0;
                match parts.iter_mut().find(|(one, _)| *one == track) {
                    Some((_, levels)) => levels.push((name, level)),
                    None => parts.push((track, vec![(name, level)])),
                }
            }
            let is_split = parts.len() > 1;
            let mut own = Vec::new();
            for (track, levels) in parts {
                let title = match (is_split, track) {
                    (true, "manager") => format!("{} (manager)", draft.title),
                    _ => draft.title.clone(),
                };
                let mut id = slug(&title);
                let times = ids.entry(id.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    id = format!("{id}-{times}");
                }
                own.push(format!("content/roles/{id}/role.toml"));
                own.extend(
                    levels.iter().map(|(one, _)| format!("content/roles/{id}/{}.md", one.id)),
                );
                self.foreign.roles.push(role(id, title, track, levels, &tracks));
            }
            files.push(own);
        }
        for (source, roles) in self.foreign.trace.sources.iter_mut().zip(self.told) {
            source.targets.extend(roles.into_iter().flat_map(|at| files[at].clone()));
            source.targets.push("content/framework.toml".to_owned());
        }
        self.foreign.tracks = tracks;
        self.foreign
    }

    pub(super) fn levels(&self) -> impl Iterator<Item = &LevelName> {
        self.roles.iter().flat_map(|role| &role.levels).map(|(name, _)| name)
    }

    /// Every level of all roles in its track: by their numbers, or in the order in which they come.
    fn tracks(&self, are_coded: bool) -> Vec<Track> {
        let mut tracks: Vec<Track> = Vec::new();
        for name in self.levels() {
            let (id, title) = name.track(are_coded);
            let at = tracks.iter().position(|one| one.id == id).unwrap_or_else(|| {
                let (id, name) = (id.to_owned(), title.to_owned());
                tracks.push(Track { id, name, levels: Vec::new() });
                tracks.len() - 1
            });
            let levels = &mut tracks[at].levels;
            if levels.iter().any(|one| one.id == name.id) {
                continue;
            }
            let number = name.code.as_ref().filter(|_| are_coded).map(|(_, number)| *number);
            let number = number.or_else(|| u32::try_from(levels.len()).ok()).unwrap_or_default();
            let (id, name) = (name.id.clone(), name.name.clone());
            levels.push(TrackLevel { id, name, number, parallel: Vec::new() });
        }
        tracks.iter_mut().for_each(|track| track.levels.sort_by_key(|level| level.number));
        tracks
    }
}

fn role(
    id: String,
    title: String,
    track: &str,
    levels: Vec<(LevelName, Level)>,
    tracks: &[Track],
) -> Role {
    let all = tracks.iter().find(|one| one.id == track).map(|one| &one.levels[..]);
    let place = |id: &str| all.unwrap_or_default().iter().position(|one| one.id == id);
    let made = |(name, level): (LevelName, Level)| Level {
        number: place(&name.id).and_then(|at| u32::try_from(at).ok()).unwrap_or_default(),
        title: [level.title, name.title, title.clone()]
            .into_iter()
            .find(|one| !one.is_empty())
            .unwrap_or_default(),
        ..level
    };
    let mut levels: Vec<Level> = levels.into_iter().map(made).collect();
    levels.sort_by_key(|level| level.number);
    for level in &mut levels {
        level.sections.sort_by_key(|section| section.kind != SectionKind::Attribute);
    }
    Role { id, title, track: track.to_owned(), levels, ..Role::default() }
}
