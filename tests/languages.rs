//! Words of the interface: in the reader's language, all of them, and marked where they are not.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use rungs::model::Edition;
use rungs::render::Site;
use rungs::source::Sources;
use support::page;

const FRAMEWORK: &str = "[[family]]\nid = \"f\"\nname = \"F\"\n[[track]]\nid = \"ic\"\n\
    name = \"IC\"\n[[track.level]]\nid = \"ic1\"\nname = \"IC1\"\n[[track.level]]\nid = \"ic2\"\n\
    name = \"IC2\"\n[[competency]]\nid = \"craft\"\nname = \"Craft\"\n";
const ROLE: &str = "title = \"Pilot\"\nfamily = \"f\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\"]\n\
    owner = \"Fleet\"\nreviewed = 2026-03-01\n";

/// A site in a language, of a small framework with `files` over it.
fn small(language: &str, files: &[(&str, &str)]) -> Site {
    let book = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
    let mut all = BTreeMap::from([
        ("book.toml", book.as_str()),
        ("content/framework.toml", FRAMEWORK),
        ("content/roles/pilot/role.toml", ROLE),
        ("content/roles/pilot/ic1.md", "## Craft\n\n- Flies.\n  - Example: at night.\n"),
        ("content/roles/pilot/ic2.md", "## Craft\n\n- Flies far.\n- Teaches.\n"),
    ]);
    all.extend(files.iter().copied());
    made(&Sources::from_texts(all))
}

fn made(sources: &Sources) -> Site {
    // All there is: scorecards too.
    support::site(sources, Edition::panel())
}

fn words(tag: &str) -> toml::Table {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("themes/default/languages/{tag}.toml"));
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The pieces of a language's words between their places, by key.
fn pieces(tables: &toml::Table) -> BTreeMap<String, Vec<String>> {
    fn gather(above: &str, table: &toml::Table, out: &mut BTreeMap<String, Vec<String>>) {
        for (key, value) in table {
            let key = format!("{above}.{key}");
            match value {
                toml::Value::Table(table) => gather(&key, table, out),
                value => {
                    let text = value.as_str().unwrap();
                    let ends = text.split('{').flat_map(|piece| match piece.split_once('}') {
                        Some((_, rest)) => [rest],
                        None => [piece],
                    });
                    out.insert(key, ends.map(|piece| bare(piece).to_owned()).collect());
                }
            }
        }
    }
    let mut out = BTreeMap::new();
    gather("", tables, &mut out);
    out
}

/// A text without what stands around it in a sentence.
fn bare(text: &str) -> &str {
    text.trim_matches([' ', '.', ',', ':', '\n'])
}

/// What a reader sees or hears: texts between tags, and attributes that are read out.
fn texts(html: &str) -> Vec<String> {
    let plain = |text: &str| {
        let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        bare(&text.replace("&amp;", "&")).to_owned()
    };
    let mut texts = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        texts.push(plain(text));
        for name in ["aria-label=\"", "data-label=\"", "title=\"", "content=\""] {
            let value = tag.split(name).nth(1).and_then(|rest| rest.split('"').next());
            texts.extend(value.map(plain));
        }
    }
    texts
}

#[test]
fn a_german_site_has_no_english_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    let book = std::fs::read_to_string(root.join("book.toml")).unwrap();
    let german = tempfile::tempdir().unwrap();
    assert!(book.contains("language = \"en-GB\""));
    let book = book.replace("language = \"en-GB\"", "language = \"de\"");
    std::fs::write(german.path().join("book.toml"), book).unwrap();
    assert!(sources.refresh(german.path(), "book.toml").unwrap());
    let site = made(&sources);

    let (english, german) = (pieces(&words("en")), pieces(&words("de")));
    let content: Vec<&str> = sources.iter().filter_map(|(_, file)| file.content.text()).collect();
    let is_telling = |word: &str| word.contains(' ') || word.chars().count() >= 6;
    let looked_for: Vec<&str> = english
        .iter()
        .flat_map(|(key, pieces)| pieces.iter().filter(|piece| !german[key].contains(piece)))
        .map(String::as_str)
        .filter(|word| is_telling(word))
        // Authors write in English here, and may say the same.
        .filter(|word| content.iter().all(|text| !text.contains(word)))
        .collect();
    assert!(looked_for.len() > 200, "{}", looked_for.len());
    let mut seen = 0;
    for path in site.paths().filter(|path| path.ends_with(".html")) {
        let html = page(&site, path);
        assert!(html.contains("<html lang=\"de\">"), "{path}");
        let texts = texts(&html);
        for word in &looked_for {
            assert!(!texts.iter().any(|text| text == word), "{path} says {word:?}");
        }
        seen += usize::from(texts.iter().any(|text| text == "Zum Inhalt springen"));
    }
    assert!(seen > 90, "{seen} pages were looked at");
}

