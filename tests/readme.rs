//! The commands of the README, run.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs;

use support::Project;

/// A block below this comment is run, line by line, in one folder.
const MARK: &str = "<!-- runs as a test: tests/readme.rs -->";

#[test]
fn marked_blocks_run() {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let blocks: Vec<&str> = readme
        .split(MARK)
        .skip(1)
        .map(|rest| rest.split("```console\n").nth(1).unwrap().split("```").next().unwrap())
        .collect();
    assert!(!blocks.is_empty(), "the README has no block to run");
    for block in blocks {
        let project = Project::empty();
        // What a panelist would have saved.
        let saved = include_str!("record/sealed.json");
        project.write("scorecard_C-014_deep-dive_AN_r1.json", saved);
        for line in block.lines() {
            let Some(command) = line.strip_prefix("$ rungs ") else { continue };
            let command = command.split(" #").next().unwrap_or(command);
            let args: Vec<&str> = command.split_whitespace().collect();
            let output = project.rungs(&args);
            assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

/// The sample's own README makes promises too.
#[test]
fn the_sample_keeps_what_its_readme_says() {
    let project = Project::sample();
    let readme = project.read("README.md");
    let commands = readme.lines().filter_map(|line| line.strip_prefix("$ rungs "));
    for command in commands.filter(|command| !command.starts_with("serve")) {
        let command = command.split(" #").next().unwrap_or(command);
        let args: Vec<&str> = command.split_whitespace().collect();
        assert!(project.rungs(&args).status.success(), "{command}");
    }
    for path in ["book.toml", "content/framework.toml", "content/glossary.toml", "content/pages"] {
        assert!(readme.contains(path) && project.path(path).exists(), "{path}");
    }
    assert!(project.rungs(&["check", "--strict"]).status.success());
}
