//! Which headings name one competency.
//!
//! Names drift: the same competency is "Personal growth" at one level and "Personal Growth" at the
//! next, "Strategy" here and "Strategy and Change Management" there. Headings stay as their authors
//! wrote them; a competency gets the most common name and the others as aliases.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Block, Inline, split_icon, text};
use super::foreign::{Cell, Foreign, Level, SectionKind};
use super::ids::{self, slug};

/// A competency of the framework.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Competency {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) pillar: Option<String>,
    pub(super) aliases: Vec<String>,
}

/// One name in one pillar, in any letter case, and where it stands.
#[derive(Debug, Default)]
struct Name {
    pillar: Option<String>,
    key: String,
    /// Spellings with how often each is used.
    spellings: BTreeMap<String, usize>,
    /// Headings with an icon before the name. An icon is decoration: it belongs neither into an id
    /// nor into an A to Z, so such a heading is an alias.
    decorated: BTreeSet<String>,
    /// `(role or shared set, level)` by position.
    pages: BTreeSet<(usize, usize)>,
}

/// Finds the competencies of a framework, in the order of its pages, and notes in the trace which
/// names were taken for one and which were not although they look alike.
pub(super) fn gather(foreign: &mut Foreign) -> Vec<Competency> {
    demote_silent(foreign);
    let names = ordered_names(foreign);
    let mut group: Vec<usize> = (0..names.len()).collect();
    let all: BTreeSet<&str> = names.iter().map(|n| n.key.as_str()).collect();
    let lists = foreign.attributes.iter().filter(|one| one.is_list);
    let lists: BTreeSet<String> = lists.map(|one| one.label.to_lowercase()).collect();
    for a in 0..names.len() {
        for b in a + 1..names.len() {
            let (from, to) = (group[b], group[a]);
            // Two names of one level are two competencies, however much a third is like both.
            let pages = |of: usize| {
                let members = (0..names.len()).filter(|n| group[*n] == of);
                members.flat_map(|n| &names[n].pages).collect::<BTreeSet<_>>()
            };
            if is_one(&names[a], &names[b], &all) && pages(from).is_disjoint(&pages(to)) {
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
    }
    let mut used = BTreeSet::new();
    let mut competencies = Vec::new();
    for leader in 0..names.len() {
        let members: Vec<&Name> =
            (0..names.len()).filter(|n| group[*n] == leader).map(|n| &names[n]).collect();
        if !members.is_empty() {
            let notes = &mut foreign.trace.notes;
            competencies.push(competency(&members, (&all, &lists), &mut used, notes));
        }
    }
    note_lookalikes(&competencies, &mut foreign.trace.notes);
    note_gaps(&competencies, foreign);
    competencies
}

/// Headings below which nothing stands at any level are no competencies: they are lines in bold.
fn demote_silent(foreign: &mut Foreign) {
    let levels = || foreign.roles.iter().flat_map(|role| &role.levels);
    let told: BTreeSet<String> = levels()
        .flat_map(|level| &level.sections)
        .flat_map(|section| &section.cells)
        .filter(|cell| cell.says_anything())
        .map(|cell| split_icon(&cell.name).1.to_lowercase())
        .collect();
    let mut silent = Vec::new();
    for level in foreign.roles.iter_mut().flat_map(|role| &mut role.levels) {
        for section in &mut level.sections {
            let is_silent =
                |cell: &mut Cell| !told.contains(&split_icon(&cell.name).1.to_lowercase());
            for cell in section.cells.extract_if(.., is_silent) {
                let bold = vec![Inline::Strong(text(&cell.name))];
                section.intro.push(Block::Paragraph(bold));
                silent.push(format!("`{}`", cell.name));
            }
        }
    }
    if !silent.is_empty() {
        foreign.trace.notes.push(format!(
            "nothing stands below these headings, so they are lines in bold: {}",
            silent.join(", ")
        ));
    }
}

/// All names, each after the one that it follows on the page where it appears first.
fn ordered_names(foreign: &Foreign) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let own = foreign.roles.iter().map(|role| &role.levels);
    let all = own.chain(foreign.shared.iter().map(|set| &set.levels));
    for (r, levels) in all.enumerate() {
        for (l, level) in levels.iter().enumerate() {
            for section in &level.sections {
                let pillar = (section.kind == SectionKind::Pillar).then(|| {
                    let known = foreign.pillar(&section.name).map(|one| &one.name);
                    known.unwrap_or(&section.name).clone()
                });
                let mut before: Option<usize> = None;
                for cell in &section.cells {
                    let (icon, name) = split_icon(&cell.name);
                    let key = name.to_lowercase();
                    let found = names.iter().position(|n| n.key == key && n.pillar == pillar);
                    let at = found.unwrap_or_else(|| {
                        let at = before.map_or(names.len(), |b| b + 1);
                        names.insert(at, Name { pillar: pillar.clone(), key, ..Name::default() });
                        at
                    });
                    *names[at].spellings.entry(name.to_owned()).or_default() += 1;
                    if icon.is_some() {
                        names[at].decorated.insert(cell.name.clone());
                    }
                    names[at].pages.insert((r, l));
                    before = Some(at);
                }
            }
        }
    }
    let order: Vec<&str> = foreign.pillars.iter().map(|p| p.name.as_str()).collect();
    names.sort_by_key(|n| n.pillar.as_ref().and_then(|p| order.iter().position(|o| o == p)));
    names
}

/// Whether two names are one competency: alike by their words, in one pillar, never on one page, and
/// in use at different levels of the same role.
fn is_one(a: &Name, b: &Name, all: &BTreeSet<&str>) -> bool {
    let roles = |n: &Name| n.pages.iter().map(|(role, _)| *role).collect::<BTreeSet<_>>();
    a.pillar == b.pillar
        && a.pages.is_disjoint(&b.pages)
        && !roles(a).is_disjoint(&roles(b))
        && are_variants(&a.key, &b.key, all)
}

/// Whether two names in lower case are variants of one: equal but for plurals, or one is the other
/// with something added that is no competency of its own, or long names that differ in the last word.
fn are_variants(a: &str, b: &str, all: &BTreeSet<&str>) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.replace('&', " and ");
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.map(|w| w.strip_suffix('s').filter(|w| w.len() > 2).unwrap_or(w).to_owned()).collect()
    };
    let (a, b) = (words(a), words(b));
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.is_empty() {
        return false;
    }
    let added = if long.starts_with(short) {
        &long[short.len()..]
    } else if long.ends_with(short) {
        &long[..long.len() - short.len()]
    } else {
        let same = a.len() == b.len() && a.len() >= 4;
        return same && a[..a.len() - 1] == b[..b.len() - 1];
    };
    let added: Vec<&str> = added.iter().map(String::as_str).filter(|w| *w != "and").collect();
    !added.is_empty() && !all.iter().any(|name| words(name) == added)
}

