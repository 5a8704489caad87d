//! Job families into roles, levels and behaviours.

use super::family::{Family, Part, Step};
use super::{WORDS, words};
use crate::import::declared::{self, Link, Point, Scale};
use crate::import::document::{Block, Inline, Text, one_line};
use crate::import::foreign::{Behaviour, Cell, Foreign, Level, Role, Section, SectionKind, Source};
use crate::import::ids::{is_same_name, slug, spoken};
use crate::import::ladder::{Place, Rung};
use crate::import::markdown_blocks;
use crate::import::yaml::{Holds, Yaml};

/// The grades that a competency may have by their schema, lowest first.
const GRADES: &[&str] =
    &["Awareness", "Foundational", "Working knowledge", "Practitioner", "Expert"];

const FAMILY: &[(&str, Holds)] = &[
    ("name", Holds::Text),
    ("summary", Holds::Text),
    ("googleSheetId", Holds::Text),
    ("isLegacy", Holds::Word),
    ("levels", Holds::List),
    ("themes", Holds::List),
    ("competencies", Holds::List),
];

/// Of levels and of themes.
const NAMED: &[(&str, Holds)] =
    &[("id", Holds::Word), ("name", Holds::Text), ("summary", Holds::Text)];

const COMPETENCY: &[(&str, Holds)] = &[
    ("id", Holds::Word),
    ("level", Holds::Word),
    ("theme", Holds::Word),
    ("area", Holds::Word),
    ("domain", Holds::Text),
    ("summary", Holds::Text),
    ("description", Holds::Text),
    ("proficiency", Holds::Text),
    ("examples", Holds::List),
    ("supportingUrls", Holds::List),
];

const LINK: &[(&str, Holds)] = &[("label", Holds::Text), ("url", Holds::Text)];

/// Where a level of a family went: its role and its place there.
type Spot<'a> = (&'a str, usize, usize);

pub(super) struct Reader<'f> {
    foreign: &'f mut Foreign,
    sources: Vec<Source>,
    /// Grades that some competency has.
    grades: Vec<String>,
    /// How many competencies are lists.
    lists: usize,
}

impl<'f> Reader<'f> {
    pub(super) fn new(foreign: &'f mut Foreign, sources: Vec<Source>) -> Self {
        Self { foreign, sources, grades: Vec::new(), lists: 0 }
    }

    /// Leaves out what the file of a family has beside the family.
    pub(super) fn check(&mut self, file: &Yaml, source: usize) {
        let source = &mut self.sources[source];
        file.fit(FAMILY, WORDS, source);
        let sheet = file.get("googleSheetId");
        sheet.leave_out(WORDS, "the id of a sheet that was made of the file", source);
    }

    /// Reads all families. Their files stand in the trace after it.
    pub(super) fn read(mut self, families: &[Family<'_>]) {
        let ladders: Vec<Vec<Step<'_>>> = families.iter().map(Family::ladder).collect();
        let variant = |is_of_managers: bool| {
            let mut steps = ladders.iter().flatten();
            let step = steps.find(|s| s.variant.is_some() && s.is_of_managers == is_of_managers);
            step.and_then(|step| step.variant.as_ref()).map(|(words, _)| words.clone())
        };
        let tracks = match (variant(false), variant(true)) {
            (Some(own), Some(managers)) => [("ic", own), ("manager", managers)],
            _ => [("levels", "Levels".to_owned()), ("manager", "Manager".to_owned())],
        };
        for (family, ladder) in families.iter().zip(&ladders) {
            let id = slug(&family.name);
            if self.foreign.families.iter().any(|one| one.id == id) {
                let why = format!("another file has the job family `{}` already", family.name);
                for at in family.sources() {
                    self.sources[at].skipped = Some(why.clone());
                }
                continue;
            }
            self.family(family, ladder, &tracks);
        }
        self.scale();
        if self.lists > 0 {
            let note = "competencies that are lists, each of whose items is a behaviour here";
            self.foreign.trace.notes.push(format!("{note}: {}", self.lists));
        }
        self.foreign.trace.sources = self.sources;
    }

    fn family(&mut self, family: &Family<'_>, ladder: &[Step<'_>], tracks: &[(&str, String); 2]) {
        let mut said = declared::Family::new(&family.name);
        said.summary = self.sources[family.competencies.source].blocks_of(family.summary);
        let owner = (said.id.clone(), said.name.clone());
        self.foreign.families.push(said);
        for part in [family.levels, family.themes] {
            part.items.iter().for_each(|one| {
                one.fit(NAMED, WORDS, &mut self.sources[part.source]);
            });
        }
        let first = self.foreign.roles.len();
        let mut spots: Vec<Spot<'_>> = Vec::new();
        for (is_of_managers, (track, track_name)) in [false, true].into_iter().zip(tracks) {
            let steps: Vec<&Step<'_>> =
                ladder.iter().filter(|step| step.is_of_managers == is_of_managers).collect();
            if steps.is_empty() {
                continue;
            }
            let rungs: Vec<Rung> = steps
                .iter()
                .map(|step| self.rung(step, track_name, family.levels.source))
                .collect();
            let title = match is_of_managers {
                true => format!("{} ({track_name})", family.name),
                false => family.name.clone(),
            };
            let place = Place { track: (track, track_name), owner: (&owner.0, &owner.1) };
            let (track, ids) = self.foreign.add_ladder(place, &rungs);
            let mut role = Role {
                id: self.foreign.free_role_id(&title),
                family: owner.0.clone(),
                is_legacy: family.is_legacy,
                track,
                ..Role::default()
            };
            let known = self.foreign.tracks.iter().flat_map(|one| &one.levels);
            let known: Vec<(String, String)> =
                known.map(|level| (level.id.clone(), level.name.clone())).collect();
            for (number, ((id, rung), step)) in (0..).zip(ids.into_iter().zip(&rungs).zip(steps)) {
                let intro =
                    self.sources[family.levels.source].blocks_of(step.item.get("summary").text());
                spots.push((step.key, self.foreign.roles.len(), role.levels.len()));
                // A level that another family calls otherwise keeps its name as a title.
                let is_called_so = known.contains(&(id.clone(), rung.name.clone()));
                let title = if is_called_so { &title } else { &rung.name }.clone();
                role.levels.push(Level { id, number, title, intro, ..Level::default() });
            }
            role.title = title;
            self.foreign.roles.push(role);
        }
        self.leave_levels(family.levels, ladder);
        self.set_parallel(first, ladder, &spots);
        self.competencies(family, &spots);
        self.targets(family, first);
    }