/// The other way round: what the test above looks for is there in English.
#[test]
fn an_english_site_has_the_english_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = made(&Sources::read(root, &["book.toml", "content"]).unwrap());
    let paths = site.paths().filter(|path| path.ends_with(".html"));
    let texts: Vec<String> = paths.flat_map(|path| texts(&page(&site, path))).collect();
    for word in ["Skip to the content", "Career map", "Scorecards of", "Key performance indicators"]
    {
        assert!(texts.iter().any(|text| text.contains(word)), "{word}");
    }
}

#[test]
fn one_file_speaks_the_language_too() {
    let german = small("de-CH", &[]).single_file(None).unwrap().unwrap().html;
    assert!(german.contains("Das ganze Rahmenwerk, in einer Datei</h1>"), "{german}");
    assert!(german.contains(">Zurück zum Inhalt</a>") && german.contains("IC1 zu IC2"), "{german}");
    let hebrew = small("he", &[]).single_file(None).unwrap().unwrap().html;
    assert!(hebrew.contains("<html lang=\"he\" dir=\"rtl\">"), "{hebrew}");
    assert!(hebrew.contains("<h1 lang=\"en\">The whole framework, in one file</h1>"), "{hebrew}");
}

#[test]
fn numbers_and_days_are_said_in_the_language() {
    let step = page(&small("de-CH", &[]), "roles/pilot/ic1-to-ic2.html");
    assert!(step.contains("<html lang=\"de-CH\">"));
    assert!(step.contains("2 Erwartungen: 1 neu und 1 geändert."), "{step}");
    assert!(step.contains("durchgesehen am <time datetime=\"2026-03-01\">1. März 2026</time>"));
    // German words need no mark on a Swiss site.
    assert!(!step.contains("lang=\"de\""));
}

#[test]
fn a_theme_changes_words_and_adds_languages() {
    let own = "[site]\nroles = \"Berufe\"\n";
    let site = small("de-CH", &[("themes/default/languages/de-CH.toml", own)]);
    let home = page(&site, "index.html");
    assert!(home.contains(">Berufe</a>") && home.contains(">Fähigkeiten</a>"), "{home}");

    let russian = "[step]\nunchanged = { one = \"{count} строка\", few = \"{count} строки\", \
                   many = \"{count} строк\", other = \"{count} строки\" }\n";
    let lines: String = (0..5).map(|n| format!("- Делает дело номер {n} до конца.\n")).collect();
    let level = format!("## Craft\n\n{lines}");
    let why = "a step without changes is what this test is about";
    let same = format!("+++\nallow = {{ no-differentiation = \"{why}\" }}\n+++\n{level}");
    let files = [
        ("themes/default/languages/ru.toml", russian),
        ("content/roles/pilot/ic1.md", &level),
        ("content/roles/pilot/ic2.md", &same),
    ];
    let step = page(&small("ru", &files), "roles/pilot/ic1-to-ic2.html");
    assert!(step.contains(">5 строк</summary>"), "{step}");
    // What the file lacks stays English, forms of numbers included.
    assert!(step.contains("Of 5 expectations, 5 stay."), "{step}");
}

#[test]
fn the_readmes_example_works() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let section = readme.split("## Your own language").nth(1).unwrap();
    let example = section.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let site = small("de-CH", &[("themes/default/languages/de-CH.toml", example)]);
    assert!(page(&site, "roles/pilot/ic1.html").contains("<b>Beurteilungsbogen</b>"));
}

#[test]
fn words_in_another_language_say_so() {
    let dutch = page(&small("nl", &[]), "roles/pilot/ic1.html");
    assert!(dutch.contains("<html lang=\"nl\">"));
    assert!(dutch.contains("<a class=\"skip\" href=\"#_main\" lang=\"en\">Skip"), "{dutch}");
    assert!(dutch.contains("<summary lang=\"en\">For example</summary>"), "{dutch}");
}

