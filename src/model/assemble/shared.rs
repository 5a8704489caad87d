use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{LevelId, SharedId, SharedSet, Status, Track};
use super::content::{self, BulletContent, CellContent, LevelContent, Relation};
use super::vocabulary::{Vocabulary, unknown};
use super::{id, maybe_prose};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{SharedFolder, Text, span_of};
use crate::source::{FileId, Span};

/// Every shared set, by id.
pub(super) struct SharedSets {
    sets: BTreeMap<String, Set>,
}

struct Set {
    set: Arc<SharedSet>,
    /// For problems of the set as a whole.
    file: FileId,
    levels: BTreeMap<String, LevelContent>,
    includes: Vec<(FileId, Text)>,
}

/// Reads all sets, and reports cycles and names of nothing among what they include.
pub(super) fn assemble(
    folders: &BTreeMap<String, SharedFolder>,
    vocabulary: &Vocabulary,
    out: &mut Diagnostics,
) -> SharedSets {
    let mut sets = BTreeMap::new();
    for (name, folder) in folders {
        let first = folder.shared.as_ref().map(|document| document.file);
        let Some(file) = first.or_else(|| Some(folder.levels.values().next()?.file)) else {
            continue;
        };
        let Some(id) = id(SharedId::new, name, Span::top(file), out) else { continue };
        let value = folder.shared.as_ref().map(|one| one.value.clone()).unwrap_or_default();
        let set = Arc::new(SharedSet {
            id,
            title: value.title,
            summary: maybe_prose(file, value.summary.as_ref()),
        });
        let mut levels = BTreeMap::new();
        for (level, parsed) in &folder.levels {
            if vocabulary.level(level).is_none() {
                let message = format!("no track has a level `{level}`");
                let help = did_you_mean(level, vocabulary.level_ids());
                out.push(
                    Diagnostic::error("unknown-level", Span::top(parsed.file), message)
                        .maybe_help(help),
                );
                continue;
            }
            check_front(parsed, out);
            levels.insert(level.clone(), content::read(parsed, vocabulary, out));
        }
        repeat(&mut levels, vocabulary, out);
        let includes = value.include.into_iter().map(|text| (file, text)).collect();
        sets.insert(name.clone(), Set { set, file, levels, includes });
    }
    let mut sets = SharedSets { sets };
    sets.check_includes(out);
    sets
}

/// A set is no level of its own: it has no title, tagline or attributes.
fn check_front(level: &crate::parse::LevelFile, out: &mut Diagnostics) {
    let front = &level.front;
    let texts = [&front.title, &front.tagline, &front.language];
    let keys = texts.into_iter().map(Option::as_ref).chain([front.attributes.keys().next()]);
    for text in keys.flatten().chain(front.remove.first()) {
        out.push(
            Diagnostic::error(
                "unknown-key",
                span_of(level.file, text),
                "a shared set only has behaviours: this key means nothing here",
            )
            .help("write it in the role's level file"),
        );
    }
    if front.status != Status::Current {
        let message = "a level of a shared set has no `status`";
        out.push(
            Diagnostic::error("unknown-key", Span::top(level.file), message)
                .help("write it in the role's level file"),
        );
    }
}

/// Looks up what `same_as` and bullets without words name within a set: lower levels of the same
/// track.
fn repeat(
    levels: &mut BTreeMap<String, LevelContent>,
    vocabulary: &Vocabulary,
    out: &mut Diagnostics,
) {
    let rungs = vocabulary.tracks.iter().flat_map(|track| &track.levels);
    // Lowest first, so that what is repeated may itself repeat.
    for rung in rungs {
        let Some(mut content) = levels.remove(rung.id.as_str()) else { continue };
        for (index, cell) in &mut content.cells {
            let Some((level, span)) = &cell.same_as else { continue };
            let is_lower = is_lower(vocabulary, level.as_str(), rung.id.as_str());
            match levels.get(level.as_str()).filter(|_| is_lower) {
                Some(lower) => cell.repeated = repeated(lower, *index, cell),
                None => out.push(
                    Diagnostic::error(
                        "impossible-same-as",
                        *span,
                        format!("`{level}` is not a lower level of this set"),
                    )
                    .help("name a lower level of the same track that the set has a file for"),
                ),
            }
        }
        for (index, cell) in &mut content.cells {
            say_again(cell, *index, |one| &one.cells, &lower(levels, vocabulary, &rung.id));
        }
        for (index, list) in &mut content.lists {
            say_again(list, *index, |one| &one.lists, &lower(levels, vocabulary, &rung.id));
        }
        levels.insert(rung.id.to_string(), content);
    }
}

/// The levels of a set below one, the nearest first.
fn lower<'s>(
    levels: &'s BTreeMap<String, LevelContent>,
    vocabulary: &Vocabulary,
    level: &LevelId,
) -> Vec<&'s LevelContent> {
    let tracks = vocabulary.tracks.iter();
    let ranks = tracks.filter_map(|track| Some((track, track.level(level.as_str())?.0)));
    let below = ranks.flat_map(|(track, rank)| track.levels[..rank].iter().rev());
    below.filter_map(|rung| levels.get(rung.id.as_str())).collect()
}

