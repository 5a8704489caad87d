//! What templates see: one struct per page. The fields' documentation is the manual for themes.
//!
//! Every template sees `site` ([`SiteFacts`]), `page` ([`PageFacts`]) and `words`, the words of the
//! interface in the reader's language ([`words`](super::words)), and, beside them, the fields of
//! its own struct. Fields of type [`Html`] are safe to print as they are;
//! an empty one is `none`. URLs lead from the page.

mod blueprint;
mod changes;
mod chart;
mod compare;
mod debrief;
mod handbook;
mod heat;
mod hiring;
mod home;
mod interviews;
mod ladder;
mod level;
mod lines;
mod map;
mod matrix;
mod role;
mod routes;
mod scorecard;
mod search;
#[cfg(feature = "single-file")]
mod single_file;
mod skills;
mod step;
mod strip;

pub use blueprint::*;
pub use chart::*;
pub use compare::*;
pub use debrief::*;
pub use handbook::*;
pub use heat::*;
pub use hiring::*;
pub use home::*;
pub use interviews::*;
pub use ladder::*;
pub use level::*;
pub use map::*;
pub use matrix::*;
pub use role::*;
pub use scorecard::*;
pub use search::*;
#[cfg(feature = "single-file")]
pub use single_file::*;
pub use skills::*;
pub use step::*;
pub use strip::*;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use super::address::Place;
pub use super::alone::Alone;
use super::html::Html;
use super::pen::Pen;
use super::site::Site;
use super::url;
use super::words::{Words, direction};
use crate::derive::matching::plain;
use crate::model::{Family, Level, Page, Prose, Role, Stage};
use crate::source::Span;

/// What all pages have in common: `site`.
#[derive(Debug, Serialize)]
pub struct SiteFacts {
    /// The framework's title.
    pub title: String,
    /// The framework in a sentence; may be empty.
    pub description: String,
    /// A BCP 47 tag, for `lang`.
    pub language: String,
    /// Which way it is written, for `dir`: `rtl`, or `none` for left to right.
    pub direction: Option<&'static str>,
    /// The framework's version, as its authors count.
    pub version: Option<String>,
    /// Stands first in every `<head>`; the block `connections` of base.html adds to it.
    pub content_security_policy: Html,
    /// Whether search engines may list the site: only if it is for everybody.
    pub is_public: bool,
    /// Whether it has scorecards: only if it is for hiring panels.
    pub has_scorecards: bool,
    /// The address of the theme's `assets/social.png`, a picture for cards that other sites draw of
    /// a link; `none` if there is none or nobody said where the site is published.
    pub social_picture: Option<String>,
    /// The company's picture before the title.
    pub logo: Option<Logo>,
    /// The icon of the browser's tab.
    pub icon: Icon,
    /// Whether there is a glossary.
    pub has_glossary: bool,
    /// Path of the first handbook page; `none` if there is none.
    pub handbook: Option<String>,
    /// Whether levels are called in words, such as "Senior engineer", for which boxes that hold IC3
    /// have no room.
    pub has_worded_levels: bool,
}

/// As long as short names of levels are.
const SHORT_NAME: usize = 5;

/// A company's picture before the title: `[logo]` of `theme.toml`.
#[derive(Debug, Clone, Serialize)]
pub struct Logo {
    /// Where it lies, from the site's root.
    pub path: String,
    /// The same for dark pages, if it is another.
    pub dark_path: Option<String>,
    /// What somebody reads who doesn't see it.
    pub alt: String,
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
}

/// The icon of the browser's tab: `favicon` of `theme.toml`.
#[derive(Debug, Clone, Serialize)]
pub struct Icon {
    /// Where it lies, from the site's root.
    pub path: String,
    /// Its type, e.g. `image/svg+xml`.
    pub kind: &'static str,
}

