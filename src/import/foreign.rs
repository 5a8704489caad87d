//! A framework as a foreign source tells it, before it has ids: what every importer fills, and the
//! one writer reads.

use std::collections::BTreeMap;

use super::declared::{Family, Meaning, Scale, SharedSet};
use super::description::Description;
use super::document::{Block, Text, plain_block, split_icon, text};
use super::ids::{self, LevelTitle, is_same_name, slug};
use super::report::Totals;
pub(super) use super::trace::{Change, ChangeKind, Piece, Source, Trace};

/// A framework read from a foreign source.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub(super) title: String,
    pub(super) version: Option<String>,
    pub(super) language: Option<String>,
    /// What the home page says.
    pub(super) summary: Vec<Block>,
    /// A level is expected on top of all below it.
    pub(super) is_cumulative: bool,
    pub(super) families: Vec<Family>,
    pub(super) tracks: Vec<Track>,
    pub(super) pillars: Vec<Pillar>,
    pub(super) scales: Vec<Scale>,
    pub(super) attributes: Vec<Attribute>,
    /// What is said of competencies wherever they stand.
    pub(super) meanings: Vec<Meaning>,
    pub(super) roles: Vec<Role>,
    /// What several roles include.
    pub(super) shared: Vec<SharedSet>,
    pub(super) pages: Vec<Page>,
    pub(super) terms: Vec<Term>,
    pub(super) trace: Trace,
    /// Files of a source that has all of this program's own format, ready to be written: then
    /// nothing else is said here.
    pub(super) content: BTreeMap<String, String>,
    /// What is counted in those.
    pub(super) counts: Totals,
}

impl Foreign {
    /// Puts a level into the role of its content file, `roles/<role>/<level>.md`, and into its
    /// track, and makes them if need be.
    ///
    /// # Errors
    /// The role has this level already.
    pub(super) fn place(
        &mut self,
        file: &str,
        title: &LevelTitle,
        level: Level,
    ) -> Result<(), String> {
        let (track, track_name) = title.track();
        let role_title = title.role_title();
        let role_id = file.split('/').nth(1).unwrap_or_default().to_owned();
        let roles = &mut self.roles;
        let at = roles.iter().position(|r| r.id == role_id).unwrap_or_else(|| {
            let (id, track) = (role_id.clone(), track.to_owned());
            roles.push(Role { id, title: role_title, track, ..Role::default() });
            roles.len() - 1
        });
        let role = &mut roles[at];
        if role.levels.iter().any(|l| l.id == level.id) {
            return Err(format!("another page is {} of {}", title.name, role.title));
        }
        role.levels.push(level);
        role.levels.sort_by_key(|l| l.number);
        self.place_in_track(track, track_name, title);
        Ok(())
    }

    fn place_in_track(&mut self, id: &str, name: &str, title: &LevelTitle) {
        let tracks = &mut self.tracks;
        let at = tracks.iter().position(|t| t.id == id).unwrap_or_else(|| {
            let (id, name) = (id.to_owned(), name.to_owned());
            tracks.push(Track { id, name, levels: Vec::new() });
            tracks.len() - 1
        });
        let levels = &mut tracks[at].levels;
        if !levels.iter().any(|l| l.id == title.id) {
            let (id, name) = (title.id.clone(), title.name.clone());
            levels.push(TrackLevel { id, name, number: title.number, parallel: Vec::new() });
            levels.sort_by_key(|l| l.number);
        }
    }

    /// A family and a title where the files say none: guesses, which are noted. So are levels of
    /// which nothing is written.
    pub(super) fn guess_names(&mut self) {
        for role in self.roles.iter().filter(|role| role.description.is_some()) {
            for level in role.levels.iter().filter(|level| level.is_empty()) {
                self.trace.notes.push(format!(
                    "no file says what is expected of {}: its level `{}` is a guess by the title, \
                     and empty",
                    role.title, level.id
                ));
            }
        }
        if !self.families.is_empty() {
            return;
        }
        let is_engineering = self.roles.iter().any(|r| r.title.contains("Engineer"));
        let name = if is_engineering { "Engineering" } else { "General" };
        self.families = vec![Family::new(name)];
        let mut guessed = String::new();
        if self.title.is_empty() {
            self.title = match &self.roles[..] {
                [role] => format!("{} career framework", role.title),
                _ => format!("{name} career framework"),
            };
            guessed = format!("title `{}`, the ", self.title);
        }
        self.trace.notes.push(format!(
            "the {guessed}family `{name}` and the names of the tracks are guesses: the files name \
             none"
        ));
    }

    /// The pillar that a heading names.
    pub(super) fn pillar(&self, name: &str) -> Option<&Pillar> {
        self.pillars.iter().find(|one| is_same_name(&one.name, name))
    }

