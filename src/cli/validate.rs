//! `validate`: files that panelists saved, outside the browser.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Outcome, Status, output};
use crate::record::debrief::{self, Debrief, Decision};
use crate::record::{self, Problem, Record, Status as State};

/// Check files that hiring panels saved: their form, and whether their seal is right
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs validate scorecard_C-014_*.json")]
pub(super) struct Args {
    /// Scorecards and records of debriefs, as the site's pages save them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut status = Status::Done;
    for path in &args.files {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                status = Status::Unread;
                output::error(
                    &format!("{}: {error}", path.display()),
                    Some("name files that can be read"),
                );
                continue;
            }
        };
        match read(&bytes) {
            Ok((told, unknown)) => {
                output::result(&format!("{}: {told}\n", path.display()))?;
                for key in unknown {
                    output::warning(&format!(
                        "{}: `{key}` is unknown and left out",
                        path.display()
                    ));
                }
            }
            Err(problem) => {
                status = status.max(Status::Errors);
                output::error(&placed(path, &problem), Some(problem.help));
            }
        }
    }
    Ok(status)
}

/// What a file is, in a line, and the keys of it that are unknown.
fn read(bytes: &[u8]) -> Result<(String, Vec<String>), Problem> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Problem {
            place: None,
            message: "the file is not UTF-8".into(),
            help: "give it as it was saved",
        });
    };
    if debrief::is_one(text) {
        return debrief::read(text).map(|(record, unknown)| (concluded(&record), unknown));
    }
    record::read(text).map(|(record, unknown)| (told(&record), unknown))
}

fn placed(path: &Path, problem: &Problem) -> String {
    let place = problem.place.map(|(line, column)| format!(":{line}:{column}"));
    format!("{}{}: {}", path.display(), place.unwrap_or_default(), problem.message)
}

/// A file in a line: `sealed K7QM-2XNA, revision 1: IC3 Security Engineer, Deep dive; C-014 by A. N.`
fn told(record: &Record) -> String {
    let state = match (record.status, &record.seal) {
        (State::Sealed, Some(seal)) => format!("sealed {}", record::code(seal)),
        _ => "draft".to_owned(),
    };
    let card = &record.card;
    let stage = match card.stage_name.is_empty() {
        true => "all stages",
        false => &card.stage_name,
    };
    format!(
        "{state}, revision {}: {} {}, {stage}; {} by {}",
        record.revision,
        card.level_name,
        card.role_title,
        record.candidate.reference,
        record.panelist.name
    )
}

/// A record of a debrief in a line: `debrief, offer: IC3 Security Engineer; C-014, 3 scorecards`.
fn concluded(record: &Debrief) -> String {
    let decision = match record.decision {
        Some(Decision::Offer) => "offer",
        Some(Decision::NoOffer) => "no offer",
        Some(Decision::Continue) => "continue",
        None => "not decided yet",
    };
    let count = record.files.len();
    format!(
        "debrief, {decision}: {} {}; {}, {count} scorecard{}",
        record.card.level_name,
        record.card.role_title,
        record.candidate.reference,
        if count == 1 { "" } else { "s" }
    )
}
