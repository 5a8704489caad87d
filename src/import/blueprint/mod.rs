//! Blueprints: long descriptions of a role in some twenty sections, as a blog or a CMS has them, as
//! JSON of WordPress, HTML, Markdown or plain text. Each gives one role with its `blueprint.toml` and
//! `interviews.toml`.

mod columns;
mod hiring;
mod lines;
mod nesting;
mod outline;
mod paper;
mod people;
mod plain;
mod reader;
mod skills;
mod words;
mod work;

use std::collections::BTreeMap;

use self::outline::Topic;
use self::paper::{Paper, papers};
use self::reader::Reader;
use super::description::Description;
use super::document::plain as plain_text;
use super::foreign::{Foreign, Level, Source};
use super::ids::{LevelTitle, grade, role_title, slug};
use super::{ImportError, Input};

/// Whether a file among these is a blueprint.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().any(paper::recognises)
}

/// Reads all blueprints.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut foreign = Foreign::default();
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        let read = source.decode(&input.bytes).and_then(|text| papers(&source, &text));
        match read {
            Ok(papers) => papers.into_iter().for_each(|paper| role(paper, &mut foreign)),
            Err(why) => {
                source.skipped = Some(why);
                foreign.trace.sources.push(source);
            }
        }
    }
    Ok(foreign)
}

/// The role that a blueprint describes.
fn role(paper: Paper, foreign: &mut Foreign) {
    let Paper { mut source, title, sections, fields } = paper;
    if sections.is_empty() {
        source.skipped = Some("no heading in it is that of a section of a blueprint".to_owned());
        foreign.trace.sources.push(source);
        return;
    }
    if fields > 0 {
        let what = format!("{fields} fields of WordPress beside title and content");
        *foreign.trace.surroundings.entry(what).or_default() += 1;
    }
    let name = name(&title, &sections, &mut source);
    let grade = grade(&name);
    let role_title = role_title(&name, false);
    let level = LevelTitle {
        id: slug(grade.name),
        name: grade.name.to_owned(),
        prefix: if grade.is_manager { "m" } else { "ic" }.to_owned(),
        number: grade.rank,
        title: name.clone(),
    };
    let id = slug(&role_title);
    if foreign.roles.iter().any(|one| one.id == id) {
        source.skipped = Some(format!("another file is the blueprint of {role_title}"));
        foreign.trace.sources.push(source);
        return;
    }
    let folder = format!("content/roles/{id}");
    source.targets = ["blueprint.toml", "interviews.toml", "role.toml"]
        .map(|file| format!("{folder}/{file}"))
        .to_vec();
    source.targets.push(format!("{folder}/{}.md", level.id));
    let file = format!("roles/{id}/{}.md", level.id);
    let description = description(&mut source, &id, &sections);
    // A role of this id can't have the level already.
    if foreign.place(&file, &level, Level::new(&level)).is_ok()
        && let Some(role) = foreign.roles.iter_mut().find(|one| one.id == id)
    {
        role.title = role_title;
        role.description = Some(Box::new(description));
    }
    foreign.trace.sources.push(source);
}

/// What the role is called: by the title, before what blogs add to it, by the summary table, or by
/// the name of the file.
fn name(title: &str, sections: &[outline::Section], source: &mut Source) -> String {
    let rows = sections
        .iter()
        .filter(|section| section.topic == Topic::AtAGlance)
        .flat_map(|section| &section.groups)
        .flat_map(|group| &group.tables)
        .flat_map(|(_, rows)| rows);
    let said = rows.filter_map(|row| {
        let [key, value] = &row[..] else { return None };
        let key = plain_text(key).to_lowercase();
        let is_title = matches!(key.as_str(), "role title" | "title" | "role" | "job title");
        is_title.then(|| plain_text(value)).filter(|value| !value.is_empty())
    });
    let table = said.into_iter().next();
    let own = title.split([':', '|', '–', '—']).next().unwrap_or_default().trim();
    let own = own.strip_suffix("Role Blueprint").unwrap_or(own).trim();
    if let Some(table) = table.as_deref().filter(|table| !own.is_empty() && *table != own) {
        source
            .warnings
            .push(format!("the title says `{own}`, the summary table `{table}`: the title holds"));
    }
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let name = match (own, table) {
        ("", Some(table)) => table,
        ("", None) => spoken(stem),
        (own, _) => own.to_owned(),
    };
    if !title.is_empty() {
        match title.trim() == name {
            true => source.pieces(title, &[&name], "the title of the role"),
            false => source.leave_out(title, "the title of the role, and what the page is about"),
        }
    }
    name
}

/// `head-of-engineering` as people write it: `Head of Engineering`.
fn spoken(stem: &str) -> String {
    let words = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    let large = |word: &str| match word {
        "of" | "and" | "for" | "the" | "in" => word.to_owned(),
        word => {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        }
    };
    let words: Vec<String> = words.map(large).collect();
    if words.is_empty() { "Role".to_owned() } else { words.join(" ") }
}

fn description(source: &mut Source, id: &str, sections: &[outline::Section]) -> Description {
    let mut reader = Reader {
        source,
        description: Description::default(),
        rest: Vec::new(),
        file: format!("roles/{id}/blueprint.toml"),
        guesses: Vec::new(),
    };
    let mut told: BTreeMap<Topic, usize> = BTreeMap::new();
    for section in sections {
        *told.entry(section.topic).or_default() += 1;
        let why = format!("the heading of section {} of a blueprint", section.topic as usize);
        reader.source.leave_out(&section.heading, &why);
        match section.topic {
            Topic::Summary if told[&Topic::Summary] == 1 => reader.summary(section),
            Topic::Summary => reader.keep_all(section),
            Topic::Mission => reader.mission(section),
            Topic::Responsibilities => reader.responsibilities(section),
            Topic::Activities => reader.activities(section),
            Topic::Deliverables => reader.deliverables(section),
            Topic::Goals => reader.goals(section),
            Topic::Kpis if told[&Topic::Kpis] == 1 => reader.kpis(section),
            Topic::Kpis => reader.keep_all(section),
            Topic::Skills => reader.skills(section),
            Topic::SoftSkills => reader.soft_skills(section),
            Topic::Tools => reader.tools(section),
            Topic::Environment => reader.environment(section),
            Topic::Stakeholders => reader.stakeholders(section),
            Topic::Decisions => reader.decisions(section),
            Topic::Experience => reader.experience(section),
            Topic::Career => reader.career(section),
            Topic::Risks => reader.risks(section),
            Topic::Variants => reader.variants(section),
            Topic::Ai => reader.ai(section),
            Topic::Hiring => reader.hiring(section),
            Topic::AtAGlance => reader.at_a_glance(section, sections),
        }
    }
    reader.finish();
    if !reader.guesses.is_empty() {
        let guesses = reader.guesses.join(", ");
        reader.source.warnings.push(format!("guesses, since the source doesn't say: {guesses}"));
    }
    reader.description
}
