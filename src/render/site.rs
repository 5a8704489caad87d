use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::address::Addresses;
use super::alone::{self, Alone};
use super::comparable;
use super::context;
use super::glossary::Glossary;
use super::leak::Guard;
use super::search;
use super::theme::Theme;
use super::url;
use super::words::Words;
use crate::derive::{self, Matches, Steps};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Audience, BehaviourId, Edition, Framework, Level, Role};
use crate::parse::{Book, BookFile, Document, Html as Output, MostTable, Texts};
use crate::record::{self, Digest};
use crate::source::{FileId, Sources};

/// Every path of the site, and a pure function from path to bytes.
///
/// Nothing is rendered before somebody asks for it, and nothing is kept afterwards but which
/// behaviours of a role's levels are the same: nine of its fifteen pages ask that.
#[derive(Debug)]
pub struct Site {
    pub(super) framework: Framework,
    edition: Edition,
    /// What looks for texts that the edition leaves out; none if it leaves out nothing.
    guard: Option<Guard>,
    pub(super) sources: Sources,
    pub(super) book: Book,
    pub(super) output: Output,
    pub(super) book_file: FileId,
    /// From how many on rules call something many.
    pub(super) most: MostTable,
    pub(super) addresses: Addresses,
    pub(super) glossary: Glossary,
    pub(super) theme: Theme,
    pub(super) words: Words,
    paths: Vec<Arc<str>>,
    pages: HashMap<Arc<str>, Page, FixedState>,
    matches: Vec<OnceLock<Matches>>,
    replaced: OnceLock<HashSet<BehaviourId>>,
    digest: OnceLock<Digest>,
    scorecard_alone: OnceLock<Alone>,
    /// Titles that more than one role has.
    shared_titles: HashSet<String>,
}

/// What stands at a path: its bytes in order, made as they are asked for. Most pages are one part.
pub type Parts<'s> = Box<dyn Iterator<Item = Vec<u8>> + 's>;

/// A stylesheet of the theme that no page links: it is for a file that holds many of them.
pub(super) const SINGLE_STYLE: &str = "single.css";

/// A page, by the places of what it shows in the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Home,
    Map,
    /// The map of a family, in a framework of many roles.
    FamilyMap(usize),
    Skills,
    Glossary,
    NotFound,
    /// Any two levels, in the browser.
    Compare,
    /// What it reads of a role.
    Comparable(usize),
    /// Where a panel reads its scorecards together.
    Debrief,
    /// The form of the records that it saves.
    DebriefSchema,
    /// `search.html`
    Search,
    /// The script of everything with a name.
    SearchNames,
    /// A script of lines.
    SearchLines(usize),
    /// `framework.json`
    Data,
    /// `framework.schema.json`: its form.
    DataSchema,
    /// `scorecard.schema.json`: the form of the files that scorecards are saved in.
    Schema,
    /// `sitemap.xml`
    Sitemap,
    /// A role.
    Role(usize),
    /// A level of a role.
    Level(usize, usize),
    /// A level's scorecard, for one interview or for all of them.
    Scorecard(usize, usize, Option<usize>),
    /// The interviews of a role, for who plans them.
    Interviews(usize),
    /// The same for candidates.
    Candidates(usize),
    /// From one level of a role to another.
    Up(usize, usize, usize),
    /// From a level of a role to one of another role.
    Across(usize, usize, usize, usize),
    /// A handbook page.
    Handbook(usize),
    /// A file of the content.
    Copied(usize),
    /// A file of the theme.
    Asset,
}

impl Page {
    /// Whether every site has the same: nothing of a framework is in it, and so nothing can get out.
    fn is_constant(self) -> bool {
        matches!(self, Page::DataSchema | Page::Schema | Page::DebriefSchema)
    }
}

