//! The command line: one file a subcommand. Results go to standard output, messages to standard
//! error; no domain logic is here.

mod build;
mod check;
mod diff;
mod explain;
mod export;
#[cfg(feature = "import")]
mod import;
mod init;
mod output;
mod project;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod validate;
mod write_ids;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::emit::EmitError;

/// How a command ended that did what it could: the worse comes after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// It is done.
    Done,
    /// The content has errors. They have been told: exit code 1.
    Errors,
    /// Something of it couldn't be read. That has been told: exit code 2.
    Unread,
}

/// Why a command couldn't do what it should.
#[derive(Debug)]
enum Failure {
    /// What was asked for isn't in the content: exit code 1.
    Content(String, Option<String>),
    /// It was used wrongly, or the machine failed: exit code 2.
    Use(String, Option<String>),
}

impl Failure {
    /// Used wrongly; what is wrong, and what to do.
    fn usage(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure::Use(message.into(), Some(help.into()))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Use(error.to_string(), None)
    }
}

type Outcome = Result<Status, Failure>;

/// For `map_err`: says at which path the machine failed.
fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Turns a career framework, written as TOML and Markdown, into a static site
#[derive(Debug, Parser)]
#[command(name = "rungs", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  rungs init careers                     start a framework
  rungs serve careers --open             see it while you write
  rungs check careers                    find every problem
  rungs build careers --out site         make the site
  rungs diff software-engineer/ic2 software-engineer/ic3 careers
                                         what changes from one level to the next

Exit codes: 0 done, 1 the content has errors, 2 used wrongly or the machine failed.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Build(build::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Check(check::Args),
    Explain(explain::Args),
    Diff(diff::Args),
    Validate(validate::Args),
    Export(export::Args),
    Schema(schema::Args),
    #[cfg(feature = "import")]
    Import(import::Args),
}

/// Runs the command of a command line, its first word being the program's name.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come here too; a pipe that is closed is nobody's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = match &cli.command {
        Command::Init(args) => init::run(args),
        Command::Build(args) => build::run(args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args),
        Command::Check(args) => check::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Export(args) => export::run(args),
        Command::Schema(args) => schema::run(args),
        #[cfg(feature = "import")]
        Command::Import(args) => import::run(args),
    };
    match outcome {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Errors) => ExitCode::from(1),
        Ok(Status::Unread) => ExitCode::from(2),
        Err(Failure::Content(message, help)) => {
            output::error(&message, help.as_deref());
            ExitCode::from(1)
        }
        Err(Failure::Use(message, help)) => {
            output::error(&message, help.as_deref());
            ExitCode::from(2)
        }
    }
}

impl From<EmitError> for Failure {
    fn from(error: EmitError) -> Failure {
        match error {
            EmitError::Refused { message, help } => Failure::Use(message, Some(help)),
            EmitError::Io { .. } => Failure::Use(error.to_string(), None),
            EmitError::Content(_) => Failure::Content(error.to_string(), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
