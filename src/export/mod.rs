//! The framework in forms that other programs read: a file a form, and a row of [`EXPORTERS`].
//!
//! What goes out is an edition, as its site has it: a text that the edition leaves out stands in no
//! export, and is looked for as in every page.

mod csv;
mod job_posting;
mod markdown;
#[cfg_attr(not(feature = "xlsx"), allow(dead_code, reason = "workbooks use all of it"))]
mod table;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Framework, Level, Role};
use crate::render::Site;

/// One form: a row of [`EXPORTERS`].
pub struct Exporter {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for the help text.
    pub description: &'static str,
    /// What `--as` takes; the first is what comes without it.
    pub shapes: &'static [&'static str],
    /// What can be picked out of the framework.
    pub picks: Picks,
    /// The edition, unless another is named.
    pub edition: &'static str,
    /// Whether it makes a folder of files.
    pub is_folder: bool,
    /// Whether the file is none that a terminal can show.
    pub is_binary: bool,
    write: fn(&Site, &Wish) -> Result<Exported, ExportError>,
}

/// What of a framework can go out by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Picks {
    /// All goes out.
    Nothing,
    /// A role, with `--role`.
    Role,
    /// A level of a role, with `--role` and `--level`.
    Level,
}

/// What is wanted of an exporter.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// An id of a role.
    pub role: Option<String>,
    /// An id of a level.
    pub level: Option<String>,
    /// One of the exporter's shapes.
    pub shape: Option<String>,
}

/// What an export makes.
#[derive(Debug)]
pub struct Exported {
    /// The file or the files.
    pub made: Made,
    /// What a file says whose bytes are packed.
    said: Option<Vec<u8>>,
    /// What the framework has and this form can't say, each as `3 attributes`.
    pub left_out: Vec<String>,
    /// What readers of the form expect and no framework knows, each by its name there.
    pub unknown: &'static [&'static str],
}

/// What there is to write.
#[derive(Debug)]
pub enum Made {
    /// The bytes of a file.
    File(Vec<u8>),
    /// Files of a folder by their paths, `/` between folders.
    Folder(BTreeMap<String, Vec<u8>>),
}

/// Why there is no export.
#[derive(Debug)]
pub enum ExportError {
    /// A text that the edition leaves out would be in it, or a page can't be rendered.
    Content(Diagnostic),
    /// What is wanted isn't in the framework, or doesn't fit the form: what, and what to do.
    Absent(String, Option<String>),
}

impl From<Diagnostic> for ExportError {
    fn from(problem: Diagnostic) -> ExportError {
        ExportError::Content(problem)
    }
}

/// Every form, by name.
pub static EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "csv",
        description: "Behaviours for spreadsheets: a list of all, or a matrix of one role",
        shapes: &["list", "matrix"],
        picks: Picks::Role,
        edition: "panel",
        is_folder: false,
        is_binary: false,
        write: csv::write,
    },
    Exporter {
        name: "job-posting",
        description: "A level of a role for candidates: Markdown, or JSON-LD of schema.org",
        shapes: &["markdown", "json-ld"],
        picks: Picks::Level,
        edition: "public",
        is_folder: false,
        is_binary: false,
        write: job_posting::write,
    },
    Exporter {
        name: "json",
        description: "All there is, for programs: what the site has as framework.json",
        shapes: &[],
        picks: Picks::Nothing,
        edition: "panel",
        is_folder: false,
        is_binary: false,
        write: |site, _| {
            let bytes = site.bytes("framework.json").unwrap_or_else(|| Ok(Vec::new()))?;
            Ok(Exported::file(bytes))
        },
    },
    Exporter {
        name: "markdown",
        description: "A folder of Markdown that reads well where repositories are shown",
        shapes: &[],
        picks: Picks::Nothing,
        edition: "panel",
        is_folder: true,
        is_binary: false,
        write: |site, _| markdown::write(site),
    },
    #[cfg(feature = "xlsx")]
    Exporter {
        name: "xlsx",
        description: "A workbook: all behaviours as a list, a matrix a role, and the attributes",
        shapes: &[],
        picks: Picks::Role,
        edition: "panel",
        is_folder: false,
        is_binary: true,
        write: xlsx::write,
    },
];

impl Exporter {
    /// Writes an edition of a framework.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub fn write(&self, site: &Site, wish: &Wish) -> Result<Exported, ExportError> {
        let exported = (self.write)(site, wish)?;
        let name = format!("the export `{}`", self.name);
        let leak = match &exported.made {
            Made::File(bytes) => site.leak(&name, exported.said.as_ref().unwrap_or(bytes)),
            Made::Folder(files) => files.iter().find_map(|(path, bytes)| site.leak(path, bytes)),
        };
        match leak {
            Some(leak) => Err(leak.into()),
            None => Ok(exported),
        }
    }
}

impl Exported {
    fn file(bytes: Vec<u8>) -> Exported {
        Exported { made: Made::File(bytes), said: None, left_out: Vec::new(), unknown: &[] }
    }
}

impl Wish {
    /// The role that is wanted, if one is.
    fn role<'f>(&self, framework: &'f Framework) -> Result<Option<&'f Role>, ExportError> {
        let Some(name) = &self.role else { return Ok(None) };
        let role = framework.roles.iter().find(|role| role.id.as_str() == name);
        let absent = || {
            let known = framework.roles.iter().map(|role| role.id.as_str());
            let help = did_you_mean(name, known);
            ExportError::Absent(format!("no role is called `{name}`"), help)
        };
        role.map(|role| Some(&**role)).ok_or_else(absent)
    }

    /// The role that is wanted, or the only one.
    fn one_role<'f>(&self, framework: &'f Framework) -> Result<&'f Role, ExportError> {
        match (self.role(framework)?, &framework.roles[..]) {
            (Some(role), _) => Ok(role),
            (None, [role]) => Ok(role),
            (None, roles) => {
                let ids: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
                let help = format!("name one with `--role`: {}", ids.join(", "));
                Err(ExportError::Absent("this is of one role".to_owned(), Some(help)))
            }
        }
    }

    /// The level of a role that is wanted, or its only one.
    fn one_level<'f>(&self, role: &'f Role) -> Result<&'f Level, ExportError> {
        let ids = || role.levels.iter().map(|level| level.id.as_str());
        match (&self.level, &role.levels[..]) {
            (None, [level]) => Ok(level),
            (None, _) => {
                let ids = ids().collect::<Vec<_>>().join(", ");
                let message = "this is of one level".to_owned();
                Err(ExportError::Absent(message, Some(format!("name one with `--level`: {ids}"))))
            }
            (Some(name), _) => role.level(name).ok_or_else(|| {
                let message = format!("`{}` has no level `{name}`", role.id);
                ExportError::Absent(message, did_you_mean(name, ids()))
            }),
        }
    }
}

/// `3 attributes`: what a framework has more of than nothing.
fn counted(counts: &[(usize, &str, &str)]) -> Vec<String> {
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    counts
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect()
}
