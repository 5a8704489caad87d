//! How strictly rules hold: settings, what content allows, and what the baseline knows.
#![allow(clippy::unwrap_used, reason = "tests")]

use rungs::check::Overrides;
use rungs::diagnostic::{Diagnostics, Severity};
use rungs::pipeline::{self, Memory, Options};
use rungs::source::Sources;

const BOOK: &str = "[book]\ntitle = \"T\"\n";
const FRAMEWORK: &str = "\
[[family]]\nid = \"f\"\nname = \"F\"\n[[track]]\nid = \"ic\"\nname = \"IC\"\n\
[[track.level]]\nid = \"ic1\"\nname = \"IC1\"\n[[track.level]]\nid = \"ic2\"\nname = \"IC2\"\n\
[[pillar]]\nid = \"p\"\nname = \"P\"\n\
[[competency]]\nid = \"a\"\nname = \"A\"\npillar = \"p\"\n\
[[competency]]\nid = \"b\"\nname = \"B\"\npillar = \"p\"\n";
const ROLE: &str = "title = \"R\"\nfamily = \"f\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\"]\n";
/// Three compound lines: two of A and one of B.
const LEVEL: &str = "## P\n\n### A\n\n- Plans and builds and runs and mends.\n- Asks. Then acts.\n\n\
                     ### B\n\n- Reads and writes and speaks and listens.\n";
const OTHER: &str = "## P\n\n### A\n\n- Leads what others build.\n\n### B\n\n- Teaches.\n";

/// The small framework, with other texts for some of its files.
fn sources(changes: &[(&str, &str)]) -> Sources {
    let mut files = vec![
        ("book.toml", BOOK),
        ("content/framework.toml", FRAMEWORK),
        ("content/roles/r/role.toml", ROLE),
        ("content/roles/r/ic1.md", LEVEL),
        ("content/roles/r/ic2.md", OTHER),
    ];
    files.retain(|(path, _)| !changes.iter().any(|(other, _)| other == path));
    files.extend(changes.iter().copied());
    Sources::from_texts(files)
}

fn check(sources: &Sources, overrides: Overrides) -> (bool, Diagnostics) {
    let mut found = Diagnostics::default();
    let options = Options { overrides, ..Options::default() };
    let site = pipeline::site(sources, &options, &mut Memory::default(), &mut found);
    (site.is_some(), found)
}

/// Each problem as `code line`, with how many lines it is told of where it says so.
fn told(sources: &Sources) -> Vec<String> {
    let (_, found) = check(sources, Overrides::default());
    let line = |one: &&rungs::diagnostic::Diagnostic| {
        let line = sources.position(one.span).line;
        let count = one.message.split(' ').next().filter(|word| word.parse::<u32>().is_ok());
        format!("{} {line} {}", one.code, count.unwrap_or("1"))
    };
    found.sorted().iter().map(line).collect()
}

fn set(rule: &str, severity: Option<Severity>) -> Overrides {
    Overrides { severities: vec![(rule.to_owned(), severity)], ..Overrides::default() }
}

#[test]
fn an_allow_holds_for_its_item_and_all_below_it() {
    let level = |text: &str| sources(&[("content/roles/r/ic1.md", text)]);
    assert_eq!(told(&level(LEVEL)), ["compound 5 3"]);
    let bullet = LEVEL.replace("mends.", "mends. {allow-compound=\"one act, in our trade\"}");
    assert_eq!(told(&level(&bullet)), ["compound 6 2"]);
    let with_id =
        LEVEL.replace("mends.", "mends. {#x allow-compound=\"one (1) act\" audience=panel}");
    assert_eq!(told(&level(&with_id)), ["compound 6 2"]);
    let competency = LEVEL.replace("### A", "### A {allow-compound=\"a list to tick\"}");
    assert_eq!(told(&level(&competency)), ["compound 10 1"]);
    let pillar = LEVEL.replace("## P\n", "## P {allow-compound=\"a list to tick\"}\n");
    assert_eq!(told(&level(&pillar)), [""; 0]);
    let front = format!("+++\nallow = {{ compound = \"being rewritten\" }}\n+++\n{LEVEL}");
    assert_eq!(told(&level(&front)), [""; 0]);
    let role = format!("{ROLE}allow = {{ compound = \"being rewritten\" }}\n");
    assert_eq!(told(&sources(&[("content/roles/r/role.toml", &role)])), [""; 0]);
    let elsewhere = OTHER.replace("### A", "### A {allow-compound=\"a list to tick\"}");
    let both = sources(&[("content/roles/r/ic2.md", &elsewhere)]);
    assert_eq!(told(&both), ["compound 5 3", "unused-allow 3 1"]);
}

