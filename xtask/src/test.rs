//! Everything that a change must pass, with one line of totals at the end.

use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;

use crate::browser;
use crate::tools::cargo;

/// How many checks went well and how many didn't.
#[derive(Debug, Default, Clone, Copy)]
pub struct Totals {
    pub passed: usize,
    pub failed: usize,
}

impl Totals {
    fn add(&mut self, other: Totals) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// One check.
    pub fn of(is_passed: bool) -> Totals {
        Totals { passed: usize::from(is_passed), failed: usize::from(!is_passed) }
    }
}

/// Runs all of it, whatever fails on the way. Says whether nothing did.
pub fn run() -> bool {
    let mut totals = Totals::default();
    let mut lines = Vec::new();
    let mut step = |name: &str, run: &mut dyn FnMut() -> Totals| {
        println!("\n== {name}");
        let found = run();
        lines.push(format!("{name}: {} passed, {} failed", found.passed, found.failed));
        totals.add(found);
    };
    step("format", &mut || check(cargo().args(["fmt", "--all", "--", "--check"])));
    let lint = ["clippy", "--quiet", "--workspace", "--all-targets", "--all-features"];
    step("lint", &mut || check(cargo().args(lint).args(["--", "-D", "warnings"])));
    let bare = ["clippy", "--quiet", "--no-default-features", "--lib", "--bins"];
    step("lint without features", &mut || check(cargo().args(bare).args(["--", "-D", "warnings"])));
    let test = ["test", "--workspace", "--all-features", "--no-fail-fast"];
    step("tests", &mut || count(cargo().args(test), rust_result));
    let document = ["doc", "--quiet", "--no-deps", "--all-features", "--package", "rungs"];
    step("documentation", &mut || check(cargo().args(document).env("RUSTDOCFLAGS", "-D warnings")));
    step("browser", &mut browser::test);
    println!("\n{}", lines.join("\n"));
    println!("{} passed, {} failed", totals.passed, totals.failed);
    totals.failed == 0
}

fn check(command: &mut Command) -> Totals {
    Totals::of(command.status().is_ok_and(|status| status.success()))
}

/// Runs tests, shows what they print, and counts by what they print. A program that fails and
/// counts no failure (one that doesn't compile, say) is a failure.
pub fn count(command: &mut Command, result: fn(&str) -> Option<Totals>) -> Totals {
    let mut totals = Totals::default();
    // Node lets nobody wait for the pipes that it has, and whoever else writes to the same one
    // fails when it is full: so it has two of its own.
    let Ok(mut child) = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
        return Totals::of(false);
    };
    let stdout = child.stdout.take().expect("it is piped");
    let mut stderr = child.stderr.take().expect("it is piped");
    let errors = thread::spawn(move || io::copy(&mut stderr, &mut io::stderr()));
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        println!("{line}");
        if let Some(found) = result(&line) {
            totals.add(found);
        }
    }
    let is_well = child.wait().is_ok_and(|status| status.success());
    let _ = errors.join();
    if !is_well && totals.failed == 0 {
        totals.failed = 1;
    }
    totals
}

/// `test result: ok. 12 passed; 0 failed; …`
fn rust_result(line: &str) -> Option<Totals> {
    let rest = line.strip_prefix("test result: ")?;
    let number = |word: &str| {
        let end = rest.find(word)?;
        rest[..end].split_whitespace().next_back()?.parse().ok()
    };
    Some(Totals { passed: number(" passed")?, failed: number(" failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted() {
        let found = rust_result("test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured");
        let found = found.expect("a result");
        assert_eq!((found.passed, found.failed), (12, 3));
        assert!(rust_result("test a::b ... ok").is_none());
    }
}
