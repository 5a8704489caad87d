//! One track out of the ladders of several roles.

use std::collections::BTreeSet;

use super::foreign::{Foreign, Level, Role, Track, TrackLevel};
use super::ids::{self, Count, slug};

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

/// The track of levels that are named in words, which tell of no other.
const WORDED: (&str, &str) = ("levels", "Levels");

impl Foreign {
    /// Makes the tracks of roles whose levels have nothing but their names. Roles that share a level
    /// are of one track, and so are those that count in the same way (`L2`, `L3`): in the order of
    /// numbers, or of the first role that has two levels. Roles that have nothing in common are on
    /// tracks of their own.
    pub(super) fn make_tracks(&mut self) {
        let mut left: Vec<usize> =
            (0..self.roles.len()).filter(|at| self.roles[*at].track.is_empty()).collect();
        while !left.is_empty() {
            let mut group = vec![left.remove(0)];
            let first = &self.roles[group[0]];
            let (mut ladder, mut marks) = (own_ladder(first), marks(first));
            let is_of_it = |role: usize, marks: &BTreeSet<String>| {
                self::marks(&self.roles[role]).iter().any(|mark| marks.contains(mark))
            };
            while let Some(next) = left.iter().position(|role| is_of_it(*role, &marks)) {
                let role = &self.roles[left[next]];
                let own = own_ladder(role);
                let ordered = in_order(&own, &ladder);
                if ordered != own && counts(&own).is_none() {
                    self.trace.notes.push(format!(
                        "{}: the order of its levels is that of {}, which has them otherwise",
                        role.title, first.title
                    ));
                }
                ladder = joined(&ladder, &ordered);
                marks.extend(self::marks(role));
                group.push(left.remove(next));
            }
            group.sort_unstable();
            self.make_track(ladder, &group);
        }
    }

