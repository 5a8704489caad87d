//! Words of the interface: in the reader's language, all of them, and marked where they are not.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::path::Path;

use rungs::diagnostic::{Diagnostics, text};
use rungs::pipeline::{Memory, Options, site};
use rungs::render::Site;
use rungs::source::Sources;

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
    let mut diagnostics = Diagnostics::default();
    let site = site(sources, &Options::default(), &mut Memory::default(), &mut diagnostics);
    site.unwrap_or_else(|| panic!("{}", text(sources, &diagnostics, false)))
}

fn page(site: &Site, path: &str) -> String {
    String::from_utf8(site.bytes(path).unwrap().unwrap()).unwrap()
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
fn numbers_and_days_are_said_in_the_language() {
    let step = page(&small("de-CH", &[]), "roles/pilot/ic1-to-ic2.html");
    assert!(step.contains("<html lang=\"de-CH\">"));
    assert!(step.contains("2 Erwartungen: 1 neu und 1 anders formuliert."), "{step}");
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
    let files = [
        ("themes/default/languages/ru.toml", russian),
        ("content/roles/pilot/ic1.md", &level),
        ("content/roles/pilot/ic2.md", &level),
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
    assert!(matrix.contains("<ul lang=\"fr\"><li>Vole."), "{matrix}");
    assert!(page(&site, "pages/guide.html").contains("<article class=\"body\" lang=\"fr\">"));
    let home = page(&site, "index.html");
    assert!(home.contains("href=\"roles/pilot.html\" lang=\"ar\" dir=\"rtl\">Pilot</a>"), "{home}");
    assert!(home.contains("<a href=\"pages/guide.html\" lang=\"fr\">Guide</a>"), "{home}");
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
