//! Matching behaviours, scored against pairs that people judged on a real framework.
//!
//! The texts are not ours and stand beside the repository; without them the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use rungs::derive::matching::{Features, Group, Item, Vocabulary, align, pairs};
use serde_json::Value;

/// Competencies and their behaviours, in order.
type Page = Vec<(String, Vec<String>)>;

struct Cell {
    role: String,
    from: Vec<String>,
    to: Vec<String>,
    pairs: HashSet<(usize, usize)>,
    optional: HashSet<(usize, usize)>,
}

#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    predicted: usize,
    judged: usize,
}

impl Score {
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.predicted + self.judged).max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let precision = self.right as f64 / self.predicted.max(1) as f64;
        let recall = self.right as f64 / self.judged.max(1) as f64;
        write!(f, "F1 {:.3}  precision {precision:.3}  recall {recall:.3}", self.f1())
    }
}

#[test]
fn two_annotators_would_mostly_agree() {
    let Some(text) = beside("diff-labels/pairs.json") else { return };
    let cells: Vec<Value> = serde_json::from_str(&text).unwrap();
    let texts = |cell: &Value, key: &str| -> Vec<String> {
        let items = cell[key].as_array().unwrap();
        items.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let cells: Vec<Cell> = cells
        .iter()
        .map(|cell| judged(cell, texts(cell, "from_items"), texts(cell, "to_items")))
        .collect();
    assert!(scored("judged by two", &cells).f1() >= 0.90);
}

#[test]
fn one_reader_would_mostly_agree_on_other_roles() {
    let Some(pages) = pages() else { return };
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/matching/dropbox.json");
    let cells: Vec<Value> = serde_json::from_str(&fs::read_to_string(fixture).unwrap()).unwrap();
    let cells: Vec<Cell> = cells
        .iter()
        .map(|cell| {
            let name = cell["competency"].as_str().unwrap().to_lowercase();
            let list = |level: &str| {
                let page = &pages[&(key(cell, "role"), key(cell, level))];
                page.iter().find(|(other, _)| other.to_lowercase() == name).unwrap().1.clone()
            };
            judged(cell, list("from"), list("to"))
        })
        .collect();
    assert!(scored("judged by one", &cells).f1() >= 0.90);
}

#[test]
fn drifting_names_are_aligned() {
    let Some(pages) = pages() else { return };
    let vocabulary = Vocabulary::new(
        pages.values().flatten().flat_map(|(_, list)| list.iter().map(String::as_str)),
    );
    let mut found = HashSet::new();
    for ((role, level), page) in &pages {
        let (track, number) = level.split_at(level.len() - 1);
        let next = format!("{track}{}", number.parse::<u8>().unwrap() + 1);
        let Some(other) = pages.get(&(role.clone(), next)) else { continue };
        let only = |one: &[(String, Vec<String>)], two: &[(String, Vec<String>)]| {
            let absent = |name: &str| two.iter().all(|(other, _)| other != name);
            one.iter().filter(|(name, _)| absent(name)).cloned().collect::<Vec<_>>()
        };
        let (from, to) = (only(page, other), only(other, page));
        let features = |side: &[(String, Vec<String>)]| -> Vec<Vec<Features>> {
            let of = |list: &Vec<String>| {
                list.iter().map(|text| Features::new(text, &vocabulary)).collect()
            };
            side.iter().map(|(_, list)| of(list)).collect()
        };
        let (from_features, to_features) = (features(&from), features(&to));
        let (from_items, to_items) = (items(&from_features), items(&to_features));
        for (one, two) in align(&groups(&from, &from_items), &groups(&to, &to_items), &vocabulary) {
            println!("{role} {level}: {} = {}", from[one].0, to[two].0);
            found.insert((from[one].0.clone(), to[two].0.clone()));
        }
    }
    let found = |from: &str, to: &str| found.contains(&(from.to_owned(), to.to_owned()));
    assert!(found("Strategy", "Strategy and Change Management"));
    assert!(found("Personal growth", "Personal Growth"));
}

fn items(features: &[Vec<Features>]) -> Vec<Vec<Item<'_>>> {
    features
        .iter()
        .map(|list| list.iter().map(|features| Item { id: None, features }).collect())
        .collect()
}

fn groups<'a>(side: &'a [(String, Vec<String>)], items: &'a [Vec<Item<'a>>]) -> Vec<Group<'a>> {
    side.iter().zip(items).map(|((name, _), items)| Group { name, items }).collect()
}

