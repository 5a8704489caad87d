//! `explain`: what a rule means and how to mend it.

use super::{Failure, Outcome, Status, output};
use crate::check;
use crate::diagnostic::did_you_mean;

/// Explain a code that `check` reports, or list them all
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  rungs explain unknown-level")]
pub(super) struct Args {
    /// The code, as it stands in brackets in a report
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let rules = || check::RULES.into_iter().flatten();
    let Some(code) = &args.code else {
        let longest = rules().map(|rule| rule.code.len()).max().unwrap_or_default();
        let line = |rule: &check::Rule| {
            let severity = if rule.is_off { "off" } else { rule.severity.word() };
            format!("{severity:7}  {:longest$}  {}\n", rule.code, rule.title)
        };
        let mut lines: Vec<String> = rules().map(line).collect();
        lines.sort();
        output::result(&lines.concat())?;
        return Ok(Status::Done);
    };
    match check::rule(code) {
        Some(rule) => output::result(&check::explain(rule))?,
        None => {
            let help = did_you_mean(code, rules().map(|rule| rule.code));
            let help = help.unwrap_or_else(|| "`rungs explain` lists them all".to_owned());
            return Err(Failure::usage(format!("no problem has the code `{code}`"), help));
        }
    }
    Ok(Status::Done)
}
