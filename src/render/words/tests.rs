use super::phrase::places;
use super::read::built_in_languages;
use super::*;
use crate::parse::{
    Adoption, AiImpactKind, Cadence, CollaborationKind, DecisionRight, Importance,
    ResponsibilityGroup, RiskKind, SkillTier, StakeholderKind, VariantAxis,
};

/// The key without the plural form at its end.
fn base(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((base, form)) if phrase::CATEGORIES.contains(&form) => base,
        _ => key,
    }
}

fn keys(flat: &Flat) -> Vec<&str> {
    let mut keys: Vec<&str> = flat.keys().map(|key| base(key)).collect();
    keys.dedup();
    keys
}

#[test]
fn every_language_has_the_words_of_english_with_their_places() {
    let languages = built_in_languages();
    assert!(languages.len() >= 2, "English and one more");
    let english = &languages[read::ENGLISH];
    for (tag, flat) in languages {
        assert_eq!(keys(flat), keys(english), "{tag}.toml");
        for (key, text) in flat {
            let pattern = english.get(key).or_else(|| english.get(&format!("{}.other", base(key))));
            let mut own = places(text);
            let mut wanted = places(pattern.unwrap());
            own.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(own, wanted, "{tag}.toml: {key}");
            assert!(!text.trim().is_empty(), "{tag}.toml: {key}");
        }
    }
}

#[test]
fn every_language_has_the_plural_forms_it_needs() {
    for (tag, flat) in built_in_languages() {
        let forms = read::categories(tag);
        for key in flat.keys().filter(|key| key.ends_with(".other")) {
            for form in &forms {
                let key = format!("{}.{form}", base(key));
                assert!(flat.contains_key(&key), "{tag}.toml: {key}");
            }
        }
    }
}

#[test]
fn every_word_of_a_vocabulary_has_a_name() {
    let words = Words::english();
    macro_rules! named {
        ($($kinds:ident in $labels:expr,)+) => {$(
            for kind in $kinds::ALL {
                assert!(!$labels.of(kind.word()).is_empty(), "{kind:?}");
            }
        )+};
    }
    named!(
        ResponsibilityGroup in words.responsibility,
        Cadence in words.cadence,
        SkillTier in words.tier,
        Importance in words.importance,
        Importance in words.importance_within,
        Adoption in words.adoption,
        Adoption in words.certificates,
        StakeholderKind in words.stakeholder,
        CollaborationKind in words.collaboration,
        DecisionRight in words.decision,
        RiskKind in words.risk,
        VariantAxis in words.variant,
        AiImpactKind in words.ai_impact,
    );
}

#[test]
fn numbers_lists_and_days_follow_their_language() {
    let german = Words::new("de".into(), built_in_languages()["de"].clone());
    let english = Words::english();
    let day = "2026-09-01".parse().unwrap();
    assert_eq!(english.day(day), "1 September 2026");
    assert_eq!(german.day(day), "1. September 2026");
    assert_eq!(english.counted(&english.unit.days, 1), "1 day");
    assert_eq!(german.counted(&german.unit.days, 0), "0 Tage");
    assert_eq!(english.listed(&["a", "b", "c"]), "a, b and c");
    assert_eq!(german.listed(&["a", "b"]), "a und b");
    assert_eq!(german.listed(&["a"]), "a");
    assert_eq!(german.listed(&[] as &[&str]), "");
}

#[test]
fn a_language_with_more_forms_uses_them() {
    let mut flat = built_in_languages()[read::ENGLISH].clone();
    for (form, text) in [("one", "{count} день"), ("few", "{count} дня"), ("many", "{count} дней")]
    {
        flat.insert(format!("unit.days.{form}"), text.to_owned());
    }
    let russian = Words::new("ru".into(), flat);
    let told = [1, 2, 5, 11, 21, 24].map(|count| russian.counted(&russian.unit.days, count));
    assert_eq!(told, ["1 день", "2 дня", "5 дней", "11 дней", "21 день", "24 дня"]);
}
