//! Spreadsheets saved as text, with commas, semicolons or tabs between their cells: a matrix
//! (competencies down and levels across, or the other way round) or a list of behaviours, with
//! columns that say level and competency. A file is a role, unless a column says the role.

mod cell;
mod table;

use std::collections::HashMap;

use self::cell::{LevelName, behaviours, is_nothing, left_out, lines, once_told, told, words};
use self::table::{Column, Sheet, is_sheet};
use super::document::{Block, plain, text};
use super::foreign::{
    Behaviour, Cell, Foreign, Level, Role, Section, SectionKind, Source, Track, TrackLevel,
};
use super::ids::{slug, spoken};
use super::{ImportError, Input, encoding};

/// Whether a file among these is a sheet whose head says what it is.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| is_sheet(&input.path)).any(|input| {
        let decoded = encoding::decode(&input.bytes);
        decoded.is_ok_and(|decoded| Sheet::read(&input.path, &decoded.text).is_ok())
    })
}

/// Reads all sheets.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut reader = Reader::default();
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        match sheet(input, &mut source) {
            Ok(sheet) => reader.sheet(&sheet, source),
            Err(why) => {
                source.skipped = Some(why);
                reader.end(source, Vec::new());
            }
        }
    }
    Ok(reader.finish())
}

