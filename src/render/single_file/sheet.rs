//! A page of the site as a part of a larger file.

use std::collections::HashSet;

use scraper::node::{Element, Node};
use scraper::{ElementRef, Html, Selector, StrTendril};

use super::anchor;
use crate::diagnostic::Diagnostic;
use crate::render::alone;
use crate::render::site::{Page, Site};
use crate::render::url::{self, Scheme};

/// A page without its head and foot.
#[derive(Debug)]
pub(in crate::render) struct Sheet {
    /// Its path in the site.
    pub(in crate::render) path: String,
    /// What kind of page it is: the class of its `<body>`.
    pub(in crate::render) kind: String,
    /// Its `<h1>`, as plain text.
    pub(in crate::render) title: String,
    /// What is in its `<main>`, made for the file.
    pub(in crate::render) html: String,
    /// Paths of its stylesheets, in order.
    pub(super) styles: Vec<String>,
    /// Path of its icon.
    pub(super) icon: Option<String>,
}

/// Elements that are of use only on a page of its own, with its scripts.
const LEFT_OUT: [&str; 7] = ["script", "template", "link", "iframe", "object", "embed", "dialog"];

/// Attributes that hold ids.
const IDS: [&str; 9] = [
    "id",
    "for",
    "headers",
    "list",
    "name",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
];

impl Sheet {
    /// The sheet of a page and its path, in a file that holds the pages of `held`.
    ///
    /// # Errors
    /// A page that can't be rendered.
    pub(super) fn new(
        site: &Site,
        (path, page): (&str, Page),
        held: &HashSet<&str>,
    ) -> Result<Sheet, Diagnostic> {
        let is_alone = matches!(page, Page::Scorecard(..));
        let bytes = site.bytes(path).unwrap_or_else(|| Ok(Vec::new()))?;
        let mut page = Html::parse_document(&String::from_utf8_lossy(&bytes));
        let linked = |rel: &str| -> Vec<String> {
            let select = Selector::parse(&format!("head link[rel={rel}][href]"));
            let links = select.iter().flat_map(|select| page.select(select));
            let paths = links.filter_map(|link| target(path, link.attr("href")?));
            paths.map(|(path, _)| path).collect()
        };
        let icon = linked("icon").pop();
        let styles = match is_alone {
            true => alone::SCORECARD.style_paths().collect(),
            false => linked("stylesheet"),
        };
        let first = |selector: &str| {
            let select = Selector::parse(selector).ok()?;
            page.select(&select).next()
        };
        let kind = first("body").and_then(|body| body.attr("class")).unwrap_or_default().to_owned();
        let title = first("main h1").map(|title| title.text().collect::<String>());
        let title = title.unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let main = first("main").map(|main| main.id());
        let mut html = String::new();
        if let Some(main) = main {
            let part = Part { site, path, held };
            let nodes: Vec<_> = page
                .tree
                .get(main)
                .into_iter()
                .flat_map(|main| {
                    main.descendants().skip(1).map(|node| node.id()).collect::<Vec<_>>()
                })
                .collect();
            for id in nodes {
                let Some(mut node) = page.tree.get_mut(id) else { continue };
                let Node::Element(element) = node.value() else { continue };
                if is_left_out(element) {
                    node.detach();
                } else {
                    part.fit(element);
                }
            }
            let main = page.tree.get(main).and_then(ElementRef::wrap);
            html = main.map(|main| main.inner_html()).unwrap_or_default();
        }
        Ok(Sheet { path: path.to_owned(), kind, title, html, styles, icon })
    }
}

/// What leads from a sheet into the file around it.
struct Part<'s> {
    site: &'s Site,
    path: &'s str,
    held: &'s HashSet<&'s str>,
}

impl Part<'_> {
    /// Makes an element of a page one of the file: its heading stands below the file's, its ids are
    /// the file's only ones, and what it refers to is in the file.
    fn fit(&self, element: &mut Element) {
        let name = element.name().to_owned();
        if let Some(deeper) = deeper(&name) {
            element.name.local = deeper.into();
        }
        // In a file of a hundred pages, a landmark in each is none.
        let is_named = |name: &str| matches!(name, "aria-label" | "aria-labelledby");
        match &*name {
            "section" | "form" => element.attrs.retain(|(name, _)| !is_named(&name.local)),
            "nav" => {
                element.name.local = "div".into();
                let label = element.attrs.iter().find(|(name, _)| is_named(&name.local));
                if let Some(mut role) = label.map(|(name, _)| name.clone()) {
                    role.local = "role".into();
                    element.attrs.push((role, "group".into()));
                }
            }
            _ => {}
        }
        element.attrs.retain_mut(|(name, value)| match &*name.local {
            "srcset" => false,
            "href" => self.replace(value, self.link(value)),
            "src" => self.replace(value, self.picture(value)),
            one if IDS.contains(&one) => {
                let ids = value.split_ascii_whitespace().map(|id| self.id(id));
                *value = ids.collect::<Vec<_>>().join(" ").into();
                true
            }
            _ => {
                if let Some(id) = value.strip_prefix("url(#").and_then(|id| id.strip_suffix(')')) {
                    *value = format!("url(#{})", self.id(id)).into();
                }
                true
            }
        });
    }

    /// Puts a value in the place of another; says whether there is one.
    fn replace(&self, value: &mut StrTendril, new: Option<String>) -> bool {
        let is_there = new.is_some();
        if let Some(new) = new {
            *value = new.into();
        }
        is_there
    }

    /// An id of this page, in the file.
    fn id(&self, id: &str) -> String {
        format!("{}:{id}", anchor(self.path))
    }

    /// Where a link of this page leads in the file; `None` if nowhere.
    fn link(&self, link: &str) -> Option<String> {
        if url::scheme(link) == Scheme::External {
            return Some(link.to_owned());
        }
        let (path, id) = target(self.path, link)?;
        let id = id.map(str::to_owned);
        if self.held.contains(path.as_str()) {
            let id = id.map(|id| format!(":{id}")).unwrap_or_default();
            return Some(format!("#{}{id}", anchor(&path)));
        }
        let published = self.site.addresses.published(&path).filter(|_| self.site.has(&path))?;
        Some(published + &id.map(|id| format!("#{id}")).unwrap_or_default())
    }

    fn picture(&self, link: &str) -> Option<String> {
        match link.starts_with("data:") {
            true => Some(link.to_owned()),
            false => self.site.data_url(&target(self.path, link)?.0),
        }
    }
}

/// The path of the site, and the place in it, that a link of a page leads to.
fn target<'l>(page: &str, link: &'l str) -> Option<(String, Option<&'l str>)> {
    if url::scheme(link) != Scheme::Relative {
        return None;
    }
    let (path, id) = match link.split_once('#') {
        Some((path, id)) => (path, Some(id).filter(|id| !id.is_empty())),
        None => (link, None),
    };
    if path.is_empty() {
        return Some((page.to_owned(), id));
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some((url::resolve(folder, &url::decoded(path))?, id))
}

/// Whether an element says nothing in a larger file: the way home, scripts, pictures without one.
fn is_left_out(element: &Element) -> bool {
    let name = element.name();
    LEFT_OUT.contains(&name) || (name == "nav" && element.attr("class") == Some("crumbs"))
}

/// The heading a step below one; the lowest stays.
pub(super) fn deeper(name: &str) -> Option<&'static str> {
    Some(match name {
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        "h5" => "h6",
        _ => return None,
    })
}
