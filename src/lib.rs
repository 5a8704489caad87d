//! `rungs` turns a career framework, written as TOML and Markdown, into a static site.
//!
//! ```text
//! disk ─► source ─► parse ─► model ─► check ─► Site ──────────────────┬► emit:  all pages ─► disk
//!         (text)   (one      (ids      (rules)  (paths, and for each    ├► serve: the page asked for
//!                   file)    resolve)           derive + render, pure)  └► tests
//!         every stage adds Diagnostics;   model ─► export;   foreign file ─► import ─► content text
//! ```
//!
//! Modules stand in reading order, and each uses only those before it; `pipeline` is the whole
//! flow on one screen.

pub mod source;

pub mod diagnostic;

pub mod parse;

pub mod model;

pub mod check;

pub mod derive;

pub mod record;

pub mod render;

pub mod emit;

pub mod pipeline;

pub mod export;

#[cfg(feature = "import")]
pub mod import;

#[cfg(feature = "serve")]
pub mod serve;

pub mod cli;
