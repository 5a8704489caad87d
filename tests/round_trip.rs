//! What was exported, moved in again: nothing is lost on the way, and nothing is new.
//!
//! The large framework is the corpus beside the repository; a line says so when it is not there.

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

/// The sample, and Dropbox's framework moved in.
fn frameworks() -> Vec<Sources> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![Sources::read(root, &["book.toml", "content"]).unwrap()];
    if let Some(inputs) = support::moved::beside("corpora/dropbox-dbx-career-framework/docs") {
        all.push(texts(&import::run(None, &inputs).unwrap()));
    }
    all
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
