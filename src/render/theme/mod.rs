//! Templates and assets: the built-in theme, and what is laid over it.

mod brand;
mod colour;
mod contrast;
mod layers;
mod palette;
mod stylesheet;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use tera::{Context, ErrorKind, Tera};

use self::brand::Brand;
use self::layers::{File, Layer};
use super::context::{Icon, Logo};
use super::words::{self, Words};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::parse::{BookFile, Document};
use crate::source::{Content, FileId, Sources, Span};

/// The asset that is made and not written.
const STYLESHEET: &str = "theme.css";

/// Templates of the built-in theme, read once: a server makes a site at every save.
static BUILT_IN: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    let texts = layers::built_in_templates().flat_map(|(name, text)| {
        [(name.to_owned(), text), (format!("{}/{name}", layers::DEFAULT), text)]
    });
    tera.register_filter("fill", words::fill);
    if let Err(error) = tera.add_raw_templates(texts) {
        // Can't happen in a binary whose tests ran; its own words name the line.
        panic!("the built-in theme: {error}");
    }
    tera
});

/// Language files of the built-in theme: tag and text.
pub(super) use layers::built_in_languages;
pub(super) use stylesheet::quoted;

/// A language file of the user's theme, or of the user's theme below it.
#[derive(Debug)]
pub(super) struct LanguageFile {
    /// The language that it is for.
    pub(super) tag: String,
    pub(super) file: FileId,
    pub(super) content: Content,
}

/// What pages look like.
#[derive(Debug)]
pub(super) struct Theme {
    tera: Tera,
    /// Files of `assets/`, by path.
    assets: BTreeMap<String, Asset>,
    /// The stylesheet for pages that load no file: no fonts of its own.
    style_alone: String,
    /// Templates of the user's theme.
    own: HashMap<String, FileId>,
    /// The user's, those of the lowest layer first.
    languages: Vec<LanguageFile>,
    brand: Brand,
    /// Where problems are shown that no file of the user's theme has.
    book: FileId,
}

#[derive(Debug)]
enum Asset {
    Written(File),
    Made(String),
}

impl Theme {
    /// The theme that `book.toml` names; `None`, and errors among the diagnostics, if there is
    /// none of that name or it can't be used.
    pub(super) fn find(
        sources: &Sources,
        book: &Document<BookFile>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Theme> {
        let layers = layers::find(sources, book, diagnostics)?;
        let mut theme = Theme {
            tera: BUILT_IN.clone(),
            assets: BTreeMap::new(),
            style_alone: String::new(),
            own: HashMap::new(),
            languages: layers.iter().flat_map(languages).collect(),
            brand: Brand::default(),
            book: book.file,
        };
        theme.lay_assets(&layers, diagnostics);
        let assets: Vec<&str> = theme.assets.keys().map(String::as_str).collect();
        let brand = Brand::of(&layers, &assets, diagnostics);
        contrast::check(&brand.palette, diagnostics);
        let stylesheet = stylesheet::write(&brand.faces, &brand, &book.value.book, &layers);
        theme.assets.insert(STYLESHEET.to_owned(), Asset::Made(stylesheet));
        theme.style_alone = stylesheet::write(&[], &brand, &book.value.book, &layers);
        theme.brand = brand;
        theme.lay_templates(&layers, diagnostics);
        (!diagnostics.has_errors()).then_some(theme)
    }

    fn lay_assets(&mut self, layers: &[Layer], diagnostics: &mut Diagnostics) {
        for (path, file) in layers.iter().flat_map(|layer| &layer.files) {
            let Some(asset) = path.strip_prefix("assets/") else { continue };
            if asset == STYLESHEET {
                let message = "`assets/theme.css` is made from theme.toml and theme.css";
                let span = Span::top(file.id().unwrap_or(self.book));
                diagnostics.push(
                    Diagnostic::error("same-path", span, message)
                        .help("move the file out of `assets/`, beside theme.toml"),
                );
            }
            self.assets.insert(asset.to_owned(), Asset::Written(file.clone()));
        }
    }

    /// A template of a base has two names, so that a `base.html` that takes its place can extend
    /// it: `default/base.html`.
    fn lay_templates(&mut self, layers: &[Layer], diagnostics: &mut Diagnostics) {
        let [_built_in, bases @ .., last] = layers else { return };
        let mut all: BTreeMap<String, &File> = BTreeMap::new();
        for layer in bases {
            for (template, file) in templates(layer) {
                all.insert(template.to_owned(), file);
                all.insert(format!("{}/{template}", layer.name), file);
            }
        }
        all.extend(templates(last).map(|(template, file)| (template.to_owned(), file)));
        let own = all.iter().filter_map(|(template, file)| Some((template.clone(), file.id()?)));
        self.own = own.collect();
        let texts = all.iter().filter_map(|(name, file)| Some((name.as_str(), file.text()?)));
        let Err(error) = self.tera.add_raw_templates(texts.clone()) else { return };
        // Tera stops at the first that isn't a template: each is looked at by itself.
        let broken = texts.filter_map(|text| match Tera::new().add_raw_templates([text]) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Some(error),
            _ => None,
        });
        let broken: Vec<tera::Error> = broken.collect();
        match broken.is_empty() {
            true => diagnostics.push(self.diagnostic(&error, None)),
            false => diagnostics.extend(broken.iter().map(|one| self.diagnostic(one, None))),
        }
    }