fn sheet(input: &Input, source: &mut Source) -> Result<Sheet, String> {
    if !is_sheet(&input.path) {
        return Err("not a sheet in text form: save it as CSV".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    Sheet::read(&input.path, &text).map_err(|(why, said)| {
        source.blocks = said.iter().flat_map(|cell| lines(cell)).collect();
        why
    })
}

/// What a row of a list says of those below too, until one says something else: sheets merge such
/// cells.
#[derive(Default)]
struct Last {
    words: String,
    /// Whether a behaviour stands beside or below it.
    is_used: bool,
}

impl Last {
    fn read(&mut self, cell: &str, source: &mut Source) {
        let words = words(cell);
        if !words.is_empty() {
            self.leave(source);
            told(source, &words);
            *self = Last { words, is_used: false };
        }
    }

    /// Its words, which `keep` accounts for once.
    fn used(&mut self, source: &mut Source, keep: impl Fn(&mut Source, &str)) -> &str {
        if !self.is_used && !self.words.is_empty() {
            keep(source, &self.words);
        }
        self.is_used = true;
        &self.words
    }

    fn leave(&self, source: &mut Source) {
        if !self.is_used && !self.words.is_empty() {
            source.leave_out(&self.words, "no behaviour stands below it");
        }
    }
}

/// A role and what its levels say, as they come.
struct Draft {
    title: String,
    levels: Vec<(LevelName, Level)>,
}

#[derive(Default)]
struct Reader {
    foreign: Foreign,
    roles: Vec<Draft>,
    /// The roles that each source says something of.
    told: Vec<Vec<usize>>,
}

impl Reader {
    fn sheet(&mut self, sheet: &Sheet, mut source: Source) {
        let stem = source.path.rsplit('/').next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
        for cell in &sheet.above {
            for line in lines(cell) {
                source.blocks.push(line.clone());
                self.foreign.summary.push(Block::Paragraph(text(line)));
            }
        }
        for (head, column) in sheet.head.iter().zip(&sheet.columns) {
            let is_level = column.is_none() && !sheet.is_list;
            if !head.is_empty() && !is_level {
                left_out(&mut source, &words(head), "the name of a column");
            }
        }
        let mut roles = Vec::new();
        match sheet.is_list {
            true => self.list(sheet, &mut source, &spoken(&stem), &mut roles),
            false => roles.push(self.matrix(sheet, &mut source, &spoken(&stem))),
        }
        self.end(source, roles);
    }

    /// A source that has been read, and the roles that it says something of.
    fn end(&mut self, source: Source, roles: Vec<usize>) {
        self.told.push(roles);
        self.foreign.trace.sources.push(source);
    }

    fn matrix(&mut self, sheet: &Sheet, source: &mut Source, title: &str) -> usize {
        let role = self.role(title);
        let names: Vec<(usize, LevelName)> =
            sheet.levels().map(|at| (at, LevelName::new(&sheet.head[at]))).collect();
        for (at, name) in &names {
            let head = words(&sheet.head[*at]);
            told(source, &head);
            self.keep_level(role, &head, name, source);
            self.level(role, name);
        }
        let has_pillars = sheet.columns.contains(&Some(Column::Pillar));
        let (mut pillar, mut competency) = (String::new(), String::new());
        let is_bare =
            |row: &[String]| names.iter().all(|(at, _)| row.get(*at).is_none_or(String::is_empty));
        for (number, row) in sheet.rows.iter().enumerate() {
            self.others(sheet, row, source);
            let own = words(sheet.get(row, Column::Competency));
            let summary = sheet.get(row, Column::Summary);
            let mut below = sheet.rows[number + 1..].iter();
            let next = below.find(|row| row.iter().any(|cell| !cell.is_empty()));
            let is_heading =
                !has_pillars && is_bare(row) && next.is_some_and(|next| !is_bare(next));
            if is_heading && summary.is_empty() && !own.is_empty() {
                once_told(source, &own, "a line of its own is the pillar of what stands below it");
                self.foreign.declare_pillar(&own, None);
                pillar = own;
                continue;
            }
            self.pillar(sheet.get(row, Column::Pillar), source, &mut pillar);
            if !own.is_empty() {
                competency = own;
                if is_bare(row) {
                    for line in [&*competency, summary].into_iter().flat_map(lines) {
                        left_out(source, &line, "a competency without any behaviour");
                    }
                    source.warnings.push(format!("`{competency}` says nothing at any level"));
                    continue;
                }
                once_told(source, &competency, "a competency stands at each of its levels");
            }
            if is_bare(row) || competency.is_empty() {
                for line in lines(summary) {
                    left_out(source, &line, "no competency stands beside it");
                }
            } else {
                self.summary(&competency, summary, source);
            }
            for (at, name) in &names {
                let cell = row.get(*at).map(String::as_str).unwrap_or_default();
                let said = behaviours(cell, source);
                if !said.is_empty() || is_nothing(cell) {
                    self.cell(role, name, (&pillar, &competency), said);
                }
            }
        }
        role
    }

    fn list(&mut self, sheet: &Sheet, source: &mut Source, title: &str, roles: &mut Vec<usize>) {
        let mut role = Last { words: title.to_owned(), is_used: true };
        let (mut level, mut pillar, mut competency) =
            (Last::default(), Last::default(), Last::default());
        for row in &sheet.rows {
            role.read(sheet.get(row, Column::Role), source);
            level.read(sheet.get(row, Column::Level), source);
            pillar.read(sheet.get(row, Column::Pillar), source);
            competency.read(sheet.get(row, Column::Competency), source);
            let (summary, title) =
                (sheet.get(row, Column::Summary), words(sheet.get(row, Column::LevelTitle)));
            let mut said = behaviours(sheet.get(row, Column::Behaviour), source);
            let examples = lines(sheet.get(row, Column::Example));
            self.others(sheet, row, source);
            let is_nowhere = level.words.is_empty();
            let Some(last) = said.last_mut().filter(|_| !is_nowhere) else {
                let why = match is_nowhere {
                    true => "nothing says of which level it is",
                    false => "there is no behaviour beside it",
                };
                said.iter().for_each(|one| source.leave_out(&plain(&one.text), why));
                let rest = examples.into_iter().chain(lines(summary)).chain(lines(&title));
                rest.for_each(|line| left_out(source, &line, why));
                continue;
            };
            source.blocks.extend(examples.iter().cloned());
            source.list_items += examples.len();
            last.examples.extend(examples.into_iter().map(text));
            let many = |source: &mut Source, words: &str| {
                source.join(words, words, "what many rows say is said once");
            };
            let at = self.role(role.used(source, many));
            if !roles.contains(&at) {
                roles.push(at);
            }
            let name = LevelName::new(&level.words);
            level.used(source, |source, words| self.keep_level(at, words, &name, source));
            let pillar = pillar.used(source, many);
            if !pillar.is_empty() {
                self.foreign.declare_pillar(pillar, None);
            }
            let competency = competency.used(source, many);
            self.summary(competency, summary, source);
            if !title.is_empty() {
                let own = &mut self.level(at, &name).title;
                if own.is_empty() || *own == title {
                    once_told(source, &title, "a level has one title");
                    *own = title;
                } else {
                    left_out(source, &title, "the level has another title");
                }
            }
            self.cell(at, &name, (pillar, competency), said);
        }
        [role, level, pillar, competency].iter().for_each(|last| last.leave(source));
    }

    /// Cells of columns that mean nothing here.
    fn others(&self, sheet: &Sheet, row: &[String], source: &mut Source) {
        let read: Vec<usize> = sheet.meant().collect();
        for (at, cell) in row.iter().enumerate().filter(|(at, _)| !read.contains(at)) {
            let head = sheet.head.get(at).map(String::as_str).unwrap_or_default();
            for line in lines(cell) {
                left_out(source, &line, &format!("nothing is known of the column `{head}`"));
            }
        }
    }

    fn pillar(&mut self, own: &str, source: &mut Source, pillar: &mut String) {
        let own = words(own);
        if !own.is_empty() {
            once_told(source, &own, "a pillar stands at each of its levels");
            self.foreign.declare_pillar(&own, None);
            *pillar = own;
        }
    }

    fn summary(&mut self, competency: &str, summary: &str, source: &mut Source) {
        let lines = lines(summary);
        if lines.is_empty() {
            return;
        }
        for line in &lines {
            once_told(source, line, "the meaning of a competency is said once");
        }
        let known = &mut self.foreign.meaning(competency).summary;
        for line in lines {
            let block = Block::Paragraph(text(line));
            // Sheets that don't agree on it are both right.
            if !known.contains(&block) {
                known.push(block);
            }
        }
    }

    /// The place of a role, which is made if there is none of the title.
    fn role(&mut self, title: &str) -> usize {
        let found = self.roles.iter().position(|one| one.title.eq_ignore_ascii_case(title));
        found.unwrap_or_else(|| {
            self.roles.push(Draft { title: title.to_owned(), levels: Vec::new() });
            self.roles.len() - 1
        })
    }

    /// Accounts for the words that name a level, whose title may be another already.
    fn keep_level(&self, role: usize, words: &str, name: &LevelName, source: &mut Source) {
        let mut own = self.roles[role].levels.iter().map(|(one, _)| one);
        let known = own.find(|one| one.id == name.id);
        let other = self.levels().find(|one| one.id == name.id && one.name != name.name);
        match (known, other, name.title.as_str()) {
            (Some(one), _, title) if !title.is_empty() && one.title != title => {
                let why = format!("the level is called `{} {}` already", one.name, one.title);
                source.leave_out(words, &why);
            }
            (_, Some(one), _) => {
                source.join(words, &one.name, "the level is written otherwise before");
            }
            (_, None, "") => source.join(words, words, "a level is named once"),
            (Some(_), None, title) => source.join(words, title, "a level is named once"),
            (None, None, title) => {
                source.pieces(words, &[&name.name, title], "the level and its title");
            }
        }
    }

    fn level(&mut self, role: usize, name: &LevelName) -> &mut Level {
        let levels = &mut self.roles[role].levels;
        let at = levels.iter().position(|(one, _)| one.id == name.id).unwrap_or_else(|| {
            let level = Level { id: name.id.clone(), ..Level::default() };
            levels.push((name.clone(), level));
            levels.len() - 1
        });
        &mut levels[at].1
    }

    /// What a level says of a competency: that nothing is expected, if it is nothing.
    fn cell(
        &mut self,
        role: usize,
        name: &LevelName,
        (pillar, competency): (&str, &str),
        said: Vec<Behaviour>,
    ) {
        let competency = if competency.is_empty() { "Expectations" } else { competency };
        let level = self.level(role, name);
        let kind = if pillar.is_empty() { SectionKind::Bare } else { SectionKind::Pillar };
        let sections = &mut level.sections;
        let is_it = |one: &Section| one.kind == kind && one.name.eq_ignore_ascii_case(pillar);
        let at = sections.iter().position(is_it).unwrap_or_else(|| {
            sections.push(Section::new(kind, pillar));
            sections.len() - 1
        });
        let cells = &mut sections[at].cells;
        match cells.iter_mut().find(|one| one.name.eq_ignore_ascii_case(competency)) {
            Some(cell) => {
                cell.is_not_expected &= said.is_empty();
                cell.behaviours.extend(said);
            }
            None => {
                let (name, is_not_expected) = (competency.to_owned(), said.is_empty());
                cells.push(Cell { name, behaviours: said, is_not_expected, ..Cell::default() });
            }
        }
    }

    /// Roles, tracks and names, once all is read.
    fn finish(mut self) -> Foreign {
        let are_coded = self.levels().all(|name| name.code.is_some());
        let tracks = self.tracks(are_coded);
        let mut files: Vec<Vec<String>> = Vec::new();
        let mut ids: HashMap<String, usize> = HashMap::new();
        for draft in std::mem::take(&mut self.roles) {
            let mut parts: Vec<(&str, Vec<(LevelName, Level)>)> = Vec::new();
            for (name, level) in draft.levels {
                let track = name.track(are_coded).0;
                match parts.iter_mut().find(|(one, _)| *one == track) {
                    Some((_, levels)) => levels.push((name, level)),
                    None => parts.push((track, vec![(name, level)])),
                }
            }
            let is_split = parts.len() > 1;
            let mut own = Vec::new();
            for (track, levels) in parts {
                let title = match (is_split, track) {
                    (true, "manager") => format!("{} (manager)", draft.title),
                    _ => draft.title.clone(),
                };
                let mut id = slug(&title);
                let times = ids.entry(id.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    id = format!("{id}-{times}");
                }
                own.push(format!("content/roles/{id}/role.toml"));
                own.extend(
                    levels.iter().map(|(one, _)| format!("content/roles/{id}/{}.md", one.id)),
                );
                self.foreign.roles.push(role(id, title, track, levels, &tracks));
            }
            files.push(own);
        }
        for (source, roles) in self.foreign.trace.sources.iter_mut().zip(self.told) {
            source.targets = roles.into_iter().flat_map(|at| files[at].clone()).collect();
            source.targets.push("content/framework.toml".to_owned());
        }
        self.foreign.tracks = tracks;
        self.foreign
    }

    fn levels(&self) -> impl Iterator<Item = &LevelName> {
        self.roles.iter().flat_map(|role| &role.levels).map(|(name, _)| name)
    }

    /// Every level of all roles in its track: by their numbers, or in the order in which they come.
    fn tracks(&self, are_coded: bool) -> Vec<Track> {
        let mut tracks: Vec<Track> = Vec::new();
        for name in self.levels() {
            let (id, title) = name.track(are_coded);
            let at = tracks.iter().position(|one| one.id == id).unwrap_or_else(|| {
                let (id, name) = (id.to_owned(), title.to_owned());
                tracks.push(Track { id, name, levels: Vec::new() });
                tracks.len() - 1
            });
            let levels = &mut tracks[at].levels;
            if levels.iter().any(|one| one.id == name.id) {
                continue;
            }
            let number = name.code.as_ref().filter(|_| are_coded).map(|(_, number)| *number);
            let number = number.or_else(|| u32::try_from(levels.len()).ok()).unwrap_or_default();
            let (id, name) = (name.id.clone(), name.name.clone());
            levels.push(TrackLevel { id, name, number, parallel: Vec::new() });
        }
        tracks.iter_mut().for_each(|track| track.levels.sort_by_key(|level| level.number));
        tracks
    }
}

fn role(
    id: String,
    title: String,
    track: &str,
    levels: Vec<(LevelName, Level)>,
    tracks: &[Track],
) -> Role {
    let all = tracks.iter().find(|one| one.id == track).map(|one| &one.levels[..]);
    let place = |id: &str| all.unwrap_or_default().iter().position(|one| one.id == id);
    let made = |(name, level): (LevelName, Level)| Level {
        number: place(&name.id).and_then(|at| u32::try_from(at).ok()).unwrap_or_default(),
        title: [level.title, name.title, title.clone()]
            .into_iter()
            .find(|one| !one.is_empty())
            .unwrap_or_default(),
        ..level
    };
    let mut levels: Vec<Level> = levels.into_iter().map(made).collect();
    levels.sort_by_key(|level| level.number);
    Role { id, title, track: track.to_owned(), levels, ..Role::default() }
}
