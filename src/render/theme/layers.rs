//! Which files a theme is made of: its own, its base's, and at the bottom the built-in theme's.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{self, BookFile, Document, ThemeFile, span_of};
use crate::source::{Content, FileId, SourceFile, Sources, Span};

/// The name of the theme that is below every other.
pub(super) const DEFAULT: &str = "default";

/// The themes in the binary.
static BUILT_IN: [(&str, Dir<'_>); 2] = [
    (DEFAULT, include_dir!("$CARGO_MANIFEST_DIR/themes/default")),
    ("ledger", include_dir!("$CARGO_MANIFEST_DIR/themes/ledger")),
];

/// One theme's files.
#[derive(Debug)]
pub(super) struct Layer {
    /// The folder's name.
    pub(super) name: String,
    /// By their path in the folder.
    pub(super) files: BTreeMap<String, File>,
    /// What its `theme.toml` says.
    pub(super) settings: Document<ThemeFile>,
    /// Whether it is the user's, so that its places can be shown.
    pub(super) is_own: bool,
}

/// A file of a theme.
#[derive(Debug, Clone)]
pub(super) enum File {
    /// In the binary.
    BuiltIn(&'static [u8]),
    /// Among the sources.
    Own(FileId, Content),
}

impl File {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            File::BuiltIn(bytes) => bytes,
            File::Own(_, content) => content.bytes(),
        }
    }

    /// `None` if it isn't text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            File::BuiltIn(bytes) => std::str::from_utf8(bytes).ok(),
            File::Own(_, content) => content.text(),
        }
    }

    /// The file, if it is the user's.
    pub(super) fn id(&self) -> Option<FileId> {
        match self {
            File::BuiltIn(_) => None,
            File::Own(id, _) => Some(*id),
        }
    }
}

/// The layers of the theme that `book.toml` names, the built-in one first. What is wrong with
/// them is among the diagnostics; `None` if a theme or its base isn't there.
pub(super) fn find(
    sources: &Sources,
    book: &Document<BookFile>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Layer>> {
    let asked = book.value.output.html.theme.as_ref();
    let mut name = asked.map_or(DEFAULT, |name| name.get_ref()).to_owned();
    let mut span = asked.map_or(Span::top(book.file), |name| span_of(book.file, name));
    let mut layers: Vec<Layer> = Vec::new();
    loop {
        if layers.iter().any(|layer| layer.name == name) {
            diagnostics.push(base_of_itself(&name, span));
            return None;
        }
        let own = own(sources, book.file, &name, diagnostics);
        let built_in = built_in(book.file, &name);
        if own.is_none() && built_in.is_none() {
            diagnostics.push(unknown(sources, &name, span));
            return None;
        }
        // A folder with the name of a theme in the binary lies over that theme, unless it says
        // what it lies over.
        let stated = own.as_ref().and_then(|own| own.base());
        let built_in = built_in.filter(|_| stated.is_none());
        let next = stated.or_else(|| built_in.as_ref().and_then(Layer::base));
        layers.extend(own);
        layers.extend(built_in);
        match next {
            Some((base, at)) => (name, span) = (base, at),
            None if name == DEFAULT => break,
            None => name = DEFAULT.to_owned(),
        }
    }
    layers.reverse();
    Some(layers)
}

/// Templates of the built-in theme, by name.
pub(super) fn built_in_templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    let [(_, folder), ..] = &BUILT_IN;
    let files = folder.get_dir("templates").into_iter().flat_map(Dir::files);
    files.filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
}

/// Every text of the themes in the binary.
pub(in crate::render) fn built_in_texts() -> impl Iterator<Item = &'static str> {
    let mut open: Vec<&'static Dir<'static>> = BUILT_IN.iter().map(|(_, folder)| folder).collect();
    let mut texts = Vec::new();
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        texts.extend(folder.files().filter_map(|file| file.contents_utf8()));
    }
    texts.into_iter()
}

/// Language files of the built-in theme: tag and text.
pub(in crate::render) fn built_in_languages() -> impl Iterator<Item = (&'static str, &'static str)>
{
    let [(_, folder), ..] = &BUILT_IN;
    let files = folder.get_dir("languages").into_iter().flat_map(Dir::files);
    files.filter_map(|file| {
        let tag = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
        Some((tag, file.contents_utf8()?))
    })
}

