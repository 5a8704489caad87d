//! What was exported, moved in again: nothing is lost on the way, and nothing is new.
//!
//! The large frameworks are corpora beside the repository; a line says so when they are not there.

#![cfg(all(feature = "import", feature = "xlsx"))]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use rungs::export::{EXPORTERS, Made, Wish};
use rungs::import::{self, Imported, Input};
use rungs::model::{Edition, Framework};
use rungs::render::Site;
use rungs::source::Sources;

/// The sample, and each public framework moved in.
fn frameworks() -> Vec<Sources> {
    const CORPORA: [&str; 4] = [
        "corpora/dropbox-dbx-career-framework/docs",
        "corpora/engineeringladders",
        "corpora/ft-engineering-progression",
        "corpora/monzo-progression-framework",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = Sources::read(root, &["book.toml", "content"]).unwrap();
    let corpora = CORPORA.into_iter().filter_map(support::moved::below);
    let corpora = corpora.map(|inputs| texts(&import::run(None, &inputs).unwrap()));
    std::iter::once(sample).chain(corpora).collect()
}

fn texts(imported: &Imported) -> Sources {
    let lost = imported.report.unaccounted();
    assert!(lost.is_empty(), "{lost:#?}");
    Sources::from_texts(imported.files.iter().map(|(path, text)| (path, text.clone())))
}

fn exported(site: &Site, format: &str, wish: &Wish) -> Vec<u8> {
    let exporter = EXPORTERS.iter().find(|one| one.name == format).unwrap();
    match exporter.write(site, wish).unwrap().made {
        Made::File(bytes) => bytes,
        Made::Folder(_) => panic!("{format} is a folder"),
    }
}

fn moved_in(name: &str, bytes: Vec<u8>) -> Sources {
    texts(&import::run(None, &[Input { path: name.to_owned(), bytes }]).unwrap())
}

/// Every behaviour as a reader sees it: role, level and its title, pillar, competency, words, examples.
fn said(framework: &Framework) -> BTreeSet<[String; 7]> {
    let words = |text: &str| {
        let text = rungs::derive::matching::plain(text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut out = BTreeSet::new();
    for role in &framework.roles {
        for level in &role.levels {
            for (cell, competency) in level.cells.iter().zip(&role.competencies) {
                let pillar = competency.pillar.as_ref().map(|one| one.name.to_string());
                for one in &cell.expectations {
                    let parts = one.behaviour.items.iter().map(|one| words(&one.markdown));
                    let parts = parts.collect::<Vec<_>>().join("; ");
                    let examples = one.behaviour.examples.iter().map(|one| words(&one.markdown));
                    out.insert([
                        role.title.clone(),
                        level.name.clone(),
                        level.title.clone(),
                        pillar.clone().unwrap_or_default(),
                        competency.name.to_lowercase(),
                        format!("{} {parts}", words(&one.behaviour.text.markdown))
                            .trim()
                            .to_owned(),
                        examples.collect::<Vec<_>>().join("\n"),
                    ]);
                }
            }
        }
    }
    out
}

/// Wants the same behaviours at the same places.
fn assert_same(own: &BTreeSet<[String; 7]>, back: &BTreeSet<[String; 7]>) {
    let (lost, new): (Vec<_>, Vec<_>) =
        (own.difference(back).collect(), back.difference(own).collect());
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:#?}\nnew {new:#?}");
}

#[test]
fn a_list_comes_back_whole() {
    for sources in frameworks() {
        let site = support::site(&sources, Edition::panel());
        let own = said(site.framework());
        let bytes = exported(&site, "csv", &Wish::default());
        let back = said(&support::framework(&moved_in("framework.csv", bytes)));
        assert_same(&own, &back);
        println!("{} different behaviours came back from a list", own.len());
    }
}

#[test]
fn a_workbook_comes_back_whole() {
    for sources in frameworks() {
        let site = support::site(&sources, Edition::panel());
        let own = said(site.framework());
        let bytes = exported(&site, "xlsx", &Wish::default());
        let again = exported(&site, "xlsx", &Wish::default());
        assert!(bytes == again, "equal frameworks give equal bytes");
        let back = support::framework(&moved_in("framework.xlsx", bytes));
        assert_same(&own, &said(&back));
        assert_eq!(site.framework().roles.len(), back.roles.len());
    }
}

/// A matrix has all but examples, and the names of levels.
#[test]
fn each_matrix_comes_back_whole() {
    for sources in frameworks() {
        let site = support::site(&sources, Edition::panel());
        for role in &site.framework().roles {
            let wish = Wish {
                role: Some(role.id.to_string()),
                shape: Some("matrix".to_owned()),
                ..Wish::default()
            };
            let name = format!("{}.csv", role.title);
            let back = support::framework(&moved_in(&name, exported(&site, "csv", &wish)));
            let without_examples = |set: BTreeSet<[String; 7]>| {
                let rows = set.into_iter().filter(|row| row[0] == role.title).map(|mut row| {
                    row[6].clear();
                    row
                });
                rows.collect::<BTreeSet<_>>()
            };
            let own = without_examples(said(site.framework()));
            assert_same(&own, &without_examples(said(&back)));
        }
    }
}

/// All that the file says, moved in and exported again. The sample's one picture is a file beside
/// it, so its words stand there.
#[test]
fn the_framework_as_data_comes_back_whole() {
    for sources in frameworks() {
        let texts = sources.iter().filter_map(|(_, file)| {
            let text = file.content.text()?.replace("](reach.svg)", "").replace("![Each", "Each");
            Some((file.path.to_string(), text))
        });
        let texts: Vec<(String, String)> = texts.collect();
        let site = support::site(&Sources::from_texts(texts), Edition::panel());
        let own = exported(&site, "json", &Wish::default());
        let back = moved_in("framework.json", own.clone());
        let again = exported(&support::site(&back, Edition::panel()), "json", &Wish::default());
        let (own, again) = (String::from_utf8(own).unwrap(), String::from_utf8(again).unwrap());
        for (one, two) in own.lines().zip(again.lines()) {
            let at = one.bytes().zip(two.bytes()).position(|(a, b)| a != b).unwrap_or(0);
            let near = |line: &str| {
                line.chars().skip(at.saturating_sub(300)).take(600).collect::<String>()
            };
            assert!(one == two, "own {}\nagain {}", near(one), near(two));
        }
        assert_eq!(own.lines().count(), again.lines().count());
    }
}

/// Damaged files are refused, or make content that can be read.
#[test]
fn damaged_data_is_refused_or_fits_together() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    let site = support::site(&sources, Edition::panel());
    let whole = String::from_utf8(exported(&site, "json", &Wish::default())).unwrap();
    let mut random = support::numbers(0x9e37_79b9_u32);
    // Strings of the file, to be exchanged with each other: the file stays one that can be parsed.
    let strings: Vec<&str> = whole.split('"').skip(1).step_by(2).collect();
    let (mut read, mut refused) = (0, 0);
    for case in 0..support::cases(40) {
        let mut text = whole.clone();
        for _ in 0..=random(2) {
            let pick = strings[random(strings.len())];
            let other = strings[random(strings.len())];
            let own = format!("\"{pick}\"");
            let at = text.match_indices(&own).map(|(at, _)| at).nth(random(3));
            if let Some(at) = at {
                let new = match random(5) {
                    0 => "\"../../etc\"".to_owned(),
                    1 => "7".to_owned(),
                    2 => "\"# A\\n\\n- b {#c}\"".to_owned(),
                    _ => format!("\"{other}\""),
                };
                text.replace_range(at..at + own.len(), &new);
            }
        }
        if random(6) == 0 {
            let mut end = random(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        let input = Input { path: "framework.json".to_owned(), bytes: text.into_bytes() };
        match import::run(Some("framework-json"), &[input]) {
            Ok(imported) => {
                let lost = imported.report.unaccounted();
                assert!(lost.is_empty(), "case {case}: {lost:#?}");
                let problems = support::problems(&imported.files);
                assert!(problems.is_empty(), "case {case}: {problems}");
                let is_inside = |path: &String| !path.contains("..");
                assert!(imported.files.keys().all(is_inside), "case {case}");
                read += 1;
            }
            Err(error) => {
                assert!(error.to_string().starts_with("framework.json: "), "case {case}: {error}");
                refused += 1;
            }
        }
    }
    assert!(read > 5 && refused > 5, "{read} {refused}");
}
