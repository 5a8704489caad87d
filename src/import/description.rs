//! What is said of a role beside its levels: its blueprint, its interviews and where it leads, as the
//! tables that the content format has for them.

use std::fmt::Write as _;

use serde::Serialize;
use toml::{Table, Value};

use crate::parse::{BlueprintFile, InterviewsFile, Placed, Text};

/// The order in which a person would write the keys of a table; others follow.
const KEYS: &[&str] = &[
    "summary",
    "success",
    "high-performance",
    "kpi-intro",
    "kpi-notes",
    "retention-days",
    "min-assessors",
    "weights-reason",
    "id",
    "kind",
    "cadence",
    "group",
    "axis",
    "right",
    "area",
    "category",
    "horizon",
    "reports-to",
    "interfaces",
    "core",
    "title",
    "label",
    "name",
    "value",
    "min",
    "max",
    "open",
    "what",
    "names",
    "tier",
    "importance",
    "importance-note",
    "outcomes",
    "types",
    "who",
    "about",
    "text",
    "condition",
    "assess",
    "competencies",
    "areas",
    "must-have",
    "weight",
    "minutes",
    "format",
    "optional",
    "input",
    "output",
    "description",
    "use",
    "adoption",
    "class",
    "note",
    "measures",
    "why",
    "shows-as",
    "strong",
    "target",
    "frequency",
    "below",
    "meets",
    "exceeds",
    "items",
    "budget",
    "architecture",
    "vendor",
    "delivery",
    "hiring",
    "compliance",
    "education",
    "prior-roles",
    "domain",
    "leadership",
    "promotion",
    "evolution",
    "years",
    "certification",
];

/// The tables of a file in their order, with what is said above the first of each.
const TABLES: &[(&str, &str)] = &[
    ("facts", "1 Role summary, its facts"),
    ("mission", "2 Mission"),
    ("responsibility", "3 Responsibilities"),
    ("activity", "4 Day to day"),
    ("deliverable", "5 Deliverables"),
    ("goal", "6 Goals and milestones"),
    ("kpi", "7 KPIs"),
    ("skill", "8 Technical skills"),
    ("soft-skill", "9 Soft skills"),
    ("tool", "10 Tools"),
    ("environment", "11 Technical environment"),
    ("stakeholder", "12 Stakeholders"),
    ("collaboration", "12 Collaboration"),
    ("decision", "13 Decision rights"),
    ("authority", "13 Authority by domain"),
    ("experience", "14 Experience and qualifications"),
    ("growth", "15 Career path: what role.toml does not say"),
    ("risk", "16 Risks and challenges"),
    ("variant", "17 Variants"),
    ("ai-impact", "18 Influence of AI"),
    // Of `interviews.toml`.
    ("area", "19 Hiring criteria: areas to assess"),
    ("dimension", "Scorecard"),
    ("exercise", "Exercises"),
    ("stage", "Stages"),
    ("signal", "Signals"),
];

/// A role beside its levels.
#[derive(Debug, Default)]
pub(super) struct Description {
    pub(super) blueprint: BlueprintFile,
    pub(super) interviews: InterviewsFile,
    pub(super) path: Path,
}

/// Where people come from and go to: free text, since a blueprint knows no other role.
#[derive(Debug, Default, Serialize)]
pub(super) struct Path {
    pub(super) feeder: Vec<Move>,
    pub(super) next: Vec<Move>,
    pub(super) adjacent: Vec<Move>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Move {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

impl Description {
    /// The files that say something, in the folder of the role.
    pub(super) fn files(&self, folder: &str) -> Vec<(String, String)> {
        let files = [
            ("blueprint.toml", file(&self.blueprint)),
            ("interviews.toml", file(&self.interviews)),
        ];
        let said = files.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(name, text)| (format!("{folder}/{name}"), text)).collect()
    }

    /// What stands below `[path]`.
    pub(super) fn path(&self) -> String {
        let Path { feeder, next, adjacent } = &self.path;
        let mut out = String::new();
        for (key, moves) in [("feeder", feeder), ("next", next), ("adjacent", adjacent)] {
            let moves: Vec<Value> = moves.iter().map(Move::value).collect();
            pair(key, &Value::Array(moves), &mut out);
        }
        out
    }
}

impl Move {
    fn value(&self) -> Value {
        let note = self.note.iter().map(|note| ("note".to_owned(), note.clone().into()));
        let name = ("name".to_owned(), Value::String(self.name.clone()));
        Value::Table(std::iter::once(name).chain(note).collect())
    }
}

/// Markdown as a value of a table.
pub(super) fn spanned(markdown: impl Into<String>) -> Text {
    Placed::new(0..0, markdown.into())
}

/// A file of content, as a person would have written it; nothing, if it says nothing.
fn file(tables: &impl Serialize) -> String {
    let mut out = String::new();
    let Ok(Value::Table(table)) = Value::try_from(tables) else { return out };
    write(&table, "", &mut out);
    out
}

/// A table: its own keys, then the tables in it.
fn write(table: &Table, path: &str, out: &mut String) {
    let said = table.iter().filter(|(_, value)| !is_empty(value));
    let (mut tables, mut own): (Vec<_>, Vec<_>) = said.partition(|(_, value)| is_table(value));
    let rank = |key: &str| KEYS.iter().position(|one| *one == key).unwrap_or(KEYS.len());
    let place = |key: &str| TABLES.iter().position(|(one, _)| *one == key).unwrap_or(TABLES.len());
    own.sort_by_key(|(key, _)| rank(key));
    own.iter().for_each(|(key, value)| pair(key, value, out));
    tables.sort_by_key(|(key, _)| (place(key), rank(key)));
    for (key, value) in tables {
        let header = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let (each, open, close) = match value {
            Value::Array(each) => (&each[..], "[[", "]]"),
            one => (std::slice::from_ref(one), "[", "]"),
        };
        for (n, one) in each.iter().enumerate() {
            let Some(one) = one.as_table() else { continue };
            if path.is_empty() && !out.is_empty() {
                out.push('\n');
            }
            if n == 0
                && path.is_empty()
                && let Some((_, said)) = TABLES.get(place(key))
            {
                let _ = writeln!(out, "# {said}");
            }
            // Tables within it make it, too.
            if one.values().any(|value| !is_empty(value) && !is_table(value)) {
                let _ = writeln!(out, "{open}{header}{close}");
            }
            write(one, &header, out);
        }
    }
}

fn is_table(value: &Value) -> bool {
    match value {
        Value::Table(_) => true,
        Value::Array(all) => all.iter().all(Value::is_table),
        _ => false,
    }
}

/// Whether a value says what it would say if it weren't there.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(all) => all.is_empty(),
        Value::Table(table) => table.values().all(is_empty),
        Value::Boolean(is) => !is,
        _ => false,
    }
}

/// Longer than this, a list has a line for each of its values.
const LIST_CHARS: usize = 90;

fn pair(key: &str, value: &Value, out: &mut String) {
    let written = match value {
        Value::Array(all) if all.is_empty() => return,
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(inline).collect();
            let line = all.join(", ");
            match line.len() > LIST_CHARS || line.contains('\n') {
                true => format!("[\n  {},\n]", all.join(",\n  ")),
                false => format!("[{line}]"),
            }
        }
        other => inline(other),
    };
    let _ = writeln!(out, "{key} = {written}");
}

fn inline(value: &Value) -> String {
    match value {
        // Text of several lines ends with one, as people write it.
        Value::String(text) if text.contains('\n') => {
            Value::String(format!("{text}\n")).to_string()
        }
        Value::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Value::Table(table) => {
            let pairs = table.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
