//! The words of blueprints: labels, remarks in brackets, spans of numbers, and the closed lists of the
//! content format by the words that writers have for them.

use super::lines::{letters, part};
use crate::import::document::{Text, plain};
use crate::parse::{
    Adoption, AiImpactKind, Cadence, CollaborationKind, DecisionRight, Importance,
    ResponsibilityGroup, RiskKind, SkillTier, StakeholderKind, VariantAxis,
};

/// The first value one of whose words a heading has; words of several letters may begin one.
fn find<T: Copy>(said: &str, words: &[(T, &[&str])]) -> Option<T> {
    let said = said.to_lowercase().replace('–', "-");
    let has = |word: &str| {
        let begins = |at: usize| !said[..at].ends_with(char::is_alphanumeric);
        said.match_indices(word).any(|(at, _)| begins(at))
    };
    words.iter().find(|(_, all)| all.iter().any(|word| has(word))).map(|(value, _)| *value)
}

pub(super) fn responsibility_group(heading: &str) -> Option<ResponsibilityGroup> {
    use ResponsibilityGroup as G;
    find(
        heading,
        &[
            (
                G::CrossFunctional,
                &["cross-functional", "cross functional", "stakeholder", "partner"],
            ),
            (G::Governance, &["governance", "compliance", "quality", "risk", "control"]),
            (G::Strategic, &["strateg", "vision", "planning"]),
            (G::Technical, &["technical", "engineering", "architect", "hands-on"]),
            (G::Leadership, &["leadership", "people", "team", "management"]),
            (G::Operational, &["operation", "delivery", "execution", "day-to-day"]),
        ],
    )
}

pub(super) fn cadence(heading: &str) -> Option<Cadence> {
    use Cadence as C;
    find(
        heading,
        &[
            (C::Incident, &["incident", "escalation", "emergenc", "on-call", "unplanned"]),
            (C::Ritual, &["ritual", "recurring", "meeting", "ceremon"]),
            (C::Daily, &["daily", "every day", "each day"]),
            (C::Weekly, &["weekly", "every week", "each week", "fortnight", "biweekly"]),
            (C::Monthly, &["month", "quarter", "annual", "yearly"]),
        ],
    )
}

pub(super) fn skill_tier(heading: &str) -> Option<SkillTier> {
    use SkillTier as T;
    find(
        heading,
        &[
            (T::Emerging, &["emerging", "future", "next"]),
            (T::Advanced, &["advanced", "expert"]),
            (
                T::GoodToHave,
                &["good-to-have", "good to have", "nice", "desirable", "preferred", "bonus"],
            ),
            (T::MustHave, &["must", "core", "required", "essential", "mandatory"]),
        ],
    )
}

pub(super) fn stakeholder_kind(heading: &str) -> Option<StakeholderKind> {
    use StakeholderKind as K;
    find(
        heading,
        &[
            (K::Upstream, &["upstream", "depends on", "dependenc", "supplier", "input"]),
            (K::Downstream, &["downstream", "consumer", "depend on this", "output"]),
            (K::Peer, &["peer", "counterpart"]),
            (K::External, &["external", "outside"]),
            (K::Internal, &["internal", "inside", "stakeholder"]),
        ],
    )
}

pub(super) fn collaboration_kind(heading: &str) -> Option<CollaborationKind> {
    use CollaborationKind as K;
    find(
        heading,
        &[
            // "Nature of collaboration and decision-making authority" is about collaboration.
            (K::Nature, &["nature", "ways of working", "working style", "collaboration"]),
            (K::Authority, &["authority", "decision"]),
            (K::Escalation, &["escalat"]),
        ],
    )
}

pub(super) fn decision_right(heading: &str) -> Option<DecisionRight> {
    use DecisionRight as R;
    find(
        heading,
        &[
            (R::Executive, &["executive", "manager", "director", "leadership", "board", "escalat"]),
            (
                R::Peer,
                &["peer", "team", "cross-functional", "alignment", "consult", "shared", "joint"],
            ),
            (R::Own, &["independent", "alone", "own", "autonom", "without"]),
        ],
    )
}

pub(super) fn risk_kind(heading: &str) -> Option<RiskKind> {
    use RiskKind as K;
    find(
        heading,
        &[
            (K::AntiPattern, &["anti-pattern", "antipattern", "anti pattern", "pitfall"]),
            (K::Bottleneck, &["bottleneck", "constraint", "block"]),
            (K::Underperformance, &["underperform", "failure", "fail", "poor"]),
            (K::Business, &["business", "ineffective", "impact"]),
            (K::Challenge, &["challenge", "difficult", "risk"]),
        ],
    )
}

