//! Foreign career frameworks, read and written again as content of this program's own format.
//!
//! A pure stage: named bytes in, named texts and a [`Report`] out. The command reads and writes the
//! disk. Every importer reads one form into the same `Foreign`; one writer turns
//! that into files, and the report then looks for every sentence of the source in what was written,
//! so that no importer has to be believed.

mod accounting;
mod blueprint;
mod competencies;
mod content;
mod declared;
mod description;
mod document;
mod dropbox;
mod dropbox_level;
mod dropbox_older;
mod encoding;
mod engineering_ladders;
mod foreign;
mod framework_json;
mod ft;
mod html;
mod ids;
mod join;
mod ladder;
mod level_blocks;
mod markdown;
mod markdown_blocks;
mod monzo;
mod prose;
mod report;
mod role_pages;
mod share;
mod sheet;
mod text_levels;
mod trace;
mod written;
mod yaml;

use std::collections::BTreeMap;
use std::fmt;

use foreign::Foreign;
pub use report::{Entry, Fate, Report, Totals};

use crate::parse::schema_line;

/// One file of the source: a path for messages and links, `/` between folders, and its bytes.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path relative to what was named on the command line.
    pub path: String,
    /// The bytes, of any encoding.
    pub bytes: Vec<u8>,
}

/// What an import makes.
#[derive(Debug)]
pub struct Imported {
    /// Text of each file by its path below `--out`, `book.toml` included.
    pub files: BTreeMap<String, String>,
    /// What became of every sentence of the source.
    pub report: Report,
}

impl Imported {
    /// Writes once what several roles or levels say in the same words: lines of several roles in
    /// shared sets, and lines of a lower level by their ids. What each level expects stays, in the
    /// same words and order.
    ///
    /// Cost: that of reading the content twice.
    pub fn share(&mut self) {
        share::share(&mut self.files, &mut self.report);
    }
}

/// One foreign form: a row of [`IMPORTERS`].
pub struct Importer {
    /// The name that `--from` takes.
    pub name: &'static str,
    /// One line for the help text.
    pub description: &'static str,
    /// Whether much looks like it: any form that tells more comes first.
    is_general: bool,
    /// Whether these files look like this form; cheap, and never fails.
    pub recognises: fn(&[Input]) -> bool,
    /// Reads them. Files that are not of the form are told in the trace, not fatal.
    read: fn(&[Input]) -> Result<Foreign, ImportError>,
}

/// Every form that can be imported, in the order in which they are asked.
pub static IMPORTERS: &[Importer] = &[
    Importer {
        name: "dropbox-html",
        description: "Dropbox Engineering Career Framework, HTML pages of 2021 and 2023",
        is_general: false,
        recognises: dropbox::recognises,
        read: dropbox::read,
    },
    Importer {
        name: "framework-json",
        description: "What `rungs export json` writes, and sites have as framework.json",
        is_general: false,
        recognises: framework_json::recognises,
        read: framework_json::read,
    },
    Importer {
        name: "ft-yaml",
        description: "Financial Times Engineering Progression, YAML job families",
        is_general: false,
        recognises: ft::recognises,
        read: ft::read,
    },
    Importer {
        name: "monzo-markdown",
        description: "Monzo progression framework, Markdown with topics in its front matter",
        is_general: false,
        recognises: monzo::recognises,
        read: monzo::read,
    },
    Importer {
        name: "engineering-ladders",
        description: "engineeringladders: positions that are a step of each axis, Markdown",
        is_general: false,
        recognises: engineering_ladders::recognises,
        read: engineering_ladders::read,
    },
    Importer {
        name: "spreadsheet",
        description: "XLSX, CSV and TSV: competencies by levels, or a list of behaviours with their level",
        is_general: false,
        recognises: sheet::recognises,
        read: sheet::read,
    },
    Importer {
        name: "role-pages",
        description: "Markdown and HTML pages, a role each: a heading for every level, or a table of them",
        is_general: true,
        recognises: role_pages::recognises,
        read: role_pages::read,
    },
    Importer {
        name: "blueprint",
        description: "Role blueprints of some 20 sections: JSON of WordPress, HTML, Markdown or text",
        is_general: false,
        recognises: blueprint::recognises,
        read: blueprint::read,
    },
    Importer {
        name: "text-levels",
        description: "Text files, one level each (`IC3 Security Engineer`), copied from a page",
        is_general: false,
        recognises: text_levels::recognises,
        read: text_levels::read,
    },
    Importer {
        name: "markdown-levels",
        description: "Markdown files, one level each (`# L3: Senior Security Engineer`)",
        is_general: false,
        recognises: markdown::recognises,
        read: markdown::read,
    },
];

