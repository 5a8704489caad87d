//! The whole flow; nothing else decides to stop.

use crate::check::{self, Overrides, Settings};
use crate::diagnostic::Diagnostics;
use crate::model::{self, Audience, Framework};
use crate::parse;
use crate::render::{self, Site};
use crate::source::Sources;

/// What earlier runs have worked out, so that an edit costs what it changes.
///
/// It only ever answers for the very same input: a warm run gives what a cold one gives, and a
/// test holds that against random edits. The default forgets everything: a build runs once.
#[derive(Default)]
pub struct Memory {
    parse: parse::Memory,
    model: model::Memory,
}

impl Memory {
    /// A memory that keeps what it sees, for a process that runs the flow again and again.
    #[must_use]
    pub fn keeping() -> Memory {
        Memory { parse: parse::Memory::keeping(), model: model::Memory::keeping() }
    }
}

/// Content in, checked framework out, for `check`, `diff` and exports. `None` if there is no
/// framework to speak of; errors among the diagnostics mean that parts of it are missing.
pub fn framework(
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    checked(sources, &Overrides::default(), memory, diagnostics)
}

fn checked(
    sources: &Sources,
    overrides: &Overrides,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    let Sound { framework, settings, is_whole } = sound(sources, overrides, memory, diagnostics)?;
    check::advice(&framework, sources, &settings, is_whole, diagnostics);
    Some(framework)
}

/// The text of a `check-baseline.toml` that holds every problem that can be left out. `None` if the
/// content has errors of another kind, which are among the diagnostics.
pub fn baseline(
    sources: &Sources,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let overrides = Overrides { ignore_baseline: true, ..overrides.clone() };
    let mut found = Diagnostics::default();
    let sound = sound(sources, &overrides, &mut Memory::default(), &mut found)?;
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
    let framework = checked(sources, &options.overrides, memory, diagnostics)?;
    rendered(framework, sources, options, diagnostics)
}

/// The same for `serve`, which needn't wait for warnings: the same site, every error, and the rest
/// to be asked for.
pub fn site_and_advice(
    sources: &Sources,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> (Option<Site>, Option<Advice>) {
    let Some(sound) = sound(sources, &options.overrides, memory, diagnostics) else {
        return (None, None);
    };
    let site = rendered(sound.framework.clone(), sources, options, diagnostics);
    (site, Some(Advice { sound, sources: sources.clone() }))
}

/// What there is to say of content beside its errors, before anybody has looked for it.
pub struct Advice {
    sound: Sound,
    sources: Sources,
}

impl Advice {
    /// Looks for it, and adds it.
    pub fn give(self, diagnostics: &mut Diagnostics) {
        let Sound { framework, settings, is_whole } = self.sound;
        check::advice(&framework, &self.sources, &settings, is_whole, diagnostics);
    }
}

/// A framework, and all that is needed to check it.
struct Sound {
    framework: Framework,
    settings: Settings,
    /// Whether nothing is missing from it because of an error.
    is_whole: bool,
}

/// Content in, framework out with every error among the diagnostics.
fn sound(
    sources: &Sources,
    overrides: &Overrides,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Option<Sound> {
    let book = parse::book(sources, diagnostics);
    let mut documents = parse::documents(sources, book.as_ref(), &mut memory.parse, diagnostics);
    let allows = std::mem::take(&mut documents.allows);
    let settings = Settings::new(sources, book.as_ref(), allows, overrides, diagnostics);
    let framework = model::assemble(documents, &mut memory.model, diagnostics)?;
    let is_whole = !diagnostics.has_errors();
    check::errors(&framework, sources, &settings, diagnostics);
    Some(Sound { framework, settings, is_whole })
}

fn rendered(
    framework: Framework,
    sources: &Sources,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let mut book = parse::book(sources, &mut Diagnostics::default())?;
    if diagnostics.has_errors() {
        return None;
    }
    if let Some(url) = &options.site_url {
        book.value.output.html.site_url = Some(parse::Text::new(0..0, url.clone()));
    }
    let framework = model::edition(framework, options.edition);
    render::site(sources, book, framework, options.edition, diagnostics)
}

/// What a site is made of beside the sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who it is for.
    pub edition: Audience,
    /// Where it is published, in place of what `book.toml` says: as [`parse::site_url`] gives it.
    pub site_url: Option<String>,
    /// What is said of rules in place of `book.toml`.
    pub overrides: Overrides,
}

/// Files and folders below the one of `book.toml` that a framework is read from.
#[must_use]
pub fn folders(sources: &Sources) -> Vec<String> {
    let book = parse::book(sources, &mut Diagnostics::default());
    let content = parse::content_folder(book.as_ref());
    ["book.toml", parse::BASELINE, "themes"].into_iter().chain(content).map(str::to_owned).collect()
}
