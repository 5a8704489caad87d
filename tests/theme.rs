//! Themes: what a company says in `theme.toml`, how themes lie over one another, and that the
//! stylesheets keep to their own scale.

#![allow(clippy::unwrap_used, reason = "a theme that can't be used fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rungs::diagnostic::{self, Diagnostics};
use rungs::pipeline::{self, Memory, Options};
use rungs::render::Site;
use rungs::source::Sources;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The site of the minimal framework in a theme, with files laid beside it.
fn site(theme: &str, files: &[(&str, &str)]) -> Site {
    let folder = root().join("tests/fixtures/minimal");
    let minimal = Sources::read(&folder, &["content"]).unwrap();
    let own = |file: &rungs::source::SourceFile| {
        Some((file.path.to_string(), file.content.text()?.to_owned()))
    };
    let mut all: Vec<(String, String)> = minimal.iter().filter_map(|(_, file)| own(file)).collect();
    let book = format!("[book]\ntitle = \"Minimal\"\n[output.html]\ntheme = \"{theme}\"\n");
    all.push(("book.toml".to_owned(), book));
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let sources = Sources::from_texts(all);
    let mut diagnostics = Diagnostics::default();
    let options = Options::default();
    let site = pipeline::site(&sources, &options, &mut Memory::default(), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{}", diagnostic::text(&sources, &diagnostics, false));
    site.unwrap()
}

fn text(site: &Site, path: &str) -> String {
    let bytes = site.bytes(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.unwrap()).unwrap()
}

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

#[test]
fn a_company_makes_the_site_its_own_with_one_file() {
    let toml = "favicon = \"anchor.svg\"\ncorner = 8\n\
                [logo]\nfile = \"anchor.svg\"\ndark = \"night.svg\"\nalt = \"Harbour & Co\"\n\
                width = 96\nheight = 24\n\
                [colours]\naccent = \"#7a1fa2\"\n\
                [fonts]\nbody = [\"Harbour Text\", \"Georgia\", \"serif\"]\n\
                [[font]]\nfamily = \"Harbour Text\"\nfile = \"fonts/harbour text.woff2\"\n\
                weight = [200, 900]\n";
    let site = site(
        "harbour",
        &[
            ("themes/harbour/theme.toml", toml),
            ("themes/harbour/theme.css", ".top { border: 0; }"),
            ("themes/harbour/assets/anchor.svg", LOGO),
            ("themes/harbour/assets/night.svg", LOGO),
            ("themes/harbour/assets/fonts/harbour text.woff2", "a font"),
        ],
    );
    let css = text(&site, "assets/theme.css");
    let accent = css.lines().find(|line| line.contains("--accent:")).unwrap();
    assert!(accent.starts_with("  --accent: light-dark(#7a1fa2, #"), "{accent}");
    assert!(!accent.contains("#82cbd0"), "the dark accent is still the built-in one: {accent}");
    assert!(css.contains("--paper: light-dark(#fdfcf9, #15181a);"), "{css}");
    assert!(css.contains("--font-body: \"Harbour Text\", \"Georgia\", serif;"), "{css}");
    assert!(css.contains("--corner: 8px;"), "{css}");
    assert!(
        css.contains(
            "@font-face { font-family: \"Harbour Text\"; \
             src: url(\"fonts/harbour%20text.woff2\") format(\"woff2\"); font-weight: 200 900;"
        ),
        "{css}"
    );
    assert!(css.ends_with(".top { border: 0; }\n"), "{css}");
    let is_deep = |path: &&str| path.matches('/').count() == 2 && path.ends_with(".html");
    let page = site.paths().find(is_deep).unwrap().to_owned();
    let html = text(&site, &page);
    assert!(html.contains("href=\"../../assets/anchor.svg\" type=\"image/svg+xml\""), "{html}");
    for (class, file) in [("on-light", "anchor.svg"), ("on-dark", "night.svg")] {
        let img = format!(
            "<img class=\"logo {class}\" src=\"../../assets/{file}\" alt=\"Harbour &amp; Co\" \
             width=\"96\" height=\"24\">"
        );
        assert!(html.contains(&img), "no {img} in {html}");
    }
}

#[test]
fn a_theme_that_comes_with_rungs_needs_only_its_name() {
    let site = site("ledger", &[]);
    assert!(text(&site, "assets/theme.css").contains("--accent: light-dark(#a3202c,"));
    assert!(text(&site, "index.html").contains("class=\"folio\""));
    assert!(text(&site, "index.html").contains("assets/ledger.svg"));
}

#[test]
fn a_folder_of_the_same_name_lies_over_the_theme_that_comes_with_rungs() {
    let site = site("ledger", &[("themes/ledger/theme.toml", "corner = 2\n")]);
    let css = text(&site, "assets/theme.css");
    assert!(css.contains("--corner: 2px;") && css.contains("light-dark(#a3202c,"), "{css}");
}

/// `harbour` over `group` over `ledger` over the built-in theme: each can extend the template
/// whose place it takes, and says only what it wants different.
#[test]
fn a_theme_can_be_laid_over_another() {
    let over = |base: &str, word: &str| {
        format!(
            "{{% extends \"{base}/base.html\" %}}{{% block logo %}}{word}{{{{ super() }}}}{{% endblock logo %}}"
        )
    };
    let (group, harbour) = (over("ledger", "group "), over("group", "harbour "));
    let site = site(
        "harbour",
        &[
            ("themes/group/theme.toml", "base = \"ledger\"\n[colours]\naccent = \"#00509e\"\n"),
            ("themes/group/theme.css", ".group {}"),
            ("themes/group/templates/base.html", &group),
            ("themes/harbour/theme.toml", "base = \"group\"\ncorner = 5\n"),
            ("themes/harbour/theme.css", ".harbour {}"),
            ("themes/harbour/templates/base.html", &harbour),
        ],
    );
    assert!(text(&site, "map.html").contains("harbour group <svg class=\"folio\""));
    let css = text(&site, "assets/theme.css");
    assert!(css.contains("--paper: light-dark(#f7f9f4,"), "{css}");
    assert!(css.contains("--accent: light-dark(#00509e,"), "{css}");
    let place = |rule: &str| css.find(rule).unwrap_or_else(|| panic!("no {rule}"));
    assert!(place(".folio") < place(".group") && place(".group") < place(".harbour"));
}

/// The stylesheets of the themes in the binary, without comments.
fn stylesheets() -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(root().join("themes")).sort_by_file_name();
    let paths = files.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let bare = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let parts = text.split("/*").enumerate();
        let bare =
            parts.map(|(at, part)| if at == 0 { part } else { part.split_once("*/").unwrap().1 });
        (path.display().to_string(), bare.collect())
    };
    let all: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "css")).map(bare).collect();
    assert!(all.len() > 1, "{all:?}");
    all
}

