//! A framework of any size, the same each time: sentences of 12 to 25 words, some of which stay
//! from level to level, some are raised, some are new.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const LEVELS: usize = 5;
const PILLARS: [&str; 4] = ["Results", "Direction", "People", "Craft"];
const COMPETENCIES: usize = 12;
/// The last competencies come from a set that all roles include.
const SHARED_FROM: usize = 10;
const BEHAVIOURS: usize = 3;

/// Writes a framework of `roles` roles, with five levels each, into `folder`.
pub fn write(folder: &Path, roles: usize) -> io::Result<()> {
    let content = folder.join("content");
    fs::create_dir_all(content.join("roles"))?;
    fs::create_dir_all(content.join("shared/core"))?;
    let book = "[book]\ntitle = \"Synthetic framework\"\nlanguage = \"en\"\n";
    fs::write(folder.join("book.toml"), book)?;
    fs::write(content.join("framework.toml"), framework())?;
    fs::write(content.join("glossary.toml"), glossary())?;
    let mut random = Random(1);
    let shared = rows(&mut random, SHARED_FROM..COMPETENCIES);
    for (level, rows) in shared.iter().enumerate() {
        fs::write(content.join(format!("shared/core/l{}.md", level + 1)), level_text(None, rows))?;
    }
    for role in 0..roles {
        let folder = content.join(format!("roles/role-{role}"));
        fs::create_dir(&folder)?;
        fs::write(folder.join("role.toml"), role_text(&mut random, role, roles))?;
        let rows = rows(&mut random, 0..SHARED_FROM);
        for (level, rows) in rows.iter().enumerate() {
            let front = format!("title = \"{} {}\"", GRADES[level], role_title(role));
            let text = level_text(Some(&front), rows);
            fs::write(folder.join(format!("l{}.md", level + 1)), text)?;
        }
    }
    Ok(())
}

const GRADES: [&str; LEVELS] = ["Junior", "Plain", "Senior", "Staff", "Principal"];

fn role_title(role: usize) -> String {
    let (field, noun) = (NOUNS[role % NOUNS.len()], NOUNS[role / NOUNS.len() % NOUNS.len()]);
    let mut title = format!("{field} {noun} engineer {role}");
    title[..1].make_ascii_uppercase();
    title
}

fn framework() -> String {
    let mut out = "summary = \"A framework that no company has.\"\n".to_owned();
    for family in 0..8 {
        let _ = write!(out, "[[family]]\nid = \"family-{family}\"\nname = \"Family {family}\"\n");
    }
    out += "[[track]]\nid = \"ic\"\nname = \"Individual contributor\"\n";
    for level in 1..=LEVELS {
        let _ = write!(out, "[[track.level]]\nid = \"l{level}\"\nname = \"L{level}\"\n");
    }
    for pillar in PILLARS {
        let id = pillar.to_lowercase();
        let _ = write!(out, "[[pillar]]\nid = \"{id}\"\nname = \"{pillar}\"\n");
    }
    for competency in 0..COMPETENCIES {
        let (name, pillar) = (competency_name(competency), pillar(competency).to_lowercase());
        let _ = write!(
            out,
            "[[competency]]\nid = \"competency-{competency}\"\nname = \"{name}\"\n\
             pillar = \"{pillar}\"\nsummary = \"What {name} means here, in a sentence.\"\n"
        );
    }
    out
}

fn competency_name(competency: usize) -> String {
    let mut name = format!("{} {}", ADJECTIVES[competency * 3], NOUNS[competency * 5]);
    name[..1].make_ascii_uppercase();
    name
}

fn pillar(competency: usize) -> &'static str {
    PILLARS[competency * PILLARS.len() / COMPETENCIES]
}

fn glossary() -> String {
    let mut out = String::new();
    for term in 0..40 {
        let name = format!("{} {}", ADJECTIVES[term], NOUNS[(term * 7) % NOUNS.len()]);
        let definition = format!("What we mean when we say {name}, and what we don't.");
        let _ = write!(out, "[[term]]\nname = \"{name}\"\ndefinition = \"{definition}\"\n");
    }
    out
}

fn role_text(random: &mut Random, role: usize, roles: usize) -> String {
    let levels: Vec<String> = (1..=LEVELS).map(|level| format!("\"l{level}\"")).collect();
    format!(
        "title = \"{}\"\nfamily = \"family-{}\"\ntrack = \"ic\"\nlevels = [{}]\n\
         include = [\"core\"]\nsummary = \"{}\"\n[path]\nnext = [{{ role = \"role-{}\" }}]\n",
        role_title(role),
        role % 8,
        levels.join(", "),
        sentence(random).join(" "),
        (role + 1) % roles,
    )
}

/// A behaviour: its words, and its id where its author wrote one.
#[derive(Clone)]
struct Line {
    words: Vec<String>,
    id: Option<usize>,
}

/// By level: each competency with its lines.
type Rows = Vec<(usize, Vec<Line>)>;