impl Layer {
    /// The base that its `theme.toml` names, and where.
    fn base(&self) -> Option<(String, Span)> {
        let base = self.settings.value.base.as_ref()?;
        Some((base.get_ref().clone(), span_of(self.settings.file, base)))
    }
}

fn own(
    sources: &Sources,
    book: FileId,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Layer> {
    let folder = format!("themes/{name}/");
    let below = |(id, file): (FileId, &SourceFile)| {
        let path = file.path.strip_prefix(&folder)?.to_owned();
        Some((path, File::Own(id, file.content.clone())))
    };
    let files: BTreeMap<String, File> = sources.iter().filter_map(below).collect();
    if files.is_empty() {
        return None;
    }
    for (path, file) in &files {
        diagnostics.extend(file.id().and_then(|id| misplaced(id, path)));
    }
    let mut settings = Document::new(book, ThemeFile::default());
    if let Some(File::Own(id, content)) = files.get("theme.toml") {
        let read = content.text().and_then(|text| parse::theme(*id, text, diagnostics));
        settings = Document::new(*id, read.unwrap_or_default());
    }
    Some(Layer { name: name.to_owned(), files, settings, is_own: true })
}

fn built_in(book: FileId, name: &str) -> Option<Layer> {
    let (_, folder) = BUILT_IN.iter().find(|(one, _)| *one == name)?;
    let mut files = BTreeMap::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        let named = folder.files().filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            Some((path, File::BuiltIn(file.contents())))
        });
        files.extend(named);
    }
    let mut problems = Diagnostics::default();
    let text = files.get("theme.toml").and_then(File::text).unwrap_or_default();
    let value = parse::theme(book, text, &mut problems).unwrap_or_default();
    // Can't happen in a binary whose tests ran.
    assert!(problems.is_empty(), "the built-in theme {name}: {problems:?}");
    let settings = Document::new(book, value);
    Some(Layer { name: name.to_owned(), files, settings, is_own: false })
}

/// Nothing is skipped in silence but what people put beside anything.
fn misplaced(id: FileId, path: &str) -> Option<Diagnostic> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let is_read = match folder {
        "" => matches!(name, "theme.toml" | "theme.css"),
        "assets" => true,
        "templates" => !name.contains('/') && name.ends_with(".html"),
        "languages" => !name.contains('/') && name.ends_with(".toml"),
        _ => false,
    };
    let is_paper = folder.is_empty() && (name.ends_with(".md") || name.starts_with("LICENSE"));
    if is_read || is_paper {
        return None;
    }
    let help = match folder {
        "" => did_you_mean(name, ["theme.toml", "theme.css"]),
        "templates" => Some("a template is a file `templates/<name>.html`".to_owned()),
        "languages" => Some("a language is a file `languages/<tag>.toml`".to_owned()),
        _ => {
            Some("a theme has theme.toml, theme.css, templates/, languages/ and assets/".to_owned())
        }
    };
    let message = "nothing of a theme is read from here";
    Some(Diagnostic::warning("unknown-file", Span::top(id), message).maybe_help(help))
}

fn base_of_itself(name: &str, span: Span) -> Diagnostic {
    let message = format!("the theme `{name}` would lie over itself");
    Diagnostic::error("theme-cycle", span, message)
        .help(format!("take `base` away, or name another theme than `{name}`"))
}

fn unknown(sources: &Sources, name: &str, span: Span) -> Diagnostic {
    let themes = sources.iter().filter_map(|(_, file)| file.path.strip_prefix("themes/"));
    let mut names: Vec<&str> =
        themes.filter_map(|path| path.split_once('/')).map(|(name, _)| name).collect();
    names.extend(BUILT_IN.iter().map(|(name, _)| *name));
    names.sort_unstable();
    names.dedup();
    Diagnostic::error("unknown-theme", span, format!("there is no theme `{name}`")).maybe_help(
        did_you_mean(name, names).or_else(|| Some(format!("put its files in `themes/{name}/`"))),
    )
}
