//! Codes that other stages report beside the code that finds them, with their explanations.

mod content;
mod model;
mod parse;
mod render;

pub(super) use content::RULES as CONTENT;
pub(super) use model::RULES as MODEL;
pub(super) use parse::RULES as PARSE;
pub(super) use render::RULES as RENDER;

use super::{ROW, Rule};
use crate::diagnostic::Severity;

const ERROR: Rule = ROW;

const WARNING: Rule = Rule { severity: Severity::Warning, ..ERROR };

const NOTE: Rule = Rule { severity: Severity::Note, ..ERROR };