/// Some competencies at all levels. From one level to the next, of ten lines four stay, four are
/// raised, and two make place for new ones.
fn rows(random: &mut Random, competencies: std::ops::Range<usize>) -> Vec<Rows> {
    let mut number = competencies.start * 1000;
    let mut line = |random: &mut Random| {
        number += 1;
        Line { words: sentence(random), id: Some(number) }
    };
    let mut level: Rows = competencies
        .map(|competency| (competency, (0..BEHAVIOURS).map(|_| line(random)).collect()))
        .collect();
    let mut levels = vec![level.clone()];
    for _ in 1..LEVELS {
        for one in level.iter_mut().flat_map(|(_, lines)| lines) {
            match random.below(10) {
                0..4 if one.id.is_some() => {}
                0..8 => {
                    // One author of three doesn't write the id again: matching has to find out.
                    if random.below(3) == 0 {
                        one.id = None;
                    }
                    for _ in 0..3 {
                        let place = random.below(one.words.len());
                        one.words[place] = random.pick(&NOUNS).to_owned();
                    }
                }
                _ => *one = line(random),
            }
        }
        levels.push(level.clone());
    }
    levels
}

fn level_text(front: Option<&str>, rows: &Rows) -> String {
    let mut out = front.map(|front| format!("+++\n{front}\n+++\n")).unwrap_or_default();
    let mut last = "";
    for (competency, lines) in rows {
        if pillar(*competency) != last {
            last = pillar(*competency);
            let _ = write!(out, "\n## {last}\n");
        }
        let _ = write!(out, "\n### {}\n\n", competency_name(*competency));
        for line in lines {
            let mut text = line.words.join(" ");
            text[..1].make_ascii_uppercase();
            let id = line.id.map(|id| format!(" {{#line-{id}}}")).unwrap_or_default();
            let _ = writeln!(out, "- {text}.{id}");
        }
    }
    out
}

/// Twelve to twenty-five words.
fn sentence(random: &mut Random) -> Vec<String> {
    let length = 12 + random.below(14);
    let mut words = Vec::new();
    while words.len() < length {
        let (verb, adjective) = (random.pick(&VERBS), random.pick(&ADJECTIVES));
        let (noun, link) = (random.pick(&NOUNS), random.pick(&LINKS));
        words.extend([verb, "the", adjective, noun, link].map(str::to_owned));
    }
    words.truncate(length);
    words
}

/// SplitMix64: small, good enough, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}

const VERBS: [&str; 40] = [
    "owns",
    "splits",
    "plans",
    "reviews",
    "writes",
    "measures",
    "explains",
    "repairs",
    "questions",
    "shapes",
    "finds",
    "closes",
    "leads",
    "drafts",
    "checks",
    "raises",
    "ships",
    "tests",
    "removes",
    "names",
    "weighs",
    "frames",
    "hands",
    "grows",
    "coaches",
    "listens",
    "decides",
    "shares",
    "tracks",
    "documents",
    "simplifies",
    "guards",
    "tunes",
    "answers",
    "prepares",
    "delivers",
    "proposes",
    "aligns",
    "learns",
    "teaches",
];
const ADJECTIVES: [&str; 40] = [
    "quiet",
    "shared",
    "complex",
    "daily",
    "uncertain",
    "critical",
    "small",
    "regional",
    "technical",
    "recurring",
    "public",
    "internal",
    "fragile",
    "measured",
    "early",
    "late",
    "open",
    "hidden",
    "honest",
    "lasting",
    "narrow",
    "wide",
    "steady",
    "urgent",
    "simple",
    "costly",
    "safe",
    "weekly",
    "remote",
    "central",
    "local",
    "broken",
    "healthy",
    "planned",
    "sudden",
    "common",
    "rare",
    "useful",
    "doubtful",
    "joint",
];
const NOUNS: [&str; 60] = [
    "release",
    "incident",
    "customer",
    "design",
    "budget",
    "pipeline",
    "dashboard",
    "risk",
    "market",
    "backlog",
    "interface",
    "contract",
    "team",
    "metric",
    "review",
    "alert",
    "roadmap",
    "query",
    "deployment",
    "vendor",
    "promise",
    "document",
    "schedule",
    "signal",
    "migration",
    "decision",
    "experiment",
    "question",
    "boundary",
    "outage",
    "partner",
    "handover",
    "estimate",
    "goal",
    "archive",
    "standard",
    "account",
    "network",
    "mentor",
    "forecast",
    "ledger",
    "cluster",
    "policy",
    "survey",
    "library",
    "prototype",
    "workshop",
    "meeting",
    "channel",
    "device",
    "journey",
    "campaign",
    "sample",
    "tool",
    "habit",
    "story",
    "draft",
    "channelist",
    "quarter",
    "audience",
];
const LINKS: [&str; 14] = [
    "and",
    "before it",
    "so that everyone",
    "with care",
    "across teams",
    "without delay",
    "then",
    "while others",
    "for the",
    "until it",
    "in the open",
    "because nobody",
    "when it",
    "or",
];
