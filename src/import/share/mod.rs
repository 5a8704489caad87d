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

use self::lines::Lines;
use self::rewrite::Rewriter;
use self::sets::Sets;
use super::ids::letters;
use super::report::{Fate, Report, counted};
use super::written;
use crate::diagnostic::Diagnostics;
use crate::model::{self, Framework};
use crate::parse::{self, Documents};
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
    let (sets, plans) = plan(&lines, &framework, &documents);
    let rewriter = Rewriter::new(&lines, &sets, &plans);
    rewriter.levels(files);
    rewriter.roles(&documents, &framework, files);
    rewriter.sets(&framework, files);
    relocate(&rewriter.moved(), files, report);
    report.notes.push(format!(
        "{} of roles, of which {} differ, are written as {} in {} and the roles' own files",
        counted(lines.all.len(), "line"),
        lines.all.iter().map(|line| &line.text).collect::<BTreeSet<_>>().len(),
        rewriter.lines_with_words(),
        counted(sets.0.len(), "new shared set"),
    ));
    report.totals.written_files = files.len();
}

/// The new sets, and what becomes of each line.
fn plan(lines: &Lines, framework: &Framework, documents: &Documents) -> (Sets, Vec<Plan>) {
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
    let sets = Sets::new(several, framework, &documents.shared);
    let mut plans = vec![Plan { set: None, is_named: false }; lines.all.len()];
    for group in &groups {
        let plan = Plan { set: sets.of(&roles_of(group)), is_named: is_named(group) };
        group.iter().for_each(|at| plans[*at] = plan);
    }
    (sets, plans)
}

/// Mends the report, in which every sentence has the file that it stood in: `moved` has the files in
/// which lines of a file stand now.
fn relocate(
    moved: &BTreeMap<&str, BTreeSet<String>>,
    files: &BTreeMap<String, String>,
    report: &mut Report,
) {
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
