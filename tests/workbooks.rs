//! Workbooks (XLSX) moved in: every cell of every sheet is accounted for, and what is no workbook
//! that can be read is a clear error.

#![cfg(all(feature = "import", feature = "xlsx"))]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::io::{Cursor, Write as _};

use rungs::import::{self, Imported, Input};
use rungs::source::Sources;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

fn run(name: &str, bytes: Vec<u8>) -> Imported {
    let imported = import::run(None, &[Input { path: name.to_owned(), bytes }]).unwrap();
    let lost = imported.report.unaccounted();
    assert!(lost.is_empty(), "{lost:#?}");
    let texts = imported.files.iter().map(|(path, text)| (path, text.clone()));
    support::framework(&Sources::from_texts(texts));
    imported
}

fn refused(bytes: &[u8]) -> String {
    let input = Input { path: "crew.xlsx".to_owned(), bytes: bytes.to_vec() };
    import::run(None, &[input]).map(|_| ()).unwrap_err().to_string()
}

fn rows(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
}

/// Cells that are one, and say what the first says.
fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), words: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, words, &Format::new()).unwrap();
}

/// What people make of a workbook in three years.
fn harbour() -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Cover").unwrap();
    rows(
        cover,
        &[
            &["", "What the harbour expects of its crews."],
            &["", "- Read your own sheet first.\n- Then the one above it."],
        ],
    );

    let pilot = book.add_worksheet().set_name("Harbour pilot").unwrap();
    merge(pilot, (0, 0), (0, 4), "Pilots, third edition");
    merge(pilot, (1, 0), (2, 0), "Pillar");
    merge(pilot, (1, 1), (2, 1), "Competency");
    merge(pilot, (1, 2), (1, 4), "At sea");
    rows(pilot, &[&[], &[], &["", "", "IC1", "IC2\nSenior pilot", "IC3"]]);
    merge(pilot, (3, 0), (5, 0), "Seamanship");
    pilot.write(3, 1, "Steering").unwrap();
    merge(pilot, (3, 2), (3, 3), "Steers a ship by day");
    pilot.write(3, 4, "• Steers any ship\n• Says when\u{a0}not to sail").unwrap();
    pilot.write(4, 1, "Signals").unwrap();
    pilot.write(4, 2, 7).unwrap();
    pilot.write(4, 3, 0.1 + 0.2).unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    pilot.write_with_format(4, 4, &day, &date).unwrap();
    pilot.write(5, 1, "Tides").unwrap();
    pilot.write(5, 2, Formula::new("=\"Reads \"&\"tables\"").set_result("Reads tables")).unwrap();
    pilot.write(5, 3, "n/a").unwrap();
    pilot.write(5, 4, Formula::new("=Z1").set_result("")).unwrap();
    merge(pilot, (6, 0), (6, 4), "Working together");
    rows_at(pilot, 7, &["", "Watch", "Hands over in writing", "", true_words()]);

    let all = book.add_worksheet().set_name("Everybody").unwrap();
    rows(
        all,
        &[
            &["Role", "Level", "Pillar", "Competency", "Behaviour", "Example"],
            &["Harbour pilot", "IC1", "Seamanship", "Steering", "Steers a ship by day"],
            &["Deckhand", "IC1", "–", "Knots", "", "In a storm, at night"],
            &["", "", "", "", "", "With one hand"],
            &["", "IC2", "", "", "=Ties any knot", ""],
        ],
    );
    all.write(1, 5, "On the first night watch").unwrap();
    merge(all, (2, 4), (3, 4), "Ties a bowline");

    let levels = book.add_worksheet().set_name("Levels").unwrap();
    rows(
        levels,
        &[
            &["Role", "Level", "Reach", "Duties"],
            &["Harbour pilot", "IC1", "One ship", "• The wheel\n• The log"],
            &["", "IC2", "The harbour", "• The log"],
            &["Deckhand", "IC1", "–", ""],
        ],
    );

    let words = book.add_worksheet().set_name("Words").unwrap();
    rows(words, &[&["Word", "Meaning"], &["Bowline", "A knot | that holds"], &["Log", "A *book*"]]);
    let draft = book.add_worksheet().set_name("Draft").unwrap().set_hidden(true);
    rows(draft, &[&["Competency", "IC1", "IC2"], &["Pay", "Less", "More"]]);
    book.add_worksheet().set_name("Empty").unwrap();
    book.save_to_buffer().unwrap()
}

fn rows_at(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        sheet.write(row, column, *cell).unwrap();
    }
}

