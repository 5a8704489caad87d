//! What roles and levels say in the same words, written once: every page still says the same.

#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::{BTreeMap, HashSet};

use rungs::export::{EXPORTERS, Made, Wish};
use rungs::import::{self, Fate, Imported, Input, Report};
use rungs::model::{Behaviour, Cell, Edition, Framework};
use rungs::render::Site;
use rungs::source::Sources;

use support::{cases, framework, numbers};

fn sources(files: &BTreeMap<String, String>) -> Sources {
    Sources::from_texts(files.iter().map(|(path, text)| (path, text.clone())))
}

/// All that is said, and not by whom: of each level, its texts and the lines of each heading in
/// their order.
fn said(framework: &Framework) -> Vec<String> {
    let line = |one: &Behaviour| {
        let parts = one.items.iter().chain(&one.examples).map(|one| &*one.markdown);
        let parts: Vec<&str> = parts.collect();
        format!("#{} {} {parts:?}", one.id, &*one.text.markdown)
    };
    let mut out = Vec::new();
    for role in &framework.roles {
        for level in &role.levels {
            out.push(format!("{} {} {}", role.id, level.id, level.title));
            out.extend(level.intro.iter().map(|intro| intro.markdown.to_string()));
            for one in &level.attributes {
                out.push(format!("{}:", one.attribute.label));
                out.extend(one.value.expectations().iter().map(|one| line(&one.behaviour)));
            }
            for (competency, cell) in role.competencies.iter().zip(&level.cells) {
                let Cell { state, alias, intro, examples, .. } = cell;
                let intro = intro.iter().chain(examples).map(|one| one.markdown.to_string());
                out.push(format!("{} {state:?} {alias:?}:", competency.name));
                out.extend(intro);
                out.extend(cell.expectations.iter().map(|one| line(&one.behaviour)));
            }
        }
    }
    out
}

/// Lines with words in all files of levels.
fn written(files: &BTreeMap<String, String>) -> usize {
    let levels =
        files.iter().filter(|(path, _)| path.ends_with(".md") && !path.contains("/pages/"));
    let lines = levels.flat_map(|(_, text)| text.lines()).filter(|line| line.starts_with("- "));
    lines.filter(|line| !line.starts_with("- {#")).count()
}

/// Exports content as data and moves that in again: what says a lower level's line again still does.
fn comes_back(files: &BTreeMap<String, String>) {
    let exporter = EXPORTERS.iter().find(|one| one.name == "json").unwrap();
    let json = |files: &BTreeMap<String, String>| {
        let site = support::site(&sources(files), Edition::panel());
        let Made::File(bytes) = exporter.write(&site, &Wish::default()).unwrap().made else {
            panic!("it is one file");
        };
        bytes
    };
    let bytes = json(files);
    let input = Input { path: "framework.json".to_owned(), bytes: bytes.clone() };
    let back = json(&import::run(None, &[input]).unwrap().files);
    assert!(bytes == back, "{}", text_of_change(&bytes, &back));
}

/// The first line that differs.
fn text_of_change(one: &[u8], other: &[u8]) -> String {
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    format!("{differs:#?}")
}

#[test]
fn no_corpus_says_anything_else_when_it_is_shared() {
    // Lines with words, before and afterwards.
    let corpora = [
        ("corpora/dropbox-dbx-career-framework/docs", 2928, 1176),
        ("corpora/dropbox-dbx-career-framework/history-2021-08-16", 603, 357),
        ("corpora/engineeringladders", 54, 54),
        ("corpora/ft-engineering-progression", 241, 240),
        ("corpora/monzo-progression-framework", 1440, 1048),
    ];
    for (corpus, before, after) in corpora {
        let Some(inputs) = support::moved::below(corpus) else { continue };
        let alone = import::run(None, &inputs).unwrap();
        let mut shared = import::run(None, &inputs).unwrap();
        shared.share();
        let lost = shared.report.unaccounted();
        assert!(lost.is_empty(), "{lost:#?}");
        for entry in &shared.report.entries {
            if let Fate::Kept { file } | Fate::Repaired { file, .. } = &entry.fate {
                assert!(shared.files.contains_key(file), "{entry:?}");
            }
        }
        assert_eq!((written(&alone.files), written(&shared.files)), (before, after), "{corpus}");
        let (before, after) =
            (framework(&sources(&alone.files)), framework(&sources(&shared.files)));
        assert_eq!(said(&before), said(&after), "{corpus}");
        comes_back(&shared.files);
    }
}

