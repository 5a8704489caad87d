//! Monzo's progression framework: Markdown files whose front matter is YAML with topics, and what
//! each of them asks for level by level, or whose body says it in prose. `generic.md` is what others
//! take the criteria of their own topics of the same name from. `CODEOWNERS` says whose a file is.

mod level;
mod owners;
mod topics;

use self::owners::Owners;
use super::declared::Family;
use super::document::{Block, below_title, plain, split_icon, squeeze};
use super::foreign::{Foreign, Page, Role, Source, Track, TrackLevel};
use super::ids::{Paths, slug, spoken};
use super::yaml::Yaml;
use super::{ImportError, Input, encoding, markdown_blocks};

/// Keys with ids, numbers and switches, which nobody reads.
const WORDS: &[&str] = &["path", "sidebarGroup", "yaml", "levels", "homepage", "name", "level"];

/// Whether a Markdown file among these has such a front matter.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| markdown_blocks::is_markdown(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|decoded| decoded.text).unwrap_or_default();
        let file = File::read(&text, &mut Source::default());
        file.is_ok_and(|file| !matches!(file.front.get("sidebarTitle"), Yaml::Nothing))
    })
}

/// A framework's file.
struct File {
    front: Yaml,
    body: String,
}

impl File {
    fn read(text: &str, source: &mut Source) -> Result<File, String> {
        let rest = text.strip_prefix("---\n").ok_or("there is no front matter")?;
        let end = rest.find("\n---\n").map(|at| (at, at + 5));
        let end = end.or_else(|| Some((rest.strip_suffix("\n---")?.len(), rest.len())));
        let (end, body) = end.ok_or("the front matter has no end")?;
        let front = Yaml::read(&without_tabs(&rest[..end], source))?;
        match front {
            Yaml::Map(_) => Ok(File { front, body: rest[body..].to_owned() }),
            _ => Err("the front matter has no keys".to_owned()),
        }
    }

    /// What a role is called: without the picture, and without the word that all are called.
    fn title(&self) -> String {
        let [title, short] = ["title", "sidebarTitle"].map(|key| words(self.front.get(key).text()));
        let title = if title.is_empty() { short } else { title };
        let bare = split_icon(&title).1;
        let bare = bare.strip_suffix(" Framework").unwrap_or(bare).trim();
        if bare.is_empty() { "Role".to_owned() } else { bare.to_owned() }
    }
}

/// A tab before or behind the dash of a list, where strict YAML allows none.
fn without_tabs(text: &str, source: &mut Source) -> String {
    let mut out = Vec::new();
    for line in text.split('\n') {
        let (start, rest) =
            line.split_at(line.len() - line.trim_start_matches([' ', '-', '\t']).len());
        let tabs = start.matches('\t').count();
        if tabs > 0 {
            *source.repairs.entry("tab made a space".to_owned()).or_default() += tabs;
        }
        out.push(start.replace('\t', " ") + rest);
    }
    out.join("\n")
}

/// Reads all files.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut reader = Reader::default();
    let mut files = Vec::new();
    let mut owners = None;
    for (at, input) in inputs.iter().enumerate() {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        if input.path.rsplit('/').next() == Some("CODEOWNERS") && owners.is_none() {
            match source.decode(&input.bytes) {
                Ok(text) => owners = Some((at, Owners::read(&text, &mut source))),
                Err(why) => source.skipped = Some(why),
            }
        } else {
            match decode(input, &mut source) {
                Ok(file) => files.push((at, file)),
                Err(why) => source.skipped = Some(why),
            }
        }
        reader.sources.push(source);
    }
    let generic = files.iter().find(|(at, _)| is_generic(&inputs[*at].path));
    let generic = generic.filter(|_| files.len() > 1);
    if let Some((at, file)) = generic {
        (reader.foreign.shared, reader.generic) = topics::sets(file, &mut reader.sources[*at]);
    }
    for (at, file) in &files {
        reader.role(*at, file, generic.is_some_and(|(one, _)| one == at));
    }
    if let Some((at, owners)) = owners {
        reader.owners(at, &owners);
    }
    let generic = generic.map(|(at, _)| *at);
    Ok(reader.finish(generic))
}

fn is_generic(path: &str) -> bool {
    path == "generic.md" || path.ends_with("/generic.md")
}

