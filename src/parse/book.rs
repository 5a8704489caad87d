use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CheckTable, Placed, Text, edition, language_tag};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// The content folder of a book that names none.
pub(super) const CONTENT: &str = "content";

/// `book.toml`: every setting, with mdBook's names where they fit.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BookFile {
    /// `[book]`
    pub book: Book,
    /// `[build]`
    #[serde(default)]
    pub build: Build,
    /// `[output]`
    #[serde(default)]
    pub output: Output,
    /// `[check]`
    #[serde(default)]
    pub check: CheckTable,
    /// `[edition.<name>]`, beside the editions that every framework has.
    #[serde(default)]
    pub edition: BTreeMap<Text, EditionTable>,
}

/// `[edition.<name>]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EditionTable {
    /// Whose items it carries.
    pub audiences: Placed<Vec<Text>>,
    /// In place of the book's title.
    #[serde(default)]
    pub title: Option<String>,
    /// In place of the book's description.
    #[serde(default)]
    pub description: Option<String>,
}

/// What the framework is called, and where its content lies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Book {
    /// Shown on every page.
    pub title: String,
    /// One sentence for search engines and the home page.
    #[serde(default)]
    pub description: String,
    /// Who answers for it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// A BCP 47 tag, e.g. `en` or `de-CH`.
    #[serde(default = "english")]
    pub language: Text,
    /// The content folder.
    #[serde(default = "content")]
    pub src: Text,
    /// Printed in every footer.
    #[serde(default)]
    pub version: Option<String>,
}

/// How the site is made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Build {
    /// Where the site is written, relative to `book.toml`.
    #[serde(default = "site")]
    pub build_dir: Text,
}

/// What is made.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// `[output.html]`
    #[serde(default)]
    pub html: Html,
}

/// The site.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Html {
    /// A folder of `themes/`; the built-in theme if it is left out.
    pub theme: Option<Text>,
    /// Where the site is published, e.g. `https://example.com/careers/`; ends with a slash.
    pub site_url: Option<Text>,
    /// The repository's page.
    pub git_repository_url: Option<Text>,
    /// Where a file is edited; `{path}` stands for the file.
    pub edit_url_template: Option<Text>,
    /// Where somebody asks about a line; see [`super::PLACEHOLDERS`].
    pub ask_url_template: Option<Text>,
    /// Lets raw HTML in Markdown through. Only for content whose every author is trusted.
    pub raw_html: bool,
}

impl Default for Build {
    fn default() -> Build {
        Build { build_dir: site() }
    }
}

fn english() -> Text {
    Text::new(0..0, "en".into())
}

fn content() -> Text {
    Text::new(0..0, CONTENT.into())
}

fn site() -> Text {
    Text::new(0..0, "site".into())
}

impl BookFile {
    /// The content folder; `None` if it is none below the one of `book.toml`, which is reported.
    #[must_use]
    pub fn content_folder(&self) -> Option<&str> {
        Some(self.book.src.get_ref().as_str()).filter(|path| is_below(path))
    }
}

/// Whether a path names a folder below this one.
fn is_below(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !path.contains(['\\', ':']) && path.split('/').all(is_plain)
}

/// What a setting's type can't say. Folders must lie below the one of `book.toml`: content comes
/// with the repository it is in, and must not be able to read or write elsewhere.
pub(super) fn check_values(file: FileId, book: &BookFile, diagnostics: &mut Diagnostics) {
    let theme = book.output.html.theme.iter();
    for folder in [&book.book.src, &book.build.build_dir].into_iter().chain(theme) {
        let path = folder.get_ref();
        if !is_below(path) {
            let message = format!("`{path}` is not a folder below this one");
            diagnostics.push(
                Diagnostic::error("outside-path", Span::new(file, folder.span()), message)
                    .help("write a relative path without `.` and `..`, e.g. `content`"),
            );
        }
    }
    language_tag(file, &book.book.language, diagnostics);
    for (name, table) in &book.edition {
        edition::check(file, name, table, diagnostics);
    }
}
