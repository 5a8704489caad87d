use serde::Serialize;
use tera::Context;

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::handbook::letter_of;
use super::{Link, PageFacts, context, id_of, level_path, role_path};
use crate::derive::{Skill, SkillUse, skills as derived};
use crate::model::slugged;

/// All that `skills.html` sees.
#[derive(Debug, Serialize)]
pub struct SkillsPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// Competencies and skills by first letter.
    pub letters: Vec<SkillLetter>,
    /// How many there are.
    pub count: usize,
}

/// Skills that begin with a letter.
#[derive(Debug, Serialize)]
pub struct SkillLetter {
    /// For links to it.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The skills.
    pub skills: Vec<SkillEntry>,
}

/// A competency or skill, and who asks for it.
#[derive(Debug, Serialize)]
pub struct SkillEntry {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `Competency`, or `Skill` if only blueprints name it.
    pub kind: &'static str,
    /// The pillar of a competency.
    pub pillar: Option<String>,
    /// What it means.
    pub html: Html,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Roles that ask for it.
    pub uses: Vec<SkillUseEntry>,
}

/// What a role asks of a skill.
#[derive(Debug, Serialize)]
pub struct SkillUseEntry {
    /// The role.
    pub role: Link,
    /// Levels that expect something of it.
    pub levels: Vec<Link>,
    /// How the role's blueprint classes it, e.g. `Must have, critical`.
    pub blueprint: Option<String>,
}

pub(in crate::render) fn skills(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let all = derived(&site.framework);
    let mut page = PageFacts::new(&pen, "skills", "Skills A to Z");
    page.description = "Every competency and skill, with the roles that ask for it.".to_owned();
    let mut letters: Vec<SkillLetter> = Vec::new();
    for skill in &all {
        let (id, letter) = letter_of(skill.name);
        // Names without a first letter stand wherever their mark sorts, under one heading each
        // time would be two with one id.
        if letters.iter().all(|one| one.letter != letter) {
            letters.push(SkillLetter { id, letter: letter.clone(), skills: Vec::new() });
        }
        if let Some(place) = letters.iter_mut().find(|one| one.letter == letter) {
            place.skills.push(entry(&pen, skill));
        }
    }
    number_ids(&mut letters);
    context(&SkillsPage { page, letters, count: all.len() })
}

fn entry(pen: &Pen<'_>, skill: &Skill<'_>) -> SkillEntry {
    let competency = skill.competency;
    let described = skill.uses.iter().find_map(|one| {
        let (_, _, table) = one.blueprint?;
        Some((one.role.blueprint.as_ref()?.file, table.description.as_ref()?))
    });
    let summary = competency.and_then(|one| one.summary.as_ref()).map(|text| pen.inline(text));
    let html = summary.or_else(|| described.map(|(file, text)| pen.text(file, text)));
    SkillEntry {
        id: match competency {
            Some(competency) => competency.id.to_string(),
            None => id_of("s", &slugged(skill.name, 64).unwrap_or_default()),
        },
        name: skill.name.to_owned(),
        kind: if competency.is_some() { "Competency" } else { "Skill" },
        pillar: competency.and_then(|one| Some(one.pillar.as_ref()?.name.clone())),
        html: html.unwrap_or_default(),
        aliases: competency.map(|one| one.aliases.clone()).unwrap_or_default(),
        uses: skill.uses.iter().map(|one| skill_use(pen, skill, one)).collect(),
    }
}

fn skill_use(pen: &Pen<'_>, skill: &Skill<'_>, one: &SkillUse<'_>) -> SkillUseEntry {
    let role = one.role;
    let levels = one.levels.iter().map(|level| {
        let page = pen.link(&level_path(role, level));
        let part = skill.competency.map(|one| id_of("c", one.id.as_str())).unwrap_or_default();
        Link { label: level.name.clone(), url: format!("{page}#{part}") }
    });
    let blueprint = one.blueprint.map(|(tier, importance, table)| {
        let note = table.importance_note.as_deref().map(|note| format!(" ({note})"));
        let importance = importance.label().to_lowercase();
        format!("{}, {importance}{}", tier.label(), note.unwrap_or_default())
    });
    SkillUseEntry {
        role: Link { label: role.title.clone(), url: pen.link(&role_path(role)) },
        levels: levels.collect(),
        blueprint,
    }
}

/// `C++` and `C#` slug alike.
fn number_ids(letters: &mut [SkillLetter]) {
    let mut seen = std::collections::HashSet::new();
    for skill in letters.iter_mut().flat_map(|letter| &mut letter.skills) {
        let base = skill.id.clone();
        let mut number = 1;
        while !seen.insert(skill.id.clone()) {
            number += 1;
            skill.id = format!("{base}-{number}");
        }
    }
}
