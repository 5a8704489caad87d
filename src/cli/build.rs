//! `build`: the whole site into a folder, all or nothing.

use std::path::PathBuf;
use std::time::Instant;

use super::project::Project;
use super::{Edition, Outcome, Status, output};
use crate::diagnostic::{self, Diagnostics};
use crate::emit::{self, Destination, EmitError};
use crate::parse;
use crate::pipeline::{self, Memory, Options};

/// Make the site
///
/// The folder is replaced as a whole: it holds the old site until the new one is complete, and
/// still does if the content has errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs build --edition public --out public")]
pub(super) struct Args {
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Folder that the site is written to [default: `build-dir` of book.toml]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Who the site is for; content for others is left out
    #[arg(long, value_enum, default_value_t = Edition::Panel)]
    edition: Edition,
    /// Where the site is published, in place of what book.toml says
    #[arg(long, value_name = "URL", value_parser = site_url)]
    site_url: Option<String>,
}

fn site_url(written: &str) -> Result<String, &'static str> {
    parse::site_url(written).ok_or(parse::SITE_URL_HELP)
}

pub(super) fn run(args: &Args) -> Outcome {
    let started = Instant::now();
    let project = Project::read(&args.dir)?;
    let out = args.out.clone().unwrap_or_else(|| project.build_dir());
    let folders: Vec<&str> = project.folders.iter().map(String::as_str).collect();
    let destination = Destination::check(&out, &project.root, &folders)?;

    let mut problems = Diagnostics::default();
    let options = Options { edition: args.edition.into(), site_url: args.site_url.clone() };
    let site = pipeline::site(&project.sources, &options, &mut Memory::default(), &mut problems);
    let emitted = match site.map(|site| emit::emit(&site, &destination)) {
        Some(Ok(emitted)) => Some(emitted),
        Some(Err(EmitError::Content(more))) => {
            problems.append(more);
            None
        }
        Some(Err(error)) => return Err(error.into()),
        None => None,
    };

    output::diagnostics(&project.sources, &problems);
    let found = diagnostic::summary(&problems);
    let Some(emitted) = emitted else {
        output::message(&format!("nothing was built: {found}\n"));
        return Ok(Status::Errors);
    };
    let found = if found.is_empty() { found } else { format!(" ({found})") };
    output::message(&format!(
        "built {} into {} in {:.2} s{found}\n",
        output::counted(emitted.pages, "page"),
        out.display(),
        started.elapsed().as_secs_f64(),
    ));
    Ok(Status::Done)
}
