//! stub
use super::foreign::Foreign;
use super::{ImportError, Input};
pub(super) fn recognises(_: &[Input]) -> bool {
    false
}
pub(super) fn read(_: &[Input]) -> Result<Foreign, ImportError> {
    Ok(Foreign::default())
}