impl SiteFacts {
    pub(super) fn new(site: &Site) -> SiteFacts {
        let Site { book, framework, addresses, theme, .. } = site;
        let social = "social.png";
        let has_social = theme.asset(social).is_some();
        SiteFacts {
            title: book.title.clone(),
            description: book.description.clone(),
            language: book.language.get_ref().clone(),
            direction: Some(direction(book.language.get_ref())).filter(|one| *one == "rtl"),
            version: book.version.clone(),
            content_security_policy: Html::new(super::CONTENT_SECURITY_POLICY),
            is_public: site.is_public(),
            has_scorecards: site.has_scorecards(),
            social_picture: addresses.published(&format!("assets/{social}")).filter(|_| has_social),
            logo: theme.logo(),
            icon: theme.icon(),
            has_glossary: !framework.terms.is_empty(),
            handbook: framework
                .pages
                .first()
                .map(|page| url::relative("index.html", &format!("{}.html", page.path))),
            has_worded_levels: framework
                .roles
                .iter()
                .flat_map(|role| &role.levels)
                .any(|level| level.name.chars().count() > SHORT_NAME),
        }
    }
}

/// What is true of one page: `page`.
#[derive(Debug, Serialize)]
pub struct PageFacts<'s> {
    /// Leads from this page to the site's root, e.g. `../../`; may be empty.
    pub root: String,
    /// The page's path in the site.
    pub path: &'s str,
    /// Its address with its host; `none` if nobody said where the site is published.
    pub canonical: Option<String>,
    /// Its title, unique in the site, as plain text.
    pub title: String,
    /// The page in a sentence, as plain text, or else the framework; may be empty.
    pub description: String,
    /// Which entry of the navigation it belongs to: `roles`, `map`, `compare`, `skills`,
    /// `handbook`, `glossary`, `search` or empty.
    pub section: &'static str,
    /// Where it stands, from the outermost; the page itself is not among them.
    pub crumbs: Vec<Link>,
    /// Where its text can be edited.
    pub edit_url: Option<String>,
    /// Where somebody can ask about it.
    pub ask_url: Option<String>,
    /// Who answers for its text.
    pub owner: Option<String>,
    /// When somebody last read it through.
    pub reviewed: Option<Day>,
    /// Attributes for elements with the words of the page's authors, e.g. ` lang="fr"`; `none` if
    /// they write in the site's language. Lists of lines have them already.
    pub lang: Html,
    /// Attributes for elements with words of the interface, e.g. ` lang="en"`; `none` if the site
    /// and the page's authors speak the interface's language.
    pub words_lang: Html,
    /// Styles and scripts of a page that loads no other file; `none` on all others.
    pub alone: Option<Alone>,
}

/// From how many parts on a page lists them.
const CHOICE: usize = 3;

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// For machines: `2026-09-01`.
    pub iso: String,
    /// For people, in the interface's language: `1 September 2026`.
    pub text: String,
}

impl Day {
    pub(super) fn new(words: &Words, date: Date) -> Day {
        Day { iso: date.to_string(), text: words.day(date) }
    }
}

impl<'s> PageFacts<'s> {
    /// The facts of a page without source, owner and place.
    pub(super) fn new(pen: &Pen<'s>, section: &'static str, title: impl Into<String>) -> Self {
        PageFacts {
            root: url::root(pen.path),
            path: pen.path,
            title: title.into(),
            canonical: pen.site.addresses.published(pen.path),
            description: pen.site.book.description.clone(),
            section,
            crumbs: Vec::new(),
            edit_url: None,
            ask_url: None,
            owner: None,
            reviewed: None,
            lang: pen.lang.clone(),
            words_lang: pen.words_lang.clone(),
            alone: None,
        }
    }

    /// A page with its styles and scripts in it.
    pub(super) fn alone(mut self, alone: &Alone) -> Self {
        self.alone = Some(alone.clone());
        self
    }

