//! What a role expects where shared sets, lower levels and its own files meet.
#![allow(clippy::unwrap_used, reason = "a test whose framework can't be read fails")]

mod support;

use rungs::model::Framework;
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
    let role = |title: &str, levels: &str| {
        format!(
            "title = \"{title}\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = {levels}\n\
             include = [\"core\"]\n"
        )
    };
    let sources = Sources::from_texts([
        ("book.toml", "[book]\ntitle = \"Test\"\n".to_owned()),
        ("content/framework.toml", FRAMEWORK.to_owned()),
        ("content/shared/core/ic1.md", lower.to_owned()),
        ("content/shared/core/ic2.md", upper.to_owned()),
        ("content/roles/both/role.toml", role("Both", "[\"ic1\", \"ic2\"]")),
        ("content/roles/both/ic1.md", "## Care\n\n- Asks twice. {#asks replace}\n".to_owned()),
        ("content/roles/upper/role.toml", role("Upper", "[\"ic2\"]")),
    ]);
    support::framework(&sources)
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
