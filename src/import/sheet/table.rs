//! Which cells of a sheet say what: its head, its form, and the columns.

use super::cell::LevelName;
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

/// A sheet whose form is known.
pub(super) struct Sheet {
    /// What stands above the head.
    pub(super) above: Vec<String>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What each column is. In a matrix those that are nothing else are levels.
    pub(super) columns: Vec<Option<Column>>,
    pub(super) is_list: bool,
}

/// Rows that are looked through for a head.
const TITLE_ROWS: usize = 20;

pub(super) fn is_sheet(path: &str) -> bool {
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
                Ok(rows) => {
                    let said = rows.concat();
                    match Sheet::find(rows) {
                        Ok(sheet) => return Ok(sheet),
                        Err(why) => (why, said),
                    }
                }
            };
            problem.get_or_insert((why, said));
        }
        Err(problem.unwrap_or_default())
    }

    fn find(rows: Vec<Vec<String>>) -> Result<Sheet, String> {
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        let first = rows.iter().position(|row| filled(row) > 1).unwrap_or_default();
        for at in first..rows.len().min(TITLE_ROWS) {
            if filled(&rows[at]) < 2 {
                continue;
            }
            let columns: Vec<Option<Column>> =
                rows[at].iter().map(|head| Column::of(head)).collect();
            let has = |column| columns.contains(&Some(column));
            let others = rows[at].iter().zip(&columns);
            let others =
                others.filter(|(head, column)| column.is_none() && !head.is_empty()).count();
            if has(Column::Level) && (has(Column::Behaviour) || has(Column::Summary)) {
                return Ok(Sheet::new(rows, at, columns, true));
            }
            if columns[0] == Some(Column::Level) && others > 0 {
                let mut rows = rows;
                let turned = turned(&rows.split_off(at));
                let columns = turned[0].iter().enumerate();
                let columns =
                    columns.map(|(n, _)| (n == 0).then_some(Column::Competency)).collect();
                rows.extend(turned);
                return Ok(Sheet::new(rows, at, columns, false));
            }
            let is_headed = matches!(columns[0], Some(Column::Competency | Column::Pillar))
                || at == first && rows[at][0].is_empty();
            if is_headed && others >= 2 {
                return Ok(Sheet::new(rows, at, columns, false));
            }
        }
        Err("no row heads a matrix of competencies and levels, or a list with columns such as \
             `level`, `competency` and `behaviour`"
            .to_owned())
    }

    fn new(
        mut rows: Vec<Vec<String>>,
        at: usize,
        mut columns: Vec<Option<Column>>,
        is_list: bool,
    ) -> Sheet {
        let body = rows.split_off(at + 1);
        let head = rows.pop().unwrap_or_default();
        let above = rows.concat().into_iter().filter(|cell| !cell.is_empty()).collect();
        if is_list && !columns.contains(&Some(Column::Behaviour)) {
            let said = columns.iter_mut().filter(|one| **one == Some(Column::Summary));
            said.for_each(|one| *one = Some(Column::Behaviour));
        }
        if !is_list && !columns.contains(&Some(Column::Competency)) {
            // A matrix whose first head is empty, or two of whose columns are unnamed.
            let first = (0..columns.len()).find(|n| columns[*n].is_none());
            first.into_iter().for_each(|n| columns[n] = Some(Column::Competency));
        }
        if !is_list && !columns.contains(&Some(Column::Summary)) {
            // "What it means", before levels with short names such as IC1.
            let is_coded = |at: &usize| LevelName::new(&head[*at]).code.is_some();
            let unnamed: Vec<usize> =
                (0..columns.len()).filter(|at| columns[*at].is_none()).collect();
            let before = unnamed.iter().take_while(|at| !is_coded(at)).count();
            if before == 1 && unnamed[1..].iter().any(is_coded) {
                columns[unnamed[0]] = Some(Column::Summary);
            }
        }
        Sheet { above, head, rows: body, columns, is_list }
    }

    /// What a row says in the column of a kind.
    pub(super) fn get<'r>(&self, row: &'r [String], column: Column) -> &'r str {
        let at = self.columns.iter().position(|one| *one == Some(column));
        at.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// Places of the columns whose cells mean something: of two of a kind the first.
    pub(super) fn meant(&self) -> impl Iterator<Item = usize> {
        const IN_A_MATRIX: [Column; 3] = [Column::Competency, Column::Pillar, Column::Summary];
        let means = |column: &Column| self.is_list || IN_A_MATRIX.contains(column);
        let columns = self.columns.iter().enumerate();
        let is_first = |at: usize, column: &Column| {
            self.columns.iter().position(|one| *one == Some(*column)) == Some(at)
        };
        let named = columns.filter(move |(at, column)| {
            column.as_ref().is_some_and(|column| means(column) && is_first(*at, column))
        });
        named.map(|(at, _)| at).chain(self.levels())
    }

    /// Places of the columns that are levels.
    pub(super) fn levels(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate().filter(|_| !self.is_list);
        columns.filter(|(at, one)| one.is_none() && !self.head[*at].is_empty()).map(|(at, _)| at)
    }
}

/// Columns as rows.
fn turned(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    (0..width).map(|at| rows.iter().map(|row| cell(row, at)).collect()).collect()
}
