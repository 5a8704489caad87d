//! One file that holds a role, or the whole framework, for mail and archives.
//!
//! It is made of the site's own pages ([`sheet`]): each becomes a sheet of the file, below one
//! title and one list of contents (`single.html`). Nothing in it asks for anything: stylesheets
//! ([`style`]) and pictures stand in the file itself, and a link leads to a sheet, to the published
//! site, or nowhere.

mod sheet;
mod style;

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::html::Html;
use super::site::{Page, SINGLE_STYLE, Site};
use super::{context, media, url};
use crate::diagnostic::Diagnostics;
use crate::model::RoleId;
pub(super) use sheet::Sheet;

/// A file that needs no other.
#[derive(Debug)]
pub struct SingleFile {
    /// The file.
    pub html: String,
    /// How many pages of the site are in it.
    pub pages: usize,
}

impl Site {
    /// The roles that the site has.
    pub fn roles(&self) -> impl Iterator<Item = &RoleId> {
        self.framework.roles.iter().map(|role| &role.id)
    }

    /// The pages of a role, or of the whole framework, as one file; `None` if there is no such
    /// role. Pages that only work in a browser with all others beside them are left out.
    ///
    /// # Errors
    /// Templates of a theme that can't be rendered.
    pub fn single_file(&self, role: Option<&RoleId>) -> Option<Result<SingleFile, Diagnostics>> {
        let role = match role {
            Some(id) => Some(self.framework.place(id)?),
            None => None,
        };
        Some(single_file(self, role))
    }

    /// What stands at a path of the site, or in the theme's stylesheet for such a file.
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        match path.strip_prefix("assets/") {
            // Some stand in pages, and nowhere else.
            Some(asset) if !self.has(path) => self.theme.asset(asset).map(<[u8]>::to_vec),
            _ => self.bytes(path)?.ok(),
        }
    }

    /// A file of the site as an address that holds it.
    fn data_url(&self, path: &str) -> Option<String> {
        let bytes = self.file(path)?;
        Some(format!("data:{};base64,{}", media::kind(path), BASE64.encode(bytes)))
    }
}

fn single_file(site: &Site, role: Option<usize>) -> Result<SingleFile, Diagnostics> {
    let mut pages: Vec<(&str, Page)> =
        site.pages().filter(|(_, page)| belongs(*page, role)).collect();
    pages.sort_by_key(|(_, page)| rank(*page));
    let held: HashSet<&str> = pages.iter().map(|(path, _)| *path).collect();
    let made: Vec<_> = pages.par_iter().map(|page| Sheet::new(site, *page, &held)).collect();
    let mut sheets = Vec::with_capacity(made.len());
    let mut problems = Diagnostics::default();
    for one in made {
        match one {
            Ok(sheet) => sheets.push(sheet),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut styles: Vec<&str> = Vec::new();
    sheets.iter().for_each(|sheet| merge(&mut styles, &sheet.styles));
    let own = format!("assets/{SINGLE_STYLE}");
    styles.insert(styles.len().min(1), &own);
    let style = style::joined(site, &styles);
    let icon = sheets.iter().find_map(|sheet| site.data_url(sheet.icon.as_ref()?));
    let kinds = pages.iter().map(|(_, page)| *page);
    let language = site.book.language.get_ref();
    let head = context::SingleFileHead {
        content_security_policy: Html::new(&policy(&style)),
        style: Html::new(&style),
        icon,
        words_lang: site.words.attributes(language, language),
    };
    let sheets = sheets.into_iter().zip(kinds).collect();
    let page = context::single_file(site, role, head, sheets);
    let html = site.theme.render("single.html", &page).map_err(|problem| {
        let mut problems = Diagnostics::default();
        problems.push(problem);
        problems
    })?;
    if let Some(leak) = site.leak("the file", html.as_bytes()) {
        problems.push(leak);
        return Err(problems);
    }
    Ok(SingleFile { html, pages: pages.len() })
}

/// Whether a page is in the file of a role, or of the whole framework.
fn belongs(page: Page, role: Option<usize>) -> bool {
    match page {
        Page::Role(of)
        | Page::Level(of, _)
        | Page::Scorecard(of, _, None)
        | Page::Interviews(of)
        | Page::Candidates(of)
        | Page::Up(of, ..)
        | Page::Across(of, ..) => role.is_none_or(|role| role == of),
        Page::Glossary => true,
        Page::Home | Page::Map | Page::FamilyMap(_) | Page::Skills | Page::Handbook(_) => {
            role.is_none()
        }
        Page::NotFound
        // All that it says stands on the card for all stages.
        | Page::Scorecard(_, _, Some(_))
        | Page::Search
        | Page::SearchNames
        | Page::SearchLines(_)
        | Page::Compare
        | Page::Debrief
        | Page::DebriefSchema
        | Page::Comparable(_)
        | Page::Data
        | Page::DataSchema
        | Page::Schema
        | Page::Sitemap
        | Page::Copied(_)
        | Page::Asset => false,
    }
}

/// Pages in the order somebody reads them: what holds for all, each role from its overview to its
/// scorecards, and what one looks up.
fn rank(page: Page) -> (u8, usize, u8) {
    match page {
        Page::Home => (0, 0, 0),
        Page::Handbook(_) => (1, 0, 0),
        Page::Map => (2, 0, 0),
        Page::FamilyMap(family) => (2, family, 1),
        Page::Role(role) => (3, role, 0),
        Page::Level(role, _) => (3, role, 1),
        Page::Up(role, ..) => (3, role, 2),
        Page::Across(role, ..) => (3, role, 3),
        Page::Candidates(role) => (3, role, 4),
        Page::Interviews(role) => (3, role, 5),
        Page::Scorecard(role, ..) => (3, role, 6),
        Page::Skills => (4, 0, 0),
        _ => (5, 0, 0),
    }
}

/// Adds a page's stylesheets to those known: each once, none before one that it follows on its page.
fn merge<'s>(styles: &mut Vec<&'s str>, more: &'s [String]) {
    let mut at = 0;
    for one in more {
        at = match styles.iter().position(|known| known == one) {
            Some(known) => known + 1,
            None => {
                styles.insert(at, one);
                at + 1
            }
        };
    }
}

/// What the file may do: be drawn as its own stylesheet says, and nothing else.
fn policy(style: &str) -> String {
    let hash = BASE64.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'"
    )
}

/// The id of a page's sheet: its link from the site's root.
fn anchor(path: &str) -> String {
    url::relative("", path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_keep_the_order_of_their_pages() {
        let pages = [
            ["base", "theme"].map(String::from).to_vec(),
            ["base", "step", "theme"].map(String::from).to_vec(),
        ];
        let mut styles = Vec::new();
        pages.iter().for_each(|page| merge(&mut styles, page));
        assert_eq!(styles, ["base", "step", "theme"]);
    }
}
