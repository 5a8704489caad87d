//! `build --single-file`: a role or the whole framework in one file.

use std::path::{Path, PathBuf};

use crate::cli::project::Project;
use crate::cli::{Failure, output};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::emit::SingleDestination;
use crate::model::RoleId;
use crate::render::Site;

#[derive(Debug, clap::Args)]
pub(super) struct SingleFile {
    /// One file that needs no other, in place of the folder
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub(super) single_file: Option<PathBuf>,
    /// Only the pages of this role
    #[arg(long, value_name = "ROLE", requires = "single_file")]
    pub(super) role: Option<String>,
}

/// Writes a role, or the whole framework, into one file and says what it was; `None` if the
/// content has errors.
pub(super) fn write(
    args: &super::Args,
    file: &Path,
    project: &Project,
    problems: &mut Diagnostics,
) -> Result<Option<String>, Failure> {
    let destination = SingleDestination::check(file, &project.root, &project.folders())?;
    let Some(site) = super::site(args, project, problems) else { return Ok(None) };
    let made = match &args.single.role {
        Some(name) => RoleId::new(name).and_then(|id| site.single_file(Some(&id))),
        None => site.single_file(None),
    };
    match made.ok_or_else(|| no_role(args, &site))? {
        Ok(made) => {
            destination.write(made.html.as_bytes())?;
            let size = output::size(made.html.len());
            let pages = output::counted(made.pages, "page");
            Ok(Some(format!("{pages} into {} ({size})", file.display())))
        }
        Err(more) => {
            problems.append(more);
            Ok(None)
        }
    }
}

fn no_role(args: &super::Args, site: &Site) -> Failure {
    let name = args.single.role.as_deref().unwrap_or_default();
    let edition = match args.edition.as_str() {
        "panel" => String::new(),
        name => format!(" in the {name} edition"),
    };
    let help = did_you_mean(name, site.roles().map(RoleId::as_str));
    Failure::Content(format!("no role is called `{name}`{edition}"), help)
}
