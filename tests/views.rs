//! What steps, matrices and the map show, read back from their pages: a picture says what the
//! table beside it says, and both say what the framework says.

#![allow(clippy::unwrap_used, reason = "a page that can't be rendered fails the test")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use rungs::derive;
use rungs::model::{Edition, Framework};
use rungs::render::Site;
use rungs::source::Sources;
use support::page;

fn sample() -> (Site, Framework) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    // The edition that holds everything, as the framework does before an edition is made of it.
    (support::site(&sources, Edition::panel()), support::framework(&sources))
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// Text without tags.
fn words(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

#[test]
fn the_map_draws_what_its_tables_say() {
    let (site, framework) = sample();
    let map = page(&site, "map.html");
    let drawn: BTreeSet<String> =
        between(between(&map, "<g class=\"edges\"", "</g>")[0], "<title>", "</title>")
            .into_iter()
            .map(str::to_owned)
            .collect();
    let table = between(&map, "id=\"_ways\"", "</table>")[0];
    let rows = between(table, "<tr><th scope=\"row\">", "</tr>");
    let told: BTreeSet<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> =
                row.split("<td").map(|cell| words(&format!("<{cell}"))).collect();
            format!("{} – {}: {}", cells[0], cells[1], cells[2])
        })
        .collect();
    assert!(told.len() > 15, "{told:?}");
    assert_eq!(drawn, told);
    let links = |html: &str| {
        between(html, "<a href=\"", "\"").into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let nodes = links(between(&map, "<svg class=\"chart\"", "</svg>")[0]);
    assert_eq!(nodes, links(between(&map, "id=\"_roles\"", "</table>")[0]));
    let levels: usize = framework.roles.iter().map(|role| 1 + role.levels.len()).sum();
    assert_eq!(nodes.len(), levels);
}

#[test]
fn families_have_maps_of_their_own_where_one_drawing_is_too_small() {
    let mut texts = vec![
        ("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned()),
        (
            "content/framework.toml".to_owned(),
            "[[family]]\nid = \"a\"\nname = \"A\"\n[[family]]\nid = \"b\"\nname = \"B\"\n\
             [[family]]\nid = \"none\"\nname = \"None\"\n\
             [[track]]\nid = \"ic\"\nname = \"IC\"\nlevel = [{ id = \"ic1\", name = \"IC1\" }]\n\
             [[competency]]\nid = \"x\"\nname = \"X\"\n"
                .to_owned(),
        ),
    ];
    for number in 0..60 {
        let family = if number < 55 { "a" } else { "b" };
        let folder = format!("content/roles/r{number}");
        let next = if number == 54 { "[path]\nnext = [{ role = \"r59\" }]\n" } else { "" };
        let role = format!(
            "title = \"Role {number}\"\nfamily = \"{family}\"\ntrack = \"ic\"\nlevels = [\"ic1\"]\n{next}"
        );
        texts.push((format!("{folder}/role.toml"), role));
        texts.push((format!("{folder}/ic1.md"), "+++\n+++\n## X\n\n- Does.\n".to_owned()));
    }
    let sources = Sources::from_texts(texts);
    let site = support::site(&sources, Edition::default());
    let maps: Vec<&str> = site.paths().filter(|path| path.starts_with("map/")).collect();
    assert_eq!(maps, ["map/a.html", "map/b.html"]);
    let all = page(&site, "map.html");
    assert!(!all.contains("<svg class=\"chart\"") && all.contains("href=\"map/a.html\""));
    let large = page(&site, "map/a.html");
    assert_eq!(large.matches("<svg class=\"chart\"").count(), 3, "55 ladders in threes of 19");
    assert_eq!(large.matches("class=\"node\"").count(), 55);
    // A way to another family is in the tables of both, and in neither drawing.
    for path in maps {
        let map = page(&site, path);
        let table = between(&map, "id=\"_ways\"", "</table>")[0];
        assert!(table.contains("Role 54") && table.contains("Role 59"), "{path}");
        assert!(
            !map.contains("class=\"edge next\" d=\"M0 5H33\"/></g>") && !map.contains("Role 54 – ")
        );
    }
}

#[test]
fn the_blocks_of_a_step_are_its_numbers() {
    let (site, framework) = sample();
    let mut seen = 0;
    for role in &framework.roles {
        for two in role.levels.windows(2) {
            let path = format!("roles/{}/{}-to-{}.html", role.id, two[0].id, two[1].id);
            let html = page(&site, &path);
            let size = derive::step((role, &two[0]), (role, &two[1]), None).size();
            let total: Vec<usize> =
                between(between(&html, "<tfoot>", "</tfoot>")[0], "<td", "</td>")
                    .iter()
                    .map(|cell| cell.split('>').nth(1).unwrap().parse().unwrap())
                    .collect();
            assert_eq!(total, [size.new, size.reworded, size.same, size.gone], "{path}");
            let table = between(&html, "<tbody>", "</tbody>")[0];
            for (kind, count) in [
                ("new", size.new),
                ("reworded", size.reworded),
                ("same", size.same),
                ("gone", size.gone),
            ] {
                let paths = between(table, &format!("<path class=\"{kind}\" d=\""), "\"");
                let blocks: usize = paths.iter().map(|d| d.matches('M').count()).sum();
                assert_eq!(blocks, count, "{path}: {kind}");
                let lines = html.matches(&format!("<li class=\"{kind}\">")).count();
                assert_eq!(lines, count, "{path}: {kind}");
                seen += count;
            }
        }
    }
    assert!(seen > 500, "{seen} lines");
}

#[test]
fn levels_of_two_tracks_stand_beside_each_other() {
    let (site, _) = sample();
    let html = page(&site, "roles/security-engineer/ic4-to-m3.html");
    assert!(html.contains("<h4>IC4 only</h4>") && html.contains("<h4>M3 only</h4>"));
    assert!(!html.contains("class=\"changes\"") && !html.contains("name=\"view\""));
    assert!(html.contains("rel=\"next\" href=\"ic5-to-m4.html\""));
    // On to a higher level of the same track is a step like any other.
    let html = page(&site, "roles/security-engineering-manager/m5-to-m6.html");
    assert!(html.contains("class=\"changes\"") && !html.contains("class=\"beside\""));
}

#[test]
fn cells_of_a_matrix_can_be_linked_and_say_what_is_new() {
    let (site, framework) = sample();
    let role = framework.roles.iter().find(|role| role.id.as_str() == "security-engineer").unwrap();
    let html = page(&site, "roles/security-engineer.html");
    let table = between(&html, "<table class=\"matrix\">", "</table>")[0];
    for competency in &role.competencies {
        for level in &role.levels {
            let id = format!("c_{}_{}", competency.id, level.id);
            assert!(
                table.contains(&format!("<td id=\"{id}\"><a class=\"anchor\" href=\"#{id}\"")),
                "{id}"
            );
            assert!(html.contains(&format!("<div data-at=\"{id}\">")), "{id}");
        }
    }
    let is_competency =
        |group: &&derive::Group<'_>| matches!(group.subject, derive::Subject::Competency(_));
    let steps = role.levels.windows(2).map(|two| {
        let step = derive::step((role, &two[0]), (role, &two[1]), None);
        let groups = step.groups.iter().filter(is_competency);
        groups.map(|group| group.size().new).sum::<usize>()
    });
    assert_eq!(table.matches("<li class=\"new\">").count(), steps.sum::<usize>());
    assert!(table.contains("<span class=\"origin\">"));
}
