//! Pages: typed contexts, Markdown, themes, and the [`Site`] that is made of them.
//!
//! Knows neither the disk nor the server. A page is a pure function of the framework: [`context`]
//! says what its template sees, and a template computes nothing.

mod address;
mod alone;
mod comparable;
pub mod context;
mod glossary;
mod highlight;
mod html;
mod json;
mod leak;
mod markdown;
mod media;
mod pen;
mod pieces;
mod portable;
mod search;
#[cfg(feature = "single-file")]
mod single_file;
mod site;
mod sitemap;
mod theme;
mod url;
pub mod words;

pub use html::Html;
pub use json::schema as framework_schema;
#[cfg(feature = "import")]
pub(crate) use json::shape;
pub use media::kind as media_kind;
pub use portable::{relative, relinked, resolved};
#[cfg(feature = "single-file")]
pub use single_file::SingleFile;
pub use site::{Parts, Site, site};

/// The Content-Security-Policy that stands first in the `<head>` of every page: nothing is loaded
/// from elsewhere, nothing is sent, and no script runs but the theme's own files.
///
/// `'self'` and no hashes: from a folder on disk, browsers refuse scripts that carry `integrity`.
/// Pages on which nobody types add `connect-src 'self'`, for tools that examine a page from within
/// it (Lighthouse asks for the host's `robots.txt`); the others stay without any connection.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'";