    pub(super) fn described(mut self, text: Option<&Prose>) -> Self {
        if let Some(text) = text {
            self.description = sentence(&text.markdown);
        }
        self
    }

    /// Where the page's text is written, and the role and level that it is about.
    pub(super) fn source(
        mut self,
        site: &Site,
        span: Span,
        role: Option<&Role>,
        level: Option<&Level>,
    ) -> Self {
        let place = Place {
            page: self.path,
            title: &self.title,
            span,
            role: role.map_or("", |role| role.id.as_str()),
            level: level.map_or("", |level| level.id.as_str()),
            id: "",
        };
        let edit_url = site.addresses.edit(&site.sources, place);
        self.ask_url = site.addresses.ask(&site.sources, place);
        self.edit_url = edit_url;
        self
    }

    /// A page of a role: its owner is the role's, and it stands below it.
    pub(super) fn of_role(mut self, pen: &Pen<'s>, role: &Role, is_below: bool) -> Self {
        self.owner = role.owner.clone();
        self.reviewed = role.reviewed.map(|date| Day::new(&pen.site.words, date));
        let home = pen.link("index.html");
        let family = format!("{home}#{}", id_of("f", role.family.id.as_str()));
        self.crumbs.push(Link { label: role.family.name.clone(), url: family });
        if is_below {
            let url = pen.link(&role_path(role));
            self.crumbs.push(Link { label: role.title.clone(), url });
        }
        self
    }
}

/// A context that can't fail to be made: all keys are names of fields.
fn context(page: &impl Serialize) -> Context {
    Context::from_serialize(page).expect("a struct with named fields becomes a context")
}

/// The first sentence of a text, as plain text.
fn sentence(markdown: &str) -> String {
    let text = plain(markdown);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.find(". ").map_or(text.len(), |stop| stop + 1);
    text[..end].to_owned()
}

/// An id in HTML that no other kind of thing can have: ids of the content have no `_`.
pub(super) fn id_of(kind: &str, id: &str) -> String {
    format!("{kind}_{id}")
}

pub(super) fn role_path(role: &Role) -> String {
    format!("roles/{}.html", role.id)
}

/// Families have maps of their own where one drawing can't hold all roles.
pub(super) fn map_path(family: &Family) -> String {
    format!("map/{}.html", family.id)
}

pub(super) fn level_path(role: &Role, level: &Level) -> String {
    format!("roles/{}/{}.html", role.id, level.id)
}

/// Where competencies and skills stand.
pub(super) fn skills_path() -> &'static str {
    "skills.html"
}

/// Where terms stand.
pub(super) fn glossary_path() -> &'static str {
    "glossary.html"
}

/// Where a page of the handbook stands.
pub(super) fn handbook_path(page: &Page) -> String {
    format!("{}.html", page.path)
}

/// A level's scorecard for all stages; `None` in editions that aren't for panels.
fn scorecard_link(pen: &Pen<'_>, role: &Role, level: &Level) -> Option<String> {
    pen.site.has_scorecards().then(|| pen.link(&scorecard_path(role, level, None)))
}

/// A scorecard for all stages, or for one of them.
pub(super) fn scorecard_path(role: &Role, level: &Level, stage: Option<&Stage>) -> String {
    match stage {
        None => format!("roles/{}/{}-scorecard.html", role.id, level.id),
        Some(stage) => format!("roles/{}/{}-scorecard-{}.html", role.id, level.id, stage.id),
    }
}

fn step_path(role: &Role, from: &Level, to: &Level) -> String {
    format!("roles/{}/{}-to-{}.html", role.id, from.id, to.id)
}

/// The choice of levels to compare from one on, or from all of a role.
fn compare_link(pen: &Pen<'_>, role: &Role, level: Option<&Level>) -> String {
    let page = pen.link("compare.html");
    match level {
        Some(level) => format!("{page}#a={}/{}", role.id, level.id),
        None => format!("{page}#a={}", role.id),
    }
}