#[test]
fn a_part_in_another_language_says_so() {
    let role = format!("language = \"ar\"\n{ROLE}");
    let level = "+++\nlanguage = \"fr\"\ntagline = \"Vole loin.\"\n+++\n## Craft\n\n- Vole.\n";
    let guide = "+++\ntitle = \"Guide\"\nlanguage = \"fr\"\n+++\nLire.\n";
    let site = small(
        "en",
        &[
            ("content/roles/pilot/role.toml", &role),
            ("content/roles/pilot/ic2.md", level),
            ("content/pages/guide.md", guide),
        ],
    );
    let arabic = page(&site, "roles/pilot/ic1.html");
    assert!(arabic.contains("<html lang=\"en\">"));
    assert!(arabic.contains("<ul class=\"lines\" lang=\"ar\" dir=\"rtl\">"), "{arabic}");
    assert!(arabic.contains("<summary lang=\"en\">For example</summary>"), "{arabic}");
    let french = page(&site, "roles/pilot/ic2.html");
    assert!(french.contains("<ul class=\"lines\" lang=\"fr\">"), "{french}");
    let matrix = page(&site, "roles/pilot.html");
    assert!(matrix.contains("<h1 lang=\"ar\" dir=\"rtl\">Pilot"), "{matrix}");
    assert!(matrix.contains("<ul lang=\"ar\" dir=\"rtl\"><li>Flies."), "{matrix}");
    let vole =
        "<ul lang=\"fr\"><li class=\"new\"><span class=\"tag new\" lang=\"en\">new</span> Vole.";
    assert!(matrix.contains(vole), "{matrix}");
    assert!(page(&site, "pages/guide.html").contains("<article class=\"body\" lang=\"fr\">"));
    let home = page(&site, "index.html");
    assert!(home.contains("href=\"roles/pilot.html\" lang=\"ar\" dir=\"rtl\">Pilot</a>"), "{home}");
    assert!(home.contains("<a href=\"pages/guide.html\" lang=\"fr\">Guide</a>"), "{home}");
}

#[test]
fn a_level_in_another_language_than_its_role_says_so() {
    let level = "+++\nlanguage = \"fr\"\n+++\n## Craft\n\n- Vole.\n";
    let site = small("en", &[("content/roles/pilot/ic2.md", level)]);
    let new = "<li class=\"new\"><span class=\"tag new\" lang=\"en\">new</span> ";
    let matrix = page(&site, "roles/pilot.html");
    assert!(matrix.contains(&format!("<ul lang=\"fr\">{new}Vole.")), "{matrix}");
    assert!(matrix.contains("<ul><li>Flies."), "{matrix}");
    let step = page(&site, "roles/pilot/ic1-to-ic2.html");
    assert!(step.contains(&format!("<ul class=\"changes\" lang=\"fr\">\n{new}<div>")), "{step}");
    assert!(step.contains("<del lang=\"en\">Flies.</del>"), "{step}");
    let card = page(&site, "roles/pilot/ic1-scorecard.html");
    let ticks = "<ul class=\"ticks\" lang=\"fr\"><li><label><input type=\"checkbox\" value=\"1\"> \
                 <span>Vole.";
    assert!(card.contains(ticks), "{card}");
}

#[test]
fn a_site_from_right_to_left_says_so() {
    let home = page(&small("he", &[]), "index.html");
    assert!(home.contains("<html lang=\"he\" dir=\"rtl\">"), "{home}");
}

#[test]
fn a_template_that_leaves_a_place_empty_is_told() {
    let own = "{{ words.levels.of_role | fill(rolle=page.title) }}";
    let site = small("en", &[("themes/default/templates/map.html", own)]);
    let error = site.bytes("map.html").unwrap().unwrap_err();
    assert!(error.message.contains("nothing fills `{role}`"), "{error:?}");
    assert_eq!(error.help.as_deref(), Some("Write `fill(role=…)`"));
}

/// Files of a folder and of those in it, by path.
fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let all = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths = all.map(|entry| entry.path().display().to_string());
    let paths = paths.filter(|path| path.ends_with(end) && !path.contains("/vendor/"));
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// A text without what stands between two marks.
fn without(text: &str, (open, close): (&str, &str)) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once(close).map_or("", |(_, rest)| rest));
    rest.fold(first, |text, part| text + part)
}

#[test]
fn no_template_has_a_word_of_its_own() {
    let templates = files("themes", ".html");
    assert!(templates.len() > 14, "{}", templates.len());
    for (path, text) in templates {
        let kind = ("{% block kind %}", "{% endblock kind %}");
        let tags = [kind, ("<!--", "-->"), ("{#", "#}"), ("{{", "}}"), ("{%", "%}")];
        let bare = tags.iter().fold(text, |text, tags| without(&text, *tags));
        for part in bare.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or(("", part));
            assert!(!text.contains(char::is_alphabetic), "{path} says {text:?}");
            for name in
                ["aria-label", "aria-description", "title", "placeholder", "alt", "data-label"]
            {
                let value = tag.split(&format!(" {name}=\"")).nth(1);
                let value = value.and_then(|rest| rest.split('"').next()).unwrap_or_default();
                assert!(!value.contains(char::is_alphabetic), "{path}: {name}={value:?}");
            }
        }
    }
}

