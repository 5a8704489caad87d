//! What holds of every input, one function a kind of parser: the targets only choose.
//!
//! An input is one file, or several: then each stands below a line `==> path`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::str;

use rungs::diagnostic::{self, Diagnostics, Severity};
use rungs::import::{self, ImportError, Input};
use rungs::model::Edition;
use rungs::parse::Audience;
use rungs::pipeline::{self, Memory, Options};
use rungs::record::{self, debrief};
use rungs::source::Sources;

/// The framework around files of content: what an input doesn't have is read from here.
const MINIMAL: [(&str, &str); 5] = [
    ("book.toml", include_str!("../../tests/fixtures/minimal/book.toml")),
    ("content/framework.toml", include_str!("../../tests/fixtures/minimal/content/framework.toml")),
    (
        "content/roles/engineer/role.toml",
        include_str!("../../tests/fixtures/minimal/content/roles/engineer/role.toml"),
    ),
    (
        "content/roles/engineer/ic1.md",
        include_str!("../../tests/fixtures/minimal/content/roles/engineer/ic1.md"),
    ),
    (
        "content/roles/engineer/ic2.md",
        include_str!("../../tests/fixtures/minimal/content/roles/engineer/ic2.md"),
    ),
];

/// The framework around a level: the sample's own pillars, competencies, attributes and terms.
const SAMPLE: [(&str, &str); 4] = [
    ("book.toml", MINIMAL[0].1),
    ("content/framework.toml", include_str!("../../content/framework.toml")),
    ("content/glossary.toml", include_str!("../../content/glossary.toml")),
    (
        "content/roles/engineer/role.toml",
        "title = \"Engineer\"\nfamily = \"engineering\"\ntrack = \"ic\"\nlevels = [\"ic3\", \"ic4\"]\n",
    ),
];

/// Files of content, those of the minimal framework among them.
pub fn framework(data: &[u8]) {
    let own = files(data, "content/roles/engineer/ic1.md");
    let own = own.into_iter().map(|(path, bytes)| (path, text(&bytes)));
    site(MINIMAL.map(|(path, text)| (path.to_owned(), text.to_owned())).into_iter().chain(own));
}

/// The Markdown of a level.
pub fn level(data: &[u8]) {
    let own = ("content/roles/engineer/ic3.md".to_owned(), text(data));
    let other = ("content/roles/engineer/ic4.md".to_owned(), "Owns a service.\n".to_owned());
    let around = SAMPLE.map(|(path, text)| (path.to_owned(), text.to_owned()));
    site(around.into_iter().chain([own, other]));
}

/// What can be read can be rendered, for everybody whom it is for.
fn site(files: impl Iterator<Item = (String, String)>) {
    let files: BTreeMap<String, String> = files.collect();
    let has_theme = files.keys().any(|path| path.starts_with("themes/"));
    let has_readers = files.values().any(|text| text.contains("audience"));
    let sources = Sources::from_texts(files);
    let mut editions = vec![Edition::panel()];
    editions.extend(has_readers.then(|| Edition::usual(Audience::Public)));
    for edition in editions {
        let options = Options { edition, ..Options::default() };
        let mut found = Diagnostics::default();
        let site = pipeline::site(&sources, &options, &mut Memory::default(), &mut found);
        assert_eq!(site.is_some(), !found.has_errors());
        let told = [diagnostic::text(&sources, &found, false), diagnostic::json(&sources, &found)];
        assert!(told.iter().all(|told| told.is_empty()) == found.is_empty());
        let pages = site.iter().flat_map(|site| site.paths().filter_map(|path| site.bytes(path)));
        for problem in pages.filter_map(Result::err) {
            assert!(has_theme, "{}", problem.message);
        }
    }
}

/// Where inputs are kept of which an importer does wrong without a crash, if anywhere.
const FINDINGS: &str = "RUNGS_FINDINGS";

/// What a form's importer reads is accounted for, and makes content without an error, in whichever
/// order the files come; the rest it refuses. An input that shows otherwise ends the run, or is put
/// into the folder `$RUNGS_FINDINGS`, since the next ones may crash.
pub fn import(format: &str, path: &str, data: &[u8]) {
    let Some(wrong) = wrong(format, path, data) else { return };
    let Some(folder) = env::var_os(FINDINGS).map(PathBuf::from) else { panic!("{wrong}") };
    let mut hash = DefaultHasher::new();
    wrong.hash(&mut hash);
    fs::write(folder.join(format!("{:016x}", hash.finish())), data).expect("findings are kept");
}

fn wrong(format: &str, path: &str, data: &[u8]) -> Option<String> {
    let inputs = files(data, path).into_iter();
    let mut inputs: Vec<_> = inputs.map(|(path, bytes)| Input { path, bytes }).collect();
    let imported = match import::run(Some(format), &inputs) {
        Ok(imported) => imported,
        Err(
            ImportError::NoLevels { .. } | ImportError::Unfit { .. } | ImportError::Clash { .. },
        ) => return None,
        Err(error) => panic!("{error}"),
    };
    let lost = imported.report.unaccounted();
    if !lost.is_empty() {
        return Some(format!("{lost:#?}"));
    }
    assert!(imported.files.keys().all(|path| !path.contains("..")), "{:?}", imported.files.keys());
    let texts = imported.files.iter().map(|(path, text)| (path, text.clone()));
    let sources = Sources::from_texts(texts);
    let mut found = Diagnostics::default();
    pipeline::framework(&sources, &mut Memory::default(), &mut found);
    // A source may say the same of two levels, or nothing of what it declares.
    let is_sources = |code: &str| {
        code == "no-differentiation" || format == "framework-json" && code == "orphan-competency"
    };
    let mut errors = found.sorted().into_iter().filter(|one| one.severity == Severity::Error);
    if !errors.all(|one| is_sources(one.code)) {
        return Some(diagnostic::text(&sources, &found, false));
    }
    if inputs.len() > 1 {
        inputs.reverse();
        let again = import::run(Some(format), &inputs).expect("it was read before");
        if imported.files != again.files || imported.report.json() != again.report.json() {
            return Some("the order of the files matters".to_owned());
        }
    }
    None
}

/// What is read of a file of a hiring panel, and written again, is read as the same.
pub fn record(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Ok((record, _)) = record::read(text) {
        let own = serde_json::to_string(&record).expect("it came from JSON");
        let seal = record::seal(&record);
        assert_eq!(record::read(&own), Ok((record, Vec::new())));
        assert!(!record::code(&seal).is_empty());
    }
    if let Ok((debrief, _)) = debrief::read(text) {
        assert!(debrief::is_one(text));
        let own = serde_json::to_string(&debrief).expect("it came from JSON");
        assert_eq!(debrief::read(&own), Ok((debrief, Vec::new())));
    }
}

/// The files of an input by their paths; what stands above the first line `==> path`, or all of it,
/// is the file `path`. Of two at one path the later is meant.
fn files(data: &[u8], path: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut path = path.to_owned();
    if data.is_empty() {
        files.insert(path.clone(), Vec::new());
    }
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"==> ") {
            Some(new) => {
                path = sound(&text(new));
                files.insert(path.clone(), Vec::new());
            }
            None => files.entry(path.clone()).or_default().extend(line),
        }
    }
    files
}

/// A path as a disk can have it, below the folder that is read.
fn sound(path: &str) -> String {
    let is_name = |part: &&str| !matches!(*part, "" | "." | "..");
    let parts: Vec<&str> = path.trim_end_matches('\n').split('/').filter(is_name).collect();
    if parts.is_empty() { "unnamed".to_owned() } else { parts.join("/") }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
