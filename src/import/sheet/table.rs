//! Which cells of a sheet say what: its head, its form, and the columns.

use std::ops::RangeInclusive;

use super::cell::{LevelName, words};
use crate::import::document::squeeze;

/// What a column holds, by the word at its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Role,
    Level,
    /// What somebody at the level is called.
    LevelTitle,
    Pillar,
    Competency,
    /// What a competency means.
    Summary,
    Behaviour,
    Example,
}

impl Column {
    fn of(head: &str) -> Option<Column> {
        let head = squeeze(head).trim_end_matches([':', '*']).to_lowercase();
        Some(match head.as_str() {
            "role" | "roles" | "job" | "position" | "job title" | "job family" => Column::Role,
            "level" | "levels" | "grade" | "career level" => Column::Level,
            "level title" | "title" => Column::LevelTitle,
            "pillar" | "pillars" | "category" | "theme" | "group" | "area" => Column::Pillar,
            "competency" | "competencies" | "skill" | "skills" | "dimension" | "dimensions"
            | "capability" | "capabilities" | "topic" | "expectation area" => Column::Competency,
            "summary" | "definition" | "meaning" | "description" => Column::Summary,
            "behaviour" | "behaviours" | "behavior" | "behaviors" | "expectation"
            | "expectations" | "criterion" | "criteria" | "statement" => Column::Behaviour,
            "example" | "examples" => Column::Example,
            _ => return None,
        })
    }
}

/// How the rows of a sheet are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Competencies by levels.
    Matrix,
    /// A behaviour a row.
    List,
    /// A level of a role a row, an attribute a column.
    Attributes,
}

/// Cells as they stand, whatever they mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Row by row; rows needn't be equally long.
    pub(super) rows: Vec<Vec<String>>,
    /// Cells that are one.
    pub(super) merged: Vec<Merged>,
}

/// Cells that look like one; the words stand in the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) rows: RangeInclusive<usize>,
    pub(super) columns: RangeInclusive<usize>,
}

impl Merged {
    fn is_wide(&self) -> bool {
        self.columns.start() < self.columns.end()
    }
}

/// A sheet whose form is known.
pub(super) struct Sheet {
    /// What stands above the head.
    pub(super) above: Vec<String>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What each column is. Those that are nothing else are levels in a matrix, and attributes
    /// beside levels.
    pub(super) columns: Vec<Option<Column>>,
    pub(super) form: Form,
}

/// Rows that are looked through for a head.
const TITLE_ROWS: usize = 20;

/// Why cells are no sheet.
pub(super) const NO_HEAD: &str = "no row heads a matrix of competencies and levels, or a list with \
                                  columns such as `level`, `competency` and `behaviour`";

/// Whether a file is a sheet in text form.
pub(super) fn is_text(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    matches!(end.as_deref(), Some("csv" | "tsv" | "tab"))
}

/// The cells of a text, row by row; rows needn't be equally long.
fn cells(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>, String> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    let rows = reader.from_reader(text.as_bytes()).into_records();
    let rows = rows.map(|row| Ok(row?.iter().map(|cell| cell.trim().to_owned()).collect()));
    let rows: Result<_, csv::Error> = rows.collect();
    rows.map_err(|error| format!("the table can't be read: {error}"))
}

impl Sheet {
    /// The sheet of a file's text; or why it is none, and all that it says.
    pub(super) fn read(path: &str, text: &str) -> Result<Sheet, (String, Vec<String>)> {
        // Where a comma stands in numbers, programs write semicolons into what they call CSV.
        let delimiters: &[u8] = match path.to_lowercase().ends_with("csv") {
            true => b",;\t",
            false => b"\t",
        };
        let mut problem = None;
        for delimiter in delimiters {
            let (why, said) = match cells(text, *delimiter) {
                Err(why) => (why, vec![text.to_owned()]),
                Ok(rows) => match Sheet::find(Grid { rows, merged: Vec::new() }) {
                    Ok(sheet) => return Ok(sheet),
                    Err(grid) => (NO_HEAD.to_owned(), grid.rows.concat()),
                },
            };
            problem.get_or_insert((why, said));
        }
        Err(problem.unwrap_or_default())
    }

