use serde::Serialize;
use tera::Context;

use super::super::comparable;
use super::super::pen::Pen;
use super::super::site::Site;
use super::level::step_label;
use super::{Link, PageFacts, context, role_path, step_path};
use crate::derive::Steps;
use crate::model::Role;

/// All that `compare.html` sees. The levels of a role are in its data, which the page's script
/// loads once the role is chosen.
#[derive(Debug, Serialize)]
pub struct ComparePage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// Families with their roles.
    pub families: Vec<CompareFamily<'s>>,
}

/// The roles of a family.
#[derive(Debug, Serialize)]
pub struct CompareFamily<'s> {
    /// Its name.
    pub name: &'s str,
    /// Its roles.
    pub roles: Vec<CompareRole>,
}

/// A role that can be chosen.
#[derive(Debug, Serialize)]
pub struct CompareRole {
    /// Its id, as addresses have it.
    pub id: String,
    /// Ids it had before, with a space between them: old addresses still lead to it.
    pub replaces: String,
    /// Its title, unique in the site.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The script with its data.
    pub data: String,
    /// Its steps that have a page.
    pub steps: Vec<Link>,
}

pub(in crate::render) fn compare(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let words = &site.words.compare;
    let mut page = PageFacts::new(&pen, "compare", words.title.as_str());
    page.description = words.description.as_str().to_owned();
    let families = site.framework.families.iter().map(|family| CompareFamily {
        name: &family.name,
        roles: {
            let roles = site.framework.roles.iter().filter(|role| role.family.id == family.id);
            roles.map(|one| role(&pen, one)).collect()
        },
    });
    let families = families.filter(|family| !family.roles.is_empty()).collect();
    context(&ComparePage { page, families })
}

fn role(pen: &Pen<'_>, role: &Role) -> CompareRole {
    let framework = &pen.site.framework;
    let Steps { up, across } = Steps::of(framework, role);
    let link = |from: usize, other: &Role, to: usize| {
        let (from, to) = (&role.levels[from], &other.levels[to]);
        Link { label: step_label(pen, from, to), url: pen.link(&step_path(role, from, to)) }
    };
    let up = up.into_iter().map(|(from, to)| link(from, role, to));
    let across = across
        .into_iter()
        .filter_map(|(from, other, to)| Some(link(from, framework.role(&other)?, to)));
    let replaces: Vec<&str> = role.replaces.iter().map(|id| id.as_str()).collect();
    CompareRole {
        id: role.id.to_string(),
        replaces: replaces.join(" "),
        title: pen.site.role_title(role),
        url: pen.link(&role_path(role)),
        data: pen.link(&comparable::path(role)),
        steps: up.chain(across).collect(),
    }
}
