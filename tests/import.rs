//! Imports: foreign frameworks as content that this program reads without an error, with every
//! sentence accounted for.
//!
//! The large tests read the corpora beside the repository and say so when they are not there.

#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use rungs::import::{self, IMPORTERS, ImportError, Imported, Input};
use rungs::model;
use rungs::source::Sources;

use support::moved::{beside, fixture};

/// The small fixtures, and the importer that recognises each.
const FIXTURES: [(&str, &str); 6] = [
    ("harbour-blueprints", "blueprint"),
    ("harbour-html", "dropbox-html"),
    ("harbour-markdown", "markdown-levels"),
    ("harbour-older-html", "dropbox-html"),
    ("harbour-sheets", "spreadsheet"),
    ("harbour-text", "text-levels"),
];

fn run(inputs: &[Input]) -> Imported {
    import::run(None, inputs).unwrap()
}

/// Reads what was written as `rungs check` does, and wants no error.
fn assemble(files: &BTreeMap<String, String>) -> model::Framework {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path, text.clone())));
    support::framework(&sources)
}

fn assert_nothing_lost(imported: &Imported) {
    let lost = imported.report.unaccounted();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(imported.report.totals.unaccounted, 0);
}

/// Bullets with their ids, below competencies and below list attributes.
fn bullets(files: &BTreeMap<String, String>) -> usize {
    let levels = files.iter().filter(|(path, _)| is_level(path));
    levels
        .map(|(_, text)| text.lines().filter(|l| l.starts_with("- ") && l.ends_with('}')).count())
        .sum()
}

fn is_level(path: &str) -> bool {
    path.starts_with("content/roles/") && path.ends_with(".md")
}

#[test]
fn the_dropbox_pages_come_out_whole() {
    let Some(inputs) = beside("corpora/dropbox-dbx-career-framework/docs") else { return };
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    let totals = &imported.report.totals;
    assert_eq!((totals.roles, totals.levels, totals.pages, totals.terms), (9, 48, 14, 7));
    // 2,927 list items: one of them is the heading of a competency, and two more behaviours were
    // typed into a paragraph with dashes.
    assert_eq!(totals.list_items, 2927);
    assert_eq!(totals.behaviours + totals.attribute_items, 2927 - 1 + 2);
    assert_eq!(bullets(&imported.files), 2928);
    assert_eq!(imported.files.keys().filter(|path| is_level(path)).count(), 48);

    let framework = assemble(&imported.files);
    assert_eq!(framework.roles.len(), 9);
    let roles: BTreeSet<String> = framework.roles.iter().map(|r| r.id.to_string()).collect();
    assert!(roles.contains("security-engineer") && roles.contains("engineering-manager"));
}

#[test]
fn ids_are_unique_in_a_level_and_mean_one_text_in_a_role() {
    let Some(inputs) = beside("corpora/dropbox-dbx-career-framework/docs") else { return };
    let imported = run(&inputs);
    let mut by_role: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (path, text) in imported.files.iter().filter(|(path, _)| is_level(path)) {
        let role = path.split('/').nth(2).unwrap();
        let mut here = BTreeSet::new();
        for line in text.lines().filter(|l| l.starts_with("- ")) {
            let (text, id) = line.trim_end_matches('}').rsplit_once(" {#").unwrap();
            assert!(here.insert(id.to_owned()), "{path}: {id} twice");
            assert!(id.len() <= 43, "{id}");
            let text = without_addresses(text);
            let letters: String =
                text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            let known =
                by_role.entry(role).or_default().entry(id.to_owned()).or_insert(letters.clone());
            assert_eq!(*known, letters, "{path}: {id}");
        }
    }
}

/// A line of Markdown without the addresses of its links.
fn without_addresses(line: &str) -> String {
    let mut parts = line.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once(')').map_or(part, |(_, rest)| rest))
}

#[test]
fn the_order_of_files_makes_no_difference() {
    for folder in FIXTURES.map(|(folder, _)| folder) {
        let mut inputs = fixture(folder);
        let first = run(&inputs);
        inputs.reverse();
        let second = run(&inputs);
        assert_eq!(first.files, second.files);
        assert_eq!(first.report.json(), second.report.json());
    }
}

#[test]
fn a_seed_with_broken_emoji_is_mended() {
    let Some(inputs) = beside("seeds/l3-senior-security-engineer.md") else { return };
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    let level = &imported.files["content/roles/security-engineer/l3.md"];
    for emoji in ["🦉", "🌱", "🧭", "🏆"] {
        assert!(level.contains(&format!("## {emoji} ")), "{level}");
    }
    assert_eq!(imported.report.totals.behaviours, 18);
    assert_eq!(imported.report.totals.examples, 18);
    assert_eq!(imported.report.file_repairs.len(), 4);
    let framework = assemble(&imported.files);
    assert_eq!(framework.roles[0].levels[0].attributes.len(), 4);
}

