//! The schema of `framework.json` against what is written: every framework fits it, in every edition,
//! and no slip does.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::Validator;
use rungs::model::{Audience, Edition};
use rungs::render::framework_schema;
use rungs::source::Sources;
use serde_json::{Value, json};
use support::marked::{Framework, Print};

fn validator() -> Validator {
    let schema = framework_schema();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn editions() -> [Edition; 3] {
    [Edition::usual(Audience::Public), Edition::usual(Audience::Internal), Edition::panel()]
}

fn sample() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Sources::read(root, &["book.toml", "content"]).unwrap()
}

fn data(sources: &Sources, edition: Edition) -> Value {
    let text = support::page(&support::site(sources, edition), "framework.json");
    serde_json::from_str(&text).unwrap()
}

/// Wants every edition of a framework to fit.
fn assert_fits(validator: &Validator, name: &str, sources: &Sources) {
    for edition in editions() {
        let at = format!("{name}, {}", edition.name);
        let data = data(sources, edition);
        let wrong: Vec<String> = validator
            .iter_errors(&data)
            .take(5)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{at}: {wrong:#?}");
    }
}

#[test]
fn the_sample_fits_in_every_edition() {
    assert_fits(&validator(), "the sample", &sample());
}

#[test]
fn random_frameworks_fit_in_every_edition() {
    let validator = validator();
    for seed in 0..support::cases(30) as u64 {
        let files = Framework::random(seed).files(Print::Marked);
        assert_fits(&validator, &format!("seed {seed}"), &Sources::from_texts(files));
    }
}

#[cfg(feature = "import")]
#[test]
fn every_framework_that_is_moved_in_fits() {
    const SOURCES: [&str; 12] = [
        "corpora/dropbox-dbx-career-framework/docs",
        "corpora/dropbox-dbx-career-framework/history-2021-08-16",
        "corpora/ft-engineering-progression/data",
        "corpora/ft-engineering-progression/history/v1.0.0-beta.1",
        "corpora/ft-engineering-progression/history/v1.0.0",
        "corpora/ft-engineering-progression/history/v1.1.0",
        "corpora/ft-engineering-progression/history/v1.2.2",
        "corpora/ft-engineering-progression/history/v1.2.5",
        "corpora/ft-engineering-progression/history/v2.0.0",
        "corpora/monzo-progression-framework",
        "corpora/engineeringladders",
        "seeds",
    ];
    let validator = validator();
    for path in SOURCES {
        let Some(inputs) = support::moved::below(path) else { continue };
        let files = rungs::import::run(None, &inputs).unwrap().files;
        assert_fits(&validator, path, &Sources::from_texts(files));
    }
}

/// A framework that says everything that can be said; the sample has the blueprints.
fn everything() -> Sources {
    const ROLE: &str = "family = \"crew\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\"]\n";
    let role = |head: &str| format!("{head}\n{ROLE}");
    Sources::from_texts([
        (
            "book.toml".to_owned(),
            "[book]\ntitle = \"Harbour\"\nversion = \"3\"\nlanguage = \"de\"\n".to_owned(),
        ),
        (
            "content/framework.toml".to_owned(),
            r#"
summary = "All hands."
[[family]]
id = "crew"
name = "Crew"
summary = "Sails."
[[track]]
id = "ic"
name = "Crew"
summary = "By reach."
[[track.level]]
id = "ic1"
name = "IC1"
summary = "Learns."
[[track.level]]
id = "ic2"
name = "IC2"
parallel = ["m2"]
[[track]]
id = "m"
name = "Officers"
level = [{ id = "m2", name = "M2" }]
[[pillar]]
id = "sea"
name = "At sea"
icon = "◆"
summary = "Under way."
[[competency]]
id = "steering"
name = "Steering"
pillar = "sea"
summary = "Holding a course."
aliases = ["Helm"]
scale = "skill"
links = [{ label = "Tides", url = "https://example.com/tides" }]
[[competency]]
id = "ropes"
name = "Ropes"
[[competency]]
id = "charts"
name = "Charts"
[[attribute]]
id = "reach"
label = "Reach"
type = "ordered"
values = ["a boat", "a fleet"]
summary = "How far."
[[attribute]]
id = "duties"
label = "Duties"
type = "list"
[[attribute]]
id = "pay"
label = "Pay"
type = "text"
[[scale]]
id = "skill"
name = "Skill"
point = [{ id = "new", name = "New", summary = "Asks." }, { id = "able", name = "Able" }]
[[rating]]
id = "well-below"
name = "Ashore"
summary = "Nothing was seen."
[[rating]]
id = "below"
name = "Moored"
[[rating]]
id = "meets"
name = "Under way"
[[rating]]
id = "exceeds"
name = "Ahead"
"#
            .to_owned(),
        ),
        (
            "content/glossary.toml".to_owned(),
            "[[term]]\nname = \"Port\"\naliases = [\"Larboard\"]\ndefinition = \"Left.\"\n"
                .to_owned(),
        ),
        (
            "content/pages/watch.md".to_owned(),
            "+++\ntitle = \"Watches\"\nsummary = \"When.\"\nlanguage = \"en\"\nowner = \"Mate\"\n\
             reviewed = 2026-02-03\n+++\n\nFour hours.\n"
                .to_owned(),
        ),
        (
            "content/shared/all/shared.toml".to_owned(),
            "title = \"All\"\nsummary = \"Of everybody.\"\n".to_owned(),
        ),
        (
            "content/shared/all/ic1.md".to_owned(),
            "## Ropes\n\n- Coils a line. {#coils}\n".to_owned(),
        ),
        (
            "content/roles/pilot/role.toml".to_owned(),
            role(
                "title = \"Pilot\"\nsummary = \"Guides.\"\ncumulative = true\nlanguage = \"en\"\n\
                 owner = \"Mate\"\nreviewed = 2026-02-03\nstatus = \"draft\"\n\
                 replaces = [\"guide\"]\ninclude = [\"all\"]\n\
                 path.parallel = \"captain\"\npath.next = [{ role = \"captain\", level = \"m2\" }]\n\
                 path.feeder = [{ name = \"Swimmer\", note = \"after a season\" }]\n\
                 path.adjacent = [{ role = \"rower\" }]",
            ),
        ),
        (
            "content/roles/pilot/ic1.md".to_owned(),
            "+++\ntagline = \"Learns the harbour.\"\n[attributes]\nreach = \"a boat\"\n\
             pay = \"Rice\"\n+++\n\nBefore all.\n\n## Duties\n\nEach day:\n\n- Sweeps. {#sweeps}\n\n\
             ## At sea\n\nWith wind:\n\n### Helm {proficiency=new}\n\nIn daylight:\n\n\
             - Holds a course. {#holds replaces=keeps}\n  - By day.\n  - Example: to the pier.\n\n\
             #### Examples\n\n- A straight wake.\n"
                .to_owned(),
        ),
        (
            "content/roles/pilot/ic2.md".to_owned(),
            "+++\ntitle = \"Senior pilot\"\nlanguage = \"fr\"\nstatus = \"legacy\"\n+++\n\n\
             ## At sea\n\n### Steering {same_as=ic1}\n\n- Steers at night. {#nights}\n\n\
             ## Charts {not-expected}\n"
                .to_owned(),
        ),
        (
            "content/roles/pilot/candidates.toml".to_owned(),
            "text = \"Come as you are.\"\n[[stage]]\nid = \"tour\"\nname = \"Tour\"\nminutes = 60\n\
             panelists = 2\ntask = \"Row.\"\nlooks-at = [\"Strokes\"]\ntext = \"Bring a hat.\"\n"
                .to_owned(),
        ),
        (
            "content/roles/pilot/interviews.toml".to_owned(),
            r#"
retention-days = 90
min-assessors = 1
weights-reason = "Safety counts more."
[[area]]
id = "water"
name = "Water"
assess = "Calm."
[[dimension]]
id = "course"
name = "Course"
competencies = ["steering"]
areas = ["water"]
must-have = true
weight = 60
meets = "Holds it."
strong = ["Looks ahead."]
weak = ["Looks down."]
red-flags = ["Lets go."]
override = [{ level = "ic2", below = "Drifts.", exceeds = "In fog." }]
[[dimension]]
id = "ropework"
name = "Ropework"
competencies = ["ropes"]
weight = 40
[[exercise]]
id = "mooring"
title = "Mooring"
minutes = [20, 30]
format = "either"
optional = true
input = "A boat."
output = ["A moored boat."]
rubric = [{ dimension = "course", meets = "Touches softly." }]
[[stage]]
id = "tour"
name = "Tour"
minutes = 60
panelists = 2
exercise = "mooring"
dimensions = ["course", "ropework"]
[[stage.question]]
id = "storm"
dimension = "course"
kind = "situational"
minutes = 10
text = "A storm comes up. What do you do first?"
probes = ["And then?"]
good = "Reefs."
[[signal]]
kind = "red-flag"
text = "Blames the boat."
"#
            .to_owned(),
        ),
        (
            "content/roles/pilot/blueprint.toml".to_owned(),
            "summary = \"Long.\"\n[[tool]]\ncategory = \"Ropes\"\nnames = []\nadoption = \"common\"\n\
             [[experience.years]]\nmin = 2\nmax = 4\nopen = true\nwhat = \"Afloat\"\n"
                .to_owned(),
        ),
        (
            "content/roles/rower/role.toml".to_owned(),
            role("title = \"Rower\"\nstatus = \"legacy\"\nreplaced-by = \"pilot\""),
        ),
        (
            "content/roles/rower/ic1.md".to_owned(),
            "## Ropes\n\n- Ties up. {#ties}\n\n## Charts {not-written}\n\nNext year.\n".to_owned(),
        ),
        (
            "content/roles/rower/ic2.md".to_owned(),
            "## Charts\n\n- Reads a chart. {#reads}\n".to_owned(),
        ),
        (
            "content/roles/captain/role.toml".to_owned(),
            "title = \"Captain\"\nfamily = \"crew\"\ntrack = \"m\"\nlevels = [\"m2\"]\n".to_owned(),
        ),
        (
            "content/roles/captain/m2.md".to_owned(),
            "## Ropes\n\n- Knows each line. {#lines}\n".to_owned(),
        ),
    ])
}

/// Each object of a value, by its JSON pointer.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            found.push(at.to_owned());
            for (key, value) in entries {
                objects(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                objects(value, &format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// No key of the schema is there for nothing, and none is without a word.
#[test]
fn every_key_of_the_schema_is_written_and_explained() {
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(entries) => {
                found.extend(entries.keys().cloned());
                entries.values().for_each(|value| keys(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    fn declared(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(entries) => {
                let own = entries.get("properties").and_then(Value::as_object);
                for (key, value) in own.into_iter().flatten() {
                    let said = value["description"].as_str().unwrap_or_default();
                    assert!(said.ends_with(['.', '`']) && said.len() < 120, "{key}: {said:?}");
                    found.insert(key.clone());
                }
                entries.values().for_each(|value| declared(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| declared(value, found)),
            _ => {}
        }
    }
    let mut written = BTreeSet::new();
    for sources in [sample(), everything()] {
        keys(&data(&sources, Edition::panel()), &mut written);
    }
    let mut known = BTreeSet::new();
    declared(&framework_schema(), &mut known);
    let idle: Vec<_> = known.difference(&written).collect();
    assert!(known.len() > 150 && idle.is_empty(), "{} keys: {idle:?}", known.len());
}

#[test]
fn nothing_is_null_empty_or_false_and_no_key_is_unknown() {
    let validator = validator();
    let whole = data(&everything(), Edition::panel());
    assert!(validator.is_valid(&whole), "{:?}", validator.validate(&whole));
    let mut places = Vec::new();
    objects(&whole, "", &mut places);
    let mut slips = 0;
    let mut refused = |slip: &Value, what: &str| {
        assert!(!validator.is_valid(slip), "{what}");
        slips += 1;
    };
    for place in &places {
        let mut slip = whole.clone();
        slip.pointer_mut(place).unwrap()["unknown"] = json!("x");
        refused(&slip, &format!("{place}: an unknown key"));
        let keys: Vec<String> =
            whole.pointer(place).unwrap().as_object().unwrap().keys().cloned().collect();
        for key in keys {
            let nothing = [Value::Null, json!(false), json!([]), json!({}), json!(7.5), json!([7])];
            for other in nothing {
                let is_roles = place.is_empty() && key == "roles" && other == json!([]);
                let is_weight = key == "weight" && other == json!(7.5);
                if is_roles || is_weight {
                    continue;
                }
                let mut slip = whole.clone();
                slip.pointer_mut(place).unwrap()[&key] = other.clone();
                refused(&slip, &format!("{place}/{key}: {other}"));
            }
        }
    }
    assert!(slips > 1_500, "{slips}");
}

/// A slip, where it is, and what stands there then; nothing, if it is left out.
type Slip = (&'static str, &'static str, Option<Value>);

fn slips() -> Vec<Slip> {
    vec![
        ("no format", "/format", None),
        ("another format", "/format", Some(json!("rungs.scorecard"))),
        ("no version", "/version", None),
        ("a later version", "/version", Some(json!(2))),
        ("a version in words", "/version", Some(json!("1"))),
        ("no title", "/title", None),
        ("no language", "/language", None),
        ("no roles", "/roles", None),
        ("a family without id", "/families/0/id", None),
        ("a track without name", "/tracks/0/name", None),
        ("an id in capitals", "/tracks/0/levels/0/id", Some(json!("IC1"))),
        ("an id with a slash", "/competencies/0/id", Some(json!("a/b"))),
        ("an id of 65 letters", "/competencies/0/id", Some(json!("a".repeat(65)))),
        ("an empty reference", "/competencies/0/pillar", Some(json!(""))),
        ("a link without address", "/competencies/0/links/0/url", None),
        ("an unknown kind of attribute", "/attributes/0/type", Some(json!("number"))),
        ("an unknown point", "/ratings/0/id", Some(json!("superb"))),
        ("a term without definition", "/glossary/0/definition", None),
        ("a page elsewhere", "/pages/0/path", Some(json!("../watch"))),
        ("a page without text", "/pages/0/body", None),
        ("a day that is none", "/pages/0/reviewed", Some(json!("last week"))),
        ("a role without levels", "/roles/0/levels", None),
        ("a role without family", "/roles/0/family", None),
        ("a status that isn't one", "/roles/0/status", Some(json!("current"))),
        ("a way to nowhere", "/roles/0/feeder/0/name", None),
        ("a way to two places", "/roles/0/feeder/0/role", Some(json!("rower"))),
        ("a level of no role", "/roles/0/feeder/0/level", Some(json!("ic1"))),
        ("a level without title", "/roles/0/levels/0/title", None),
        ("a cell without id", "/roles/0/levels/0/competencies/0/id", None),
        ("an unknown state", "/roles/0/levels/1/competencies/2/state", Some(json!("written"))),
        ("a behaviour without text", "/roles/0/levels/0/competencies/0/behaviours/0/text", None),
        ("a behaviour without id", "/roles/0/levels/0/competencies/0/behaviours/0/id", None),
        (
            "an unknown kind of question",
            "/roles/0/interviews/stages/0/questions/0/kind",
            Some(json!("odd")),
        ),
        ("an unknown kind of signal", "/roles/0/interviews/signals/0/kind", Some(json!("odd"))),
        ("an unknown format", "/roles/0/interviews/exercises/0/format", Some(json!("odd"))),
        ("three minutes", "/roles/0/interviews/exercises/0/minutes", Some(json!([1, 2, 3]))),
        ("half a minute", "/roles/0/guide/stages/0/minutes", Some(json!(0.5))),
        ("a tool that nobody has", "/roles/0/blueprint/tool/0/adoption", Some(json!("odd"))),
        ("years of nothing", "/roles/0/blueprint/experience/years/0/what", None),
    ]
}

#[test]
fn slips_are_refused() {
    let validator = validator();
    let whole = data(&everything(), Edition::panel());
    // The importer doesn't mind this one.
    let state = ("no state, but unmarked", "/roles/0/levels/0/competencies/2/state", None);
    for (what, place, other) in slips().into_iter().chain([state]) {
        let slip = with(&whole, place, other);
        assert!(!validator.is_valid(&slip), "{what}: {place}");
    }
}

/// The schema and the importer have one shape: what the one refuses, so does the other.
#[cfg(feature = "import")]
#[test]
fn slips_are_refused_by_the_importer_too() {
    let read = |data: &Value| {
        let bytes = data.to_string().into_bytes();
        let input = rungs::import::Input { path: "framework.json".to_owned(), bytes };
        rungs::import::run(Some("framework-json"), &[input])
    };
    let whole = data(&everything(), Edition::panel());
    let back = read(&whole).unwrap();
    assert!(back.report.unaccounted().is_empty(), "{}", back.report.text());
    assert_eq!(data(&Sources::from_texts(back.files), Edition::panel()), whole);
    for (what, place, other) in slips() {
        assert!(read(&with(&whole, place, other)).is_err(), "{what}: {place}");
    }
}

/// The value with another one at a place, or without that.
fn with(whole: &Value, place: &str, other: Option<Value>) -> Value {
    let mut slip = whole.clone();
    let (above, key) = place.rsplit_once('/').unwrap();
    let above = slip.pointer_mut(above).unwrap().as_object_mut().unwrap();
    match other {
        Some(other) => drop(above.insert(key.to_owned(), other)),
        None => assert!(above.remove(key).is_some(), "nothing is at {place}"),
    }
    assert_ne!(&slip, whole, "{place}");
    slip
}

/// Words of the schema are no leak, and hide none.
#[test]
fn the_schema_is_the_same_in_every_edition() {
    let printed = support::Project::empty().rungs(&["schema", "framework-json"]);
    let printed = String::from_utf8(printed.stdout).unwrap();
    let secret = |audience: &str| {
        Sources::from_texts([
            ("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned()),
            (
                "content/framework.toml".to_owned(),
                format!(
                    "[[family]]\nid = \"f\"\nname = \"F\"\n[[track]]\nid = \"ic\"\nname = \"IC\"\n\
                     level = [{{ id = \"ic1\", name = \"IC1\" }}]\n[[competency]]\nid = \"craft\"\n\
                     name = \"Craft\"\n[[attribute]]\nid = \"a\"\nlabel = \"Facts that levels have\"\n\
                     type = \"text\"\nsummary = \"What is said before everything else, in Markdown.\"\
                     \naudience = \"{audience}\"\n"
                ),
            ),
            (
                "content/roles/pilot/role.toml".to_owned(),
                "title = \"Pilot\"\nfamily = \"f\"\ntrack = \"ic\"\nlevels = [\"ic1\"]\n"
                    .to_owned(),
            ),
            (
                "content/roles/pilot/ic1.md".to_owned(),
                "## Craft\n\n- Steers. {#steers}\n".to_owned(),
            ),
        ])
    };
    for sources in [sample(), secret("internal"), secret("public")] {
        for edition in editions() {
            let site = support::site(&sources, edition);
            assert_eq!(support::page(&site, "framework.schema.json"), printed);
        }
    }
    let site = support::site(&secret("internal"), Edition::usual(Audience::Public));
    assert!(site.leak("page.html", b"<p>Facts that levels have</p>").is_some());
    assert!(site.leak("page.html", b"<p>before everything else, in Markdown</p>").is_some());
}
