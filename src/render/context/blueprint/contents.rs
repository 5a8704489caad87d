use super::super::{Link, PathLists, id_of};
use super::BlueprintSections;

impl BlueprintSections {
    /// Links to the sections that there are; the path and hiring stand among them.
    pub(in crate::render::context) fn contents(
        &self,
        path: &PathLists,
        has_hiring: bool,
    ) -> Vec<Link> {
        let has_path =
            !(path.feeder.is_empty() && path.next.is_empty() && path.adjacent.is_empty());
        let sections = [
            (!self.at_a_glance.is_empty(), "glance", "At a glance"),
            (!self.summary.is_empty() || !self.facts.is_empty(), "summary", "Summary"),
            (self.mission.is_some(), "mission", "Mission"),
            (!self.responsibilities.is_empty(), "responsibilities", "Responsibilities"),
            (!self.activities.is_empty(), "activities", "Day to day"),
            (!self.deliverables.is_empty(), "deliverables", "Deliverables"),
            (
                !self.goals.is_empty()
                    || !self.success.is_empty()
                    || !self.high_performance.is_empty(),
                "goals",
                "Goals",
            ),
            (!self.kpis.is_empty(), "kpis", "KPIs"),
            (!self.skills.is_empty(), "skills", "Technical skills"),
            (!self.soft_skills.is_empty(), "soft-skills", "Soft skills"),
            (!self.tools.is_empty(), "tools", "Tools"),
            (!self.environment.is_empty(), "environment", "Technical environment"),
            (
                !self.stakeholders.is_empty() || !self.collaboration.is_empty(),
                "stakeholders",
                "Stakeholders",
            ),
            (!self.decisions.is_empty() || !self.authority.is_empty(), "decisions", "Decisions"),
            (!self.experience.is_empty(), "experience", "Experience"),
            (
                has_path || !self.promotion.is_empty() || !self.evolution.is_empty(),
                "path",
                "Career path",
            ),
            (!self.risks.is_empty(), "risks", "Risks"),
            (!self.variants.is_empty(), "variants", "Variants"),
            (!self.ai_impact.is_empty(), "ai", "Influence of AI"),
            (has_hiring, "hiring", "Hiring"),
        ];
        let sections = sections.into_iter().filter(|(is_there, _, _)| *is_there);
        let link = |(_, id, label): (bool, &str, &str)| Link {
            label: label.to_owned(),
            url: format!("#{}", id_of("b", id)),
        };
        sections.map(link).collect()
    }
}