#[test]
fn every_table_may_have_an_allow_and_no_other_value_may() {
    let told = |path: &str, text: &str| {
        let quiet = "[book]\ntitle = \"T\"\n[check]\nallow = [\"compound\"]\n";
        told(&sources(&[("book.toml", quiet), (path, text)]))
    };
    let allow = "allow = { vague-word = \"our trade's word\" }\n";
    let interviews = format!(
        "{allow}[[dimension]]\nid = \"d\"\ncompetencies = [\"a\", \"b\"]\n{allow}\
         [[dimension.override]]\nlevel = \"ic1\"\nmeets = \"M.\"\n{allow}\
         [[exercise]]\nid = \"e\"\ntitle = \"E\"\n{allow}\
         [[exercise.rubric]]\ndimension = \"d\"\nmeets = \"m\"\n{allow}"
    );
    let unused = told("content/roles/r/interviews.toml", &interviews);
    assert_eq!(
        unused.iter().filter(|one| one.starts_with("unused-allow")).count(),
        5,
        "{unused:?}"
    );
    assert!(!unused.iter().any(|one| one.starts_with("unknown-key")), "{unused:?}");
    let candidates = format!("[[stage]]\nid = \"s\"\nname = \"S\"\n{allow}");
    let unused = told("content/roles/r/candidates.toml", &candidates);
    assert!(unused.contains(&"unused-allow 4 1".to_owned()), "{unused:?}");
    let glossary = |allow: &str| {
        let term = format!("[[term]]\nname = \"T\"\ndefinition = \"D.\"\n{allow}\n");
        told("content/glossary.toml", &term)
    };
    assert_eq!(glossary("allow = \"vague-word\"")[0], "wrong-type 4 1");
    assert_eq!(glossary("allow = { vague-word = true }")[0], "wrong-type 4 1");
}

#[test]
fn an_allow_of_a_table_holds_for_what_stands_in_it() {
    let interviews = |allow: [&str; 3]| {
        format!(
            "{}[[dimension]]\nid = \"d\"\ncompetencies = [\"a\", \"b\"]\n[[stage]]\nid = \"s\"\n\
             name = \"S\"\n{}[[stage.question]]\nid = \"q\"\ndimension = \"d\"\n\
             text = \"How old are you?\"\n{}[[stage]]\nid = \"t\"\nname = \"T\"\n\
             [[stage.question]]\nid = \"u\"\ndimension = \"d\"\ntext = \"Are you married? Why?\"\n\
             probes = [\"Tell us.\"]\n",
            allow[0], allow[1], allow[2]
        )
    };
    let told = |allow: [&str; 3]| {
        let text = interviews(allow);
        let quiet = "[book]\ntitle = \"T\"\n[check]\nallow = [\"compound\"]\n";
        told(&sources(&[("book.toml", quiet), ("content/roles/r/interviews.toml", &text)]))
    };
    let line = "allow = { illegal-topic = \"the law of the sea asks for it\" }\n";
    assert_eq!(told(["", "", ""]), ["illegal-topic 10 1", "illegal-topic 17 1"]);
    assert_eq!(told(["", "", line]), ["illegal-topic 18 1"]);
    assert_eq!(told(["", line, ""]), ["illegal-topic 18 1"]);
    assert_eq!(told([line, "", ""]), [""; 0]);
}

