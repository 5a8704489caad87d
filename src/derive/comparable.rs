//! A role as it is handed to the browser, which matches its levels with those of any other role.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::matches::{places, texts};
use super::matching::{Kin, distinct, kin, plain};
use super::step::Side;
use crate::model::{BehaviourId, Framework, Level, Role};

/// All that [`Matches::between`](super::Matches::between) reads of a role.
///
/// Matching two levels needs nothing but the two roles: how rare a word is, is counted in both
/// together, and a stem is the same number everywhere. Cost to make: linear in the role.
#[derive(Debug)]
pub struct Comparable<'r> {
    /// Plain texts of its behaviours, each once, as a vocabulary counts them.
    pub texts: Vec<Cow<'r, str>>,
    /// Every word of these texts and of the names of its competencies.
    pub kin: Vec<Kin>,
    places: HashMap<Cow<'r, str>, usize>,
}

impl<'r> Comparable<'r> {
    /// Reads a role.
    #[must_use]
    pub fn new(role: &'r Role) -> Comparable<'r> {
        let texts = distinct(texts(role));
        let names = role.levels.iter().flat_map(|level| rows(role, level)).map(|row| row.name);
        let names: Vec<Cow<'_, str>> = names.map(plain).collect();
        let kin = kin(texts.iter().chain(&names).map(|text| &**text));
        let places = texts.iter().cloned().enumerate().map(|(at, text)| (text, at)).collect();
        Comparable { texts, kin, places }
    }

    /// Place of a behaviour's text, given as Markdown, among `texts`.
    #[must_use]
    pub fn place(&self, markdown: &str) -> Option<usize> {
        self.places.get(&plain(markdown)).copied()
    }
}

/// What a level says anything of, in the order in which it is matched.
pub fn rows<'f>(role: &'f Role, level: &'f Level) -> impl Iterator<Item = Side<'f>> {
    places(level).map(move |place| Side::new((role, level), place))
}

/// Ids that a behaviour of the framework has replaced: only these matter where an id was not
/// written but made of a text.
#[must_use]
pub fn replaced(framework: &Framework) -> HashSet<BehaviourId> {
    let levels = framework
        .roles
        .iter()
        .flat_map(|role| role.levels.iter().flat_map(move |level| rows(role, level)));
    let behaviours = levels.flat_map(|row| row.items).map(|one| &one.behaviour);
    behaviours.flat_map(|one| one.replaces.iter().cloned()).collect()
}
