//! Codes that other stages report beside the code that finds them, with their explanations.

mod model;
mod parse;
mod render;

pub(super) use model::RULES as MODEL;
pub(super) use parse::RULES as PARSE;
pub(super) use render::RULES as RENDER;

use super::Rule;
use crate::diagnostic::Severity;

/// What all rows have in common.
const ERROR: Rule = Rule {
    code: "",
    severity: Severity::Error,
    title: "",
    explanation: "",
    example: "",
    mend: "",
    mended: "",
    find: None,
};

const WARNING: Rule = Rule { severity: Severity::Warning, ..ERROR };

const NOTE: Rule = Rule { severity: Severity::Note, ..ERROR };
