use std::collections::BTreeSet;
use std::path::Path;

use super::super::media_kind;
use super::*;
use crate::diagnostic::Diagnostics;
use crate::model::{self, Edition};
use crate::parse;
use crate::render::{self, Site};

fn sample() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Sources::read(root, &["book.toml", "content"]).unwrap()
}

fn site(sources: &Sources) -> Site {
    let mut found = Diagnostics::default();
    let book = parse::book(sources, &mut found).unwrap();
    let readers = parse::Readers::default();
    let mut memory = parse::Memory::default();
    let documents = parse::documents(sources, Some(&book), &readers, &mut memory, &mut found);
    let framework = model::assemble(documents, &mut model::Memory::default(), &mut found).unwrap();
    render::site(sources, book, framework, &Edition::panel(), &Texts::default(), &mut found)
        .unwrap()
}

/// A hidden name is not a leak where pages have the word of their own accord: all of those words
/// are known.
#[test]
fn the_words_of_pages_and_data_are_known() {
    let sources = sample();
    let site = site(&sources);
    let book = parse::book(&sources, &mut Diagnostics::default()).unwrap();
    let texts = parse::texts(&sources, &book, &[]);
    let carried = texts.carried.iter().map(|piece| piece.text.clone());
    let said: Vec<u8> = carried
        .chain(theme::built_in_texts().map(str::to_owned))
        .chain(sources.iter().map(|(_, file)| file.path.to_string()))
        .chain(std::iter::once(own_words::all()))
        .chain(std::iter::once(site.said().join(" ")))
        .flat_map(|text| letters(&text).letters.into_iter().chain([b'.']))
        .collect();
    let said = String::from_utf8(said).unwrap();
    let is_read = |path: &&str| {
        let is_schema = path.ends_with(".schema.json");
        media_kind(path).starts_with("text/") || path.ends_with(".json") && !is_schema
    };
    let mut unknown = BTreeSet::new();
    for path in site.paths().filter(is_read) {
        let page = String::from_utf8(site.bytes(path).unwrap().unwrap()).unwrap();
        // What a hash looks like is no word.
        let mut parts = page.split("'sha256-");
        let first = parts.next().into_iter();
        let parts = first.chain(parts.filter_map(|part| Some(part.split_once('\'')?.1)));
        unknown.extend(parts.flat_map(|part| words_of(part.as_bytes())));
    }
    unknown.retain(|word| !said.contains(word));
    assert!(unknown.is_empty(), "own_words.rs lacks {unknown:?}");
}

fn words_of(bytes: &[u8]) -> BTreeSet<String> {
    let mut all = Letters::default();
    all.read(&decode(bytes), View::All);
    let mut words = BTreeSet::new();
    let mut start = 0;
    for at in 1..=all.letters.len() {
        if all.are_words(at, at) {
            let word = &all.letters[start..at];
            // Paths of drawings have digits.
            if word.len() >= LEAST && word.iter().all(u8::is_ascii_alphabetic) {
                words.insert(String::from_utf8(word.to_vec()).unwrap());
            }
            start = at;
        }
    }
    words
}

