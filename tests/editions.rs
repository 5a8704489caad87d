//! An edition tells nothing of what it leaves out: its site is, byte for byte, that of a framework
//! in which the rest was never written. Frameworks are random, with an audience on every kind of
//! item; each item has a word that no other has.
#![allow(clippy::unwrap_used, reason = "a framework that can't be read fails the test")]

mod support;

use std::collections::BTreeMap;

use rayon::prelude::*;

use rungs::diagnostic::{self, Diagnostics};
use rungs::export::{EXPORTERS, Exporter, Made, Picks, Wish};
use rungs::model::{Audience, Edition};
use rungs::pipeline::{self, Memory, Options};
use rungs::render::Site;
use rungs::source::Sources;
use support::marked::{Framework, Print};

/// So many frameworks, each in three editions: more with `RUNGS_CASES`.
fn cases() -> u64 {
    std::env::var("RUNGS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

fn editions() -> [Edition; 3] {
    let some = Edition {
        name: "agency".to_owned(),
        audiences: [Audience::Public, Audience::Panel].into_iter().collect(),
        title: None,
        description: None,
    };
    [Edition::usual(Audience::Public), Edition::usual(Audience::Internal), some]
}

/// Every file of a site but those that every site has.
fn site(files: &BTreeMap<String, String>, edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path, text.as_str())));
    let options = Options { edition: edition.clone(), ..Options::default() };
    let mut found = Diagnostics::default();
    let site = pipeline::site(&sources, &options, &mut Memory::default(), &mut found);
    let told = || diagnostic::text(&sources, &found, false);
    let site = site.unwrap_or_else(|| panic!("{}\n{files:#?}", told()));
    let paths = site.paths().filter(|path| !path.starts_with("assets/"));
    let bytes = |path: &str| match site.bytes(path).unwrap() {
        Ok(bytes) => bytes,
        Err(problem) => {
            let mut problems = Diagnostics::default();
            problems.push(problem);
            panic!("{path}: {}", diagnostic::text(&sources, &problems, false))
        }
    };
    paths.map(|path| (path.to_owned(), bytes(path))).chain(exports(&site)).collect()
}

/// Every file that can be exported from a site.
fn exports(site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut put = |one: &Exporter, wish: Wish| {
        let name = format!("{} {:?} {:?} {:?}", one.name, wish.role, wish.level, wish.shape);
        match one.write(site, &wish).unwrap().made {
            Made::File(bytes) => files.push((name, bytes)),
            Made::Folder(all) => {
                files
                    .extend(all.into_iter().map(|(path, bytes)| (format!("{name} {path}"), bytes)));
            }
        }
    };
    let first = site.framework().roles.first().map(|role| role.id.as_str());
    for one in EXPORTERS {
        if one.picks < Picks::Level {
            put(one, Wish::default());
        }
        for role in &site.framework().roles {
            let id = Some(role.id.to_string());
            for shape in one.shapes.iter().map(|shape| Some((*shape).to_owned())) {
                let wish = Wish { role: id.clone(), shape, ..Wish::default() };
                match one.picks {
                    Picks::Nothing => {}
                    // As the whole, of one role.
                    Picks::Role if id.as_deref() == first => put(one, wish),
                    Picks::Role => {}
                    Picks::Level => role.levels.iter().for_each(|level| {
                        put(one, Wish { level: Some(level.id.to_string()), ..wish.clone() });
                    }),
                }
            }
        }
    }
    files
}

#[test]
fn an_edition_is_the_framework_without_the_rest() {
    let seeds = (0..cases()).into_par_iter();
    let (files, hidden) = seeds.map(compared).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let sites = cases() as usize * editions().len();
    println!("{sites} sites of {files} files: {hidden} words looked for, none found");
    assert!(files > sites * 10 && hidden > sites * 20, "{sites} {files} {hidden}");
}

