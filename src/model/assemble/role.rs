use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Blueprint, Level, LevelId, Move, Path, Role, RoleId, Status, Target, Track};
use super::level::{self, Composer};
use super::shared::SharedSets;
use super::vocabulary::{Vocabulary, unknown};
use super::{content, day, id, interviews, language, maybe_prose};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{
    BlueprintFile, Document, LevelFile, PathEntry, Placed, RoleFile, RoleFolder, SkillTable, Text,
    span_of,
};
use crate::source::{FileId, Span};

/// Roles and their levels by name, for references from one role to another.
#[derive(PartialEq, Eq)]
pub(super) struct RoleNames {
    /// As listed, whether the track has them or not; `None` where role.toml can't be read.
    levels: BTreeMap<String, Option<Vec<String>>>,
}

impl RoleNames {
    pub(super) fn new(folders: &BTreeMap<String, RoleFolder>) -> Self {
        let levels = |folder: &RoleFolder| {
            let listed = folder.role.as_ref()?.value.levels.get_ref();
            Some(listed.iter().map(|level| level.get_ref().clone()).collect())
        };
        let levels = folders.iter().map(|(id, folder)| (id.clone(), levels(folder)));
        RoleNames { levels: levels.collect() }
    }

    fn role(&self, file: FileId, text: &Text, out: &mut Diagnostics) -> Option<RoleId> {
        let found = self.levels.contains_key(text.get_ref()).then(|| RoleId::new(text.get_ref()));
        let known = self.levels.keys().map(String::as_str);
        found.flatten().or_else(|| unknown("role", file, text, known, out))
    }

    /// A role other than `own`, which `text` must not name.
    fn other_role(
        &self,
        file: FileId,
        own: &str,
        text: &Text,
        out: &mut Diagnostics,
    ) -> Option<RoleId> {
        if text.get_ref() == own {
            out.push(
                Diagnostic::error(
                    "wrong-value",
                    span_of(file, text),
                    "this is the role itself, and another one belongs here",
                )
                .help("name the other role, or take this away"),
            );
            return None;
        }
        self.role(file, text, out)
    }

    fn level(
        &self,
        file: FileId,
        role: &RoleId,
        text: &Text,
        out: &mut Diagnostics,
    ) -> Option<LevelId> {
        let levels = self.levels.get(role.as_str())?.as_ref()?;
        let found = levels.contains(text.get_ref()).then(|| LevelId::new(text.get_ref()));
        let known = levels.iter().map(String::as_str);
        found.flatten().or_else(|| unknown("level", file, text, known, out))
    }
}

