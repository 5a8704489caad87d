use serde::Serialize;

use crate::derive::matching::{Pair, PairKind};
use crate::derive::{AttributeStep, Group, Step, Subject};
use crate::model::{Expectation, Level, Role};

/// A step as data; its keys are a contract.
#[derive(Serialize)]
struct StepJson<'f> {
    from: String,
    to: String,
    competencies: Vec<CompetencyJson<'f>>,
}

/// A competency or an attribute. What isn't in `pairs` is new or gone.
#[derive(Serialize)]
struct CompetencyJson<'f> {
    id: &'f str,
    name: &'f str,
    /// The pillar's id; `attributes` for an attribute.
    group: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_from: Option<&'f str>,
    from_items: Vec<&'f str>,
    to_items: Vec<&'f str>,
    pairs: Vec<PairJson>,
}

/// Places in the two lists.
#[derive(Serialize)]
struct PairJson {
    from: usize,
    to: usize,
    kind: &'static str,
}

const ATTRIBUTES: &str = "attributes";

/// The step as one JSON object.
pub(super) fn json(step: &Step<'_>) -> String {
    let attributes = step.attributes.iter().map(attribute);
    let name = |(role, level): (&Role, &Level)| format!("{}/{}", role.id, level.id);
    let json = StepJson {
        from: name(step.from),
        to: name(step.to),
        competencies: attributes.chain(step.groups.iter().map(group)).collect(),
    };
    serde_json::to_string_pretty(&json).expect("strings and numbers always serialise") + "\n"
}

fn attribute<'f>(one: &AttributeStep<'f>) -> CompetencyJson<'f> {
    let kind = if one.from == one.to { "same" } else { "reworded" };
    let pair = one.from.and(one.to).map(|_| PairJson { from: 0, to: 0, kind });
    CompetencyJson {
        id: one.attribute.id.as_str(),
        name: &one.attribute.label,
        group: Some(ATTRIBUTES),
        renamed_from: None,
        from_items: one.from.into_iter().collect(),
        to_items: one.to.into_iter().collect(),
        pairs: pair.into_iter().collect(),
    }
}

fn group<'f>(group: &Group<'f>) -> CompetencyJson<'f> {
    let (id, of) = match group.subject {
        Subject::Competency(one) => {
            (one.id.as_str(), one.pillar.as_ref().map(|pillar| pillar.id.as_str()))
        }
        Subject::Attribute(one) => (one.id.as_str(), Some(ATTRIBUTES)),
    };
    let texts = |items: &[&'f Expectation]| -> Vec<&'f str> {
        items.iter().map(|one| &*one.behaviour.text.markdown).collect()
    };
    let pair = |pair: &Pair| PairJson {
        from: pair.from,
        to: pair.to,
        kind: match pair.kind {
            PairKind::Same => "same",
            PairKind::Reworded => "reworded",
        },
    };
    CompetencyJson {
        id,
        name: group.name,
        group: of,
        renamed_from: group.renamed_from,
        from_items: texts(&group.from_items),
        to_items: texts(&group.to_items),
        pairs: group.pairs.iter().map(pair).collect(),
    }
}