/// Holds the editions of a framework against that framework without the rest: how many files were
/// the same, and how many words of what is left out are in none of them.
fn compared(seed: u64) -> (usize, usize) {
    let framework = Framework::random(seed);
    let marked = framework.files(Print::Marked);
    let (mut files, mut hidden) = (0, 0);
    for edition in editions() {
        let at = format!("{seed} {}", edition.name);
        let without = framework.files(Print::Without(edition.audiences));
        let (own, other) = (site(&marked, &edition), site(&without, &edition));
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&own), names(&other), "{at}");
        for (path, bytes) in &own {
            let (one, two) = (text(bytes), text(&other[path]));
            assert!(one == two, "{at}: {path} tells of what is left out\n{}", apart(&one, &two));
        }
        let said: Vec<String> =
            without.iter().flat_map(|(path, text)| [path.clone(), text.clone()]).collect();
        let is_said = |word: &&String| said.iter().any(|text| text.contains(*word));
        let left_out: Vec<&String> = framework.words().iter().filter(|one| !is_said(one)).collect();
        for (path, bytes) in &own {
            let raw = String::from_utf8_lossy(bytes).to_lowercase();
            let shown = without_tags(&raw);
            for word in &left_out {
                let is_there = [path, &raw, &shown].into_iter().any(|text| text.contains(*word));
                assert!(!is_there, "{at}: `{word}` is in {path}");
            }
        }
        files += own.len();
        hidden += left_out.len();
    }
    (files, hidden)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where two texts part.
fn apart(one: &str, two: &str) -> String {
    let at = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count();
    let around =
        |text: &str| text.chars().skip(at.saturating_sub(160)).take(320).collect::<String>();
    format!("--- the edition\n{}\n--- without the rest\n{}", around(one), around(two))
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_tag = false;
    for char in text.chars() {
        match char {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            char => out.push(char),
        }
    }
    out
}

const FRAMEWORK: &str = r#"
[[family]]
id = "eng"
name = "Engineering"
[[track]]
id = "ic"
name = "Individual"
level = [{ id = "ic1", name = "IC1" }, { id = "ic2", name = "IC2" }, { id = "ic3", name = "IC3" }]
[[track]]
id = "manager"
name = "Manager"
level = [{ id = "m1", name = "M1", parallel = ["ic2"] }]
[[pillar]]
id = "work"
name = "Work"
[[pillar]]
id = "people"
name = "People"
[[competency]]
id = "care"
name = "Care"
pillar = "work"
"#;

