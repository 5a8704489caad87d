//! A level of a role as candidates read it in an advertisement: Markdown, or a `JobPosting` of
//! schema.org as JSON-LD. Only what the framework says: no place, no pay, no date, no employer.

use serde_json::{Map, Value, json};

use super::markdown::{escaped, item};
use super::{ExportError, Exported, Wish};
use crate::derive::attribute_text;
use crate::derive::matching::plain;
use crate::model::{Behaviour, Guide, Level, Prose, Role, Value as Attribute};
use crate::parse::{BlueprintFile, SkillTier, Text, YearsTable};
use crate::render::Site;

/// What search engines for jobs want of a posting, and no framework knows.
const UNKNOWN: &[&str] = &["datePosted", "hiringOrganization", "jobLocation"];

pub(super) fn write(site: &Site, wish: &Wish) -> Result<Exported, ExportError> {
    let role = wish.one_role(site.framework())?;
    let level = wish.one_level(role)?;
    let posting = Posting { site, role, level };
    Ok(match wish.shape.as_deref() {
        Some("json-ld") => {
            let text = format!("{:#}\n", posting.json_ld());
            Exported { unknown: UNKNOWN, ..Exported::file(text.into_bytes()) }
        }
        _ => {
            let text = format!("# {}\n\n{}", escaped(&level.title), posting.description());
            Exported::file(text.into_bytes())
        }
    })
}

struct Posting<'s> {
    site: &'s Site,
    role: &'s Role,
    level: &'s Level,
}

