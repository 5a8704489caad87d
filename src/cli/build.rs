//! `build`: the whole site into a folder, all or nothing.

#[cfg(feature = "single-file")]
mod single_file;

use std::path::PathBuf;
use std::time::Instant;

use super::project::Project;
use super::{Failure, Outcome, Status, output};
use crate::diagnostic::{self, Diagnostics};
use crate::emit::{self, Destination, EmitError};
use crate::parse;
use crate::pipeline::{self, Memory, Options};
use crate::render::Site;

const EXAMPLES: &str = "\
Examples:
  rungs build --edition public --out public
  rungs build --edition internal --single-file security-engineer.html --role security-engineer";

/// Make the site
///
/// The folder is replaced as a whole: it holds the old site until the new one is complete, and
/// still does if the content has errors. With `--single-file`, one file takes the place of the
/// folder: it needs no other, for mail and archives.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Folder that the site is written to [default: `build-dir` of book.toml]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Who the site is for: public, internal, panel, or an edition of book.toml; content for others
    /// is left out
    #[arg(long, value_name = "NAME", default_value = "panel")]
    edition: String,
    /// Where the site is published, in place of what book.toml says
    #[arg(long, value_name = "URL", value_parser = site_url)]
    site_url: Option<String>,
    #[cfg(feature = "single-file")]
    #[command(flatten)]
    single: single_file::SingleFile,
}

fn site_url(written: &str) -> Result<String, &'static str> {
    parse::site_url(written).ok_or(parse::SITE_URL_HELP)
}

pub(super) fn run(args: &Args) -> Outcome {
    let started = Instant::now();
    let project = Project::read(&args.dir)?;
    let mut problems = Diagnostics::default();
    #[cfg(feature = "single-file")]
    let built = match &args.single.single_file {
        Some(file) => single_file::write(args, file, &project, &mut problems)?,
        None => folder(args, &project, &mut problems)?,
    };
    #[cfg(not(feature = "single-file"))]
    let built = folder(args, &project, &mut problems)?;
    output::diagnostics(&project.sources, &problems);
    let found = diagnostic::summary(&problems);
    let Some(built) = built else {
        output::message(&format!("nothing was built: {found}\n"));
        return Ok(Status::Errors);
    };
    let found = if found.is_empty() { found } else { format!(" ({found})") };
    let seconds = started.elapsed().as_secs_f64();
    output::message(&format!("built {built} in {seconds:.2} s{found}\n"));
    Ok(Status::Done)
}

/// Writes the site into a folder and says what it was; `None` if the content has errors.
fn folder(
    args: &Args,
    project: &Project,
    problems: &mut Diagnostics,
) -> Result<Option<String>, Failure> {
    let out = args.out.clone().unwrap_or_else(|| project.build_dir());
    let destination = Destination::check(&out, &project.root, &project.folders())?;
    let Some(site) = site(args, project, problems) else { return Ok(None) };
    match emit::emit(&site, &destination) {
        Ok(emitted) => {
            let pages = output::counted(emitted.pages, "page");
            Ok(Some(format!("{pages} into {}", out.display())))
        }
        Err(EmitError::Content(more)) => {
            problems.append(more.each_place_once());
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn site(args: &Args, project: &Project, problems: &mut Diagnostics) -> Option<Site> {
    let edition = pipeline::edition(&project.sources, &args.edition, problems)?;
    let options = Options { edition, site_url: args.site_url.clone(), ..Options::default() };
    pipeline::site(&project.sources, &options, &mut Memory::default(), problems)
}
