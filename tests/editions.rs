//! An edition tells nothing of what it leaves out: its site is, byte for byte, that of a framework
//! in which the rest was never written. Frameworks are random, with an audience on every kind of
//! item; each item has a word that no other has.
#![allow(clippy::unwrap_used, reason = "a framework that can't be read fails the test")]

mod support;

use std::collections::BTreeMap;

use rayon::prelude::*;

use rungs::diagnostic::{self, Diagnostics};
use rungs::model::{Audience, Edition};
use rungs::pipeline::{self, Memory, Options};
use rungs::source::Sources;
use support::marked::{Framework, Print};

/// So many frameworks, each in three editions: more with `RUNGS_CASES`.
fn cases() -> u64 {
    std::env::var("RUNGS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

fn editions() -> [Edition; 3] {
    let some = Edition {
        name: "agency".to_owned(),
        audiences: [Audience::Public, Audience::Panel].into_iter().collect(),
        title: None,
        description: None,
    };
    [Edition::usual(Audience::Public), Edition::usual(Audience::Internal), some]
}

/// Every file of a site but those that every site has.
fn site(files: &BTreeMap<String, String>, edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path, text.as_str())));
    let options = Options { edition: edition.clone(), site_url: None };
    let mut found = Diagnostics::default();
    let site = pipeline::site(&sources, &options, &mut Memory::default(), &mut found);
    let told = || diagnostic::text(&sources, &found, false);
    let site = site.unwrap_or_else(|| panic!("{}\n{files:#?}", told()));
    let paths = site.paths().filter(|path| !path.starts_with("assets/"));
    let bytes = |path: &str| match site.bytes(path).unwrap() {
        Ok(bytes) => bytes,
        Err(problem) => {
            let mut problems = Diagnostics::default();
            problems.push(problem);
            panic!("{path}: {}", diagnostic::text(&sources, &problems, false))
        }
    };
    paths.map(|path| (path.to_owned(), bytes(path))).collect()
}

#[test]
fn an_edition_is_the_framework_without_the_rest() {
    let seeds = (0..cases()).into_par_iter();
    let (files, hidden) = seeds.map(compared).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let sites = cases() as usize * editions().len();
    println!("{sites} sites of {files} files: {hidden} words looked for, none found");
    assert!(files > sites * 10 && hidden > sites * 20, "{sites} {files} {hidden}");
}

/// Holds the editions of a framework against that framework without the rest: how many files were
/// the same, and how many words of what is left out are in none of them.
fn compared(seed: u64) -> (usize, usize) {
    let framework = Framework::random(seed);
    let marked = framework.files(Print::Marked);
    let (mut files, mut hidden) = (0, 0);
    for edition in editions() {
        let at = format!("{seed} {}", edition.name);
        let without = framework.files(Print::Without(edition.audiences));
        let (own, other) = (site(&marked, &edition), site(&without, &Edition::panel()));
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&own), names(&other), "{at}");
        for (path, bytes) in &own {
            let (one, two) = (text(bytes), text(&other[path]));
            assert!(one == two, "{at}: {path} tells of what is left out\n{}", apart(&one, &two));
        }
        let said: Vec<String> =
            without.iter().flat_map(|(path, text)| [path.clone(), text.clone()]).collect();
        let is_said = |word: &&String| said.iter().any(|text| text.contains(*word));
        let left_out: Vec<&String> = framework.words().iter().filter(|one| !is_said(one)).collect();
        for (path, bytes) in &own {
            let raw = String::from_utf8_lossy(bytes).to_lowercase();
            let shown = without_tags(&raw);
            for word in &left_out {
                let is_there = [path, &raw, &shown].into_iter().any(|text| text.contains(*word));
                assert!(!is_there, "{at}: `{word}` is in {path}");
            }
        }
        files += own.len();
        hidden += left_out.len();
    }
    (files, hidden)
}

/// A page asks not to be found unless it is of an edition for everybody: that follows from the
/// edition's name.
fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.replace("<meta name=\"robots\" content=\"noindex\">\n", "")
}

/// Where two texts part.
fn apart(one: &str, two: &str) -> String {
    let at = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count();
    let around =
        |text: &str| text.chars().skip(at.saturating_sub(160)).take(320).collect::<String>();
    format!("--- the edition\n{}\n--- without the rest\n{}", around(one), around(two))
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_tag = false;
    for char in text.chars() {
        match char {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            char => out.push(char),
        }
    }
    out
}
