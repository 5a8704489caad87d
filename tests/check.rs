//! Every kind of problem, from a fixture to the words that an editor reads.
//!
//! A folder of `fixtures/broken/` is laid over `fixtures/minimal/`, a framework of which there is
//! nothing to say; a line of its `remove.txt` takes a file away. Folders are named for the code
//! that they must yield, with an optional `.case` behind it. A new case is a new folder.

#![allow(clippy::unwrap_used, reason = "a test that can't read its fixtures fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rungs::check::{RULES, Rule, explain, rule};
use rungs::diagnostic::{self, Diagnostics};
use rungs::pipeline::{self, Memory, Options};
use rungs::source::Sources;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The names of all folders of `broken/`, sorted.
fn cases() -> Vec<String> {
    let entries = fs::read_dir(fixtures().join("broken")).unwrap();
    let mut cases: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    cases.sort();
    cases
}

fn all_rules() -> impl Iterator<Item = &'static Rule> {
    RULES.into_iter().flatten()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            drop(fs::remove_file(&target));
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// A framework of `fixtures/minimal/` with the files of a case over it.
fn sources(case: Option<&str>) -> Sources {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixtures().join("minimal"), folder.path());
    if let Some(case) = case {
        copy(&fixtures().join("broken").join(case), folder.path());
        let removed = fs::read_to_string(folder.path().join("remove.txt")).unwrap_or_default();
        removed.lines().for_each(|path| fs::remove_file(folder.path().join(path)).unwrap());
    }
    Sources::read(folder.path(), &["book.toml", "check-baseline.toml", "content", "themes"])
        .unwrap()
}

/// All that is said of a framework and of the site made from it; of an edition and all its pages, if
/// the case has an `edition.txt` that names one.
fn check_site(case: &str, sources: &Sources) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let edition = fs::read_to_string(fixtures().join("broken").join(case).join("edition.txt"));
    let (name, is_named) = (edition.as_deref().unwrap_or("panel").trim(), edition.is_ok());
    let Some(edition) = pipeline::edition(sources, name, &mut diagnostics) else {
        return diagnostics;
    };
    let options = Options { edition, ..Options::default() };
    let site = pipeline::site(sources, &options, &mut Memory::default(), &mut diagnostics);
    if let Some(site) = site.filter(|_| is_named) {
        let pages = site.paths().filter_map(|path| site.bytes(path)?.err());
        diagnostics.extend(pages);
    }
    diagnostics
}

fn check(sources: &Sources) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    pipeline::framework(sources, &mut pipeline::Memory::default(), &mut diagnostics);
    diagnostics
}

fn text(sources: &Sources, diagnostics: &Diagnostics) -> String {
    diagnostic::text(sources, diagnostics, false) + &diagnostic::summary(diagnostics)
}

#[test]
fn there_is_nothing_to_say_of_the_minimal_framework() {
    let sources = sources(None);
    assert_eq!(text(&sources, &check(&sources)), "");
}

#[test]
fn every_fixture_yields_its_code_in_these_words() {
    for case in cases() {
        let sources = sources(Some(&case));
        let diagnostics = check_site(&case, &sources);
        let code = case.split('.').next().unwrap();
        let codes: Vec<&str> = diagnostics.sorted().iter().map(|one| one.code).collect();
        assert!(code == "many" || codes.contains(&code), "{case} yields {codes:?}");
        for one in diagnostics.sorted() {
            let rule = rule(one.code).unwrap_or_else(|| panic!("no row for {}", one.code));
            let mut severities = rule.also.iter().map(|(severity, _)| *severity);
            let is_set =
                fs::read_to_string(fixtures().join("broken").join(&case).join("book.toml"))
                    .is_ok_and(|book| book.contains(&format!("\"{}\"", one.code)));
            let is_known = rule.severity == one.severity || severities.any(|it| it == one.severity);
            assert!(is_known || is_set, "{}: {:?}", one.code, one.severity);
            assert!(!one.message.ends_with('.'), "a full stop: {}", one.message);
        }
        let mut told = text(&sources, &diagnostics);
        if case == "missing-word" {
            told = without_counts(&told);
        }
        insta::assert_snapshot!(case.as_str(), told);
    }
}

/// How many words pages have changes with every page, and is no matter of this message.
fn without_counts(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.parse::<usize>() {
        Ok(count) if count > 99 => "NNN",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_rule_has_a_fixture() {
    let cases: BTreeSet<String> =
        cases().iter().map(|case| case.split('.').next().unwrap().to_owned()).collect();
    let missing: Vec<&str> =
        all_rules().map(|rule| rule.code).filter(|code| !cases.contains(*code)).collect();
    assert!(missing.is_empty(), "tests/fixtures/broken/ has nothing for {missing:?}");
}

/// A code that is reported has a row, with the severity it is reported with; and a row without a
/// finder is of a code that is reported somewhere.
#[test]
fn rows_and_codes_in_the_sources_are_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut literals = BTreeSet::new();
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        // What the flow of a check reports itself is in the table as what other stages report.
        let is_flow =
            ["allowed.rs", "baseline.rs", "settings.rs"].iter().any(|one| path.ends_with(one));
        let of_rules = path.starts_with(root.join("check")) && !is_flow;
        if of_rules
            || path.ends_with("tests.rs")
            || path.extension().is_none_or(|extension| extension != "rs")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // Tests make up codes of their own.
        let text = text.split("#[cfg(test)]").next().unwrap();
        for (word, code) in reported(text) {
            let row = rule(code).unwrap_or_else(|| panic!("{}: no row for {code}", path.display()));
            assert!(word == "new" || row.severity.word() == word, "{}: {code}", path.display());
        }
        literals.extend(text.split('"').map(str::to_owned));
    }
    let rows = all_rules().filter(|rule| rule.find.is_none()).map(|rule| rule.code);
    let unused: Vec<&str> = rows.filter(|code| !literals.contains(*code)).collect();
    assert!(unused.is_empty(), "nothing reports {unused:?}");
}

