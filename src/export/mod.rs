//! The framework in forms that other programs read: a file a form, and a row of [`EXPORTERS`].
//!
//! What goes out is an edition, as its site has it: a text that the edition leaves out stands in no
//! export, and is looked for as in every page.

mod csv;

use crate::diagnostic::Diagnostic;
use crate::render::Site;

/// One form: a row of [`EXPORTERS`].
pub struct Exporter {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for the help text.
    pub description: &'static str,
    write: fn(&Site) -> Result<Exported, Diagnostic>,
}

/// What an export makes.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the framework has and this form can't say, each as `3 attributes`.
    pub left_out: Vec<String>,
}

/// Every form, by name.
pub static EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "csv",
        description: "A list of all behaviours for spreadsheets: role, level, competency, behaviour",
        write: |site| Ok(csv::list(site.framework())),
    },
    Exporter {
        name: "json",
        description: "All there is, for programs: what the site has as framework.json",
        write: |site| {
            let bytes = site.bytes("framework.json").unwrap_or_else(|| Ok(Vec::new()))?;
            Ok(Exported { bytes, left_out: Vec::new() })
        },
    },
];

impl Exporter {
    /// Writes an edition of a framework.
    ///
    /// # Errors
    /// A text that the edition leaves out would be in it.
    pub fn write(&self, site: &Site) -> Result<Exported, Diagnostic> {
        let exported = (self.write)(site)?;
        match site.leak(&format!("the export `{}`", self.name), &exported.bytes) {
            Some(leak) => Err(leak),
            None => Ok(exported),
        }
    }
}