fn decode(input: &Input, source: &mut Source) -> Result<File, String> {
    if !markdown_blocks::is_markdown(&input.path) {
        return Err("not a Markdown file".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    let file = File::read(&text, source).inspect_err(|_| {
        source.blocks = text.lines().map(squeeze).filter(|line| !line.is_empty()).collect();
    })?;
    let front = file.front.texts(WORDS).into_iter().flat_map(markdown_blocks::visible);
    source.blocks = front.chain(markdown_blocks::visible(&file.body)).collect();
    if source.blocks.is_empty() { Err("there is no text".to_owned()) } else { Ok(file) }
}

/// A name as one line.
fn words(name: &str) -> String {
    markdown_blocks::visible(name).join(" ")
}

/// A topic of the generic framework: its name there, its title, and its shared set.
struct Generic {
    name: String,
    title: String,
    set: String,
}

#[derive(Default)]
struct Reader {
    foreign: Foreign,
    sources: Vec<Source>,
    generic: Vec<Generic>,
    /// The file of each role.
    files: Vec<usize>,
    paths: Paths,
}

impl Reader {
    /// The role of a file; the generic framework is one that has nothing but what is shared.
    fn role(&mut self, at: usize, file: &File, is_generic: bool) {
        let title = file.title();
        let mut role = Role { id: self.foreign.free_role_id(&title), title, ..Role::default() };
        role.track = "levels".to_owned();
        let source = &mut self.sources[at];
        topics::check(file, source);
        for key in ["title", "sidebarTitle"] {
            let said = words(file.front.get(key).text());
            source.join(&said, &role.title, "a role has one title, without a picture");
        }
        let is_prose = file.front.get("yaml").text() == "false";
        if is_prose {
            let blocks = source.blocks_of(&file.body);
            role.levels = level::levels(&blocks, &mut role, source);
        } else if is_generic {
            role.include = self.foreign.shared.iter().map(|set| set.id.clone()).collect();
        } else {
            (role.levels, role.include) = topics::levels(file, &self.generic, source);
        }
        self.inherit(&mut role, file, at, is_generic);
        if role.levels.is_empty() {
            self.sources[at].skipped = Some("there is no level in it".to_owned());
            return;
        }
        role.family = self.family(file.front.get("sidebarGroup").text());
        if !is_prose {
            self.page(at, file, &role.title);
        }
        self.files.push(at);
        self.foreign.roles.push(role);
    }

    /// The family of a group, which is made if need be.
    fn family(&mut self, group: &str) -> String {
        let name = if group.is_empty() { "General".to_owned() } else { spoken(group) };
        let family = Family::new(&name);
        let id = family.id.clone();
        if self.foreign.families.iter().all(|one| one.id != id) {
            self.foreign.families.push(family);
        }
        id
    }

    /// The levels of which only the generic framework says something, as many as the file counts; in
    /// the generic framework itself all, or nobody might have them.
    fn inherit(&mut self, role: &mut Role, file: &File, at: usize, is_generic: bool) {
        let shared = self.foreign.shared.iter().flat_map(|set| &set.levels).filter(|_| is_generic);
        let own = role.levels.iter().chain(shared).map(|level| level.number).max();
        let own = own.unwrap_or_default();
        let counted = file.front.get("levels").text().parse::<u32>().ok();
        if let Some(count) = counted.filter(|count| own > *count) {
            let warning = format!("it says that there are {count} levels; there are {own}");
            self.sources[at].warnings.push(warning);
        }
        let count = counted.filter(|_| !is_generic).unwrap_or(if own > 0 { own } else { u32::MAX });
        let sets = self.foreign.shared.iter().filter(|set| role.include.contains(&set.id));
        for level in sets.flat_map(|set| &set.levels).filter(|level| level.number <= count) {
            if role.levels.iter().all(|one| one.number != level.number) {
                role.levels.push(level::empty(level.number, role.title.clone()));
            }
        }
        role.levels.sort_by_key(|level| level.number);
    }

    /// The body as a page of the handbook, once for all files with the same body.
    fn page(&mut self, at: usize, file: &File, title: &str) {
        let source = &mut self.sources[at];
        let mut body = source.blocks_of(&file.body);
        if body.is_empty() {
            return;
        }
        let mut title = title.to_owned();
        if let Some(Block::Heading { text, .. }) = body.first() {
            title = plain(text);
            body.remove(0);
        }
        let page = Page { path: String::new(), title, body: below_title(body) };
        let mut known = self.foreign.pages.iter();
        let known = known.find(|one| one.title == page.title && one.body == page.body);
        if let Some(page) = known {
            source.targets.push(format!("content/{}", page.path));
            for block in markdown_blocks::visible(&file.body) {
                source.join(&block, &block, "many files have this page");
            }
            return;
        }
        let path = self.paths.page(&slug(&page.title));
        self.sources[at].targets.push(format!("content/{path}"));
        self.foreign.pages.push(Page { path, ..page });
    }

    fn owners(&mut self, at: usize, owners: &Owners) {
        let mut used = Vec::new();
        for (role, file) in self.foreign.roles.iter_mut().zip(&self.files) {
            let Some((rule, names)) = owners.of(&self.sources[*file].path) else { continue };
            used.push(rule);
            role.owner = Some(names.join(", "));
            self.sources[at].targets.push(format!("content/roles/{}/role.toml", role.id));
        }
        owners.account(&used, &mut self.sources[at]);
    }

    fn finish(mut self, generic: Option<usize>) -> Foreign {
        let mut numbers: Vec<u32> = self.foreign.levels().map(|level| level.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let level = |number: &u32| TrackLevel {
            id: level::id(*number),
            name: level::name(*number),
            number: *number,
            parallel: Vec::new(),
        };
        let (id, name) = ("levels".to_owned(), "Levels".to_owned());
        let levels = numbers.iter().map(level).collect();
        self.foreign.tracks.push(Track { id, name, levels });
        for (role, at) in self.foreign.roles.iter().zip(&self.files) {
            let targets = &mut self.sources[*at].targets;
            targets.push(format!("content/roles/{}/role.toml", role.id));
            let file = |id: &str| format!("content/roles/{}/{id}.md", role.id);
            targets.extend(role.levels.iter().map(|level| file(&level.id)));
            targets.push("content/framework.toml".to_owned());
        }
        if let Some(at) = generic {
            let targets = &mut self.sources[at].targets;
            for set in &self.foreign.shared {
                let file = |id: &str| format!("content/shared/{}/{id}.md", set.id);
                targets.extend(set.levels.iter().map(|level| file(&level.id)));
            }
        }
        // What stands in no group comes last.
        self.foreign.families.sort_by_key(|family| family.id == "general");
        self.foreign.title = "Career framework".to_owned();
        let trace = &mut self.foreign.trace;
        trace.notes.push(
            "the title, the names of the levels, and the family `General` of what stands in no \
             group, are guesses: the files name none"
                .to_owned(),
        );
        trace.sources = self.sources;
        self.foreign
    }
}