/// `property: value` of every rule, those of custom properties too.
fn declarations(css: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, sign) in css.match_indices([';', '{', '}']) {
        // What ends with an opening brace is a selector.
        let part = (sign != "{").then(|| css[start..at].split_once(':')).flatten();
        all.extend(part.map(|(name, value)| (name.trim(), value.trim())));
        start = at + 1;
    }
    all
}

/// Rules say where a line of text begins and ends, so that pages from right to left come by
/// themselves; only a rule about the direction may know it.
#[test]
fn rules_have_no_left_and_no_right() {
    for (path, css) in stylesheets() {
        for rule in css.split('}') {
            let (selector, body) = rule.rsplit_once('{').unwrap_or_default();
            for (name, value) in declarations(&format!("{body};")) {
                let is_side = |word: &str| matches!(word, "left" | "right");
                let is_named = name.split('-').any(is_side);
                let is_said = matches!(name, "float" | "clear" | "text-align") && is_side(value);
                let is_four = matches!(name, "margin" | "padding" | "inset" | "border-width") && {
                    // Without what is between brackets, a value a word.
                    let parts = value.split('(').map(|part| part.rsplit(')').next().unwrap());
                    let bare = parts.collect::<Vec<_>>().join("x");
                    bare.split_whitespace().count() == 4
                        && value.split_whitespace().nth(1) != value.split_whitespace().nth(3)
                };
                let is_about_it = selector.contains("[dir") && name == "text-align";
                assert!(
                    is_about_it || !(is_named || is_said || is_four),
                    "{path}: `{name}: {value}`: use `inline-start` and `inline-end`"
                );
            }
        }
    }
}

