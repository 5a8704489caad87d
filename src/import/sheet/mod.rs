//! Spreadsheets: workbooks, and tables saved as text with commas, semicolons or tabs between their
//! cells. A sheet is a matrix (competencies down and levels across, or the other way round), a list
//! of behaviours with columns that say level and competency, or a list of levels with their
//! attributes. A matrix is a role, unless a column says the role; what is no table is a page.

mod attributes;
mod cell;
mod list;
mod matrix;
mod notes;
mod pages;
mod roles;
mod table;
mod workbook;

use std::collections::HashMap;

use self::cell::{LevelName, is_nothing, left_out, lines, once_told, told, words};
use self::notes::Note;
pub(super) use self::pages::{TablePage, has_table, read_pages};
use self::table::{Form, Sheet, is_text};
use self::workbook::{Tab, is_workbook};
use super::document::{Block, plain, squeeze, text};
use super::foreign::{Behaviour, Cell, Foreign, Level, Section, SectionKind, Source, UNNAMED};
use super::ids::{is_same_name, letters, spoken, stem};
use super::{ImportError, Input, encoding};

/// Whether a file among these is a workbook, or a table whose head says what it is.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().any(|input| {
        let has_table = || {
            let decoded = encoding::decode(&input.bytes);
            decoded.is_ok_and(|decoded| Sheet::read(&input.path, &decoded.text).is_ok())
        };
        is_workbook(&input.path) || is_text(&input.path) && has_table()
    })
}

/// Reads all sheets.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut reader = Reader::default();
    for input in inputs {
        match is_workbook(&input.path) {
            true => reader.workbook(input),
            false => reader.text(input),
        }
    }
    let mut foreign = reader.finish();
    foreign.make_tracks();
    Ok(foreign)
}

/// A role and what its levels say, as they come.
struct Draft {
    title: String,
    levels: Vec<(LevelName, Level)>,
}

/// Where a behaviour stands: sheet, role, level, competency, and its words.
type Place = (usize, usize, String, String, String);

#[derive(Default)]
struct Reader {
    foreign: Foreign,
    roles: Vec<Draft>,
    /// The roles that each source says something of.
    told: Vec<Vec<usize>>,
    /// How often each sheet has said each behaviour.
    said: HashMap<Place, usize>,
    /// Sheets that are no table.
    notes: Vec<Note>,
}

impl Reader {
    fn text(&mut self, input: &Input) {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        let read = match is_text(&input.path) {
            false => Err("not a sheet: save it as .xlsx or CSV".to_owned()),
            true => source.decode(&input.bytes).and_then(|text| {
                Sheet::read(&input.path, &text).map_err(|(why, said)| {
                    source.blocks = said.iter().flat_map(|cell| lines(cell)).collect();
                    why
                })
            }),
        };
        match read {
            Ok(sheet) => self.sheet(&sheet, &spoken(stem(&input.path)), source),
            Err(why) => self.skip(source, why),
        }
    }

    fn workbook(&mut self, input: &Input) {
        let book = match workbook::read(&input.bytes) {
            Ok(book) => book,
            Err(why) => {
                return self.skip(Source { path: input.path.clone(), ..Source::default() }, why);
            }
        };
        let notes = book.notes.into_iter().map(|note| format!("{}: {note}", input.path));
        self.foreign.trace.notes.extend(notes);
        let mut sheets = Vec::new();
        for Tab { name, grid, skipped, repairs, restored, warnings } in book.tabs {
            let path = format!("{}: {name}", input.path);
            let mut source = Source { path, repairs, restored, warnings, ..Source::default() };
            match (skipped, Sheet::find(grid)) {
                (None, Ok(sheet)) => sheets.push((name, sheet, source)),
                (None, Err(grid)) => self.notes.push(Note { name, grid, source }),
                (Some(why), found) => {
                    let said = found.map_or_else(|grid| grid.rows.concat(), |sheet| sheet.cells());
                    source.blocks = said.iter().flat_map(|cell| lines(cell)).collect();
                    self.skip(source, why);
                }
            }
        }
        // A matrix has all levels of its role in their order, and so comes before a list of them.
        sheets.sort_by_key(|(_, sheet, _)| sheet.form);
        let titles: Vec<String> = sheets.iter().flat_map(|(_, sheet, _)| sheet.roles()).collect();
        let is_alone = sheets.len() == 1;
        for (name, sheet, source) in sheets {
            let title = match role_of(&name, &titles) {
                Some(title) => title.clone(),
                None if is_alone && is_unnamed(&name) => spoken(stem(&input.path)),
                None if name.contains(' ') => squeeze(&name),
                None => spoken(&name),
            };
            self.sheet(&sheet, &title, source);
        }
    }

