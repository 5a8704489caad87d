//! A job family: levels, themes and competencies, wherever its files have them.

use super::words;
use crate::import::ids::{slug, spoken};
use crate::import::ladder::Rung;
use crate::import::yaml::Yaml;

/// Entries of one kind, and the file that has them, by its place in the trace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) source: usize,
    pub(super) items: &'a [Yaml],
}

/// A job family as its files tell it.
#[derive(Debug)]
pub(super) struct Family<'a> {
    pub(super) name: String,
    pub(super) summary: &'a str,
    pub(super) is_legacy: bool,
    pub(super) levels: Part<'a>,
    pub(super) themes: Part<'a>,
    pub(super) competencies: Part<'a>,
}

impl<'a> Family<'a> {
    pub(super) fn in_one_file(file: &'a Yaml, source: usize) -> Self {
        let part = |key: &str| Part { source, items: file.get(key).items() };
        let name = words(file.get("name"));
        Self {
            name: if name.is_empty() { super::UNNAMED.to_owned() } else { name },
            summary: file.get("summary").text(),
            is_legacy: file.get("isLegacy").text() == "true",
            levels: part("levels"),
            themes: part("themes"),
            competencies: part("competencies"),
        }
    }

    /// The files that it is in.
    pub(super) fn sources(&self) -> [usize; 3] {
        [self.levels.source, self.themes.source, self.competencies.source]
    }

    /// Its ladder: levels of one name, for those who manage people and for those who don't, stand
    /// beside each other.
    pub(super) fn ladder(&self) -> Vec<Step<'a>> {
        let mut steps: Vec<Step<'a>> = Vec::new();
        for item in self.levels.items.iter().filter(|item| matches!(item, Yaml::Map(_))) {
            let key = item.get("id").text();
            let name = match words(item.get("name")) {
                name if name.is_empty() => spoken(key),
                name => name,
            };
            let id = slug(if key.is_empty() { &name } else { key });
            let is_new = steps.iter().all(|step| step.rung.id != id && step.key != key);
            if is_new && !(key.is_empty() && words(item.get("name")).is_empty()) {
                let rung = Rung { id, name };
                steps.push(Step { key, item, rung, variant: None, is_of_managers: false });
            }
        }
        part_ways(&mut steps);
        steps
    }
}

/// A level of a family.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// What competencies call it.
    pub(super) key: &'a str,
    pub(super) item: &'a Yaml,
    pub(super) rung: Rung,
    /// The words in parentheses that tell it from the level beside it, and its name without them.
    pub(super) variant: Option<(String, String)>,
    pub(super) is_of_managers: bool,
}

/// Finds out which levels stand beside each other, and on whose side the others are.
fn part_ways(steps: &mut [Step<'_>]) {
    let parts: Vec<Option<(String, String)>> = steps.iter().map(|s| parted(&s.rung.name)).collect();
    let is_manager = |words: &str| words.to_lowercase().contains("manage");
    for (n, step) in steps.iter_mut().enumerate() {
        let Some((words, base)) = &parts[n] else { continue };
        let mut others = parts.iter().flatten();
        if others.any(|(other, one)| one == base && is_manager(other) != is_manager(words)) {
            step.is_of_managers = is_manager(words);
            step.variant = Some((words.clone(), base.clone()));
        }
    }
    // Above the fork, a director stands at the end of the managers' ladder.
    let fork = steps.iter().position(|step| step.variant.is_some()).unwrap_or(steps.len());
    for step in steps.iter_mut().skip(fork).filter(|step| step.variant.is_none()) {
        let name = step.rung.name.to_lowercase();
        step.is_of_managers = name.split(|letter: char| !letter.is_alphanumeric()).any(|word| {
            matches!(word, "manager" | "director" | "head" | "chief" | "vp" | "president")
        });
    }
    let ids: Vec<String> = steps.iter().map(|step| step.rung.id.clone()).collect();
    for step in steps.iter_mut().filter(|step| step.variant.is_some() && !step.is_of_managers) {
        if let Some(short) = step.rung.id.strip_suffix("-ic").filter(|id| !id.is_empty())
            && !ids.iter().any(|id| id == short)
        {
            step.rung.id = short.to_owned();
        }
    }
}

/// `Pilot 2 (People Manager)` into the words in parentheses and those before.
fn parted(name: &str) -> Option<(String, String)> {
    let (base, words) = name.strip_suffix(')')?.rsplit_once(" (")?;
    (!base.is_empty() && !words.is_empty()).then(|| (words.to_owned(), base.to_owned()))
}
