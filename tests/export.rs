//! Exports that people read: a folder of Markdown whose links lead somewhere, workbooks that fit a
//! screen, and job postings.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rungs::export::{EXPORTERS, ExportError, Exported, Made, Wish};
use rungs::model::{Audience, Edition};
use rungs::render::Site;
use rungs::source::Sources;
use serde_json::Value;

fn sample() -> Site {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    support::site(&sources, Edition::panel())
}

fn export(site: &Site, format: &str, wish: &Wish) -> Result<Exported, ExportError> {
    EXPORTERS.iter().find(|one| one.name == format).unwrap().write(site, wish)
}

fn file(site: &Site, format: &str, wish: &Wish) -> Vec<u8> {
    match export(site, format, wish).unwrap().made {
        Made::File(bytes) => bytes,
        Made::Folder(_) => panic!("{format} is a folder"),
    }
}

fn folder(site: &Site) -> BTreeMap<String, String> {
    let Made::Folder(files) = export(site, "markdown", &Wish::default()).unwrap().made else {
        panic!("markdown is a folder")
    };
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// Addresses of all links, and the words of all headings.
fn links_and_headings(markdown: &str) -> (Vec<String>, Vec<String>) {
    let (mut links, mut headings) = (Vec::new(), Vec::new());
    let mut is_heading = false;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => {
                is_heading = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Text(text) | Event::Code(text) if is_heading => {
                headings.last_mut().unwrap().push_str(&text);
            }
            _ => {}
        }
    }
    (links, headings)
}

/// What hosts make of headings, one after the other.
fn fragments(headings: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for heading in headings {
        let kept = heading.chars().filter(|one| one.is_alphanumeric() || " -_".contains(*one));
        let slug: String = kept.collect::<String>().to_lowercase().replace(' ', "-");
        let times = (0..).find(|times| {
            let one = if *times == 0 { slug.clone() } else { format!("{slug}-{times}") };
            !all.contains(&one)
        });
        let times: usize = times.unwrap();
        all.push(if times == 0 { slug } else { format!("{slug}-{times}") });
    }
    all
}

/// The path that a link in a file leads to.
fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop().unwrap()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn assert_links_lead_somewhere(files: &BTreeMap<String, String>) -> usize {
    let mut count = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        for link in links_and_headings(text).0 {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (to, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let to = if to.is_empty() { path.clone() } else { resolved(path, to) };
            let target = files.get(&to).unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
            let all = fragments(&links_and_headings(target).1);
            let is_there = fragment.is_empty() || all.iter().any(|one| one == fragment);
            assert!(is_there, "{path}: {link} names no heading: {all:?}");
            count += 1;
        }
    }
    count
}

#[test]
fn a_folder_of_markdown_has_no_link_that_leads_nowhere() {
    let site = sample();
    let files = folder(&site);
    assert!(assert_links_lead_somewhere(&files) > 300);
    for role in &site.framework().roles {
        let text = &files[&format!("roles/{}.md", role.id)];
        for level in &role.levels {
            for one in level.cells.iter().flat_map(|cell| &cell.expectations) {
                let said = one.behaviour.text.markdown.lines().next().unwrap();
                let said = said.split(['[', '<', '`']).next().unwrap().trim();
                assert!(text.contains(said), "{}: {said}", role.id);
            }
        }
    }
}

#[cfg(feature = "import")]
#[test]
fn a_large_framework_is_a_folder_without_lost_links() {
    let docs = support::moved::beside("corpora/dropbox-dbx-career-framework/docs");
    let Some(inputs) = docs else { return };
    let files = rungs::import::run(None, &inputs).unwrap().files;
    let site = support::site(&Sources::from_texts(files), Edition::panel());
    assert!(assert_links_lead_somewhere(&folder(&site)) > 500);
}

/// Names and texts that would be something else on a host of repositories.
fn odd() -> Site {
    let sources = Sources::from_texts([
        ("book.toml", "[book]\ntitle = \"R&D *crews* <b>\"\n"),
        (
            "content/framework.toml",
            "[[family]]\nid = \"f\"\nname = \"F | G\"\n[[track]]\nid = \"ic\"\nname = \"IC\"\n\
             [[track.level]]\nid = \"ic1\"\nname = \"IC1\"\n[[track.level]]\nid = \"ic2\"\n\
             name = \"IC2\"\n[[competency]]\nid = \"a-b\"\nname = \"a_b | c [d](e)\"\n\
             [[attribute]]\nid = \"reach\"\nlabel = \"Reach\"\ntype = \"text\"\n",
        ),
        (
            "content/roles/pilot/role.toml",
            "title = \"Pilot (`sea`)\"\nfamily = \"f\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\"]\n",
        ),
        (
            "content/roles/pilot/ic1.md",
            "+++\n[attributes]\nreach = \"one | ship\"\n+++\n\n## a-b\n\n\
             - Reads <script>alert(1)</script> and [the tides](../../pages/tides.md) {#reads}\n\
             \x20 - Part\n  - Example: in *fog*\n- = not a formula {#formula}\n",
        ),
        (
            "content/roles/pilot/ic2.md",
            "+++\ntitle = \"Senior pilot\"\n+++\n\n## a-b\n\n- @everybody sails {#sails}\n\
             - Waits {#waits audience=internal}\n",
        ),
        (
            "content/pages/tides.md",
            "+++\ntitle = \"Tides (1)\"\n+++\n\nSee [IC1](../roles/pilot/ic1.md).\n",
        ),
    ]);
    support::site(&sources, Edition::usual(Audience::Public))
}

