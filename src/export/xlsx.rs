//! A workbook (XLSX): all behaviours as a list, a matrix a role, and the attributes of levels.

use std::collections::HashSet;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::table::{self, Table, harmless};
use super::{ExportError, Exported, Wish};
use crate::render::Site;

/// What a cell can hold, by the limits of spreadsheets.
const MOST_LETTERS: usize = 32_767;
/// The highest row, in points.
const HIGHEST_POINTS: f64 = 409.0;
/// A line of the font that cells are written in.
const LINE_POINTS: f64 = 15.0;
/// Widths of a column of text, in letters: the least at which no row is higher than can be.
const WIDTHS: [usize; 5] = [40, 52, 64, 80, 100];

pub(super) fn write(site: &Site, wish: &Wish) -> Result<Exported, ExportError> {
    let framework = site.framework();
    let only = wish.role(framework)?;
    let mut tables = vec![table::list(framework, only)];
    tables.extend(table::roles(framework, only).map(|role| table::matrix(framework, role)));
    tables.extend(table::attributes(framework, only));
    let too_long = |table: &Table| {
        let cells = table.rows.iter().flatten();
        cells.filter(|cell| cell.encode_utf16().count() >= MOST_LETTERS).count() > 0
    };
    if let Some(table) = tables.iter().find(|table| too_long(table)) {
        let message = format!("a cell of `{}` is longer than a spreadsheet can hold", table.name);
        let help = "`rungs export csv` writes a row a behaviour".to_owned();
        return Err(ExportError::Absent(message, Some(help)));
    }
    let bytes = workbook(site.title(), &tables).map_err(|error| {
        ExportError::Absent(format!("the framework doesn't fit a workbook: {error}"), None)
    })?;
    let said = tables.iter().flat_map(|table| {
        let cells = table.head.iter().chain(table.rows.iter().flatten());
        std::iter::once(&table.name).chain(cells).map(String::as_str)
    });
    Ok(Exported {
        left_out: table::left_out(framework, true),
        said: Some(said.collect::<Vec<_>>().join("\n").into_bytes()),
        ..Exported::file(bytes)
    })
}

fn workbook(title: &str, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Else it would be the time of day, and equal frameworks would give other bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let looks = Looks::new();
    let mut names = HashSet::new();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name, &mut names))?;
        fill(sheet, table, &looks)?;
    }
    book.save_to_buffer()
}

struct Looks {
    head: Format,
    /// Columns that say what a row is of.
    fixed: Format,
    text: Format,
}

