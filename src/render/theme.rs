//! Templates and assets: the built-in theme, and the user's files laid over it.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, Tera};

use super::words::{self, Words};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{BookFile, Document, span_of};
use crate::source::{Content, FileId, Sources, Span};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates of the built-in theme, read once: a server makes a site at every save.
static BUILT_IN_TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    let templates = BUILT_IN.get_dir("templates").expect("the built-in theme has templates");
    let texts = templates.files().flat_map(|file| {
        let name = file.path().file_name().and_then(|name| name.to_str());
        let (name, text) = (name.unwrap_or_default(), file.contents_utf8().unwrap_or_default());
        [(name.to_owned(), text), (format!("{DEFAULT}/{name}"), text)]
    });
    tera.register_filter("fill", words::fill);
    if let Err(error) = tera.add_raw_templates(texts) {
        // Can't happen in a binary whose tests ran; its own words name the line.
        panic!("the built-in theme: {error}");
    }
    tera
});

/// The name of the built-in theme.
const DEFAULT: &str = "default";

/// The folder of the theme that `book.toml` names.
pub(super) fn folder(book: &Document<BookFile>) -> String {
    let name = book.value.output.html.theme.as_ref();
    format!("themes/{}/", name.map_or(DEFAULT, |name| name.get_ref()))
}

/// Language files of the built-in theme: tag and text.
pub(super) fn built_in_languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = BUILT_IN.get_dir("languages").into_iter().flat_map(Dir::files);
    files.filter_map(|file| {
        let tag = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
        Some((tag, file.contents_utf8()?))
    })
}

/// What pages look like.
#[derive(Debug)]
pub(super) struct Theme {
    tera: Tera,
    /// Files of `assets/`, by path.
    assets: BTreeMap<String, Asset>,
    /// Templates of the user's theme.
    own: HashMap<String, FileId>,
    /// Where problems are shown that no file of the user's theme has.
    book: FileId,
}

#[derive(Debug)]
enum Asset {
    BuiltIn(&'static [u8]),
    Own(Content),
}

impl Theme {
    /// The theme that `book.toml` names; `None`, and errors among the diagnostics, if there is
    /// none of that name or its templates can't be read.
    pub(super) fn find(
        sources: &Sources,
        book: &Document<BookFile>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Theme> {
        let name = book.value.output.html.theme.as_ref();
        let folder = folder(book);
        let below = |(id, file): (FileId, &'_ crate::source::SourceFile)| {
            let path = file.path.strip_prefix(&folder)?.to_owned();
            Some((path, (id, file.content.clone())))
        };
        let files: BTreeMap<String, (FileId, Content)> = sources.iter().filter_map(below).collect();
        if let Some(name) = name.filter(|name| files.is_empty() && name.get_ref() != DEFAULT) {
            diagnostics.push(unknown_theme(sources, name.get_ref(), span_of(book.file, name)));
            return None;
        }
        let mut theme = Theme::built_in(book.file);
        for (path, (id, content)) in files {
            if let Some(asset) = path.strip_prefix("assets/") {
                theme.assets.insert(asset.to_owned(), Asset::Own(content));
            } else if let (Some(template), Some(text)) =
                (path.strip_prefix("templates/"), content.text())
            {
                theme.own.insert(template.to_owned(), id);
                if let Err(error) = theme.tera.add_raw_template(template, text) {
                    diagnostics.push(theme.diagnostic(&error, Some(template)));
                }
            }
        }
        (!diagnostics.has_errors()).then_some(theme)
    }

    /// The theme in the binary. Its templates have two names, so that a user's `base.html` can
    /// extend the `default/base.html` whose place it takes.
    fn built_in(book: FileId) -> Theme {
        let tera = BUILT_IN_TEMPLATES.clone();
        let assets = BUILT_IN.get_dir("assets").expect("the built-in theme has assets");
        let assets = assets.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            Some((name.to_owned(), Asset::BuiltIn(file.contents())))
        });
        Theme { tera, assets: assets.collect(), own: HashMap::new(), book }
    }

    /// What every page sees.
    pub(super) fn set_site(&mut self, site: &impl serde::Serialize, words: &Words) {
        let context = self.tera.global_context();
        context.insert("site", site);
        context.insert_value("words", words.for_templates());
    }

    /// Paths of assets below `assets/`.
    pub(super) fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// The bytes of an asset.
    pub(super) fn asset(&self, path: &str) -> Option<&[u8]> {
        Some(match self.assets.get(path)? {
            Asset::BuiltIn(bytes) => bytes,
            Asset::Own(content) => content.bytes(),
        })
    }