/// Two levels that expect something, for all the ways in which a third may tell of itself.
fn common() -> BTreeMap<String, String> {
    let role = "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\n\
                levels = [\"ic1\", \"ic2\", \"ic3\"]\n";
    let files = [
        (
            "book.toml",
            "[book]\ntitle = \"Test\"\n[check]\nallow = [\"no-differentiation\", \
            \"orphan-competency\"]\n[output.html]\nask-url-template = \
            \"https://a/?{path}:{line}:{id}\"\nedit-url-template = \"https://a/{path}#L{line}\"\n",
        ),
        ("content/framework.toml", FRAMEWORK),
        ("content/roles/engineer/role.toml", role),
        ("content/roles/engineer/ic1.md", "## Work\n\n### Care\n\n- Asks early. {#asks}\n"),
        (
            "content/roles/engineer/ic2.md",
            "## Work\n\n### Care\n\n- Asks others. {#asks}\n- Tells. {#tells}\n",
        ),
        ("content/roles/engineer/ic3.md", "## Work\n\n### Care\n\n- Asks everybody. {#asks}\n"),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

type Files = &'static [(&'static str, &'static str)];

/// What is marked, and the same without it: an empty file is none.
const CHANNELS: &[(&str, Files, Files)] = &[
    (
        "the number of an id that two lines would have",
        &[(
            "content/roles/engineer/ic1.md",
            "## Work\n\n### Care\n\n- Asks why. {audience=panel}\n- Asks why.\n",
        )],
        &[("content/roles/engineer/ic1.md", "## Work\n\n### Care\n\n- Asks why.\n")],
    ),
    (
        "a step past a level, and lines that it would carry",
        &[
            (
                "content/roles/engineer/ic2.md",
                "+++\naudience = \"internal\"\n+++\n## Work\n\n### Care\n\n- Keeps. {#keeps}\n",
            ),
            (
                "content/roles/engineer/ic3.md",
                "## Work\n\n### Care {same_as=ic2}\n\n- Asks all. {#asks}\n",
            ),
        ],
        &[
            ("content/roles/engineer/ic2.md", ""),
            ("content/roles/engineer/ic3.md", "## Work\n\n### Care\n\n- Asks all. {#asks}\n"),
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic3\"]\n",
            ),
        ],
    ),
    (
        "a line that a lower level's would have been replaced by",
        &[
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\ncumulative = true\n",
            ),
            (
                "content/roles/engineer/ic2.md",
                "## Work\n\n### Care\n\n- Asks so that it counts. {#counts replaces=asks audience=panel}\n",
            ),
        ],
        &[
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\ncumulative = true\n",
            ),
            ("content/roles/engineer/ic2.md", "## Work\n\n### Care\n"),
        ],
    ),
    (
        "a lower level's line that is only named",
        &[
            (
                "content/roles/engineer/ic2.md",
                "## Work\n\n### Care\n\n- Keeps. {#keeps audience=panel}\n- Tells. {#tells}\n",
            ),
            ("content/roles/engineer/ic3.md", "## Work\n\n### Care\n\n- {#keeps}\n- {#tells}\n"),
        ],
        &[
            ("content/roles/engineer/ic2.md", "## Work\n\n### Care\n\n- Tells. {#tells}\n"),
            ("content/roles/engineer/ic3.md", "## Work\n\n### Care\n\n- {#tells}\n"),
        ],
    ),
    (
        "a shared set's line that the role changes",
        &[
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\ninclude = [\"core\"]\n",
            ),
            (
                "content/shared/core/ic1.md",
                "## Work\n\n### Care\n\n- Helps. {#helps}\n- Judges. {#judges audience=panel}\n- Sees. {#sees}\n",
            ),
            (
                "content/roles/engineer/ic1.md",
                "+++\nremove = [\"sees\"]\n+++\n## Work\n\n### Care\n\n- Judges well. {#judges replace}\n- And fast. {#helps extend audience=internal}\n",
            ),
        ],
        &[
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\ninclude = [\"core\"]\n",
            ),
            ("content/shared/core/ic1.md", "## Work\n\n### Care\n\n- Helps. {#helps}\n"),
            ("content/roles/engineer/ic1.md", "## Work\n\n### Care\n"),
        ],
    ),
    (
        "a competency with the name of another",
        &[
            (
                "content/framework.toml",
                "{}[[competency]]\nid = \"talk\"\nname = \"Talk\"\npillar = \"work\"\n[[competency]]\nid = \"talk-2\"\nname = \"Talk\"\npillar = \"people\"\naudience = \"panel\"\n",
            ),
            (
                "content/roles/engineer/ic1.md",
                "## Work\n\n### Talk\n\n- Says. {#says}\n\n## People\n\n### Talk\n\n- Whispers. {#whispers}\n",
            ),
        ],
        &[
            (
                "content/framework.toml",
                "{}[[competency]]\nid = \"talk\"\nname = \"Talk\"\npillar = \"work\"\n",
            ),
            (
                "content/roles/engineer/ic1.md",
                "## Work\n\n### Talk\n\n- Says. {#says}\n\n## People\n",
            ),
        ],
    ),
    (
        "a pillar and all that is of it",
        &[
            (
                "content/framework.toml",
                "{}[[pillar]]\nid = \"pay\"\nname = \"Pay\"\naudience = \"internal\"\n[[competency]]\nid = \"bands\"\nname = \"Bands\"\npillar = \"pay\"\n",
            ),
            (
                "content/roles/engineer/ic1.md",
                "## Pay\n\nOf money.\n\n### Bands\n\n- Counts. {#counts}\n\n## Work\n\n### Care\n\n- Asks. {#asks}\n",
            ),
        ],
        &[("content/roles/engineer/ic1.md", "## Work\n\n### Care\n\n- Asks. {#asks}\n")],
    ),
    (
        "a role beside, its ways and its words in other texts",
        &[
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\nsummary = \"See [the other](../lead/m1.md) and [them](../lead/role.toml).\"\n[path]\nparallel = \"lead\"\nnext = [{ role = \"lead\", note = \"Soon.\" }]\n",
            ),
            (
                "content/roles/lead/role.toml",
                "title = \"Lead\"\nfamily = \"eng\"\ntrack = \"manager\"\nlevels = [\"m1\"]\naudience = \"internal\"\n",
            ),
            ("content/roles/lead/m1.md", "## Work\n\n### Care\n\n- Leads. {#leads}\n"),
        ],
        &[(
            "content/roles/engineer/role.toml",
            "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\", \"ic3\"]\nsummary = \"See the other and them.\"\n",
        )],
    ),
    (
        "a page, links to it, and files that only it shows",
        &[
            (
                "content/pages/pay.md",
                "+++\ntitle = \"Pay\"\naudience = \"internal\"\n+++\n\n![Bands](bands.svg) ![All](all.svg)\n",
            ),
            ("content/pages/bands.svg", "<svg><text>S4</text></svg>"),
            ("content/pages/all.svg", "<svg/>"),
            (
                "content/pages/open.md",
                "+++\ntitle = \"Open\"\n+++\n\nSee [*our* pay](pay.md), [that][p] and ![All](all.svg).\n\n[p]: pay.md\n",
            ),
        ],
        &[
            ("content/pages/all.svg", "<svg/>"),
            (
                "content/pages/open.md",
                "+++\ntitle = \"Open\"\n+++\n\nSee *our* pay, that and ![All](all.svg).\n\n\n",
            ),
        ],
    ),
    (
        "how far down a line stands",
        &[(
            "content/roles/engineer/ic1.md",
            "## Work\n\n### Care\n\n- Hides.\n  {audience=panel}\n\n\n- Asks early. {#asks}\n",
        )],
        &[],
    ),
    (
        "a level that is in no file but a rung of its track",
        &[("content/framework.toml", "{ic3-internal}")],
        &[
            ("content/framework.toml", "{no-ic3}"),
            ("content/roles/engineer/ic3.md", ""),
            (
                "content/roles/engineer/role.toml",
                "title = \"Engineer\"\nfamily = \"eng\"\ntrack = \"ic\"\nlevels = [\"ic1\", \"ic2\"]\n",
            ),
        ],
    ),
    (
        "interviews, but what is for everybody",
        &[(
            "content/roles/engineer/interviews.toml",
            "retention-days = 90\n[[signal]]\nkind = \"strong\"\ntext = \"Quietly sure.\"\n[[area]]\nid = \"depth\"\nname = \"Depth\"\naudience = \"public\"\n",
        )],
        &[(
            "content/roles/engineer/interviews.toml",
            "audience = \"public\"\n[[area]]\nid = \"depth\"\nname = \"Depth\"\n",
        )],
    ),
];

