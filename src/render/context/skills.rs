use std::collections::HashMap;
use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::{Context, Value};

use super::super::html::Html;
use super::super::pen::Pen;
use super::super::site::Site;
use super::handbook::letter_of;
use super::{Link, PageFacts, context, id_of, level_path, role_path};
use crate::derive::{Skill, SkillUse, skills as derived};
use crate::model::{LevelId, RoleId, slugged};

/// All that `skills.html` sees.
#[derive(Debug, Serialize)]
pub struct SkillsPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// Competencies and skills by first letter.
    pub letters: Vec<SkillLetter<'s>>,
    /// How many there are.
    pub count: usize,
}

/// Skills that begin with a letter.
#[derive(Debug, Serialize)]
pub struct SkillLetter<'s> {
    /// For links to it.
    pub id: String,
    /// The letter.
    pub letter: String,
    /// The skills.
    pub skills: Vec<SkillEntry<'s>>,
}

/// A competency or skill, and who asks for it.
#[derive(Debug, Serialize)]
pub struct SkillEntry<'s> {
    /// For links to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `Competency`, or `Skill` if only blueprints name it.
    pub kind: &'s str,
    /// The pillar of a competency.
    pub pillar: Option<String>,
    /// What it means.
    pub html: Html,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// The part of a level's page that is about it, for links; may be empty.
    pub part: String,
    /// Roles that ask for it.
    pub uses: Vec<SkillUseEntry>,
}

/// What a role asks of a skill.
#[derive(Debug, Serialize)]
pub struct SkillUseEntry {
    /// The role.
    pub role: Shared<Link>,
    /// Levels that expect something of it; their URLs want the skill's `part`.
    pub levels: Shared<Vec<Link>>,
    /// How the role's blueprint classes it, e.g. `Must have, critical`.
    pub blueprint: Option<String>,
}

/// A `T` that stands at many places of a page and is held once: a role has the same levels in each
/// of its competencies.
#[derive(Debug)]
pub struct Shared<T>(Value, PhantomData<T>);

impl<T: Serialize> Shared<T> {
    fn new(value: &T) -> Shared<T> {
        Shared(Value::from_serializable(value), PhantomData)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone(), PhantomData)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Links to a role and to some of its levels, made once.
type Links<'f> = HashMap<(&'f RoleId, Vec<&'f LevelId>), (Shared<Link>, Shared<Vec<Link>>)>;

pub(in crate::render) fn skills(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let words = &site.words.skills;
    let all = derived(&site.framework);
    let mut page = PageFacts::new(&pen, "skills", words.title.text());
    page.description = words.description.text();
    let mut letters: Vec<SkillLetter<'_>> = Vec::new();
    let mut links = Links::new();
    for (skill, own) in all.iter().zip(skill_ids(&all)) {
        let (id, letter) = letter_of(&pen, skill.name);
        // Names without a first letter stand wherever their mark sorts, under one heading each
        // time would be two with one id.
        if letters.iter().all(|one| one.letter != letter) {
            letters.push(SkillLetter { id, letter: letter.clone(), skills: Vec::new() });
        }
        if let Some(place) = letters.iter_mut().find(|one| one.letter == letter) {
            place.skills.push(entry(&pen, skill, own, &mut links));
        }
    }
    context(&SkillsPage { page, letters, count: all.len() })
}

fn entry<'s, 'f>(
    pen: &Pen<'s>,
    skill: &Skill<'f>,
    id: String,
    links: &mut Links<'f>,
) -> SkillEntry<'s> {
    let words = &pen.site.words.skills;
    let competency = skill.competency;
    let described = skill.uses.iter().find_map(|one| {
        let (_, _, table) = one.blueprint?;
        Some((one.role.blueprint.as_ref()?.file, table.description.as_ref()?))
    });
    let summary = competency.and_then(|one| one.summary.as_ref()).map(|text| pen.inline(text));
    let html = summary.or_else(|| described.map(|(file, text)| pen.text(file, text)));
    SkillEntry {
        id,
        name: skill.name.to_owned(),
        kind: if competency.is_some() { words.competency.as_str() } else { words.skill.as_str() },
        pillar: competency.and_then(|one| Some(one.pillar.as_ref()?.name.clone())),
        html: html.unwrap_or_default(),
        aliases: competency.map(|one| one.aliases.clone()).unwrap_or_default(),
        part: competency.map(|one| id_of("c", one.id.as_str())).unwrap_or_default(),
        uses: skill.uses.iter().map(|one| skill_use(pen, one, links)).collect(),
    }
}

fn skill_use<'f>(pen: &Pen<'_>, one: &SkillUse<'f>, links: &mut Links<'f>) -> SkillUseEntry {
    let role = one.role;
    let key = (&role.id, one.levels.iter().map(|level| &level.id).collect());
    let (role, levels) = links.entry(key).or_insert_with(|| {
        let link = Link { label: role.title.clone(), url: pen.link(&role_path(role)) };
        let levels = one.levels.iter().map(|level| Link {
            label: level.name.clone(),
            url: pen.link(&level_path(role, level)),
        });
        (Shared::new(&link), Shared::new(&levels.collect()))
    });
    let (role, levels) = (role.clone(), levels.clone());
    let blueprint = one.blueprint.map(|(tier, importance, table)| {
        let note = table.importance_note.as_deref().map(|note| format!(" ({note})"));
        let words = &pen.site.words;
        let (tier, importance) =
            (words.tier.of(tier.word()), words.importance_within.of(importance.word()));
        let asked = words.skills.asked.fill(&[("tier", tier), ("importance", importance)]);
        asked + &note.unwrap_or_default()
    });
    SkillUseEntry { role, levels, blueprint }
}

/// Where each skill stands on `skills.html`. `C++` and `C#` slug alike, so some have a number.
pub(in crate::render) fn skill_ids(skills: &[Skill<'_>]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let ids = skills.iter().map(|skill| {
        let base = match skill.competency {
            Some(competency) => competency.id.to_string(),
            None => id_of("s", &slugged(skill.name, 64).unwrap_or_default()),
        };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut names = std::iter::once(base.clone()).chain(numbered);
        let free = names.find(|name| !seen.contains(name)).unwrap_or(base);
        seen.insert(free.clone());
        free
    });
    ids.collect()
}
