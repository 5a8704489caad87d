//! The long description of a role: what its template sees, and how that is made.

mod contents;
mod ink;
mod sections;

use serde::Serialize;

use super::super::html::Html;
use super::{Link, Named};

/// The long description of a role, section by section. What a role doesn't say is `none` or empty.
#[derive(Debug, Default, Serialize)]
pub struct BlueprintSections<'s> {
    /// Section 1: what the role is.
    pub summary: Html,
    /// Section 1: facts.
    pub facts: Vec<Items>,
    /// Section 2: the mission.
    pub mission: Option<Mission>,
    /// Section 3: responsibilities by group, numbered across groups.
    pub responsibilities: Vec<Numbered>,
    /// Section 3: how many there are.
    pub responsibility_count: usize,
    /// Section 4: what is done how often.
    pub activities: Vec<Group>,
    /// Section 5: what is handed over.
    pub deliverables: Vec<Group>,
    /// Section 6: milestones, the nearest first.
    pub goals: Vec<Goal>,
    /// Section 6: what success means.
    pub success: Html,
    /// Section 6: what sets high performance apart.
    pub high_performance: Vec<Html>,
    /// Section 7: what is measured.
    pub kpis: Vec<Kpi>,
    /// Section 7: what to know before reading them.
    pub kpi_intro: Html,
    /// Section 7: what to know about them.
    pub kpi_notes: Vec<Html>,
    /// Section 8: technical skills by tier.
    pub skills: Vec<SkillTierRows<'s>>,
    /// Section 9: soft skills.
    pub soft_skills: Vec<SoftSkill>,
    /// Section 10: tools by category.
    pub tools: Vec<ToolGroup<'s>>,
    /// Section 11: what the work is done in.
    pub environment: Vec<Items>,
    /// Section 12: people worked with, by where they stand.
    pub stakeholders: Vec<Stakeholders<'s>>,
    /// Section 12: how the work is shared, who decides, where it escalates.
    pub collaboration: Vec<Group>,
    /// Section 13: what is decided alone, with peers, with approval.
    pub decisions: Vec<Group>,
    /// Section 13: authority by domain.
    pub authority: Vec<Items>,
    /// Section 14: experience and qualifications.
    pub experience: Vec<Items>,
    /// Section 15: what a promotion asks for.
    pub promotion: Vec<Html>,
    /// Section 15: how the role changes.
    pub evolution: Vec<Html>,
    /// Section 16: risks by kind.
    pub risks: Vec<Group>,
    /// Section 17: variants by what they vary with.
    pub variants: Vec<Variants<'s>>,
    /// Section 18: what machines change.
    pub ai_impact: Vec<Group>,
    /// Section 20: all of it at a glance.
    pub at_a_glance: Vec<Items>,
}

/// The mission.
#[derive(Debug, Serialize)]
pub struct Mission {
    /// The mission itself.
    pub core: Html,
    /// Why it matters.
    pub importance: Html,
    /// What comes of it.
    pub outcomes: Vec<Html>,
}

/// Things under a label.
#[derive(Debug, Serialize)]
pub struct Items {
    /// The label.
    pub label: String,
    /// Text before the things.
    pub html: Html,
    /// The things.
    pub items: Vec<Html>,
}

/// Items of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What the kind is called.
    pub label: String,
    /// The kind, as a class.
    pub word: String,
    /// The items.
    pub items: Vec<Item>,
}

/// Items of one kind, counted on from the kind before.
#[derive(Debug, Serialize)]
pub struct Numbered {
    /// The number of the first item.
    pub start: usize,
    /// The items.
    pub group: Group,
}

/// An item, maybe with a name and with parts.
#[derive(Debug, Default, Serialize)]
pub struct Item {
    /// Its name.
    pub name: Option<String>,
    /// Its text.
    pub html: Html,
    /// When it holds.
    pub condition: Html,
    /// Its parts.
    pub items: Vec<Html>,
}

/// A milestone.
#[derive(Debug, Serialize)]
pub struct Goal {
    /// When it is reached, in words.
    pub horizon: String,
    /// What it is called.
    pub label: String,
    /// Its text.
    pub html: Html,
    /// What it consists of.
    pub items: Vec<Html>,
}

/// Something that is measured.
#[derive(Debug, Serialize)]
pub struct Kpi {
    /// Its name.
    pub name: String,
    /// What kind of measure it is.
    pub types: Vec<String>,
    /// What is measured.
    pub measures: Html,
    /// Why.
    pub why: Html,
    /// The aim.
    pub target: Html,
    /// How often.
    pub frequency: Vec<String>,
    /// When it holds.
    pub condition: Html,
}

/// Technical skills of a tier.
#[derive(Debug, Serialize)]
pub struct SkillTierRows<'s> {
    /// What the tier is called.
    pub label: &'s str,
    /// The skills.
    pub skills: Vec<SkillRow<'s>>,
}

/// A technical skill.
#[derive(Debug, Serialize)]
pub struct SkillRow<'s> {
    /// Its name.
    pub name: String,
    /// How much it matters, as a class.
    pub importance: &'static str,
    /// How much it matters, in words.
    pub importance_words: &'s str,
    /// When that differs.
    pub importance_note: Option<String>,
    /// What it is.
    pub description: Html,
    /// What it is used for.
    pub usage: Html,
    /// The competency that says it level by level.
    pub competency: Option<Link>,
}

/// A soft skill.
#[derive(Debug, Serialize)]
pub struct SoftSkill {
    /// Its name.
    pub name: String,
    /// Why it matters.
    pub why: Html,
    /// How it shows.
    pub shows_as: Html,
    /// What strong looks like.
    pub strong: Html,
}

/// Tools of a category.
#[derive(Debug, Serialize)]
pub struct ToolGroup<'s> {
    /// The category.
    pub category: String,
    /// The tools.
    pub tools: Vec<Tool<'s>>,
}

/// A tool, or several that do for each other.
#[derive(Debug, Serialize)]
pub struct Tool<'s> {
    /// Its names.
    pub names: Html,
    /// What it is used for.
    pub usage: Html,
    /// How widely it is found.
    pub adoption: &'s str,
    /// What else to know.
    pub note: Html,
}

/// People who stand alike to the role.
#[derive(Debug, Serialize)]
pub struct Stakeholders<'s> {
    /// How they stand.
    pub label: &'s str,
    /// Who, and about what.
    pub rows: Vec<Named>,
}

/// Variants of the role along an axis.
#[derive(Debug, Serialize)]
pub struct Variants<'s> {
    /// What it varies with.
    pub label: &'s str,
    /// The variants: their name, and what differs.
    pub variants: Vec<Items>,
}