#[test]
fn pages_are_the_same_byte_for_byte() {
    let Some(inputs) = support::moved::below("corpora/dropbox-dbx-career-framework/docs") else {
        return;
    };
    let alone = import::run(None, &inputs).unwrap();
    let mut shared = import::run(None, &inputs).unwrap();
    shared.share();
    let site = |imported: &Imported| support::site(&sources(&imported.files), Edition::panel());
    let (alone, shared) = (site(&alone), site(&shared));
    let pages: Vec<&str> = alone.paths().filter(|path| path.ends_with(".html")).collect();
    for path in &pages {
        assert!(page(&alone, path) == page(&shared, path), "{path}");
    }
    assert!(pages.len() > 160, "{}", pages.len());
}

/// A page without the digest of the framework's data, which says where lines are from: scorecards
/// print it, and their policy has a hash of what they print.
fn page(site: &Site, path: &str) -> String {
    let text = support::page(site, path);
    let digest = text.split_once("\"digest\":\"sha256-").map(|(_, rest)| rest[..64].to_owned());
    let text = match digest {
        Some(digest) => text.replace(&digest, "…").replace(&digest[..12], "…"),
        None => text,
    };
    let lines = text.lines().filter(|line| !line.contains("Content-Security-Policy"));
    lines.collect::<Vec<_>>().join("\n")
}

const FRAMEWORK: &str = r#"
[[family]]
id = "harbour"
name = "Harbour"

[[track]]
id = "crew"
name = "Crew"
level = [
  { id = "c1", name = "C1" },
  { id = "c2", name = "C2" },
  { id = "c3", name = "C3" },
  { id = "c4", name = "C4" },
]

[[pillar]]
id = "sea"
name = "At sea"

[[competency]]
id = "steering"
name = "Steering"
pillar = "sea"
aliases = ["Helm"]

[[competency]]
id = "signals"
name = "Signals"
pillar = "sea"

[[competency]]
id = "papers"
name = "Papers"

[[attribute]]
id = "scope"
label = "Scope"
type = "list"
"#;

/// Roles that say much in the same words: the same lines at several levels, in any order, with the
/// same ids and others, in cells with prose, marks and other names.
fn random(seed: u32) -> BTreeMap<String, String> {
    let mut below = numbers(seed);
    let mut files = BTreeMap::new();
    files.insert("book.toml".to_owned(), "[book]\ntitle = \"Harbour\"\n".to_owned());
    files.insert("content/framework.toml".to_owned(), FRAMEWORK.to_owned());
    let has_set = below(3) == 0;
    if has_set {
        let text = "## At sea\n\n### Signals\n\n- Answers every flag. {#answers}\n";
        files.insert("content/shared/core/c2.md".to_owned(), text.to_owned());
    }
    let roles = 2 + below(4);
    for role in 0..roles {
        let first = below(3);
        let levels: Vec<String> = (first..4).map(|level| format!("c{}", level + 1)).collect();
        let include =
            if has_set && (role == 0 || below(2) == 0) { "include = [\"core\"]\n" } else { "" };
        let toml = format!(
            "title = \"Role {role}\"\nfamily = \"harbour\"\ntrack = \"crew\"\nlevels = {levels:?}\n{include}"
        );
        files.insert(format!("content/roles/role-{role}/role.toml"), toml);
        for (rank, level) in levels.iter().enumerate() {
            let text = level_text(&levels[..rank], &mut below);
            files.insert(format!("content/roles/role-{role}/{level}.md"), text);
        }
    }
    files
}

