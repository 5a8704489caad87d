//! What one edition's readers may read, where it takes more than one file to know.
//!
//! An edition is the framework of files in which what it leaves out was never written: then nothing
//! that is derived from it, be it an id, a count or a step, can tell of the rest. `parse` takes out
//! what is marked; here goes what belongs to it in other files.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::assemble::{Files, Headings};
use crate::diagnostic::Diagnostics;
use crate::parse::{
    Audiences, CompetencyTable, Documents, FrameworkFile, LevelFile, RoleFolder, SharedFolder, Text,
};
use crate::source::{FileId, Span};

/// Files below the content folder that an edition doesn't have: what says of itself whom it is for,
/// and roles and levels that belong to a family, track or rung that is left out. `all` are the
/// documents as everybody may read them, `declared` is `framework.toml` as the edition has it.
#[must_use]
pub fn gone(all: &Documents, declared: &FrameworkFile, audiences: Audiences) -> HashSet<String> {
    let mut gone = HashSet::new();
    for page in all.pages.iter().filter(|page| !audiences.carry(page.audience)) {
        gone.insert(page.path.clone());
    }
    for (id, folder) in &all.roles {
        let is_gone = !has_role(folder, declared, audiences);
        if is_gone {
            gone.extend(
                ["", "/role.toml", "/blueprint.toml", "/interviews.toml", "/candidates.toml"]
                    .map(|file| format!("roles/{id}{file}")),
            );
        }
        for (level, file) in &folder.levels {
            let has = audiences.carry(file.audience) && has_rung(declared, level);
            if is_gone || !has {
                gone.insert(format!("roles/{id}/{level}.md"));
            }
        }
    }
    gone
}

fn has_role(folder: &RoleFolder, declared: &FrameworkFile, audiences: Audiences) -> bool {
    let Some(role) = &folder.role else { return false };
    let is = |id: &Text, other: &Text| id.get_ref() == other.get_ref();
    audiences.carry(role.audience)
        && declared.family.iter().any(|one| is(&one.id, &role.value.family))
        && declared.track.iter().any(|one| is(&one.id, &role.value.track))
        && role.value.levels.get_ref().iter().any(|level| {
            let file = folder.levels.get(level.get_ref());
            file.is_none_or(|file| audiences.carry(file.audience))
                && has_rung(declared, level.get_ref())
        })
}

fn has_rung(declared: &FrameworkFile, level: &str) -> bool {
    let mut rungs = declared.track.iter().flat_map(|track| &track.level);
    rungs.any(|rung| rung.id.get_ref() == level)
}

/// Takes out of `carried`, the documents as `parse` read them for an edition, what belongs to
/// something that the edition leaves out. `all` are the documents as everybody may read them; they
/// have no errors.
///
/// References that lead nowhere afterwards stay: `assemble` leaves them out, and what it says of
/// them is nobody's business.
#[must_use]
pub fn edition(all: &Documents, mut carried: Documents, gone: &HashSet<String>) -> Documents {
    let (Some(whole), Some(declared)) = (&all.framework, carried.framework.clone()) else {
        return carried;
    };
    let mut hidden = std::mem::take(&mut carried.hidden);
    let names = Headings::new(whole, &mut Diagnostics::default());
    let left_out = LeftOut::new(whole.file, &whole.value, &mut carried, &mut hidden);
    carried.roles.retain(|id, folder| {
        let stays = !gone.contains(&format!("roles/{id}"));
        let files = all.roles.get(id).map(Files::of).unwrap_or_default();
        let levels = all.roles.get(id).into_iter().flat_map(|folder| &folder.levels);
        let levels = levels.filter(|(level, _)| gone.contains(&format!("roles/{id}/{level}.md")));
        hidden.extend(levels.map(|(_, file)| whole_file(file.file)));
        if stays {
            without_levels(id, folder, gone);
        } else {
            hidden.extend(files.into_iter().map(whole_file));
        }
        stays
    });
    for folder in carried.shared.values_mut() {
        folder.levels.retain(|level, file| {
            let stays = has_rung(&declared.value, level);
            hidden.extend((!stays).then(|| whole_file(file.file)));
            stays
        });
    }
    let sets: HashSet<String> = all.shared.keys().cloned().collect();
    for set in sets {
        let (own, other) = (&all.shared[&set], carried.shared.get(&set));
        // A set that is for others is gone with its levels, which needn't say so again.
        if own.shared.is_some() && other.is_none_or(|other| other.shared.is_none()) {
            hidden.extend(Files::of_set(own).into_iter().map(whole_file));
            carried.shared.remove(&set);
        }
    }
    let lost = Lost::new(&all.shared, &carried.shared);
    for folder in carried.shared.values_mut() {
        let includes = folder.shared.as_ref().map(|one| one.value.include.clone());
        let lost = lost.below(includes.as_deref().unwrap_or_default(), &all.shared);
        for level in folder.levels.values_mut() {
            left_out.take_from(level, &names, &lost, &mut hidden);
        }
    }
    for folder in carried.roles.values_mut() {
        let includes = folder.role.as_ref().map(|one| one.value.include.clone());
        let lost = lost.below(includes.as_deref().unwrap_or_default(), &all.shared);
        for level in folder.levels.values_mut() {
            left_out.take_from(level, &names, &lost, &mut hidden);
        }
    }
    carried.hidden = hidden;
    carried
}