/// Gives bullets without words the words of the nearest lower level that has their id. A role may
/// have them where the set has not: so those that are not found stay.
fn say_again(
    cell: &mut CellContent,
    index: usize,
    select: fn(&LevelContent) -> &Vec<(usize, CellContent)>,
    lower: &[&LevelContent],
) {
    for bullet in &mut cell.bullets {
        if !matches!(bullet.relation, Relation::Again { .. }) {
            continue;
        }
        let id = &bullet.behaviour.id;
        let cells = lower.iter().flat_map(|level| select(level));
        let theirs = cells.filter(|(other, _)| *other == index);
        let mut theirs = theirs.flat_map(|(_, cell)| cell.bullets.iter().chain(&cell.repeated));
        let is_it = |one: &&BulletContent| {
            one.behaviour.id == *id && one.relation != Relation::Again { is_found: false }
        };
        if let Some(found) = theirs.find(is_it) {
            bullet.behaviour = found.behaviour.clone();
            bullet.relation = Relation::Again { is_found: true };
        }
    }
}

/// What a lower level says in a cell, less what the cell says anew.
fn repeated(lower: &LevelContent, index: usize, cell: &CellContent) -> Vec<BulletContent> {
    let theirs = lower.cells.iter().filter(|(other, _)| *other == index);
    let theirs = theirs.flat_map(|(_, cell)| cell.repeated.iter().chain(&cell.bullets));
    let is_said_anew = |one: &BulletContent| {
        cell.bullets.iter().any(|own| {
            let own = &own.behaviour;
            own.id == one.behaviour.id || own.replaces.contains(&one.behaviour.id)
        })
    };
    theirs.filter(|one| !is_said_anew(one)).cloned().collect()
}

fn is_lower(vocabulary: &Vocabulary, lower: &str, level: &str) -> bool {
    let is_below = |track: &Arc<Track>| {
        let place = |id: &str| track.level(id).map(|(place, _)| place);
        place(lower).zip(place(level)).is_some_and(|(lower, level)| lower < level)
    };
    vocabulary.tracks.iter().any(is_below)
}

impl SharedSets {
    /// Takes away what can't be included: then every later walk ends.
    fn check_includes(&mut self, out: &mut Diagnostics) {
        let names: Vec<String> = self.sets.keys().cloned().collect();
        for name in &names {
            let includes = self.sets.get(name).map(|set| set.includes.clone()).unwrap_or_default();
            for (file, text) in includes {
                let target = text.get_ref();
                let is_known = self.sets.contains_key(target);
                if !is_known {
                    let known = names.iter().map(String::as_str);
                    unknown::<()>("shared set", file, &text, known, out);
                }
                let path = is_known.then(|| self.path(target, name)).flatten();
                if let Some(path) = &path {
                    let path: Vec<&str> =
                        std::iter::once(&**name).chain(path.iter().map(|s| &**s)).collect();
                    let message = format!("a set includes itself: {}", path.join(" → "));
                    out.push(
                        Diagnostic::error("inclusion-cycle", span_of(file, &text), message)
                            .help("take one of these includes away"),
                    );
                }
                if let (Some(set), true) = (self.sets.get_mut(name), !is_known || path.is_some()) {
                    set.includes.retain(|(_, one)| one.get_ref() != target);
                }
            }
        }
    }

    /// A way from one set to another by inclusion.
    fn path(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut open = vec![vec![from.to_owned()]];
        let mut seen = std::collections::HashSet::new();
        while let Some(path) = open.pop() {
            let last = path.last()?.clone();
            if last == to {
                return Some(path);
            }
            if seen.insert(last.clone()) {
                for (_, include) in &self.sets.get(&last)?.includes {
                    let mut path = path.clone();
                    path.push(include.get_ref().clone());
                    open.push(path);
                }
            }
        }
        None
    }

    /// The sets that a role includes, what they include before themselves, each once.
    pub(super) fn flattened(
        &self,
        file: FileId,
        includes: &[Text],
        out: &mut Diagnostics,
    ) -> Vec<Included<'_>> {
        let mut order: Vec<&str> = Vec::new();
        for text in includes {
            match self.sets.get_key_value(text.get_ref()) {
                Some((name, _)) => self.visit(name, &mut order),
                None => {
                    let known = self.sets.keys().map(String::as_str);
                    unknown::<()>("shared set", file, text, known, out);
                }
            }
        }
        let included = |name: &str| {
            let set = self.sets.get(name)?;
            Some(Included { set: &set.set, levels: &set.levels })
        };
        order.into_iter().filter_map(included).collect()
    }

    /// Whether there is a set of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.sets.contains_key(name)
    }

    /// Reports sets that none of `includes` leads to: what stands in them is on no page.
    pub(super) fn report_unused<'t>(
        &self,
        includes: impl Iterator<Item = &'t Text>,
        out: &mut Diagnostics,
    ) {
        let mut used: Vec<&str> = Vec::new();
        for text in includes {
            if let Some((name, _)) = self.sets.get_key_value(text.get_ref()) {
                self.visit(name, &mut used);
            }
        }
        for (name, set) in self.sets.iter().filter(|(name, _)| !used.contains(&name.as_str())) {
            let message = format!("no role includes the shared set `{name}`");
            out.push(
                Diagnostic::warning("unused-shared", Span::top(set.file), message)
                    .help(format!("add `{name}` to `include` in role.toml, or delete the folder")),
            );
        }
    }

    fn visit<'s>(&'s self, name: &'s str, order: &mut Vec<&'s str>) {
        if order.contains(&name) {
            return;
        }
        let Some(set) = self.sets.get(name) else { return };
        for (_, include) in &set.includes {
            self.visit(include.get_ref(), order);
        }
        order.push(name);
    }
}

/// A shared set as a role sees it.
pub(super) struct Included<'s> {
    pub(super) set: &'s Arc<SharedSet>,
    pub(super) levels: &'s BTreeMap<String, LevelContent>,
}