#[test]
fn nothing_beside_a_text_tells_of_it() {
    let with = |files: Files| {
        let mut all = common();
        for (path, text) in files {
            let text = match *text {
                "{ic3-internal}" => {
                    FRAMEWORK.replace("name = \"IC3\"", "name = \"IC3\", audience = \"panel\"")
                }
                "{no-ic3}" => FRAMEWORK.replace(", { id = \"ic3\", name = \"IC3\" }", ""),
                text => text.replace("{}", FRAMEWORK),
            };
            match text.is_empty() {
                true => drop(all.remove(*path)),
                false => drop(all.insert((*path).to_owned(), text)),
            }
        }
        all
    };
    let public = Edition::usual(Audience::Public);
    for (channel, marked, without) in CHANNELS {
        // Lines have numbers where nothing is left out, so something is.
        let mut without = with(without);
        let page = "+++\ntitle = \"Z\"\naudience = \"panel\"\n+++\n".to_owned();
        without.insert("content/pages/z.md".to_owned(), page);
        let (own, other) = (site(&with(marked), &public), site(&without, &public));
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&own), names(&other), "{channel}");
        for (path, bytes) in &own {
            let (one, two) = (text(bytes), text(&other[path]));
            assert!(one == two, "{channel}: {path}\n{}", apart(&one, &two));
        }
    }
}
