//! Every framework beside the repository, moved in, checked and built: one table of what became of
//! its sentences.
//!
//! The frameworks are in `../shared`, and no word of them is printed but the names of their files.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::bench::{folder_size, run_measured};
use crate::tools::{binary, build_release, root};

/// What is moved in, below `../shared`: a folder, or all that lies in one, each alone.
const SOURCES: [(&str, Take); 8] = [
    ("corpora/dropbox-dbx-career-framework/docs", Take::Whole),
    ("corpora/dropbox-dbx-career-framework/history-2021-08-16", Take::Whole),
    ("corpora/ft-engineering-progression/data", Take::Whole),
    ("corpora/ft-engineering-progression/history", Take::Each),
    ("corpora/monzo-progression-framework", Take::Whole),
    ("corpora/engineeringladders", Take::Whole),
    ("seeds", Take::Each),
    ("seeds", Take::Whole),
];

#[derive(Clone, Copy, PartialEq)]
enum Take {
    Whole,
    Each,
}

/// Prints the table. Says whether every sentence is accounted for and nothing is an error.
pub fn run() -> Result<bool, String> {
    let shared = root().join("../shared");
    let mut sources = Vec::new();
    for (path, take) in SOURCES {
        let place = shared.join(path);
        if !place.exists() {
            eprintln!("skipped: there is no ../shared/{path}");
        } else if take == Take::Whole {
            sources.push((path.to_owned(), place));
        } else {
            sources.extend(entries(path, &place)?);
        }
    }
    if sources.is_empty() {
        return Ok(true);
    }
    build_release()?;
    println!("{}", Row::HEAD);
    let mut is_well = true;
    for (name, source) in sources {
        let row = moved_in(&source).map_err(|error| format!("{name}: {error}"))?;
        println!("| {name} {row}");
        is_well &= row.number("unaccounted") == 0 && row.errors == 0;
    }
    println!("\nBuilt for panels by the release build; each build is one, of a new site.");
    Ok(is_well)
}

/// What lies in a folder, by name, but for what says what it is.
fn entries(path: &str, folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{path}: {error}"))?;
    let places = entries.flatten().map(|entry| entry.path());
    let named = places.filter_map(|place| {
        let name = place.file_name()?.to_string_lossy().into_owned();
        (name != "README.md").then(|| (format!("{path}/{name}"), place))
    });
    let mut named: Vec<_> = named.collect();
    named.sort();
    Ok(named)
}

/// What became of a source.
struct Row {
    totals: Value,
    format: String,
    /// How many sentences were left out, by the reason.
    left_out: BTreeMap<String, usize>,
    pages: usize,
    errors: usize,
    seconds: f64,
}

fn moved_in(source: &Path) -> Result<Row, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let [content, site, report] =
        ["content", "site", "report.json"].map(|name| folder.path().join(name));
    let rungs = || Command::new(binary("release", "rungs"));
    let ran = |command: &mut Command| command.output().map_err(|error| error.to_string());

    let import = ran(rungs()
        .arg("import")
        .arg(source)
        .arg("--out")
        .arg(&content)
        .arg("--report")
        .arg(&report))?;
    // With sentences unaccounted for it fails too, and there is a report.
    let told = || String::from_utf8_lossy(&import.stderr).into_owned();
    let report = fs::read_to_string(&report).map_err(|_| told())?;
    let report: Value = serde_json::from_str(&report).map_err(|error| error.to_string())?;

    let check = ran(rungs().arg("check").arg(&content).args(["--format", "json"]))?;
    let found = String::from_utf8_lossy(&check.stdout);
    let found = found.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let errors = found.filter(|one| one["severity"] == "error").count();
    if !check.status.success() && errors == 0 {
        return Err(String::from_utf8_lossy(&check.stderr).into_owned());
    }
    let mut seconds = f64::NAN;
    if errors == 0 {
        let mut build = rungs();
        build.arg("build").arg(&content).arg("--out").arg(&site).args(["--edition", "panel"]);
        seconds = run_measured(&mut build).map_err(|error| error.to_string())?.wall;
    }
    let mut left_out = BTreeMap::new();
    for entry in report["entries"].as_array().into_iter().flatten() {
        if let Some(why) = entry["fate"]["why"].as_str() {
            *left_out.entry(short(why)).or_default() += 1;
        }
    }
    Ok(Row {
        totals: report["totals"].clone(),
        format: report["format"].as_str().unwrap_or_default().to_owned(),
        left_out,
        pages: folder_size(&site).0,
        errors,
        seconds,
    })
}

/// A reason up to its first comma, without numbers: sections of a blueprint have one reason.
fn short(why: &str) -> String {
    let end = why.find([',', ':', ';', '(']).unwrap_or(why.len());
    let mut short = String::new();
    for char in why[..end].trim_end().chars() {
        match char {
            '0'..='9' if short.ends_with('…') => {}
            '0'..='9' => short.push('…'),
            // A cell of the table ends there.
            '|' => short.push_str("\\|"),
            other => short.push(other),
        }
    }
    short
}

impl Row {
    const HEAD: &str = "\
        | source | form | pages | behaviours | examples | of attributes | sentences | kept | repaired \
        | joined | left out | unaccounted | `check` errors | build, s |\n\
        |---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|";

    fn number(&self, key: &str) -> u64 {
        self.totals[key].as_u64().unwrap_or_default()
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} | {} ", self.format, self.pages)?;
        let before = ["behaviours", "examples", "attribute_items", "sentences"];
        for key in before.into_iter().chain(["kept", "repaired", "joined"]) {
            write!(f, "| {} ", self.number(key))?;
        }
        let mut reasons: Vec<_> = self.left_out.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let reasons: Vec<String> =
            reasons.into_iter().map(|(why, count)| format!("{count} {why}")).collect();
        let colon = if reasons.is_empty() { "" } else { ": " };
        write!(f, "| {}{colon}{} ", self.number("left_out"), reasons.join("; "))?;
        let (lost, errors) = (self.number("unaccounted"), self.errors);
        write!(f, "| {lost} | {errors} | {:.2} |", self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_short() {
        assert_eq!(
            short("the heading of section 12 of a blueprint"),
            "the heading of section … of a blueprint"
        );
        assert_eq!(
            short("a divider above the pillars, without text"),
            "a divider above the pillars"
        );
        assert_eq!(short("a | b"), "a \\| b");
    }
}
