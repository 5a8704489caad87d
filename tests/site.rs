//! All pages of a framework, walked as a browser would: every link leads somewhere, and nothing
//! stands in a page that a content security policy would have to allow.

#![allow(clippy::unwrap_used, reason = "a page that can't be rendered fails the test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rungs::diagnostic::Diagnostics;
use rungs::model::{Audience, Edition};
use rungs::pipeline::{self, Memory, Options};
use rungs::render::{CONTENT_SECURITY_POLICY, Site};
use rungs::source::Sources;
use sha2::{Digest as _, Sha256};

const FRAMEWORK: &str = r#"
summary = "What we *expect*. See [how](pages/how%20to.md)."
[[family]]
id = "engineering"
name = "Engineering & <Design>"
[[track]]
id = "ic"
name = "Individual contributor"
level = [{ id = "ic1", name = "IC1" }, { id = "ic2", name = "IC2", parallel = ["m2"] }, { id = "ic3", name = "IC3" }]
[[track]]
id = "manager"
name = "Manager"
level = [{ id = "m2", name = "M2" }]
[[pillar]]
id = "results"
name = "Results"
[[competency]]
id = "ownership"
name = "Ownership"
pillar = "results"
[[competency]]
id = "delivery"
name = "Delivery"
pillar = "results"
[[attribute]]
id = "scope"
label = "Scope"
type = "list"
[[attribute]]
id = "reach"
label = "Reach"
type = "ordered"
values = ["team", "company"]
"#;

const ENGINEER: &str = r#"
title = "Engineer"
family = "engineering"
track = "ic"
levels = ["ic1", "ic2", "ic3"]
include = ["core"]
summary = "Builds the [runbook](blueprint.toml) <script>alert(1)</script>."
[path]
parallel = "manager"
next = [{ role = "manager", level = "m2" }, { name = "Somewhere else" }]
"#;

const LEVEL: &str = r#"+++
title = "Engineer"
tagline = "Does a < b."
[attributes]
reach = "team"
+++

Introduces the level, with a [link](../manager/m2.md) and an [internal one](../../pages/inside.md).

## Scope

