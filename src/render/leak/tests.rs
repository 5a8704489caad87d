use std::collections::BTreeSet;
use std::path::Path;

use super::super::media_kind;
use super::*;
use crate::diagnostic::Diagnostics;
use crate::model::{Audience, Edition};
use crate::pipeline::{self, Memory, Options};
use crate::render::Site;

fn sample() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Sources::read(root, &["book.toml", "content"]).unwrap()
}

fn site(sources: &Sources, edition: Audience) -> Site {
    let options = Options { edition: Edition::usual(edition), site_url: None };
    let mut found = Diagnostics::default();
    pipeline::site(sources, &options, &mut Memory::default(), &mut found).unwrap()
}

/// A hidden name is not a leak where pages have the word of their own accord: all of those words
/// are known.
#[test]
fn the_words_of_pages_and_data_are_known() {
    let sources = sample();
    let site = site(&sources, Audience::Panel);
    let book = crate::parse::book(&sources, &mut Diagnostics::default()).unwrap();
    let texts = crate::parse::texts(&sources, &book, &[]);
    let carried = texts.carried.iter().map(|piece| piece.text.clone());
    let said: Vec<u8> = carried
        .chain(theme::built_in_texts().map(str::to_owned))
        .chain(sources.iter().map(|(_, file)| file.path.to_string()))
        .chain(std::iter::once(own_words::all()))
        .chain(std::iter::once(site.said().join(" ")))
        .flat_map(|text| letters(&text).letters.into_iter().chain([b'.']))
        .collect();
    let said = String::from_utf8(said).unwrap();
    let is_read = |path: &&str| media_kind(path).starts_with("text/") || path.ends_with(".json");
    let mut unknown = BTreeSet::new();
    for path in site.paths().filter(is_read) {
        unknown.extend(words_of(&site.bytes(path).unwrap().unwrap()));
    }
    unknown.retain(|word| !said.contains(word));
    assert!(unknown.is_empty(), "own_words.rs lacks {unknown:?}");
}

fn words_of(bytes: &[u8]) -> BTreeSet<String> {
    let mut all = Letters::default();
    all.read(&decode(bytes), View::All);
    let mut words = BTreeSet::new();
    let mut start = 0;
    for at in 1..=all.letters.len() {
        if all.are_words(at, at) {
            let word = &all.letters[start..at];
            // Paths of drawings have digits.
            if word.len() >= LEAST && word.iter().all(u8::is_ascii_alphabetic) {
                words.insert(String::from_utf8(word.to_vec()).unwrap());
            }
            start = at;
        }
    }
    words
}
