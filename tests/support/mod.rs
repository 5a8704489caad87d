//! A framework in a folder of its own, and the program run on it; and what texts in memory make.
#![allow(dead_code, reason = "each test binary uses a part of this")]
#![allow(unreachable_pub, reason = "test binaries are no library")]

pub mod marked;
#[cfg(feature = "import")]
pub mod moved;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rungs::diagnostic::{self, Diagnostic, Diagnostics, Severity};
use rungs::model::{Edition, Framework};
use rungs::pipeline::{self, Memory, Options};
use rungs::render::Site;
use rungs::source::Sources;
use tempfile::TempDir;

/// The framework of sources without an error.
pub fn framework(sources: &Sources) -> Framework {
    let mut found = Diagnostics::default();
    let framework = pipeline::framework(sources, &mut Memory::default(), &mut found);
    assert!(!found.has_errors(), "{}", diagnostic::text(sources, &found, false));
    framework.unwrap()
}

/// What is wrong with imported files, but for levels that their source doesn't tell apart.
pub fn problems(files: &BTreeMap<String, String>) -> String {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path, text.clone())));
    let mut found = Diagnostics::default();
    pipeline::framework(&sources, &mut Memory::default(), &mut found);
    let is_ours =
        |one: &&Diagnostic| one.severity == Severity::Error && one.code != "no-differentiation";
    match found.sorted().iter().any(is_ours) {
        true => diagnostic::text(&sources, &found, false),
        false => String::new(),
    }
}

/// Everything that an import makes, as one text.
#[cfg(feature = "import")]
pub fn rendered(imported: &rungs::import::Imported) -> String {
    let mut out = String::new();
    for (path, text) in &imported.files {
        out.push_str(&format!("==> {path}\n{text}\n"));
    }
    out + "==> report\n" + &imported.report.text()
}

/// Numbers that look random and are the same each time: each below what it is asked for.
pub fn numbers(seed: u32) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below.max(1)
    }
}

/// How many damaged inputs are tried: `RUNGS_CASES`, or what a test usually takes.
pub fn cases(usual: usize) -> usize {
    std::env::var("RUNGS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// An edition of the site of sources without an error.
pub fn site(sources: &Sources, edition: Edition) -> Site {
    let mut found = Diagnostics::default();
    let options = Options { edition, ..Options::default() };
    let site = pipeline::site(sources, &options, &mut Memory::default(), &mut found);
    site.unwrap_or_else(|| panic!("{}", diagnostic::text(sources, &found, false)))
}

/// A file of a site, as text.
pub fn page(site: &Site, path: &str) -> String {
    let bytes = site.bytes(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// A framework on disk.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// What `rungs init` writes.
    pub fn sample() -> Project {
        let project = Project::empty();
        let output = project.rungs(&["init", "."]);
        assert!(output.status.success(), "{output:?}");
        project
    }

    /// An empty folder.
    pub fn empty() -> Project {
        Project { folder: tempfile::tempdir().unwrap() }
    }

    /// `roles` roles of two levels, each saying `mark`.
    pub fn generated(roles: usize, mark: &str) -> Project {
        let project = Project::empty();
        project.write("book.toml", "[book]\ntitle = \"Generated\"\n");
        project.write(
            "content/framework.toml",
            "[[family]]\nid = \"f\"\nname = \"F\"\n[[track]]\nid = \"ic\"\nname = \"IC\"\n\
             [[track.level]]\nid = \"ic1\"\nname = \"IC1\"\n[[track.level]]\nid = \"ic2\"\n\
             name = \"IC2\"\n[[competency]]\nid = \"craft\"\nname = \"Craft\"\n",
        );
        for role in 0..roles {
            project.write(
                &format!("content/roles/role-{role}/role.toml"),
                &format!(
                    "title = \"Role {role}\"\nfamily = \"f\"\ntrack = \"ic\"\n\
                     levels = [\"ic1\", \"ic2\"]\n"
                ),
            );
        }
        project.mark(roles, mark);
        project
    }

    /// Lets every level say `mark`.
    pub fn mark(&self, roles: usize, mark: &str) {
        for role in 0..roles {
            for level in ["ic1", "ic2"] {
                let text =
                    format!("## Craft\n\n- Does {mark} work at {level}. {{#work-{level}}}\n");
                self.write(&format!("content/roles/role-{role}/{level}.md"), &text);
            }
        }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and its folders if there are none.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces a text in a file, once.
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} doesn't say {old:?}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// The program, about to be run in this folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rungs"));
        command.args(args).current_dir(self.root()).env_remove("NO_COLOR");
        command
    }

    /// Runs the program in this folder.
    pub fn rungs(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Every file below a folder of this one: path and bytes, sorted.
    pub fn files(&self, below: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(below);
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy();
                (path.replace('\\', "/"), fs::read(entry.path()).unwrap())
            })
            .collect()
    }
}