#[test]
fn every_importer_is_found_by_its_name_and_by_its_files() {
    let names: BTreeSet<&str> = IMPORTERS.iter().map(|i| i.name).collect();
    assert_eq!(names.len(), IMPORTERS.len());
    for (folder, name) in FIXTURES {
        let inputs = fixture(folder);
        assert_eq!(run(&inputs).report.format, name);
        assert!(import::run(Some(name), &inputs).is_ok());
    }
}

#[test]
fn html_pages_with_every_quirk() {
    let imported = run(&fixture("harbour-html"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn older_html_pages_with_every_quirk() {
    let imported = run(&fixture("harbour-older-html"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn blueprints_with_every_quirk() {
    let imported = run(&fixture("harbour-blueprints"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn level_pages_as_plain_text() {
    let imported = run(&fixture("harbour-text"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn markdown_pages_with_every_quirk() {
    let imported = run(&fixture("harbour-markdown"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn pages_of_roles_with_every_quirk() {
    let imported = run(&fixture("harbour-roles"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

#[test]
fn sheets_with_every_quirk() {
    let imported = run(&fixture("harbour-sheets"));
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(support::rendered(&imported));
}

/// A framework of random words, as a matrix and as a list, says the same.
#[test]
fn a_matrix_and_a_list_of_the_same_are_one_framework() {
    let mut state = 0x9e37_79b9_u32;
    let mut random = |below: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % below
    };
    for _ in 0..40 {
        let levels: Vec<String> = (1..=2 + random(4)).map(|n| format!("IC{n}")).collect();
        let (mut matrix, mut list) = (
            vec![format!("Competency,{}", levels.join(","))],
            vec!["Level,Competency,Behaviour".to_owned()],
        );
        for competency in 0..=random(5) {
            let mut row = vec![format!("Skill {competency}")];
            for level in &levels {
                let count = 1 + random(3);
                let said: Vec<String> = (0..count)
                    .map(|n| format!("Does \"\"{n}\"\", thing {} *well* = {{#{n}}}", random(9000)))
                    .collect();
                list.extend(said.iter().map(|one| format!("{level},Skill {competency},\"{one}\"")));
                row.push(format!("\"{}\"", said.join("\n")));
            }
            matrix.push(row.join(","));
        }
        let read = |rows: &[String], end: &str| {
            let bytes = rows.join(end).into_bytes();
            let imported = run(&[Input { path: "night-pilot.csv".to_owned(), bytes }]);
            assert_nothing_lost(&imported);
            assemble(&imported.files);
            imported.files
        };
        assert_eq!(read(&matrix, "\n"), read(&list, "\r\n"));
    }
}

/// What was read of the documents this project began with, and how often each construct.
#[test]
fn the_seeds_come_out_whole() {
    for (seed, kpis, skills, tools) in [
        ("security-engineering-manager.wp.json", 22, 24, 28),
        ("director-of-security-engineering.wp.json", 24, 23, 29),
        ("head-of-security-engineering.txt", 22, 21, 31),
    ] {
        let Some(inputs) = beside(&format!("seeds/{seed}")) else { return };
        let imported = run(&inputs);
        assert_nothing_lost(&imported);
        let framework = assemble(&imported.files);
        let sections = &framework.roles[0].blueprint.as_ref().unwrap().sections;
        let counts = (sections.kpi.len(), sections.skill.len(), sections.tool.len());
        assert_eq!(counts, (kpis, skills, tools), "{seed}");
        let interviews = framework.roles[0].interviews.as_ref().unwrap();
        assert_eq!(interviews.dimensions.len(), 8, "{seed}");
        let guesses =
            imported.report.notes.iter().filter(|note| note.contains("the source doesn't"));
        assert_eq!(guesses.count(), 0, "{seed}");
    }
    let Some(all) = beside("seeds") else { return };
    let imported = run(&all);
    assert_nothing_lost(&imported);
    let framework = assemble(&imported.files);
    assert_eq!((framework.roles.len(), imported.report.totals.levels), (4, 5));
    let advert = imported.report.notes.iter().any(|note| note.contains("an advertisement"));
    assert!(advert, "{:#?}", imported.report.notes);
}

#[test]
fn the_pages_of_2021_come_out_whole() {
    let Some(inputs) = beside("corpora/dropbox-dbx-career-framework/history-2021-08-16") else {
        return;
    };
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    let totals = &imported.report.totals;
    assert_eq!((totals.roles, totals.levels, totals.pages), (2, 12, 1));
    assert_eq!((totals.list_items, totals.behaviours + totals.attribute_items), (603, 603));
}

#[test]
fn a_sheet_that_says_too_little_is_a_clear_error() {
    let told = |text: &str| {
        let input = Input { path: "a.csv".to_owned(), bytes: text.as_bytes().to_vec() };
        import::run(Some("spreadsheet"), &[input]).map(|_| ()).unwrap_err().to_string()
    };
    assert!(told("name,age\nAda,3\n").contains("no row heads a matrix"), "{}", told("a,b\n"));
    let unknown = Input { path: "a.csv".to_owned(), bytes: b"name,age\nAda,3\n".to_vec() };
    assert!(matches!(import::run(None, &[unknown]), Err(ImportError::NotRecognised { files: 1 })));
}

#[test]
fn bad_files_are_told_and_never_fatal_beside_good_ones() {
    let mut inputs = fixture("harbour-html");
    let good = inputs.iter().find(|i| i.path == "ic3_pilot.html").unwrap().bytes.clone();
    let bad = |path: &str, bytes: &[u8]| Input { path: path.into(), bytes: bytes.to_vec() };
    let cut = &good[..good.len() / 2];
    inputs.extend([
        bad("empty.html", b""),
        bad("picture.html", b"\x89PNG\r\n\0\0"),
        bad("latin.html", b"<p>caf\xE9</p>"),
        bad("no-main.html", b"<h1>IC9 Sailor</h1>"),
        bad("style.css", b"h1 { color: red }"),
        bad("ic9_sailor.html", cut),
        bad("deep.html", format!("<div id=doc-container>{}x", "<div><b>".repeat(3_000)).as_bytes()),
    ]);
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    let notes = imported.report.notes.join("\n");
    for path in ["empty.html", "picture.html", "latin.html", "no-main.html", "style.css"] {
        assert!(notes.contains(&format!("{path}: left out: ")), "{path} in\n{notes}");
    }
    assert!(notes.contains("another page is IC3"), "{notes}");
}

#[test]
fn what_cannot_be_imported_is_a_clear_error() {
    let file = |path: &str, text: &str| vec![Input { path: path.into(), bytes: text.into() }];
    let error = |format: Option<&str>, inputs: &[Input]| {
        import::run(format, inputs).map(|_| ()).unwrap_err()
    };
    assert_eq!(error(None, &[]), ImportError::NoInput);
    let unknown = error(Some("excel"), &file("a.md", "# L1: Sailor"));
    assert!(unknown.to_string().contains("markdown-levels"), "{unknown}");
    let nothing = error(None, &file("a.txt", "hello"));
    assert_eq!(nothing, ImportError::NotRecognised { files: 1 });
    let none = error(Some("dropbox-html"), &file("a.html", ""));
    assert!(none.to_string().contains("a.html: the file is empty"), "{none}");
    let mut both = fixture("harbour-older-html");
    both.extend(fixture("harbour-text"));
    let clash = error(None, &both).to_string();
    let expected =
        "read as dropbox-html and text-levels, don't go together: two files are one level";
    assert!(clash.contains(expected), "{clash}");
}

/// A folder of several forms: each importer reads its own, and a level that one of them guessed gives
/// way to what another read.
#[test]
fn files_of_several_forms_make_one_framework() {
    let mut inputs = fixture("harbour-blueprints");
    inputs.extend(fixture("harbour-text"));
    let deckhand = inputs.iter().find(|one| one.path.starts_with("head-of")).unwrap().bytes.clone();
    let deckhand = String::from_utf8(deckhand).unwrap();
    let deckhand =
        deckhand.replace("| Role title | Head of Pilotage |", "| Role title | Deckhand |");
    inputs.push(Input { path: "deckhand.txt".to_owned(), bytes: deckhand.into_bytes() });
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    assert_eq!(imported.report.format, "blueprint and text-levels");
    let framework = assemble(&imported.files);
    let levels: Vec<String> = framework
        .roles
        .iter()
        .map(|role| {
            let levels = role.levels.iter().map(|level| level.id.to_string());
            format!("{}: {}", role.id, levels.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(levels, ["deckhand: ic2", "lock-manager: manager", "head-of-pilotage: head"]);
    assert!(framework.roles[0].blueprint.is_some());
}

#[test]
fn nothing_that_markdown_can_hold_is_lost() {
    let source = "# L2: Sailor\n\n> *Ties knots.*\n>\n> And more.\n\nBefore all.\n\n\
        - **Reach**: the ship\n- No attribute\n\n## Knots\n\nFirst prose.\n\n\
        - Ties *a bowline* with `rope`, 3 < 4 & {curly} marks {#not-an-id}\n  - Example: in a storm\n\
        - [A link](https://example.com/a_(b)) and [a lost one](gone.md)\n- Twice\n- Twice\n\n\
        | a | b |\n| - | - |\n| 1 | x \\| y |\n\n1. One\n2. Two\n\n> Quoted\n\n```\ncode\n```\n\n\
        <details><summary>Examples</summary><ul><li>In HTML</li></ul></details>\n\n\
        <p>Raw <b>paragraph</b></p>\n\n### Examples\n\n- Below a heading\n";
    let inputs = [Input { path: "sailor.md".into(), bytes: source.into() }];
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    let level = &imported.files["content/roles/sailor/l2.md"];
    assert!(level.contains("- Twice {#twice}\n- Twice {#twice-2}\n"), "{level}");
    let totals = &imported.report.totals;
    // The second heading "Examples" of one competency is joined with the first.
    assert_eq!((totals.joined, totals.left_out), (1, 0));
    insta::assert_snapshot!(level);
}

/// Reads sheets, loses nothing of them, and wants no error in what is written.
fn sheets(files: &[(&str, &str)]) -> Imported {
    let input = |(path, text): &(&str, &str)| Input { path: (*path).into(), bytes: (*text).into() };
    let imported = run(&files.iter().map(input).collect::<Vec<_>>());
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    imported
}

#[test]
fn names_that_differ_by_marks_and_letter_case_are_told_apart_or_joined() {
    sheets(&[("a.csv", "Competency,IC1,IC2\n\"Say \"\"no\"\"\",a,b\nSay no,c,d\nSAY NO,e,f\n")]);
    sheets(&[("a.csv", "Competency,IC1,IC2\nÜbung,a,b\nübung,c,d\n")]);
    let list = "Role,Level,Pillar,Competency,Behaviour\nMate,L1,Sea,Knots,a\nMATE,L1,SEA,KNOTS,b\n";
    let imported = sheets(&[("a.csv", list)]);
    assert_eq!(imported.report.totals.roles, 1);
}

#[test]
fn an_attribute_may_have_the_name_of_a_pillar_or_a_competency() {
    let attributes = ("levels.csv", "Role,Level,Reach\nMate,L1,\"- One ship\n- Two ships\"\n");
    for matrix in [
        "Pillar,Competency,L1,L2\nReach,Knots,a,b\n",
        "Pillar,Competency,L1,L2\n•Reach,Knots,a,b\n",
        "Competency,L1,L2\nReach,a,b\n",
        "Competency,L1,L2\n\"\"\"Reach\"\"\",a,b\n",
    ] {
        let imported = sheets(&[attributes, ("mate.csv", matrix)]);
        assert!(imported.files["content/roles/mate/l1.md"].contains("Two ships"), "{matrix}");
    }
}

/// What a sheet says that isn't read stands nowhere for another that is.
#[test]
fn a_file_that_is_left_out_answers_for_nothing() {
    let matrix = "Crews,\n,Level\nCompetency,IC1,IC2\nKnots,a,b\n";
    sheets(&[("a.csv", "Level,Word\n"), ("b.csv", matrix)]);
}

#[test]
fn pages_may_call_a_level_otherwise_than_tables() {
    let table = "| Level | Knots |\n| --- | --- |\n| Level 1 | a |\n| Level: 2 | b |\n";
    let page = "# Mate\n\n## Level 1\n\n- c\n\n## Level 2\n\n- d\n";
    let input = |path: &str, text: &str| Input { path: path.to_owned(), bytes: text.into() };
    let imported = run(&[input("bosun.md", table), input("mate.md", page)]);
    assert_nothing_lost(&imported);
    let framework = assemble(&imported.files);
    assert_eq!(framework.tracks.len(), 1);
}

/// A line may end within any mark, and its end stands between words.
#[test]
fn line_ends_within_marks_part_words() {
    let marks = ["[Two\nlines](https://example.com)", "see[\ntwo\n](gone.md)lines"];
    let others = ["see![\ntwo\n](gone.png)lines", "**[two\n](https://example.com)**lines"];
    let bullets: String = marks.into_iter().chain(others).map(|one| format!("- {one}\n")).collect();
    let page = format!("# Sailor\n\n## L1\n\n### Knots\n\n{bullets}\n## L2\n\n- Ties\n");
    let table = "<table><tr><th>Competency<th>L1<th>L2<tr><td>Knots<td>See <a href=\"gone.html\">\n\
                 two </a>lines<td>Ties</table>";
    let input = |path: &str, text: &str| Input { path: path.to_owned(), bytes: text.into() };
    let imported = run(&[input("sailor.md", &page), input("bosun.html", table)]);
    assert_nothing_lost(&imported);
    let level = &imported.files["content/roles/sailor/l1.md"];
    assert!(imported.files["content/roles/bosun/l1.md"].contains("See two lines"));
    assert!(level.contains("see two lines"), "{level}");
}

/// Sources are written by people: what stands twice, or where a level file has no place for it, is
/// still kept, and `check` accepts what is written.
#[test]
fn what_has_no_place_in_a_level_file_finds_one() {
    let source = "# L2: Sailor\n\n- **Reach**: the ship\n- **Reach**: the ship\n- **Reach**: a port\n\n\
        <details><summary>More</summary>\n\n#### Of the sea\n\nWide.\n\n</details>\n\n\
        ## 🏆 Craft\n\n- Belongs to no competency.\n\n### Knots\n\n- Ties a knot.\n\n  \
        And unties it.\n-\n\n## 🏆 Craft\n\n### Sails\n\n- Sets a sail.\n";
    let imported = run(&[Input { path: "sailor.md".into(), bytes: source.into() }]);
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    insta::assert_snapshot!(&imported.files["content/roles/sailor/l2.md"]);
}

#[test]
fn a_page_that_says_a_heading_twice_is_read_as_one() {
    let mut inputs = fixture("harbour-html");
    inputs.retain(|input| input.path == "ic3_pilot.html");
    let text = String::from_utf8(inputs[0].bytes.clone()).unwrap();
    let body = text.find("<h2").unwrap();
    let end = text.rfind("</div>").unwrap();
    let twice = format!("{}{}{}", &text[..end], &text[body..end], &text[end..]);
    inputs[0].bytes = twice.into_bytes();
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    assemble(&imported.files);
}

/// A page of the Dropbox form.
fn html_page(path: &str, body: &str) -> Input {
    let text = format!("<body><div id=\"doc-container\">{body}<div id=\"doc-footer\"></div></div>");
    Input { path: path.to_owned(), bytes: text.into_bytes() }
}

/// Reads damaged pages of the Dropbox form, with nothing lost and nothing wrong.
fn sound(format: &str, inputs: &[Input]) -> Imported {
    let imported = import::run(Some(format), inputs).unwrap();
    assert_nothing_lost(&imported);
    let problems = support::problems(&imported.files);
    assert!(problems.is_empty(), "{problems}");
    imported
}

/// What becomes of the page of the level L2 of a pilot.
fn level_of(source: &str) -> String {
    let input = Input { path: "pilot.md".into(), bytes: source.into() };
    sound("markdown-levels", &[input]).files["content/roles/pilot/l2.md"].clone()
}

#[test]
fn headings_of_one_name_are_one_in_whatever_letters() {
    let inputs = [html_page(
        "ic2_pilot.html",
        "<h1>IC2 Pilot</h1><p><b>Reach</b></p><ul><li>The ship</li></ul>\
         <p><b>REACH</b> How far it goes</p><ul><li>The quay</li></ul><h2>Craft</h2>\
         <p><b>Knots</b></p><ul><li>Ties.</li></ul><h2>CRAFT</h2><p><b>KNOTS</b></p><p><b>Knots</b></p>\
         <p><b>knots</b></p><ul><li>Unties.</li></ul>",
    )];
    let level = &sound("dropbox-html", &inputs).files["content/roles/pilot/ic2.md"];
    assert_eq!(
        level.matches('#').count(),
        "## Reach ## Craft ### Knots {#} {#} {#} {#}".matches('#').count(),
        "{level}"
    );
}

#[test]
fn a_page_that_another_has_made_takes_nothing_from_it() {
    let body = "<h1>IC2 Pilot</h1><h2>Craft</h2><p><b>Knots</b></p><ul><li>Ties.</li>";
    let inputs = [
        html_page("a.html", &format!("{body}</ul>")),
        html_page("b.html", &format!("{body}<li>Unties.</li></ul>")),
    ];
    let imported = sound("dropbox-html", &inputs);
    assert!(imported.report.text().contains("b.html: left out: another page is IC2 of Pilot"));
}

#[test]
fn what_every_level_says_of_an_attribute_is_said_once() {
    let page = |level: &str, more: &str| {
        let body = format!(
            "<h1>{level} Pilot</h1><p><b>Reach</b></p><p>How far it goes.</p>{more}\
             <h2>Craft</h2><p><b>Knots</b></p><ul><li>Ties at {level}.</li></ul>"
        );
        html_page(&format!("{level}_pilot.html"), &body)
    };
    let files = sound("dropbox-html", &[page("IC1", ""), page("IC2", "")]).files;
    assert!(files["content/framework.toml"].contains("summary = \"How far it goes.\""));
    let files = sound("dropbox-html", &[page("IC1", ""), page("IC2", "<p>To sea.</p>")]).files;
    assert!(files["content/roles/pilot/ic1.md"].contains("How far it goes."));
}

/// One file has all terms, and a page that is called a glossary may be none.
#[test]
fn a_glossary_is_a_page_where_it_is_no_list_of_terms() {
    let level = "<h1>IC2 Pilot</h1><h2>Craft</h2><p><b>Knots</b></p><ul><li>Ties.</li></ul>";
    let terms = "<h1>Glossary</h1><ul><li><b>Quay</b>: where ships lie</li></ul>";
    let inputs = [
        html_page("ic2_pilot.html", level),
        html_page("a.html", "<h1>Glossary</h1><p>There are no words.</p>"),
        html_page("b.html", terms),
        html_page("c.html", &terms.replace("ships", "boats")),
        html_page("d.html", &terms.replace("</ul>", "<li><b>Quay</b>: twice</li></ul>")),
    ];
    let imported = sound("dropbox-html", &inputs);
    assert_eq!((imported.report.totals.terms, imported.report.totals.pages), (1, 3));
}

#[test]
fn a_caption_and_lines_after_breaks_stay_what_they_are() {
    let source = "# L2: Pilot\n\n## Knots\n\n- Ties<br>> all<br>- of<br>1. them<br># well\n\n\
        <table><caption>Times of tides</caption><tr><th>Port</th></tr><tr><td>Two</td></tr></table>\n\n\
        head<br>|---|\n\n<ul><li>Sets<ul></ul><p>sails</p></li></ul>\n";
    let level = level_of(source);
    assert!(level.contains("- Ties\\\n  \\> all\\\n"), "{level}");
    assert!(level.contains("Times of tides\n"), "{level}");
}

#[test]
fn a_list_that_begins_later_stays_below_its_bullet() {
    let source = "# L2: Pilot\n\n## Knots\n\n- Ties.\n\n  4. A bowline.\n  5. A hitch.\n";
    let level = level_of(source);
    assert!(level.contains("- Ties. {#ties}\n\n  4. A bowline.\n"), "{level}");
}

#[test]
fn two_icons_make_no_second_competency() {
    let source = "# L2: Pilot\n\n## 🚢 Knots\n\n- Ties.\n\n## ⚓ Knots\n\n- Unties.\n";
    let level = level_of(source);
    assert_eq!(level.matches("## ").count(), 1, "{level}");
}

#[test]
fn what_an_attribute_means_may_have_a_line_break() {
    let body = "<h1>IC2 Pilot</h1><p><b>Reach</b> How far<br>it goes: <i>v4.2</i></p><h2>Craft</h2>\
        <p><b>Knots</b></p><ul><li>Ties.</li></ul>";
    let files = sound("dropbox-html", &[html_page("ic2_pilot.html", body)]).files;
    assert!(files["content/framework.toml"].contains("How far\n\nit goes: *v4.2*"));
}

#[test]
fn a_second_spelling_of_a_grade_is_the_grade() {
    let source = "name: Pilots\nlevels: [{id: pilot, name: Pilot}]\nthemes: [{id: sea, name: Sea}]\n\
        competencies:\n  - {level: pilot, theme: sea, summary: Ties, proficiency: \"Expert'\"}\n";
    let input = Input { path: "pilots.yml".into(), bytes: source.into() };
    let files = sound("ft-yaml", &[input]).files;
    assert_eq!(files["content/framework.toml"].matches("\"Expert\"").count(), 1);
}

/// Each was found by fuzzing.
#[test]
fn odd_names_and_addresses_lose_nothing() {
    let page = "<h1>IC2 Pilot</h1><h2>Craft</h2><p><b>Knots</b></p><ul><li>Ties, and asks \
        <a href=\"mailto:crew@\nexample.com\">the] crew</a>.</li></ul><p><b>Knots\n- Unties.</b></p>";
    let themes = "name: Pilots\nlevels: [{id: pilot, name: Pilot}]\ncompetencies:\n  - \
        {level: pilot, theme: at-sea, summary: Ties}\nthemes:\n  - {id: sea, name: At SEA}\n";
    for (format, path, source) in [
        ("dropbox-html", "ic2_pilot.html", html_page("", page).bytes),
        ("ft-yaml", "pilots.yml", themes.into()),
        (
            "markdown-levels",
            "pilot.md",
            "# L2: Pilot\n\n## Knots\n\n- Ties.\n\n<detailsul>\n<p>Unties.</p>\n".into(),
        ),
        (
            "markdown-levels",
            "pilot.md",
            "# L2: Pilot\n\n- **Reach**: [here](pilot.md)\n\n## Knots\n\n- Ties.\n\nSays:\n\n\
             <ul><li><ul><li>Unties.</li></ul></li></ul>\n\n## Sails\n\n<details>\n<summ\n"
                .into(),
        ),
        (
            "role-pages",
            "pilot.md",
            "# Pilot\n\n## Junior\n\n- Ties.\n\n## Senior\n\n- Unties.\n\n## JUNIOR\n\n- Mends.\n"
                .into(),
        ),
        (
            "spreadsheet",
            "crew.csv",
            "Role,Level,Pillar,Competency,Behaviour\nMate,L1,Sea,Knots,Ties\nMate,L2,SEA,Knots,\
             Unties\nMate,L2,Sea,#,Splices\n"
                .into(),
        ),
    ] {
        sound(format, &[Input { path: path.into(), bytes: source }]);
    }
}

#[test]
fn what_nobody_sees_parts_no_line() {
    let source = "# L2: Pilot\n\n## Knots\n\n<ul>Ties <title>a tab</title>knots</ul>\n";
    let level = level_of(source);
    assert!(level.contains("- Ties knots {#ties-knots}\n"), "{level}");
}

#[test]
fn two_files_at_one_path_are_a_clear_error() {
    let file = |text: &str| Input { path: "pilot.md".into(), bytes: text.into() };
    let error = import::run(None, &[file("# L1: Pilot"), file("# L2: Pilot")]).unwrap_err();
    assert!(error.to_string().starts_with("pilot.md: two files have this path: "), "{error}");
}

#[test]
fn a_second_scorecard_takes_no_weights_from_the_first() {
    let mut inputs = fixture("harbour-blueprints");
    inputs.retain(|one| one.path.ends_with(".txt"));
    let text = String::from_utf8(inputs[0].bytes.clone()).unwrap();
    let text = text.replace("| 30% |", "| 40% |");
    let start = text.find("Interview scorecard dimensions").unwrap();
    let end = text.find("20) Final").unwrap();
    let again = text[start..end].replace("%", "0");
    inputs[0].bytes = format!("{}{again}{}", &text[..end], &text[end..]).into_bytes();
    let imported = sound("blueprint", &inputs);
    let framework = assemble(&imported.files);
    let interviews = framework.roles[0].interviews.as_ref().unwrap();
    let one = sound("blueprint", &[Input { bytes: text.into_bytes(), ..inputs[0].clone() }]);
    let one = assemble(&one.files);
    let before = one.roles[0].interviews.as_ref().unwrap().dimensions.len();
    assert_eq!(interviews.dimensions.len(), before);
}

#[test]
fn text_above_the_title_makes_no_other_page_of_a_level() {
    let mut inputs = fixture("harbour-html");
    inputs.retain(|input| input.path == "ic3_pilot.html");
    let text = String::from_utf8(inputs[0].bytes.clone()).unwrap();
    let title = text.find("<h1").unwrap();
    inputs[0].bytes =
        format!("{}<p>A word before.</p>{}", &text[..title], &text[title..]).into_bytes();
    let imported = run(&inputs);
    assert_nothing_lost(&imported);
    assemble(&imported.files);
    assert_eq!(imported.report.totals.levels, 1);
}

#[test]
fn hostile_nesting_ends() {
    let deep = [
        format!("# L1: Sailor\n\n## Knots\n\n{}x\n", "> ".repeat(5_000)),
        format!("# L1: Sailor\n\n## Knots\n\n{}x\n", "- ".repeat(5_000)),
        format!("# L1: Sailor\n\n## Knots\n\n- {}x{}\n", "*a ".repeat(3_000), " b*".repeat(3_000)),
        format!("# L1: Sailor\n\n## Knots\n\n- x\n\n{}\n", "<details>\n\n".repeat(2_000)),
    ];
    for text in deep {
        let imported = run(&[Input { path: "sailor.md".into(), bytes: text.into() }]);
        assert!(imported.report.totals.sentences > 0);
    }
}

/// Files as people leave them: cut off, pasted together, with parts moved about.
fn damaged(
    files: &[Input],
    pieces: &[&str],
    random: &mut impl FnMut(usize) -> usize,
) -> Vec<Input> {
    let mut inputs = files.to_vec();
    for _ in 0..=random(6) {
        let at = random(inputs.len());
        let text = String::from_utf8_lossy(&inputs[at].bytes).into_owned();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let mut place = || places.get(random(places.len())).copied().unwrap_or_default();
        let (one, other) = (place(), place());
        let (start, end) = (one.min(other), one.max(other));
        let changed = match random(4) {
            0 => format!("{}{}{}", &text[..start], pieces[random(pieces.len())], &text[start..]),
            1 => text[..end].to_owned(),
            2 => format!("{}{}", &text[..start], &text[end..]),
            _ => format!("{text}{}", &text[start..end]),
        };
        inputs[at].bytes = changed.into_bytes();
    }
    inputs
}

/// Damages files many times; each import is refused or accounts for everything in content without
/// errors. Says how many were read.
fn survives(format: &str, files: &[Input], pieces: &[&str], cases: usize) -> usize {
    let mut random = support::numbers(0x2545_f491);
    let mut read = 0;
    for _ in 0..support::cases(cases) {
        let inputs = damaged(files, pieces, &mut random);
        let Ok(imported) = import::run(Some(format), &inputs) else { continue };
        let texts = inputs.iter().map(|one| String::from_utf8_lossy(&one.bytes));
        let texts = texts.collect::<Vec<_>>().join("\n=====\n");
        let lost = imported.report.unaccounted();
        assert!(lost.is_empty(), "{lost:#?}\n{texts}");
        let problems = support::problems(&imported.files);
        assert!(problems.is_empty(), "{problems}\n{texts}");
        read += 1;
    }
    read
}

#[test]
fn no_sheet_loses_a_line_or_writes_content_that_cannot_be_read() {
    const PIECES: [&str; 22] = [
        ",",
        ";",
        "\t",
        "\n",
        "\"",
        "\"\"",
        "\r\n",
        "- ",
        "1. ",
        "'=",
        "{#id}",
        "## ",
        "<b>",
        "Level",
        "Behaviour",
        "Competency",
        "IC1",
        "M3",
        "n/a",
        "–",
        "\u{a0}",
        "Example: ",
    ];
    assert!(survives("spreadsheet", &fixture("harbour-sheets"), &PIECES, 600) > 300);
}

#[test]
fn no_blueprint_loses_a_line_or_writes_content_that_cannot_be_read() {
    const PIECES: [&str; 26] = [
        "\n- ",
        "\n",
        " – ",
        ":",
        ": - ",
        "|",
        "\n| a | b |\n|---|---|\n",
        "(Critical)",
        "Use: ",
        "(",
        ")",
        "8) Technical Skills Required\n",
        "19) Hiring Evaluation Criteria\n",
        "<li>",
        "</li>",
        "<br/>",
        "<strong>",
        "<h2>4) Day-to-Day</h2>",
        "<table>",
        "\\n",
        "*",
        "_",
        "{#id}",
        "\"",
        "12–18+ years",
        "Role title",
    ];
    let read = survives("blueprint", &fixture("harbour-blueprints"), &PIECES, 200);
    assert!(read > 150, "{read}");
}

#[test]
fn no_copied_level_page_loses_a_line() {
    const PIECES: [&str; 12] = [
        "\n  • ",
        "\n\n",
        "\nKnots\n",
        "Key Behaviors\n",
        "Responsibility\n",
        "IC3 Bosun\n",
        "•",
        ":",
        "*",
        "{#id}",
        "\n1. ",
        "A line that ends in a stop.\n",
    ];
    let read = survives("text-levels", &fixture("harbour-text"), &PIECES, 400);
    assert!(read > 200, "{read}");
}

#[test]
fn no_older_page_loses_a_line() {
    const PIECES: [&str; 12] = [
        "<li>",
        "</li>",
        "<td>",
        "</tr><tr>",
        "<table>",
        "</table>",
        "<h2>Craft</h2>",
        "<b>",
        "</i>",
        "<br>",
        "<div class=\"ace-line\">",
        "words",
    ];
    let read = survives("dropbox-html", &fixture("harbour-older-html"), &PIECES, 400);
    assert!(read > 200, "{read}");
}

#[test]
fn no_page_of_a_role_loses_a_line_or_writes_content_that_cannot_be_read() {
    let pieces = [
        "\n",
        "\n\n",
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "> ",
        "**",
        "Level 2",
        "L3: ",
        "Senior",
        ":",
        "<h2>",
        "</h2>",
        "<ul>",
        "</li>",
        "<main>",
        "</main>",
        "{#id}",
        "Examples",
        "`",
        "[a](b)",
        "|",
        "\u{a0}",
        "1. ",
        "| ",
        "<td>",
        "</tr>",
        "rowspan=\"3\"",
    ];
    assert!(survives("role-pages", &fixture("harbour-roles"), &pieces, 600) > 300);
}