#[test]
fn every_custom_property_is_declared() {
    let site = site("ledger", &[]);
    let mut all = text(&site, "assets/theme.css");
    all.extend(stylesheets().into_iter().map(|(_, css)| css));
    let declared: BTreeSet<&str> = declarations(&all)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("--"))
        .collect();
    for used in all.split("var(").skip(1) {
        let name = used.split([')', ',']).next().unwrap();
        assert!(declared.contains(name), "{name} is used and declared nowhere");
    }
}

/// Colours are the theme's, so that one file changes them all.
#[test]
fn no_rule_has_a_colour_of_its_own() {
    for (path, css) in stylesheets() {
        let screen = css.split("@media print").next().unwrap();
        for (name, value) in declarations(screen) {
            let is_colour = value.contains('#') || value.contains("rgb(") || value.contains("hsl(");
            assert!(!is_colour, "{path}: {name}: {value}");
        }
    }
}

/// Sizes of type and spaces are on the scale. What is a share of the text around it (em), of the
/// window or of a sheet of paper is another matter.
#[test]
fn sizes_and_spaces_are_on_the_scale() {
    for (path, css) in stylesheets() {
        for (name, value) in declarations(&css) {
            let is_space = ["margin", "padding"].iter().any(|one| name.starts_with(one))
                || matches!(name, "gap" | "row-gap" | "column-gap");
            let is_type = matches!(name, "font" | "font-size");
            // A gutter that fits what stands in it is geometry.
            let words = value.split([' ', '/', '(', ')', ',']).filter(|_| is_space || is_type);
            for word in words {
                let number =
                    |unit: &str| word.strip_suffix(unit).and_then(|one| one.parse::<f32>().ok());
                let rem = number("rem").filter(|one| one.abs() <= 6.0);
                let px = number("px").filter(|one| one.abs() > 2.0);
                let is_fluid = value.starts_with("clamp(") || value.contains(" clamp(");
                assert!(
                    rem.or(px).is_none() || is_fluid,
                    "{path}: `{name}: {value}`: {word} is not on the scale: use var(--space-…) or var(--size-…)"
                );
            }
        }
    }
}

/// What themes/README.md shows is a theme, and a theme over it.
#[test]
fn the_example_of_the_manual_works() {
    let manual = fs::read_to_string(root().join("themes/README.md")).unwrap();
    let blocks = manual.split("\n```").skip(1).step_by(2);
    let named = blocks.filter_map(|block| {
        let (head, text) = block.split_once('\n')?;
        let (_, path) = head.split_once(' ')?;
        Some((path, text))
    });
    let mut files: Vec<(&str, &str)> = named.collect();
    assert_eq!(files.len(), 5, "{files:?}");
    files.push(("themes/harbour/assets/anchor.svg", LOGO));
    let night = site("harbour-night", &files);
    let css = text(&night, "assets/theme.css");
    assert!(css.contains("--accent: light-dark(#7a1fa2,"), "{css}");
    assert!(css.contains("--paper: light-dark(#fdfcf9, #0c0f14);"), "{css}");
    assert!(css.contains("--measure: 38rem"), "{css}");
    let mut pages = night.paths().filter(|path| path.ends_with(".html"));
    assert!(pages.any(|path| text(&night, path).contains("What we newly expect")));
    let home = text(&night, "index.html");
    assert!(home.contains("alt=\"Harbour\"") && home.contains("<b>Harbour</b>"), "{home}");
}
