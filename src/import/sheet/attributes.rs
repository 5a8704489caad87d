//! A sheet with a level of a role a row, and an attribute a column.

use super::Reader;
use super::cell::{
    LevelName, behaviours, is_list, is_nothing, left_out, lines, once_told, told, words,
};
use super::list::Last;
use super::table::{Column, Sheet};
use crate::import::document::{squeeze, text};
use crate::import::foreign::{SectionKind, Source};
use crate::import::ids::slug;

/// A column.
struct Attribute {
    at: usize,
    id: String,
    label: String,
    is_list: bool,
}

impl Reader {
    /// Reads attributes, and adds the roles that have them to `roles`.
    pub(super) fn attributes(
        &mut self,
        sheet: &Sheet,
        source: &mut Source,
        title: &str,
        roles: &mut Vec<usize>,
    ) {
        let columns: Vec<Attribute> =
            sheet.levels().map(|at| self.attribute(sheet, at, source)).collect();
        let (mut role, mut level) = (Last::given(title), Last::default());
        for row in &sheet.rows {
            role.read(sheet.get(row, Column::Role), source);
            level.read(sheet.get(row, Column::Level), source);
            self.others(sheet, row, source);
            let title = words(sheet.get(row, Column::LevelTitle));
            if level.words.is_empty() {
                let cells = columns.iter().filter_map(|one| row.get(one.at));
                for line in cells.flat_map(|cell| lines(cell)).chain(lines(&title)) {
                    left_out(source, &line, "nothing says of which level it is");
                }
                continue;
            }
            let at = self.role(&role.words);
            role.used(source, &self.roles[at].title);
            if !roles.contains(&at) {
                roles.push(at);
            }
            let name = LevelName::new(&level.words);
            if level.is_new() {
                self.keep_level(at, &level.words, &name, source);
            }
            self.level_title(at, &name, &title, source);
            for one in &columns {
                self.value(at, &name, one, row.get(one.at).map_or("", String::as_str), source);
            }
        }
        [role, level].iter().for_each(|last| last.leave(source));
    }

    /// A column as an attribute, which may be known.
    fn attribute(&mut self, sheet: &Sheet, at: usize, source: &mut Source) -> Attribute {
        let label = words(&sheet.head[at]);
        let id = slug(&label);
        let mut cells = sheet.rows.iter().filter_map(|row| row.get(at));
        if !self.foreign.attributes.iter().any(|one| one.id == id) {
            self.foreign.declare_attribute(&label, cells.any(|cell| is_list(cell)));
        }
        let known = self.foreign.attributes.iter().find(|one| one.id == id);
        let (known, is_list) = known.map_or((&label, false), |one| (&one.label, one.is_list));
        told(source, &label);
        source.join(&label, known, "an attribute is named once");
        Attribute { at, id, label: known.clone(), is_list }
    }

    fn value(
        &mut self,
        role: usize,
        name: &LevelName,
        of: &Attribute,
        cell: &str,
        source: &mut Source,
    ) {
        if is_nothing(cell) {
            left_out(source, &squeeze(cell), "it says that there is none");
            return;
        }
        let level = self.level(role, name);
        if of.is_list {
            let said = behaviours(cell, source);
            if !said.is_empty() {
                level.open(SectionKind::Attribute, &of.label);
                if let Some(section) = level.sections.last_mut() {
                    section.items.extend(said);
                }
            }
            return;
        }
        let words = words(cell);
        if words.is_empty() {
            return;
        }
        let value = text(words.clone());
        match level.attributes.iter().find(|(id, _)| *id == of.id) {
            None => {
                told(source, &words);
                level.attributes.push((of.id.clone(), value));
            }
            Some((_, known)) if *known == value => {
                once_told(source, &words, "the attribute is stated twice");
            }
            Some(_) => left_out(source, &words, "the level has another value of it"),
        }
    }
}