    /// A sheet, which is of a role of this title unless a column says otherwise.
    fn sheet(&mut self, sheet: &Sheet, title: &str, mut source: Source) {
        for cell in &sheet.above {
            for line in lines(cell) {
                source.blocks.push(line.clone());
                self.foreign.summary.push(Block::Paragraph(text(line)));
            }
        }
        let others: Vec<usize> = sheet.levels().collect();
        for (at, head) in sheet.head.iter().enumerate() {
            if !head.is_empty() && !others.contains(&at) {
                left_out(&mut source, &words(head), "the name of a column");
            }
        }
        let mut roles = Vec::new();
        match sheet.form {
            Form::Matrix => roles.push(self.matrix(sheet, &mut source, title)),
            Form::List => self.list(sheet, &mut source, title, &mut roles),
            Form::Attributes => self.attributes(sheet, &mut source, title, &mut roles),
        }
        self.end(source, roles);
    }

    fn skip(&mut self, source: Source, why: impl Into<String>) {
        self.end(Source { skipped: Some(why.into()), ..source }, Vec::new());
    }

    /// A source that has been read, and the roles that it says something of.
    fn end(&mut self, source: Source, roles: Vec<usize>) {
        self.told.push(roles);
        self.foreign.trace.sources.push(source);
    }

    /// Cells of columns that mean nothing here.
    fn others(&self, sheet: &Sheet, row: &[String], source: &mut Source) {
        let read: Vec<usize> = sheet.meant().collect();
        for (at, cell) in row.iter().enumerate().filter(|(at, _)| !read.contains(at)) {
            let head = sheet.head.get(at).map(String::as_str).unwrap_or_default();
            for line in lines(cell) {
                left_out(source, &line, &format!("nothing is known of the column `{head}`"));
            }
        }
    }

    fn pillar(&mut self, own: &str, source: &mut Source, pillar: &mut String) {
        let own = words(own);
        if is_nothing(&own) {
            left_out(source, &own, "it says that there is none");
            pillar.clear();
        } else if !own.is_empty() {
            told(source, &own);
            let known = &self.foreign.declare_pillar(&own, None).name;
            source.join(&own, known, "a pillar stands at each of its levels");
            *pillar = own;
        }
    }

    fn summary(&mut self, competency: &str, summary: &str, source: &mut Source) {
        let lines = lines(summary);
        if lines.is_empty() {
            return;
        }
        for line in &lines {
            once_told(source, line, "the meaning of a competency is said once");
        }
        let known = &mut self.foreign.meaning(competency).summary;
        for line in lines {
            let block = Block::Paragraph(text(line));
            // Sheets that don't agree on it are both right.
            if !known.contains(&block) {
                known.push(block);
            }
        }
    }

    /// The place of a role, which is made if there is none of the title.
    fn role(&mut self, title: &str) -> usize {
        let found = self.roles.iter().position(|one| is_same_name(&one.title, title));
        found.unwrap_or_else(|| {
            self.roles.push(Draft { title: title.to_owned(), levels: Vec::new() });
            self.roles.len() - 1
        })
    }

    /// A competency as the role writes it at the first of its levels.
    fn spelled(&self, role: usize, competency: &str) -> String {
        let levels = self.roles[role].levels.iter().map(|(_, level)| level);
        let mut cells = levels.flat_map(|level| &level.sections).flat_map(|one| &one.cells);
        let known = cells.find(|cell| is_same_name(&cell.name, competency));
        known.map_or(competency, |cell| cell.name.as_str()).to_owned()
    }

    /// Accounts for the words that name a level, whose title may be another already.
    fn keep_level(&self, role: usize, words: &str, name: &LevelName, source: &mut Source) {
        let mut own = self.roles[role].levels.iter().map(|(one, _)| one);
        let known = own.find(|one| one.id == name.id);
        let others = self.roles.iter().flat_map(|role| &role.levels).map(|(_, level)| level);
        let mut others = self.foreign.levels().chain(others);
        let other = others.find(|one| one.id == name.id).filter(|one| one.name != name.name);
        match (known, other, name.title.as_str()) {
            (Some(one), _, title) if !title.is_empty() && one.title != title => {
                let why = format!("the level is called `{} {}` already", one.name, one.title);
                source.leave_out(words, &why);
            }
            (_, Some(one), _) => {
                source.join(words, &one.name, "the level is written otherwise before");
            }
            (_, None, "") => source.join(words, words, "a level is named once"),
            (Some(_), None, title) => source.join(words, title, "a level is named once"),
            (None, None, title) => {
                source.pieces(words, &[&name.name, title], "the level and its title");
            }
        }
    }