/// The site of a framework, for the readers of an edition; renders nothing yet. `None`, and errors
/// among the diagnostics, if its theme is broken or two pages would have one path.
pub fn site(
    sources: &Sources,
    book: Document<BookFile>,
    framework: Framework,
    edition: &Edition,
    texts: &Texts,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let theme = Theme::find(sources, &book, diagnostics)?;
    let words = Words::find(theme.languages(), &book, diagnostics)?;
    let matches = framework.roles.iter().map(|_| OnceLock::new()).collect();
    let mut titles = HashSet::new();
    let roles = framework.roles.iter();
    let shared_titles = roles.filter(|role| !titles.insert(&role.title));
    let shared_titles = shared_titles.map(|role| role.title.clone()).collect();
    let mut site = Site {
        shared_titles,
        glossary: Glossary::new(&framework.terms),
        addresses: Addresses::new(&book.value.output.html, texts.withheld.is_empty()),
        framework,
        edition: edition.clone(),
        guard: None,
        sources: sources.clone(),
        book: book.value.book,
        output: book.value.output.html,
        book_file: book.file,
        most: book.value.check.most,
        theme,
        words,
        paths: Vec::new(),
        pages: HashMap::default(),
        matches,
        replaced: OnceLock::new(),
        digest: OnceLock::new(),
        scorecard_alone: OnceLock::new(),
    };
    // On many disks, names that differ by letter case only are one file.
    let mut seen: HashSet<Arc<str>> = HashSet::new();
    site.guard = (!texts.withheld.is_empty() || !texts.gone.is_empty())
        .then(|| Guard::new(&edition.name, texts, sources, &site.said()))
        .flatten();
    let facts = context::SiteFacts::new(&site);
    site.theme.set_site(&facts, &site.words);
    for (path, page) in pages(&site) {
        let path: Arc<str> = path.into();
        let has_capitals = path.chars().any(char::is_uppercase);
        let folded = if has_capitals { path.to_lowercase().into() } else { path.clone() };
        if !seen.insert(folded) {
            diagnostics.push(same_path(&site, &path, page));
        }
        site.pages.insert(path.clone(), page);
        site.paths.push(path);
    }
    (!diagnostics.has_errors()).then_some(site)
}

/// Every page and its path; those of a role follow each other.
fn pages(site: &Site) -> Vec<(String, Page)> {
    let framework = &site.framework;
    let mut pages: Vec<(String, Page)> = vec![
        ("index.html".into(), Page::Home),
        ("map.html".into(), Page::Map),
        ("skills.html".into(), Page::Skills),
        ("404.html".into(), Page::NotFound),
        ("compare.html".into(), Page::Compare),
        ("search.html".into(), Page::Search),
        (search::NAMES.into(), Page::SearchNames),
        ("framework.json".into(), Page::Data),
        ("framework.schema.json".into(), Page::DataSchema),
        ("scorecard.schema.json".into(), Page::Schema),
    ];
    // A sitemap of pages that ask not to be found would contradict them.
    if site.is_public() && site.addresses.published("index.html").is_some() {
        pages.push(("sitemap.xml".into(), Page::Sitemap));
    }
    if context::has_family_maps(site) {
        let used: HashSet<_> = framework.roles.iter().map(|role| &role.family.id).collect();
        let families = framework.families.iter().enumerate();
        let families = families.filter(|(_, family)| used.contains(&family.id));
        pages.extend(families.map(|(at, one)| (context::map_path(one), Page::FamilyMap(at))));
    }
    if !framework.terms.is_empty() {
        pages.push(("glossary.html".into(), Page::Glossary));
    }
    for (place, page) in framework.pages.iter().enumerate() {
        pages.push((format!("{}.html", page.path), Page::Handbook(place)));
    }
    for (place, asset) in framework.assets.iter().enumerate() {
        pages.push((asset.path.clone(), Page::Copied(place)));
    }
    let is_linked = |path: &&str| *path != SINGLE_STYLE && !alone::stands_in_pages(path);
    let assets = site.theme.assets().filter(is_linked);
    pages.extend(assets.map(|path| (format!("assets/{path}"), Page::Asset)));
    let lines = search::line_paths(framework).into_iter().enumerate();
    pages.extend(lines.map(|(part, path)| (path, Page::SearchLines(part))));
    for (place, role) in framework.roles.iter().enumerate() {
        role_pages(site, place, role, &mut pages);
    }
    if site.has_scorecards() {
        pages.push((context::debrief_path().into(), Page::Debrief));
        pages.push(("debrief.schema.json".into(), Page::DebriefSchema));
    }
    pages
}

fn role_pages(site: &Site, place: usize, role: &Role, out: &mut Vec<(String, Page)>) {
    let framework = &site.framework;
    out.push((format!("roles/{}.html", role.id), Page::Role(place)));
    out.push((comparable::path(role), Page::Comparable(place)));
    if role.interviews.is_some() {
        out.push((context::interviews_path(role), Page::Interviews(place)));
    }
    if role.guide.is_some() {
        out.push((context::candidates_path(role), Page::Candidates(place)));
    }
    let step = |from: usize, to| format!("roles/{}/{}-to-{to}.html", role.id, role.levels[from].id);
    for (at, level) in role.levels.iter().enumerate() {
        out.push((format!("roles/{}/{}.html", role.id, level.id), Page::Level(place, at)));
        if !site.has_scorecards() {
            continue;
        }
        out.push((context::scorecard_path(role, level, None), Page::Scorecard(place, at, None)));
        let stages = role.interviews.as_ref().map(|one| &one.stages[..]).unwrap_or_default();
        for (number, stage) in stages.iter().enumerate() {
            let path = context::scorecard_path(role, level, Some(stage));
            out.push((path, Page::Scorecard(place, at, Some(number))));
        }
    }
    let steps = Steps::of(framework, role);
    for (from, to) in steps.up {
        out.push((step(from, &role.levels[to].id), Page::Up(place, from, to)));
    }
    for (own, other, level) in steps.across {
        let Some(at) = framework.place(&other) else { continue };
        let to = &framework.roles[at].levels[level].id;
        out.push((step(own, to), Page::Across(place, own, at, level)));
    }
}