    /// The sheet of cells; the cells again, if no row is a head.
    pub(super) fn find(mut grid: Grid) -> Result<Sheet, Grid> {
        let may_head = |at: &usize| filled(&grid.rows[*at]) > 1 && !grid.is_caption_of_columns(*at);
        let first = (0..grid.rows.len()).find(may_head).unwrap_or_default();
        let candidates = (first..grid.rows.len().min(TITLE_ROWS)).filter(may_head);
        let found = candidates.into_iter().find_map(|at| {
            let head = grid.head(at);
            let columns: Vec<Option<Column>> = head.iter().map(|head| Column::of(head)).collect();
            form(&head, &columns, at == first).map(|form| (at, head, columns, form))
        });
        let Some((at, head, columns, form)) = found else { return Err(grid) };
        grid.take_from_above(at, head);
        grid.fill(at, &columns, form);
        let mut rows = grid.rows;
        let is_turned = form == Form::Matrix && columns[0] == Some(Column::Level);
        if !is_turned {
            return Ok(Sheet::new(rows, at, columns, form));
        }
        let turned = turned(&rows.split_off(at));
        let columns = turned[0].iter().enumerate();
        let columns = columns.map(|(n, _)| (n == 0).then_some(Column::Competency)).collect();
        rows.extend(turned);
        Ok(Sheet::new(rows, at, columns, form))
    }

    fn new(
        mut rows: Vec<Vec<String>>,
        at: usize,
        mut columns: Vec<Option<Column>>,
        form: Form,
    ) -> Sheet {
        let body = rows.split_off(at + 1);
        let head = rows.pop().unwrap_or_default();
        let above = rows.concat().into_iter().filter(|cell| !cell.is_empty()).collect();
        if form == Form::List && !columns.contains(&Some(Column::Behaviour)) {
            let said = columns.iter_mut().filter(|one| **one == Some(Column::Summary));
            said.for_each(|one| *one = Some(Column::Behaviour));
        }
        if form == Form::Matrix && !columns.contains(&Some(Column::Competency)) {
            // A matrix whose first head is empty, or two of whose columns are unnamed.
            let first = (0..columns.len()).find(|n| columns[*n].is_none());
            first.into_iter().for_each(|n| columns[n] = Some(Column::Competency));
        }
        if form == Form::Matrix && !columns.contains(&Some(Column::Summary)) {
            // "What it means", before levels with short names such as IC1.
            let is_coded = |at: &usize| LevelName::new(&head[*at]).track().is_some();
            let unnamed: Vec<usize> =
                (0..columns.len()).filter(|at| columns[*at].is_none()).collect();
            let before = unnamed.iter().take_while(|at| !is_coded(at)).count();
            if before == 1 && unnamed[1..].iter().any(is_coded) {
                columns[unnamed[0]] = Some(Column::Summary);
            }
        }
        Sheet { above, head, rows: body, columns, form }
    }