    fn level(&mut self, role: usize, name: &LevelName) -> &mut Level {
        let levels = &mut self.roles[role].levels;
        let at = levels.iter().position(|(one, _)| one.id == name.id).unwrap_or_else(|| {
            let (id, own) = (name.id.clone(), name.name.clone());
            let level = Level { id, name: own, ..Level::default() };
            levels.push((name.clone(), level));
            levels.len() - 1
        });
        &mut levels[at].1
    }

    /// What a level says of a competency: that nothing is expected, if it is nothing.
    fn cell(
        &mut self,
        role: usize,
        name: &LevelName,
        (pillar, competency): (&str, &str),
        said: Vec<Behaviour>,
        source: &mut Source,
    ) {
        let competency = if competency.is_empty() { UNNAMED } else { competency };
        let sheet = self.told.len();
        let words: Vec<String> = said.iter().map(|one| plain(&one.text)).collect();
        // The first of two that say the same is the first of those that another sheet has.
        let times: Vec<usize> = words
            .iter()
            .map(|words| {
                let (level, competency) = (name.id.clone(), competency.to_lowercase());
                let times = self.said.entry((sheet, role, level, competency, words.clone()));
                let times = times.or_default();
                *times += 1;
                *times - 1
            })
            .collect();
        let cell = cell_of(self.level(role, name), pillar, competency);
        if cell.behaviours.is_empty() {
            cell.is_not_expected = said.is_empty();
        }
        for ((one, words), times) in said.into_iter().zip(words).zip(times) {
            let mut known = cell.behaviours.iter_mut().filter(|one| plain(&one.text) == words);
            let Some(known) = known.nth(times) else {
                cell.behaviours.push(one);
                continue;
            };
            source.join(&words, &words, "another sheet says it too");
            for example in one.examples {
                match known.examples.contains(&example) {
                    true => {
                        let words = plain(&example);
                        source.join(&words, &words, "another sheet says it too");
                    }
                    false => known.examples.push(example),
                }
            }
        }
    }

    /// What somebody at a level is called, which a level says once.
    fn level_title(&mut self, role: usize, name: &LevelName, title: &str, source: &mut Source) {
        if title.is_empty() {
            return;
        }
        let own = &mut self.level(role, name).title;
        if own.is_empty() || own == title {
            once_told(source, title, "a level has one title");
            title.clone_into(own);
        } else {
            left_out(source, title, "the level has another title");
        }
    }
}

/// A competency at a level, which is made if there is none. Of sheets that say the same, not every
/// one says the pillar.
fn cell_of<'l>(level: &'l mut Level, pillar: &str, competency: &str) -> &'l mut Cell {
    let has_it = |cell: &Cell| is_same_name(&cell.name, competency);
    let kind = if pillar.is_empty() { SectionKind::Bare } else { SectionKind::Pillar };
    let is_it = |one: &Section| one.kind == kind && is_same_name(&one.name, pillar);
    let sections = &mut level.sections;
    let known = sections.iter().position(|one| pillar.is_empty() && one.cells.iter().any(has_it));
    let at = known.or_else(|| sections.iter().position(is_it)).unwrap_or_else(|| {
        sections.push(Section::new(kind, pillar));
        sections.len() - 1
    });
    let cells = &mut sections[at].cells;
    let at = cells.iter().position(has_it).unwrap_or_else(|| {
        cells.push(Cell { name: competency.to_owned(), ..Cell::default() });
        cells.len() - 1
    });
    &mut cells[at]
}

/// Whether a sheet has the name that it was born with: `Sheet1`, `Tabelle 1`, `Feuil1`.
fn is_unnamed(name: &str) -> bool {
    let word = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    let words = ["sheet", "tabelle", "feuil", "feuille", "hoja", "blad", "foglio", "planilha"];
    words.contains(&word.to_lowercase().as_str())
}

/// The role that a sheet is named for. Programs cut such names at 31 letters, and number those that
/// would be the same.
fn role_of<'t>(name: &str, titles: &'t [String]) -> Option<&'t String> {
    let bare = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let bare = bare.filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name, |one| one.0);
    let said = letters(bare);
    let is_cut = name.chars().count() > 25;
    let whole = titles.iter().find(|title| letters(title) == said);
    whole.or_else(|| titles.iter().find(|title| is_cut && letters(title).starts_with(&said)))
}
