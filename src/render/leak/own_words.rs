use crate::parse::{
    Adoption, AiImpactKind, Cadence, CollaborationKind, DecisionRight, Importance,
    ResponsibilityGroup, RiskKind, SkillTier, StakeholderKind, VariantAxis,
};
use crate::record;

/// Words that pages and their data are made with, whatever the content: keys of JSON, closed lists
/// of TOML, parts of addresses. A test holds them against what comes out.
pub(super) fn all() -> String {
    let lists = [
        words(Adoption::ALL, Adoption::word),
        words(AiImpactKind::ALL, AiImpactKind::word),
        words(Cadence::ALL, Cadence::word),
        words(CollaborationKind::ALL, CollaborationKind::word),
        words(DecisionRight::ALL, DecisionRight::word),
        words(Importance::ALL, Importance::word),
        words(ResponsibilityGroup::ALL, ResponsibilityGroup::word),
        words(RiskKind::ALL, RiskKind::word),
        words(SkillTier::ALL, SkillTier::word),
        words(StakeholderKind::ALL, StakeholderKind::word),
        words(VariantAxis::ALL, VariantAxis::word),
    ];
    let schemas = [record::schema(), record::debrief::schema()].map(|schema| schema.to_string());
    [&lists.join(" "), &schemas.join(" "), OTHER].join(" ")
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    all.iter().map(|one| word(*one)).collect::<Vec<_>>().join(" ")
}

const OTHER: &str = "\
    about activity adjacent adoption ai-impact aliases anchors architecture area areas assess \
    attributes authority averageFieldLength axis behaviour behaviours below blueprint body \
    budget cadence category certification class classic collaboration compare competencies \
    competency compliance condition core cumulative current decision definition deliverable \
    delivery description dimension dimensions dirtCount documentCount documentIds domain draft \
    edition education either environment evolution examples exceeds exercise exercises \
    expectation experience external facts families family feeder fieldIds fieldLength format \
    frequency glossary goal good group growth guide high-performance hiring horizon importance \
    importance-note index input interfaces internal interviews intro issues items kind \
    knowledge kpi-intro kpi-notes label language leadership legacy level levels lines links \
    list live looks-at marked measures meets min-assessors minutes mission must-have name names next \
    nextId not-expected not-written note open optional ordered organization outcomes output \
    overrides owner page pages panel panelists parallel past path pillar pillars points prior- \
    roles probes proficiency promotion public question questions red-flags replaced-by \
    replaces reports-to responsibility retention-days reviewed right risk role roles rows \
    rubric scale scales scorecard search section serializationVersion shows-as signal signals \
    since sitemap situational skill soft-skill stage stages stakeholder state status \
    storedFields strong subjects success summary tagline take-home target task term text texts tier \
    title tool track tracks type types unmarked unnumbered usage value values variant vendor \
    version weak weight weights weights-reason well-below what work written years";
