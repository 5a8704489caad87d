use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::single_file::Sheet;
use super::super::site::{Page, Site};
use super::super::url;
use super::{Day, Link, context};

/// All that `single.html` sees, beside `site`: one file that holds a role or the whole framework.
/// There is no `page`, and URLs are places in the file.
#[derive(Debug, Serialize)]
pub struct SingleFilePage {
    /// What the `<head>` holds in place of links.
    pub head: SingleFileHead,
    /// The role; `none` if it holds the whole framework.
    pub role: Option<String>,
    /// Who it is for: `public`, `internal` or `panel`.
    pub edition: &'static str,
    /// Pages that stand before all roles.
    pub before: Vec<Link>,
    /// The pages of each role.
    pub roles: Vec<SingleFileRole>,
    /// Pages that stand after all roles.
    pub after: Vec<Link>,
    /// All pages, in order.
    pub sheets: Vec<SheetEntry>,
}

/// What the `<head>` of a single file holds in place of links.
#[derive(Debug, Serialize)]
pub struct SingleFileHead {
    /// Stands first: no scripts, and no styles but this one.
    pub content_security_policy: Html,
    /// All stylesheets as one; the policy allows it as it is, without a letter more.
    pub style: Html,
    /// The icon, as an address that holds it.
    pub icon: Option<String>,
    /// As [`PageFacts::words_lang`](super::PageFacts::words_lang), around the sheets.
    pub words_lang: Html,
}

/// The pages of a role in a single file.
#[derive(Debug, Serialize)]
pub struct SingleFileRole {
    /// Its overview.
    pub role: Link,
    /// Its levels.
    pub levels: Vec<Link>,
    /// What changes between them, and to levels of other roles.
    pub steps: Vec<Link>,
    /// How candidates are assessed.
    pub scorecards: Vec<Link>,
}

/// A page in a single file.
#[derive(Debug, Serialize)]
pub struct SheetEntry {
    /// For links to it.
    pub id: String,
    /// The class of the page's `<body>`.
    pub kind: String,
    /// What is in its `<main>`, with headings a step deeper and ids that no other sheet has.
    pub html: Html,
    /// Who answers for it, if nobody did on the sheets before.
    pub owner: Option<String>,
    /// When somebody last read it through.
    pub reviewed: Option<Day>,
}

pub(in crate::render) fn single_file(
    site: &Site,
    role: Option<usize>,
    head: SingleFileHead,
    sheets: Vec<(Sheet, Page)>,
) -> Context {
    let mut page = SingleFilePage {
        head,
        role: role.map(|role| site.role_title(&site.framework.roles[role])),
        edition: site.edition_name(),
        before: Vec::new(),
        roles: Vec::new(),
        after: Vec::new(),
        sheets: Vec::with_capacity(sheets.len()),
    };
    for (sheet, kind) in sheets {
        let id = url::relative("", &sheet.path);
        page.list(site, kind, sheet.title, format!("#{id}"));
        let (owner, reviewed) = match kind {
            Page::Role(role) => {
                let role = &site.framework.roles[role];
                (role.owner.clone(), role.reviewed)
            }
            Page::Handbook(place) => {
                let page = &site.framework.pages[place];
                (page.owner.clone(), page.reviewed)
            }
            _ => (None, None),
        };
        page.sheets.push(SheetEntry {
            id,
            kind: sheet.kind,
            html: Html::new(&sheet.html),
            owner,
            reviewed: reviewed.map(|date| Day::new(&site.words, date)),
        });
    }
    context(&page)
}

impl SingleFilePage {
    /// Adds a page to the list of contents.
    fn list(&mut self, site: &Site, page: Page, title: String, url: String) {
        let roles = &site.framework.roles;
        let level = |role: usize, at: usize| roles[role].levels[at].name.as_str();
        let step =
            |from: &str, to: &str| site.words.levels.step.fill(&[("from", from), ("to", to)]);
        if let Page::Role(role) = page {
            let role = Link { label: site.role_title(&roles[role]), url };
            let (levels, steps, scorecards) = (Vec::new(), Vec::new(), Vec::new());
            self.roles.push(SingleFileRole { role, levels, steps, scorecards });
            return;
        }
        let Some(last) = self.roles.last_mut() else {
            self.before.push(Link { label: title, url });
            return;
        };
        let (list, label) = match page {
            Page::Level(role, at) => (&mut last.levels, format!("{} {title}", level(role, at))),
            Page::Up(role, from, to) => (&mut last.steps, step(level(role, from), level(role, to))),
            Page::Across(role, from, other, to) => {
                (&mut last.steps, step(level(role, from), level(other, to)))
            }
            Page::Scorecard(role, at, _) => (&mut last.scorecards, level(role, at).to_owned()),
            _ => (&mut self.after, title),
        };
        list.push(Link { label, url });
    }
}