/// The codes that a source file reports, each with the word behind `Diagnostic::`; those of a
/// table of codes (`unknown-…`) too.
fn reported(text: &str) -> Vec<(&str, &str)> {
    let mut codes = Vec::new();
    for (at, _) in text.match_indices("Diagnostic::") {
        let rest = &text[at + "Diagnostic::".len()..];
        let Some((word, arguments)) = rest.split_once('(') else { continue };
        let first = arguments.trim_start().strip_prefix('"');
        if let ("error" | "warning" | "new", Some(literal)) = (word, first) {
            codes.push((word, literal.split('"').next().unwrap()));
        }
    }
    let literals = text.split('"').skip(1).step_by(2);
    codes.extend(literals.filter(|one| one.starts_with("unknown-")).map(|code| ("new", code)));
    codes
}

#[test]
fn formats_for_machines_say_the_same() {
    let sources = sources(Some("many"));
    let diagnostics = check(&sources);
    insta::assert_snapshot!("many_json", diagnostic::json(&sources, &diagnostics));
    insta::assert_snapshot!("many_github", diagnostic::github(&sources, &diagnostics, "."));
}

#[test]
fn rules_are_explained_in_full() {
    let mut codes = BTreeSet::new();
    for rule in all_rules() {
        assert!(codes.insert(rule.code), "two rows for {}", rule.code);
        for text in [rule.title, rule.explanation, rule.example, rule.mend] {
            assert!(!text.is_empty(), "{} lacks a text", rule.code);
        }
        assert!(!rule.title.ends_with('.'), "{}: a title has no full stop", rule.code);
        assert!(rule.explanation.ends_with('.') && rule.mend.ends_with('.'), "{}", rule.code);
        assert!(explain(rule).lines().all(|line| line.chars().count() <= 100), "{}", rule.code);
    }
    insta::assert_snapshot!("explained", explain(rule("copied-line").unwrap()));
}

/// Any bytes in any file: a report, never a panic, and never without an end.
#[test]
fn no_bytes_panic() {
    const ROUNDS: usize = 40;
    let mut seed = 0x5eed_u64;
    // A linear congruential generator: equal on every machine, and no crate for it.
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) as usize) % below.max(1)
    };
    for case in cases() {
        let sources = sources(Some(&case));
        let files: Vec<(String, Vec<u8>)> = sources
            .iter()
            .map(|(_, file)| (file.path.to_string(), file.content.bytes().to_vec()))
            .collect();
        for _ in 0..ROUNDS {
            let mut files = files.clone();
            for _ in 0..=random(3) {
                let at = random(files.len());
                mutate(&mut files[at].1, &mut random);
            }
            let texts = files.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
            let mutated = Sources::from_texts(texts);
            let diagnostics = check(&mutated);
            text(&mutated, &diagnostics);
            assert!(diagnostics.sorted().iter().all(|one| rule(one.code).is_some()));
        }
    }
}

/// One change of the kind that an editor's slip or a bad merge makes.
fn mutate(bytes: &mut Vec<u8>, random: &mut impl FnMut(usize) -> usize) {
    const PIECES: [&str; 24] = [
        "\n",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "#",
        "## ",
        "### ",
        "- ",
        "+++\n",
        "=",
        "0",
        "é",
        "\u{202e}",
        "`",
        "{#a}",
        "{same_as=ic1}",
        "[a](b)",
        "[[x]]\n",
        "nan",
        "- - - ",
        "\t",
    ];
    let at = random(bytes.len() + 1);
    let end = (at + random(12)).min(bytes.len());
    match random(4) {
        0 => drop(bytes.drain(at..end)),
        1 => bytes.splice(at..at, PIECES[random(PIECES.len())].bytes()).for_each(drop),
        2 => bytes.splice(at..end, PIECES[random(PIECES.len())].bytes()).for_each(drop),
        _ => {
            let piece = bytes[at..end].to_vec();
            let to = random(bytes.len() + 1);
            bytes.splice(to..to, piece).for_each(drop);
        }
    }
}

/// Shows what is said of a framework outside the repository:
/// `FRAMEWORK=path cargo test --test check -- --ignored --nocapture shows`.
#[test]
#[ignore = "a look, not a test"]
fn shows_a_framework() {
    let root = PathBuf::from(std::env::var_os("FRAMEWORK").expect("FRAMEWORK names a folder"));
    let sources = Sources::read(&root, &["book.toml", "content"]).unwrap();
    println!("{}", text(&sources, &check(&sources)));
}
