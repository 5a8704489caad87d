use super::Texts;
use crate::model::Blueprint;
use crate::parse::{BlueprintFile, Text, span_of};

impl<'f> Texts<'f, '_> {
    pub(super) fn blueprint(&mut self, blueprint: &'f Blueprint) {
        for text in texts(&blueprint.sections) {
            self.push(text.get_ref(), span_of(blueprint.file, text));
        }
    }
}

/// Every Markdown text of a blueprint, section by section.
fn texts(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    purpose(file).chain(work(file)).chain(skills(file)).chain(people(file)).chain(outlook(file))
}

/// Sections 1, 2, 6 and 7.
fn purpose(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    let facts = file.facts.horizon.iter().chain(&file.facts.reports_to);
    let mission = file.mission.core.iter().chain(&file.mission.importance);
    let goals = file.goal.iter().flat_map(|one| one.text.iter().chain(&one.items));
    let kpis = file.kpi.iter().flat_map(|one| {
        let target = one.target.iter().chain(&one.condition);
        one.measures.iter().chain(&one.why).chain(target)
    });
    let intros = file.summary.iter().chain(&file.success).chain(&file.kpi_intro);
    let lists = file.high_performance.iter().chain(&file.kpi_notes).chain(&file.facts.interfaces);
    intros
        .chain(lists)
        .chain(facts)
        .chain(mission)
        .chain(&file.mission.outcomes)
        .chain(goals)
        .chain(kpis)
}

/// Sections 3, 4 and 5.
fn work(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    let responsibilities =
        file.responsibility.iter().flat_map(|one| std::iter::once(&one.text).chain(&one.condition));
    let activities =
        file.activity.iter().flat_map(|one| std::iter::once(&one.text).chain(&one.items));
    let deliverables =
        file.deliverable.iter().flat_map(|one| std::iter::once(&one.text).chain(&one.items));
    responsibilities.chain(activities).chain(deliverables)
}

/// Sections 8 to 11.
fn skills(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    let skills = file.skill.iter().flat_map(|one| one.description.iter().chain(&one.usage));
    let soft = file
        .soft_skill
        .iter()
        .flat_map(|one| one.why.iter().chain(&one.shows_as).chain(&one.strong));
    let tools = file.tool.iter().flat_map(|one| one.usage.iter().chain(&one.note));
    let environment = file.environment.iter().flat_map(|one| one.text.iter().chain(&one.items));
    skills.chain(soft).chain(tools).chain(environment)
}

/// Sections 12 to 15.
fn people(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    let stakeholders = file.stakeholder.iter().flat_map(|one| &one.about);
    let together = file.collaboration.iter().map(|one| &one.text);
    let decisions = file.decision.iter().map(|one| &one.text);
    let authority = &file.authority;
    let money = authority.budget.iter().chain(&authority.vendor).chain(&authority.delivery);
    let others =
        authority.hiring.iter().chain(&authority.compliance).chain(&authority.architecture);
    let experience = &file.experience;
    let lists = [&experience.education, &experience.prior_roles, &experience.domain];
    let lists = lists.into_iter().chain([&experience.leadership]).flatten();
    let certificates = experience.certification.iter().flat_map(|one| &one.note);
    let growth = file.growth.promotion.iter().chain(&file.growth.evolution);
    let together = stakeholders.chain(together).chain(decisions).chain(money).chain(others);
    together.chain(lists).chain(certificates).chain(growth)
}

/// Sections 16 to 18.
fn outlook(file: &BlueprintFile) -> impl Iterator<Item = &Text> {
    let risks = file.risk.iter().map(|one| &one.text);
    let variants = file.variant.iter().flat_map(|one| &one.items);
    risks.chain(variants).chain(file.ai_impact.iter().map(|one| &one.text))
}
