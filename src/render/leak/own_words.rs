use crate::parse::{
    Adoption, AiImpactKind, Cadence, CollaborationKind, DecisionRight, Importance,
    ResponsibilityGroup, RiskKind, SkillTier, StakeholderKind, VariantAxis,
};

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
    lists.join(" ") + " " + OTHER
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    all.iter().map(|one| word(*one)).collect::<Vec<_>>().join(" ")
}

const OTHER: &str = "";
