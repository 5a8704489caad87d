//! A sheet of competencies by levels.

use super::Reader;
use super::cell::{LevelName, behaviours, is_nothing, left_out, lines, told, words};
use super::table::{Column, Sheet};
use crate::import::foreign::Source;

impl Reader {
    /// Reads a matrix, and says which role it is of.
    pub(super) fn matrix(&mut self, sheet: &Sheet, source: &mut Source, title: &str) -> usize {
        let role = self.role(title);
        let names: Vec<(usize, LevelName)> =
            sheet.levels().map(|at| (at, LevelName::new(&sheet.head[at]))).collect();
        for (at, name) in &names {
            let head = words(&sheet.head[*at]);
            told(source, &head);
            self.keep_level(role, &head, name, source);
            self.level(role, name);
        }
        let has_pillars = sheet.columns.contains(&Some(Column::Pillar));
        let (mut pillar, mut competency) = (String::new(), String::new());
        let is_bare =
            |row: &[String]| names.iter().all(|(at, _)| row.get(*at).is_none_or(String::is_empty));
        for (number, row) in sheet.rows.iter().enumerate() {
            self.others(sheet, row, source);
            let own = words(sheet.get(row, Column::Competency));
            let summary = sheet.get(row, Column::Summary);
            let mut below = sheet.rows[number + 1..].iter();
            let next = below.find(|row| row.iter().any(|cell| !cell.is_empty()));
            let is_heading =
                !has_pillars && is_bare(row) && next.is_some_and(|next| !is_bare(next));
            if is_heading && summary.is_empty() && !own.is_empty() {
                told(source, &own);
                let known = &self.foreign.declare_pillar(&own, None).name;
                source.join(&own, known, "a line of its own is the pillar of what stands below it");
                pillar = own;
                continue;
            }
            self.pillar(sheet.get(row, Column::Pillar), source, &mut pillar);
            if !own.is_empty() {
                competency = own;
                if is_bare(row) {
                    for line in [&*competency, summary].into_iter().flat_map(lines) {
                        left_out(source, &line, "a competency without any behaviour");
                    }
                    source.warnings.push(format!("`{competency}` says nothing at any level"));
                    continue;
                }
                told(source, &competency);
                let known = self.spelled(role, &competency);
                source.join(&competency, &known, "a competency stands at each of its levels");
            }
            if is_bare(row) || competency.is_empty() {
                for line in lines(summary) {
                    left_out(source, &line, "no competency stands beside it");
                }
            } else {
                self.summary(&competency, summary, source);
            }
            for (at, name) in &names {
                let cell = row.get(*at).map(String::as_str).unwrap_or_default();
                let said = behaviours(cell, source);
                if !said.is_empty() || is_nothing(cell) {
                    self.cell(role, name, (&pillar, &competency), said, source);
                }
            }
        }
        role
    }
}
