//! rungs
pub mod source;
pub mod diagnostic;
pub mod parse;
