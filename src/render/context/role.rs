use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::ladder::ladder;
use super::level::{StepLink, step, steps_across};
use super::{
    Banner, BlueprintSections, Heat, Hiring, Link, MatrixTable, Named, PageFacts, RoleName, Rung,
    candidates_path, compare_link, context, interviews_path, level_path, role_path, scorecard_link,
};
use crate::model::{Move, Role, Target};

/// All that `role.html` sees.
#[derive(Debug, Serialize)]
pub struct RolePage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// The role.
    pub role: RoleName,
    /// What it is.
    pub summary: Html,
    /// Says that the role isn't in force.
    pub banner: Option<Banner>,
    /// Its levels.
    pub ladder: Vec<Rung>,
    /// The role of another track whose levels stand beside this one's.
    pub counterpart: Option<Link>,
    /// Changes from each level to the next.
    pub steps: Vec<Link>,
    /// Changes to levels of other roles.
    pub steps_across: Vec<StepLink>,
    /// The choice of one of its levels to compare with any other.
    pub compare: String,
    /// Scorecards, lowest level first; none in editions that aren't for panels.
    pub scorecards: Vec<Link>,
    /// The page of its interviews; `none` if none are written.
    pub interviews_url: Option<String>,
    /// What candidates are told of them; `none` if nothing is.
    pub guide_url: Option<String>,
    /// Shared sets that the role includes.
    pub includes: Vec<Named>,
    /// Competencies by levels.
    pub matrix: MatrixTable<'s>,
    /// How skilled, by competency and level; `none` if no level names a point of a scale.
    pub heat: Option<Heat>,
    /// Where people come from and go to.
    pub path: PathLists,
    /// The long description.
    pub blueprint: BlueprintSections<'s>,
    /// How candidates are assessed.
    pub hiring: Option<Hiring<'s>>,
    /// Links to the sections of the description that there are.
    pub contents: Vec<Link>,
}

/// Where people come from and go to.
#[derive(Debug, Default, Serialize)]
pub struct PathLists {
    /// Where people come from.
    pub feeder: Vec<PathItem>,
    /// Where people go to.
    pub next: Vec<PathItem>,
    /// What is near.
    pub adjacent: Vec<PathItem>,
}

/// Another role, or something like it.
#[derive(Debug, Serialize)]
pub struct PathItem {
    /// Its name.
    pub name: String,
    /// At which level.
    pub level: Option<String>,
    /// Its page; `none` if the framework doesn't have it.
    pub url: Option<String>,
    /// When, or how.
    pub note: Html,
}

pub(in crate::render) fn role(site: &Site, path: &str, place: usize) -> Context {
    let role = &site.framework.roles[place];
    let pen = Pen::new(site, path).speaking(role.language.as_ref());
    let summary = role.summary.as_ref().map(|text| pen.blocks(text, 1)).unwrap_or_default();
    let path = PathLists {
        feeder: moves(&pen, &role.path.feeder),
        next: moves(&pen, &role.path.next),
        adjacent: moves(&pen, &role.path.adjacent),
    };
    pen.link_terms(false);
    let matrix = MatrixTable::new(&pen, role, site.matches(place));
    pen.link_terms(true);
    let blueprint = role.blueprint.as_deref();
    let blueprint = blueprint.map(|one| BlueprintSections::new(&pen, role, one));
    let blueprint = blueprint.unwrap_or_default();
    let hiring = role.interviews.as_deref().map(|one| Hiring::new(&pen, one));
    let steps = (1..role.levels.len()).map(|to| step(&pen, role, to - 1, to)).collect();
    let page = RolePage {
        page: PageFacts::new(&pen, "roles", site.role_title(role))
            .described(role.summary.as_ref())
            .source(site, role.span, Some(role), None)
            .of_role(&pen, role, false),
        role: RoleName::new(&pen, role),
        summary,
        banner: Banner::new(&pen, role, None),
        ladder: ladder(&pen, role, &[]),
        counterpart: counterpart(&pen, role),
        steps,
        steps_across: steps_across(&pen, role, None),
        compare: compare_link(&pen, role, None),
        scorecards: scorecards(&pen, role),
        interviews_url: role.interviews.is_some().then(|| pen.link(&interviews_path(role))),
        guide_url: role.guide.is_some().then(|| pen.link(&candidates_path(role))),
        includes: includes(&pen, role),
        matrix,
        heat: Heat::new(&pen, role),
        contents: blueprint.contents(&site.words, &path, hiring.is_some()),
        path,
        blueprint,
        hiring,
    };
    context(&page)
}

fn counterpart(pen: &Pen<'_>, role: &Role) -> Option<Link> {
    let other = pen.site.framework.role(role.path.parallel.as_ref()?)?;
    Some(Link { label: other.title.clone(), url: pen.link(&role_path(other)) })
}

fn includes(pen: &Pen<'_>, role: &Role) -> Vec<Named> {
    let sets = role.includes.iter().filter_map(|set| {
        let html = set.summary.as_ref().map(|text| pen.inline(text)).unwrap_or_default();
        Some(Named { name: set.title.clone()?, html })
    });
    sets.collect()
}

/// Scorecards of a role's levels, lowest first; none in editions that aren't for panels.
pub(super) fn scorecards(pen: &Pen<'_>, role: &Role) -> Vec<Link> {
    let link = |level| {
        let url = scorecard_link(pen, role, level)?;
        Some(Link { label: level.name.clone(), url })
    };
    role.levels.iter().filter_map(link).collect()
}

fn moves(pen: &Pen<'_>, moves: &[Move]) -> Vec<PathItem> {
    let item = |one: &Move| {
        let note = one.note.as_ref().map(|text| pen.inline(text)).unwrap_or_default();
        match &one.target {
            Target::Name(name) => {
                Some(PathItem { name: name.clone(), level: None, url: None, note })
            }
            Target::Role(id, level) => {
                let role = pen.site.framework.role(id)?;
                let level = level.as_ref().and_then(|level| role.level(level.as_str()));
                let path = level.map_or_else(|| role_path(role), |level| level_path(role, level));
                Some(PathItem {
                    name: role.title.clone(),
                    level: level.map(|level| level.name.clone()),
                    url: Some(pen.link(&path)),
                    note,
                })
            }
        }
    };
    moves.iter().filter_map(item).collect()
}