    /// Declares a pillar, once, and gives it as it is written there.
    pub(super) fn declare_pillar(&mut self, name: &str, icon: Option<&str>) -> &Pillar {
        let known = self.pillars.iter().position(|one| is_same_name(&one.name, name));
        let at = known.unwrap_or_else(|| {
            let icon = icon.map(str::to_owned);
            self.pillars.push(Pillar { name: name.to_owned(), icon });
            self.pillars.len() - 1
        });
        &self.pillars[at]
    }

    /// Declares an attribute, once.
    pub(super) fn declare_attribute(&mut self, label: &str, is_list: bool) {
        if !self.attributes.iter().any(|a| is_same_name(&a.label, label)) {
            let is_free = |id: &String| self.attributes.iter().all(|one| one.id != *id);
            let id = ids::free(&slug(label), is_free);
            let label = label.to_owned();
            self.attributes.push(Attribute { id, label, is_list, summary: vec![] });
        }
    }

    /// An id for a role that no other role has.
    pub(super) fn free_role_id(&self, title: &str) -> String {
        ids::free(&slug(title), |id| self.roles.iter().all(|role| role.id != *id))
    }

    /// The path of a handbook page that there isn't yet, below `content/`.
    pub(super) fn free_page(&self, id: &str) -> String {
        let path = |id: &str| format!("pages/{id}.md");
        path(&ids::free(id, |id| self.pages.iter().all(|page| page.path != path(id))))
    }

    /// Every level, of roles and of what they include.
    pub(super) fn levels(&self) -> impl Iterator<Item = &Level> {
        let own = self.roles.iter().flat_map(|role| &role.levels);
        own.chain(self.shared.iter().flat_map(|set| &set.levels))
    }

    /// What a level of a role includes.
    pub(super) fn included(&self, role: &Role, level: &str) -> impl Iterator<Item = &Behaviour> {
        let sets = self.shared.iter().filter(|set| role.include.contains(&set.id));
        let levels = sets.flat_map(|set| &set.levels).filter(move |one| one.id == level);
        levels.flat_map(|one| &one.sections).flat_map(|one| &one.cells).flat_map(|c| &c.behaviours)
    }
}

#[derive(Debug)]
pub(super) struct Track {
    pub(super) id: String,
    pub(super) name: String,
    /// Lowest first.
    pub(super) levels: Vec<TrackLevel>,
}

#[derive(Debug)]
pub(super) struct TrackLevel {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) number: u32,
    pub(super) parallel: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Pillar {
    pub(super) name: String,
    pub(super) icon: Option<String>,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) id: String,
    pub(super) label: String,
    /// A list stands in the level file as a section, a text in its front matter.
    pub(super) is_list: bool,
    /// What it means, where all levels say the same of it.
    pub(super) summary: Vec<Block>,
}

#[derive(Debug, Default)]
pub(super) struct Role {
    pub(super) id: String,
    pub(super) title: String,
    /// Id of its family; empty stands for the first one.
    pub(super) family: String,
    pub(super) track: String,
    /// Lowest first.
    pub(super) levels: Vec<Level>,
    /// Ids of the shared sets that it includes.
    pub(super) include: Vec<String>,
    pub(super) summary: Vec<Block>,
    pub(super) owner: Option<String>,
    pub(super) is_legacy: bool,
    /// Id of the role of another track whose levels stand beside its own.
    pub(super) parallel: Option<String>,
    /// What is said of it beside its levels.
    pub(super) description: Option<Box<Description>>,
}

#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) id: String,
    /// What it is called in its track, until it has one.
    pub(super) name: String,
    /// The place among the levels of its track.
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) tagline: Text,
    /// Values of text attributes, with their ids, in the order of the source.
    pub(super) attributes: Vec<(String, Text)>,
    pub(super) intro: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

impl Level {
    /// A level that says nothing yet.
    pub(super) fn new(title: &LevelTitle) -> Self {
        let LevelTitle { id, number, title, .. } = title.clone();
        Self { id, number, title, ..Self::default() }
    }

    /// Whether it says nothing but the title that it would have anyway.
    pub(super) fn is_bare(&self, usual: &str) -> bool {
        self.title == usual && self.is_empty()
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.tagline.is_empty()
            && self.attributes.is_empty()
            && self.intro.is_empty()
            && self.sections.is_empty()
    }

    /// Adds prose to what was opened last.
    pub(super) fn add_prose(&mut self, block: Block) {
        let Some(section) = self.sections.last_mut() else {
            self.intro.push(block);
            return;
        };
        match section.cells.last_mut() {
            Some(cell) if cell.behaviours.is_empty() => cell.before.push(block),
            Some(cell) => cell.after.push(block),
            None => section.intro.push(block),
        }
    }

