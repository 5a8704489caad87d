//! The writer: a foreign framework as the files of this program's format, written as a person would
//! have written them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::iter;

use super::competencies::Competency;
use super::declared::{Link, Meaning};
use super::document::{Block, Inline, Text, plain};
use super::foreign::{
    Behaviour, Cell, Foreign, Level, Page, Pillar, Role, Section, SectionKind, Term,
};
use super::ids::{self, BehaviourIds, is_same_name, slug};
use super::prose;

/// All files, by path relative to the folder of `book.toml`.
pub(super) fn write(foreign: &Foreign, competencies: &[Competency]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("book.toml".to_owned(), book(foreign));
    files.insert("content/framework.toml".to_owned(), framework(foreign, competencies));
    let mut ids = shared_files(foreign, &mut files);
    for role in &foreign.roles {
        let folder = format!("content/roles/{}", role.id);
        files.insert(format!("{folder}/role.toml"), role_file(role, foreign));
        let description = role.description.iter().flat_map(|one| one.files(&folder));
        files.extend(description);
        for level in &role.levels {
            ids.start_page();
            // What the level includes stands on its page, too; if it is all, no file is needed.
            let mut included = foreign.included(role, &level.id).peekable();
            if included.peek().is_some() && level.is_bare(&role.title) {
                continue;
            }
            included.for_each(|line| drop(ids.id(&plain(&line.text))));
            let path = format!("roles/{}/{}.md", role.id, level.id);
            let text = level_file(level, &role.title, &foreign.pillars, &path, &mut ids);
            files.insert(format!("content/{path}"), text);
        }
    }
    for (n, page) in foreign.pages.iter().enumerate() {
        files.insert(format!("content/{}", page.path), page_file(page, n + 1));
    }
    if !foreign.terms.is_empty() {
        files.insert("content/glossary.toml".to_owned(), glossary(&foreign.terms));
    }
    files
}

/// The files of all shared sets, and the ids in them. A role may include any of them: so ids are told
/// apart as if all sets stood on one page.
fn shared_files(foreign: &Foreign, files: &mut BTreeMap<String, String>) -> BehaviourIds {
    let mut ids = BehaviourIds::default();
    let levels: BTreeSet<&str> =
        foreign.shared.iter().flat_map(|set| &set.levels).map(|one| one.id.as_str()).collect();
    for set in &foreign.shared {
        let mut head = Toml::new();
        head.text("title", &set.title);
        files.insert(format!("content/shared/{}/shared.toml", set.id), head.0);
    }
    for id in levels {
        ids.start_page();
        for set in &foreign.shared {
            for level in set.levels.iter().filter(|level| level.id == id) {
                let path = format!("shared/{}/{id}.md", set.id);
                let text = level_file(level, "", &foreign.pillars, &path, &mut ids);
                files.insert(format!("content/{path}"), text);
            }
        }
    }
    ids
}

/// A TOML file under construction: `key = value` lines and tables with an empty line before each.
struct Toml(String);

impl Toml {
    fn new() -> Self {
        Self(String::new())
    }

    fn table(&mut self, header: &str) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(header);
        self.0.push('\n');
        self
    }

    /// A table that belongs to the one above it, and stands close to it.
    fn subtable(&mut self, header: &str) -> &mut Self {
        self.0.push_str(header);
        self.0.push('\n');
        self
    }

    fn comment(&mut self, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "# {text}");
        self
    }

    fn text(&mut self, key: &str, value: &str) -> &mut Self {
        let _ = writeln!(self.0, "{key} = {}", quoted(value));
        self
    }

    fn list<S: AsRef<str>>(&mut self, key: &str, values: &[S]) -> &mut Self {
        let values: Vec<String> = values.iter().map(|v| quoted(v.as_ref())).collect();
        let _ = writeln!(self.0, "{key} = [{}]", values.join(", "));
        self
    }

    /// Markdown, unless there is none.
    fn prose(&mut self, key: &str, blocks: &[Block], file: &str) -> &mut Self {
        if !blocks.is_empty() {
            self.text(key, &prose::blocks(blocks, file));
        }
        self
    }
}

/// A string as TOML writes it; the crate chooses the kind of quotes.
fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}

fn book(foreign: &Foreign) -> String {
    let mut out = Toml::new();
    out.table("[book]").text("title", &foreign.title);
    if let Some(language) = &foreign.language {
        out.text("language", language);
    }
    if let Some(version) = &foreign.version {
        out.text("version", version);
    }
    out.0
}

