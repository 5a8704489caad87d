//! Tests in a browser, and of the HTML: `tests/browser/`, run by node.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use crate::test::{Totals, count};
use crate::tools::{apt_install, binary, cargo, find, root};

const CHROMIUM: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Builds the program, gets what the tests need, and runs them.
pub fn test() -> Totals {
    let chromium = match prepare() {
        Ok(chromium) => chromium,
        Err(missing) => return without(&missing),
    };
    let mut node = Command::new("node");
    // A browser for each file: more of them than processors would only wait for each other.
    let files_at_once = thread::available_parallelism().map_or(1, |count| count.get().min(4));
    node.args(["--test", "--test-reporter=tap"]);
    node.arg(format!("--test-concurrency={files_at_once}"));
    node.args(files(".test.mjs")).current_dir(folder());
    node.env("RUNGS", binary("debug", "rungs")).env("CHROMIUM", chromium);
    count(&mut node, |line| {
        let number = |start: &str| line.strip_prefix(start)?.trim().parse().ok();
        match (number("# pass "), number("# fail ")) {
            (None, None) => None,
            (passed, failed) => Some(Totals {
                passed: passed.unwrap_or_default(),
                failed: failed.unwrap_or_default(),
            }),
        }
    })
}

/// A picture of every kind of page, at three widths, light, dark and printed.
pub fn screenshots() -> Result<bool, String> {
    let chromium = prepare()?;
    let mut node = Command::new("node");
    node.arg("screenshots.mjs").arg(root().join("target/screenshots")).current_dir(folder());
    node.env("RUNGS", binary("debug", "rungs")).env("CHROMIUM", chromium);
    Ok(node.status().is_ok_and(|status| status.success()))
}

/// Where a machine lacks something, that is told loudly; where the tests must run, it fails.
fn without(missing: &str) -> Totals {
    let must = env::var("CI").is_ok_and(|value| value == "true");
    println!("!!! BROWSER TESTS {}: {missing}", if must { "FAILED" } else { "SKIPPED" });
    if must { Totals::of(false) } else { Totals::default() }
}

/// The browser, once everything is there.
pub fn prepare() -> Result<PathBuf, String> {
    let chromium = find(CHROMIUM).or_else(|| {
        apt_install(&["chromium"]);
        find(CHROMIUM)
    });
    let chromium = chromium.ok_or("no chromium is installed (apt-get install chromium)")?;
    let need = |program: &'static str, packages: &[&str]| match find(&[program]) {
        Some(_) => Ok(()),
        None if apt_install(packages) && find(&[program]).is_some() => Ok(()),
        None => Err(format!("no {program} is installed (apt-get install {})", packages.join(" "))),
    };
    need("java", &["default-jre-headless"])?;
    need("pdftotext", &["poppler-utils"])?;
    need("node", &["nodejs"])?;
    need("npm", &["npm"])?;
    let built = cargo().args(["build", "--quiet", "--package", "rungs", "--all-features"]).status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("the program doesn't build".to_owned());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    match npm.current_dir(folder()).output() {
        Ok(output) if output.status.success() => Ok(chromium),
        Ok(output) => Err(format!(
            "`npm ci` failed in tests/browser: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Err(format!("`npm ci` can't be run: {error}")),
    }
}

fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// Files of the folder with an end of name, sorted. Node finds tests by itself, but in other
/// places with each version.
fn files(end: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder()).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(end)).collect();
    names.sort();
    names
}
