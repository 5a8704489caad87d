#![doc = include_str!("format.md")]
//!
//! # In this module
//!
//! The shapes of files, one at a time: what stands where, with its span. Knows no other file and
//! not whether an id exists. Fields are named as the keys they read; `format.md` explains them.
#![allow(missing_docs, reason = "a field is the key of its name, explained above")]

mod address;
mod allows;
mod audience;
mod blueprint;
mod book;
mod candidates;
mod check;
mod documents;
mod edition;
mod framework;
mod front_matter;
mod glossary;
mod interviews;
mod language;
mod level;
mod marks;
mod page;
mod placed;
mod role;
mod schema;
mod texts;
mod theme;
mod toml;
mod unlink;

pub use address::{PLACEHOLDERS, SITE_URL_HELP, pieces, site_url};
pub use audience::{Audience, Audiences};
pub use blueprint::*;
pub use book::{Book, BookFile, Build, EditionTable, Html, Output};
pub use candidates::*;
pub use check::*;
pub use documents::{Document, Documents, RoleFolder, SharedFolder};
pub use edition::Edition;
pub use framework::*;
pub use glossary::{GlossaryFile, TermTable};
pub use interviews::*;
pub use language::{LanguageWord, language, language_tag};
pub use level::{Bullet, LevelFile, LevelFront, Passage, Section};
pub use marks::Mark;
pub use page::{PageFile, PageFront};
pub use placed::Placed;
pub use role::*;
pub(crate) use schema::plain;
pub use schema::{SCHEMA_FOLDER, SCHEMAS, SchemaKind, schema_line};
pub use texts::{Piece, Texts, texts};
pub use theme::*;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::audience::Sieve;
use self::toml::{Sifted, Sifting};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Content, FileId, SourceFile, Sources, Span};

/// Text with its place in its file.
pub type Text = Placed<String>;

/// The place of a text of `file`.
#[must_use]
pub fn span_of<T>(file: FileId, text: &Placed<T>) -> Span {
    Span::new(file, text.span())
}

/// Whether a role or level is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not in force yet.
    Draft,
    /// In force.
    #[default]
    Current,
    /// No longer in force.
    Legacy,
}