    /// What a row says in the column of a kind.
    pub(super) fn get<'r>(&self, row: &'r [String], column: Column) -> &'r str {
        let at = self.columns.iter().position(|one| *one == Some(column));
        at.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// Every role that a column names.
    pub(super) fn roles(&self) -> Vec<String> {
        let named = self.form != Form::Matrix;
        let cells = self.rows.iter().filter(|_| named).map(|row| self.get(row, Column::Role));
        let mut roles: Vec<String> = cells.map(words).filter(|role| !role.is_empty()).collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// Every cell that says something.
    pub(super) fn cells(&self) -> Vec<String> {
        let below = self.rows.iter().flatten();
        let cells = self.above.iter().chain(&self.head).chain(below);
        cells.filter(|cell| !cell.is_empty()).cloned().collect()
    }

    /// Places of the columns whose cells mean something: of two of a kind the first.
    pub(super) fn meant(&self) -> impl Iterator<Item = usize> {
        let means = |column: &Column| match self.form {
            Form::List => true,
            Form::Matrix => {
                matches!(column, Column::Competency | Column::Pillar | Column::Summary)
            }
            Form::Attributes => matches!(column, Column::Role | Column::Level | Column::LevelTitle),
        };
        let columns = self.columns.iter().enumerate();
        let is_first = |at: usize, column: &Column| {
            self.columns.iter().position(|one| *one == Some(*column)) == Some(at)
        };
        let named = columns.filter(move |(at, column)| {
            column.as_ref().is_some_and(|column| means(column) && is_first(*at, column))
        });
        named.map(|(at, _)| at).chain(self.levels())
    }

    /// Places of the columns that are levels, or attributes.
    pub(super) fn levels(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate().filter(|_| self.form != Form::List);
        columns.filter(|(at, one)| one.is_none() && !self.head[*at].is_empty()).map(|(at, _)| at)
    }
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// What a row is the head of, if it is one.
fn form(head: &[String], columns: &[Option<Column>], is_first: bool) -> Option<Form> {
    let has = |column| columns.contains(&Some(column));
    let others = head.iter().zip(columns);
    let others = others.filter(|(head, column)| column.is_none() && !head.is_empty()).count();
    let says_what = has(Column::Behaviour) || has(Column::Summary);
    if has(Column::Level) && says_what {
        return Some(Form::List);
    }
    if has(Column::Level) && has(Column::Role) && others > 0 && !has(Column::Competency) {
        return Some(Form::Attributes);
    }
    let is_turned = columns[0] == Some(Column::Level) && others > 0;
    let is_headed = matches!(columns[0], Some(Column::Competency | Column::Pillar))
        || is_first && head[0].is_empty();
    let levels = || head.iter().zip(columns).filter(|(_, column)| column.is_none());
    // One column could be anything, unless it is called as a level is.
    let is_one_level = || levels().any(|(head, _)| LevelName::new(head).track().is_some());
    let has_levels = others >= 2 || has(Column::Competency) && is_one_level();
    (is_turned || is_headed && has_levels).then_some(Form::Matrix)
}

impl Grid {
    /// Whether a row has words that several columns share, such as the track of some levels.
    fn is_caption_of_columns(&self, at: usize) -> bool {
        let is_caption = |one: &Merged| one.is_wide() && *one.columns.start() > 0;
        self.merged.iter().any(|one| is_caption(one) && one.rows.contains(&at))
    }

    /// A row with what begins above it and goes down to it.
    fn head(&self, at: usize) -> Vec<String> {
        let mut head = self.rows[at].clone();
        for one in self.merged.iter().filter(|one| !one.is_wide()) {
            let (above, column) = (*one.rows.start(), *one.columns.start());
            let words = self.rows.get(above).and_then(|row| row.get(column));
            let cell = head.get_mut(column).filter(|cell| cell.is_empty());
            if let (Some(words), Some(cell)) = (words, cell)
                && one.rows.contains(&at)
            {
                cell.clone_from(words);
            }
        }
        head
    }

    /// Puts a head into its row, and what it has from above nowhere else.
    fn take_from_above(&mut self, at: usize, head: Vec<String>) {
        for one in self.merged.iter().filter(|one| !one.is_wide() && one.rows.contains(&at)) {
            let (above, column) = (*one.rows.start(), *one.columns.start());
            let cell = self.rows.get_mut(above).and_then(|row| row.get_mut(column));
            let cell = cell.filter(|cell| head.get(column) == Some(&**cell));
            cell.into_iter().for_each(String::clear);
        }
        self.rows[at] = head;
    }

    /// Writes what merged cells say into each of them, below the head at a row.
    ///
    /// A cell that goes across columns is a heading if it begins beside the levels, and what all of
    /// several levels expect if it begins at one.
    fn fill(&mut self, at: usize, columns: &[Option<Column>], form: Form) {
        let body = self.merged.iter().filter(|one| *one.rows.start() > at);
        for one in body {
            let (row, column) = (*one.rows.start(), *one.columns.start());
            let kind = columns.get(column).copied().flatten();
            // One behaviour with many examples beside it.
            if matches!(kind, Some(Column::Behaviour | Column::Example)) {
                continue;
            }
            let is_a_level = form != Form::List && kind.is_none() && column > 0;
            let across = if is_a_level { one.columns.clone() } else { column..=column };
            let words = self.rows.get(row).and_then(|row| row.get(column)).cloned();
            let Some(words) = words.filter(|words| !words.is_empty()) else { continue };
            let rows = self.rows.iter_mut().take(one.rows.end() + 1).skip(row);
            for cells in rows {
                let last = (*across.end()).min(columns.len().max(column + 1) - 1);
                if cells.len() <= last {
                    cells.resize(last + 1, String::new());
                }
                for cell in &mut cells[*across.start()..=last] {
                    if cell.is_empty() {
                        cell.clone_from(&words);
                    }
                }
            }
        }
    }
}

/// Columns as rows.
fn turned(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    (0..width).map(|at| rows.iter().map(|row| cell(row, at)).collect()).collect()
}
