use super::super::super::words::{Phrase, Words};
use super::super::{Link, PathLists, id_of};
use super::BlueprintSections;

impl BlueprintSections<'_> {
    /// Links to the sections that there are; the path and hiring stand among them.
    pub(in crate::render::context) fn contents(
        &self,
        words: &Words,
        path: &PathLists,
        has_hiring: bool,
    ) -> Vec<Link> {
        let has_path =
            !(path.feeder.is_empty() && path.next.is_empty() && path.adjacent.is_empty());
        let words = &words.blueprint;
        let sections = [
            (!self.at_a_glance.is_empty(), "glance", &words.at_a_glance),
            (!self.summary.is_empty() || !self.facts.is_empty(), "summary", &words.summary),
            (self.mission.is_some(), "mission", &words.mission),
            (!self.responsibilities.is_empty(), "responsibilities", &words.responsibilities),
            (!self.activities.is_empty(), "activities", &words.activities),
            (!self.deliverables.is_empty(), "deliverables", &words.deliverables),
            (
                !self.goals.is_empty()
                    || !self.success.is_empty()
                    || !self.high_performance.is_empty(),
                "goals",
                &words.goals,
            ),
            (!self.kpis.is_empty(), "kpis", &words.kpis),
            (!self.skills.is_empty(), "skills", &words.skills),
            (!self.soft_skills.is_empty(), "soft-skills", &words.soft_skills),
            (!self.tools.is_empty(), "tools", &words.tools),
            (!self.environment.is_empty(), "environment", &words.environment),
            (
                !self.stakeholders.is_empty() || !self.collaboration.is_empty(),
                "stakeholders",
                &words.stakeholders,
            ),
            (
                !self.decisions.is_empty() || !self.authority.is_empty(),
                "decisions",
                &words.decisions,
            ),
            (!self.experience.is_empty(), "experience", &words.experience),
            (
                has_path || !self.promotion.is_empty() || !self.evolution.is_empty(),
                "path",
                &words.path,
            ),
            (!self.risks.is_empty(), "risks", &words.risks),
            (!self.variants.is_empty(), "variants", &words.variants),
            (!self.ai_impact.is_empty(), "ai", &words.ai),
            (has_hiring, "hiring", &words.hiring),
        ];
        let sections = sections.into_iter().filter(|(is_there, _, _)| *is_there);
        let link = |(_, id, label): (bool, &str, &Phrase)| Link {
            label: label.text(),
            url: format!("#{}", id_of("b", id)),
        };
        sections.map(link).collect()
    }
}
