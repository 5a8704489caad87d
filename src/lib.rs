//! rungs

#[cfg(feature = "import")]
pub mod import;