fn whole_file(file: FileId) -> Span {
    Span { file, start: 0, end: u32::MAX }
}

/// Levels that are gone are not listed either.
fn without_levels(id: &str, folder: &mut RoleFolder, gone: &HashSet<String>) {
    let is_gone = |level: &str| gone.contains(&format!("roles/{id}/{level}.md"));
    folder.levels.retain(|level, _| !is_gone(level));
    let Some(role) = &mut folder.role else { return };
    if role.value.levels.get_ref().iter().any(|level| is_gone(level.get_ref())) {
        Arc::make_mut(role).value.levels.get_mut().retain(|level| !is_gone(level.get_ref()));
    }
}

/// What `framework.toml` declares for others, by id.
struct LeftOut {
    pillars: HashSet<String>,
    competencies: HashSet<String>,
    attributes: HashSet<String>,
}

impl LeftOut {
    /// Competencies of a pillar go with it.
    fn new(
        file: FileId,
        whole: &FrameworkFile,
        carried: &mut Documents,
        hidden: &mut Vec<Span>,
    ) -> LeftOut {
        let Some(document) = &mut carried.framework else {
            return LeftOut {
                pillars: HashSet::new(),
                competencies: HashSet::new(),
                attributes: HashSet::new(),
            };
        };
        fn missing<'t>(
            all: impl Iterator<Item = &'t Text>,
            kept: impl Iterator<Item = &'t Text>,
        ) -> HashSet<String> {
            let kept: HashSet<&String> = kept.map(Text::get_ref).collect();
            all.map(Text::get_ref).filter(|id| !kept.contains(id)).cloned().collect()
        }
        let kept = &document.value;
        let pillars =
            missing(whole.pillar.iter().map(|one| &one.id), kept.pillar.iter().map(|one| &one.id));
        let attributes = missing(
            whole.attribute.iter().map(|one| &one.id),
            kept.attribute.iter().map(|one| &one.id),
        );
        let of_pillar = |one: &CompetencyTable| {
            one.pillar.as_ref().is_some_and(|pillar| pillars.contains(pillar.get_ref()))
        };
        if kept.competency.iter().any(of_pillar) {
            let own = &mut Arc::make_mut(document).value;
            own.competency.retain(|one| {
                if of_pillar(one) {
                    hidden.push(Span::new(file, extent(one)));
                }
                !of_pillar(one)
            });
        }
        let kept = &document.value;
        let competencies = missing(
            whole.competency.iter().map(|one| &one.id),
            kept.competency.iter().map(|one| &one.id),
        );
        LeftOut { pillars, competencies, attributes }
    }

    /// Takes headings of what is left out from a level, with what stands below them; values of
    /// attributes; and bullets that change a line of `lost`.
    fn take_from(
        &self,
        level: &mut Arc<LevelFile>,
        names: &Headings,
        lost: &HashSet<String>,
        hidden: &mut Vec<Span>,
    ) {
        let (file, length) = (level.file, level.source.len());
        let places = self.headings(level, names);
        let changes = |bullet: &crate::parse::Bullet| {
            let is_change =
                bullet.marks.iter().any(|one| matches!(&*one.name, "replace" | "extend"));
            is_change && bullet.marks.iter().any(|one| one.name == "#" && lost.contains(&one.value))
        };
        let has_value =
            level.front.attributes.keys().any(|id| self.attributes.contains(id.get_ref()));
        let has_bullet = level.sections.iter().flat_map(|one| &one.bullets).any(changes);
        if !has_value && !has_bullet && !places.contains(&true) {
            return;
        }
        let level = Arc::make_mut(level);
        level.front.attributes.retain(|id, value| {
            let is_hidden = self.attributes.contains(id.get_ref());
            if is_hidden {
                hidden.push(Span::new(file, value.span()));
            }
            !is_hidden
        });
        let starts: Vec<usize> = level.sections.iter().map(|one| one.span.range().start).collect();
        let ends = starts.iter().skip(1).copied().chain([length]);
        for ((start, end), _) in starts.iter().zip(ends).zip(&places).filter(|(_, gone)| **gone) {
            hidden.push(Span::new(file, *start..end));
        }
        let mut places = places.into_iter();
        level.sections.retain(|_| !places.next().unwrap_or(false));
        for section in &mut level.sections {
            section.bullets.retain(|bullet| {
                if changes(bullet) {
                    hidden.push(Span::new(file, bullet.range()));
                }
                !changes(bullet)
            });
        }
    }

    /// Whether each heading of a level is of something left out. Below a pillar that is, all are.
    fn headings(&self, level: &LevelFile, names: &Headings) -> Vec<bool> {
        let mut below = false;
        names
            .of(level)
            .into_iter()
            .zip(&level.sections)
            .map(|(subject, section)| {
                let is_gone = match &subject {
                    super::assemble::Heading::Pillar(id) => self.pillars.contains(id),
                    super::assemble::Heading::Competency(id) => self.competencies.contains(id),
                    super::assemble::Heading::Attribute(id) => self.attributes.contains(id),
                    super::assemble::Heading::Unknown => false,
                };
                if section.depth == 2 {
                    below = is_gone;
                }
                is_gone || below
            })
            .collect()
    }
}