    /// A level without the words that its track says.
    fn rung(&mut self, step: &Step<'_>, track: &str, source: usize) -> Rung {
        let mut rung = step.rung.clone();
        if let Some((words, base)) = &step.variant
            && !step.is_of_managers
            && words == track
        {
            let how = "the track says which of two parallel levels it is";
            self.sources[source].pieces(&rung.name, &[base, words], how);
            rung.name.clone_from(base);
        } else {
            self.sources[source].join(
                &rung.name,
                &rung.name,
                "families share the levels of a track",
            );
        }
        rung
    }

    fn leave_levels(&mut self, levels: Part<'_>, ladder: &[Step<'_>]) {
        for item in levels.items {
            if matches!(item, Yaml::Map(_)) && !ladder.iter().any(|s| std::ptr::eq(s.item, item)) {
                for key in ["name", "summary"] {
                    let why = "another level has its id";
                    item.get(key).leave_out(WORDS, why, &mut self.sources[levels.source]);
                }
            }
        }
    }

    /// Levels of one name, with other words behind it, are of one weight.
    fn set_parallel(&mut self, first: usize, ladder: &[Step<'_>], spots: &[Spot<'_>]) {
        let id = |step: &Step<'_>| {
            let spot = spots.iter().find(|(key, ..)| *key == step.key)?;
            let level = self.foreign.roles.get(spot.1)?.levels.get(spot.2)?;
            Some(level.id.clone())
        };
        let mut pairs = Vec::new();
        for own in ladder.iter().filter(|step| !step.is_of_managers) {
            let Some((_, base)) = &own.variant else { continue };
            let is_beside = |step: &&Step<'_>| {
                step.is_of_managers && step.variant.as_ref().is_some_and(|(_, one)| one == base)
            };
            let other = ladder.iter().find(is_beside);
            pairs.extend(id(own).zip(other.and_then(id)));
        }
        for (own, other) in pairs {
            let levels = self.foreign.tracks.iter_mut().flat_map(|track| &mut track.levels);
            for level in levels.filter(|level| level.id == own) {
                level.parallel.push(other.clone());
            }
        }
        if let [own, managers] = &mut self.foreign.roles[first..] {
            own.parallel = Some(managers.id.clone());
            managers.parallel = Some(own.id.clone());
        }
    }

    fn competencies(&mut self, family: &Family<'_>, spots: &[Spot<'_>]) {
        let at = family.competencies.source;
        let mut themes: Vec<(&str, String, &Yaml)> = Vec::new();
        for item in family.themes.items.iter().filter(|item| matches!(item, Yaml::Map(_))) {
            let key = item.get("id").text();
            let name = match words(item.get("name")) {
                name if name.is_empty() => spoken(key),
                name => name,
            };
            themes.push((key, name, item));
        }
        let mut cells: Vec<Draft<'_>> = Vec::new();
        for entry in family.competencies.items {
            if !entry.fit(COMPETENCY, WORDS, &mut self.sources[at]) {
                continue;
            }
            let why = "frameworks have no domains";
            entry.get("domain").leave_out(WORDS, why, &mut self.sources[at]);
            let level = entry.get("level").text();
            let Some((_, role, level)) = spots.iter().find(|(key, ..)| *key == level) else {
                let why = format!("there is no level `{level}`");
                for key in ["summary", "description", "proficiency", "examples", "supportingUrls"] {
                    entry.get(key).leave_out(WORDS, &why, &mut self.sources[at]);
                }
                continue;
            };
            let theme = [entry.get("theme"), entry.get("area")].map(Yaml::text);
            let theme = theme.into_iter().find(|one| !one.is_empty()).unwrap_or("expectations");
            let place = themes.iter().position(|(key, ..)| *key == theme);
            let name = place.map_or_else(|| spoken(theme), |place| themes[place].1.clone());
            let is_it = |one: &&mut Draft<'_>| {
                one.spot == (*role, *level) && is_same_name(&one.name, &name)
            };
            match cells.iter_mut().find(is_it) {
                Some(cell) => cell.entries.push(entry),
                None => {
                    let place = place.unwrap_or(themes.len());
                    cells.push(Draft { spot: (*role, *level), place, name, entries: vec![entry] });
                }
            }
        }
        cells.sort_by_key(|cell| (cell.spot, cell.place));
        let mut used: Vec<String> = Vec::new();
        for draft in &cells {
            let cell = self.cell(draft, at);
            if cell.behaviours.is_empty() {
                continue;
            }
            used.push(cell.name.clone());
            let level = &mut self.foreign.roles[draft.spot.0].levels[draft.spot.1];
            if level.sections.is_empty() {
                level.sections.push(Section::new(SectionKind::Bare, ""));
            }
            level.sections[0].cells.push(cell);
        }
        for (_, name, item) in &themes {
            let heading = used.iter().find(|one| is_same_name(one, name));
            self.theme(heading, item, family.themes.source);
        }
    }

    /// What a theme means, if there is a heading of it.
    fn theme(&mut self, heading: Option<&String>, item: &Yaml, at: usize) {
        let summary = item.get("summary");
        let Some(heading) = heading else {
            for text in [item.get("name"), summary] {
                text.leave_out(WORDS, "no competency is of this theme", &mut self.sources[at]);
            }
            return;
        };
        let said = words(item.get("name"));
        self.sources[at].join(&said, heading, "a theme is named where its competencies stand");
        let meant = self.sources[at].blocks_of(summary.text());
        let known = &mut self.foreign.meaning(heading).summary;
        if meant.iter().any(|block| known.contains(block)) {
            for block in markdown_blocks::visible(summary.text()) {
                self.sources[at].join(&block, &block, "two families say the same of a theme");
            }
        }
        // Families that don't agree on it are both right.
        for block in meant {
            if !known.contains(&block) {
                known.push(block);
            }
        }
    }

    fn cell(&mut self, draft: &Draft<'_>, at: usize) -> Cell {
        let mut cell = Cell { name: draft.name.clone(), ..Cell::default() };
        let said = |entry: &&Yaml| words(entry.get("proficiency"));
        let grades: Vec<String> =
            draft.entries.iter().map(|entry| self.grade(said(entry))).collect();
        let grade = usual(&grades);
        for (entry, own) in draft.entries.iter().zip(&grades) {
            let said = said(entry);
            let mut behaviours = self.behaviours(entry, at);
            let Some(last) = behaviours.last_mut() else {
                for key in ["proficiency", "examples", "supportingUrls"] {
                    let why = "no behaviour stands beside it";
                    entry.get(key).leave_out(WORDS, why, &mut self.sources[at]);
                }
                continue;
            };
            last.examples = self.examples(entry, at);
            self.links(entry, &draft.name, at);
            if Some(own) == grade.as_ref() {
                self.sources[at].join(&said, own, "a competency has one proficiency at a level");
            } else if !own.is_empty() {
                let line: Text = vec![Inline::Plain(format!("Proficiency: {said}"))];
                let item = vec![Block::Paragraph(line)];
                match last.children.last_mut() {
                    Some(Block::List { start: None, items }) => items.push(item),
                    _ => last.children.push(Block::List { start: None, items: vec![item] }),
                }
            }
            cell.behaviours.extend(behaviours);
        }
        if let Some(grade) = grade.filter(|_| !cell.behaviours.is_empty()) {
            cell.proficiency = Some(slug(&grade));
            self.foreign.meaning(&draft.name).scale = Some("proficiency".to_owned());
        }
        cell
    }

    /// A grade as it is spelled first: of two with one id, nobody could tell which is meant.
    fn grade(&mut self, said: String) -> String {
        if said.is_empty() {
            return said;
        }
        let mut known = self.grades.iter().map(String::as_str).chain(GRADES.iter().copied());
        let is_it = |known: &&str| slug(known) == slug(&said);
        let first = known.find(is_it).map(str::to_owned).unwrap_or(said);
        if !self.grades.contains(&first) {
            self.grades.push(first.clone());
        }
        first
    }

    fn behaviours(&mut self, entry: &Yaml, at: usize) -> Vec<Behaviour> {
        let summary = entry.get("summary").text();
        let mut said = Behaviour::of_blocks(self.sources[at].blocks_of(summary));
        let more = self.sources[at].blocks_of(entry.get("description").text());
        match said.last_mut() {
            Some(last) => last.children.extend(more),
            None => said = Behaviour::of_blocks(more),
        }
        let source = &mut self.sources[at];
        source.list_items += said.len() + said.iter().map(|one| one.children.len()).sum::<usize>();
        self.lists += usize::from(said.len() > 1);
        said
    }

    fn examples(&mut self, entry: &Yaml, at: usize) -> Vec<Text> {
        let mut examples = Vec::new();
        for item in entry.get("examples").items() {
            let Yaml::Text(said) = item else {
                item.leave_out(WORDS, "an example is a text", &mut self.sources[at]);
                continue;
            };
            let source = &mut self.sources[at];
            if let Some(line) = one_line(source.blocks_of(said)) {
                source.list_items += 1;
                examples.push(line);
            }
        }
        examples
    }

    fn links(&mut self, entry: &Yaml, competency: &str, at: usize) {
        for item in entry.get("supportingUrls").items() {
            if !item.fit(LINK, WORDS, &mut self.sources[at]) {
                continue;
            }
            let url = item.get("url").text();
            let label = words(item.get("label"));
            let is_address = ["http://", "https://"].iter().any(|start| url.starts_with(start));
            if !is_address || url.contains(char::is_whitespace) || label.is_empty() {
                let why = "a link needs a label, and an address of the web";
                item.leave_out(WORDS, why, &mut self.sources[at]);
                continue;
            }
            let link = Link { label, url: url.to_owned() };
            let known = &mut self.foreign.meaning(competency).links;
            if known.contains(&link) {
                for text in [&link.label, &link.url] {
                    self.sources[at].join(text, text, "a competency has each link once");
                }
            } else {
                known.push(link);
            }
        }
    }

    fn scale(&mut self) {
        if self.grades.is_empty() {
            return;
        }
        let mut names: Vec<String> = GRADES.iter().map(|grade| (*grade).to_owned()).collect();
        let others: Vec<String> =
            self.grades.iter().filter(|grade| !names.contains(grade)).cloned().collect();
        if !others.is_empty() {
            self.foreign.trace.notes.push(format!(
                "the place of {} among the grades of proficiency is a guess",
                others.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
            ));
        }
        names.extend(others);
        let point = |name: String| Point { id: slug(&name), name, summary: Text::new() };
        let points = names.into_iter().map(point).collect();
        let (id, name) = ("proficiency".to_owned(), "Proficiency".to_owned());
        self.foreign.scales.push(Scale { id, name, points });
    }

    fn targets(&mut self, family: &Family<'_>, first: usize) {
        let mut files = Vec::new();
        for role in &self.foreign.roles[first..] {
            files.push(format!("content/roles/{}/role.toml", role.id));
            let level = |level: &Level| format!("content/roles/{}/{}.md", role.id, level.id);
            files.extend(role.levels.iter().map(level));
        }
        files.push("content/framework.toml".to_owned());
        for at in family.sources() {
            self.sources[at].targets.clone_from(&files);
        }
    }
}

/// The proficiency that most competencies of a cell have; of two, the first.
fn usual(grades: &[String]) -> Option<String> {
    let mut best: Option<(usize, &String)> = None;
    for grade in grades.iter().filter(|grade| !grade.is_empty()) {
        let times = grades.iter().filter(|one| *one == grade).count();
        if best.is_none_or(|(most, _)| times > most) {
            best = Some((times, grade));
        }
    }
    best.map(|(_, grade)| grade.clone())
}

/// A cell, before what it says is read.
struct Draft<'a> {
    /// Its role, and its level there.
    spot: (usize, usize),
    /// The place of its theme among all.
    place: usize,
    name: String,
    entries: Vec<&'a Yaml>,
}
