//! rungs

pub mod derive;
