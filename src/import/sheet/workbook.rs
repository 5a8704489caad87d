//! Workbooks (XLSX): their sheets as rows of texts, within bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::panic::catch_unwind;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::table::{Grid, Merged};
use crate::import::encoding;

/// All of a workbook, unpacked: some hundred times a large framework.
const MOST_BYTES: u64 = 256 << 20;
/// Cells of one sheet, empty ones between others too.
const MOST_CELLS: usize = 1_000_000;
/// All that the cells of a sheet say. Cells share texts in a workbook and have their own here.
const MOST_TEXT_BYTES: usize = 64 << 20;

/// A workbook.
pub(super) struct Book {
    pub(super) tabs: Vec<Tab>,
    /// What else it has, which isn't read.
    pub(super) notes: Vec<String>,
}

/// A sheet of a workbook.
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) grid: Grid,
    /// Why it isn't read.
    pub(super) skipped: Option<String>,
    pub(super) repairs: BTreeMap<String, usize>,
    pub(super) restored: Vec<String>,
    pub(super) warnings: Vec<String>,
}

/// Whether a file is one by its name.
pub(super) fn is_workbook(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    matches!(end.as_deref(), Some("xlsx" | "xlsm"))
}

/// Reads all sheets.
///
/// # Errors
/// Says why the file is no workbook that can be read: damaged, encrypted, too large.
pub(super) fn read(bytes: &[u8]) -> Result<Book, String> {
    let notes = look_through(bytes)?;
    // Where a row has a number that no integer holds, the crate's sums panic in a debug build.
    let tabs = catch_unwind(|| tabs(bytes));
    Ok(Book { tabs: tabs.map_err(|_| "the workbook is damaged: it has impossible cells")??, notes })
}

fn tabs(bytes: &[u8]) -> Result<Vec<Tab>, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let mut tabs = Vec::new();
    for sheet in sheets {
        let mut tab = Tab {
            name: sheet.name,
            grid: Grid::default(),
            skipped: None,
            repairs: BTreeMap::new(),
            restored: Vec::new(),
            warnings: Vec::new(),
        };
        if sheet.typ != SheetType::WorkSheet {
            tab.skipped = Some("it is no sheet of cells".to_owned());
        } else {
            tab.grid = cells(&mut book, &mut tab)?;
            let is_hidden = sheet.visible != SheetVisible::Visible;
            if tab.grid.rows.is_empty() {
                tab.skipped = Some("the sheet is empty".to_owned());
            } else if is_hidden {
                tab.skipped = Some("the sheet is hidden: show it to have it read".to_owned());
            }
        }
        tabs.push(tab);
    }
    Ok(tabs)
}

fn damaged(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => ENCRYPTED.to_owned(),
        error => format!("the workbook is damaged: {error}"),
    }
}

const ENCRYPTED: &str = "the workbook is encrypted: save it without a password";

/// Unpacks everything and keeps nothing, so that what a small file says it unpacks to needn't be
/// believed; names what is in it beside cells.
fn look_through(bytes: &[u8]) -> Result<Vec<String>, String> {
    // What Office encrypts is a file of its older kind, as old workbooks are.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(name.len()).any(|window| window == name);
        let old = "the workbook is of an old kind (.xls): save it as .xlsx";
        return Err(if is_encrypted { ENCRYPTED } else { old }.to_owned());
    }
    let damaged = |error: &dyn std::fmt::Display| format!("the workbook is damaged: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = MOST_BYTES;
    let mut found = BTreeSet::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.to_lowercase();
        if name.contains("comments") {
            found.insert("its comments are not read");
        } else if name.contains("drawings/drawing") {
            found.insert("its pictures, charts and text boxes are not read");
        }
        let size = io::copy(&mut part.take(left + 1), &mut io::sink());
        let size = size.map_err(|error| damaged(&error))?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| format!("the workbook unpacks to more than {} MiB", MOST_BYTES >> 20))?;
    }
    Ok(found.into_iter().map(str::to_owned).collect())
}

/// What the cells of a sheet say, without rows and columns in which nothing is said.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, tab: &mut Tab) -> Result<Grid, String> {
    let of_sheet = |error: &XlsxError| format!("sheet `{}`: {}", tab.name, damaged(error));
    let merged = book.merge_cells_by_sheet_name(&tab.name).map_err(|error| of_sheet(&error))?;
    let unknown = formulas_without_value(book, &tab.name).map_err(|error| of_sheet(&error))?;
    let mut reader = book.worksheet_cells_reader(&tab.name).map_err(|error| of_sheet(&error))?;
    let mut said: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let mut bytes = 0;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|e| of_sheet(&e))? {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let is_percent = format.is_some_and(|format| {
            format.format_code.ends_with('%') || matches!(format.format_id, Some(9 | 10))
        });
        let words = shown(cell.get_value(), is_percent);
        bytes += words.len();
        if bytes > MOST_TEXT_BYTES || said.len() > MOST_CELLS {
            return Err(format!("sheet `{}` says more than a framework can", tab.name));
        }
        if words.trim().is_empty() {
            continue;
        }
        let (words, restored) = encoding::mend(&words, &mut tab.repairs);
        tab.restored.extend(restored);
        said.insert(cell.get_position(), words.trim().to_owned());
    }
    if unknown > 0 {
        let warning = "cells have a formula without a value: calculate and save the workbook first";
        tab.warnings.push(format!("{unknown} {warning}"));
    }
    let places = |of: fn(&(u32, u32)) -> u32| {
        let used: BTreeSet<u32> = said.keys().map(of).collect();
        used.into_iter().collect::<Vec<u32>>()
    };
    let (rows, columns) = (places(|(row, _)| *row), places(|(_, column)| *column));
    if rows.len().saturating_mul(columns.len()) > MOST_CELLS {
        let (rows, columns) = (rows.len(), columns.len());
        let name = &tab.name;
        return Err(format!("sheet `{name}` has {rows} rows and {columns} columns: too many"));
    }
    // Places among those that are used.
    let within = |used: &[u32], first: u32, last: u32| {
        let start = used.partition_point(|one| *one < first);
        let end = used.partition_point(|one| *one <= last);
        (start < end).then(|| start..=end - 1)
    };
    let merged = merged.into_iter().filter_map(|one| {
        Some(Merged {
            rows: within(&rows, one.start.0, one.end.0)?,
            columns: within(&columns, one.start.1, one.end.1)?,
        })
    });
    let merged = merged.filter(|one| one.rows.clone().count() * one.columns.clone().count() > 1);
    let merged = merged.collect();
    let mut grid = Grid { rows: vec![vec![String::new(); columns.len()]; rows.len()], merged };
    for ((row, column), words) in said {
        if let (Ok(row), Ok(column)) = (rows.binary_search(&row), columns.binary_search(&column)) {
            grid.rows[row][column] = words;
        }
    }
    Ok(grid)
}

/// How many cells have a formula that no program has calculated yet.
fn formulas_without_value(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<usize, XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut count = 0;
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let is_unknown = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
        count += usize::from(is_unknown);
    }
    Ok(count)
}

/// A value as a reader of the sheet sees it.
fn shown(value: &DataRef<'_>, is_percent: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if is_percent => format!("{}%", shown_number(number * 100.0)),
        DataRef::Float(number) => shown_number(*number),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            match (hour, minute) {
                (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number with the fifteen digits that spreadsheets show.
fn shown_number(number: f64) -> String {
    let digits = format!("{number:.14e}");
    digits.parse::<f64>().unwrap_or(number).to_string()
}
