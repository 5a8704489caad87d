//! Each subcommand as a user meets it: the whole of both streams, and the exit code.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs;
use std::process::Stdio;

use support::Project;

/// Runs a command and writes down all of what came of it. Times are left out, and the project's
/// folder is called `[ROOT]`.
fn told(project: &Project, args: &[&str]) -> String {
    let output = project.rungs(args);
    let text = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap().replace('\\', "/");
        let root = project.root().canonicalize().unwrap();
        let text = text.replace(&root.to_string_lossy().replace('\\', "/"), "[ROOT]");
        timeless(&text.replace(&project.root().to_string_lossy().replace('\\', "/"), "[ROOT]"))
    };
    format!(
        "$ rungs {}\nexit {}\n--- stdout\n{}--- stderr\n{}",
        args.join(" "),
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr)
    )
}

/// `in 0.08 s` is another number each time.
fn timeless(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']);
    let is_time = |word: &str| word.trim().parse::<f64>().is_ok() && word.contains('.');
    words.map(|word| if is_time(word) { "[TIME] " } else { word }).collect()
}

macro_rules! snapshot {
    ($text:expr, @$expected:literal) => {
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!($text, @$expected);
        })
    };
}

#[test]
fn help_and_version() {
    let project = Project::empty();
    insta::assert_snapshot!("help", told(&project, &["--help"]));
    for command in
        ["init", "build", "serve", "check", "explain", "diff", "validate", "export", "import"]
    {
        insta::assert_snapshot!(format!("help_{command}"), told(&project, &[command, "--help"]));
    }
    let version = project.rungs(&["--version"]).stdout;
    let expected = concat!("rungs ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8(version).unwrap(), expected);
}

#[test]
fn a_framework_goes_out_as_a_list() {
    let project = Project::sample();
    let told = |args: &[&str]| {
        let output = project.rungs(args);
        assert!(output.status.success(), "{output:?}");
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let path = "content/roles/software-engineer/ic2.md";
    let own = "- Splits work";
    project.edit(path, own, &format!("- =1+1, \"so\" {{audience=internal}}\n{own}"));
    let (list, notes) = told(&["export", "csv"]);
    assert!(list.starts_with("Role,Level,Level title,Pillar,Competency,Behaviour,Examples\r\n"));
    assert!(list.contains(",\"'=1+1, \"\"so\"\"\",\r\n"), "{list}");
    assert!(notes.contains("have no place in csv; json has all"), "{notes}");
    let (public, _) = told(&["export", "csv", ".", "--edition", "public"]);
    assert!(!public.contains("=1+1") && public.lines().count() + 1 == list.lines().count());
    let (_, notes) = told(&["export", "json", "--out", "framework.json"]);
    assert_eq!(notes, "wrote framework.json\n");
    told(&["build", ".", "--out", "site"]);
    assert_eq!(project.read("framework.json"), project.read("site/framework.json"));
    let broken = project.rungs(&["export", "csv", "--edition", "partners"]);
    assert_eq!((broken.status.code(), broken.stdout), (Some(1), Vec::new()));
}

/// A theme whose footer quotes a competency that only some may read.
fn leaking() -> Project {
    let project = Project::sample();
    let path = "content/framework.toml";
    let pay = "\n[[competency]]\nid = \"pay-bands\"\nname = \"Pay bands\"\naudience = \"internal\"\n\
               summary = \"Knows the bands and the money left in each of them.\"\n";
    project.write(path, &(project.read(path) + pay));
    let template = "{% extends \"default/404.html\" %}\n{% block main %}\n\
                    <h1>x</h1><p>The <b>money</b> left in each of th&#101;m</p>\n{% endblock main %}\n";
    project.write("themes/default/templates/404.html", template);
    let book = project.read("book.toml") + "\n[check]\nallow = [\"orphan-competency\"]\n";
    project.write("book.toml", &book);
    project
}

#[test]
fn an_edition_that_would_tell_too_much_is_not_published() {
    let project = leaking();
    assert!(project.rungs(&["build", "--out", "out", "--edition", "internal"]).status.success());
    let before = project.files("out");
    insta::assert_snapshot!(
        "leak",
        told(&project, &["build", "--out", "out", "--edition", "public"])
    );
    assert!(project.files("out") == before, "nothing is touched");
    assert!(!project.path("new").exists());
    let new = project.rungs(&["build", "--out", "new", "--edition", "public"]);
    assert_eq!((new.status.code(), project.path("new").exists()), (Some(1), false));
}

#[test]
fn editions_are_declared_in_book_toml() {
    let project = Project::sample();
    insta::assert_snapshot!("unknown_edition", told(&project, &["build", "--edition", "pubic"]));
    let book = project.read("book.toml");
    let edition =
        "\n[edition.agency]\naudiences = [\"public\", \"panel\"]\ntitle = \"For our agency\"\n";
    project.write("book.toml", &(book + edition));
    let built = project.rungs(&["build", "--edition", "agency", "--out", "agency"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let home = project.read("agency/index.html");
    assert!(home.contains("<title>For our agency") && home.contains("noindex"), "{home}");
    assert!(!project.path("agency/sitemap.xml").exists());
    let served = project.rungs(&["build", "--edition", "internal", "--single-file", "a.html"]);
    assert!(served.status.success());
}

#[test]
fn a_framework_is_started_checked_and_built() {
    let project = Project::empty();
    snapshot!(told(&project, &["init", "careers"]), @r"
    $ rungs init careers
    exit 0
    --- stdout
    --- stderr
    started a framework in careers

    next:
      rungs serve careers --open    see it while you write
      rungs check careers           find every problem
    ");
    snapshot!(told(&project, &["check", "careers", "--strict"]), @r"
    $ rungs check careers --strict
    exit 0
    --- stdout
    --- stderr
    no problems in 13 files
    ");
    let built = told(&project, &["build", "careers"]);
    assert!(
        built.contains("exit 0") && built.contains(" into careers/site in [TIME] s"),
        "{built}"
    );
    snapshot!(told(&project, &["init", "careers"]), @r"
    $ rungs init careers
    exit 2
    --- stdout
    --- stderr
    error: `careers` has contents already: .github
    help: name a new folder
    ");
    fs::create_dir(project.path("repository")).unwrap();
    fs::create_dir(project.path("repository/.git")).unwrap();
    assert!(project.rungs(&["init", "repository"]).status.success(), "a fresh repository is fine");
    assert!(project.path("repository/.github/workflows/pages.yml").exists());
    assert!(project.path("repository/.gitignore").exists());
}

#[test]
fn the_wrong_folder() {
    let project = Project::empty();
    snapshot!(told(&project, &["build"]), @r"
    $ rungs build
    exit 2
    --- stdout
    --- stderr
    error: `.` is not a framework: it has no book.toml
    help: `rungs init DIR` starts a framework
    ");
    snapshot!(told(&project, &["check", "nowhere"]), @r"
    $ rungs check nowhere
    exit 2
    --- stdout
    --- stderr
    error: there is no folder `nowhere`
    help: `rungs init nowhere` starts a framework there
    ");
    let sample = Project::sample();
    snapshot!(told(&sample, &["build", "content"]), @r"
    $ rungs build content
    exit 2
    --- stdout
    --- stderr
    error: `content` is not a framework: it has no book.toml
    help: there is one in `[ROOT]`
    ");
    snapshot!(told(&sample, &["build", "--out", "."]), @r"
    $ rungs build --out .
    exit 2
    --- stdout
    --- stderr
    error: `.` holds what the site is made from
    help: name a folder of its own, e.g. `--out site`
    ");
    snapshot!(told(&sample, &["build", "--out", "content"]), @r"
    $ rungs build --out content
    exit 2
    --- stdout
    --- stderr
    error: `content` holds what the site is made from
    help: name a folder of its own, e.g. `--out site`
    ");
    snapshot!(told(&sample, &["frobnicate"]), @r"
    $ rungs frobnicate
    exit 2
    --- stdout
    --- stderr
    error: unrecognized subcommand 'frobnicate'

    Usage: rungs <COMMAND>

    For more information, try '--help'.
    ");
}

/// Two errors and a warning.
fn broken() -> Project {
    let project = Project::sample();
    let role = "content/roles/software-engineer/role.toml";
    project.edit(role, "track = \"ic\"", "track = \"icc\"");
    project.edit(role, "owner =", "onwer =");
    project
}

#[test]
fn every_problem_is_told() {
    let project = broken();
    insta::assert_snapshot!("check_text", told(&project, &["check"]));
    insta::assert_snapshot!("check_json", told(&project, &["check", "--format", "json"]));
    insta::assert_snapshot!("check_github", told(&project, &["check", "--format", "github"]));
    insta::assert_snapshot!("build_errors", told(&project, &["build"]));
    assert!(!project.path("site").exists());
    for line in
        String::from_utf8(project.rungs(&["check", "--format", "json"]).stdout).unwrap().lines()
    {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        let expected = ["code", "column", "file", "help", "line", "message", "severity"];
        let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, expected);
    }
}

#[test]
fn a_slip_in_the_book_hides_nothing_else() {
    let project = broken();
    project.edit("book.toml", "title =", "titel =");
    let told = told(&project, &["check", "--format", "json"]);
    assert!(told.contains("`titel`") && told.contains("`icc`"), "{told}");
    assert!(!told.contains("missing-framework"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let project = Project::sample();
    fs::rename(project.path("content"), project.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", project.path("content")).unwrap();
    let told = told(&project, &["check", "--format", "github"]);
    assert!(told.starts_with("$ rungs check --format github\nexit 1\n"), "{told}");
    assert!(told.contains("::error file=content,line=1,col=1,title=symbolic-link::"), "{told}");
}

#[test]
fn marks_for_github_name_files_from_where_the_command_ran() {
    let project = Project::empty();
    assert!(project.rungs(&["init", "our/careers"]).status.success());
    project.write("our/careers/content/notes.md", "x");
    for folder in ["our/careers", "./our/careers/"] {
        let told = told(&project, &["check", folder, "--format", "github"]);
        assert!(told.contains("::warning file=our/careers/content/notes.md,line=1,"), "{told}");
    }
}

#[test]
fn warnings_fail_only_what_is_strict() {
    let project = Project::sample();
    project.write("content/notes/ideas.md", "x");
    assert_eq!(project.rungs(&["check"]).status.code(), Some(0));
    assert_eq!(project.rungs(&["check", "--strict"]).status.code(), Some(1));
    let built = told(&project, &["build"]);
    assert!(built.contains("exit 0") && built.ends_with("(1 warning)\n"), "{built}");
}

#[test]
fn explanations() {
    let project = Project::empty();
    let all = project.rungs(&["explain"]);
    assert!(all.status.success());
    let all = String::from_utf8(all.stdout).unwrap();
    assert!(all.lines().count() > 20 && all.contains("unknown-level"), "{all}");
    insta::assert_snapshot!("explain", told(&project, &["explain", "unknown-level"]));
    snapshot!(told(&project, &["explain", "unknwn-level"]), @r"
    $ rungs explain unknwn-level
    exit 2
    --- stdout
    --- stderr
    error: no problem has the code `unknwn-level`
    help: did you mean `unknown-level`?
    ");
}

#[test]
fn a_step_as_text_markdown_and_data() {
    let project = Project::sample();
    let (from, to) = ("software-engineer/ic2", "software-engineer/ic3");
    insta::assert_snapshot!("diff_text", told(&project, &["diff", from, to]));
    insta::assert_snapshot!(
        "diff_markdown",
        told(&project, &["diff", from, to, "--format", "markdown"])
    );
    let json = project.rungs(&["diff", from, to, ".", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json["from"], &json["to"]), (&from.into(), &to.into()));
    let competencies = json["competencies"].as_array().unwrap();
    let of = |id: &str| competencies.iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(of("planning-horizon")["group"], "attributes");
    assert_eq!(of("planning-horizon")["pairs"][0]["kind"], "reworded");
    assert_eq!(of("ownership")["group"], "results");
    for one in competencies {
        let length = |list: &str| one[list].as_array().unwrap().len();
        for pair in one["pairs"].as_array().unwrap() {
            let place = |side: &str| usize::try_from(pair[side].as_u64().unwrap()).unwrap();
            assert!(place("from") < length("from_items") && place("to") < length("to_items"));
        }
    }
}

#[test]
fn a_step_says_why_a_level_is_silent() {
    let project = Project::sample();
    project.edit(
        "content/roles/software-engineer/ic3.md",
        "## ",
        "## Made up\n\n### Foresight {not-written}\n\n## ",
    );
    project.edit(
        "content/roles/software-engineer/ic2.md",
        "## ",
        "## Made up\n\n### Foresight\n\n- Looks a month ahead.\n\n## ",
    );
    let framework = project.read("content/framework.toml");
    let made_up = "[[pillar]]\nid = \"made-up\"\nname = \"Made up\"\n\n[[competency]]\nid = \"foresight\"\n\
                   name = \"Foresight\"\npillar = \"made-up\"\n";
    project.write("content/framework.toml", &format!("{framework}\n{made_up}"));
    let (low, high) = ("software-engineer/ic2", "software-engineer/ic3");
    let up = told(&project, &["diff", low, high]);
    assert!(up.contains("Foresight (not written yet at IC3)\n") && !up.contains("a month"), "{up}");
    let down = told(&project, &["diff", high, low]);
    assert!(down.contains("Foresight (not written yet at IC3)\n  + Looks a month"), "{down}");
}

#[test]
fn levels_that_are_not_there() {
    let project = Project::sample();
    let to = "software-engineer/ic3";
    snapshot!(told(&project, &["diff", "ic2", to]), @r"
    $ rungs diff ic2 software-engineer/ic3
    exit 2
    --- stdout
    --- stderr
    error: `ic2` doesn't say which role
    help: write role/level: `software-engineer/ic2`
    ");
    snapshot!(told(&project, &["diff", "software-engineer", to]), @r"
    $ rungs diff software-engineer software-engineer/ic3
    exit 2
    --- stdout
    --- stderr
    error: `software-engineer` doesn't say which role
    help: write role/level: `software-engineer/ic2`, `software-engineer/ic3`, `software-engineer/ic4`
    ");
    snapshot!(told(&project, &["diff", "software-enginer/ic2", to]), @r"
    $ rungs diff software-enginer/ic2 software-engineer/ic3
    exit 1
    --- stdout
    --- stderr
    error: no role is called `software-enginer`
    help: did you mean `software-engineer`?
    ");
    snapshot!(told(&project, &["diff", "software-engineer/ic22", to]), @r"
    $ rungs diff software-engineer/ic22 software-engineer/ic3
    exit 1
    --- stdout
    --- stderr
    error: `software-engineer` has no level `ic22`
    help: did you mean `ic2`?
    ");
    snapshot!(told(&broken(), &["diff", "a/b", to]).lines().take(2).collect::<Vec<_>>().join("\n"), @r"
    $ rungs diff a/b software-engineer/ic3
    exit 1
    ");
}

#[test]
fn missing_ids_are_written_once_and_nothing_else_changes() {
    let project = Project::sample();
    let level = "content/roles/software-engineer/ic2.md";
    let shared = "content/shared/everyone/ic3.md";
    let text = project.read(level);
    let bare =
        text.replace(" {#scope-of-work}", "").replace(" {#splits-work}", " {audience=internal}");
    project.write(level, &format!("\u{feff}{}", bare.replace('\n', "\r\n")));
    project.edit(shared, " {#onboards}", "");
    snapshot!(told(&project, &["check", "--write-ids"]), @r"
    $ rungs check --write-ids
    exit 0
    --- stdout
    --- stderr
    wrote 3 ids into 2 files
    no problems in 13 files
    ");
    let expected =
        text.replace("{#scope-of-work}", "{#a-feature-or-a-part-of-a-larger-one}").replace(
            "{#splits-work}",
            "{#splits-work-into-steps-that-can-be-reviewed-in-a audience=internal}",
        );
    assert_eq!(project.read(level), format!("\u{feff}{}", expected.replace('\n', "\r\n")));
    assert!(
        project
            .read(shared)
            .contains("first release. {#brings-a-new-colleague-to-their-first-release}\n")
    );
    let before = project.files("content");
    snapshot!(told(&project, &["check", "--write-ids"]), @r"
    $ rungs check --write-ids
    exit 0
    --- stdout
    --- stderr
    every behaviour has an id
    no problems in 13 files
    ");
    assert_eq!(project.files("content"), before);
}

#[test]
fn a_foreign_framework_becomes_content() {
    let project = Project::empty();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/harbour-markdown");
    let run = |out: &str| {
        let args = ["import", fixture, "--out", out, "--report", "report.json"];
        told(&project, &args).replace(&fixture.replace('\\', "/"), "[FIXTURE]")
    };
    insta::assert_snapshot!("import", run("pilots"));
    let report: serde_json::Value = serde_json::from_str(&project.read("report.json")).unwrap();
    assert_eq!(report["totals"]["unaccounted"], 0);
    assert_eq!(project.rungs(&["check", "pilots"]).status.code(), Some(0));
    snapshot!(run("pilots"), @r"
    $ rungs import [FIXTURE] --out pilots --report report.json
    exit 2
    --- stdout
    --- stderr
    error: `pilots` is there already
    help: name a new folder with `--out`
    ");
    snapshot!(told(&project, &["import", "pilots", "--out", "x", "--from", "word"]), @r"
    $ rungs import pilots --out x --from word
    exit 2
    --- stdout
    --- stderr
    error: invalid value 'word' for '--from <FORMAT>'
      [possible values: dropbox-html, ft-yaml, monzo-markdown, engineering-ladders, spreadsheet, role-pages, blueprint, text-levels, markdown-levels]

    For more information, try '--help'.
    ");
}

/// Colours are for terminals; a test has none. Asked for them, it gets them.
#[test]
fn colours_reach_only_who_wants_them() {
    let project = broken();
    assert!(!told(&project, &["check"]).contains('\u{1b}'));
    let colourful = project.command(&["check"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(colourful.stdout).unwrap().contains('\u{1b}'));
    let plain = project.command(&["check"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8(plain.stdout).unwrap().contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let project = Project::sample();
    for args in [&["explain"][..], &["--help"], &["check"]] {
        let mut command = project.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
    }
}

#[test]
fn records_of_debriefs_are_validated() {
    let project = Project::empty();
    let saved = include_str!("record/debrief.json");
    project.write("debrief.json", saved);
    project.write("silent.json", &saved.replacen("The second path was wrong.", " ", 1));
    project.write("doubled.json", &saved.replacen("00000000abc1", "00000000abc0", 1));
    project.write("newer.json", &saved.replacen("\"version\": 1", "\"version\": 2", 1));
    let files = ["validate", "debrief.json", "silent.json", "doubled.json", "newer.json"];
    snapshot!(told(&project, &files), @r"
    $ rungs validate debrief.json silent.json doubled.json newer.json
    exit 1
    --- stdout
    debrief.json: debrief, offer: IC3 Pilot; C-014, 2 scorecards
    --- stderr
    error: silent.json: `decision` lacks a reason for the agreed rating of `threats`
    help: it must be as the debrief page saves it; debrief.schema.json has its form
    error: doubled.json: `files` has `9f1c2d3e-0000-4000-8000-00000000abc0` twice
    help: it must be as the debrief page saves it; debrief.schema.json has its form
    error: newer.json: the file has version 2 of the format, and only 1 is known
    help: it must be as the debrief page saves it; debrief.schema.json has its form
    ");
}

#[test]
fn saved_scorecards_are_validated() {
    let project = Project::empty();
    let sealed = include_str!("record/sealed.json");
    project.write("sealed.json", sealed);
    project.write("changed.json", &sealed.replacen("Named two", "Named ten", 1));
    project.write("cut.json", &sealed[..900]);
    project.write("more.json", &sealed.replacen("\"revision\"", "\"extra\": 1, \"revision\"", 1));
    snapshot!(told(&project, &["validate", "sealed.json", "more.json"]), @r"
    $ rungs validate sealed.json more.json
    exit 0
    --- stdout
    sealed.json: sealed B5BS-MQXP, revision 1: IC3 Pilot, Deep dive; C-014 by Ada Nübel-Öst
    more.json: sealed B5BS-MQXP, revision 1: IC3 Pilot, Deep dive; C-014 by Ada Nübel-Öst
    --- stderr
    warning: more.json: `extra` is unknown and left out
    ");
    snapshot!(told(&project, &["validate", "changed.json", "cut.json", "sealed.json"]), @r"
    $ rungs validate changed.json cut.json sealed.json
    exit 1
    --- stdout
    sealed.json: sealed B5BS-MQXP, revision 1: IC3 Pilot, Deep dive; C-014 by Ada Nübel-Öst
    --- stderr
    error: changed.json: `seal` is wrong: the file was changed after it was sealed
    help: ask its writer for the file again, and compare its code with the one they posted
    error: cut.json:37:6: EOF while parsing a value
    help: it must be as a scorecard's page saves it; scorecard.schema.json has its form
    ");
    snapshot!(told(&project, &["validate", "none.json", "sealed.json"]), @r"
    $ rungs validate none.json sealed.json
    exit 2
    --- stdout
    sealed.json: sealed B5BS-MQXP, revision 1: IC3 Pilot, Deep dive; C-014 by Ada Nübel-Öst
    --- stderr
    error: none.json: No such file or directory (os error 2)
    help: name files that can be read
    ");
}

#[test]
fn rules_are_set_on_the_command_line() {
    let project = Project::empty();
    project.rungs(&["init", "careers"]);
    insta::assert_snapshot!(
        "rules_unknown",
        told(&project, &["check", "careers", "--deny", "vage-word"])
    );
    insta::assert_snapshot!(
        "rules_fixed",
        told(&project, &["check", "careers", "--warn", "missing-key"])
    );
    insta::assert_snapshot!(
        "rules_twice",
        told(&project, &["check", "careers", "--deny", "compound", "--note", "compound"])
    );
}

#[test]
fn a_baseline_is_written_and_shrinks() {
    let project = Project::empty();
    project.rungs(&["init", "careers"]);
    let level = project.root().join("careers/content/roles/software-engineer/ic2.md");
    let before = fs::read_to_string(&level).unwrap();
    fs::write(&level, before.replacen("\n- ", "\n- Works effectively. {#works}\n- ", 1)).unwrap();
    insta::assert_snapshot!(
        "baseline_before",
        told(&project, &["check", "careers", "--deny", "vague-word"])
    );
    insta::assert_snapshot!(
        "baseline_written",
        told(&project, &["check", "careers", "--write-baseline"])
    );
    insta::assert_snapshot!(
        "baseline_after",
        told(&project, &["check", "careers", "--deny", "vague-word"])
    );
    fs::write(&level, before).unwrap();
    insta::assert_snapshot!("baseline_stale", told(&project, &["check", "careers", "--strict"]));
    insta::assert_snapshot!(
        "baseline_ignored",
        told(&project, &["check", "careers", "--no-baseline"])
    );
}
