//! Frameworks that others publish, moved in: the Financial Times' YAML, Monzo's front matter and
//! engineeringladders' axes. Every sentence is accounted for, and what is written has no error.
//!
//! The large tests read the corpora beside the repository and say so when they are not there.

#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rungs::import::{self, ImportError, Imported, Input};
use rungs::model::Framework;
use rungs::source::Sources;
use walkdir::WalkDir;

/// A folder with all below it, by its path from the root of the repository.
fn folder(path: &str) -> Option<Vec<Input>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if !root.exists() {
        eprintln!("skipped: there is no {}", root.display());
        return None;
    }
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let input = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        Input { path, bytes: fs::read(entry.path()).unwrap() }
    };
    Some(files.map(input).collect())
}

fn fixture(name: &str) -> Vec<Input> {
    folder(&format!("tests/fixtures/import/{name}")).unwrap()
}

fn corpus(path: &str) -> Option<Vec<Input>> {
    folder(&format!("../shared/corpora/{path}"))
}

/// Moves files in, twice and in two orders, with nothing lost and nothing wrong.
fn moved(inputs: &[Input]) -> Imported {
    let imported = import::run(None, inputs).unwrap();
    let lost = imported.report.unaccounted();
    assert!(lost.is_empty(), "{lost:#?}");
    let mut reversed = inputs.to_vec();
    reversed.reverse();
    let again = import::run(None, &reversed).unwrap();
    assert_eq!(imported.files, again.files);
    assert_eq!(imported.report.json(), again.report.json());
    let problems = problems(&imported.files);
    assert!(problems.is_empty(), "{problems}");
    imported
}

/// The errors in what was written.
fn problems(files: &BTreeMap<String, String>) -> String {
    let told = support::problems(files);
    told.split("\n\n").filter(|one| one.starts_with("error")).collect::<Vec<_>>().join("\n\n")
}

fn assemble(imported: &Imported) -> Framework {
    let files = imported.files.iter().map(|(path, text)| (path, text.clone()));
    support::framework(&Sources::from_texts(files))
}

#[test]
fn each_form_is_known_by_its_files() {
    for (folder, name) in [
        ("harbour-ft", "ft-yaml"),
        ("harbour-ft-old", "ft-yaml"),
        ("harbour-monzo", "monzo-markdown"),
        ("harbour-ladders", "engineering-ladders"),
    ] {
        assert_eq!(moved(&fixture(folder)).report.format, name);
    }
}

#[test]
fn job_families_with_every_quirk() {
    insta::assert_snapshot!(support::rendered(&moved(&fixture("harbour-ft"))));
}

#[test]
fn a_family_in_many_files() {
    insta::assert_snapshot!(support::rendered(&moved(&fixture("harbour-ft-old"))));
}

#[test]
fn topics_with_every_quirk() {
    insta::assert_snapshot!(support::rendered(&moved(&fixture("harbour-monzo"))));
}

#[test]
fn ladders_of_axes_with_every_quirk() {
    insta::assert_snapshot!(support::rendered(&moved(&fixture("harbour-ladders"))));
}

#[test]
fn the_job_families_of_the_financial_times_come_out_whole() {
    let Some(inputs) = corpus("ft-engineering-progression/data/job-families") else { return };
    let imported = moved(&inputs);
    let totals = &imported.report.totals;
    assert_eq!((totals.roles, totals.levels), (4, 15));
    // Of 72, 101 and 48 competencies eight are lists, of 28 items.
    assert_eq!(totals.behaviours, 72 + 101 + 48 - 8 + 28);
    assert_eq!(totals.examples, 257 + 74);
    let framework = assemble(&imported);
    let managers = framework.roles.iter().find(|role| role.track.id.as_str() == "manager").unwrap();
    assert_eq!(managers.path.parallel.as_ref().unwrap().as_str(), "engineering");
    let stated =
        framework.roles.iter().flat_map(|role| &role.levels).flat_map(|level| &level.cells);
    assert_eq!(stated.filter(|cell| cell.proficiency.is_some()).count(), 72 + 16 + 12);
}

#[test]
fn the_older_shapes_of_the_financial_times_come_out_whole() {
    for (version, behaviours, examples) in [
        ("v1.0.0-beta.1", 79, 173),
        ("v1.0.0", 79, 202),
        ("v1.1.0", 79, 202),
        ("v1.2.2", 101, 257),
        ("v1.2.5", 101 + 48, 257 + 74),
        ("v2.0.0", 241, 257 + 74),
    ] {
        let path = format!("ft-engineering-progression/history/{version}");
        let Some(inputs) = corpus(&path) else { return };
        let totals = moved(&inputs).report.totals;
        assert_eq!((totals.behaviours, totals.examples), (behaviours, examples), "{version}");
    }
    let Some(all) = corpus("ft-engineering-progression") else { return };
    let imported = moved(&all);
    assert_eq!(imported.report.totals.behaviours, 241, "each family stands in many versions");
}

