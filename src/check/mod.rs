//! Rules about a framework that can be made, but shouldn't be left so.

use crate::diagnostic::Diagnostics;
use crate::model::Framework;

/// Runs every rule and adds what it finds.
pub fn run(_framework: &Framework, _diagnostics: &mut Diagnostics) {}
