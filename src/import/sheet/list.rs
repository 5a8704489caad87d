//! A sheet with a behaviour a row.

use super::cell::{LevelName, behaviours, is_nothing, left_out, lines, told, words};
use super::table::{Column, Sheet};
use super::{Reader, cell_of};
use crate::import::document::{plain, text};
use crate::import::foreign::{Source, UNNAMED};

/// What a row of a list says of those below too, until one says something else: sheets merge such
/// cells.
#[derive(Default)]
pub(super) struct Last {
    pub(super) words: String,
    /// Whether a behaviour stands beside or below it.
    is_used: bool,
}

impl Last {
    pub(super) fn read(&mut self, cell: &str, source: &mut Source) {
        let words = words(cell);
        if is_nothing(&words) {
            self.leave(source);
            left_out(source, &words, "it says that there is none");
            *self = Last { words: String::new(), is_used: true };
        } else if !words.is_empty() {
            self.leave(source);
            told(source, &words);
            *self = Last { words, is_used: false };
        }
    }

    /// One that every row has, whatever it says.
    pub(super) fn given(words: &str) -> Last {
        Last { words: words.to_owned(), is_used: true }
    }

    /// Accounts for its words, which the content says once, as `known`.
    pub(super) fn used(&mut self, source: &mut Source, known: &str) {
        if self.is_new() {
            source.join(&self.words, known, "what many rows say is said once");
        }
    }

    /// Whether its words are not accounted for yet; they are from now on.
    pub(super) fn is_new(&mut self) -> bool {
        !std::mem::replace(&mut self.is_used, true) && !self.words.is_empty()
    }

    pub(super) fn leave(&self, source: &mut Source) {
        if !self.is_used && !self.words.is_empty() {
            source.leave_out(&self.words, "no behaviour stands below it");
        }
    }
}

impl Reader {
    /// Reads a list, and adds the roles that it names to `roles`.
    pub(super) fn list(
        &mut self,
        sheet: &Sheet,
        source: &mut Source,
        title: &str,
        roles: &mut Vec<usize>,
    ) {
        let mut role = Last::given(title);
        let (mut level, mut pillar, mut competency) =
            (Last::default(), Last::default(), Last::default());
        let mut above: Option<Above> = None;
        for row in &sheet.rows {
            role.read(sheet.get(row, Column::Role), source);
            level.read(sheet.get(row, Column::Level), source);
            pillar.read(sheet.get(row, Column::Pillar), source);
            competency.read(sheet.get(row, Column::Competency), source);
            let (summary, title) =
                (sheet.get(row, Column::Summary), words(sheet.get(row, Column::LevelTitle)));
            let mut said = behaviours(sheet.get(row, Column::Behaviour), source);
            let examples = lines(sheet.get(row, Column::Example));
            self.others(sheet, row, source);
            let is_nowhere = level.words.is_empty();
            let Some(last) = said.last_mut().filter(|_| !is_nowhere) else {
                let why = match is_nowhere {
                    true => "nothing says of which level it is",
                    false => "there is no behaviour beside it",
                };
                said.iter().for_each(|one| source.leave_out(&plain(&one.text), why));
                let rest = lines(summary).into_iter().chain(lines(&title));
                rest.for_each(|line| left_out(source, &line, why));
                let here = [&role, &level, &pillar, &competency].map(|last| &last.words);
                let below = above.as_ref().filter(|above| said.is_empty() && above.is_at(here));
                match below {
                    Some(above) => self.examples_below(above, &examples, source),
                    None => {
                        examples.iter().for_each(|line| left_out(source, line, why));
                    }
                }
                continue;
            };
            if !examples.is_empty() {
                source.blocks.extend(examples.iter().cloned());
                source.list_items += examples.len();
                last.examples.extend(examples.iter().map(|line| text(line.clone())));
            }
            let words = plain(&last.text);
            let at = self.role(&role.words);
            role.used(source, &self.roles[at].title);
            if !roles.contains(&at) {
                roles.push(at);
            }
            let name = LevelName::new(&level.words);
            if level.is_new() {
                self.keep_level(at, &level.words, &name, source);
            }
            if !pillar.words.is_empty() {
                pillar.used(source, &self.foreign.declare_pillar(&pillar.words, None).name);
            }
            competency.used(source, &self.spelled(at, &competency.words));
            self.summary(&competency.words, summary, source);
            self.level_title(at, &name, &title, source);
            self.cell(at, &name, (&pillar.words, &competency.words), said, source);
            let place = [&role, &level, &pillar, &competency].map(|last| last.words.clone());
            above = Some(Above { place, words });
        }
        [role, level, pillar, competency].iter().for_each(|last| last.leave(source));
    }

    /// Examples of the behaviour above: a row each.
    fn examples_below(&mut self, above: &Above, lines: &[String], source: &mut Source) {
        let [role, level, pillar, competency] = &above.place;
        let at = self.role(role);
        let competency = if competency.is_empty() { UNNAMED } else { competency };
        let cell = cell_of(self.level(at, &LevelName::new(level)), pillar, competency);
        let known = cell.behaviours.iter_mut().rfind(|one| plain(&one.text) == above.words);
        let Some(known) = known.filter(|_| !lines.is_empty()) else { return };
        source.blocks.extend(lines.iter().cloned());
        source.list_items += lines.len();
        known.examples.extend(lines.iter().map(|line| text(line.clone())));
    }
}

/// The last behaviour that was read: role, level, pillar and competency, and its words.
struct Above {
    place: [String; 4],
    words: String,
}

impl Above {
    fn is_at(&self, place: [&String; 4]) -> bool {
        self.place.iter().zip(place).all(|(own, other)| own == other)
    }
}
