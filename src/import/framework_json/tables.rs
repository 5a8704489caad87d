//! Tables of the file as TOML, in the order in which people write their keys.

use serde_json::{Map, Value, json};

use super::shape::{Framework, Page, Role, SharedSet};

/// A table of the file.
type Table = Map<String, Value>;

/// Keys that come first, in this order, and then the tables of each file in theirs.
#[rustfmt::skip]
const ORDER: &[&str] = &[
    "audience", "role", "level", "id", "kind", "group", "cadence", "axis", "right", "name", "title",
    "label", "type", "family", "track", "levels", "include", "pillar", "scale", "tier", "importance",
    "horizon", "category", "names", "value", "min", "max", "open", "who", "what", "summary", "owner",
    "reviewed", "status", "text", "items", "below", "meets", "exceeds",
    "facts", "mission", "responsibility", "activity", "deliverable", "goal", "kpi", "skill",
    "soft-skill", "tool", "environment", "stakeholder", "collaboration", "decision", "authority",
    "experience", "growth", "risk", "variant", "ai-impact",
    "parallel", "feeder", "next", "adjacent",
    "area", "dimension", "override", "exercise", "rubric", "stage", "question", "signal",
];

/// What the content calls the entries of a list.
const ENTRIES: [(&str, &str); 9] = [
    ("levels", "level"),
    ("points", "point"),
    ("areas", "area"),
    ("dimensions", "dimension"),
    ("overrides", "override"),
    ("exercises", "exercise"),
    ("stages", "stage"),
    ("questions", "question"),
    ("signals", "signal"),
];

pub(super) fn book(of: &Framework) -> String {
    let lines = [
        ("title", Some(&*of.title)),
        ("language", Some(&*of.language)),
        ("version", of.edition.as_deref()),
    ];
    format!("[book]\n{}", front(&lines))
}

pub(super) fn framework(of: &Framework) -> String {
    let mut out = front(&[("summary", of.summary.as_deref())]);
    let lists = [
        ("family", json!(of.families)),
        ("track", json!(of.tracks)),
        ("pillar", json!(of.pillars)),
        ("competency", json!(of.competencies)),
        ("attribute", json!(of.attributes)),
        ("scale", json!(of.scales)),
        ("rating", json!(of.ratings)),
    ];
    for (name, list) in &lists {
        entries(name, objects(list), &mut out);
    }
    out
}

pub(super) fn glossary(of: &Framework) -> String {
    let mut out = String::new();
    entries("term", objects(&json!(of.glossary)), &mut out);
    out
}

/// `shared.toml`, whose id is its folder's name.
pub(super) fn set(of: &SharedSet) -> String {
    front(&[("title", of.title.as_deref()), ("summary", of.summary.as_deref())])
}

pub(super) fn role(of: &Role, includes: &[&str]) -> String {
    let levels: Vec<&str> = of.levels.iter().map(|level| &*level.id).collect();
    let path = json!({
        "parallel": of.parallel, "feeder": of.feeder, "next": of.next, "adjacent": of.adjacent,
    });
    let value = json!({
        "title": of.title, "family": of.family, "track": of.track, "levels": levels,
        "include": includes, "summary": of.summary, "cumulative": of.cumulative,
        "language": of.language, "owner": of.owner, "reviewed": of.reviewed, "status": of.status,
        "replaced-by": of.replaced_by, "replaces": of.replaces, "path": path,
    });
    any(&value)
}

pub(super) fn page(of: &Page, order: usize) -> String {
    let value = json!({
        "title": of.title, "summary": of.summary, "order": order, "language": of.language,
        "owner": of.owner, "reviewed": of.reviewed,
    });
    any(&value)
}

/// A whole file.
pub(super) fn any(of: &Value) -> String {
    let mut out = String::new();
    if let Value::Object(of) = of {
        table("", &written(of), &mut out);
    }
    out
}

/// Lines of text keys, of those that are there.
pub(super) fn front(lines: &[(&str, Option<&str>)]) -> String {
    let lines = lines.iter().filter_map(|(key, text)| Some((key, (*text)?)));
    lines.map(|(key, text)| format!("{key} = {}\n", quoted(text))).collect()
}

/// A string as TOML writes it; the crate chooses the kind of quotes.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The table with the names that the content has for its keys.
fn written(of: &Table) -> Table {
    let mut out = Map::new();
    for (key, value) in of {
        match value {
            // An anchor is a key of what it is of.
            Value::Object(inner) if key == "anchors" => out.extend(written(inner)),
            Value::Object(inner) => drop(out.insert(key.clone(), Value::Object(written(inner)))),
            Value::Array(list) if list.iter().any(Value::is_object) => {
                let name = ENTRIES.iter().find(|(one, _)| one == key).map_or(&**key, |one| one.1);
                let tables = list.iter().filter_map(Value::as_object);
                let tables = tables.map(|one| Value::Object(written(one))).collect();
                out.insert(name.to_owned(), Value::Array(tables));
            }
            other => drop(out.insert(key.clone(), other.clone())),
        }
    }
    out
}

fn objects(list: &Value) -> impl Iterator<Item = &Table> {
    list.as_array().into_iter().flatten().filter_map(Value::as_object)
}

fn entries<'t>(path: &str, tables: impl Iterator<Item = &'t Table>, out: &mut String) {
    for one in tables {
        let between = if out.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{between}[[{path}]]\n"));
        table(path, &written(one), out);
    }
}

/// Keys first, then tables, then lists of tables, as TOML wants them.
fn table(path: &str, of: &Table, out: &mut String) {
    let tables = ORDER.iter().position(|one| *one == "facts").unwrap_or(ORDER.len());
    // Keys that aren't listed stand between the texts and the tables.
    let rank = |key: &str| match ORDER.iter().position(|one| *one == key) {
        Some(at) if at >= tables => at + 1,
        Some(at) => at,
        None => tables,
    };
    let mut keys: Vec<&String> = of.keys().collect();
    keys.sort_by_key(|key| (rank(key), key.to_owned()));
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for key in &keys {
        if let Some(text) = simple(key, &of[*key]) {
            out.push_str(&format!("{key} = {text}\n"));
        }
    }
    for key in &keys {
        if let Value::Object(inner) = &of[*key] {
            let mut own = String::new();
            table(&below(key), inner, &mut own);
            if !own.is_empty() {
                let between = if out.is_empty() { "" } else { "\n" };
                // A table that has lists of tables only needs no head.
                let head = if own.starts_with(['\n', '[']) {
                    String::new()
                } else {
                    format!("[{}]\n", below(key))
                };
                out.push_str(&format!("{between}{head}{}", own.trim_start()));
            }
        }
    }
    for key in &keys {
        entries(&below(key), objects(&of[*key]), out);
    }
}

/// A value on the line of its key; none, if it is absent, or a table.
fn simple(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) | Value::Bool(false) => None,
        Value::Bool(true) => Some("true".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        // A day is no text in TOML.
        Value::String(text) if key == "reviewed" => {
            text.parse::<jiff::civil::Date>().ok().map(|date| date.to_string())
        }
        Value::String(text) => Some(quoted(text)),
        Value::Array(list) if list.is_empty() || list.iter().any(Value::is_object) => None,
        Value::Array(list) => {
            let all: Vec<String> = list.iter().filter_map(|one| simple("", one)).collect();
            let line = format!("[{}]", all.join(", "));
            let is_long = line.chars().count() > 90;
            Some(if is_long { format!("[\n  {},\n]", all.join(",\n  ")) } else { line })
        }
    }
}
