//! Pages: typed contexts, Markdown, themes, and the [`Site`] that is made of them.
//!
//! Knows neither the disk nor the server. A page is a pure function of the framework: [`context`]
//! says what its template sees, and a template computes nothing.

pub mod context;
mod glossary;
mod highlight;
mod html;
mod json;
mod markdown;
mod pen;
mod site;
mod theme;
mod url;

pub use html::Html;
pub use site::{Parts, Site, site};

/// The Content-Security-Policy that stands first in the `<head>` of every page: nothing is loaded
/// from elsewhere, nothing is sent, and no script runs.
///
/// A server that adds a script of its own must allow it here.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; \
     img-src 'self' data:; base-uri 'none'; form-action 'none'";
