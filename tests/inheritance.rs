//! What a role expects where shared sets, lower levels and its own files meet.
#![allow(clippy::unwrap_used, reason = "a test whose framework can't be read fails")]

mod support;

use rungs::model::{Audience, Edition, Framework};
use rungs::source::Sources;

const FRAMEWORK: &str = r#"
[[family]]
id = "eng"
name = "Engineering"
[[track]]
id = "ic"
name = "Individual"
[[track.level]]
id = "ic1"
name = "IC1"
[[track.level]]
id = "ic2"
name = "IC2"
[[competency]]
id = "care"
name = "Care"
"#;

/// A framework of a shared set `core`, of `both`, which has two levels and its own first line,
/// and of `upper`, which has the higher level only.
fn framework(lower: &str, upper: &str) -> Framework {
    support::framework(&Sources::from_texts(files(lower, upper)))
}

fn files(lower: &str, upper: &str) -> Vec<(&'static str, String)> {
    let role = |title: &str, levels: &str| {
        format!(
            "title = \"{title}\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = {levels}\n\
             include = [\"core\"]\n"
        )
    };
    vec![
        ("book.toml", "[book]\ntitle = \"Test\"\n".to_owned()),
        ("content/framework.toml", FRAMEWORK.to_owned()),
        ("content/shared/core/ic1.md", lower.to_owned()),
        ("content/shared/core/ic2.md", upper.to_owned()),
        ("content/roles/both/role.toml", role("Both", "[\"ic1\", \"ic2\"]")),
        ("content/roles/both/ic1.md", "## Care\n\n- Asks twice. {#asks replace}\n".to_owned()),
        ("content/roles/upper/role.toml", role("Upper", "[\"ic2\"]")),
    ]
}

fn lines<'f>(framework: &'f Framework, role: &str, level: &str) -> Vec<&'f str> {
    let (_, level) = framework.level(role, level).unwrap();
    level.cells[0].expectations.iter().map(|one| &*one.behaviour.text.markdown).collect()
}

#[test]
fn a_set_repeats_a_lower_level_in_the_words_of_each_role() {
    let framework = framework(
        "## Care\n\n- Asks. {#asks}\n- Tells. {#tells}\n",
        "## Care {same_as=ic1}\n\n- Tells everybody. {#tells}\n- Warns. {#warns}\n",
    );
    assert_eq!(lines(&framework, "both", "ic2"), ["Asks twice.", "Tells everybody.", "Warns."]);
    // Without the lower level there are only the set's own words.
    assert_eq!(lines(&framework, "upper", "ic2"), ["Asks.", "Tells everybody.", "Warns."]);
}

#[test]
fn a_bullet_of_an_id_says_again_what_a_lower_level_says() {
    let framework = framework(
        "## Care\n\n- Asks. {#asks}\n- Tells. {#tells}\n",
        "## Care\n\n- Warns. {#warns}\n- {#asks}\n",
    );
    // The role's own words, where it has changed a line, and the set's where it has no such level.
    assert_eq!(lines(&framework, "both", "ic2"), ["Warns.", "Asks twice."]);
    assert_eq!(lines(&framework, "upper", "ic2"), ["Warns.", "Asks."]);
    let (_, level) = framework.level("both", "ic2").unwrap();
    let since: Vec<u16> = level.cells[0].expectations.iter().map(|one| one.since).collect();
    assert_eq!(since, [1, 0]);
}

#[test]
fn a_bullet_of_an_id_moves_what_is_inherited() {
    let mut files = files(
        "## Care\n\n- Asks. {#asks}\n- Tells. {#tells}\n",
        "## Care\n\n- Warns. {#warns}\n- Helps. {#helps}\n",
    );
    let own = "## Care\n\n- Waits. {#waits}\n- {#warns}\n- {#tells}\n";
    files.push(("content/roles/both/ic2.md", own.to_owned()));
    let framework = support::framework(&Sources::from_texts(files));
    assert_eq!(lines(&framework, "both", "ic2"), ["Helps.", "Waits.", "Warns.", "Tells."]);
    let (_, level) = framework.level("both", "ic2").unwrap();
    let is_shared: Vec<bool> =
        level.cells[0].expectations.iter().map(|one| one.origin.set().is_some()).collect();
    assert_eq!(is_shared, [true, false, true, true]);
}

#[test]
fn a_line_that_is_withheld_is_not_said_again() {
    let mut files = files(
        "## Care\n\n- Asks. {#asks audience=panel}\n- Tells. {#tells}\n",
        "## Care\n\n- {#asks}\n- {#tells}\n",
    );
    files.retain(|(path, _)| !path.contains("/both/"));
    let sources = Sources::from_texts(files);
    let html = |edition| support::page(&support::site(&sources, edition), "roles/upper/ic2.html");
    let (panel, public) = (html(Edition::panel()), html(Edition::usual(Audience::Public)));
    assert!(panel.contains("Asks.") && panel.contains("Tells."));
    assert!(public.contains("Tells.") && !public.contains("Asks."));
}