/// Makes a role of its folder; `None` if what it can't do without is missing.
pub(super) fn assemble(
    name: &str,
    folder: &RoleFolder,
    vocabulary: &Vocabulary,
    sets: &SharedSets,
    names: &RoleNames,
    out: &mut Diagnostics,
) -> Option<Role> {
    let top = Span::top(folder.any?);
    let id = id(RoleId::new, name, top, out)?;
    let Some(document) = &folder.role else {
        // A role.toml that can't be read has been reported; one that isn't there has not.
        let levels = folder.levels.values().map(|level| level.file);
        let blueprint = folder.blueprint.iter().map(|document| document.file);
        let interviews = folder.interviews.iter().map(|document| document.file);
        let candidates = folder.candidates.iter().map(|document| document.file);
        if levels.chain(blueprint).chain(interviews).chain(candidates).any(|file| file == top.file)
        {
            let message = format!("the role `{name}` has no role.toml");
            out.push(
                Diagnostic::error("missing-role", top, message)
                    .help("add one with `title`, `family`, `track` and `levels`"),
            );
        }
        return None;
    };
    let Document { file, value, .. } = &**document;
    let file = *file;
    let known = vocabulary.families.iter().map(|family| family.id.as_str());
    let family = vocabulary.families.iter().find(|one| one.id.as_str() == value.family.get_ref());
    let family =
        family.cloned().or_else(|| vocabulary.unknown("family", file, &value.family, known, out));
    let known = vocabulary.tracks.iter().map(|track| track.id.as_str());
    let track = vocabulary.tracks.iter().find(|one| one.id.as_str() == value.track.get_ref());
    let track =
        track.cloned().or_else(|| vocabulary.unknown("track", file, &value.track, known, out));
    let (family, track) = (family?, track?);

    let included = sets.flattened(file, &value.include, out);
    let listed = listed_levels(file, value, vocabulary, &track, out);
    if listed.len() == value.levels.get_ref().len() && !listed.is_empty() {
        report_unlisted(&folder.levels, &listed, out);
    }
    let composer = Composer {
        vocabulary,
        included: &included,
        cumulative: value.cumulative.unwrap_or(vocabulary.cumulative),
        role_title: value.title.get_ref(),
        language: language(file, value.language.as_ref(), out),
    };
    let mut levels: Vec<Level> = Vec::with_capacity(listed.len());
    let mut rows = Vec::with_capacity(listed.len());
    let mut found = Diagnostics::default();
    for (rung, span) in listed {
        let parsed = folder.levels.get(rung.id.as_str()).map(|parsed| &**parsed);
        let own = parsed.map(|parsed| content::read(parsed, vocabulary, &mut found));
        let (level, row) = composer.level(rung, span, parsed, own, &levels, &rows, &mut found);
        levels.push(level);
        rows.push(row);
    }
    // A set that isn't there might have had the line: one slip, one message.
    let is_whole = value.include.iter().all(|text| sets.has(text.get_ref()));
    out.extend(found.into_iter().filter(|one| is_whole || one.code != "unknown-behaviour"));
    if levels.is_empty() {
        return None;
    }
    let competencies = level::align(vocabulary, &mut levels, rows);
    Some(Role {
        title: value.title.get_ref().clone(),
        family,
        track,
        summary: maybe_prose(file, value.summary.as_ref()),
        reviewed: day(file, &value.reviewed, out),
        language: composer.language,
        owner: value.owner.clone(),
        status: value.status,
        replaced_by: replaced_by(file, name, value, names, out),
        replaces: value
            .replaces
            .iter()
            .filter_map(|text| super::id(RoleId::new, text.get_ref(), span_of(file, text), out))
            .collect(),
        cumulative: composer.cumulative,
        includes: included.iter().map(|one| one.set.clone()).collect(),
        competencies,
        path: path(file, name, value, names, out),
        blueprint: folder.blueprint.as_ref().map(|document| blueprint(document, vocabulary, out)),
        interviews: folder
            .interviews
            .as_ref()
            .map(|document| Box::new(interviews::assemble(document, vocabulary, &levels, out))),
        guide: folder.candidates.as_ref().map(|one| Box::new(interviews::guide(one, out))),
        levels,
        id,
        span: span_of(file, &value.title),
    })
}

/// The rungs that `levels` names, in order; reports what can't be.
fn listed_levels<'t>(
    file: FileId,
    role: &RoleFile,
    vocabulary: &Vocabulary,
    track: &'t Track,
    out: &mut Diagnostics,
) -> Vec<(&'t super::super::TrackLevel, Span)> {
    let mut listed = Vec::new();
    let mut last: Option<usize> = None;
    for text in role.levels.get_ref() {
        let span = span_of(file, text);
        let Some((rank, rung)) = track.level(text.get_ref()) else {
            let known = track.levels.iter().map(|level| level.id.as_str());
            vocabulary.unknown::<()>("level", file, text, known, out);
            continue;
        };
        if last.is_some_and(|last| rank <= last) {
            let message = format!("`{}` stands after a level that is as high or higher", rung.id);
            out.push(
                Diagnostic::error("level-order", span, message)
                    .help("list each level once, lowest first, as in the track"),
            );
            continue;
        }
        last = Some(rank);
        listed.push((rung, span));
    }
    if role.levels.get_ref().is_empty() {
        out.push(
            Diagnostic::error(
                "no-levels",
                Span::new(file, role.levels.span()),
                "a role needs at least one level",
            )
            .help(format!("name levels of the track `{}`", track.id)),
        );
    }
    listed
}