/// Why nothing could be imported at all. Smaller troubles stand in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// No file was given.
    NoInput,
    /// `--from` names no importer.
    UnknownFormat(String),
    /// No importer knows these files.
    NotRecognised {
        /// How many files were looked at.
        files: usize,
    },
    /// More than one importer claims one of these files.
    Ambiguous(Vec<&'static str>),
    /// Files of several forms say different things of one.
    Clash {
        /// The importers that read them.
        formats: String,
        /// What about.
        why: String,
    },
    /// A file is of the form, and can't be read; or another has the same path.
    Unfit {
        /// The file.
        path: String,
        /// Why.
        why: String,
    },
    /// The form is right, but no file held a level.
    NoLevels {
        /// The importers that read them.
        formats: String,
        /// What was wrong with each file that could not be read: `path: why`.
        skipped: Vec<String>,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = IMPORTERS.iter().map(|i| i.name).collect::<Vec<_>>().join(", ");
        match self {
            Self::NoInput => write!(f, "there is no file to import"),
            Self::UnknownFormat(name) => {
                write!(f, "there is no import format `{name}`; there are: {known}")
            }
            Self::NotRecognised { files } => write!(
                f,
                "none of the {files} files looks like a framework that can be imported; \
                 name the format with `--from` ({known})"
            ),
            Self::Ambiguous(names) => write!(
                f,
                "these files fit more than one format; choose one with `--from`: {}",
                names.join(", ")
            ),
            Self::Clash { formats, why } => write!(
                f,
                "these files, read as {formats}, don't go together: {why}; import them one after \
                 the other"
            ),
            Self::Unfit { path, why } => write!(f, "{path}: {why}"),
            Self::NoLevels { formats, skipped } => {
                write!(f, "no level was found in these files (read as {formats})")?;
                skipped.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}

impl std::error::Error for ImportError {}

/// Imports `inputs`, in the form named, or each in the one that recognises it.
///
/// # Errors
/// See [`ImportError`]. A file that can't be read beside others that can is a line of the report.
pub fn run(format: Option<&str>, inputs: &[Input]) -> Result<Imported, ImportError> {
    if inputs.is_empty() {
        return Err(ImportError::NoInput);
    }
    // Whoever lists the folder decides the order of files; what comes out must not depend on it.
    let mut inputs = inputs.to_vec();
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    if let Some(twice) = inputs.windows(2).find(|two| two[0].path == two[1].path) {
        let why = "two files have this path: name the folder that holds both of their folders";
        return Err(ImportError::Unfit { path: twice[0].path.clone(), why: why.to_owned() });
    }

    let shares = choose(format, inputs)?;
    let formats: Vec<&str> = shares.iter().map(|(importer, _)| importer.name).collect();
    let formats = formats.join(" and ");
    let read = shares.iter().map(|(importer, inputs)| (importer.read)(inputs));
    let read: Vec<Foreign> = read.collect::<Result<_, _>>()?;
    let mut foreign =
        join::join(read).map_err(|why| ImportError::Clash { formats: formats.clone(), why })?;
    // A source of this program's own form is content already.
    let is_own = !foreign.content.is_empty();
    if foreign.roles.is_empty() && !is_own {
        let skipped = foreign.trace.skipped();
        return Err(ImportError::NoLevels { formats, skipped });
    }
    let mut files = match is_own {
        true => std::mem::take(&mut foreign.content),
        false => {
            foreign.guess_names();
            foreign.join_attributes();
            let competencies = competencies::gather(&mut foreign);
            content::write(&foreign, &competencies)
        }
    };
    for (path, text) in &mut files {
        if let Some(line) = schema_line(path) {
            text.insert_str(0, &line);
        }
    }
    let report = accounting::account(formats, &foreign, &files);
    // In that, all has a place, unless somebody has damaged it.
    let lost = report.unaccounted();
    if let Some(lost) = lost.first().filter(|_| is_own) {
        let why = format!("it says what content can't: `{}`", lost.text);
        return Err(ImportError::Unfit { path: lost.source.clone(), why });
    }
    Ok(Imported { files, report })
}

/// An importer and the files that it reads.
type Share = (&'static Importer, Vec<Input>);

fn choose(format: Option<&str>, inputs: Vec<Input>) -> Result<Vec<Share>, ImportError> {
    if let Some(name) = format {
        return IMPORTERS
            .iter()
            .find(|importer| importer.name == name)
            .map(|importer| vec![(importer, inputs)])
            .ok_or_else(|| ImportError::UnknownFormat(name.to_owned()));
    }
    let mut claims: Vec<_> = IMPORTERS.iter().filter(|i| (i.recognises)(&inputs)).collect();
    if claims.iter().any(|one| !one.is_general) {
        claims.retain(|one| !one.is_general);
    }
    match claims[..] {
        [] => Err(ImportError::NotRecognised { files: inputs.len() }),
        [one] => Ok(vec![(one, inputs)]),
        _ => share(&claims, inputs),
    }
}

/// Gives each file to the importer that recognises it, and others to one that has files of that kind.
fn share(claims: &[&'static Importer], inputs: Vec<Input>) -> Result<Vec<Share>, ImportError> {
    let mut shares: Vec<Share> = claims.iter().map(|one| (*one, Vec::new())).collect();
    let mut others = Vec::new();
    for input in inputs {
        let own = |(_, one): &(usize, &&Importer)| (one.recognises)(std::slice::from_ref(&input));
        match claims.iter().enumerate().filter(own).collect::<Vec<_>>()[..] {
            [] => others.push(input),
            [(at, _)] => shares[at].1.push(input),
            ref many => {
                return Err(ImportError::Ambiguous(many.iter().map(|(_, one)| one.name).collect()));
            }
        }
    }
    if shares.iter().any(|(_, files)| files.is_empty()) {
        return Err(ImportError::Ambiguous(claims.iter().map(|one| one.name).collect()));
    }
    let end = |path: &str| path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    for input in others {
        let is_kind = |one: &Input| end(&one.path) == end(&input.path);
        let at = shares.iter().position(|(_, files)| files.iter().any(is_kind));
        shares[at.unwrap_or_default()].1.push(input);
    }
    for (_, files) in &mut shares {
        files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(shares)
}
