//! Topics: what a framework asks for, level by level, in its front matter.

use crate::import::document::{Block, Text, plain_block, split_icon, text};
use crate::import::foreign::{Behaviour, Level, SharedSet, Source};
use crate::import::ids::{letters, slug};
use crate::import::yaml::{Holds, Yaml};

use super::{File, Generic, WORDS, blocks, level, words};

const FRONT: &[(&str, Holds)] = &[
    ("path", Holds::Word),
    ("title", Holds::Text),
    ("sidebarTitle", Holds::Text),
    ("sidebarGroup", Holds::Word),
    ("yaml", Holds::Word),
    ("levels", Holds::Word),
    ("homepage", Holds::Word),
    ("topics", Holds::List),
];

const TOPIC: &[(&str, Holds)] =
    &[("name", Holds::Text), ("title", Holds::Text), ("content", Holds::List)];

const CONTENT: &[(&str, Holds)] =
    &[("level", Holds::Word), ("criteria", Holds::List), ("exampleCriteria", Holds::List)];

const EXAMPLE: &[(&str, Holds)] = &[("criteria", Holds::Text), ("examples", Holds::List)];

/// Leaves out what a front matter has beside what is read of it.
pub(super) fn check(file: &File, source: &mut Source) {
    file.front.fit(FRONT, WORDS, source);
}

/// A topic: its competency, and words that tell what is meant by it in this framework.
struct Topic<'a> {
    name: String,
    title: String,
    competency: String,
    about: Option<String>,
    content: &'a [Yaml],
}

impl<'a> Topic<'a> {
    fn read(topic: &'a Yaml, generic: &[Generic], source: &mut Source) -> Option<Self> {
        if !topic.fit(TOPIC, WORDS, source) {
            return None;
        }
        let [name, title] = ["name", "title"].map(|key| words(topic.get(key).text()));
        let content = topic.get("content").items();
        let known = generic.iter().find(|one| one.name == name).map(|one| one.title.clone());
        let (competency, about) = match Some(title.clone()).filter(|one| !one.is_empty()).or(known)
        {
            Some(competency) => (competency, None),
            None => match name.split_once(": ") {
                Some((head, about)) => (capital(head), Some(about.to_owned())),
                None => (capital(&name), None),
            },
        };
        Some(Self { name, title, competency, about, content })
    }

    /// Accounts for its name and its title, if something is asked for below it.
    fn account(&self, is_said: bool, source: &mut Source) {
        if !is_said {
            source.leave_out(&self.title, "nothing is asked for below it");
            source.leave_out(&self.name, "nothing is asked for below it");
            return;
        }
        source.join(&self.title, &self.competency, "a competency stands at each of its levels");
        if letters(&self.name) == letters(&self.competency) || self.about.is_some() {
            let pieces: Vec<&str> =
                [self.competency.as_str()].into_iter().chain(self.about.as_deref()).collect();
            source.pieces(&self.name, &pieces, "a topic without a title is called by its name");
        } else {
            source.join(&self.name, &self.competency, "a competency is called by its title");
        }
        if self.about.is_some() {
            let called = &self.competency;
            source.warnings.push(format!("a topic has no title, and is called `{called}`"));
        }
    }
}

/// With a capital first letter.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_else(|| "Expectations".to_owned()) + letters.as_str()
}

/// The levels of a role, and the shared sets that it includes.
pub(super) fn levels(
    file: &File,
    generic: &[Generic],
    source: &mut Source,
) -> (Vec<Level>, Vec<String>) {
    let (mut levels, mut include) = (Vec::new(), Vec::new());
    let title = file.title();
    for item in file.front.get("topics").items() {
        let Some(topic) = Topic::read(item, generic, source) else { continue };
        let name = words(item.get("name").text());
        let set = generic.iter().find(|one| one.name == name).map(|one| one.set.clone());
        include.extend(set.filter(|set| !include.contains(set)));
        read(&topic, &title, &mut levels, source);
    }
    (levels, include)
}

/// The generic framework, a set for each topic: a framework takes those topics that it has itself.
pub(super) fn sets(file: &File, source: &mut Source) -> (Vec<SharedSet>, Vec<Generic>) {
    let (mut sets, mut generic): (Vec<SharedSet>, Vec<Generic>) = (Vec::new(), Vec::new());
    for item in file.front.get("topics").items() {
        let Some(topic) = Topic::read(item, &[], source) else { continue };
        let bare = split_icon(&topic.competency).1.to_owned();
        let id = slug(&format!("generic {bare}"));
        let at = sets.iter().position(|set| set.id == id).unwrap_or_else(|| {
            let (id, title) = (id.clone(), format!("{}: {bare}", file.title()));
            sets.push(SharedSet { id, title, levels: Vec::new() });
            sets.len() - 1
        });
        read(&topic, "", &mut sets[at].levels, source);
        sets[at].levels.sort_by_key(|level| level.number);
        let name = words(item.get("name").text());
        generic.push(Generic { name, title: topic.competency, set: id });
    }
    (sets, generic)
}

fn read(topic: &Topic<'_>, title: &str, levels: &mut Vec<Level>, source: &mut Source) {
    let mut is_said = false;
    for content in topic.content {
        if !content.fit(CONTENT, WORDS, source) {
            continue;
        }
        let Some(number) = level::number(content.get("level").text()) else {
            let why = format!("`{}` is no level", content.get("level").text());
            for key in ["criteria", "exampleCriteria"] {
                content.get(key).leave_out(WORDS, &why, source);
            }
            continue;
        };
        let behaviours = behaviours(content, source);
        if behaviours.is_empty() {
            continue;
        }
        is_said = true;
        let at = level::of(levels, number, title);
        let cell = level::cell(&mut levels[at], &topic.competency);
        if let Some(about) = topic.about.as_ref().filter(|_| cell.behaviours.is_empty()) {
            cell.before.push(Block::Paragraph(text(about.clone())));
        }
        cell.behaviours.extend(behaviours);
    }
    topic.account(is_said, source);
    levels.sort_by_key(|level| level.number);
}

fn behaviours(content: &Yaml, source: &mut Source) -> Vec<Behaviour> {
    let mut all = Vec::new();
    for item in content.get("criteria").items() {
        match item {
            Yaml::Text(said) => all.extend(behaviour(said, source)),
            other => other.leave_out(WORDS, "a criterion is a text", source),
        }
    }
    for item in content.get("exampleCriteria").items() {
        if !item.fit(EXAMPLE, WORDS, source) {
            continue;
        }
        let mut said = behaviour(item.get("criteria").text(), source);
        let Some(last) = said.last_mut() else {
            item.get("examples").leave_out(WORDS, "there is no criterion above it", source);
            continue;
        };
        for example in item.get("examples").items() {
            match example {
                Yaml::Text(said) => last.examples.extend(example_text(said, source)),
                other => other.leave_out(WORDS, "an example is a text", source),
            }
        }
        all.extend(said);
    }
    all
}

fn behaviour(said: &str, source: &mut Source) -> Vec<Behaviour> {
    let said = Behaviour::of_blocks(blocks(said, source));
    source.list_items += said.len();
    said
}

fn example_text(said: &str, source: &mut Source) -> Option<Text> {
    let mut blocks = blocks(said, source);
    source.list_items += usize::from(!blocks.is_empty());
    match (blocks.pop()?, blocks.is_empty()) {
        (Block::Paragraph(line), true) => Some(line),
        (last, _) => {
            blocks.push(last);
            Some(text(blocks.iter().map(plain_block).collect::<Vec<_>>().join(" ")))
        }
    }
}