impl Looks {
    fn new() -> Looks {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let line = Color::RGB(0x00D0_D4D8);
        let text = text.set_border(FormatBorder::Thin).set_border_color(line);
        Looks {
            head: text.clone().set_bold().set_background_color(Color::RGB(0x00EC_EFF1)),
            fixed: text.clone().set_bold(),
            text,
        }
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    let widths = widths(table);
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    for (row, cells) in (0..).zip(std::iter::once(&table.head).chain(&table.rows)) {
        for (column, cell) in (0..).zip(cells) {
            let look = match (row, usize::from(column) < table.fixed) {
                (0, _) => &looks.head,
                (_, true) => &looks.fixed,
                (_, false) => &looks.text,
            };
            sheet.write_string_with_format(row, column, harmless(cell), look)?;
        }
        sheet.set_row_height(row, height(cells, &widths).min(HIGHEST_POINTS))?;
    }
    sheet.set_freeze_panes(1, u16::try_from(table.fixed).unwrap_or_default())?;
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.head.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Widths of columns, in letters: what their longest line needs, and no more than is read well.
fn widths(table: &Table) -> Vec<u16> {
    let all = || std::iter::once(&table.head).chain(&table.rows);
    let longest = |column: usize| {
        let cells = all().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
        cells.map(|line| line.chars().count() + 2).max().unwrap_or_default()
    };
    let longest: Vec<usize> = (0..table.head.len()).map(longest).collect();
    let within = |most: usize| {
        let width = |longest: &usize| u16::try_from((*longest).clamp(10, most)).unwrap_or(u16::MAX);
        longest.iter().map(width).collect::<Vec<u16>>()
    };
    let fits = |widths: &Vec<u16>| all().all(|row| height(row, widths) <= HIGHEST_POINTS);
    let last = WIDTHS[WIDTHS.len() - 1];
    let widths = WIDTHS.into_iter().filter(|width| *width >= table.width);
    widths.map(within).find(fits).unwrap_or_else(|| within(last))
}

/// The height of a row, in points, in which every cell is read to its end.
fn height(cells: &[String], widths: &[u16]) -> f64 {
    let lines = cells.iter().zip(widths).map(|(cell, width)| lines(cell, usize::from(*width)));
    let lines = u16::try_from(lines.max().unwrap_or(1).max(1)).unwrap_or(u16::MAX);
    f64::from(lines) * LINE_POINTS + 3.0
}

/// How many lines a text takes where words are wrapped at `width` letters.
fn lines(cell: &str, width: usize) -> usize {
    let of_one = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split(' ').map(|word| word.chars().count()) {
            if used > 0 && used + 1 + word > width {
                lines += 1;
                used = 0;
            }
            used += word + usize::from(used > 0);
            // A word of more than a line is broken.
            lines += used.saturating_sub(1) / width.max(1);
            used = if used > width { used % width.max(1) } else { used };
        }
        lines
    };
    cell.lines().map(of_one).sum()
}

/// A name that a workbook can have: 31 letters at most, none of those that formulas need, and no
/// other of the same letters.
fn sheet_name(of: &str, names: &mut HashSet<String>) -> String {
    let is_kept = |letter: char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let plain: String = of
        .chars()
        .map(|letter| if is_kept(letter) && !letter.is_control() { letter } else { '-' })
        .collect();
    // Excel keeps this name for itself.
    let end = if plain.trim().eq_ignore_ascii_case("history") { " (1)" } else { "" };
    let numbered = (2..).map(|number| format!(" ({number})"));
    let mut ends = std::iter::once(end.to_owned()).chain(numbered);
    let cut = |end: &String| {
        let mut left = 31 - end.encode_utf16().count();
        let fits = |letter: &char| {
            let is_short = letter.len_utf16() <= left;
            left = left.saturating_sub(letter.len_utf16());
            is_short
        };
        let start: String = plain.chars().take_while(fits).collect();
        let start = start.trim().trim_matches('\'');
        format!("{}{end}", if start.is_empty() { "Role" } else { start })
    };
    let free = |name: &String| names.insert(name.to_lowercase());
    ends.by_ref().map(|end| cut(&end)).find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_valid_and_unlike() {
        let mut names = HashSet::new();
        let mut name = |of: &str| sheet_name(of, &mut names);
        assert_eq!(name("Harbour pilot"), "Harbour pilot");
        assert_eq!(name("HARBOUR PILOT"), "HARBOUR PILOT (2)");
        assert_eq!(name("R&D: ships/boats [new]?"), "R&D- ships-boats -new--");
        assert_eq!(name("'Pilot'"), "Pilot");
        assert_eq!(name(""), "Role");
        assert_eq!(name("History"), "History (1)");
        let long = "Director of all the harbours of the northern coast";
        assert_eq!(name(long), "Director of all the harbours of");
        assert_eq!(name(long), "Director of all the harbour (2)");
        assert!(name(&"🚢".repeat(40)).encode_utf16().count() <= 31);
    }

    #[test]
    fn lines_are_wrapped_at_words() {
        assert_eq!(lines("", 10), 0);
        assert_eq!(lines("one two", 10), 1);
        assert_eq!(lines("one two three", 10), 2);
        assert_eq!(lines("a\nb", 10), 2);
        assert_eq!(lines(&"x".repeat(25), 10), 3);
    }
}
