//! The proof that a site holds nothing of what its edition leaves out.
//!
//! The framework that pages are made of has none of it already; here the bytes that come out are
//! looked at, whoever made them: a template, a script's data, a copied file. Texts are compared by
//! their [`letters`], so neither their writing nor markup hides them.
//!
//! What is found is: any 47 letters in a row of a withheld paragraph or sentence, and its first and
//! last 24; a shorter one, or a name, as a whole: from 16 letters on anywhere and from 4 on as whole
//! words. What is not withheld isn't: letters that also stand in a
//! text which the edition carries, in the built-in theme or, of short texts, in the theme that is
//! used or among the words that pages and their data are made with.

mod decode;
mod letters;
mod own_words;
mod units;

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;
use rayon::prelude::*;

use self::decode::decode;
use self::letters::{Letters, View, letters};
use self::units::{Unit, units};
use super::theme;
use crate::diagnostic::Diagnostic;
use crate::parse::{Piece, Texts};
use crate::source::{Sources, Span};

/// So many letters in a row are a quotation.
const RUN: usize = 24;
/// A text of so many letters is looked for within words too.
const PHRASE: usize = 16;
/// A text of fewer letters isn't looked for.
const LEAST: usize = 4;

/// Looks for what an edition leaves out.
#[derive(Debug)]
pub(super) struct Guard {
    /// The edition's name.
    edition: String,
    /// Runs of letters of long texts, by their hash.
    runs: HashMap<u64, Vec<Run>, FixedState>,
    /// Bits of hashes that `runs` has: nearly all of a site's bytes end here.
    filter: Vec<u64>,
    /// Short texts; none if there are none.
    short: Option<AhoCorasick>,
    /// Whether each is one of whole words only, and where it stands.
    places: Vec<(bool, Span)>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    letters: [u8; RUN],
    place: Span,
}

/// A withheld text in a file of the site.
struct Found {
    /// Where it is written in the content.
    place: Span,
    /// First byte in the file of the site.
    at: usize,
}

impl Guard {
    /// A guard of what `texts` withhold; `None` if that is nothing. Cost: linear in the content.
    pub(super) fn new(
        edition: &str,
        texts: &Texts,
        sources: &Sources,
        said: &[&str],
    ) -> Option<Guard> {
        let withheld: Vec<Unit> = texts.withheld.par_iter().flat_map_iter(units).collect();
        let paths = texts.gone.iter().flat_map(|(path, file)| pages_of(path, Span::top(*file)));
        let pictures = texts.gone.iter().filter_map(|(_, file)| {
            // What is gone may be a folder: then this is one of its files.
            let source = sources.file(*file);
            let text = source.content.text()?;
            let is_read = source.path.ends_with(".md") || source.path.ends_with(".toml");
            (!is_read).then(|| units::of_picture(text, Span::top(*file)))
        });
        let withheld: Vec<Unit> =
            withheld.into_iter().chain(paths).chain(pictures.flatten()).collect();
        let mut guard = Guard {
            edition: edition.to_owned(),
            runs: HashMap::default(),
            filter: vec![0; 1 << 14],
            short: None,
            places: Vec::new(),
        };
        let mut short: HashMap<Vec<u8>, (bool, Span)> = HashMap::new();
        for Unit { letters, place, is_address } in withheld {
            match letters.len() {
                RUN.. if !is_address => guard.add_runs(&letters, place),
                LEAST.. if letters.iter().any(u8::is_ascii_alphabetic) => {
                    let of_words = is_address || letters.len() < PHRASE;
                    short.entry(letters).or_insert((of_words, place));
                }
                _ => {}
            }
        }
        let built_in = theme::built_in_texts().map(|text| text.to_owned());
        let own_words = std::iter::once(own_words::all());
        let said = said.iter().map(|text| (*text).to_owned());
        let common: Vec<String> = built_in.chain(own_words).chain(said).collect();
        let carried: Vec<&Piece> = texts.carried.iter().collect();
        let mut known: Vec<Letters> = common.par_iter().map(|text| letters(text)).collect();
        known.par_extend(carried.par_iter().map(|piece| letters(&piece.text)));
        known.par_extend(
            carried
                .par_iter()
                .flat_map_iter(|piece| units(piece))
                .map(|unit| Letters { letters: unit.letters, ..Letters::default() }),
        );
        let gone: HashSet<u64> =
            known.par_iter().flat_map_iter(|one| guard.hits(&one.letters)).collect();
        guard.runs.retain(|hash, _| !gone.contains(hash));
        let own_theme = sources.iter().filter(|(_, file)| file.path.starts_with("themes/"));
        let own_theme = own_theme.filter_map(|(_, file)| file.content.text()).map(letters);
        known.extend(own_theme);
        guard.add_short(short, &known);
        (!guard.runs.is_empty() || guard.short.is_some()).then_some(guard)
    }

