//! The whole flow; nothing else decides to stop.

use std::sync::Arc;

use crate::check::{self, Overrides, Settings};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::model::{self, Edition, Framework};
use crate::parse::{self, BookFile, Document, Documents, Readers, Texts};
use crate::render::{self, Site};
use crate::source::{FileId, Sources, Span};

/// What earlier runs have worked out, so that an edit costs what it changes.
///
/// It only ever answers for the very same input: a warm run gives what a cold one gives, and a
/// test holds that against random edits. The default forgets everything: a build runs once.
#[derive(Default)]
pub struct Memory {
    parse: parse::Memory,
    model: model::Memory,
    /// The same, of what an edition has that leaves something out.
    edition: (parse::Memory, model::Memory),
}

impl Memory {
    /// A memory that keeps what it sees, for a process that runs the flow again and again.
    #[must_use]
    pub fn keeping() -> Memory {
        let both = || (parse::Memory::keeping(), model::Memory::keeping());
        let ((parse, model), edition) = (both(), both());
        Memory { parse, model, edition }
    }
}

/// Content in, checked framework out, for `check`, `diff` and exports. `None` if there is no
/// framework to speak of; errors among the diagnostics mean that parts of it are missing.
pub fn framework(
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    let options = Options { edition: Edition::panel(), ..Options::default() };
    let Sound { framework, .. } = checked(sources, &options, memory, diagnostics)?;
    Some(framework)
}

