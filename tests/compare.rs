//! The browser matches two levels as the generator does: `assets/matching.js` against `derive::Matches`,
//! on every pair of levels of the sample, of a framework that was moved in, and of one made to be
//! difficult.
//!
//! Needs node; without it the tests say so and pass, but not where everything must run (`CI`).

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use rayon::prelude::*;
use rungs::derive::matching::{Change, PairKind, plain, word_changes};
use rungs::derive::{Group, Matches, Side, Subject, step};
use rungs::model::{Edition, Framework, Level, Role};
use rungs::source::Sources;
use serde_json::{Value, json};
use support::Project;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Holds all pairs of levels of a framework on disk against each other, and says how many.
fn all_pairs_agree(folder: &Path) -> usize {
    let sources = Sources::read(folder, &["book.toml", "content", "themes"]).unwrap();
    let framework = support::framework(&sources);
    let site = support::site(&sources, Edition::panel());
    let scratch = tempfile::tempdir().unwrap();
    let mut node = Command::new("node");
    node.arg(root().join("tests/compare/pairs.mjs"));
    for name in ["words.js", "matching.js", "changes.js"] {
        node.arg(root().join("themes/default/assets").join(name));
    }
    for role in &framework.roles {
        let script = site.bytes(&format!("compare/{}.js", role.id)).unwrap().unwrap();
        let path = scratch.path().join(format!("{}.js", role.id));
        fs::write(&path, script).unwrap();
        node.arg(path);
    }
    let output = match node.output() {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "no node: {error}");
            println!("skipped: no node is installed");
            return 0;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let levels = |role: &Role| (0..role.levels.len()).collect::<Vec<usize>>();
    let pairs: Vec<_> = framework
        .roles
        .iter()
        .flat_map(|one| framework.roles.iter().map(move |other| (one, other)))
        .flat_map(|(one, other)| {
            let to = move |from| levels(other).into_iter().map(move |to| (from, to));
            levels(one)
                .into_iter()
                .flat_map(to)
                .map(move |(from, to)| ((&**one, &one.levels[from]), (&**other, &other.levels[to])))
        })
        .collect();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), pairs.len());
    pairs.par_iter().zip(&lines).for_each(|((from, to), line)| {
        same(&told(*from, *to), &serde_json::from_str(line).unwrap());
    });
    neighbours_agree(&framework);
    pairs.len()
}

/// Tells of the first row that differs, not of a thousand that don't.
fn same(wanted: &Value, found: &Value) {
    if wanted == found {
        return;
    }
    let rows = |value: &Value| value["rows"].as_array().unwrap().clone();
    let (wanted_rows, found_rows) = (rows(wanted), rows(found));
    for (wanted_row, found_row) in wanted_rows.iter().zip(&found_rows) {
        assert_eq!(wanted_row, found_row, "{} to {}", wanted["from"], wanted["to"]);
    }
    assert_eq!(wanted, found);
}

/// What the generator says of two levels, as `pairs.mjs` puts it.
fn told(from: (&Role, &Level), to: (&Role, &Level)) -> Value {
    let matched = Matches::between(from, to);
    let step = step(from, to, Some(&matched));
    let rows = step.groups.iter().zip(&matched.rows).map(|(group, row)| {
        let key = match group.subject {
            Subject::Competency(one) => format!("c_{}", one.id),
            Subject::Attribute(one) => format!("a_{}", one.id),
        };
        // A renamed competency has two ids; the group knows that of the upper level.
        let lower = row.from.map(|place| Side::new(from, place));
        let lower = lower.map(|side| match side.subject {
            Subject::Competency(one) => (format!("c_{}", one.id), side.name.to_owned()),
            Subject::Attribute(one) => (format!("a_{}", one.id), side.name.to_owned()),
        });
        json!({
            "from": lower.map(|(key, name)| [key, name]),
            "to": row.to.map(|_| [&*key, group.name]),
            "pairs": group.pairs.iter().map(|pair| {
                let is_same = pair.kind == PairKind::Same;
                let changes = if is_same { Vec::new() } else { changes(group, pair.from, pair.to) };
                json!([pair.from, pair.to, is_same, changes])
            }).collect::<Vec<_>>(),
        })
    });
    let name = |(role, level): (&Role, &Level)| format!("{}/{}", role.id, level.id);
    json!({ "from": name(from), "to": name(to), "rows": rows.collect::<Vec<_>>() })
}

fn changes(group: &Group<'_>, from: usize, to: usize) -> Vec<Value> {
    let from = plain(&group.from_items[from].behaviour.text.markdown);
    let to = plain(&group.to_items[to].behaviour.text.markdown);
    let change = |change: &Change<'_>| match change {
        Change::Equal(text) => json!(["equal", text]),
        Change::Delete(text) => json!(["delete", text]),
        Change::Insert(text) => json!(["insert", text]),
    };
    word_changes(&from, &to).iter().map(change).collect()
}