pub(super) fn variant_axis(heading: &str) -> Option<VariantAxis> {
    use VariantAxis as A;
    find(
        heading,
        &[
            (A::Regulation, &["regulat"]),
            (A::Stage, &["startup", "start-up", "stage", "maturity"]),
            (A::BusinessModel, &["product-led", "service", "business model", "b2b"]),
            (A::Geography, &["geograph", "region", "country", "location"]),
            (A::Industry, &["industr", "sector", "domain"]),
            (A::Size, &["size", "scale", "headcount"]),
        ],
    )
}

pub(super) fn ai_kind(heading: &str) -> Option<AiImpactKind> {
    use AiImpactKind as K;
    find(
        heading,
        &[
            (K::Human, &["human", "remain"]),
            (K::Expectation, &["expect", "demand"]),
            (K::Automatable, &["automated", "automatable", "can be", "accelerated"]),
            (K::Change, &["change", "evolve", "shift", "over the next"]),
        ],
    )
}

pub(super) fn adoption(said: &str) -> Option<Adoption> {
    use Adoption as A;
    find(
        said,
        &[
            (A::Common, &["common", "standard", "widespread", "valued", "required"]),
            (A::Optional, &["optional", "helpful", "nice"]),
            (A::ContextSpecific, &["context", "depends", "specific", "situational"]),
        ],
    )
}

/// A word of a list at the beginning of what is said, and what follows it: a remark.
fn leading<T: Copy>(said: &str, words: &[(T, &[&str])]) -> Option<(T, usize)> {
    let lower = said.to_lowercase();
    let at = |word: &&str| {
        lower.starts_with(*word) && !lower[word.len()..].starts_with(char::is_alphanumeric)
    };
    words
        .iter()
        .find_map(|(value, all)| all.iter().find(|word| at(word)).map(|w| (*value, w.len())))
}

/// How much a skill matters, and how many letters say so.
pub(super) fn importance(said: &str) -> Option<(Importance, usize)> {
    use Importance as I;
    leading(
        said,
        &[
            (I::ContextSpecific, &["context-specific", "context specific", "context-dependent"]),
            (I::Critical, &["critical", "essential", "must-have", "must have", "required"]),
            (I::Important, &["important", "high", "recommended", "valuable"]),
            (I::Optional, &["optional", "nice-to-have", "nice to have", "helpful", "low"]),
        ],
    )
}

/// How widely a tool is found, and how many letters say so.
pub(super) fn tool_adoption(said: &str) -> Option<(Adoption, usize)> {
    use Adoption as A;
    leading(
        said,
        &[
            (A::Common, &["common", "standard", "core"]),
            (A::ContextSpecific, &["context-specific", "context specific", "context-dependent"]),
            (A::Optional, &["optional", "rare", "emerging"]),
        ],
    )
}

/// What stands behind a base word: without the signs between the two, and without brackets.
pub(super) fn remark(said: &str) -> String {
    let said = said.trim().trim_start_matches(['/', ',', ';', ':', '–', '-']).trim();
    unbracketed(said).to_owned()
}

/// What stands in brackets around the whole.
fn unbracketed(said: &str) -> &str {
    let inner = said.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(said)
}

/// A label, `Use:` or `Why it matters:`, and where in the text what it labels begins.
pub(super) struct Label {
    pub(super) said: String,
    pub(super) rest: Text,
}

/// Longest label.
const LABEL_WORDS: usize = 12;

pub(super) fn label(text: &Text) -> Option<Label> {
    let letters = letters(text);
    let mut depth = 0_i32;
    let colon = letters.iter().position(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        *letter == ':' && depth <= 0
    })?;
    let followed = letters.get(colon + 1).is_none_or(|letter| letter.is_whitespace());
    let said = plain(&part(text, 0, colon));
    let is_label = followed && !said.is_empty() && !said.contains(['.', ';', '!', '?']);
    let is_short = said.split_whitespace().count() <= LABEL_WORDS;
    (is_label && is_short).then(|| Label { said, rest: part(text, colon + 1, letters.len()) })
}