fn checked(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Sound> {
    let sound = sound(sources, options, memory, diagnostics)?;
    check::advice(&sound.framework, sources, &sound.settings, sound.is_whole, diagnostics);
    Some(sound)
}

/// The text of a `check-baseline.toml` that holds every problem that can be left out. `None` if the
/// content has errors of another kind, which are among the diagnostics.
pub fn baseline(
    sources: &Sources,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let overrides = Overrides { ignore_baseline: true, ..overrides.clone() };
    let options = Options { edition: Edition::panel(), overrides, ..Options::default() };
    let mut found = Diagnostics::default();
    let sound = sound(sources, &options, &mut Memory::default(), &mut found)?;
    let is_settable = |code: &str| Settings::settable(code).is_ok();
    diagnostics.extend(found.into_iter().filter(|one| !is_settable(one.code)));
    let Sound { framework, settings, .. } = sound;
    (!diagnostics.has_errors()).then(|| check::new_baseline(&framework, sources, &settings))
}

/// Content in, site out, for `build` and `check`. No IO: equal `sources` give equal bytes. `None`
/// if anything is an error.
pub fn site(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let sound = checked(sources, options, memory, diagnostics)?;
    rendered(sound.framework, sound.documents, sources, options, memory, diagnostics)
}

/// The same for `serve`, which needn't wait for warnings: the same site, every error, and the rest
/// to be asked for.
pub fn site_and_advice(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> (Option<Site>, Option<Advice>) {
    let Some(sound) = sound(sources, options, memory, diagnostics) else {
        return (None, None);
    };
    let Sound { framework, settings, is_whole, documents } = sound;
    let site = rendered(framework.clone(), documents, sources, options, memory, diagnostics);
    (site, Some(Advice { framework, settings, is_whole, sources: sources.clone() }))
}

/// What there is to say of content beside its errors, before anybody has looked for it.
pub struct Advice {
    framework: Framework,
    settings: Settings,
    is_whole: bool,
    sources: Sources,
}

impl Advice {
    /// Looks for it, and adds it.
    pub fn give(self, diagnostics: &mut Diagnostics) {
        let Advice { framework, settings, is_whole, sources } = self;
        check::advice(&framework, &sources, &settings, is_whole, diagnostics);
    }
}

/// A framework, as everybody may read it, and all that is needed to check it.
struct Sound {
    framework: Framework,
    settings: Settings,
    /// Whether nothing is missing from it because of an error.
    is_whole: bool,
    /// What it is made of, for an edition that leaves something out.
    documents: Documents,
}

/// Content in, framework out with every error among the diagnostics.
fn sound(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Sound> {
    let book = parse::book(sources, diagnostics);
    let readers = Readers::default();
    let mut documents =
        parse::documents(sources, book.as_ref(), &readers, &mut memory.parse, diagnostics);
    let allows = std::mem::take(&mut documents.allows);
    let settings = Settings::new(sources, book.as_ref(), allows, &options.overrides, diagnostics);
    let is_all = options.edition.audiences.is_all();
    let kept = if is_all { Documents::default() } else { documents.clone() };
    let framework = model::assemble(documents, &mut memory.model, diagnostics)?;
    let is_whole = !diagnostics.has_errors();
    check::errors(&framework, sources, &settings, diagnostics);
    Some(Sound { framework, settings, is_whole, documents: kept })
}

fn rendered(
    framework: Framework,
    documents: Documents,
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let mut book = parse::book(sources, &mut Diagnostics::default())?;
    if diagnostics.has_errors() {
        return None;
    }
    let edition = &options.edition;
    let (framework, texts) = match edition.audiences.is_all() {
        true => (framework, Texts::default()),
        false => {
            drop(framework);
            let Some(carried) = carried(sources, &book, &documents, edition, memory) else {
                diagnostics.push(nothing_for(edition, book.file));
                return None;
            };
            carried
        }
    };
    let (own, output) = (&mut book.value.book, &mut book.value.output);
    if let Some(title) = &edition.title {
        own.title.clone_from(title);
    }
    if let Some(description) = &edition.description {
        own.description.clone_from(description);
    }
    if let Some(url) = &options.site_url {
        output.html.site_url = Some(parse::Text::new(0..0, url.clone()));
    }
    render::site(sources, book, framework, edition, &texts, diagnostics)
}

/// The framework as an edition's readers may know it, and what the content says to whom. `all` has
/// no errors; references to what is left out are nobody's business.
fn carried(
    sources: &Sources,
    book: &Document<BookFile>,
    all: &Documents,
    edition: &Edition,
    memory: &mut Memory,
) -> Option<(Framework, Texts)> {
    let mut unsaid = Diagnostics::default();
    let audiences = edition.audiences;
    let declared = parse::declared(sources, book, audiences)?;
    let gone = Arc::new(model::gone(all, &declared.value, audiences));
    let readers = Readers { audiences, gone: gone.clone() };
    let (parse, model) = &mut memory.edition;
    let carried = parse::documents(sources, Some(book), &readers, parse, &mut unsaid);
    let mut carried: Documents = model::edition(all, carried, &gone);
    if carried.hidden.is_empty() && gone.is_empty() {
        return Some((model::assemble(carried, model, &mut unsaid)?, Texts::default()));
    }
    let mut texts = parse::texts(sources, book, &carried.hidden);
    let unused = texts.only_withheld(sources, book);
    let (hidden, assets) = std::mem::take(&mut carried.assets)
        .into_iter()
        .partition(|(path, _)| unused.contains(path));
    carried.assets = assets;
    let mut left_out: Vec<(String, FileId)> = hidden;
    left_out.extend(gone.iter().filter_map(|path| Some((path.clone(), all.file_of(path)?))));
    left_out.sort();
    texts.leave_out(left_out, sources, book);
    Some((model::assemble(carried, model, &mut unsaid)?, texts))
}

fn nothing_for(edition: &Edition, book: FileId) -> Diagnostic {
    let message = format!("there is nothing for the readers of the edition `{}`", edition.name);
    Diagnostic::error("empty-edition", Span::top(book), message)
        .help("take `audience` away at the head of framework.toml: it is that of everything in it")
}

/// What a site is made of beside the sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who it is for.
    pub edition: Edition,
    /// Where it is published, in place of what `book.toml` says: as [`parse::site_url`] gives it.
    pub site_url: Option<String>,
    /// What is said of rules in place of `book.toml`.
    pub overrides: Overrides,
}

/// The edition of a name; `None`, and an error among the diagnostics, if there is none.
///
/// Of a `book.toml` that can't be read nobody knows which there are: then it is whichever, since
/// there is no site.
pub fn edition(sources: &Sources, name: &str, diagnostics: &mut Diagnostics) -> Option<Edition> {
    let Some(book) = parse::book(sources, &mut Diagnostics::default()) else {
        return Some(Edition::default());
    };
    let mut all = Edition::all(&book.value);
    let found = all.iter().position(|one| one.name == name).map(|at| all.swap_remove(at));
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        let message = format!("there is no edition `{name}`");
        let near = nearest(name, known.iter().copied()).map(|one| format!("`{one}`? There are "));
        let help = format!(
            "{}`{}`; `[edition.{name}]` in book.toml would declare it",
            near.map_or("there are ".to_owned(), |near| format!("did you mean {near}")),
            known.join("`, `"),
        );
        diagnostics
            .push(Diagnostic::error("unknown-edition", Span::top(book.file), message).help(help));
    }
    found
}

/// Files and folders below the one of `book.toml` that a framework is read from.
#[must_use]
pub fn folders(sources: &Sources) -> Vec<String> {
    let book = parse::book(sources, &mut Diagnostics::default());
    let content = parse::content_folder(book.as_ref());
    ["book.toml", parse::BASELINE, "themes"].into_iter().chain(content).map(str::to_owned).collect()
}
