//! `serve`: the site on this machine, made again on every save.

use std::path::PathBuf;

use super::{Failure, Outcome, Status, project};
use crate::serve::{self, ServeError};

/// Show the site while you write: rebuilt and reloaded on every save
///
/// Only this machine can reach it. Errors in the content are shown in the page.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs serve --open")]
pub(super) struct Args {
    /// Folder that holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Port; 0 for any that is free [default: 3000, or the next that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Who the site is for: public, internal, panel, or an edition of book.toml; content for others
    /// is left out
    #[arg(long, value_name = "NAME", default_value = "panel")]
    edition: String,
}

pub(super) fn run(args: &Args) -> Outcome {
    project::require(&args.dir)?;
    let edition = args.edition.clone();
    let options = serve::Options { port: args.port, open: args.open, edition };
    serve::run(&args.dir, &options).map_err(|error| match error {
        ServeError::PortTaken(port) => {
            let message = format!("port {port} is taken");
            Failure::usage(message, "leave `--port` out to use the next that is free")
        }
        ServeError::Io(error) => error.into(),
    })?;
    Ok(Status::Done)
}