/// What pages of steps show is what any two levels would be matched to.
fn neighbours_agree(framework: &Framework) {
    for role in &framework.roles {
        for (at, matched) in Matches::new(role).up.iter().enumerate() {
            let levels = ((&**role, &role.levels[at]), (&**role, &role.levels[at + 1]));
            assert_eq!(*matched, Matches::between(levels.0, levels.1), "{} {at}", role.id);
        }
    }
}

#[test]
fn of_the_sample() {
    println!("{} pairs of the sample", all_pairs_agree(root()));
}

#[test]
#[cfg(feature = "import")]
fn of_a_framework_that_was_moved_in() {
    let corpus = root().join("../shared/corpora/dropbox-dbx-career-framework/docs");
    if !corpus.exists() {
        println!("skipped: no Dropbox corpus beside the repository");
        return;
    }
    let project = Project::empty();
    let output = project.rungs(&["import", corpus.to_str().unwrap(), "--out", "."]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("{} pairs of the Dropbox framework", all_pairs_agree(project.root()));
}

/// A reproducible stream of numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % end
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }
}

const WORDS: &[&str] = &[
    "owns",
    "own",
    "the",
    "team's",
    "teams’",
    "plan",
    "plans",
    "planning",
    "don't",
    "I'm",
    "we've",
    "risk",
    "risks",
    "removes",
    "eliminates",
    "obstacles",
    "blockers",
    "of",
    "a",
    "and",
    "**clear**",
    "`main`",
    "[runbook](https://example.com/a_b)",
    "(e.g.",
    "one,",
    "two)",
    "—",
    "«quoted»",
    "naïve",
    "Straße",
    "ÉQUIPE",
    "品質",
    "and/or",
    "cross-team",
    "'single'",
    "“double”",
    "identifies",
    "identify",
    "leads",
    "lead",
    "their",
    "your",
    "they",
    "is",
    "are",
    "co\u{ad}operate",
    "x²",
    "İ",
    "quarter",
    "customer",
    "customers",
    "\\*",
    "&amp;",
    "writes",
    "written",
    "incident",
    "&",
    "5%",
];

#[test]
fn of_one_made_to_be_difficult() {
    for seed in 1..=4 {
        let project = difficult(&mut Random(seed));
        println!("{} difficult pairs", all_pairs_agree(project.root()));
    }
}

/// Three roles of random lines that repeat, swap, replace and mark up each other's words.
fn difficult(random: &mut Random) -> Project {
    let project = Project::generated(3, "plain");
    let names = ["Craft", "Craft and care", "Care", "Team planning", "Planning", "Delivery"];
    let mut framework = project.read("content/framework.toml");
    for (at, name) in names.iter().enumerate().skip(1) {
        framework += &format!("[[competency]]\nid = \"c{at}\"\nname = \"{name}\"\n");
    }
    framework += "[[attribute]]\nid = \"scope\"\nlabel = \"Scope\"\ntype = \"list\"\n";
    project.write("content/framework.toml", &framework);
    let mut known: Vec<String> = Vec::new();
    for role in 0..3 {
        for level in ["ic1", "ic2"] {
            let mut text = String::new();
            let mut replaced = 0;
            for (at, name) in ["Scope"].iter().chain(&names).enumerate() {
                // The first role has cells that no one would write: matched another way.
                let most = if role == 0 && at == 1 { 140 } else { 7 };
                // Many rows only one of two levels has: names are held against each other there.
                let is_left_out = most == 7 && random.below(3) == 0;
                let count = match (is_left_out, most) {
                    (true, _) => 0,
                    (false, 7) => random.below(7),
                    (false, most) => most,
                };
                if count == 0 {
                    continue;
                }
                text += &format!("\n## {name}\n\n");
                for line in 0..count {
                    let mut sentence = match known.is_empty() || random.below(3) == 0 {
                        true => String::from("Does"),
                        false => known[random.below(known.len())].clone(),
                    };
                    for _ in 0..random.below(12) {
                        sentence += " ";
                        sentence += random.of(WORDS);
                    }
                    if random.below(5) == 0 {
                        let mut words: Vec<&str> = sentence.split(' ').collect();
                        let (one, other) = (random.below(words.len()), random.below(words.len()));
                        words.swap(one, other);
                        sentence = words.join(" ");
                    }
                    let id = format!("r{role}-{at}-{line}");
                    let mark = match random.below(8) {
                        0 => format!(" {{#{id}}}"),
                        1 if level == "ic2" && replaced < 9 => {
                            replaced += 1;
                            format!(" {{#{id}-new replaces={id}}}")
                        }
                        _ => String::new(),
                    };
                    text += &format!("- {sentence}{mark}\n");
                    known.push(sentence);
                }
            }
            project.write(&format!("content/roles/role-{role}/{level}.md"), &text);
        }
    }
    project
}