    /// Opens a section, or again the one of this kind and name that the level has: whatever stands
    /// below the second of two headings goes below the first, which is given.
    pub(super) fn open(&mut self, kind: SectionKind, name: &str) -> Option<String> {
        let is_it = |one: &Section| one.kind == kind && is_same_name(&one.name, name);
        let known = self.sections.iter().position(is_it).map(|at| self.sections.remove(at));
        let first = known.as_ref().map(|section| section.name.clone());
        self.sections.push(known.unwrap_or_else(|| Section::new(kind, name)));
        first
    }
}

/// What a second-level heading of a level file opens.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) kind: SectionKind,
    /// The label of the attribute, or the name of the pillar; empty without pillars.
    pub(super) name: String,
    pub(super) intro: Vec<Block>,
    /// The bullets of a list attribute.
    pub(super) items: Vec<Behaviour>,
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    Attribute,
    Pillar,
    /// A framework without pillars: one section holds all cells.
    Bare,
}

impl Section {
    pub(super) fn new(kind: SectionKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), intro: vec![], items: vec![], cells: vec![] }
    }
}

/// The competency of behaviours that are said of none.
pub(super) const UNNAMED: &str = "Expectations";

/// A competency at a level.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// The heading as its author wrote it.
    pub(super) name: String,
    pub(super) before: Vec<Block>,
    pub(super) behaviours: Vec<Behaviour>,
    pub(super) after: Vec<Block>,
    /// Of the competency as a whole.
    pub(super) examples: Vec<Vec<Block>>,
    /// The source says that nothing is expected, with a dash or `n/a`.
    pub(super) is_not_expected: bool,
    /// Id of a point of the competency's scale.
    pub(super) proficiency: Option<String>,
    /// Id of the lower level of the role whose expectations hold here.
    pub(super) same_as: Option<String>,
}

impl Section {
    /// Opens a competency, or again the one of this name that the section has, be it with another
    /// icon: what stands below the second of two headings goes below the first, which is given.
    pub(super) fn open(&mut self, name: &str) -> Option<String> {
        let is_it = |cell: &Cell| is_same_name(split_icon(&cell.name).1, split_icon(name).1);
        let known = self.cells.iter().position(is_it).map(|at| self.cells.remove(at));
        let first = known.as_ref().map(|cell| cell.name.clone());
        self.cells.push(known.unwrap_or_else(|| Cell { name: name.to_owned(), ..Cell::default() }));
        first
    }
}

impl Cell {
    /// Whether there is nothing but its heading.
    pub(super) fn is_empty(&self) -> bool {
        let examples = self.examples.iter().flatten();
        let mut blocks = self.before.iter().chain(&self.after).chain(examples);
        self.behaviours.is_empty() && blocks.all(|block| plain_block(block).trim().is_empty())
    }

    /// Whether the source says anything of it.
    pub(super) fn says_anything(&self) -> bool {
        self.is_not_expected || !self.is_empty()
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Behaviour {
    pub(super) text: Text,
    pub(super) children: Vec<Block>,
    pub(super) examples: Vec<Text>,
}

impl Behaviour {
    pub(super) fn new(text: Text, children: Vec<Block>) -> Self {
        Self { text, children, examples: Vec::new() }
    }

    /// What a text of these blocks expects: each item, where there is nothing but lists, and else
    /// one behaviour that begins with the first block.
    pub(super) fn of_blocks(blocks: Vec<Block>) -> Vec<Self> {
        let are_lists = blocks.iter().all(|block| matches!(block, Block::List { .. }));
        let mut all = Vec::new();
        for block in blocks {
            match block {
                Block::List { items, .. } if are_lists => all.extend(items),
                block if are_lists || all.is_empty() => all.push(vec![block]),
                block => all.iter_mut().for_each(|first| first.push(block.clone())),
            }
        }
        all.into_iter().filter_map(Self::of_item).collect()
    }

    /// One behaviour, unless there is no text.
    fn of_item(item: Vec<Block>) -> Option<Self> {
        let mut rest = item.into_iter().skip_while(|block| plain_block(block).is_empty());
        let text = match rest.next()? {
            Block::Paragraph(text) => text,
            other => text(plain_block(&other)),
        };
        Some(Self::new(text, rest.collect()))
    }
}

#[derive(Debug)]
pub(super) struct Page {
    /// Path below `content/`.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) body: Vec<Block>,
}

#[derive(Debug)]
pub(super) struct Term {
    pub(super) name: String,
    pub(super) definition: Text,
}