impl<'s> Posting<'s> {
    fn blueprint(&self) -> Option<&'s BlueprintFile> {
        self.role.blueprint.as_deref().map(|blueprint| &blueprint.sections)
    }

    /// All of it below the title, as Markdown.
    fn description(&self) -> String {
        let mut out = Out { site: self.site, text: String::new() };
        let level = self.level;
        out.prose(level.tagline.as_ref());
        let file = self.blueprint();
        match file.and_then(|file| file.summary.as_ref()) {
            Some(summary) => out.block(&self.site.standalone(summary.get_ref())),
            None => out.prose(self.role.summary.as_ref()),
        }
        let core = file.and_then(|file| file.mission.core.as_ref());
        core.into_iter().for_each(|core| out.block(&self.site.standalone(core.get_ref())));
        if let Some(file) = file {
            self.responsibilities_of(file, &mut out);
        }
        self.expected(&mut out);
        if let Some(file) = file {
            self.skills_of(file, &mut out);
            self.experience_of(file, &mut out);
        }
        if let Some(guide) = self.role.guide.as_deref() {
            self.interviews(guide, &mut out);
        }
        out.text
    }

    fn responsibilities_of(&self, file: &BlueprintFile, out: &mut Out<'_>) {
        let responsibilities = file.responsibility.iter().map(|one| {
            let title = one.title.as_ref().map(|title| format!("**{}**: ", escaped(title)));
            let condition = one.condition.as_ref().map(|text| format!(" ({})", out.text(text)));
            let text = out.text(&one.text);
            format!("{}{text}{}", title.unwrap_or_default(), condition.unwrap_or_default())
        });
        let responsibilities: Vec<String> = responsibilities.collect();
        out.list("blueprint.responsibilities", &responsibilities);
        let activities = file.activity.iter().map(|one| {
            let items = one.items.iter().map(|item| format!("\n- {}", out.text(item)));
            format!("{}{}", out.text(&one.text), items.collect::<String>())
        });
        let activities: Vec<String> = activities.collect();
        out.list("blueprint.activities", &activities);
    }

    /// What the level says.
    fn expected(&self, out: &mut Out<'_>) {
        let level = self.level;
        let cells = level.cells.iter().zip(&self.role.competencies);
        let cells: Vec<_> = cells.filter(|(cell, _)| !cell.expectations.is_empty()).collect();
        if cells.is_empty() && level.intro.is_none() && level.attributes.is_empty() {
            return;
        }
        out.heading("candidates.levels");
        out.prose(level.intro.as_ref());
        let facts = level.attributes.iter().map(|one| {
            let label = escaped(&one.attribute.label);
            match &one.value {
                Attribute::Text(text) => format!("**{label}**: {}", out.markdown(text)),
                Attribute::List { expectations, .. } => {
                    let lines = expectations.iter().map(|one| out.behaviour(&one.behaviour));
                    format!("**{label}**\n- {}", lines.collect::<Vec<_>>().join("\n- "))
                }
                value => {
                    let text = attribute_text(&one.attribute, value).unwrap_or_default();
                    format!("**{label}**: {}", escaped(text))
                }
            }
        });
        let facts: Vec<String> = facts.collect();
        out.items(&facts);
        for (cell, competency) in cells {
            out.block(&format!("### {}", escaped(&competency.name)));
            let lines = cell.expectations.iter().map(|one| out.behaviour(&one.behaviour));
            let lines: Vec<String> = lines.collect();
            out.items(&lines);
        }
    }

    fn skills_of(&self, file: &BlueprintFile, out: &mut Out<'_>) {
        if !file.skill.is_empty() {
            out.heading("blueprint.skills");
        }
        for tier in SkillTier::ALL {
            let skills = file.skill.iter().filter(|one| one.tier == *tier).map(|one| {
                let about = one.description.as_ref().map(|text| format!(": {}", out.text(text)));
                format!("{}{}", escaped(&one.name), about.unwrap_or_default())
            });
            let skills: Vec<String> = skills.collect();
            if !skills.is_empty() {
                let tier = self.site.word(&format!("tier.{}", tier.word()));
                out.block(&format!("**{}**", escaped(tier)));
                out.items(&skills);
            }
        }
        let skills = file.soft_skill.iter().map(|one| {
            let about = one.shows_as.as_ref().or(one.why.as_ref());
            let about = about.map(|text| format!(": {}", out.text(text)));
            format!("{}{}", escaped(&one.name), about.unwrap_or_default())
        });
        let skills: Vec<String> = skills.collect();
        out.list("blueprint.soft_skills", &skills);
    }

    fn experience_of(&self, file: &BlueprintFile, out: &mut Out<'_>) {
        let experience = &file.experience;
        let years = experience.years.iter().map(|one| self.years(one));
        let texts = experience.education.iter().chain(&experience.prior_roles);
        let texts = texts.chain(&experience.domain).chain(&experience.leadership);
        let certificates = experience.certification.iter().map(|one| {
            let note = one.note.as_ref().map(|note| format!(": {}", out.text(note)));
            format!("{}{}", escaped(&one.name), note.unwrap_or_default())
        });
        let all = years.chain(texts.map(|text| out.text(text))).chain(certificates);
        let all: Vec<String> = all.collect();
        out.list("blueprint.experience", &all);
    }

    /// `8–12+ years in engineering`
    fn years(&self, one: &YearsTable) -> String {
        let most = one.max.map(|max| format!("–{max}")).unwrap_or_default();
        let open = if one.open { "+" } else { "" };
        let years = format!("{}{most}{open}", one.min);
        let words = self.site.word("unit.years_of").replace("{years}", &years);
        words.replace("{what}", &self.site.standalone(one.what.get_ref()))
    }

    fn interviews(&self, guide: &Guide, out: &mut Out<'_>) {
        out.heading("candidates.kind");
        out.prose(guide.text.as_ref());
        let stages = guide.stages.iter().map(|stage| {
            let texts = stage.task.iter().chain(&stage.text).map(|text| out.markdown(text));
            let texts = texts.collect::<Vec<_>>().join(" ");
            let about = if texts.is_empty() { texts } else { format!(": {texts}") };
            format!("**{}**{about}", escaped(&stage.name))
        });
        let stages: Vec<String> = stages.collect();
        out.items(&stages);
    }

    fn json_ld(&self) -> Value {
        let file = self.blueprint();
        let line = |text: &Text| in_a_line(text.get_ref());
        let experience = file.map(|file| &file.experience);
        let texts = |of: &[Text]| of.iter().map(line).collect::<Vec<String>>();
        let mut responsibilities: Vec<String> = Vec::new();
        let mut skills: Vec<String> = Vec::new();
        let mut qualifications: Vec<String> = Vec::new();
        if let Some(file) = file {
            responsibilities.extend(file.responsibility.iter().map(|one| line(&one.text)));
            skills.extend(file.skill.iter().map(|one| one.name.clone()));
            skills.extend(file.soft_skill.iter().map(|one| one.name.clone()));
            qualifications.extend(texts(&file.experience.domain));
            qualifications.extend(texts(&file.experience.leadership));
            let certificates = file.experience.certification.iter();
            qualifications.extend(certificates.map(|one| one.name.clone()));
        }
        let cells = || self.level.cells.iter().zip(&self.role.competencies);
        if responsibilities.is_empty() {
            let said = cells().flat_map(|(cell, _)| &cell.expectations);
            responsibilities.extend(said.map(|one| in_a_line(&one.behaviour.text.markdown)));
        }
        if skills.is_empty() {
            let asked = cells().filter(|(cell, _)| !cell.expectations.is_empty());
            skills.extend(asked.map(|(_, competency)| competency.name.clone()));
        }
        let education = experience.map(|one| texts(&one.education)).unwrap_or_default();
        let fields = [
            ("@context", json!("https://schema.org")),
            ("@type", json!("JobPosting")),
            ("title", json!(self.level.title)),
            ("description", json!(self.site.html(&self.description()).trim_end())),
            ("responsibilities", json!(responsibilities)),
            ("qualifications", json!(qualifications)),
            ("educationRequirements", json!(education)),
            ("experienceRequirements", self.experience_requirements()),
            ("skills", json!(skills)),
        ];
        let is_there = |value: &Value| value.as_array().is_none_or(|list| !list.is_empty());
        let fields = fields.into_iter().filter(|(_, value)| is_there(value) && !value.is_null());
        Value::Object(fields.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
    }

    /// In words, and in months where one sum is asked for.
    fn experience_requirements(&self) -> Value {
        let Some(experience) = self.blueprint().map(|file| &file.experience) else {
            return Value::Null;
        };
        let years = experience.years.iter().map(|one| in_a_line(&self.years(one)));
        let texts = experience.prior_roles.iter().map(|text| in_a_line(text.get_ref()));
        let said: Vec<String> = years.chain(texts).collect();
        if said.is_empty() {
            return Value::Null;
        }
        match &experience.years[..] {
            [one] => json!({
                "@type": "OccupationalExperienceRequirements",
                "monthsOfExperience": one.min.saturating_mul(12),
                "description": said.join("; "),
            }),
            _ => json!(said),
        }
    }
}