/// Scores the cells, with a line for each role.
fn scored(title: &str, cells: &[Cell]) -> Score {
    // As the generator does: words are counted within one role.
    let vocabularies: BTreeMap<&str, Vocabulary> = cells
        .iter()
        .map(|cell| {
            let own = cells.iter().filter(|other| other.role == cell.role);
            let texts = own.flat_map(|cell| cell.from.iter().chain(&cell.to));
            (cell.role.as_str(), Vocabulary::new(texts.map(String::as_str)))
        })
        .collect();
    let mut by_role: BTreeMap<&str, Score> = BTreeMap::new();
    let mut all = Score::default();
    for cell in cells {
        let vocabulary = &vocabularies[cell.role.as_str()];
        let features = |list: &[String]| -> Vec<Features> {
            list.iter().map(|text| Features::new(text, vocabulary)).collect()
        };
        let (from, to) = (features(&cell.from), features(&cell.to));
        let from: Vec<Item> = from.iter().map(|features| Item { id: None, features }).collect();
        let to: Vec<Item> = to.iter().map(|features| Item { id: None, features }).collect();
        let found: HashSet<_> = pairs(&from, &to).iter().map(|pair| (pair.from, pair.to)).collect();
        let role = by_role.entry(&cell.role).or_default();
        for score in [role, &mut all] {
            score.right += found.intersection(&cell.pairs).count();
            score.predicted += found.difference(&cell.optional).count();
            score.judged += cell.pairs.len();
        }
    }
    for (role, score) in by_role {
        println!("{title}: {score}  {role}");
    }
    println!("{title}: {all}  all {} cells", cells.len());
    all
}

fn judged(cell: &Value, from: Vec<String>, to: Vec<String>) -> Cell {
    let positions = |key: &str| -> HashSet<(usize, usize)> {
        let pairs = cell[key].as_array().unwrap().iter();
        pairs
            .map(|pair| (pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize))
            .collect()
    };
    Cell {
        role: key(cell, "role"),
        from,
        to,
        pairs: positions("pairs"),
        optional: positions("optional"),
    }
}

fn key(cell: &Value, key: &str) -> String {
    cell[key].as_str().unwrap().to_owned()
}

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

fn beside(path: &str) -> Option<String> {
    let text = fs::read_to_string(shared().join(path)).ok();
    if text.is_none() {
        println!("skipped: no {path} beside the repository");
    }
    text
}

/// Each level page of the corpus: competencies and their behaviours, by role and level.
fn pages() -> Option<BTreeMap<(String, String), Page>> {
    let folder = shared().join("corpora/dropbox-dbx-career-framework/docs");
    let Ok(files) = fs::read_dir(folder) else {
        println!("skipped: no Dropbox corpus beside the repository");
        return None;
    };
    let mut pages = BTreeMap::new();
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let Some((level, mut role)) = name.split_once('_') else { continue };
        let numbered = level.trim_start_matches(['i', 'c', 'm']);
        if numbered.len() != 1 || numbered.parse::<u8>().is_err() {
            continue;
        }
        for title in ["senior_principal_", "staff_", "principal_", "senior_"] {
            role = role.strip_prefix(title).unwrap_or(role);
        }
        let role = if level.starts_with('m') { "engineering_manager" } else { role };
        let page = competencies(&fs::read_to_string(&path).unwrap());
        pages.insert((role.to_owned(), level.to_owned()), page);
    }
    Some(pages)
}

/// `p > strong` is a competency, `li` a behaviour, `h2` ends what came before.
fn competencies(html: &str) -> Page {
    let mut found = Page::new();
    let (mut in_paragraph, mut in_name) = (false, false);
    let (mut name, mut item) = (String::new(), None::<String>);
    for part in html.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        match tag.split_whitespace().next().unwrap_or_default() {
            "p" => in_paragraph = true,
            "/p" => in_paragraph = false,
            "strong" if in_paragraph => (in_name, name) = (true, String::new()),
            "/strong" if in_name => {
                in_name = false;
                let name = plain_text(&name).trim_end_matches(':').to_owned();
                if !name.is_empty() {
                    found.push((name, Vec::new()));
                }
            }
            "li" => item = Some(String::new()),
            "/li" => {
                let text = plain_text(&item.take().unwrap_or_default());
                if let Some((_, list)) = found.last_mut().filter(|_| !text.is_empty()) {
                    list.push(text);
                }
            }
            _ => {}
        }
        if in_name {
            name += text;
        }
        if let Some(item) = &mut item {
            item.push_str(text);
        }
    }
    found
}

fn plain_text(html: &str) -> String {
    let text = html.replace("&amp;", "&").replace("&nbsp;", " ").replace("&quot;", "\"");
    text.replace("&lt;", "<").replace("&gt;", ">").split_whitespace().collect::<Vec<_>>().join(" ")
}