fn framework(foreign: &Foreign, competencies: &[Competency]) -> String {
    let file = "framework.toml";
    let mut out = Toml::new();
    out.prose("summary", &foreign.summary, file);
    if foreign.is_cumulative {
        out.0.push_str("cumulative = true\n");
    }
    for family in &foreign.families {
        out.table("[[family]]").text("id", &family.id).text("name", &family.name);
        out.prose("summary", &family.summary, file);
    }
    tracks(foreign, &mut out);
    let ids = pillar_ids(foreign);
    for (pillar, id) in foreign.pillars.iter().zip(&ids) {
        out.table("[[pillar]]").text("id", id).text("name", &pillar.name);
        if let Some(icon) = &pillar.icon {
            out.text("icon", icon);
        }
    }
    let mut heading: Option<&String> = None;
    for competency in competencies {
        if competency.pillar.as_ref() != heading {
            heading = competency.pillar.as_ref();
            if let Some(pillar) = heading {
                let name = pillar.replace(char::is_control, "");
                let _ = writeln!(out.0, "\n# {name}");
            }
        }
        out.table("[[competency]]").text("id", &competency.id).text("name", &competency.name);
        if let Some(pillar) = &competency.pillar {
            let is_it = |one: &Pillar| is_same_name(&one.name, pillar);
            let id = foreign.pillars.iter().position(is_it).map(|at| &ids[at]);
            out.text("pillar", id.unwrap_or(&slug(pillar)));
        }
        if !competency.aliases.is_empty() {
            out.list("aliases", &competency.aliases);
        }
        let names = || iter::once(&competency.name).chain(&competency.aliases);
        let is_it = |one: &&Meaning| names().any(|name| is_same_name(name, &one.competency));
        if let Some(meaning) = foreign.meanings.iter().find(is_it) {
            said_of_competency(meaning, &mut out);
        }
    }
    scales(foreign, &mut out);
    for attribute in &foreign.attributes {
        out.table("[[attribute]]").text("id", &attribute.id).text("label", &attribute.label);
        out.text("type", if attribute.is_list { "list" } else { "text" });
        out.prose("summary", &attribute.summary, file);
    }
    out.0
}

fn said_of_competency(meaning: &Meaning, out: &mut Toml) {
    out.prose("summary", &meaning.summary, "framework.toml");
    if let Some(scale) = &meaning.scale {
        out.text("scale", scale);
    }
    let link =
        |link: &Link| format!("{{ label = {}, url = {} }}", quoted(&link.label), quoted(&link.url));
    let links: Vec<String> = meaning.links.iter().map(link).collect();
    match &links[..] {
        [] => {}
        [one] => out.0.push_str(&format!("links = [{one}]\n")),
        all => out.0.push_str(&format!("links = [\n  {},\n]\n", all.join(",\n  "))),
    }
}

fn scales(foreign: &Foreign, out: &mut Toml) {
    for scale in &foreign.scales {
        out.table("[[scale]]").text("id", &scale.id).text("name", &scale.name);
        for point in &scale.points {
            out.subtable("[[scale.point]]").text("id", &point.id).text("name", &point.name);
            if !point.summary.is_empty() {
                out.text("summary", &prose::line(&point.summary, "framework.toml"));
            }
        }
    }
}

/// Ids of pillars: names that differ by marks only have numbers, and no id is the name of another,
/// of an attribute or of a competency without a pillar, since a heading could mean either.
fn pillar_ids(foreign: &Foreign) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let attributes = foreign.attributes.iter().map(|one| &one.label);
    let bare = foreign.levels().flat_map(|level| &level.sections);
    let bare = bare.filter(|section| section.kind == SectionKind::Bare);
    let bare = bare.flat_map(|section| &section.cells).map(|cell| &cell.name);
    let names = attributes.chain(foreign.pillars.iter().map(|one| &one.name)).chain(bare);
    let names: BTreeSet<&String> = names.collect();
    for pillar in &foreign.pillars {
        let is_other = |one: &String| {
            let mut others = names.iter().filter(|other| **other != &pillar.name);
            others.any(|other| other.to_lowercase() == *one)
        };
        let is_free = |one: &String| !ids.contains(one) && !is_other(one);
        ids.push(ids::free(&slug(&pillar.name), is_free));
    }
    ids
}