#[test]
fn the_frameworks_of_monzo_come_out_whole() {
    let Some(inputs) = corpus("monzo-progression-framework") else { return };
    let imported = moved(&inputs);
    let totals = &imported.report.totals;
    assert_eq!((totals.roles, totals.pages), (17, 1));
    assert_eq!(totals.behaviours + totals.examples, 1570);
    let told = imported.report.text();
    for note in ["there are 5 levels; there are 6", "people.md: tab made a space (1×)"] {
        assert!(told.contains(note), "{note}");
    }
    let framework = assemble(&imported);
    // The generic framework, and those with a topic of it.
    assert_eq!(framework.roles.iter().filter(|role| !role.includes.is_empty()).count(), 11);
}

#[test]
fn the_ladders_come_out_whole() {
    let Some(inputs) = corpus("engineeringladders") else { return };
    let imported = moved(&inputs);
    let totals = &imported.report.totals;
    assert_eq!((totals.roles, totals.levels, totals.pages), (4, 18, 3));
    let framework = assemble(&imported);
    assert_eq!(framework.scales.len(), 5);
    let cells = || framework.roles.iter().flat_map(|role| &role.levels).flat_map(|one| &one.cells);
    assert_eq!(cells().filter(|cell| cell.proficiency.is_some()).count(), 90);
    // What a level says, and what it says is as the level below.
    let repeated = cells().filter(|cell| cell.same_as.is_some()).count();
    assert_eq!(totals.behaviours + repeated, 90);
    let differ =
        imported.report.notes.iter().filter(|note| note.contains("otherwise than the axes"));
    assert_eq!(differ.map(|note| note.matches(" (").count()).sum::<usize>(), 8);
}

/// Marks that mean something in YAML, in Markdown, or in what is written.
const PIECES: [&str; 30] = [
    "\n",
    "\n\n",
    ": ",
    "- ",
    "  ",
    "\t",
    "\"",
    "'",
    "[",
    "{",
    "# ",
    "## ",
    "|\n",
    "&a ",
    "*a",
    "---\n",
    "1. ",
    "<b>",
    "{#id}",
    "\u{a0}",
    "level: 1\n",
    "name: x\n",
    "theme: x\n",
    "summary: ",
    "id: ",
    "null",
    "~",
    "**",
    "| a |",
    "Level 2",
];

/// Files as they are found: cut off, pasted together, with bytes that nobody wrote.
#[test]
fn no_damaged_file_loses_a_line_or_writes_content_that_cannot_be_read() {
    let mut random = support::numbers(0x1f2e_3d4c_u32);
    let mut read = 0;
    let forms = [
        ("harbour-ft", "ft-yaml"),
        ("harbour-ft-old", "ft-yaml"),
        ("harbour-monzo", "monzo-markdown"),
        ("harbour-ladders", "engineering-ladders"),
    ];
    let forms = forms.map(|(folder, name)| (fixture(folder), name));
    for case in 0..support::cases(800) {
        let (files, name) = &forms[case % forms.len()];
        let mut inputs = files.clone();
        for _ in 0..=random(5) {
            let at = random(inputs.len());
            let other = inputs[random(files.len())].bytes.clone();
            let bytes = &mut inputs[at].bytes;
            let (one, two) = (random(bytes.len()), random(bytes.len()));
            let (start, end) = (one.min(two), one.max(two));
            match random(6) {
                0 => drop(bytes.splice(start..start, PIECES[random(PIECES.len())].bytes())),
                1 => bytes.truncate(end),
                2 => drop(bytes.drain(start..end)),
                3 => bytes.extend_from_within(start..end),
                4 => bytes.extend(other),
                _ => bytes
                    .iter_mut()
                    .skip(start)
                    .take(1)
                    .for_each(|byte| *byte = b' ' + (*byte % 95)),
            }
        }
        match import::run(Some(name), &inputs) {
            Ok(imported) => {
                let texts = inputs.iter().map(|one| {
                    format!("==> {}\n{}", one.path, String::from_utf8_lossy(&one.bytes))
                });
                let texts = || texts.clone().collect::<Vec<_>>().join("\n");
                let lost = imported.report.unaccounted();
                assert!(lost.is_empty(), "case {case}: {lost:#?}\n{}", texts());
                let problems = problems(&imported.files);
                assert!(problems.is_empty(), "case {case}: {problems}\n{}", texts());
                read += 1;
            }
            Err(error) => assert!(matches!(error, ImportError::NoLevels { .. }), "{error}"),
        }
    }
    assert!(read > 300, "{read}");
}

#[test]
fn a_generic_framework_that_counts_no_levels_has_those_that_it_tells_of() {
    let mut inputs = fixture("harbour-monzo");
    inputs.retain(|one| one.path == "generic.md" || one.path.starts_with("yard/"));
    for one in &mut inputs {
        let text = String::from_utf8(one.bytes.clone()).unwrap();
        one.bytes = text.replace("levels: 3", "levels: 0").into_bytes();
    }
    let imported = moved(&inputs);
    assert!(imported.report.text().contains("generic.md: it says that there are 0 levels"));
    assert!(imported.files.contains_key("content/shared/generic-talk/level-3.md"));
}