#[test]
fn settings_and_options_say_how_bad_it_is() {
    let book = |check: &str| format!("{BOOK}[check]\n{check}\n");
    let with = |check: &str| sources(&[("book.toml", &book(check))]);
    let count = |sources: &Sources, overrides: Overrides| {
        let (has_site, found) = check(sources, overrides);
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        (has_site, severities.map(|one| found.count(one)))
    };
    let none = Overrides::default();
    assert_eq!(count(&with(""), none.clone()), (true, [0, 0, 1]));
    assert_eq!(count(&with("warn = [\"compound\"]"), none.clone()), (true, [0, 1, 0]));
    assert_eq!(count(&with("deny = [\"compound\"]"), none.clone()), (false, [1, 0, 0]));
    assert_eq!(count(&with("allow = [\"compound\"]"), none.clone()), (true, [0, 0, 0]));
    assert_eq!(count(&with("[check.most]\nwords = 3"), none), (true, [0, 0, 3]));
    let denied = with("deny = [\"compound\"]");
    assert_eq!(count(&denied, set("compound", None)), (true, [0, 0, 0]));
    assert_eq!(count(&denied, set("compound", Some(Severity::Warning))), (true, [0, 1, 0]));
    assert_eq!(count(&with(""), set("compound", Some(Severity::Error))), (false, [1, 0, 0]));
}

#[test]
fn a_baseline_leaves_out_what_was_there_and_nothing_else() {
    let mut problems = Diagnostics::default();
    let before = sources(&[]);
    let written = pipeline::baseline(&before, &Overrides::default(), &mut problems).unwrap();
    assert!(problems.is_empty());
    assert_eq!(written.lines().filter(|line| line.contains("rule = \"compound\"")).count(), 3);
    let with = |level: &str| {
        sources(&[("check-baseline.toml", &written), ("content/roles/r/ic1.md", level)])
    };
    let known = |sources: &Sources| check(sources, Overrides::default()).1.known();
    assert_eq!((told(&with(LEVEL)), known(&with(LEVEL))), (vec![], 3));
    // Edits elsewhere move nothing.
    let moved = LEVEL.replace("### A\n", "### A\n\nProse.\n\n- Something else.\n");
    assert_eq!((told(&with(&moved)), known(&with(&moved))), (vec![], 3));
    // A second line with the same words is a new problem, and so are other words.
    let twice = LEVEL.replace("### B\n\n", "### B\n\n- Asks. Then acts.\n");
    let told_of_twice = told(&with(&twice));
    assert!(told_of_twice.iter().any(|one| one == "compound 10 1"), "{told_of_twice:?}");
    let other = LEVEL.replace("Asks. Then", "Listens. Then");
    assert_eq!(told(&with(&other)), ["stale-baseline 5 1", "compound 6 1"]);
    let ignored = Overrides { ignore_baseline: true, ..Overrides::default() };
    assert_eq!(check(&with(LEVEL), ignored).1.count(Severity::Note), 1);
}

#[test]
fn a_baseline_can_know_errors_and_is_written_the_same_again() {
    let interviews = "[[dimension]]\nid = \"d\"\ncompetencies = [\"a\", \"b\"]\n[[stage]]\nid = \"s\"\n\
                      name = \"S\"\n[[stage.question]]\nid = \"q\"\ndimension = \"d\"\n\
                      text = \"How old are you?\"\n";
    let path = "content/roles/r/interviews.toml";
    let before = sources(&[(path, interviews)]);
    assert!(!check(&before, Overrides::default()).0);
    let write = |sources: &Sources| {
        pipeline::baseline(sources, &Overrides::default(), &mut Diagnostics::default()).unwrap()
    };
    let written = write(&before);
    let after = sources(&[(path, interviews), ("check-baseline.toml", &written)]);
    let (has_site, found) = check(&after, Overrides::default());
    assert!(has_site && found.is_empty(), "{found:?}");
    assert_eq!(write(&after), written);
    // What keeps a framework from being understood can't be left out.
    let broken = sources(&[("content/roles/r/ic2.md", "## Q\n\n- Leads.\n")]);
    let mut problems = Diagnostics::default();
    assert_eq!(pipeline::baseline(&broken, &Overrides::default(), &mut problems), None);
    assert!(problems.has_errors());
}