fn tracks(foreign: &Foreign, out: &mut Toml) {
    for track in &foreign.tracks {
        out.table("[[track]]").text("id", &track.id).text("name", &track.name);
        for level in &track.levels {
            out.subtable("[[track.level]]").text("id", &level.id).text("name", &level.name);
            if !level.parallel.is_empty() {
                out.list("parallel", &level.parallel);
            }
        }
    }
}

fn role_file(role: &Role, foreign: &Foreign) -> String {
    let levels: Vec<&str> = role.levels.iter().map(|l| l.id.as_str()).collect();
    let first = foreign.families.first().map(|one| &one.id).filter(|_| role.family.is_empty());
    let mut out = Toml::new();
    out.text("title", &role.title)
        .text("family", first.unwrap_or(&role.family))
        .text("track", &role.track)
        .list("levels", &levels);
    if !role.include.is_empty() {
        out.list("include", &role.include);
    }
    out.prose("summary", &role.summary, &format!("roles/{}/role.toml", role.id));
    if let Some(owner) = &role.owner {
        out.text("owner", owner);
    }
    if role.is_legacy {
        out.text("status", "legacy");
    }
    let mut others = foreign.roles.iter().filter(|other| other.family == role.family);
    let has_other_track = others.any(|other| other.track != role.track);
    let path = role.description.as_ref().map(|one| one.path()).unwrap_or_default();
    if role.parallel.is_some() || !path.is_empty() {
        out.table("[path]");
        if let Some(parallel) = &role.parallel {
            out.text("parallel", parallel);
        }
        out.0.push_str(&path);
    } else if has_other_track {
        out.table(
            "# The source does not say which role of the other track stands beside this one:",
        );
        out.comment("[path]");
        out.comment("parallel = \"…\"");
    }
    out.0
}

/// A level; `usual` is the title that it has if it says none.
fn level_file(
    level: &Level,
    usual: &str,
    pillars: &[Pillar],
    path: &str,
    ids: &mut BehaviourIds,
) -> String {
    let mut head = Toml::new();
    if level.title != usual {
        head.text("title", &level.title);
    }
    if !level.tagline.is_empty() {
        head.text("tagline", &prose::line(&level.tagline, path));
    }
    if !level.attributes.is_empty() {
        head.subtable("[attributes]");
        for (id, value) in &level.attributes {
            head.text(id, &prose::line(value, path));
        }
    }
    let mut body: Vec<String> = Vec::new();
    push(&mut body, level_prose(&level.intro, path));
    for section in &level.sections {
        section_text(section, pillars, path, ids, &mut body);
    }
    if head.0.is_empty() && body.is_empty() {
        head.comment("The source doesn't say what is expected at this level.");
    }
    with_front_matter(&head.0, &body.join("\n\n"))
}

fn section_text(
    section: &Section,
    pillars: &[Pillar],
    path: &str,
    ids: &mut BehaviourIds,
    body: &mut Vec<String>,
) {
    let is_bare = section.kind == SectionKind::Bare;
    if !is_bare {
        body.push(format!("## {}", title(&section.name)));
    }
    let intro = level_blocks(&section.intro);
    let intro: Vec<Block> = match section.kind {
        // A bullet of a pillar would belong to no competency; in a quotation it is prose.
        SectionKind::Pillar => intro.into_iter().map(quoted_list).collect(),
        SectionKind::Attribute | SectionKind::Bare => intro.into_iter().map(sayable).collect(),
    };
    push(body, prose::blocks(&intro, path));
    push(body, bullets(&section.items, path, ids));
    for cell in &section.cells {
        // Where a pillar has the same name, the higher heading would be taken for it.
        let is_pillar = pillars.iter().any(|one| is_same_name(&one.name, &cell.name));
        let marks = if is_bare && !is_pillar { "##" } else { "###" };
        body.push(format!("{marks} {}{}", title(&cell.name), cell_marks(cell)));
        cell_text(cell, path, ids, body);
    }
}

fn cell_marks(cell: &Cell) -> String {
    if cell.is_not_expected {
        return " {not-expected}".to_owned();
    }
    let mark = |(key, value): (&str, &Option<String>)| {
        value.as_ref().map(|value| format!("{key}={value}"))
    };
    let marks = [("proficiency", &cell.proficiency), ("same_as", &cell.same_as)];
    let marks: Vec<String> = marks.into_iter().filter_map(mark).collect();
    match marks.is_empty() {
        true if cell.is_empty() => " {not-written}".to_owned(),
        true => String::new(),
        false => format!(" {{{}}}", marks.join(" ")),
    }
}