fn same_path(site: &Site, path: &str, page: Page) -> Diagnostic {
    let span = match page {
        Page::Level(role, at) | Page::Scorecard(role, at, _) | Page::Up(role, at, _) => {
            site.framework.roles[role].levels[at].span
        }
        Page::Handbook(place) => site.framework.pages[place].body.span,
        Page::Copied(place) => crate::source::Span::top(site.framework.assets[place].file),
        _ => crate::source::Span::top(site.book_file),
    };
    Diagnostic::error("same-path", span, format!("two pages of the site would be `{path}`"))
        .help("rename one of the two")
}

impl Site {
    /// Every path of the site, e.g. `roles/security-engineer/ic3.html`, each once. Pages of one
    /// role follow each other.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|path| &**path)
    }

    /// Every path, and what stands there.
    #[cfg(feature = "single-file")]
    pub(super) fn pages(&self) -> impl Iterator<Item = (&str, Page)> {
        self.paths.iter().filter_map(|path| Some((&**path, *self.pages.get(path)?)))
    }

    /// Who the site is for: the narrowest audience whose items it has.
    #[cfg(feature = "single-file")]
    pub(super) fn audience(&self) -> &'static str {
        self.edition.audiences.narrowest().word()
    }

    /// Whether the site is for everybody, search engines too.
    pub(super) fn is_public(&self) -> bool {
        self.edition.is_public()
    }

    /// Whether it has scorecards and what belongs to them: candidates must never see those, though
    /// they are made of levels that everybody may read.
    pub(super) fn has_scorecards(&self) -> bool {
        self.edition.audiences.carry(Audience::Panel)
    }

    /// Whether the site has a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }

    /// What stands at a path, as a whole; `None` if the site has no such path.
    ///
    /// # Errors
    /// A template of a theme that can't be rendered.
    pub fn bytes(&self, path: &str) -> Option<Result<Vec<u8>, Diagnostic>> {
        Some(self.parts(path)?.map(|mut parts| {
            let first = parts.next().unwrap_or_default();
            parts.fold(first, |mut whole, part| {
                whole.extend(part);
                whole
            })
        }))
    }

    /// What stands at a path, in parts: who only passes them on never has a large file in memory.
    ///
    /// # Errors
    /// As [`Site::bytes`].
    pub fn parts(&self, path: &str) -> Option<Result<Parts<'_>, Diagnostic>> {
        let parts = self.made(path)?;
        let is_constant = self.pages.get(path).is_some_and(|page| page.is_constant());
        let Some(guard) = self.guard.as_ref().filter(|_| !is_constant) else { return Some(parts) };
        Some(parts.and_then(|mut parts| {
            let first = parts.next().unwrap_or_default();
            let mut leak = guard.check(path, &first);
            let mut is_whole = true;
            for part in parts {
                is_whole = false;
                leak = leak.or_else(|| guard.check(path, &part));
            }
            match leak {
                Some(leak) => Err(leak),
                None if is_whole => Ok(one(first)),
                // What comes in parts is made once more: nobody has all of it in memory.
                None => self.made(path).unwrap_or_else(|| Ok(one(Vec::new()))),
            }
        }))
    }

    /// What is wrong with bytes that are made of the site's own, if anything is.
    #[must_use]
    pub fn leak(&self, name: &str, bytes: &[u8]) -> Option<Diagnostic> {
        self.guard.as_ref()?.check(name, bytes)
    }

    /// The framework, as readers of the edition may know it.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// What `book.toml` says: it is for every edition.
    pub(super) fn said(&self) -> Vec<&str> {
        let (book, output) = (&self.book, &self.output);
        let addresses = [&output.site_url, &output.git_repository_url, &output.edit_url_template];
        let addresses = addresses.into_iter().chain([&output.ask_url_template]).flatten();
        let texts = [&book.title, &book.description].into_iter().chain(&book.version);
        let texts = texts.chain(&book.authors).chain(addresses.map(|one| one.get_ref()));
        texts.map(String::as_str).collect()
    }

    /// What stands at a path, before anybody has looked at it.
    fn made(&self, path: &str) -> Option<Result<Parts<'_>, Diagnostic>> {
        let page = *self.pages.get(path)?;
        let (template, context) = match page {
            Page::Home => ("home.html", context::home(self, path)),
            Page::Map => ("map.html", context::map(self, path)),
            Page::FamilyMap(place) => ("map.html", context::family_map(self, path, place)),
            Page::Skills => ("skills.html", context::skills(self, path)),
            Page::Glossary => ("glossary.html", context::glossary(self, path)),
            Page::NotFound => ("404.html", context::not_found(self, path)),
            Page::Search => ("search.html", context::search(self, path)),
            Page::SearchNames => return Some(Ok(one(search::names(self)))),
            Page::SearchLines(part) => return Some(Ok(one(search::lines(self, part)))),
            Page::Role(role) => ("role.html", context::role(self, path, role)),
            Page::Level(role, at) => ("level.html", context::level(self, path, role, at)),
            Page::Scorecard(role, at, stage) => {
                ("scorecard.html", context::scorecard(self, path, (role, at), stage))
            }
            Page::Interviews(role) => ("interviews.html", context::interviews(self, path, role)?),
            Page::Candidates(role) => ("candidates.html", context::candidates(self, path, role)?),
            Page::Up(role, from, to) => ("step.html", context::up(self, path, role, from, to)),
            Page::Across(role, from, other, to) => {
                ("step.html", context::across(self, path, (role, from), (other, to)))
            }
            Page::Handbook(place) => ("handbook.html", context::handbook(self, path, place)),
            Page::Debrief => ("debrief.html", context::debrief(self, path)),
            Page::Compare => ("compare.html", context::compare(self, path)),
            Page::Comparable(role) => {
                let script = comparable::script(self, &self.framework.roles[role]);
                return Some(Ok(one(script)));
            }
            Page::Sitemap => return Some(Ok(one(super::sitemap::sitemap(self)))),
            Page::Schema => return Some(Ok(one(pretty(&record::schema())))),
            Page::DebriefSchema => return Some(Ok(one(pretty(&record::debrief::schema())))),
            Page::DataSchema => return Some(Ok(one(pretty(&super::json::schema())))),
            Page::Data => return Some(Ok(Box::new(super::json::framework(self)))),
            Page::Copied(place) => {
                let file = self.framework.assets[place].file;
                return Some(Ok(one(self.sources.file(file).content.bytes().to_vec())));
            }
            Page::Asset => {
                let asset = self.theme.asset(path.strip_prefix("assets/")?)?;
                return Some(Ok(one(alone::unmarked(path, asset))));
            }
        };
        Some(self.theme.render(template, &context).map(|page| one(page.into_bytes())))
    }

    /// The site's path on its host, e.g. `/careers/`, if it is known where it is published.
    pub(super) fn base(&self) -> Option<String> {
        Some(url::path_of(self.output.site_url.as_ref()?.get_ref()).to_owned())
    }

    /// A role's title; with its id, if another role has the same.
    pub(super) fn role_title(&self, role: &Role) -> String {
        match self.shared_titles.contains(&role.title) {
            true => format!("{} ({})", role.title, role.id),
            false => role.title.clone(),
        }
    }

    /// A level as no other page is called: `IC3 Security Engineer`.
    pub(super) fn level_title(&self, role: &Role, level: &Level) -> String {
        format!("{} {}", level.name, self.role_title(role))
    }

    /// Ids that a behaviour of the framework has replaced; gathered when first asked.
    pub(super) fn replaced(&self) -> &HashSet<BehaviourId> {
        self.replaced.get_or_init(|| derive::replaced(&self.framework))
    }

    /// What stands in every scorecard; put together when first asked.
    pub(super) fn scorecard_alone(&self) -> &Alone {
        self.scorecard_alone.get_or_init(|| {
            let foot = self.words.scorecard.digest.fill(&[("digest", self.short_digest())]);
            Alone::new(&self.theme, &alone::SCORECARD, Some(&foot))
        })
    }

    /// The digest of the site's `framework.json`: of what its readers may know, and nothing else;
    /// anybody can compare it. Worked out when first asked.
    pub(super) fn digest(&self) -> &Digest {
        self.digest.get_or_init(|| Digest::of(super::json::framework(self)))
    }

    /// As much of the digest as people compare.
    pub(super) fn short_digest(&self) -> &str {
        &self.digest().digits()[..12]
    }

    /// Which behaviours of a role's neighbouring levels are the same; worked out when first asked.
    pub(super) fn matches(&self, role: usize) -> &Matches {
        self.matches[role].get_or_init(|| Matches::new(&self.framework.roles[role]))
    }
}

fn pretty(schema: &serde_json::Value) -> Vec<u8> {
    format!("{schema:#}\n").into_bytes()
}

fn one<'s>(part: Vec<u8>) -> Parts<'s> {
    Box::new(std::iter::once(part))
}