    /// What every page sees.
    pub(super) fn set_site(&mut self, site: &impl serde::Serialize, words: &Words) {
        let context = self.tera.global_context();
        context.insert("site", site);
        context.insert_value("words", words.for_templates());
    }

    /// Language files of the user's themes, those of the lowest layer first.
    pub(super) fn languages(&self) -> &[LanguageFile] {
        &self.languages
    }

    /// The picture before the title, if there is one.
    pub(super) fn logo(&self) -> Option<Logo> {
        let logo = self.brand.logo.as_ref()?;
        let path = |file: &str| format!("assets/{file}");
        Some(Logo {
            path: path(&logo.file),
            dark_path: logo.dark.as_deref().map(path),
            alt: logo.alt.clone(),
            width: logo.width,
            height: logo.height,
        })
    }

    /// The icon for the browser's tab.
    pub(super) fn icon(&self) -> Icon {
        let file = self.brand.favicon.as_deref().unwrap_or("icon.svg");
        let kind = match file.rsplit_once('.').map_or("", |(_, end)| end) {
            "png" => "image/png",
            "ico" => "image/x-icon",
            _ => "image/svg+xml",
        };
        Icon { path: format!("assets/{file}"), kind }
    }

    /// Paths of assets below `assets/`.
    pub(super) fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// The bytes of an asset.
    pub(super) fn asset(&self, path: &str) -> Option<&[u8]> {
        Some(match self.assets.get(path)? {
            Asset::Written(file) => file.bytes(),
            Asset::Made(text) => text.as_bytes(),
        })
    }

    /// What [`STYLESHEET`] says, for pages that load no file.
    pub(super) fn style_alone(&self) -> &str {
        &self.style_alone
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
            ErrorKind::MissingParent { current, parent } => {
                (Some(current.as_str()), format!("there is no template `{parent}` to extend"), 0..0)
            }
            kind @ (ErrorKind::CircularExtend { tpl, .. }
            | ErrorKind::CircularInclude { tpl, .. }) => {
                (Some(tpl.as_str()), kind.to_string(), 0..0)
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
        let missing = match error.kind() {
            ErrorKind::MissingParent { parent, .. } => Some(parent),
            _ => None,
        };
        let meant = missing.and_then(|name| nearest(name, self.tera.get_template_names()));
        let help = help.or_else(|| meant.map(|name| format!("did you mean `{name}`?")));
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

/// A layer's templates, by name.
fn templates(layer: &Layer) -> impl Iterator<Item = (&str, &File)> {
    let named = |(path, file)| Some((str::strip_prefix(path, "templates/")?, file));
    layer.files.iter().map(|(path, file)| (path.as_str(), file)).filter_map(named)
}

/// A layer's language files that are the user's.
fn languages(layer: &Layer) -> impl Iterator<Item = LanguageFile> {
    let named = |(path, file): (&String, &File)| {
        let tag = path.strip_prefix("languages/")?.strip_suffix(".toml")?;
        let File::Own(id, content) = file else { return None };
        Some(LanguageFile { tag: tag.to_owned(), file: *id, content: content.clone() })
    };
    layer.files.iter().filter_map(named)
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
    fn every_broken_template_is_shown() {
        let broken = "<p>{{ }}";
        let files = [
            ("themes/own/templates/level.html", broken),
            ("themes/own/templates/role.html", "{% extends \"base.html\" %}"),
            ("themes/own/templates/step.html", broken),
        ];
        let (sources, _, diagnostics) = theme("own", &files);
        let sorted = diagnostics.sorted();
        let told: Vec<&str> = sorted.iter().map(|one| &*sources.file(one.span.file).path).collect();
        assert_eq!(told, ["themes/own/templates/level.html", "themes/own/templates/step.html"]);
    }

    #[test]
    fn a_parent_that_is_not_there_is_shown() {
        let files = [("themes/own/templates/role.html", "{% extends \"bse.html\" %}")];
        let (sources, theme, diagnostics) = theme("own", &files);
        let all = diagnostics.sorted();
        assert!(theme.is_none());
        assert_eq!(&*sources.file(all[0].span.file).path, "themes/own/templates/role.html");
        assert_eq!(all[0].help.as_deref(), Some("did you mean `base.html`?"));
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