    fn add_runs(&mut self, letters: &[u8], place: Span) {
        let last = letters.len() - RUN;
        for start in (0..last).step_by(RUN).chain([last]) {
            let Ok(run) = <[u8; RUN]>::try_from(&letters[start..start + RUN]) else { continue };
            let hash = hash_of(&run);
            let (word, bit) = bit_of(hash);
            self.filter[word] |= bit;
            self.runs.entry(hash).or_default().push(Run { letters: run, place });
        }
    }

    /// Keeps those that nothing known has.
    fn add_short(&mut self, short: HashMap<Vec<u8>, (bool, Span)>, known: &[Letters]) {
        let mut short: Vec<(Vec<u8>, (bool, Span))> = short.into_iter().collect();
        short.sort();
        let Ok(finder) = AhoCorasick::new(short.iter().map(|(letters, _)| letters)) else { return };
        let seen: HashSet<usize> = known
            .par_iter()
            .flat_map_iter(|one| {
                let found = finder.find_overlapping_iter(&one.letters);
                found.map(|found| found.pattern().as_usize()).collect::<HashSet<_>>()
            })
            .collect();
        let mut at = 0..;
        short.retain(|_| at.next().is_some_and(|at| !seen.contains(&at)));
        self.places = short.iter().map(|(_, place)| *place).collect();
        let finder = AhoCorasick::new(short.iter().map(|(letters, _)| letters));
        self.short = finder.ok().filter(|_| !short.is_empty());
    }

    /// Hashes of `runs` that letters have.
    fn hits(&self, letters: &[u8]) -> Vec<u64> {
        let mut hits = Vec::new();
        self.each_hit(letters, |hash, _| {
            hits.push(hash);
            false
        });
        hits
    }

    /// Calls `take` with each hash of `runs` that letters have, and where, until it says yes.
    fn each_hit(&self, letters: &[u8], mut take: impl FnMut(u64, usize) -> bool) {
        if letters.len() < RUN {
            return;
        }
        let mut hash = hash_of(&letters[..RUN]);
        for start in 0..=letters.len() - RUN {
            if start > 0 {
                let gone = u64::from(letters[start - 1]).wrapping_mul(FIRST);
                hash = hash.wrapping_sub(gone).wrapping_mul(BASE);
                hash = hash.wrapping_add(u64::from(letters[start + RUN - 1]));
            }
            let (word, bit) = bit_of(hash);
            if self.filter[word] & bit == 0 {
                continue;
            }
            let window = &letters[start..start + RUN];
            let runs = self.runs.get(&hash);
            if runs.is_some_and(|runs| runs.iter().any(|run| run.letters == window))
                && take(hash, start)
            {
                return;
            }
        }
    }

    /// What is wrong with a file of the site, if anything is.
    pub(super) fn check(&self, path: &str, bytes: &[u8]) -> Option<Diagnostic> {
        if let Some(found) = self.find(path, path.as_bytes()) {
            let message = format!("the {} edition would have a file `{path}`", self.edition);
            return Some(told(message, &found, "its name is made of this"));
        }
        let found = self.find(path, bytes)?;
        let message = format!("the {} edition would show this in `{path}`", self.edition);
        let said = format!("byte {}: `{}`", found.at + 1, excerpt(bytes, found.at));
        Some(told(message, &found, &said))
    }

    /// The first withheld text in a file.
    fn find(&self, path: &str, bytes: &[u8]) -> Option<Found> {
        let decoded = decode(bytes);
        let is_script = path.ends_with(".js");
        // Among the bytes of a photograph there is every short word.
        let is_text = std::str::from_utf8(bytes).is_ok();
        let views = [View::All, View::Shown, View::Pieces];
        let mut letters = Letters::default();
        for view in views.into_iter().filter(|view| *view != View::Pieces || is_script) {
            letters.clear();
            letters.read(&decoded, view);
            let found = self.run(&letters).or_else(|| {
                // Short names of a list that a script has as pieces of a text would be one text.
                (view != View::Pieces).then(|| self.short(&letters, is_text)).flatten()
            });
            if found.is_some() {
                return found;
            }
        }
        self.embedded(path, bytes)
    }