fn cell_text(cell: &Cell, path: &str, ids: &mut BehaviourIds, body: &mut Vec<String>) {
    push(body, level_prose(&cell.before, path));
    push(body, bullets(&cell.behaviours, path, ids));
    push(body, level_prose(&cell.after, path));
    if !cell.examples.is_empty() {
        body.push("#### Examples".to_owned());
        let lines: Vec<String> = cell.examples.iter().map(|e| item(e, path)).collect();
        body.push(lines.join("\n"));
    }
}

fn level_prose(blocks: &[Block], path: &str) -> String {
    let blocks: Vec<Block> = level_blocks(blocks).into_iter().map(sayable).collect();
    prose::blocks(&blocks, path)
}

/// Prose of a level file, where a heading would open a competency: one within prose is a line in
/// bold.
fn level_blocks(blocks: &[Block]) -> Vec<Block> {
    let bold = |text: &Text| Block::Paragraph(vec![Inline::Strong(text.clone())]);
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } => out.push(bold(text)),
            Block::Details { summary, body } => {
                out.push(bold(summary));
                out.extend(level_blocks(body));
            }
            other => out.push(other.clone()),
        }
    }
    out
}

fn quoted_list(block: Block) -> Block {
    match block {
        Block::List { .. } => Block::Quote(vec![block]),
        other => other,
    }
}

/// A list below a heading says what is expected, unless one of its bullets begins without a word: in
/// a quotation it is prose.
fn sayable(block: Block) -> Block {
    let begins_with_word = |item: &Vec<Block>| match item.first() {
        Some(Block::Paragraph(text)) => plain(text).contains(char::is_alphanumeric),
        _ => false,
    };
    match &block {
        Block::List { items, .. } if !items.iter().all(begins_with_word) => quoted_list(block),
        _ => block,
    }
}

fn title(name: &str) -> String {
    prose::heading(&super::document::text(name), "")
}

fn bullets(behaviours: &[Behaviour], path: &str, ids: &mut BehaviourIds) -> String {
    let lines: Vec<String> = behaviours.iter().map(|b| bullet(b, path, ids)).collect();
    lines.join("\n")
}

/// A bullet with its id at the end of its first paragraph.
fn bullet(behaviour: &Behaviour, path: &str, ids: &mut BehaviourIds) -> String {
    let id = ids.id(&plain(&behaviour.text));
    let text = item(&[Block::Paragraph(behaviour.text.clone())], path);
    let mut out = format!("{text} {{#{id}}}");
    let mut children = behaviour.children.clone();
    let named = |example: &Text| {
        let mut text = vec![Inline::Plain("Example: ".to_owned())];
        text.extend(example.iter().cloned());
        vec![Block::Paragraph(text)]
    };
    let examples: Vec<Vec<Block>> = behaviour.examples.iter().map(named).collect();
    match children.last_mut() {
        _ if examples.is_empty() => {}
        Some(Block::List { start: None, items }) => items.extend(examples),
        _ => children.push(Block::List { start: None, items: examples }),
    }
    if let Some(first) = children.first() {
        // Else it would go on with the paragraph above, behind its id.
        if !prose::may_follow_text(first) {
            out.push('\n');
        }
        for line in prose::blocks(&level_blocks(&children), path).lines() {
            out.push_str(if line.is_empty() { "\n" } else { "\n  " });
            out.push_str(line);
        }
    }
    out
}

fn item(blocks: &[Block], path: &str) -> String {
    prose::list_item("- ", blocks, path)
}

fn push(body: &mut Vec<String>, text: String) {
    if !text.is_empty() {
        body.push(text);
    }
}

/// A Markdown file of the content.
pub(super) fn with_front_matter(head: &str, body: &str) -> String {
    match (head.is_empty(), body.is_empty()) {
        (true, _) => format!("{body}\n"),
        (false, true) => format!("+++\n{head}+++\n"),
        (false, false) => format!("+++\n{head}+++\n\n{body}\n"),
    }
}

fn page_file(page: &Page, order: usize) -> String {
    let mut head = Toml::new();
    head.text("title", &page.title);
    let _ = writeln!(head.0, "order = {order}");
    with_front_matter(&head.0, &prose::blocks(&page.body, &page.path))
}

fn glossary(terms: &[Term]) -> String {
    let mut out = Toml::new();
    for term in terms {
        out.table("[[term]]")
            .text("name", &term.name)
            .text("definition", &definition(&term.definition));
    }
    out.0
}

fn definition(text: &Text) -> String {
    prose::line(text, "glossary.toml")
}
