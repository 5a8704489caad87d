//! The flow as a whole: a warm run gives what a cold one gives.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::path::Path;

use proptest::prelude::*;
use rungs::diagnostic::{self, Diagnostics};
use rungs::model::Framework;
use rungs::pipeline::{self, Memory, Options};
use rungs::source::{Content, Sources};

/// What an editor does to a file.
#[derive(Debug, Clone)]
enum Edit {
    DropLine(usize, usize),
    RepeatLine(usize, usize),
    Replace(usize, &'static str, &'static str),
    Remove(usize),
    Restore,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (any::<usize>(), any::<usize>()).prop_map(|(file, line)| Edit::DropLine(file, line)),
        3 => (any::<usize>(), any::<usize>()).prop_map(|(file, line)| Edit::RepeatLine(file, line)),
        2 => any::<usize>().prop_map(|file| Edit::Replace(file, "the", "every")),
        1 => any::<usize>().prop_map(Edit::Remove),
        2 => Just(Edit::Restore),
    ];
    prop::collection::vec(edit, 1..8)
}

/// The sample framework as `(path, text)`.
fn sample() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    let text = |content: &Content| content.text().map(str::to_owned);
    let files = sources.iter();
    files.filter_map(|(_, file)| Some((file.path.to_string(), text(&file.content)?))).collect()
}

fn apply(edit: &Edit, files: &mut Vec<(String, String)>, original: &[(String, String)]) {
    let edit_lines = |text: &mut String, edit: &dyn Fn(&mut Vec<String>)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        edit(&mut lines);
        *text = lines.join("\n");
    };
    let count = files.len().max(1);
    match edit {
        Edit::DropLine(file, line) => edit_lines(&mut files[file % count].1, &|lines| {
            if !lines.is_empty() {
                lines.remove(line % lines.len());
            }
        }),
        Edit::RepeatLine(file, line) => edit_lines(&mut files[file % count].1, &|lines| {
            if !lines.is_empty() {
                let line = line % lines.len();
                lines.insert(line, lines[line].clone());
            }
        }),
        Edit::Replace(file, from, to) => {
            let text = &mut files[file % count].1;
            *text = text.replace(from, to);
        }
        Edit::Remove(file) if count > 1 => {
            files.remove(file % count);
        }
        Edit::Remove(_) => {}
        Edit::Restore => *files = original.to_vec(),
    }
}

/// New sources that share the contents of files that didn't change, as `Sources::refresh` does.
fn write(folder: &Path, sources: &mut Sources, files: &[(String, String)]) {
    let old: Vec<String> = sources.iter().map(|(_, file)| file.path.to_string()).collect();
    for path in old.iter().filter(|path| files.iter().all(|(other, _)| other != *path)) {
        std::fs::remove_file(folder.join(path)).unwrap();
        sources.refresh(folder, path).unwrap();
    }
    for (path, text) in files {
        let known = sources.find(path).and_then(|(_, file)| file.content.text());
        if known != Some(text) {
            std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            std::fs::write(folder.join(path), text).unwrap();
            sources.refresh(folder, path).unwrap();
        }
    }
}

/// Every problem and a page of the site, at once as a build does it, or warnings last as a server
/// does.
fn told(sources: &Sources, memory: &mut Memory, warnings_last: bool) -> (String, Option<Vec<u8>>) {
    let mut diagnostics = Diagnostics::default();
    let options = Options::default();
    let site = if warnings_last {
        let (site, advice) = pipeline::site_and_advice(sources, &options, memory, &mut diagnostics);
        assert_eq!(site.is_none(), diagnostics.has_errors(), "errors come with the site");
        advice.into_iter().for_each(|advice| advice.give(&mut diagnostics));
        site
    } else {
        pipeline::site(sources, &options, memory, &mut diagnostics)
    };
    let page = site.map(|site| site.bytes("framework.json").unwrap().unwrap());
    (diagnostic::text(sources, &diagnostics, false), page)
}

/// Everything that later stages can see.
fn seen(sources: &Sources, memory: &mut Memory) -> (String, String) {
    let mut diagnostics = Diagnostics::default();
    let framework = pipeline::framework(sources, memory, &mut diagnostics);
    let framework = framework
        .map(|one: Framework| format!("{:#?} {:#?} {:#?}", one.roles, one.competencies, one.terms));
    (framework.unwrap_or_default(), diagnostic::text(sources, &diagnostics, false))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn a_warm_run_gives_what_a_cold_one_gives(edits in edits()) {
        let original = sample();
        let folder = tempfile::tempdir().unwrap();
        let mut sources = Sources::default();
        let mut files = original.clone();
        let mut memory = Memory::keeping();
        write(folder.path(), &mut sources, &files);
        seen(&sources, &mut memory);
        for edit in &edits {
            apply(edit, &mut files, &original);
            write(folder.path(), &mut sources, &files);
            let warm = seen(&sources, &mut memory);
            let cold = seen(&sources, &mut Memory::default());
            prop_assert_eq!(&warm.1, &cold.1);
            prop_assert!(warm.0 == cold.0, "after {:?}", edit);
            let at_once = told(&sources, &mut Memory::default(), false);
            let warnings_last = told(&sources, &mut memory, true);
            prop_assert_eq!(&at_once.0, &warnings_last.0);
            prop_assert!(at_once.1 == warnings_last.1, "after {:?}", edit);
        }
    }
}