fn true_words() -> &'static str {
    "1. Plans the watches\n2. Wakes who sleeps"
}

#[test]
fn a_workbook_with_every_quirk() {
    let imported = run("harbour.xlsx", harbour());
    let mut out = String::new();
    for (path, text) in &imported.files {
        out.push_str(&format!("==> {path}\n{text}\n"));
    }
    insta::assert_snapshot!(out + "==> report\n" + &imported.report.text());
}

#[test]
fn a_workbook_of_one_unnamed_sheet_is_a_role_of_its_own_name() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Sheet1").unwrap();
    rows(sheet, &[&["Competency", "IC1", "IC2"], &["Knots", "Ties one", "Ties two"]]);
    let imported = run("night-pilot.xlsx", book.save_to_buffer().unwrap());
    assert!(imported.files.contains_key("content/roles/night-pilot/ic2.md"));
}

/// Programs write cells far away, and formats for a million rows.
#[test]
fn far_cells_cost_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Pilot").unwrap();
    rows(sheet, &[&["Competency", "IC1", "IC2"], &["Knots", "Ties one", "Ties two"]]);
    sheet.write(1_048_575, 16_383, "The end").unwrap();
    let imported = run("pilot.xlsx", book.save_to_buffer().unwrap());
    assert!(imported.report.text().contains("left out (nothing is known of the column"));
}

#[test]
fn what_is_no_workbook_is_a_clear_error() {
    let good = harbour();
    assert!(refused(b"").contains("the workbook is damaged"), "{}", refused(b""));
    assert!(refused(&good[..good.len() / 2]).contains("the workbook is damaged"));
    let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    assert!(refused(&old).contains("old kind (.xls)"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(&old).contains("encrypted: save it without a password"));
    let mut book = Workbook::new();
    rows(book.add_worksheet(), &[&["Name", "Age"], &["Ada", "3"]]);
    let no_levels = refused(&book.save_to_buffer().unwrap());
    assert!(no_levels.contains("crew.xlsx: Sheet1: no row heads a matrix"), "{no_levels}");
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    let nothing = vec![0; 1 << 20];
    (0..=256).for_each(|_| archive.write_all(&nothing).unwrap());
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("unpacks to more than 256 MiB"), "{}", refused(&bomb));
}

/// Workbooks as disks and mail leave them: bytes flipped, cut off, pasted together; and parts of them
/// changed within, where no sum of the archive tells.
#[test]
fn no_workbook_loses_a_line_or_makes_a_panic() {
    let good = harbour();
    let mut random = support::numbers(0x2545_f491_u32);
    let mut read = 0;
    for case in 0..support::cases(400) {
        let bytes = match case % 4 {
            0 => damaged(&good, &mut random),
            _ => repacked(&good, &mut random),
        };
        let input = Input { path: "crew.xlsx".to_owned(), bytes };
        if let Ok(imported) = import::run(None, &[input]) {
            let lost = imported.report.unaccounted();
            assert!(lost.is_empty(), "case {case}: {lost:#?}");
            let problems = support::problems(&imported.files);
            assert!(problems.is_empty(), "case {case}: {problems}");
            read += 1;
        }
    }
    assert!(read > 20, "{read}");
}

fn damaged(bytes: &[u8], random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random(4) {
        let at = random(bytes.len());
        match random(3) {
            0 => bytes[at] ^= 1 << random(8),
            1 => bytes.truncate(bytes.len() - random(64).min(bytes.len())),
            _ => bytes.extend_from_within(at..),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// The same archive with damage in the files within.
fn repacked(bytes: &[u8], random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    const PIECES: [&str; 12] = [
        "<c r=\"ZZZZ99999999\"><v>1</v></c>",
        "<v>99999999999</v>",
        "t=\"s\"",
        "r=\"A0\"",
        "</row>",
        "&#0;",
        "<mergeCell ref=\"A1:XFD1048576\"/>",
        "Behaviour",
        "\n",
        "&lt;b&gt;",
        "Level",
        "\u{10ffff}",
    ];
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = random(archive.len());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut text).unwrap();
        if at == chosen || name.contains("sharedStrings") {
            for _ in 0..=random(3) {
                let place = random(text.len());
                match random(3) {
                    0 => text[place] = text[place].wrapping_add(1),
                    1 => drop(text.drain(place..(place + random(20)).min(text.len()))),
                    _ => {
                        let piece = PIECES[random(PIECES.len())].bytes();
                        drop(text.splice(place..place, piece));
                    }
                }
            }
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}
