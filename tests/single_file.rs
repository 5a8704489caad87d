//! One file that holds a role or the whole framework: as a browser would read it, and as the
//! command makes it.

#![cfg(feature = "single-file")]
#![allow(clippy::unwrap_used, reason = "a file that can't be read fails the test")]

mod support;

use std::collections::HashSet;
use std::fs;

use support::Project;

/// The values of an attribute in HTML that has all of them in double quotes.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn built(project: &Project, options: &[&str]) -> String {
    let args: Vec<&str> = ["build", ".", "--single-file", "out/all.html"]
        .into_iter()
        .chain(options.iter().copied())
        .collect();
    let output = project.rungs(&args);
    assert!(output.status.success(), "{output:?}");
    project.read("out/all.html")
}

/// A framework with a picture, and a page that only the company may read.
fn project() -> Project {
    let project = Project::sample();
    project.write("content/pages/reach.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    project.write(
        "content/pages/über uns.md",
        "+++\ntitle = \"About us\"\naudience = \"internal\"\n+++\n\n# One\n\n# Two\n\n# Three\n\n\
         ![Reach](reach.svg) [up](../roles/software-engineer/ic3.md) [here](#two) [out](https://example.com/)\n",
    );
    project
}

#[test]
fn nothing_in_the_file_asks_for_anything_else() {
    let html = built(&project(), &[]);
    let ids = values(&html, "id");
    let places: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), places.len(), "an id twice");
    let links = values(&html, "href");
    assert!(links.len() > 150, "{} links", links.len());
    for link in links {
        match link.strip_prefix('#') {
            Some(id) => assert!(places.contains(id), "no place {link}"),
            None => assert!(link.starts_with("https://") || link.starts_with("data:"), "{link}"),
        }
    }
    let pictures = values(&html, "src");
    assert_eq!(pictures.len(), 1);
    assert!(pictures[0].starts_with("data:image/svg+xml;base64,PHN2Zy"), "{pictures:?}");
    for tag in ["<script", "<link rel=\"stylesheet", " style=\"", "url(assets", "<template"] {
        assert!(!html.contains(tag), "{tag}");
    }
    for attribute in ["aria-labelledby", "aria-describedby", "for"] {
        for id in values(&html, attribute).into_iter().flat_map(str::split_whitespace) {
            assert!(places.contains(id), "{attribute} of nothing: {id}");
        }
    }
    assert!(html.contains("href=\"#pages/über%20uns.html:two\""), "a link within a page");
    assert!(html.contains("href=\"#roles/software-engineer/ic3.html\""), "a link between pages");
}

#[test]
fn headings_are_one_outline() {
    let html = built(&project(), &[]);
    let body = html.split("<body").nth(1).unwrap();
    assert_eq!(body.matches("<h1").count(), 1);
    let mut last = 0;
    for (at, _) in body.match_indices("<h") {
        let Some(depth) = body[at + 2..].chars().next().and_then(|one| one.to_digit(10)) else {
            continue;
        };
        assert!(depth <= last + 1, "h{depth} after h{last}: {}", &body[at..at + 60]);
        last = depth;
    }
}

#[test]
fn the_policy_allows_the_stylesheet_as_it_stands_and_nothing_else() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let html = built(&project(), &[]);
    let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'"
    );
    assert!(html.contains(&policy));
    assert!(style.contains(".sheet") && style.contains(".rung"), "both stylesheets");
    assert!(html.find(&policy).unwrap() < html.find("<style>").unwrap());
}

#[test]
fn two_builds_are_one() {
    let project = project();
    let first = built(&project, &[]);
    fs::remove_file(project.path("out/all.html")).unwrap();
    assert!(first == built(&project, &[]), "another file");
    let names: Vec<String> = project.files("out").into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, ["all.html"], "nothing beside it");
}

#[test]
fn a_role_has_its_own_pages_and_an_edition_no_other() {
    let project = project();
    let all = built(&project, &["--edition", "internal"]);
    assert!(all.contains("About us") && all.contains("id=\"map.html\""));
    let role = built(&project, &["--role", "software-engineer", "--edition", "public"]);
    assert!(role.contains("id=\"roles/software-engineer/ic2-to-ic3.html\""));
    assert!(role.contains("id=\"glossary.html\""));
    assert!(!role.contains("About us") && !role.contains("id=\"map.html\""));
    // Nobody said where the site is published: what isn't in the file is no link.
    assert!(values(&role, "href").iter().all(|link| !link.contains("map.html")));
    let known =
        built(&project, &["--role", "software-engineer", "--site-url", "https://example.com/c"]);
    assert!(!known.contains("rel=\"canonical\""), "a file in a mail is published nowhere");
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let project = project();
    let fails = |args: &[&str], code: i32, words: &str| {
        let output = project.rungs(&[&["build", ".", "--single-file"], args].concat());
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(words), "{told}");
    };
    fails(&["a.html", "--role", "software-enginer"], 1, "did you mean `software-engineer`?");
    fails(&["a.html", "--out", "site"], 2, "cannot be used with");
    fails(&["a.md"], 2, "let its name end in `.html`");
    fails(&["content/a.html"], 2, "lies in what the site is made from");
    let alone = project.rungs(&["build", ".", "--role", "software-engineer"]);
    assert_eq!(alone.status.code(), Some(2));
    project.write("content/glossary.toml", "[[term]]\n");
    fails(&["a.html"], 1, "nothing was built");
    assert!(!project.path("a.html").exists() && !project.path("site").exists());
}