    fn run(&self, letters: &Letters) -> Option<Found> {
        let mut found = None;
        self.each_hit(&letters.letters, |hash, start| {
            let window = &letters.letters[start..start + RUN];
            let run = self.runs[&hash].iter().find(|run| run.letters == window);
            let is_one = letters.are_one(start, start + RUN);
            let at = letters.places[start] as usize;
            found = run.filter(|_| is_one).map(|run| Found { place: run.place, at });
            found.is_some()
        });
        found
    }

    fn short(&self, letters: &Letters, is_text: bool) -> Option<Found> {
        let mut found = self.short.as_ref()?.find_overlapping_iter(&letters.letters);
        found.find_map(|found| {
            let (start, end) = (found.start(), found.end());
            let (of_words, place) = self.places[found.pattern().as_usize()];
            let is_whole = !of_words || is_text && letters.are_words(start, end);
            (is_whole && letters.are_one(start, end))
                .then(|| Found { place, at: letters.places[start] as usize })
        })
    }

    /// What stands in files that are written into this one.
    fn embedded(&self, path: &str, bytes: &[u8]) -> Option<Found> {
        use base64::Engine as _;
        const MARK: &[u8] = b";base64,";
        let mut from = 0;
        while let Some(at) = bytes[from..].windows(MARK.len()).position(|one| one == MARK) {
            let start = from + at + MARK.len();
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
            let rest = &bytes[start..];
            let end = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
            let whole = base64::engine::general_purpose::STANDARD_NO_PAD.decode(&rest[..end]);
            let found = whole.ok().and_then(|whole| self.find(path, &whole));
            if let Some(found) = found {
                return Some(Found { at: start, ..found });
            }
            from = start + end;
        }
        None
    }
}

/// A hash that rolls: letters go and come in constant time.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// What the first of `RUN` letters is multiplied with.
const FIRST: u64 = {
    let (mut power, mut at) = (1_u64, 1);
    while at < RUN {
        power = power.wrapping_mul(BASE);
        at += 1;
    }
    power
};

fn hash_of(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |hash, letter| hash.wrapping_mul(BASE).wrapping_add(u64::from(*letter)))
}

/// The word and the bit of the filter for a hash.
fn bit_of(hash: u64) -> (usize, u64) {
    // The low bits depend on few letters; the product's high ones on all.
    let mixed = (hash ^ hash >> 32).wrapping_mul(BASE) >> 44;
    let mixed = usize::try_from(mixed).unwrap_or_default();
    (mixed >> 6 & ((1 << 14) - 1), 1 << (mixed & 63))
}

fn told(message: String, found: &Found, said: &str) -> Diagnostic {
    Diagnostic::error("leak", found.place, message).help(format!(
        "{said}; take it out of what that file is made from, or let more people read it: \
         `rungs explain leak`"
    ))
}

/// Some of the bytes around a place, in one line.
fn excerpt(bytes: &[u8], at: usize) -> String {
    let end = bytes.len().min(at + 60);
    let text = String::from_utf8_lossy(&bytes[at.min(end)..end]);
    let text = text.trim_end_matches('\u{fffd}').replace(char::is_control, " ");
    text.replace('`', "'").trim().to_owned()
}

/// Addresses of what is made from a file that is left out.
fn pages_of(path: &str, place: Span) -> Vec<Unit> {
    let made = |text: &str, is_address| Unit { letters: letters(text).letters, place, is_address };
    let unit = |text: String| made(&text, true);
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["roles", role] => vec![
            made(role, false),
            unit(format!("roles/{role}.html")),
            unit(format!("compare/{role}.js")),
            unit(format!("interviews/{role}.html")),
            unit(format!("candidates/{role}.html")),
        ],
        ["roles", role, file] => match file.strip_suffix(".md") {
            Some(level) => vec![
                unit(format!("roles/{role}/{level}.html")),
                // Of each stage there is one too.
                unit(format!("roles/{role}/{level}-scorecard")),
            ],
            None => Vec::new(),
        },
        _ => vec![unit(
            path.strip_suffix(".md").map_or(path.to_owned(), |page| format!("{page}.html")),
        )],
    }
}

#[cfg(test)]
mod tests;