#[test]
fn odd_names_are_text_in_markdown() {
    let files = folder(&odd());
    assert_links_lead_somewhere(&files);
    let text: Vec<String> =
        files.iter().map(|(path, text)| format!("==> {path}\n{text}")).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn a_matrix_is_a_table_whose_cells_are_no_formulas() {
    let site = odd();
    let wish = Wish { shape: Some("matrix".to_owned()), ..Wish::default() };
    let matrix = String::from_utf8(file(&site, "csv", &wish)).unwrap();
    let expected = "Competency,IC1,\"IC2\nSenior pilot\"\r\na_b | c [d](e),\
        \"• Reads alert(1) and the tides Part\n• = not a formula\",• @everybody sails\r\n";
    assert_eq!(matrix, expected);
    let list = String::from_utf8(file(&site, "csv", &Wish::default())).unwrap();
    assert!(list.contains(",'= not a formula,") && list.contains(",'@everybody sails,"), "{list}");
}

#[test]
fn a_level_is_a_job_posting() {
    let site = odd();
    let wish = |level: &str, shape: &str| Wish {
        role: Some("pilot".to_owned()),
        level: Some(level.to_owned()),
        shape: Some(shape.to_owned()),
    };
    let text = String::from_utf8(file(&site, "job-posting", &wish("ic2", "markdown"))).unwrap();
    let said = "### a\\_b \\| c \\[d\\](e)\n\n- @everybody sails\n";
    assert_eq!(text, format!("# Senior pilot\n\n## What is expected\n\n{said}"));
    let json = file(&site, "job-posting", &wish("ic1", "json-ld"));
    insta::assert_snapshot!(String::from_utf8(json).unwrap());
}

/// What a posting says of a role stands in its blueprint, and no more than that.
#[test]
fn a_job_posting_says_what_the_blueprint_does_and_invents_nothing() {
    let site = sample();
    let wish = Wish {
        role: Some("head-of-security-engineering".to_owned()),
        shape: Some("json-ld".to_owned()),
        ..Wish::default()
    };
    let exported = export(&site, "job-posting", &wish).unwrap();
    assert_eq!(exported.unknown, ["datePosted", "hiringOrganization", "jobLocation"]);
    let Made::File(bytes) = exported.made else { panic!("a posting is a file") };
    let posting: Value = serde_json::from_slice(&bytes).unwrap();
    let keys: Vec<&str> = posting.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "@context",
            "@type",
            "description",
            "educationRequirements",
            "experienceRequirements",
            "qualifications",
            "responsibilities",
            "skills",
            "title"
        ]
    );
    let role =
        site.framework().role(&rungs::model::RoleId::new(wish.role.as_ref().unwrap()).unwrap());
    let blueprint = &role.unwrap().blueprint.as_ref().unwrap().sections;
    let count = |key: &str| posting[key].as_array().unwrap().len();
    assert_eq!(count("responsibilities"), blueprint.responsibility.len());
    assert_eq!(count("skills"), blueprint.skill.len() + blueprint.soft_skill.len());
    let html = posting["description"].as_str().unwrap();
    assert!(html.starts_with("<p>") && html.contains("<h2>") && !html.contains("href=\"../"));
}

#[test]
fn what_is_not_there_is_a_clear_error() {
    let site = sample();
    let told = |format: &str, role: Option<&str>, level: Option<&str>| {
        let (role, level) = (role.map(str::to_owned), level.map(str::to_owned));
        let shape = (format == "csv").then(|| "matrix".to_owned());
        match export(&site, format, &Wish { role, level, shape }) {
            Err(ExportError::Absent(message, help)) => (message, help.unwrap_or_default()),
            other => panic!("{other:?}"),
        }
    };
    let (message, help) = told("csv", None, None);
    assert_eq!(message, "this is of one role");
    assert!(help.starts_with("name one with `--role`: security-engineer, "), "{help}");
    let (message, help) = told("csv", Some("sofware-engineer"), None);
    assert_eq!(message, "no role is called `sofware-engineer`");
    assert!(help.contains("software-engineer"), "{help}");
    let (message, _) = told("job-posting", Some("software-engineer"), Some("m9"));
    assert_eq!(message, "`software-engineer` has no level `m9`");
    let (message, _) = told("job-posting", Some("software-engineer"), None);
    assert_eq!(message, "this is of one level");
}

/// By numbers what one would see: every row is high enough for what it says, and none is cut off.
#[cfg(all(feature = "import", feature = "xlsx"))]
#[test]
fn sheets_of_a_workbook_fit_what_they_say() {
    use std::io::{Cursor, Read as _};
    let bytes = file(&sample(), "xlsx", &Wish::default());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let numbers = |text: &str, before: &str| -> Vec<f64> {
        let parts = text.split(before).skip(1);
        parts.map(|part| part.split('"').next().unwrap().parse().unwrap()).collect()
    };
    assert!(part("docProps/core.xml").contains(">2000-01-01T00:00:00Z<"));
    assert!(part("xl/styles.xml").contains("wrapText=\"1\""));
    for (sheet, pane) in [
        ("xl/worksheets/sheet1.xml", "<pane ySplit=\"1\" topLeftCell=\"A2\""),
        ("xl/worksheets/sheet2.xml", "<pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\""),
        ("xl/worksheets/sheet10.xml", "<pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\""),
    ] {
        let text = part(sheet);
        assert!(text.contains(pane), "{sheet}");
        let heights = numbers(&text, " ht=\"");
        assert!(heights.len() > 10 && heights.iter().all(|one| (18.0..409.0).contains(one)));
        assert!(numbers(&text, " width=\"").iter().all(|one| (10.0..66.0).contains(one)));
    }
}
