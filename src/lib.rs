//! rungs
pub mod source;
pub mod diagnostic;
pub mod parse;

#[cfg(feature = "import")]
pub mod import;