/// A withheld text in as many ways as it may get out; the guard sees each.
#[test]
fn a_planted_text_is_found_however_it_is_written() {
    use base64::Engine as _;
    const TEXT: &str =
        "Führt \"stille\" Gespräche über <Größe> & Gehalt, bevor C:\\neu jemand kündigt.";
    let marked =
        "Führt \"stille\" Gespräche **über** \\<Größe\\> & Gehalt, bevor `C:\\neu` jemand kündigt.";
    let guard = guard_of(&[marked, "Gehaltsband", "Zwölf", "zwischen-den-stühlen"]);
    let json = serde_json::to_string(TEXT).unwrap();
    let units = TEXT.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    let hex = TEXT.chars().map(|char| format!("&#x{:X};", char as u32)).collect::<String>();
    let decimal = TEXT.chars().map(|char| format!("&#{};", char as u32)).collect::<String>();
    let percent =
        percent_encoding::utf8_percent_encode(TEXT, percent_encoding::NON_ALPHANUMERIC).to_string();
    let html = TEXT.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let base64 =
        base64::engine::general_purpose::STANDARD.encode(format!("<svg><text>{html}</text></svg>"));
    let split: String = html.split(' ').map(|word| format!("<span>{word}</span> ")).collect();
    let letters: String = TEXT
        .chars()
        .filter(|char| !"<>&".contains(*char))
        .map(|char| format!("<b>{char}</b>"))
        .collect();
    let css: String = TEXT.chars().map(|char| format!("\\{:06x} ", char as u32)).collect();
    let planted: Vec<(&str, &str, String)> = vec![
        ("text", "a.html", format!("<p>{html}</p>")),
        ("comment", "a.html", format!("<!-- {TEXT} -->")),
        ("attribute", "a.html", format!("<p title='{html}'>x</p>")),
        ("named entities", "a.html", html.replace('ü', "&uuml;").replace('ö', "&ouml;").replace('ä', "&auml;").replace('ß', "&szlig;").replace('"', "&quot;")),
        ("hex entities", "a.html", hex),
        ("decimal entities", "a.html", decimal),
        ("entities written out", "a.html", html.replace('&', "&amp;").replace('ü', "&amp;uuml;")),
        ("JSON", "framework.json", format!("{{\"a\":{json}}}")),
        ("JSON, ASCII only", "framework.json", format!("{{\"a\":\"{units}\"}}")),
        ("JSON in a script", "search/names.js", format!("x(JSON.parse('{}'))", json.replace('\\', "\\\\").replace('\'', "\\'"))),
        ("percent signs", "a.html", format!("<a href=\"?q={percent}\">x</a>")),
        ("percent signs twice", "sitemap.xml", format!("<loc>https://a/{}</loc>", percent.replace('%', "%25"))),
        ("words in elements", "a.html", split),
        ("letters in elements", "a.html", letters),
        ("words cut in two", "a.html", html.replace("Gespräche", "Ge<em>sprä</em>che").replace("jemand", "je<wbr>mand")),
        ("upper case", "a.html", html.to_uppercase()),
        ("other blanks", "a.html", html.replace(' ', "\u{a0}\n\u{2009}&nbsp;")),
        ("soft hyphens", "a.html", html.replace('e', "e\u{ad}").replace('a', "a&shy;")),
        ("joiners", "a.html", html.replace('e', "e\u{200b}")),
        ("accents apart", "a.html", html.replace('ü', "u\u{308}").replace('ö', "o\u{308}")),
        ("other quotation marks", "a.html", html.replace('"', "\u{201e}")),
        ("a drawing", "a.svg", format!("<svg><text>{html}</text></svg>")),
        ("a drawing in a page", "a.html", format!("<img src=\"data:image/svg+xml;base64,{base64}\">")),
        ("a stylesheet", "a.css", format!("p::after {{ content: \"{css}\" }}")),
        ("pieces of a script", "compare/a.js", r#"{"lines":[["Führt \"stille\" ",["em","Gespräche ",["strong","über"]]," <Größe> & ",["a","x.html","Gehalt"],", bevor ",["code","C:\\neu"]," jemand kündigt."]]}"#.to_owned()),
        ("the middle of it", "a.html", "… Gespräche über Größe & Gehalt, bevor C:\\neu jemand …".to_owned()),
        ("without accents", "a.html", "Fuhrt stille Gesprache uber Grosse Gehalt".to_owned()),
        ("a name", "a.html", "<p>Mein Gehaltsband.</p>".to_owned()),
        ("a short name", "a.html", "<p>Die Zw&ouml;lf.</p>".to_owned()),
        ("a short name in data", "a.json", "{\"name\":\"Zwölf\"}".to_owned()),
        ("an id", "a.html", "<li id=\"zwischen-den-stuhlen\">".to_owned()),
        ("a file's name", "pages/Zwischen%20den%20Stühlen.html", "x".to_owned()),
        ("an address", "sitemap.xml", "<loc>https://a/zwischen-den-st%C3%BChlen.html</loc>".to_owned()),
    ];
    for (way, path, text) in &planted {
        assert!(guard.check(path, text.as_bytes()).is_some(), "{way}: {text}");
    }
    assert!(planted.len() > 30);
}

/// A guard of texts that are withheld, beside some that aren't.
fn guard_of(withheld: &[&str]) -> Guard {
    let sources = Sources::from_texts([("content/framework.toml", "")]);
    let (file, _) = sources.iter().next().unwrap();
    let piece =
        |text: &&str| Piece { text: (*text).to_owned(), span: Span::new(file, 0..text.len()) };
    let texts = Texts {
        withheld: withheld.iter().map(piece).collect(),
        carried: ["Leads a team of engineers from idea to proof.", "The hiring bar"]
            .iter()
            .map(piece)
            .collect(),
        gone: Vec::new(),
    };
    Guard::new("public", &texts, &sources, &["Careers at Harbour"]).unwrap()
}

#[test]
fn what_an_edition_carries_is_no_leak() {
    let guard = guard_of(&[
        "Leads a team of engineers from idea to proof. And decides alone who is let go.",
        "Hiring",
        "Scorecard",
        "Careers at Harbour",
        "level",
        "Pay",
        "2026",
        "Rust",
    ]);
    for text in [
        "<p>Leads a <em>team</em> of engineers, from idea to proof.</p>",
        "<p>The hiring bar, hiring, Hiring</p>",
        "{\"level\":{\"pay\":2026}}",
        "<title>Careers at Harbour: Scorecard</title>",
        "<p>Trust is no rust-free word: trusts.</p>",
    ] {
        let found = guard.check("a.html", text.as_bytes());
        let expected = text.contains("rust-free");
        assert_eq!(found.is_some(), expected, "{text}: {found:?}");
    }
    assert!(guard.check("a.html", b"<p>And decides alone who is let go.</p>").is_some());
    // Short words are anywhere in what is no text.
    assert!(guard.check("a.png", b"\xff\xfe rust \xff").is_none());
}

#[test]
fn a_leak_is_told_with_both_its_places() {
    let guard = guard_of(&["Decides alone who is let go, and tells nobody why."]);
    let page = "<p>x</p>\n<!-- decides alone who is let go, and tells nobody why -->";
    let found = guard.check("roles/a.html", page.as_bytes()).unwrap();
    assert_eq!(found.code, "leak");
    assert_eq!(found.message, "the public edition would show this in `roles/a.html`");
    let help = found.help.unwrap();
    assert!(help.starts_with("byte 15: `decides alone who is let go"), "{help}");
}
