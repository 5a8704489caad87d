//! What the script of a scorecard reads: a block of JSON in the page, from which it makes the file
//! that a panelist keeps. The file carries all it needs of the framework in itself.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::super::super::html::{Html, script_json, words};
use super::super::super::pen::Pen;
use super::DimensionEntry;
use super::anchors::{self, Ticks};
use crate::derive::{DimensionCard, Scorecard};
use crate::model::Prose;
use crate::record;

/// By what the script reads files again.
pub(super) static SCHEMA: LazyLock<Html> = LazyLock::new(|| script_json(&record::bare_schema()));

/// The block, as it stands between the tags of a script.
pub(super) fn block(
    pen: &Pen<'_>,
    card: &Scorecard<'_>,
    dimensions: &[DimensionEntry<'_>],
    points: Value,
    snapshots: Vec<Value>,
) -> Html {
    let site = pen.site;
    let interviews = card.interviews;
    let stage = card.stage;
    let asked = interviews.map(|one| &one.stages[..]).unwrap_or_default().iter();
    let asked = asked.filter(|one| stage.is_none_or(|stage| stage.id == one.id));
    let questions = asked.flat_map(|one| &one.questions);
    let questions: Vec<Value> =
        questions.map(|one| json!({ "id": one.id, "text": text(pen, &one.text) })).collect();
    let whole = interviews.filter(|one| !one.dimensions.is_empty()).map(|one| {
        let dimensions = one.dimensions.iter();
        dimensions.map(|one| named(one.id.as_str(), &one.name, one.must_have)).collect()
    });
    let whole: Vec<Value> = whole.unwrap_or_else(|| {
        card.dimensions.iter().map(|one| named(one.id, one.name, false)).collect()
    });
    let red_flags = card.dimensions.iter().zip(dimensions).filter_map(|(card, shown)| {
        let flags = card.dimension.map(|one| &one.red_flags[..]).unwrap_or_default();
        let flags: Vec<String> = flags.iter().map(|one| text(pen, one)).collect();
        (!flags.is_empty()).then(|| (shown.key.to_owned(), json!(flags)))
    });
    let data = json!({
        "framework": {
            "title": site.book.title,
            "version": site.book.version.as_deref().unwrap_or_default(),
            "digest": site.digest(),
        },
        "role": card.role.id,
        "level": card.level.id,
        "stage": stage.map(|one| &one.id),
        "card": {
            "role_title": card.role.title,
            "level_name": card.level.name,
            "stage_name": stage.map_or("", |one| &one.name),
            "points": points,
            "dimensions": snapshots,
            "loop": whole,
        },
        "questions": questions,
        "retention_days": interviews.and_then(|one| one.retention_days),
        "red_flags": Value::Object(red_flags.collect()),
    });
    script_json(&data)
}

fn named(id: &str, name: &str, must_have: bool) -> Value {
    json!({ "id": id, "name": name, "must_have": must_have })
}

/// A text of authors without its markup.
pub(super) fn text(pen: &Pen<'_>, text: &Prose) -> String {
    words(pen.inline(text).as_str())
}

/// A row as it is now: what a panelist rates against, whatever the framework says later. `below` is
/// what falls short in words, where the scale says it and no anchor.
pub(super) fn snapshot(
    pen: &Pen<'_>,
    card: &DimensionCard<'_>,
    below: Option<String>,
    ticks: &Ticks<'_>,
) -> Value {
    let behaviours = ticks.all.iter().map(|(level, one)| {
        json!({ "id": one.behaviour.id, "level": level.name, "text": anchors::line(one) })
    });
    json!({
        "id": card.id,
        "name": card.name,
        "must_have": card.dimension.is_some_and(|one| one.must_have),
        "anchors": {
            "below": below.unwrap_or_else(|| anchors::text(pen, &card.below)),
            "meets": anchors::text(pen, &card.meets),
            "exceeds": anchors::text(pen, &card.exceeds),
        },
        "behaviours": behaviours.collect::<Vec<_>>(),
    })
}