    /// A page.
    pub(super) fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| self.diagnostic(&error, Some(template)))
    }

    /// What is wrong, in the theme's file; `template` is where to look if the error doesn't say.
    fn diagnostic(&self, error: &tera::Error, template: Option<&str>) -> Diagnostic {
        let (name, message, range) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (Some(report.filename()), report.message().to_owned(), report.span().range.clone())
            }
            kind => (template, kind.to_string(), 0..0),
        };
        let file = name.and_then(|name| self.own.get(name));
        let place = match file {
            Some(file) => Span::new(*file, range),
            None => Span::top(self.book),
        };
        let (message, help) = parted(&message);
        let message = match (file, name) {
            (None, Some(name)) => format!("{message} (in the built-in `{name}`)"),
            _ => message,
        };
        Diagnostic::error("theme", place, message).maybe_help(help)
    }
}

/// A message of Tera as one of ours: what is wrong, and what would be right.
fn parted(message: &str) -> (String, Option<String>) {
    let (what, help) = match message.split_once(". ") {
        Some((what, help)) => (what, Some(help.trim_end_matches('.'))),
        None => (message.trim_end_matches('.'), None),
    };
    let mut letters = what.chars();
    let what = letters.next().map(|first| first.to_lowercase().chain(letters).collect());
    (what.unwrap_or_default(), help.map(str::to_owned))
}

fn unknown_theme(sources: &Sources, name: &str, span: Span) -> Diagnostic {
    let themes = sources.iter().filter_map(|(_, file)| file.path.strip_prefix("themes/"));
    let mut names: Vec<&str> =
        themes.filter_map(|path| path.split_once('/')).map(|(name, _)| name).collect();
    names.push(DEFAULT);
    names.dedup();
    Diagnostic::error("unknown-theme", span, format!("there is no theme `{name}`")).maybe_help(
        did_you_mean(name, names).or_else(|| Some(format!("put its files in `themes/{name}/`"))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn theme(name: &str, files: &[(&str, &str)]) -> (Sources, Option<Theme>, Diagnostics) {
        let book = format!("[book]\ntitle = \"T\"\n[output.html]\ntheme = \"{name}\"\n");
        let mut all = vec![("book.toml", book.as_str())];
        all.extend(files);
        let sources = Sources::from_texts(all);
        let mut diagnostics = Diagnostics::default();
        let book = parse::book(&sources, &mut diagnostics).unwrap();
        let theme = Theme::find(&sources, &book, &mut diagnostics);
        (sources, theme, diagnostics)
    }

    #[test]
    fn a_user_can_extend_the_template_it_replaces() {
        let over = "{% extends \"default/base.html\" %}{% block main %}mine{% endblock %}";
        let files = [("themes/own/templates/base.html", over), ("themes/own/assets/x.css", "x")];
        let (_, theme, diagnostics) = theme("own", &files);
        let theme = theme.unwrap();
        assert!(diagnostics.is_empty());
        assert_eq!(theme.asset("x.css"), Some(&b"x"[..]));
        assert!(theme.asset("rungs.css").is_some());
    }

    #[test]
    fn a_broken_template_is_shown_where_it_is_broken() {
        let files = [("themes/own/templates/level.html", "<p>\n  {% if x %}\n{{ y }}")];
        let (sources, theme, diagnostics) = theme("own", &files);
        assert!(theme.is_none());
        let all = diagnostics.sorted();
        assert_eq!(&*sources.file(all[0].span.file).path, "themes/own/templates/level.html");
        assert_eq!(all[0].code, "theme");
    }

    #[test]
    fn a_wrong_variable_is_shown_where_it_stands() {
        let (sources, theme, _) =
            theme("own", &[("themes/own/templates/map.html", "<p>\n  {{ a.titel }}")]);
        let mut context = Context::new();
        context.insert("a", &std::collections::BTreeMap::from([("title", 1)]));
        let error = theme.unwrap().render("map.html", &context).unwrap_err();
        let place = sources.position(error.span);
        assert_eq!((place.line, place.column), (2, 8), "{error:?}");
        assert!(error.help.as_ref().unwrap().contains("title"), "{error:?}");
    }

    #[test]
    fn an_unknown_theme_is_not_the_default_one() {
        let (_, theme, diagnostics) = theme("onw", &[("themes/own/assets/x.css", "x")]);
        assert!(theme.is_none());
        let all = diagnostics.sorted();
        assert_eq!(all[0].help.as_deref(), Some("did you mean `own`?"));
    }
}
