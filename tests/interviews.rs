//! The interviews of a role: what is open in them, and what candidates read of them.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use rungs::model::{Audience, Edition};
use rungs::render::Site;
use rungs::source::Sources;
use support::page;

const FRAMEWORK: &str = r#"
[[family]]
id = "crew"
name = "Crew"
[[track]]
id = "ic"
name = "Crew"
level = [{ id = "ic1", name = "IC1" }]
[[competency]]
id = "steering"
name = "Steering"
"#;

const ROLE: &str = "title = \"Pilot\"\nfamily = \"crew\"\ntrack = \"ic\"\nlevels = [\"ic1\"]\n";

/// Every kind of gap, once.
const INTERVIEWS: &str = r#"
min-assessors = 2
[[dimension]]
id = "a"
name = "Alpha"
[[dimension]]
id = "b"
name = "Beta"
[[dimension]]
id = "c"
name = "Gamma"
must-have = true
[[dimension]]
id = "d"
name = "Delta"
[[dimension]]
id = "e"
name = "Epsilon"
[[dimension]]
id = "f"
name = "Zeta"
[[exercise]]
id = "unused"
title = "The unused one"
minutes = [30, 45]
[[exercise.rubric]]
dimension = "c"
meets = "m"
[[exercise]]
id = "vague"
title = "The vague one"
minutes = [20]
format = "take-home"
[[stage]]
id = "long"
name = "Long talk"
minutes = 30
panelists = 2
exercise = "vague"
dimensions = ["c", "d", "e", "f"]
[[stage.question]]
id = "q1"
dimension = "c"
minutes = 40
text = "Secret question one?"
[[stage.question]]
id = "q2"
text = "Secret question *two*?"
[[stage.question]]
id = "q3"
dimension = "b"
text = "Secret question three?"
[[stage]]
id = "short"
name = "Short talk"
dimensions = ["b"]
[[stage.question]]
id = "q4"
dimension = "b"
text = "Secret question four?"
[[stage]]
id = "alone"
name = "Alone"
dimensions = ["d"]
[[stage.question]]
id = "q5"
dimension = "d"
text = "Secret question five?"
[[stage]]
id = "third"
name = "Third"
dimensions = ["e"]
[[stage.question]]
id = "q6"
dimension = "e"
text = "Secret question six?"
"#;

/// What candidates read of two of the stages.
const CANDIDATES: &str = r#"
text = "Bring a *chart*."
[[stage]]
id = "long"
name = "Long talk"
minutes = 30
panelists = 2
task = "A *vague* thing."
looks-at = ["Delta", "Epsilon"]
text = "We talk about [ships](https://example.com)."
[[stage]]
id = "alone"
name = "Alone"
"#;

fn site(interviews: &str, candidates: &str, edition: Audience) -> Site {
    site_of("", interviews, candidates, edition)
}

/// Of a book that says more.
fn site_of(book: &str, interviews: &str, candidates: &str, edition: Audience) -> Site {
    let book = format!("[book]\ntitle = \"T\"\n{book}");
    let sources = Sources::from_texts([
        ("book.toml", &*book),
        ("content/framework.toml", FRAMEWORK),
        ("content/roles/pilot/role.toml", ROLE),
        ("content/roles/pilot/ic1.md", "## Steering\n- Holds a course.\n"),
        ("content/roles/pilot/interviews.toml", interviews),
        ("content/roles/pilot/candidates.toml", candidates),
    ]);
    support::site(&sources, Edition::usual(edition))
}

/// What is said to be open on a page.
fn open(page: &str) -> Vec<&str> {
    let list = page.split_once("What is open").unwrap().1.split_once("</section>").unwrap().0;
    list.split("<li>").skip(1).map(|item| item.split_once("</li>").unwrap().0).collect()
}

#[test]
fn dimensions_that_too_few_assess_are_open() {
    let wanted = INTERVIEWS.replace("min-assessors = 2", "min-assessors = 3");
    let page = page(&site(&wanted, CANDIDATES, Audience::Panel), "interviews/pilot.html");
    let items = open(&page);
    assert!(items.contains(&"Gamma: 2 people assess it, of the 3 that should."), "{items:?}");
    assert!(items.contains(&"Zeta: 2 people assess it, of the 3 that should."), "{items:?}");
    assert_eq!(page.matches("too few").count(), 3);
}

#[test]
fn what_is_open_is_said_to_the_hiring_manager() {
    let page = page(&site(INTERVIEWS, CANDIDATES, Audience::Panel), "interviews/pilot.html");
    let items = open(&page);
    insta::assert_snapshot!(items.join("\n"), @r"
    Alpha: no stage assesses it.
    Gamma must be met, and only Long talk assesses it.
    Long talk assesses 5 dimensions, more than can be rated with evidence.
    Long talk has 30 min, and its questions take 40 min.
    Long talk asks “Secret question two?” for no dimension.
    Long talk assesses Delta without a question or an exercise for it.
    Long talk assesses Epsilon without a question or an exercise for it.
    Long talk assesses Zeta without a question or an exercise for it.
    The unused one: no stage has this exercise.
    The vague one: nothing says what good work is.
    ");
    // Ninety minutes and less are said in minutes.
    assert!(page.contains("<dd>30 min</dd>") && page.contains("<dd>60 min</dd>"), "{page}");
}

#[test]
fn how_many_dimensions_are_too_many_is_said_in_the_book() {
    let book = "[check.most]\ndimensions = 5\n";
    let site = site_of(book, INTERVIEWS, CANDIDATES, Audience::Panel);
    let page = page(&site, "interviews/pilot.html");
    assert!(!open(&page).iter().any(|one| one.contains("more than can be rated")), "{page}");
}

#[test]
fn a_role_that_nobody_has_planned_for_has_no_gaps() {
    let only = "[[dimension]]\nid = \"a\"\nname = \"Alpha\"\n";
    let page = page(&site(only, CANDIDATES, Audience::Panel), "interviews/pilot.html");
    assert!(page.contains("All of it: no stage is written yet."), "{page}");
}

#[test]
fn candidates_read_what_is_written_for_them_and_no_question() {
    for edition in [Audience::Public, Audience::Internal, Audience::Panel] {
        let site = site(INTERVIEWS, CANDIDATES, edition);
        let page = page(&site, "candidates/pilot.html");
        for told in [
            "Bring a <em>chart</em>.",
            "Long talk",
            "Alone",
            "Epsilon",
            "30 min, 2 people",
            "A <em>vague</em> thing.",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        for hidden in ["Secret", "The vague one", "assessed by", "must"] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
        assert_eq!(
            site.paths().any(|path| path == "interviews/pilot.html"),
            edition == Audience::Panel
        );
    }
    let inside = format!("audience = \"internal\"\n{CANDIDATES}");
    let without = site(INTERVIEWS, &inside, Audience::Public);
    assert!(!without.paths().any(|path| path.starts_with("candidates/")));
}
