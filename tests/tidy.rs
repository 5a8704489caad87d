//! Rules of this repository that a reviewer would otherwise have to remember.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Everything in `src/`, first to last. A module uses the ones before it, never one after.
const ORDER: &str = "source diagnostic parse model check derive record render emit pipeline export import \
                     serve cli";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder of this repository that end so, as paths with `/`.
fn files(folder: &str, ends: &[&str]) -> Vec<(String, String)> {
    let is_kept = |name: &str| !matches!(name, "target" | "node_modules" | ".git" | "site");
    let entries = WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| is_kept(&entry.file_name().to_string_lossy()));
    let files = entries.flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(root()).unwrap().to_string_lossy();
        path.replace('\\', "/")
    };
    let paths = files.map(path).filter(|path| ends.iter().any(|end| path.ends_with(end)));
    // Not every fixture is UTF-8.
    let read = |path: &String| fs::read(root().join(path)).unwrap();
    paths
        .map(|path| (String::from_utf8_lossy(&read(&path)).into_owned(), path))
        .map(|(text, path)| (path, text))
        .collect()
}

#[test]
fn modules_point_one_way() {
    let order: Vec<&str> = ORDER.split_whitespace().collect();
    for (path, text) in files("src", &[".rs"]) {
        let module = path.split('/').nth(1).unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let own = order.iter().position(|one| *one == module);
        let own = own.unwrap_or_else(|| panic!("{path}: give `{module}` a place in ORDER"));
        assert!(!text.contains("use crate::{"), "{path}: one `use crate::module` line each");
        for later in &order[own + 1..] {
            let uses = text.contains(&format!("crate::{later}::"))
                || text.contains(&format!("crate::{later};"));
            assert!(!uses, "{path} uses {later}, which comes after it");
        }
    }
}

#[test]
fn the_library_lists_modules_in_their_order() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let listed: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let order: Vec<&str> =
        ORDER.split_whitespace().filter(|module| listed.contains(module)).collect();
    assert_eq!(listed, order);
}

#[test]
fn the_map_shows_the_tree() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeSet<&str> = map
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| name.contains('/') && !name.contains(['<', '*', ' ', ':', '{', '…']))
        .collect();
    for path in &named {
        // A row of the table names what is in its own folder without it.
        let is_there = |folder: &str| root().join(folder).join(path).exists();
        let mut modules = ORDER.split_whitespace().map(|module| format!("src/{module}"));
        let is_there = is_there("") || modules.any(|module| is_there(&module));
        assert!(is_there, "ARCHITECTURE.md names {path}, which isn't there");
    }
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let is_folder = entry.file_type().unwrap().is_dir();
        // `emit.rs` and `emit/` are one module.
        let is_part = is_folder && root().join(format!("src/{name}.rs")).exists();
        let path = if is_folder { format!("src/{name}/") } else { format!("src/{name}") };
        assert!(is_part || map.contains(&path), "ARCHITECTURE.md doesn't name {path}");
    }
}

#[test]
fn files_and_their_words_are_fit_to_share() {
    let ends = [".rs", ".md", ".toml", ".yml", ".json", ".mjs", ".js", ".css", ".html", ".lock"];
    // Put together here, so that this file may say what it looks for.
    let forbidden = [
        ["to", "do!("].concat(),
        ["unimple", "mented!("].concat(),
        ["/wo", "rk/"].concat(),
        ["registry.npm", "js.org"].concat(),
        ["static.crates", ".io"].concat(),
    ];
    for (path, text) in files("", &ends) {
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{path} has `{word}`");
        }
    }
}

#[test]
fn sources_stay_short() {
    for (path, text) in files("src", &[".rs"]) {
        // Tests may be long: nobody has to understand all of them at once.
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().count();
        assert!(lines <= 500, "{path} has {lines} lines: split it by its nouns");
    }
}

/// `/// …` over each function would say nothing; `//! …` over each folder says what it knows.
#[test]
fn every_module_of_the_library_says_what_it_is() {
    for module in ORDER.split_whitespace() {
        let folder = root().join(format!("src/{module}/mod.rs"));
        let file: PathBuf =
            if folder.exists() { folder } else { root().join(format!("src/{module}.rs")) };
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let starts = text.starts_with("//!") || text.starts_with("#![doc");
        assert!(starts, "{} doesn't say what it is", file.display());
    }
}
