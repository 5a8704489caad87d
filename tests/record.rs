//! A filled scorecard as a file: what `rungs validate` says of it, and that the page's script, which
//! reads the same files, says the same, on thousands of damaged ones.
//!
//! Needs node; without it the tests say so and pass, but not where everything must run (`CI`).

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;
use std::process::Command;

use rungs::record::{bare_schema, canonical, code, debrief, read, schema, seal};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `tests/record/<script>` prints, a value a line; `None` where there is no node.
fn node(script: &str, schema: &Value, args: &[&str]) -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("schema.json");
    fs::write(&file, schema.to_string()).unwrap();
    let mut node = Command::new("node");
    node.arg(root().join("tests/record").join(script));
    node.arg(root().join("themes/default/assets/record.js")).arg(file).args(args);
    let output = match node.output() {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "no node: {error}");
            println!("skipped: no node is installed");
            return None;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn what_the_page_seals_is_read_and_its_seal_is_right() {
    let Some(made) = node("made.mjs", &bare_schema(), &[]) else { return };
    assert!(made.len() > 5, "{}", made.len());
    for one in made {
        let (record, unknown) = read(&one["file"].to_string()).unwrap();
        assert_eq!(unknown, [""; 0]);
        assert_eq!(canonical(&record), one["canonical"].as_str().unwrap());
        let own = seal(&record);
        assert_eq!(own.to_string(), one["seal"].as_str().unwrap());
        assert_eq!(code(&own), one["code"].as_str().unwrap());
        assert_eq!(record.seal.is_some(), record.lack().is_none() && one["sealed"] == true);
    }
}

#[test]
fn both_readers_refuse_the_same_files() {
    let Some(told) = node("damaged.mjs", &bare_schema(), &["10000"]) else { return };
    assert_eq!(told.len(), 10_000);
    assert_same(&told, |text| {
        read(text).map(|(record, unknown)| (unknown, json!(record))).map_err(|one| one.message)
    });
}

#[test]
fn both_readers_refuse_the_same_records_of_debriefs() {
    let Some(told) = node("debrief.mjs", &debrief::bare_schema(), &["10000"]) else { return };
    // The first are whole.
    assert!(told[..3].iter().all(|one| one["read"][0] == json!([])), "{:?}", &told[..3]);
    assert_same(&told, |text| {
        debrief::read(text)
            .map(|(record, unknown)| (unknown, json!(record)))
            .map_err(|one| one.message)
    });
}

/// That our reader says of each text what the script says: its unknown keys and what is left, or
/// that it is refused.
fn assert_same(told: &[Value], read: impl Fn(&str) -> Result<(Vec<String>, Value), String>) {
    let mut kept = 0;
    for one in told {
        let text = one["text"].as_str().unwrap();
        let ours = read(text).map(|(mut unknown, record)| {
            unknown.sort();
            json!([unknown, record])
        });
        match (ours, &one["read"]) {
            (Ok(ours), theirs) => {
                kept += 1;
                assert_eq!(&ours, theirs, "{text}");
            }
            (Err(_), Value::Null) => {}
            (Err(problem), theirs) => panic!("{problem:?}\n{theirs}\n{text}"),
        }
    }
    // Neither reader refuses everything, or nothing.
    assert!((1_000..9_000).contains(&kept), "{kept} of {} are read", told.len());
}

#[test]
fn the_schema_has_only_what_the_script_understands() {
    fn each(schema: &Value, see: &mut dyn FnMut(&str)) {
        let Value::Object(map) = schema else { return };
        for (key, value) in map {
            see(key);
            match (key.as_str(), value) {
                ("properties", Value::Object(inner)) => {
                    inner.values().for_each(|one| each(one, see))
                }
                ("anyOf" | "oneOf", Value::Array(list)) => {
                    list.iter().for_each(|one| each(one, see))
                }
                ("items", one) => each(one, see),
                _ => {}
            }
        }
    }
    const KNOWN: [&str; 13] = [
        "anyOf",
        "const",
        "enum",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minimum",
        "oneOf",
        "pattern",
        "properties",
        "required",
        "type",
    ];
    for schema in [bare_schema(), debrief::bare_schema()] {
        each(&schema, &mut |key| assert!(KNOWN.contains(&key), "{key}"));
    }
    insta::assert_snapshot!(format!("{:#}", schema()));
    insta::assert_snapshot!("schema_of_debriefs", format!("{:#}", debrief::schema()));
}
