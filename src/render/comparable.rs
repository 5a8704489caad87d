//! `compare/<role>.js`: a role as the script of `compare.html` reads it.
//!
//! Data in a classic script, since pages that are opened from a disk may load nothing else. It sets
//! `rungsRoles["<role>"]` to an object with
//!
//! - `id`, `title`, `track`;
//! - `texts`: plain texts of behaviours, each once, in the order in which words are counted;
//! - `kin`: words that are one to the matching, as `[stem, family, "word word"]`;
//! - `lines`: behaviours, as `[text, id, is_written, replaces]`, shortened from the end where the
//!   rest is nothing; `text` is a place in `texts`, and a line that has no id is its text's place;
//! - `marked`: pairs of a place in `lines` and the line's markup, for lines that have any;
//! - `pillars` and `subjects`: `[id, name, icon]` and `[id, name, pillar]`, where the pillar is a
//!   place in `pillars`, -1 for none and -2 for a list attribute;
//! - `levels`: each with `id`, `name`, `title`, `tagline`, `facts` (`[id, label, value]`) and `rows`
//!   (`[subject, state, lines, name]`: places in `subjects` and in `lines`, and the name only where
//!   it isn't the subject's), and `language` (`[lang, dir]`) if it isn't the site's.
//!
//! What authors marked up is in [`pieces`].

use std::collections::HashMap;

use serde_json::{Value, json};

use super::markdown::Form;
use super::pen::Pen;
use super::pieces::pieces;
use super::site::Site;
use super::words;
use crate::derive::{Comparable, Side, Subject, attribute_text, rows};
use crate::model::{Behaviour, CellState, Level, Role};

/// The page that reads it: links lead from there.
pub(super) const READER: &str = "compare.html";

/// The path of a role's data.
pub(super) fn path(role: &Role) -> String {
    format!("compare/{}.js", role.id)
}

/// The script. Cost: linear in the role.
pub(super) fn script(site: &Site, role: &Role) -> Vec<u8> {
    let pen = Pen::new(site, READER);
    pen.link_terms(false);
    let mut data = Data {
        pen,
        comparable: Comparable::new(role),
        lines: Table::default(),
        marked: Vec::new(),
        pillars: Table::default(),
        subjects: Table::default(),
    };
    let levels: Vec<Value> = role.levels.iter().map(|level| data.level(role, level)).collect();
    let kin = data.comparable.kin.iter();
    let kin = kin.map(|one| json!([one.stem, one.family, one.words.join(" ")]));
    let object = json!({
        "id": role.id.as_str(),
        "title": site.role_title(role),
        "track": role.track.id.as_str(),
        "texts": data.comparable.texts,
        "kin": kin.collect::<Vec<_>>(),
        "lines": data.lines.rows,
        "marked": data.marked,
        "pillars": data.pillars.rows,
        "subjects": data.subjects.rows,
        "levels": levels,
    });
    format!("(globalThis.rungsRoles ??= {{}})[\"{}\"] = {object};\n", role.id).into_bytes()
}

struct Data<'r> {
    pen: Pen<'r>,
    comparable: Comparable<'r>,
    lines: Table,
    marked: Vec<Value>,
    pillars: Table,
    subjects: Table,
}

/// Rows, each once.
#[derive(Default)]
struct Table {
    rows: Vec<Value>,
    places: HashMap<String, usize>,
}

impl Table {
    /// The place of a row; `key` is what tells it from others.
    fn place(&mut self, key: String, row: impl FnOnce() -> Value) -> usize {
        *self.places.entry(key).or_insert_with(|| {
            self.rows.push(row());
            self.rows.len() - 1
        })
    }
}

impl Data<'_> {
    fn level(&mut self, role: &Role, level: &Level) -> Value {
        let file = level.span.file;
        let inline = |text: &str| pieces(self.pen.write(file, text, Form::Inline).as_str());
        let facts = level.attributes.iter().filter_map(|one| {
            let text = attribute_text(&one.attribute, &one.value)?;
            Some(json!([one.attribute.id.as_str(), one.attribute.label, inline(text)]))
        });
        let facts: Vec<Value> = facts.collect();
        let tagline = level.tagline.as_ref().map(|text| pieces(self.pen.inline(text).as_str()));
        let rows: Vec<Value> = rows(role, level).map(|row| self.row(&row)).collect();
        let mut object = json!({
            "id": level.id.as_str(),
            "name": level.name,
            "title": level.title,
            "tagline": tagline.unwrap_or_default(),
            "facts": facts,
            "rows": rows,
        });
        let around = self.pen.site.book.language.get_ref();
        if let Some(own) = level.language.as_ref().filter(|own| !own.eq_ignore_ascii_case(around)) {
            object["language"] = json!([own, words::direction(own)]);
        }
        object
    }

    fn row(&mut self, row: &Side<'_>) -> Value {
        let (kind, id, name, pillar) = match row.subject {
            Subject::Attribute(one) => ("a", one.id.as_str(), &*one.label, -2),
            Subject::Competency(one) => {
                let pillar = one.pillar.as_ref().map_or(-1, |pillar| {
                    let icon = pillar.icon.as_deref().unwrap_or_default();
                    let row = || json!([pillar.id.as_str(), pillar.name, icon]);
                    place(self.pillars.place(pillar.id.to_string(), row))
                });
                ("c", one.id.as_str(), &*one.name, pillar)
            }
        };
        let subject = || json!([id, name, pillar]);
        let subject = self.subjects.place(format!("{kind}{id}"), subject);
        let lines = row.items.iter().map(|one| self.line(&one.behaviour));
        let lines: Vec<usize> = lines.collect();
        let state = match row.state {
            CellState::Written => "written",
            CellState::NotExpected => "not-expected",
            CellState::NotWritten => "not-written",
            CellState::Unmarked => "unmarked",
        };
        match row.name == name {
            true => json!([subject, state, lines]),
            false => json!([subject, state, lines, row.name]),
        }
    }

    fn line(&mut self, behaviour: &Behaviour) -> usize {
        let Some(text) = self.comparable.place(&behaviour.text.markdown) else { return 0 };
        let is_written = behaviour.has_written_id;
        let is_named = is_written || self.pen.site.replaced().contains(&behaviour.id);
        let id = behaviour.id.as_str();
        let replaces: Vec<&str> = behaviour.replaces.iter().map(|id| id.as_str()).collect();
        let row = match (is_named, &replaces[..]) {
            (false, []) => json!(text),
            (true, []) if is_written => json!([text, id]),
            (true, []) => json!([text, id, 0]),
            (_, replaces) => json!([text, id, u8::from(is_written), replaces]),
        };
        let html = self.pen.inline(&behaviour.text);
        let markup = Some(pieces(html.as_str())).filter(Value::is_array);
        let key = format!("{row}{}", markup.as_ref().map(Value::to_string).unwrap_or_default());
        let known = self.lines.rows.len();
        let place = self.lines.place(key, || row);
        if place == known {
            self.marked.extend(markup.map(|markup| json!([place, markup])));
        }
        place
    }
}

fn place(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(-1)
}
