//! rungs
pub mod diagnostic;
pub mod parse;
pub mod source;

#[cfg(feature = "import")]
pub mod import;