/// Reads `book.toml`; `None` (and an error among the diagnostics) if it can't be.
pub fn book(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Document<BookFile>> {
    let (file, source) = sources.find("book.toml")?;
    let mut value: BookFile = toml::decode(file, text(file, source, diagnostics)?, diagnostics)?;
    book::check_values(file, &value, diagnostics);
    address::check(file, &mut value.output.html, diagnostics);
    Some(Document::new(file, value))
}

/// Reads `check-baseline.toml`, if there is one; what can't be read of it is reported and absent.
pub fn baseline(
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document<BaselineFile>> {
    let (file, source) = sources.find(BASELINE)?;
    let value = toml::decode(file, text(file, source, diagnostics)?, diagnostics)?;
    Some(Document::new(file, value))
}

/// Reads the `theme.toml` of a theme; `None` (and an error among the diagnostics) if it can't be.
pub fn theme(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<ThemeFile> {
    let value: ThemeFile = toml::decode(file, text, diagnostics)?;
    theme::check(file, &value, diagnostics);
    Some(value)
}

/// The folder that the content lies in. Where `book.toml` can't be read it is the usual one, so that
/// a slip there doesn't hide the problems of all other files; `None` if it names a folder elsewhere.
#[must_use]
pub fn content_folder(book: Option<&Document<BookFile>>) -> Option<&str> {
    book.map_or(Some(book::CONTENT), |book| book.value.content_folder())
}

/// Whom files are read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readers {
    /// The audiences whose items are read.
    pub audiences: Audiences,
    /// Files that these readers don't have, below the content folder: no link leads there.
    pub gone: Arc<HashSet<String>>,
}

impl Default for Readers {
    /// Those who may read everything.
    fn default() -> Readers {
        Readers { audiences: Audiences::ALL, gone: Arc::default() }
    }
}

/// Reads every file below the content folder, in parallel.
///
/// What `readers` may not read is taken out of them as if it had never been written.
/// A file that can't be read is reported and absent from the result. Files that mean nothing at
/// their place are reported too: nothing is skipped in silence. Files that `memory` has read
/// before are not read again.
pub fn documents(
    sources: &Sources,
    book: Option<&Document<BookFile>>,
    readers: &Readers,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Documents {
    diagnostics.extend(sources.iter().filter_map(|(id, file)| symbolic_link(id, file)));
    let Some(src) = content_folder(book) else { return Documents::default() };
    let prefix = format!("{src}/");
    let files: Vec<(FileId, &SourceFile)> =
        sources.iter().filter(|(_, file)| file.path.starts_with(&prefix)).collect();
    if memory.readers != *readers {
        *memory = Memory { keeps: memory.keeps, readers: readers.clone(), ..Memory::default() };
    }
    let known = &memory.files;
    let read: Vec<Arc<Reading>> = files
        .into_par_iter()
        .map(|(id, file)| match known.get(&file.path).filter(|one| one.is_of(id, file)) {
            Some(reading) => reading.clone(),
            None => Arc::new(Reading::new(id, file, prefix.len(), readers)),
        })
        .collect();
    let mut documents = Documents::default();
    for reading in &read {
        diagnostics.append(reading.diagnostics.clone());
        documents.hidden.extend(&reading.hidden);
        documents.allows.extend(reading.allows.iter().cloned());
        if let Some(parsed) = &reading.parsed {
            parsed.clone().place(&mut documents);
        }
    }
    if memory.keeps {
        memory.files = read.into_iter().map(|one| (one.source.path.clone(), one)).collect();
    }
    let is_missing = sources.find(&format!("{prefix}framework.toml")).is_none();
    diagnostics.extend(book.filter(|_| is_missing).map(|book| missing_framework(book.file, src)));
    documents
}

/// What `framework.toml` declares for some audiences; `None` if it is absent, or for others.
#[must_use]
pub fn declared(
    sources: &Sources,
    book: &Document<BookFile>,
    audiences: Audiences,
) -> Option<Arc<Document<FrameworkFile>>> {
    let (file, source) =
        sources.find(&format!("{}/framework.toml", content_folder(Some(book))?))?;
    let readers = Readers { audiences, ..Readers::default() };
    let mut sieve = Sieve::new(&readers, file, "framework.toml");
    framework(&mut sieve, source, &mut Diagnostics::default())
}

/// Said of book.toml, since the file that it is about isn't there.
fn missing_framework(book: FileId, src: &str) -> Diagnostic {
    let message = format!("there is no framework.toml in `{src}`");
    Diagnostic::error("missing-framework", Span::top(book), message).help(
        "add it, with the families, tracks and competencies, or let `src` name the folder it is in",
    )
}

/// Links are not followed, and to skip one in silence would leave its author puzzled.
fn symbolic_link(id: FileId, file: &SourceFile) -> Option<Diagnostic> {
    let message = "this is a symbolic link, and links are not followed";
    matches!(file.content, Content::Link).then(|| {
        Diagnostic::error("symbolic-link", Span::top(id), message)
            .help("put the file or folder itself here")
    })
}

/// Files that have been read: the reading of a file is a pure function of its place and contents.
#[derive(Debug, Default)]
pub struct Memory {
    keeps: bool,
    readers: Readers,
    files: HashMap<Arc<str>, Arc<Reading>>,
}

impl Memory {
    /// A memory that keeps what it sees; the default one forgets at once.
    #[must_use]
    pub fn keeping() -> Memory {
        Memory { keeps: true, ..Memory::default() }
    }
}

/// What reading one file gave.
#[derive(Debug)]
struct Reading {
    id: FileId,
    source: SourceFile,
    parsed: Option<Parsed>,
    hidden: Vec<Span>,
    allows: Vec<Allow>,
    diagnostics: Diagnostics,
}

impl Reading {
    fn new(id: FileId, file: &SourceFile, prefix: usize, readers: &Readers) -> Reading {
        let mut diagnostics = Diagnostics::default();
        let path = &file.path[prefix..];
        let mut sieve = Sieve::new(readers, id, path);
        let parsed = Parsed::read(&mut sieve, file, path, &mut diagnostics);
        let Sieve { hidden, allows, .. } = sieve;
        Reading { id, source: file.clone(), parsed, hidden, allows, diagnostics }
    }

    /// Whether these are the very contents that were read, and spans still name their file.
    fn is_of(&self, id: FileId, file: &SourceFile) -> bool {
        self.id == id && self.source.content.is_same(&file.content)
    }
}

/// One file, read; what it is follows from where it lies.
#[derive(Debug, Clone)]
enum Parsed {
    Framework(Arc<Document<FrameworkFile>>),
    Glossary(Arc<Document<GlossaryFile>>),
    Role(String, Arc<Document<RoleFile>>),
    Blueprint(String, Arc<Document<BlueprintFile>>),
    Interviews(String, Arc<Document<InterviewsFile>>),
    Candidates(String, Arc<Document<CandidatesFile>>),
    Level(String, String, Arc<LevelFile>),
    Shared(String, Arc<Document<SharedFile>>),
    SharedLevel(String, String, Arc<LevelFile>),
    Page(Arc<PageFile>),
    Asset(String, FileId),
    /// A file of a role that can't be read: the role exists all the same.
    Broken(String, FileId),
}

impl Parsed {
    fn read(
        sieve: &mut Sieve<'_>,
        file: &SourceFile,
        path: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Parsed> {
        let id = sieve.file;
        if matches!(file.content, Content::Link) {
            return None;
        }
        let parts: Vec<&str> = path.split('/').collect();
        let name = |folder: &str| folder.to_owned();
        match parts[..] {
            ["framework.toml"] => framework(sieve, file, diagnostics).map(Parsed::Framework),
            ["glossary.toml"] => document(sieve, file, diagnostics).map(Parsed::Glossary),
            ["roles", role, "role.toml"] => document(sieve, file, diagnostics)
                .map(|document| Parsed::Role(name(role), document))
                .or_else(|| Some(Parsed::Broken(name(role), id))),
            ["roles", role, "blueprint.toml"] => document(sieve, file, diagnostics)
                .map(|document| Parsed::Blueprint(name(role), document)),
            ["roles", role, "interviews.toml"] => {
                document_for(sieve, file, Audience::Panel, diagnostics)
                    .map(|document| Parsed::Interviews(name(role), document))
            }
            ["roles", role, "candidates.toml"] => document(sieve, file, diagnostics)
                .map(|document| Parsed::Candidates(name(role), document)),
            ["roles", role, level] if level.ends_with(".md") => {
                let parsed = level::read(sieve, text(id, file, diagnostics)?, diagnostics)?;
                let level = name(level.strip_suffix(".md")?);
                Some(Parsed::Level(name(role), level, Arc::new(parsed)))
            }
            ["shared", set, "shared.toml"] => document(sieve, file, diagnostics)
                .map(|document| Parsed::Shared(name(set), document)),
            ["shared", set, level] if level.ends_with(".md") => {
                let parsed = level::read(sieve, text(id, file, diagnostics)?, diagnostics)?;
                let level = name(level.strip_suffix(".md")?);
                Some(Parsed::SharedLevel(name(set), level, Arc::new(parsed)))
            }
            ["pages", .., last] if last.ends_with(".md") => {
                let text = text(id, file, diagnostics)?;
                page::read(sieve, path, text, diagnostics).map(|page| Parsed::Page(Arc::new(page)))
            }
            ["pages", ..] => Some(Parsed::Asset(path.to_owned(), id)),
            _ => {
                diagnostics.push(unknown_file(id, &parts));
                None
            }
        }
    }

    fn place(self, documents: &mut Documents) {
        match self {
            Parsed::Framework(document) => documents.framework = Some(document),
            Parsed::Glossary(document) => documents.glossary = Some(document),
            Parsed::Role(role, document) => {
                let folder = documents.roles.entry(role).or_default();
                folder.any = Some(document.file);
                folder.role = Some(document);
            }
            Parsed::Blueprint(role, document) => {
                let folder = documents.roles.entry(role).or_default();
                folder.any.get_or_insert(document.file);
                folder.blueprint = Some(document);
            }
            Parsed::Interviews(role, document) => {
                let folder = documents.roles.entry(role).or_default();
                folder.any.get_or_insert(document.file);
                folder.interviews = Some(document);
            }
            Parsed::Candidates(role, document) => {
                let folder = documents.roles.entry(role).or_default();
                folder.any.get_or_insert(document.file);
                folder.candidates = Some(document);
            }
            Parsed::Level(role, level, file) => {
                let folder = documents.roles.entry(role).or_default();
                folder.any.get_or_insert(file.file);
                folder.levels.insert(level, file);
            }
            Parsed::Shared(set, document) => {
                documents.shared.entry(set).or_default().shared = Some(document);
            }
            Parsed::SharedLevel(set, level, file) => {
                documents.shared.entry(set).or_default().levels.insert(level, file);
            }
            Parsed::Page(page) => documents.pages.push(page),
            Parsed::Asset(path, id) => documents.assets.push((path, id)),
            Parsed::Broken(role, id) => {
                documents.roles.entry(role).or_default().any = Some(id);
            }
        }
    }
}

fn unknown_file(id: FileId, parts: &[&str]) -> Diagnostic {
    if !matches!(parts, [_] | ["roles" | "shared", _, _]) {
        return Diagnostic::warning(
            "unknown-file",
            Span::top(id),
            "nothing is read from this folder",
        )
        .help("files belong into roles/<role>/, shared/<name>/ or pages/");
    }
    let known: &[&str] = match parts {
        ["roles", _, _] => &["role.toml", "blueprint.toml", "interviews.toml", "candidates.toml"],
        ["shared", _, _] => &["shared.toml"],
        _ => &["framework.toml", "glossary.toml"],
    };
    let name = parts.last().copied().unwrap_or_default();
    Diagnostic::warning("unknown-file", Span::top(id), "nothing is read from a file of this name")
        .maybe_help(did_you_mean(name, known.iter().copied()))
}

fn framework(
    sieve: &mut Sieve<'_>,
    file: &SourceFile,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Document<FrameworkFile>>> {
    let text = text(sieve.file, file, diagnostics)?;
    let Sifted { value, lost, audience } =
        toml::decode_for(sieve, text, Sifting::Tables(Audience::Public), diagnostics);
    let value = FrameworkFile { lost, ..value? };
    Some(Arc::new(Document { file: sieve.file, audience, value }))
}

fn document<T: DeserializeOwned>(
    sieve: &mut Sieve<'_>,
    file: &SourceFile,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Document<T>>> {
    document_for(sieve, file, Audience::Public, diagnostics)
}

/// As [`document`], of a file whose tables are usually for a narrower audience.
fn document_for<T: DeserializeOwned>(
    sieve: &mut Sieve<'_>,
    file: &SourceFile,
    usual: Audience,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Document<T>>> {
    let text = text(sieve.file, file, diagnostics)?;
    let Sifted { value, audience, .. } =
        toml::decode_for(sieve, text, Sifting::Tables(usual), diagnostics);
    Some(Arc::new(Document { file: sieve.file, audience, value: value? }))
}

fn text<'f>(
    id: FileId,
    file: &'f SourceFile,
    diagnostics: &mut Diagnostics,
) -> Option<&'f Arc<str>> {
    match &file.content {
        Content::Text(text) => Some(text),
        // Reported where all files are looked at.
        Content::Link => None,
        Content::Bytes(bytes) => {
            let valid = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
            let message = "from here on this file is not UTF-8 text";
            diagnostics.push(
                Diagnostic::error("not-utf8", Span::new(id, valid..valid), message)
                    .help("save the file with the encoding UTF-8"),
            );
            None
        }
    }
}