/// One competency of all these names. Headings may say ids, so its id is the name of no other, and of
/// no list attribute.
fn competency(
    members: &[&Name],
    (all, lists): (&BTreeSet<&str>, &BTreeSet<String>),
    used: &mut BTreeSet<String>,
    notes: &mut Vec<String>,
) -> Competency {
    let spelling = |name: &Name| {
        let most = name.spellings.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse(*s)));
        most.map(|(s, _)| s.clone()).unwrap_or_default()
    };
    // The first of the most common: `max_by_key` would take the last.
    let mut chief = members[0];
    for member in members {
        if member.pages.len() > chief.pages.len() {
            chief = member;
        }
    }
    let name = spelling(chief);
    let mut aliases: Vec<String> =
        members.iter().filter(|m| m.key != chief.key).map(|m| spelling(m)).collect();
    if !aliases.is_empty() {
        notes.push(format!(
            "`{name}` is one competency with {}: same place in the same role, never on one page",
            aliases.iter().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(", ")
        ));
    }
    aliases.extend(members.iter().flat_map(|m| m.decorated.iter().cloned()));
    let mut id = slug(&name);
    if used.contains(&id)
        && let Some(pillar) = &chief.pillar
    {
        id = slug(&format!("{pillar} {name}"));
    }
    let is_others = |id: &str| {
        all.contains(id) && members.iter().all(|member| member.key != *id)
            || chief.pillar.is_none() && lists.contains(id)
    };
    let id = ids::free(&id, |id| !is_others(id) && used.insert(id.clone()));
    Competency { id, name, pillar: chief.pillar.clone(), aliases }
}