/// Texts between quotation marks, outside of comments and tests.
fn literals(code: &str) -> Vec<&str> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    // What panics is told to nobody who reads pages.
    let is_told = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("expect(");
    let lines = code.lines().filter(is_told);
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn no_script_and_no_context_has_a_sentence_of_its_own() {
    let scripts = files("themes", ".js");
    let contexts = files("src/render/context", ".rs");
    assert!(scripts.len() > 3 && contexts.len() > 20);
    for (path, code) in scripts.iter().chain(&contexts) {
        let code = without(code, ("class: \"", "\""));
        for text in literals(&code).into_iter().filter(|text| *text != "use strict") {
            let is_told = text.starts_with(char::is_uppercase)
                && text.chars().nth(1).is_some_and(char::is_lowercase)
                && text.contains(' ');
            let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
            let count = text.split(' ').filter(is_word).count();
            assert!(!is_told && count < 2, "{path} says {text:?}");
        }
    }
}

#[test]
fn every_word_is_said_somewhere() {
    let told = |end| files("themes", end).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let (templates, scripts) = (told(".html").concat(), told(".js"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sentences = std::fs::read_to_string(root.join("src/render/words/sentences.rs")).unwrap();
    let tokens: Vec<&str> = sentences.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (table, words) in words("en") {
        // Tables that are looked into by a word of the content.
        let is_vocabulary = templates.contains(&format!("words.{table}["))
            || templates.contains(&format!("in words.{table} "))
            || sentences.contains(&format!("{}: Labels", table.replace('-', "_")));
        for word in words.as_table().unwrap().keys().filter(|_| !is_vocabulary) {
            let way = format!("words.{table}.{word}");
            let mut ends = templates.split(&way).skip(1);
            let is_in_a_template =
                ends.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
            // A script may say the table once, and what several words begin with.
            let start = word.split('_').next().unwrap_or_default();
            let is_in_a_script = scripts.iter().any(|script| {
                let has = |text: String| script.contains(&text);
                let ways = [format!("\"{word}\""), format!(" {word}: "), format!("`{start}_${{")];
                let is_short = ways.into_iter().any(&has);
                has(format!("\"{table}.{word}\"")) || has(format!("`{table}.${{")) && is_short
            });
            let is_told = is_in_a_template || is_in_a_script || tokens.contains(&word.as_str());
            assert!(is_told, "nothing says {way}");
        }
    }
}

#[test]
fn every_word_of_a_template_is_in_the_language_file() {
    let english = words("en");
    for (path, text) in files("themes", ".html") {
        for way in
            text.split([' ', '(', '{', '!', '=']).filter_map(|word| word.strip_prefix("words."))
        {
            let end = way.find(|c: char| !c.is_alphanumeric() && !"_.-".contains(c));
            let way = &way[..end.unwrap_or(way.len())];
            let mut found = Some(&toml::Value::Table(english.clone())).cloned();
            for part in way.trim_end_matches('.').split('.') {
                found = found.and_then(|table| table.get(part).cloned());
            }
            assert!(found.is_some(), "{path}: {way}");
        }
    }
}

#[test]
fn every_word_of_a_comparison_is_in_the_language_file() {
    let english = words("en");
    let scripts = ["step.js", "compare.js"].map(|name| (name, asset(name)));
    let tables = ["list", "levels", "step", "change", "compare_script"];
    let mut found = 0;
    for (name, code) in &scripts {
        for way in literals(code) {
            let Some((table, word)) = way.split_once('.') else { continue };
            let is_word = word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if tables.contains(&table) && is_word {
                found += 1;
                let has = english.get(table).is_some_and(|table| table.get(word).is_some());
                assert!(has, "{name}: {way}");
            }
        }
    }
    assert!(found > 50, "{found} words");
}

fn asset(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The debrief's scripts say words by the names of ratings, kinds and fields.
#[test]
fn every_word_of_a_debrief_is_said_and_in_the_language_file() {
    let english = words("en");
    let table = english["debrief_script"].as_table().unwrap();
    let code = ["panel.js", "decision.js", "debrief.js"].map(asset).concat();
    let mut found = 0;
    for call in ["say(\"", "problem(\"", "refused(\"", "\"debrief_script."] {
        for way in code.split(call).skip(1) {
            let word = way.split('"').next().unwrap_or_default();
            assert!(table.contains_key(word), "no debrief_script.{word}");
            found += 1;
        }
    }
    assert!(found > 80, "{found} words");
    for word in table.keys() {
        let end = word.strip_prefix("lacks_").unwrap_or(word);
        let is_said = code.contains(&format!("\"{end}\""))
            || code.contains(&format!("\"debrief_script.{end}\""))
            || code.contains(&format!("{{ at: \"{end}\""));
        assert!(is_said, "nothing says debrief_script.{word}");
    }
}