fn level_text(lower: &[String], below: &mut impl FnMut(usize) -> usize) -> String {
    let mut out = String::new();
    let mut used = HashSet::new();
    if below(4) == 0 {
        out.push_str("+++\ntagline = \"Keeps the light on\"\n+++\n\n");
    }
    if below(4) == 0 {
        out.push_str("Prose of the level.\n\n```text\none\n\n\n\ntwo\n```\n\n");
    }
    for heading in ["## Scope", "## At sea", "### Steering", "### Signals", "## Papers"] {
        let is_pillar = heading == "## At sea";
        let name = heading.trim_start_matches(['#', ' ']).to_lowercase();
        let is_cell = !is_pillar && heading != "## Scope";
        let mut heading = heading.to_owned();
        if name == "steering" && below(4) == 0 {
            heading = "### Helm".to_owned();
        }
        if is_cell && !lower.is_empty() && below(6) == 0 {
            heading.push_str(&format!(" {{same_as={}}}", lower[below(lower.len())]));
        }
        out.push_str(&format!("{heading}\n\n"));
        if below(5) == 0 {
            out.push_str("Prose before the lines.\n\n");
        }
        if is_pillar {
            continue;
        }
        for _ in 0..1 + below(5) {
            let (line, words) = (below(6), below(16));
            let text = match words {
                0 => format!("Says line {line} in other words."),
                1 => format!("Says *line {line}*,\n  in two lines."),
                _ => format!("Says line {line} of {name}."),
            };
            let id = format!("{}-{line}", name.replace(' ', "-"));
            if !used.insert(id.clone()) {
                continue;
            }
            match below(16) {
                0 => out.push_str(&format!("- {text} {{#{id} replaces=old-{id}}}\n")),
                1 => out.push_str(&format!("- {text}\n")),
                _ => out.push_str(&format!("- {text} {{#{id}}}\n")),
            }
            if line == 0 {
                out.push_str("  - A part of it.\n  - Example: as it was in the storm.\n");
            }
        }
        if is_cell && below(6) == 0 {
            out.push_str("\n#### Examples\n\n- A night without a moon.\n");
        }
        out.push('\n');
    }
    out
}

#[test]
fn no_framework_says_anything_else_when_it_is_shared() {
    let (mut before, mut after) = (0, 0);
    for case in 0..cases(100) {
        let files = random(u32::try_from(case).unwrap() + 1);
        let mut shared = Imported { files: files.clone(), report: Report::default() };
        shared.share();
        let whole = said(&framework(&sources(&files)));
        assert_eq!(whole, said(&framework(&sources(&shared.files))), "case {case}");
        comes_back(&shared.files);
        before += written(&files);
        after += written(&shared.files);
        // What has been shared has nothing more to share.
        let mut again = Imported { files: shared.files.clone(), report: Report::default() };
        again.share();
        assert_eq!(written(&again.files), written(&shared.files), "case {case}");
    }
    assert!(after * 6 < before * 5, "{before} lines, and still {after}");
}

#[test]
fn the_command_shares_on_demand() {
    let project = support::Project::empty();
    let lines = ["Keeps the light on.", "Answers every flag.", "Knows each buoy."];
    let mut sheet = "role,level,competency,behaviour\n".to_owned();
    for role in ["Pilot", "Lightkeeper"] {
        for level in ["L1", "L2"] {
            for line in lines {
                sheet.push_str(&format!("{role},{level},Watch,{line}\n"));
            }
        }
        sheet.push_str(&format!("{role},L2,Watch,A {role} writes the log.\n"));
    }
    project.write("crew.csv", &sheet);
    let output = project.rungs(&["import", "crew.csv", "--out", "careers", "--share"]);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    let note = "14 lines of roles, of which 5 differ, are written as 5 in 1 new shared set";
    assert!(told.contains(note), "{told}");
    let read =
        |path: &str| std::fs::read_to_string(project.path("careers/content").join(path)).unwrap();
    assert_eq!(read("shared/all-roles/l1.md").matches("\n- ").count(), 3);
    assert!(read("shared/all-roles/l2.md").contains("- {#keeps-light}"));
    assert_eq!(read("roles/pilot/l2.md").matches("\n- ").count(), 1);
    assert!(read("roles/pilot/role.toml").contains("include = [\"all-roles\"]"));
    assert!(!project.path("careers/content/roles/pilot/l1.md").exists());
    let output = project.rungs(&["check", "careers"]);
    assert!(output.status.success(), "{output:?}");
}