fn in_a_line(markdown: &str) -> String {
    plain(markdown).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown under construction.
struct Out<'s> {
    site: &'s Site,
    text: String,
}

impl Out<'_> {
    fn block(&mut self, markdown: &str) {
        let markdown = markdown.trim();
        if !markdown.is_empty() {
            let between = if self.text.is_empty() { "" } else { "\n" };
            self.text.push_str(between);
            self.text.push_str(markdown);
            self.text.push('\n');
        }
    }

    fn prose(&mut self, text: Option<&Prose>) {
        let text = text.map(|text| self.markdown(text));
        self.block(&text.unwrap_or_default());
    }

    fn heading(&mut self, key: &str) {
        self.block(&format!("## {}", escaped(self.site.word(key))));
    }

    /// A list below a heading, if there is anything in it.
    fn list(&mut self, key: &str, items: &[String]) {
        if !items.is_empty() {
            self.heading(key);
            self.items(items);
        }
    }

    fn items(&mut self, items: &[String]) {
        let items = items.iter().map(|one| item(&format!("- {one}")));
        self.block(&items.collect::<Vec<_>>().join("\n"));
    }

    fn text(&self, text: &Text) -> String {
        self.site.standalone(text.get_ref())
    }

    fn markdown(&self, text: &Prose) -> String {
        self.site.standalone(&text.markdown)
    }

    fn behaviour(&self, one: &Behaviour) -> String {
        let items = one.items.iter().map(|item| format!("\n- {}", self.markdown(item)));
        format!("{}{}", self.markdown(&one.text), items.collect::<String>())
    }
}