- One service. {#one-service}

## Results

### Ownership

- Closes what was begun, with a runbook. {#closes}
  - Example: closed [one](../../glossary.toml).
- Never writes <img src=x onerror=alert(1)>.

### Delivery {not-expected}
"#;

const INTERVIEWS: &str = r#"
audience = "public"
[[area]]
id = "depth"
name = "Depth"
[[dimension]]
id = "owning"
competencies = ["ownership"]
areas = ["depth"]
must-have = true
red-flags = ["Blames."]
[[exercise]]
id = "task"
title = "A task"
minutes = [30, 45]
[[exercise.rubric]]
dimension = "owning"
meets = "Closes it."
[[stage]]
id = "talk"
name = "Talk"
minutes = 60
exercise = "task"
dimensions = ["owning"]
[[stage.question]]
id = "first"
dimension = "owning"
text = "What did you close?"
probes = ["How?"]
"#;

const BLUEPRINT: &str = r#"
summary = "Leads.\n\n## A heading\n\n| a | b |\n|--|-:|\n| 1 | 2 |"
success = "Fewer surprises."
[mission]
core = "Close things."
[[responsibility]]
group = "technical"
text = "Designs."
[[kpi]]
name = "Time"
measures = "Days."
[[skill]]
name = "C++"
tier = "must-have"
importance = "critical"
importance-note = "in a system with a very long description of when it matters"
[[skill]]
name = "C#"
tier = "emerging"
importance = "optional"
competency = "ownership"
[[tool]]
category = "Editors"
names = ["vi", "ed"]
adoption = "common"
"#;

fn sources() -> Sources {
    let next = LEVEL.replace("{#closes}", "{#closes-more}").replace("{not-expected}", "\n\n- New.");
    Sources::from_texts([
        ("book.toml", "[book]\ntitle = \"T & T\"\nversion = \"1\"\n".to_owned()),
        ("content/framework.toml", FRAMEWORK.to_owned()),
        ("content/roles/engineer/role.toml", ENGINEER.to_owned()),
        ("content/roles/engineer/ic1.md", LEVEL.to_owned()),
        ("content/roles/engineer/ic2.md", next.clone()),
        ("content/roles/engineer/ic3.md", "+++\nstatus = \"draft\"\n+++\n".to_owned()),
        ("content/roles/engineer/blueprint.toml", BLUEPRINT.to_owned()),
        ("content/roles/engineer/interviews.toml", INTERVIEWS.to_owned()),
        (
            "content/roles/manager/role.toml",
            "title = \"Engineer\"\nfamily = \"engineering\"\ntrack = \"manager\"\nlevels = [\"m2\"]\n\
             status = \"legacy\"\nreplaced-by = \"engineer\"\n[path]\nparallel = \"engineer\"\n"
                .to_owned(),
        ),
        ("content/roles/manager/m2.md", next.replace("{#one-service}", "").replace("manager/m2", "engineer/ic1")),
        ("content/shared/core/ic1.md", "## Results\n\n### Ownership\n\n- Says what is open. {#says}\n".to_owned()),
        ("content/pages/how to.md", "+++\ntitle = \"How to\"\n+++\n\n# Start\n\n## Deep\n\n[up](../roles/engineer/ic1.md#closes) [this](#deep) ![p](p.svg)\n\n```toml\na = 1\n```\n".to_owned()),
        ("content/pages/inside.md", "+++\ntitle = \"I\"\naudience = \"internal\"\n+++\n".to_owned()),
        ("content/pages/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned()),
        ("content/glossary.toml", "[[term]]\nname = \"Runbook\"\ndefinition = \"Steps.\"\n".to_owned()),
    ])
}

fn site(sources: &Sources) -> Site {
    support::site(sources, Edition::default())
}

fn pages(site: &Site) -> BTreeMap<String, String> {
    // Pictures of the theme are no text.
    let text =
        |path: &str| String::from_utf8_lossy(&site.bytes(path).unwrap().unwrap()).into_owned();
    site.paths().map(|path| (path.to_owned(), text(path))).collect()
}

fn html(pages: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    let pages = pages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    pages.filter(|(path, _)| path.ends_with(".html"))
}

/// The values of an attribute in HTML that we wrote: always in double quotes.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page} links out of the site: {link}"),
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ")
}

#[test]
fn every_link_leads_to_a_page_and_a_place_in_it() {
    let sources = sources();
    let pages = pages(&site(&sources));
    let mut count = 0;
    for (page, text) in html(&pages) {
        let links = values(text, "href").into_iter().chain(values(text, "src"));
        for link in links.filter(|link| !link.starts_with("data:")) {
            count += 1;
            assert!(!link.contains("//") && !link.starts_with('/'), "{page}: absolute {link}");
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.to_owned() } else { resolve(page, path) };
            let target = pages.get(&target).unwrap_or_else(|| panic!("{page}: dead {link}"));
            let id = format!(" id=\"{fragment}\"");
            // `#a=…` is a choice that the page keeps, and no place.
            let is_place = !fragment.is_empty() && !fragment.contains('=');
            assert!(!is_place || target.contains(&id), "{page}: no place {link}");
        }
    }
    assert!(count > 200, "only {count} links");
}

#[test]
fn pages_need_nothing_that_their_policy_forbids() {
    let sources = sources();
    for (page, text) in html(&pages(&site(&sources))) {
        if text.contains("<style>") {
            stands_alone(page, text);
            continue;
        }
        let head =
            text.find(CONTENT_SECURITY_POLICY).unwrap_or_else(|| panic!("{page}: no policy"));
        assert!(head < text.find("<link").unwrap(), "{page}: the policy comes too late");
        let scripts: Vec<_> = text.match_indices("<script").map(|(at, _)| &text[at..]).collect();
        let ways = ["<script defer src=\"", "<script async fetchpriority=\"high\" src=\""];
        let is_file = |script: &&str| ways.iter().any(|way| script.starts_with(way));
        assert!(scripts.iter().all(is_file), "{page}: a script that is no file");
        has_no_code_in_attributes(page, text);
    }
}

/// A page that loads no file, and whose policy names all that is in it.
fn stands_alone(page: &str, text: &str) {
    let policy = text.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let (policy, rest) = policy.split_once('"').unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{page}: {policy}");
    assert!(!policy.contains("'self'") && !policy.contains("unsafe"), "{page}: {policy}");
    let mut count = 0;
    for (start, end) in [("<script>", "</script>"), ("<style>", "</style>")] {
        for part in rest.split(start).skip(1) {
            let part = part.split(end).next().unwrap();
            let hash = BASE64.encode(Sha256::digest(part.as_bytes()));
            assert!(policy.contains(&format!("'sha256-{hash}'")), "{page}: {part}");
            count += 1;
        }
    }
    assert_eq!(policy.matches("'sha256-").count(), count, "{page}: {policy}");
    for file in ["<img", "<script src", "rel=\"stylesheet\"", "url(", "@import", "@font-face"] {
        assert!(!text.contains(file), "{page}: {file}");
    }
    let parts = text.split("<script").filter_map(|part| part.split_once("</script>"));
    has_no_code_in_attributes(page, &parts.map(|(_, markup)| markup).collect::<String>());
}

fn has_no_code_in_attributes(page: &str, text: &str) {
    assert!(!text.contains(" style="), "{page}");
    assert!(!text.contains("javascript:"), "{page}");
    let tags = text.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    for tag in tags {
        // Quoted values may hold any words; what is left are names of attributes.
        let names = tag.split('"').step_by(2).flat_map(str::split_whitespace).skip(1);
        let handlers: Vec<&str> = names.filter(|name| name.starts_with("on")).collect();
        assert!(handlers.is_empty(), "{page}: <{tag}>");
    }
}

#[test]
fn pages_are_told_apart_by_title_and_ids_within_them() {
    let sources = sources();
    let mut titles = BTreeSet::new();
    for (page, text) in html(&pages(&site(&sources))) {
        let title = text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        assert!(titles.insert(title.unwrap().to_owned()), "{page}: {title:?} is another's");
        assert_eq!(text.matches("<h1").count(), 1, "{page}");
        let mut ids = BTreeSet::new();
        for id in values(text, "id") {
            assert!(ids.insert(id), "{page}: two elements are {id}");
        }
        let depths = text.match_indices("<h").filter_map(|(at, _)| text[at + 2..].chars().next());
        let mut last = 0;
        for depth in depths.filter_map(|depth| depth.to_digit(10)) {
            assert!(depth <= last + 1, "{page}: h{depth} after h{last}");
            last = depth;
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    let sources = sources();
    let pages = pages(&site(&sources));
    let role = &pages["roles/engineer.html"];
    assert!(role.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(role.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(role.contains("Engineering &amp; &lt;Design&gt;"));
    assert!(pages["roles/engineer/ic1.html"].contains("and an internal one."));
}

#[test]
fn a_page_depends_on_nothing_but_the_framework() {
    let sources = sources();
    let (first, second) = (site(&sources), site(&sources));
    let forwards: Vec<_> = first.paths().map(|path| first.bytes(path)).collect();
    let mut paths: Vec<&str> = second.paths().collect();
    paths.reverse();
    let mut backwards: Vec<_> = paths.into_iter().map(|path| second.bytes(path)).collect();
    backwards.reverse();
    assert!(forwards == backwards);
}

#[test]
fn the_data_is_whole_and_reads_as_json() {
    let sources = sources();
    let bytes = site(&sources).bytes("framework.json").unwrap().unwrap();
    let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(data["format"], "rungs.framework");
    assert_eq!(data["roles"].as_array().unwrap().len(), 2);
    let level = &data["roles"][0]["levels"][0];
    assert_eq!(level["id"], "ic1");
    assert_eq!(level["competencies"][0]["behaviours"][0]["id"], "says");
    assert_eq!(level["competencies"][0]["behaviours"][0]["from"], "core");
    assert_eq!(level["competencies"][1]["state"], "not-expected");
}

/// What a script of the search hands over.
fn searched(pages: &BTreeMap<String, String>, path: &str) -> serde_json::Value {
    let text = pages[path].strip_prefix("rungsSearch(JSON.parse('").unwrap();
    let text = text.strip_suffix("'));\n").unwrap();
    let text = text.replace("\\x3c", "<").replace("\\'", "'").replace("\\\\", "\\");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn all_that_can_be_found_leads_to_its_place() {
    let sources = sources();
    let pages = pages(&site(&sources));
    let stands = |link: &str| {
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let page = &pages.get(&path.replace("%20", " ")).unwrap_or_else(|| panic!("dead {link}"));
        let id = format!(" id=\"{fragment}\"");
        assert!(fragment.is_empty() || page.contains(&id), "no place {link}");
    };
    let names = searched(&pages, "search/names.js");
    let mut kinds = BTreeSet::new();
    for entry in names["entries"].as_array().unwrap() {
        kinds.insert(entry[0].as_str().unwrap());
        stands(entry[4].as_str().unwrap());
    }
    let all = ["competency", "level", "page", "role", "section", "skill", "term"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
    let lines = searched(&pages, "search/lines-1.js");
    let mut texts = BTreeSet::new();
    for line in lines["entries"].as_array().unwrap() {
        assert!(texts.insert(line[0].as_str().unwrap()), "{line} is there twice");
        for place in line[2].as_array().unwrap() {
            let role = &names["roles"][usize::try_from(place[0].as_u64().unwrap()).unwrap()];
            for level in place[3].as_array().unwrap() {
                let level = &role[1][usize::try_from(level.as_u64().unwrap()).unwrap()];
                stands(&format!("{}#{}", level[1].as_str().unwrap(), place[2].as_str().unwrap()));
            }
        }
    }
    for text in [
        "Closes what was begun, with a runbook.",
        "closed one.",
        "One service.",
        "Never writes <img src=x onerror=alert(1)>.",
        "Introduces the level, with a link and an internal one.",
    ] {
        assert!(texts.contains(text), "{text} can't be found: {texts:?}");
    }
}

#[test]
fn a_page_for_any_address_finds_its_way_home() {
    let sources = sources();
    for (address, root) in [(None, ""), (Some("/"), "/"), (Some("https://a.example/b/"), "/b/")] {
        let options = Options { site_url: address.map(str::to_owned), ..Options::default() };
        let (mut memory, mut found) = (Memory::default(), Diagnostics::default());
        let site = pipeline::site(&sources, &options, &mut memory, &mut found).unwrap();
        let page = site.bytes("404.html").unwrap().unwrap();
        let page = String::from_utf8(page).unwrap();
        for link in ["assets/rungs.css", "assets/to-search.js", "search.html", "index.html"] {
            assert!(page.contains(&format!("=\"{root}{link}\"")), "{address:?}: {link} in {page}");
        }
    }
}

/// Every text of a value, without the space around it.
fn texts(value: &serde_json::Value) -> BTreeSet<&str> {
    match value {
        serde_json::Value::String(text) => BTreeSet::from([text.trim()]),
        serde_json::Value::Array(list) => list.iter().flat_map(texts).collect(),
        serde_json::Value::Object(entries) => entries.values().flat_map(texts).collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn the_data_has_every_word_of_blueprints_and_interviews() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root, &["book.toml", "content"]).unwrap();
    let site = support::site(&sources, Edition::panel());
    let bytes = site.bytes("framework.json").unwrap().unwrap();
    let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let mut compared = 0;
    for role in data["roles"].as_array().unwrap() {
        let folder = root.join("content/roles").join(role["id"].as_str().unwrap());
        let files =
            [("blueprint", "blueprint"), ("interviews", "interviews"), ("guide", "candidates")];
        for (part, file) in files {
            let Ok(text) = std::fs::read_to_string(folder.join(file).with_extension("toml")) else {
                assert!(role[part].is_null(), "{}: {part} of nowhere", role["id"]);
                continue;
            };
            let mut written: serde_json::Value = toml::from_str(&text).unwrap();
            // Who may read it says where it is shown, and what it allows is between its author and
            // `check`: neither is what it is.
            written.as_object_mut().unwrap().retain(|key, _| key != "audience" && key != "allow");
            let (written, shown) = (texts(&written), texts(&role[part]));
            // An anchor for every level is the dimension's own.
            let lost = written.difference(&shown).filter(|text| **text != "default");
            let lost: Vec<_> = lost.collect();
            assert!(lost.is_empty(), "{} {part}: {lost:#?}", role["id"]);
            compared += written.len();
        }
    }
    assert!(compared > 1000, "the sample has long descriptions: {compared}");
}

#[test]
fn an_edition_holds_nothing_of_a_narrower_one() {
    let internal =
        "\n[[competency]]\nid = \"canary\"\nname = \"Canary\"\naudience = \"internal\"\n";
    let texts = sources();
    let texts = texts.iter().map(|(_, file)| {
        let mut text = file.content.text().unwrap().to_owned();
        match &*file.path {
            "content/framework.toml" => text += internal,
            "content/roles/engineer/ic1.md" => {
                text =
                    text.replace("### Delivery", "- A canary. {audience=internal}\n\n### Delivery");
                text += "\n### Canary\n\n- Knows.\n";
            }
            "content/roles/engineer/blueprint.toml" => {
                text = text.replace("competency = \"ownership\"", "competency = \"canary\"");
            }
            "content/roles/engineer/interviews.toml" => {
                text = text.replace("[\"ownership\"]", "[\"ownership\", \"canary\"]");
            }
            _ => {}
        }
        (file.path.clone(), text)
    });
    let sources = Sources::from_texts(texts);
    let says = |edition| {
        let pages = pages(&support::site(&sources, Edition::usual(edition))).into_iter();
        let pages =
            pages.filter(|(path, text)| (path.clone() + text).to_lowercase().contains("canary"));
        pages.map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert!(says(Audience::Internal).len() > 5, "{:?}", says(Audience::Internal));
    assert_eq!(says(Audience::Public), [""; 0]);
}

/// The site of an edition, whose `[output.html]` says more.
fn told(edition: Audience, html: &str) -> BTreeMap<String, String> {
    let mut texts: Vec<(String, String)> = sources()
        .iter()
        .map(|(_, file)| (file.path.to_string(), file.content.text().unwrap().to_owned()))
        .collect();
    let book = texts.iter_mut().find(|(path, _)| path == "book.toml").unwrap();
    book.1.push_str(&format!("[output.html]\n{html}\n"));
    let sources = Sources::from_texts(texts);
    pages(&support::site(&sources, Edition::usual(edition)))
}

#[test]
fn pages_say_where_they_are_published_if_anybody_knows() {
    let known = told(Audience::Public, "site-url = \"https://example.com/a&b\"");
    let level = &known["roles/engineer/ic1.html"];
    let address = "https://example.com/a&amp;b/roles/engineer/ic1.html";
    assert!(level.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{level}");
    assert!(level.contains("<meta property=\"og:title\" content=\"IC1 Engineer (engineer)\">"));
    assert!(level.contains("<meta property=\"og:description\" content=\"Does a &lt; b.\">"));
    assert!(!level.contains("noindex") && !level.contains("og:image"));
    let sitemap = &known["sitemap.xml"];
    assert!(sitemap.contains(&format!("<loc>{address}</loc>")), "{sitemap}");
    assert!(sitemap.contains("<loc>https://example.com/a&amp;b/pages/how%20to.html</loc>"));
    assert!(!sitemap.contains("404") && !sitemap.contains(".svg"));
    assert!(!known["404.html"].contains("canonical"));
    let listed = sitemap.matches("<loc>").count();
    assert_eq!(listed, html(&known).count() - 1, "all but the page of what isn't there");

    for (setting, site) in [
        ("a path", told(Audience::Public, "site-url = \"/careers/\"")),
        ("none", told(Audience::Public, "")),
    ] {
        assert!(!site.contains_key("sitemap.xml"), "{setting}");
        for (page, text) in html(&site) {
            let says = |what: &str| text.contains(&format!("=\"{what}"));
            assert!(!says("canonical") && !says("og:"), "{setting}: {page}");
        }
    }
}

#[test]
fn narrower_editions_ask_not_to_be_found() {
    for edition in [Audience::Internal, Audience::Panel] {
        let site = told(edition, "site-url = \"https://example.com/\"");
        assert!(!site.contains_key("sitemap.xml"));
        for (page, text) in html(&site) {
            assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
        }
    }
}

#[test]
fn a_line_can_be_asked_about_where_there_is_somewhere_to_ask() {
    // An edition that leaves something out tells no line: its number counts what stands above.
    let level = |html: &str| told(Audience::Panel, html)["roles/engineer/ic1.html"].clone();
    let asked = level(
        "ask-url-template = \"mailto:a@example.com?subject={role}-{level}-{id}&body={url}:{path}:{line}\"",
    );
    let link = "<a class=\"ask\" href=\"mailto:a@example.com?subject=engineer-ic1-closes&amp;\
                body=roles/engineer/ic1.html%23closes:content/roles/engineer/ic1.md:18\">";
    assert!(asked.contains(link), "{asked}");
    assert_eq!(asked.matches("class=\"ask\"").count(), asked.matches("<li id=\"").count());
    assert!(asked.contains("Ask about this page"));
    let derived = level("git-repository-url = \"https://github.com/o/r\"");
    assert!(derived.contains("href=\"https://github.com/o/r/issues/new?title=IC1%20Engineer"));
    for off in ["", "git-repository-url = \"https://github.com/o/r\"\nask-url-template = \"\""] {
        let page = level(off);
        assert!(!page.contains("\"ask\"") && !page.contains("Ask about"), "{off}");
    }
    let edited = level("edit-url-template = \"https://example.com/{path}#L{line}\"");
    assert!(edited.contains("href=\"https://example.com/content/roles/engineer/ic1.md#L1\""));
}

#[test]
fn every_page_below_home_leads_back_and_long_ones_list_what_they_hold() {
    let pages = told(Audience::Public, "");
    for (page, text) in html(&pages) {
        let has_way = text.contains("aria-label=\"Breadcrumb\"");
        assert_eq!(has_way, !matches!(page, "index.html" | "404.html"), "{page}");
        if has_way {
            assert!(text.contains("index.html\">Home</a>"), "{page}");
        }
    }
    // Two headings are no list.
    assert!(!pages["pages/how to.html"].contains("On this page"));
}
