//! `--share`: what several roles or levels say in the same words, written once.
//!
//! Works on files of this program's own format, whatever they were made from. A line that several
//! roles have at a level goes into a shared set that just these roles include; a line that stands
//! at a lower level already is only named there, by its id. What each level expects, in which
//! words and in which order, stays as it was.

mod lines;
mod rewrite;
mod sets;

use std::collections::{BTreeMap, BTreeSet};

use self::lines::{Below, Line, Lines};
use self::rewrite::Rewriter;
use self::sets::Sets;
use super::ids::letters;
use super::report::{Fate, Report, counted};
use super::written;
use crate::diagnostic::Diagnostics;
use crate::model;
use crate::parse;
use crate::source::Sources;

/// A set of one line is more to look after than the same line in a few roles.
const FEWEST_LINES: usize = 2;

/// How one line is written afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Plan {
    /// The new set that has it, by its place; `None` if it stays in its own file.
    set: Option<usize>,
    /// By its id only: each role that has it has the words at a lower level.
    is_named: bool,
}

/// Writes again in `files` what can be shared, and tells `report`, in which every sentence has the
/// file that it stood in. Nothing is changed if the content has errors.
///
/// Cost: that of reading a framework, and once through all lines.
pub(super) fn share(files: &mut BTreeMap<String, String>, report: &mut Report) {
    let sources = Sources::from_texts(files.iter());
    let mut found = Diagnostics::default();
    let book = parse::book(&sources, &mut found);
    let (readers, mut memory) = (parse::Readers::default(), parse::Memory::default());
    let documents = parse::documents(&sources, book.as_ref(), &readers, &mut memory, &mut found);
    let framework = model::assemble(documents.clone(), &mut model::Memory::default(), &mut found);
    let Some(framework) = framework.filter(|_| !found.has_errors()) else {
        report.notes.push("nothing was shared: mend the errors that `rungs check` tells".into());
        return;
    };
    let lines = Lines::new(&sources, &documents, &framework);
    let groups = lines.groups();
    let roles_of = |group: &Vec<usize>| -> BTreeSet<usize> {
        group.iter().map(|at| lines.all[*at].role).collect()
    };
    let is_named = |group: &Vec<usize>| group.iter().all(|at| lines.all[*at].below.is_some());
    let mut counts: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.len() > 1 && !is_named(group)) {
        *counts.entry(roles_of(group)).or_default() += 1;
    }
    let several = counts.into_iter().filter(|(_, count)| *count >= FEWEST_LINES);
    let several = several.map(|(roles, _)| roles).collect();
    let sets = Sets::new(several, &framework, &documents.shared);
    let mut plans = vec![Plan { set: None, is_named: false }; lines.all.len()];
    for group in &groups {
        let set = sets.of(&roles_of(group));
        group.iter().for_each(|at| plans[*at] = Plan { set, is_named: is_named(group) });
    }
    let rewriter = Rewriter::new(&lines, &sets, &plans);
    rewriter.levels(files);
    rewriter.roles(&documents, &framework, files);
    rewriter.sets(&framework, files);
    relocate(&lines, &sets, &plans, files, report);

    let told = lines.all.iter().zip(&plans).filter(|(_, plan)| !plan.is_named);
    let (own, of_sets): (Vec<_>, Vec<_>) = told.partition(|(_, plan)| plan.set.is_none());
    let of_sets: BTreeSet<_> = of_sets
        .into_iter()
        .map(|(line, plan)| (plan.set, &line.level, &line.subject, &line.text))
        .collect();
    report.notes.push(format!(
        "{} of roles, of which {} differ, are written as {} in {} and the roles' own files",
        counted(lines.all.len(), "line"),
        lines.all.iter().map(|line| &line.text).collect::<BTreeSet<_>>().len(),
        own.len() + of_sets.len(),
        counted(sets.0.len(), "new shared set"),
    ));
    report.totals.written_files = files.len();
}

/// Mends the report: where the words of lines that were moved stand now.
fn relocate(
    lines: &Lines,
    sets: &Sets,
    plans: &[Plan],
    files: &BTreeMap<String, String>,
    report: &mut Report,
) {
    let mut moved: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (line, plan) in lines.all.iter().zip(plans) {
        if plan.set.is_some() || plan.is_named {
            let home = home(line, plan, lines, sets, plans);
            moved.entry(&line.path).or_default().insert(home);
        }
    }
    // A heading stands in a set as one of several roles has it, in its upper and lower case.
    let fragments: BTreeMap<String, Vec<String>> = written::fragments(files)
        .into_iter()
        .map(|(file, all)| (file, all.iter().map(|fragment| letters(fragment)).collect()))
        .collect();
    let has = |file: &str, text: &str| {
        let mut all = fragments.get(file).into_iter().flatten();
        all.any(|fragment| fragment.contains(text))
    };
    for entry in &mut report.entries {
        let text = letters(&entry.text);
        let (is_kept, file) = match &mut entry.fate {
            Fate::Kept { file } => (true, file),
            Fate::Repaired { file, .. } | Fate::Joined { file, .. } => (false, file),
            Fate::LeftOut { .. } | Fate::Unaccounted => continue,
        };
        let Some(homes) = moved.get(&**file) else { continue };
        if has(file, &text) {
            continue;
        }
        match homes.iter().find(|home| has(home, &text)) {
            Some(home) => file.clone_from(home),
            None if is_kept => entry.fate = Fate::Unaccounted,
            None => {}
        }
    }
    let lost = report.unaccounted().len();
    let totals = &mut report.totals;
    totals.kept -= lost - totals.unaccounted;
    totals.unaccounted = lost;
}

/// The file with the words of a line.
fn home(line: &Line, plan: &Plan, lines: &Lines, sets: &Sets, plans: &[Plan]) -> String {
    match (&line.below, plan.set) {
        (Some(Below::Line(at)), _) if plan.is_named => {
            home(&lines.all[*at], &plans[*at], lines, sets, plans)
        }
        (Some(Below::Set(path)), _) if plan.is_named => path.to_string(),
        (_, Some(set)) => sets.0[set].path(&line.level),
        (_, None) => line.path.to_string(),
    }
}
