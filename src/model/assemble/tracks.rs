use std::sync::Arc;

use super::super::{LevelId, Track, TrackId, TrackLevel};
use super::vocabulary::unknown;
use super::{Uniques, id, maybe_prose};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{TrackTable, span_of};
use crate::source::FileId;

/// Every track, with its levels and what stands beside them.
pub(super) fn tracks(
    file: FileId,
    tables: &[TrackTable],
    out: &mut Diagnostics,
) -> Vec<Arc<Track>> {
    let mut track_ids = Uniques::new("tracks");
    let mut level_ids = Uniques::new("levels");
    let mut tracks: Vec<Track> = Vec::new();
    for table in tables {
        let span = span_of(file, &table.id);
        let Some(track) = id(TrackId::new, table.id.get_ref(), span, out) else { continue };
        if !track_ids.insert(track.as_str(), span, out) {
            continue;
        }
        let mut levels = Vec::new();
        for level in &table.level {
            let span = span_of(file, &level.id);
            let Some(id) = id(LevelId::new, level.id.get_ref(), span, out) else { continue };
            if level_ids.insert(id.as_str(), span, out) {
                let summary = maybe_prose(file, level.summary.as_ref());
                let name = level.name.clone();
                levels.push(TrackLevel { id, name, summary, parallel: Vec::new(), span });
            }
        }
        let summary = maybe_prose(file, table.summary.as_ref());
        tracks.push(Track { id: track, name: table.name.clone(), summary, levels, span });
    }
    set_parallels(file, tables, &mut tracks, out);
    tracks.into_iter().map(Arc::new).collect()
}

/// Makes parallels known to both sides, whichever side wrote them.
fn set_parallels(file: FileId, tables: &[TrackTable], tracks: &mut [Track], out: &mut Diagnostics) {
    let ids: Vec<(usize, LevelId)> = tracks
        .iter()
        .enumerate()
        .flat_map(|(track, one)| one.levels.iter().map(move |level| (track, level.id.clone())))
        .collect();
    let mut pairs = Vec::new();
    for level in tables.iter().flat_map(|table| &table.level) {
        let Some(own) = ids.iter().find(|(_, id)| id.as_str() == level.id.get_ref()) else {
            continue;
        };
        for text in &level.parallel {
            match ids.iter().find(|(_, id)| id.as_str() == text.get_ref()) {
                Some(other) if other.0 != own.0 => {
                    pairs.push((own.1.clone(), other.1.clone()));
                    pairs.push((other.1.clone(), own.1.clone()));
                }
                Some(_) => out.push(
                    Diagnostic::error(
                        "impossible-parallel",
                        span_of(file, text),
                        "a level can't be parallel to a level of its own track",
                    )
                    .help("name a level of another track"),
                ),
                None => {
                    let known = ids.iter().map(|(_, id)| id.as_str());
                    unknown::<()>("level", file, text, known, out);
                }
            }
        }
    }
    for level in tracks.iter_mut().flat_map(|track| &mut track.levels) {
        for (own, other) in &pairs {
            if *own == level.id && !level.parallel.contains(other) {
                level.parallel.push(other.clone());
            }
        }
    }
}