/// From the first to the last text of a competency: its keys stand together.
fn extent(one: &CompetencyTable) -> std::ops::Range<usize> {
    let texts = [Some(&one.id), Some(&one.name), one.pillar.as_ref(), one.summary.as_ref()];
    let texts = texts.into_iter().chain([one.scale.as_ref()]).flatten();
    let spans = texts.chain(&one.aliases).chain(one.links.iter().map(|link| &link.url));
    let spans: Vec<_> = spans.map(Text::span).collect();
    let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
    start..spans.iter().map(|span| span.end).max().unwrap_or_default()
}

/// Ids of lines that each shared set has for others only.
struct Lost(BTreeMap<String, HashSet<String>>);

impl Lost {
    fn new(all: &BTreeMap<String, SharedFolder>, carried: &BTreeMap<String, SharedFolder>) -> Lost {
        fn ids(folder: &SharedFolder) -> HashSet<String> {
            let sections = folder.levels.values().flat_map(|level| &level.sections);
            let marks = sections.flat_map(|one| &one.bullets).flat_map(|one| &one.marks);
            marks.filter(|mark| mark.name == "#").map(|mark| mark.value.clone()).collect()
        }
        let lost = all.iter().map(|(set, folder)| {
            let kept = carried.get(set).map(ids).unwrap_or_default();
            (set.clone(), ids(folder).difference(&kept).cloned().collect())
        });
        Lost(lost.collect())
    }

    /// Those of the sets that are included, and of the sets that these include.
    fn below(&self, includes: &[Text], all: &BTreeMap<String, SharedFolder>) -> HashSet<String> {
        let mut lost = HashSet::new();
        let mut seen = HashSet::new();
        let mut open: Vec<String> = includes.iter().map(|text| text.get_ref().clone()).collect();
        while let Some(set) = open.pop() {
            if !seen.insert(set.clone()) {
                continue;
            }
            lost.extend(self.0.get(&set).into_iter().flatten().cloned());
            let own = all.get(&set).and_then(|folder| folder.shared.as_ref());
            let next = own.into_iter().flat_map(|one| &one.value.include);
            open.extend(next.map(|text| text.get_ref().clone()));
        }
        lost
    }
}
