//! Every target of `fuzz/` for a while, from files that people might have written.

use std::fs;
use std::io;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use walkdir::WalkDir;

use crate::tools::{cargo, root};

/// Longer inputs are cut: what there is to find, a few pages of text say.
const MAX_LENGTH: usize = 16 << 10;

/// How a target reads its input.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// As one file.
    One,
    /// As files, each below a line with its path.
    Named,
}

use Form::{Named, One};

/// The targets, how each reads an input, and the folders of files that it begins with. Those beside
/// the repository need not be there.
const TARGETS: &[(&str, Form, &[&str])] = &[
    ("framework", Named, &["content", "tests/fixtures/broken"]),
    ("level", One, &["content/roles", "content/shared"]),
    ("record", One, &["tests/record"]),
    (
        "dropbox-html",
        Named,
        &[
            "tests/fixtures/import/harbour-html",
            "tests/fixtures/import/harbour-older-html",
            "../shared/corpora/dropbox-dbx-career-framework",
        ],
    ),
    ("framework-json", Named, &[]),
    (
        "ft-yaml",
        Named,
        &[
            "tests/fixtures/import/harbour-ft",
            "tests/fixtures/import/harbour-ft-old",
            "../shared/corpora/ft-engineering-progression",
        ],
    ),
    (
        "monzo-markdown",
        Named,
        &["tests/fixtures/import/harbour-monzo", "../shared/corpora/monzo-progression-framework"],
    ),
    (
        "engineering-ladders",
        Named,
        &["tests/fixtures/import/harbour-ladders", "../shared/corpora/engineeringladders"],
    ),
    ("spreadsheet", Named, &["tests/fixtures/import/harbour-sheets"]),
    ("role-pages", Named, &["tests/fixtures/import/harbour-roles"]),
    ("blueprint", Named, &["tests/fixtures/import/harbour-blueprints", "../shared/seeds"]),
    ("text-levels", Named, &["tests/fixtures/import/harbour-text", "../shared/seeds"]),
    ("markdown-levels", Named, &["tests/fixtures/import/harbour-markdown", "../shared/seeds"]),
];

/// Runs the targets that are named, or all, one after the other. Says whether nothing was found.
pub fn run(options: &[&str]) -> Result<bool, String> {
    let (seconds, names) = match options {
        ["--seconds", seconds, names @ ..] => (
            seconds.parse::<u32>().map_err(|error| format!("--seconds {seconds}: {error}"))?,
            names,
        ),
        names => (600, names),
    };
    if let Some(other) = names.iter().find(|name| !TARGETS.iter().any(|one| one.0 == **name)) {
        let known: Vec<&str> = TARGETS.iter().map(|one| one.0).collect();
        return Err(format!("no target is called {other}; there are: {}", known.join(", ")));
    }
    let mut told = Vec::new();
    let mut is_well = true;
    for (name, form, folders) in TARGETS {
        if !names.is_empty() && !names.contains(name) {
            continue;
        }
        plant(name, *form, folders).map_err(|error| format!("{name}: {error}"))?;
        let findings = root().join("fuzz/findings").join(name);
        let (is_done, runs) = fuzz(name, seconds, &findings)?;
        let found = fs::read_dir(&findings).map_err(|error| format!("{name}: {error}"))?.count();
        is_well &= is_done && found == 0;
        let ended = if is_done { &runs } else { "a crash" };
        told.push(format!("{name}: {ended}; findings without a crash: {found}"));
    }
    println!("\n{}", told.join("\n"));
    Ok(is_well)
}

/// Runs a target: whether nothing crashed, and what it says of its runs. Inputs of which it does
/// wrong otherwise, such as to lose a sentence, are put into the folder of findings.
fn fuzz(target: &str, seconds: u32, findings: &Path) -> Result<(bool, String), String> {
    // Those of an earlier run may be mended.
    let made = fs::remove_dir_all(findings)
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
        .and_then(|()| fs::create_dir_all(findings));
    made.map_err(|error| format!("{}: {error}", findings.display()))?;
    // The compiler of the day has what libFuzzer needs. Nothing here is unsafe: looking for errors of
    // memory would only cost half of the runs.
    let mut fuzz = Command::new("rustup");
    fuzz.args(["run", "nightly", "cargo", "fuzz", "run", "--sanitizer", "none", target, "--"]);
    fuzz.args([format!("-max_total_time={seconds}"), format!("-max_len={MAX_LENGTH}")]);
    fuzz.args(["-timeout=10", "-rss_limit_mb=2048"]);
    fuzz.env("RUNGS_FINDINGS", findings).current_dir(root()).stderr(Stdio::piped());
    let mut child = fuzz.spawn().map_err(|error| format!("rustup: {error}"))?;
    let mut runs = String::new();
    for line in BufReader::new(child.stderr.take().expect("it is piped")).lines() {
        // A crash may print bytes that are no text.
        let Ok(line) = line else { continue };
        eprintln!("{line}");
        if line.starts_with("Done ") {
            runs = line;
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok((status.success(), runs))
}

/// Fills a target's corpus: with each file, and with each folder that fits in as a whole.
fn plant(target: &str, form: Form, folders: &[&str]) -> Result<(), io::Error> {
    let corpus = root().join("fuzz/corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for folder in folders {
        for entry in WalkDir::new(root().join(folder)).into_iter().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            match form {
                One if kind.is_file() => seeds.push(fs::read(path)?),
                Named if kind.is_file() => seeds.push(named(&alone(path), &fs::read(path)?)),
                Named if kind.is_dir() => seeds.push(whole(path)?),
                One | Named => {}
            }
        }
    }
    if target == "framework-json" {
        for framework in ["tests/fixtures/minimal", "src/cli/init"] {
            let mut export = cargo();
            export.args(["run", "--quiet", "--", "export", "json", framework]);
            seeds.push(export.stderr(Stdio::inherit()).output()?.stdout);
        }
    }
    seeds.retain(|seed| !seed.is_empty() && seed.len() <= 4 * MAX_LENGTH);
    for (at, seed) in seeds.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{at}")), seed)?;
    }
    Ok(())
}

/// The path of a file that is the only one of its input: in a framework, that of one in its one role.
fn alone(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let start = parts.iter().rposition(|part| part == "content").unwrap_or(parts.len() - 1);
    let mut parts = parts[start..].to_vec();
    if let [_, roles, role, _, ..] = &mut parts[..]
        && *roles == "roles"
    {
        *role = "engineer".into();
    }
    parts.join("/")
}

/// All files below a folder.
fn whole(folder: &Path) -> Result<Vec<u8>, io::Error> {
    let mut all = Vec::new();
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        all.extend(named(&path.to_string_lossy(), &fs::read(entry.path())?));
    }
    Ok(all)
}

fn named(path: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("==> {path}\n").as_bytes(), bytes, b"\n"].concat()
}