    fn make_track(&mut self, mut ladder: Vec<Rung>, group: &[usize]) {
        let counts = counts(&ladder);
        let mut tracks = counts.iter().flatten().map(Count::track);
        let track = tracks.next().flatten().filter(|first| tracks.all(|one| one == Some(*first)));
        if counts.is_some() {
            ladder.sort_by_key(number);
        }
        // Roles may write one name in several ways: the first has the say.
        let named = |rung: &Rung| {
            let mut known = group.iter().flat_map(|at| &self.roles[*at].levels);
            let name = known.find(|one| one.id == rung.id).map(|one| one.name.clone());
            Rung { id: rung.id.clone(), name: name.unwrap_or_default() }
        };
        let ladder: Vec<Rung> = ladder.iter().map(named).collect();
        let mut levels = levels(&ladder);
        if counts.is_some() {
            let numbered = levels.iter_mut().zip(&ladder);
            numbered.for_each(|(level, rung)| level.number = number(rung).unwrap_or_default());
        }
        let (id, name) = track.unwrap_or(WORDED);
        let (mut id, mut name) = (id.to_owned(), name.to_owned());
        let owner = &self.roles[group[0]];
        if self.tracks.iter().any(|one| one.id == id) {
            (id, name) = (self.free_track_id(&id, &owner.id), owner.title.clone());
        }
        for at in group {
            let role = &mut self.roles[*at];
            role.track.clone_from(&id);
            let place = |level: &Level| levels.iter().position(|one| one.id == level.id);
            role.levels.sort_by_key(place);
            for level in &mut role.levels {
                level.number = place(level).map_or(0, |at| levels[at].number);
            }
        }
        self.tracks.push(Track { id, name, levels });
    }

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
        let id = self.free_track_id(track, owner);
        let own: Vec<Rung> = ladder.iter().map(|rung| self.apart(rung, &id, owner)).collect();
        self.push_track(&id, owner_name, &own);
        (id, own.into_iter().map(|rung| rung.id).collect())
    }

    fn free_track_id(&self, track: &str, owner: &str) -> String {
        let id = slug(&format!("{track}-{owner}"));
        ids::free(&id, |id| self.tracks.iter().all(|one| one.id != *id))
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

/// What a role's levels are called, as they stand.
fn own_ladder(role: &Role) -> Vec<Rung> {
    let rung = |level: &Level| Rung { id: level.id.clone(), name: level.name.clone() };
    role.levels.iter().map(rung).collect()
}

/// What roles of one track share one of: ids of levels, and the letters that they count with.
fn marks(role: &Role) -> BTreeSet<String> {
    let counts = role.levels.iter().filter_map(|level| Count::of(&level.name));
    let letters = counts.map(|count| format!("{} #", count.letters));
    role.levels.iter().map(|level| level.id.clone()).chain(letters).collect()
}

fn number(rung: &Rung) -> Option<u32> {
    Count::of(&rung.name).map(|count| count.number)
}

/// The numbers of levels, where all of them count, and in the same way.
fn counts(ladder: &[Rung]) -> Option<Vec<Count>> {
    let counts: Vec<Count> =
        ladder.iter().map(|rung| Count::of(&rung.name)).collect::<Option<_>>()?;
    let is_alike = |one: &[Count]| {
        one[0].letters == one[1].letters
            || one[0].track().is_some() && one[0].track() == one[1].track()
    };
    counts.windows(2).all(is_alike).then_some(counts)
}

fn place(ladder: &[Rung], rung: &Rung) -> Option<usize> {
    ladder.iter().position(|one| one.id == rung.id)
}

/// A ladder with the levels that another has too in the order of that.
fn in_order(own: &[Rung], ladder: &[Rung]) -> Vec<Rung> {
    let mut known: Vec<&Rung> = own.iter().filter(|one| place(ladder, one).is_some()).collect();
    known.sort_by_key(|one| place(ladder, one));
    let mut known = known.into_iter();
    let next = |one: &Rung| place(ladder, one).and_then(|_| known.next()).unwrap_or(one).clone();
    own.iter().map(next).collect()
}

/// Both ladders as one in which each keeps its order, if they share a level and agree on the order.
fn merge(ladder: &[Rung], other: &[Rung]) -> Option<Vec<Rung>> {
    let is_shared = other.iter().any(|one| place(ladder, one).is_some());
    (is_shared && in_order(other, ladder) == other).then(|| joined(ladder, other))
}

/// Both ladders, which agree on the order, as one. What only the other has stands right below the
/// next that both have, or above all.
fn joined(ladder: &[Rung], other: &[Rung]) -> Vec<Rung> {
    let mut joined = ladder.to_vec();
    for (at, rung) in other.iter().enumerate().filter(|(_, rung)| place(ladder, rung).is_none()) {
        let next = other[at..].iter().find_map(|one| place(&joined, one));
        joined.insert(next.unwrap_or(joined.len()), rung.clone());
    }
    joined
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
            ("a b", "a c", Some("a b c")),
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

    fn roles(ladders: &[(&str, &str)]) -> Foreign {
        let level = |name: &str| {
            let name = name.replace('_', " ");
            Level { id: slug(&name), name, ..Level::default() }
        };
        let role = |(id, names): &(&str, &str)| Role {
            id: (*id).to_owned(),
            title: id.to_uppercase(),
            levels: names.split_whitespace().map(level).collect(),
            ..Role::default()
        };
        let roles = ladders.iter().map(role).collect();
        let mut foreign = Foreign { roles, ..Foreign::default() };
        foreign.make_tracks();
        foreign
    }

    #[test]
    fn roles_that_share_a_level_share_a_track() {
        let tracks = |ladders: &[(&str, &str)]| {
            let ids = |track: &Track| {
                let ids = track.levels.iter().map(|level| level.id.as_str());
                format!("{}: {}", track.id, ids.collect::<Vec<_>>().join(" "))
            };
            roles(ladders).tracks.iter().map(ids).collect::<Vec<_>>()
        };
        // The third tells what the first two have to do with each other.
        assert_eq!(
            tracks(&[("a", "cadet mate"), ("b", "pilot chief"), ("c", "mate pilot")]),
            ["levels: cadet mate pilot chief"]
        );
        assert_eq!(
            tracks(&[("a", "cadet mate"), ("b", "chief")]),
            ["levels: cadet mate", "levels-b: chief"]
        );
        assert_eq!(
            tracks(&[("a", "IC3 IC4"), ("b", "IC2"), ("c", "M4"), ("d", "D1")]),
            ["ic: ic2 ic3 ic4", "manager: m4", "ic-d: d1"]
        );
        assert_eq!(
            tracks(&[("a", "Level_3 Level_1"), ("b", "Level_2")]),
            ["levels: level-1 level-2 level-3"]
        );
        assert_eq!(
            tracks(&[("a", "Pilot_1 Pilot_2 Chief_1"), ("b", "Chief_1 IC1")]),
            ["levels: pilot-1 pilot-2 chief-1 ic1"]
        );
    }

    #[test]
    fn the_first_role_has_the_say_on_order_and_names() {
        let foreign = roles(&[("a", "Mate Pilot"), ("b", "PILOT MATE Cadet")]);
        let names: Vec<&str> = foreign.tracks[0].levels.iter().map(|one| &*one.name).collect();
        assert_eq!(names, ["Mate", "Pilot", "Cadet"]);
        let own: Vec<&str> = foreign.roles[1].levels.iter().map(|one| &*one.id).collect();
        assert_eq!(own, ["mate", "pilot", "cadet"]);
        assert_eq!(foreign.trace.notes.len(), 1, "{:?}", foreign.trace.notes);
    }
}