fn report_unlisted(
    files: &BTreeMap<String, Arc<LevelFile>>,
    listed: &[(&super::super::TrackLevel, Span)],
    out: &mut Diagnostics,
) {
    for (name, parsed) in files {
        if listed.iter().all(|(rung, _)| rung.id.as_str() != name) {
            let message = format!("no page is made of this: `{name}` is not a level of the role");
            let other_case =
                listed.iter().find(|(rung, _)| *rung.id.as_str() == name.to_lowercase());
            let help = match other_case {
                Some((rung, _)) => format!("call the file {}.md", rung.id),
                None => format!("add `{name}` to `levels` in role.toml, or delete the file"),
            };
            out.push(
                Diagnostic::error("unreachable-level", Span::top(parsed.file), message).help(help),
            );
        }
    }
}

fn replaced_by(
    file: FileId,
    own: &str,
    role: &RoleFile,
    names: &RoleNames,
    out: &mut Diagnostics,
) -> Option<RoleId> {
    let text = role.replaced_by.as_ref()?;
    if role.status != Status::Legacy {
        out.push(
            Diagnostic::error(
                "wrong-value",
                span_of(file, text),
                "only a role with `status = \"legacy\"` is replaced by another",
            )
            .help("set the status, or take `replaced-by` away"),
        );
    }
    names.other_role(file, own, text, out)
}

fn path(
    file: FileId,
    own: &str,
    role: &RoleFile,
    names: &RoleNames,
    out: &mut Diagnostics,
) -> Path {
    let table = &role.path;
    let mut moves = |entries: &[Placed<PathEntry>]| {
        entries.iter().filter_map(|entry| a_move(file, own, entry, names, out)).collect()
    };
    let (feeder, next) = (moves(&table.feeder), moves(&table.next));
    let adjacent = moves(&table.adjacent);
    let parallel = table.parallel.as_ref().and_then(|text| names.other_role(file, own, text, out));
    Path { parallel, feeder, next, adjacent }
}

fn a_move(
    file: FileId,
    own: &str,
    entry: &Placed<PathEntry>,
    names: &RoleNames,
    out: &mut Diagnostics,
) -> Option<Move> {
    let span = Span::new(file, entry.span());
    let entry = entry.get_ref();
    let target = match (&entry.role, &entry.name) {
        (Some(text), None) => {
            let role = names.other_role(file, own, text, out)?;
            let level = entry.level.as_ref().map(|text| names.level(file, &role, text, out));
            Target::Role(role, level.flatten())
        }
        (None, Some(name)) if entry.level.is_none() => Target::Name(name.clone()),
        _ => {
            out.push(
                Diagnostic::error("wrong-value", span, "this names no other end, or two")
                    .help("write either `role` (and maybe its `level`) or `name`"),
            );
            return None;
        }
    };
    Some(Move { target, note: maybe_prose(file, entry.note.as_ref()), span })
}

fn blueprint(
    document: &Document<BlueprintFile>,
    vocabulary: &Vocabulary,
    out: &mut Diagnostics,
) -> Box<Blueprint> {
    let Document { file, value, .. } = document;
    let file = *file;
    let mut sections = value.clone();
    let resolve = |skill: &mut SkillTable| {
        let found = vocabulary.competency_by_id(file, skill.competency.as_ref()?, out);
        // The name of nothing is no name.
        skill.competency = skill.competency.take().filter(|_| found.is_some());
        found
    };
    let skill_competencies = sections.skill.iter_mut().map(resolve).collect();
    for goal in &value.goal {
        if !is_horizon(goal.horizon.get_ref()) {
            let message = format!("`{}` is not a horizon", goal.horizon.get_ref());
            out.push(
                Diagnostic::error("wrong-value", span_of(file, &goal.horizon), message)
                    .help("write a number and `d`, `m` or `y`, e.g. `30d`, or `long-term`"),
            );
        }
    }
    for years in &value.experience.years {
        if let Some(max) = years.max.filter(|max| *max < years.min) {
            let (least, what) = (years.min, years.what.get_ref());
            let message = format!("`{what}` asks for at least {least} years and at most {max}");
            out.push(
                Diagnostic::error("wrong-value", span_of(file, &years.what), message)
                    .help("let `min` be the smaller number, or take `max` away"),
            );
        }
    }
    Box::new(Blueprint { sections, skill_competencies, file })
}

fn is_horizon(text: &str) -> bool {
    let number = text.strip_suffix(['d', 'm', 'y']).unwrap_or_default();
    text == "long-term" || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}
