//! One track out of the ladders of several roles.

use super::foreign::{Foreign, Track, TrackLevel};
use super::ids::slug;

/// A level of a ladder, as its source calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    pub(super) id: String,
    pub(super) name: String,
}

/// An id and a name of the track that a ladder is of, and of the one who has the ladder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) track: (&'a str, &'a str),
    pub(super) owner: (&'a str, &'a str),
}

impl Foreign {
    /// Adds a ladder, lowest level first, to its track, and makes that if need be. A ladder that
    /// shares no level with the track, or has them in another order, becomes a track of its own.
    ///
    /// Gives the id of the track, and those of the levels in it: an id stands in one track only.
    pub(super) fn add_ladder(
        &mut self,
        place: Place<'_>,
        ladder: &[Rung],
    ) -> (String, Vec<String>) {
        let (track, name) = place.track;
        let (owner, owner_name) = place.owner;
        let own: Vec<Rung> = ladder.iter().map(|rung| self.apart(rung, track, owner)).collect();
        let Some(at) = self.tracks.iter().position(|one| one.id == track) else {
            self.push_track(track, name, &own);
            return (track.to_owned(), own.into_iter().map(|rung| rung.id).collect());
        };
        if let Some(merged) = merge(&rungs(&self.tracks[at]), &own) {
            self.tracks[at].levels = levels(&merged);
            return (track.to_owned(), own.into_iter().map(|rung| rung.id).collect());
        }
        let id = format!("{track}-{owner}");
        let own: Vec<Rung> = ladder.iter().map(|rung| self.apart(rung, &id, owner)).collect();
        self.push_track(&id, owner_name, &own);
        (id, own.into_iter().map(|rung| rung.id).collect())
    }

    fn push_track(&mut self, id: &str, name: &str, own: &[Rung]) {
        let (id, name) = (id.to_owned(), name.to_owned());
        self.tracks.push(Track { id, name, levels: levels(own) });
    }

    /// A level with an id that no level of another track has.
    fn apart(&self, rung: &Rung, track: &str, owner: &str) -> Rung {
        let mut others = self.tracks.iter().filter(|one| one.id != track).flat_map(|t| &t.levels);
        let is_taken = others.any(|level| level.id == rung.id);
        let id = if is_taken { slug(&format!("{owner}-{}", rung.id)) } else { rung.id.clone() };
        Rung { id, name: rung.name.clone() }
    }
}

fn rungs(track: &Track) -> Vec<Rung> {
    let rung = |level: &TrackLevel| Rung { id: level.id.clone(), name: level.name.clone() };
    track.levels.iter().map(rung).collect()
}

fn levels(rungs: &[Rung]) -> Vec<TrackLevel> {
    let level = |(number, rung): (u32, &Rung)| TrackLevel {
        id: rung.id.clone(),
        name: rung.name.clone(),
        number,
        parallel: Vec::new(),
    };
    (0..).zip(rungs).map(level).collect()
}

/// Both ladders as one in which each keeps its order, if they share a level and agree on the order.
fn merge(ladder: &[Rung], other: &[Rung]) -> Option<Vec<Rung>> {
    let mut merged = ladder.to_vec();
    let place = |merged: &[Rung], id: &str| merged.iter().position(|rung| rung.id == id);
    // What stands below the first level of both goes right below it.
    let mut next = other.iter().find_map(|rung| place(&merged, &rung.id))?;
    for rung in other {
        match place(&merged, &rung.id) {
            Some(at) if at < next => return None,
            Some(at) => next = at + 1,
            None => {
                merged.insert(next, rung.clone());
                next += 1;
            }
        }
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(ids: &str) -> Vec<Rung> {
        let rung = |id: &str| Rung { id: id.to_owned(), name: id.to_uppercase() };
        ids.split_whitespace().map(rung).collect()
    }

    #[test]
    fn ladders_that_agree_become_one() {
        for (one, other, both) in [
            ("a b d", "b c d e", Some("a b c d e")),
            ("b c", "a b", Some("a b c")),
            ("a b", "a b", Some("a b")),
            ("a b", "c d", None),
            ("a b", "b a", None),
        ] {
            assert_eq!(merge(&ladder(one), &ladder(other)), both.map(ladder), "{one} / {other}");
        }
    }

    #[test]
    fn an_id_stands_in_one_track() {
        let mut foreign = Foreign::default();
        let place = |track, owner| Place { track: (track, track), owner: (owner, owner) };
        let mut add = |track, owner, ids| foreign.add_ladder(place(track, owner), &ladder(ids));
        assert_eq!(add("ic", "deck", "mate pilot").1, ["mate", "pilot"]);
        assert_eq!(add("ic", "port", "pilot chief").1, ["pilot", "chief"]);
        assert_eq!(add("ic", "yard", "smith").0, "ic-yard");
        assert_eq!(add("ic", "shed", "pilot mate").1, ["shed-pilot", "shed-mate"]);
        assert_eq!(add("manager", "deck", "chief").1, ["deck-chief"]);
        let ladder: Vec<&str> = foreign.tracks[0].levels.iter().map(|l| l.id.as_str()).collect();
        assert_eq!(ladder, ["mate", "pilot", "chief"]);
    }
}