/// Names that share a word at their start or end and were left apart: a person should look.
fn note_lookalikes(competencies: &[Competency], notes: &mut Vec<String>) {
    for (n, a) in competencies.iter().enumerate() {
        for b in &competencies[n + 1..] {
            let (x, y) = (a.name.to_lowercase(), b.name.to_lowercase());
            if a.pillar == b.pillar && (x.contains(&y) || y.contains(&x)) {
                notes.push(format!(
                    "`{}` and `{}` look alike and stay two competencies; if they are one, make \
                     one name an alias of the other",
                    a.name, b.name
                ));
            }
        }
    }
}

/// What a role has at some levels only. It is left absent at the others: the source does not say
/// whether it is not expected there, not written yet, or hidden below another heading.
fn note_gaps(competencies: &[Competency], foreign: &mut Foreign) {
    let says = |level: &Level, competency: &Competency| {
        level.sections.iter().any(|section| {
            let pillar = (section.kind == SectionKind::Pillar).then_some(&section.name);
            pillar == competency.pillar.as_ref()
                && section.cells.iter().any(|cell| {
                    let name = split_icon(&cell.name).1.to_lowercase();
                    name == competency.name.to_lowercase()
                        || competency.aliases.iter().any(|a| a.to_lowercase() == name)
                })
        })
    };
    for role in &foreign.roles {
        let sets = || foreign.shared.iter().filter(|set| role.include.contains(&set.id));
        let has = |level: &Level, competency: &Competency| {
            let included = sets().flat_map(|set| &set.levels).filter(|one| one.id == level.id);
            says(level, competency) || included.into_iter().any(|one| says(one, competency))
        };
        let mut gaps = Vec::new();
        for competency in competencies {
            let (with, without): (Vec<_>, Vec<_>) =
                role.levels.iter().partition(|level| has(level, competency));
            if !with.is_empty() && !without.is_empty() {
                let levels: Vec<&str> = without.iter().map(|l| l.id.as_str()).collect();
                gaps.push(format!("{} ({})", competency.name, levels.join(" ")));
            }
        }
        if !gaps.is_empty() {
            foreign.trace.notes.push(format!(
                "{}: no heading in the source, so none is written; mark with `{{not-expected}}` \
                 what is meant so: {}",
                role.title,
                gaps.join(", ")
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_name() {
        let all = BTreeSet::from(["hiring", "talent development", "agility", "innovation"]);
        for (a, b) in [
            ("strategy", "strategy and change management"),
            ("architecture", "architecture design"),
            ("software design", "data and software design"),
            ("tests", "test"),
            ("hiring and talent growth", "hiring and talent management"),
            ("test automation", "test automation & infrastructure"),
        ] {
            assert!(are_variants(a, b, &all) && are_variants(b, a, &all), "{a} / {b}");
        }
        for (a, b) in [
            ("hiring", "hiring and talent development"),
            ("agility", "agility / innovation"),
            ("team development", "talent development"),
            ("code fluency", "systems fluency"),
        ] {
            assert!(!are_variants(a, b, &all) && !are_variants(b, a, &all), "{a} / {b}");
        }
    }
}