#[test]
fn a_list_of_other_pages_that_says_more_is_no_list_of_links() {
    let mut inputs = fixture("harbour-ladders");
    let pilot = inputs.iter_mut().find(|one| one.path == "Pilot.md").unwrap();
    pilot.bytes.extend(b"\n  1. To whom it may concern.\n\n     This is no link.\n");
    let imported = moved(&inputs);
    assert!(imported.files.values().any(|text| text.contains("This is no link.")));
}

#[test]
fn what_never_ends_is_refused() {
    let deep = format!("levels: []\ncompetencies: {}\n", "[".repeat(5_000));
    let mut bomb = "levels: []\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, below) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        bomb += &format!("{name}: &{name} [{}]\n", format!("*{below}, ").repeat(9));
    }
    bomb += "competencies: *i\n";
    for text in [deep, bomb] {
        let input = Input { path: "a.yml".to_owned(), bytes: text.into_bytes() };
        let error = import::run(Some("ft-yaml"), &[input]).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("a.yml: not YAML: "), "{error}");
    }
}

/// What others publish, and the importer of each: whole files tell more than a fixture when they are
/// damaged.
const PUBLISHED: [(&str, &str); 11] = [
    ("corpora/dropbox-dbx-career-framework/docs", "dropbox-html"),
    ("corpora/dropbox-dbx-career-framework/history-2021-08-16", "dropbox-html"),
    ("corpora/engineeringladders", "engineering-ladders"),
    ("corpora/ft-engineering-progression/data/job-families", "ft-yaml"),
    ("corpora/ft-engineering-progression/history/v1.0.0", "ft-yaml"),
    ("corpora/ft-engineering-progression/history/v1.2.2", "ft-yaml"),
    ("corpora/monzo-progression-framework", "monzo-markdown"),
    ("seeds", "blueprint"),
    ("seeds", "text-levels"),
    ("seeds", "markdown-levels"),
    ("corpora/monzo-progression-framework", "role-pages"),
];

/// Some files of a folder, each flipped, cut or joined with another.
fn broken(folder: &[Input], random: &mut impl FnMut(usize) -> usize) -> Vec<Input> {
    let mut inputs = folder.to_vec();
    // A level beside one that it shares a role with; now and then all there are.
    while random(16) > 0 && inputs.len() > 1 + random(3) {
        inputs.swap_remove(random(inputs.len()));
    }
    for input in &mut inputs {
        let bytes = &mut input.bytes;
        for _ in 0..=random(3) {
            let (one, two) = (random(bytes.len()), random(bytes.len()));
            let (start, end) = (one.min(two), one.max(two));
            match random(5) {
                0 => bytes.truncate(end),
                1 => drop(bytes.drain(start..end.min(start + 400))),
                2 => bytes.extend_from_slice(&folder[random(folder.len())].bytes),
                3 => drop(bytes.splice(start..start, bytes[start..end].to_vec())),
                _ => {
                    for _ in 0..=random(20) {
                        let at = random(bytes.len());
                        bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random(8));
                    }
                }
            }
            bytes.truncate(200_000);
        }
    }
    inputs
}

#[test]
fn what_others_publish_is_read_or_refused_when_it_is_damaged() {
    let mut random = support::numbers(0x6a09_e667);
    let mut folders = Vec::new();
    for (path, name) in PUBLISHED {
        let Some(inputs) = support::moved::below(path) else { return };
        folders.push((inputs, name));
    }
    let (mut files, mut read, mut wrong) = (0, 0, Vec::new());
    let mut slowest = (Duration::ZERO, 0, "");
    let cases = support::cases(44);
    for case in 0..cases {
        let (folder, name) = &folders[case % folders.len()];
        let inputs = broken(folder, &mut random);
        files += inputs.len();
        let start = Instant::now();
        match import::run(Some(name), &inputs) {
            Ok(imported) => {
                let lost = imported.report.unaccounted();
                if !lost.is_empty() {
                    wrong.push(format!("case {case}, {name}: {lost:#?}"));
                }
                let problems = problems(&imported.files);
                if !problems.is_empty() {
                    wrong.push(format!("case {case}, {name}: {problems}"));
                }
                read += 1;
            }
            Err(ImportError::NoLevels { .. } | ImportError::Unfit { .. }) => {}
            Err(error) => wrong.push(format!("case {case}, {name}: {error}")),
        }
        slowest = slowest.max((start.elapsed(), case, *name));
    }
    let (took, ..) = slowest;
    println!("{files} damaged files in {cases} imports, {read} of them read; slowest: {slowest:?}");
    // Ten seconds are long, and other tests have the machine too.
    assert!(took < Duration::from_secs(60), "{slowest:?}");
    assert!(wrong.is_empty(), "{} of {cases}\n{}", wrong.len(), wrong.join("\n"));
    assert!(read > cases / 2, "{read} of {cases}");
}