/// `Name (remark)`, taken apart: where the remark's bracket opens, and the remark.
pub(super) fn bracket(said: &str) -> Option<(&str, &str)> {
    let inner = said.trim_end().trim_end_matches(':').trim_end().strip_suffix(')')?;
    let mut depth = 1;
    let at = inner.char_indices().rev().find_map(|(at, letter)| {
        depth += match letter {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        (depth == 0).then_some(at)
    })?;
    Some((inner[..at].trim_end(), inner[at + 1..].trim()))
}

/// Words of remarks that say when something holds.
pub(super) fn is_condition(said: &str) -> bool {
    let said = said.to_lowercase();
    let begins = ["if ", "where ", "when ", "only ", "as ", "common in", "in partnership"];
    said.contains("context")
        || said.contains("depend") && !said.contains("dependenc")
        || said.contains("applicable")
        || begins.iter().any(|word| said.starts_with(word))
}

/// Parts of a list in a line, between signs that stand in no brackets.
pub(super) fn parts<'s>(said: &'s str, sign: &str) -> Vec<&'s str> {
    let mut depth = 0_i32;
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, letter) in said.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth <= 0 && at >= start && said[at..].starts_with(sign) => {
                out.push(said[start..at].trim());
                start = at + sign.len();
            }
            _ => {}
        }
    }
    out.push(said[start..].trim());
    out.retain(|part| !part.is_empty());
    out
}

/// A span of whole numbers at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    /// `8+`.
    pub(super) is_open: bool,
    /// How many bytes say so.
    pub(super) length: usize,
}

/// `12–18+`, `8+` or `45` at the start; thousands may have a comma.
pub(super) fn span(said: &str) -> Option<Span> {
    let number = |said: &str| {
        let digits = said.find(|letter: char| !letter.is_ascii_digit() && letter != ',');
        let digits = said[..digits.unwrap_or(said.len())].trim_end_matches(',');
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        Some((digits.replace(',', "").parse::<u32>().ok()?, digits.len()))
    };
    let (min, mut length) = number(said)?;
    let plus = |at: usize| said[at..].starts_with('+');
    let mut is_open = plus(length);
    length += usize::from(is_open);
    let rest = said[length..].trim_start();
    let dash = rest.chars().next().filter(|letter| matches!(letter, '–' | '-' | '—'));
    let mut max = None;
    if let Some(dash) = dash {
        let after = rest[dash.len_utf8()..].trim_start();
        if let Some((number, digits)) = number(after).filter(|(number, _)| *number >= min) {
            max = Some(number);
            length = said.len() - after.len() + digits;
            is_open = plus(length);
            length += usize::from(is_open);
        }
    }
    Some(Span { min, max, is_open, length })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::text;

    #[test]
    fn spans_of_numbers() {
        let is = |said, min, max, is_open, length| {
            assert_eq!(span(said), Some(Span { min, max, is_open, length }), "{said}");
        };
        is("12–18+ years", 12, Some(18), true, 8);
        is("8+ years", 8, None, true, 2);
        is("200–2,000 people", 200, Some(2000), false, 11);
        is("2,000+", 2000, None, true, 6);
        is("45 minutes", 45, None, false, 2);
        assert_eq!(span("06–18 years"), None);
        is("9-7", 9, None, false, 1);
        assert_eq!(span("many"), None);
        assert_eq!(span("99999999999"), None);
    }

    #[test]
    fn brackets_and_lists() {
        assert_eq!(bracket("Tides (of the (inner) sea):"), Some(("Tides", "of the (inner) sea")));
        assert_eq!(bracket("Tides"), None);
        assert_eq!(bracket("odd) one)"), None);
        assert_eq!(
            parts("Ropes, sails (wide, narrow), and tar", ","),
            ["Ropes", "sails (wide, narrow)", "and tar"]
        );
        assert_eq!(parts("A/B / C", " / "), ["A/B", "C"]);
    }

    #[test]
    fn labels_are_short() {
        let of = |said: &str| label(&text(said)).map(|one| (one.said, plain(&one.rest)));
        assert_eq!(of("Use: at sea"), Some(("Use".into(), "at sea".into())));
        assert_eq!(
            of("Who (as a rule: the mate): sails"),
            Some(("Who (as a rule: the mate)".into(), "sails".into()))
        );
        assert_eq!(of("Sails at 12:30"), None);
        assert_eq!(of("It ends. Then: more"), None);
    }

    #[test]
    fn closed_lists_are_found_by_words_of_many_writers() {
        assert_eq!(
            responsibility_group("People leadership"),
            Some(ResponsibilityGroup::Leadership)
        );
        assert_eq!(cadence("Each week"), Some(Cadence::Weekly));
        assert_eq!(skill_tier("Nice to have"), Some(SkillTier::GoodToHave));
        assert_eq!(decision_right("Needs the manager's word"), Some(DecisionRight::Executive));
        assert_eq!(importance("Critical in storms"), Some((Importance::Critical, 8)));
        assert_eq!(tool_adoption("Commonly"), None);
        assert_eq!(variant_axis("Weather"), None);
    }
}
