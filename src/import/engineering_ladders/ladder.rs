//! The page of a ladder: a table of its positions, and for each a step of every axis.

use std::collections::BTreeMap;

use crate::import::document::{self, Block, Text, named_item, plain, plain_block};
use crate::import::foreign::{Behaviour, Cell, Level, Role, Section, SectionKind, Source};
use crate::import::ids::{level_title, slug, spoken};

use super::{Axis, Reader, position};

/// The name of the competency of what is a step of no axis.
const OTHER: &str = "Expectations";

impl Reader {
    pub(super) fn ladder(&mut self, at: usize, path: &str, blocks: &[Block]) {
        let mut source = std::mem::take(&mut self.foreign.trace.sources[at]);
        let id = path.split('/').nth(1).unwrap_or_default().to_owned();
        let mut role = Role { track: id.clone(), id, ..Role::default() };
        let mut seniors: BTreeMap<String, String> = BTreeMap::new();
        let mut others = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading { level: 1, text } if n == 0 => role.title = plain(text),
                Block::Table { head, rows } if role.levels.is_empty() => {
                    self.table(head, rows, &mut seniors, &mut source);
                }
                block if position(block).is_some() => {
                    self.position(block, &mut role, &mut source);
                }
                Block::List { items, .. } if !role.levels.is_empty() => {
                    self.steps(items, &mut role, &mut source, &mut others);
                }
                block => match role.levels.last_mut() {
                    Some(level) => level.intro.push(block.clone()),
                    None => role.summary.push(block.clone()),
                },
            }
        }
        if role.title.is_empty() {
            role.title = spoken(&role.id);
        }
        if !others.is_empty() {
            let list = others.join(", ");
            source.warnings.push(format!("it says otherwise than the axes: {list}"));
        }
        for (id, value) in seniors {
            match role.levels.iter_mut().find(|level| level.id == id) {
                Some(level) => {
                    level.attributes.push(("senior".to_owned(), document::text(value)));
                }
                None => source.leave_out(&value, "no heading on the page is of the position"),
            }
        }
        role.levels.sort_by_key(|level| level.number);
        say_once(&mut role.levels, &mut source);
        let file = |level: &Level| format!("content/roles/{}/{}.md", role.id, level.id);
        source.targets = role.levels.iter().map(file).collect();
        source.targets.extend([format!("content/{path}"), "content/framework.toml".to_owned()]);
        self.foreign.trace.sources[at] = source;
        self.foreign.roles.push(role);
    }

    /// The table of positions: their weight, and whether they are senior ones.
    fn table(
        &mut self,
        head: &[Text],
        rows: &[Vec<Text>],
        seniors: &mut BTreeMap<String, String>,
        source: &mut Source,
    ) {
        let column = |name: &str| head.iter().position(|one| plain(one) == name);
        let senior = column("Senior");
        for (at, name) in head.iter().enumerate() {
            let name = plain(name);
            match Some(at) == senior {
                true => {
                    self.foreign.declare_attribute(&name, false);
                    source.join(&name, &name, "an attribute is declared once");
                }
                false => source.leave_out(&name, "the name of a column"),
            }
        }
        for row in rows {
            let text = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|one| plain(one));
            let said = text(column("Position")).unwrap_or_default();
            let title = level_title(&said);
            let id = title.as_ref().and_then(|_| self.level_id(&source.path, &said));
            let title = title.filter(|_| id.is_some());
            for (at, cell) in row.iter().enumerate() {
                let cell = plain(cell);
                match &title {
                    Some(_) if cell == said => {
                        source.leave_out(&cell, "the heading of the position says it again");
                    }
                    Some(_) if Some(at) == senior => {}
                    Some(_) if Some(at) == column("Level") => {
                        source.leave_out(&cell, "levels of equal weight are parallel");
                    }
                    _ => source.leave_out(&cell, "no position stands in this row"),
                }
            }
            if let Some(id) = id {
                if let Some(value) = text(senior)
                    && let Some(other) = seniors.insert(id.clone(), value)
                {
                    source.leave_out(&other, "another row is of the same position");
                }
                self.weights.extend(text(column("Level")).map(|weight| (id, weight)));
            }
        }
    }

    fn position(&mut self, block: &Block, role: &mut Role, source: &mut Source) {
        let Some(title) = position(block) else { return };
        let heading = plain_block(block);
        let id = self.level_id(&source.path, &heading).unwrap_or_else(|| title.id.clone());
        if let Some(at) = role.levels.iter().position(|level| level.id == id) {
            let level = role.levels.remove(at);
            match level.title == title.title {
                true => source.join(&heading, &title.title, "the position has two headings"),
                false => source.leave_out(&heading, "the position has another heading already"),
            }
            role.levels.push(level);
            return;
        }
        source.pieces(&heading, &[&title.name, &title.title], "the level and its title");
        self.names.insert(id.clone(), title.name);
        role.levels.push(Level {
            id,
            number: title.number,
            title: title.title,
            sections: vec![Section::new(SectionKind::Bare, "")],
            ..Level::default()
        });
    }

    /// What is asked for at a position: a step of each axis.
    fn steps(
        &mut self,
        items: &[Vec<Block>],
        role: &mut Role,
        source: &mut Source,
        others: &mut Vec<String>,
    ) {
        let Some(level) = role.levels.last_mut() else { return };
        let name = self.names.get(&level.id).unwrap_or(&level.id).clone();
        for item in items {
            let said = Behaviour::of_blocks(item.clone());
            if said.is_empty() {
                continue;
            }
            let named = named_item(item);
            let step = named.as_ref().and_then(|(_, step, text)| {
                let has = |axis: &&Axis| axis.steps.iter().any(|(one, _)| one == step);
                Some((self.axes.iter().find(has)?, step, text))
            });
            let (competency, proficiency) = match &step {
                Some((axis, step, _)) => (axis.name.as_str(), Some(slug(step))),
                None => (OTHER, None),
            };
            if let Some((axis, step, text)) = &step
                && axis.steps.iter().any(|(one, said)| one == *step && plain(said) != plain(text))
            {
                others.push(format!("{step} ({name})"));
            }
            if step.is_none() {
                let words = item.iter().map(plain_block).collect::<Vec<_>>().join(" ");
                source.warnings.push(format!("{name}: no axis has this step: {words}"));
            }
            let cells = &mut level.sections[0].cells;
            let at = cells.iter().position(|cell| cell.name == competency).unwrap_or_else(|| {
                cells.push(Cell { name: competency.to_owned(), ..Cell::default() });
                cells.len() - 1
            });
            cells[at].proficiency = proficiency;
            cells[at].behaviours.extend(said);
            if let Some((axis, ..)) = step {
                self.foreign.meaning(&axis.name).scale = Some(axis.scale.clone());
            }
        }
    }
}

/// A step that is asked for at the level below already is not said again: levels are cumulative.
fn say_once(levels: &mut [Level], source: &mut Source) {
    for upper in (1..levels.len()).rev() {
        let (below, above) = levels.split_at_mut(upper);
        let (Some(lower), Some(level)) = (below.last(), above.first_mut()) else { continue };
        let known = lower.sections.iter().flat_map(|section| &section.cells);
        for cell in level.sections.iter_mut().flat_map(|section| &mut section.cells) {
            let mut is_known =
                known.clone().any(|one| one.name == cell.name && one.behaviours == cell.behaviours);
            is_known &= cell.behaviours.iter().all(|one| one.children.is_empty());
            if cell.proficiency.is_some() && is_known {
                cell.same_as = Some(lower.id.clone());
                for behaviour in cell.behaviours.drain(..) {
                    let said = plain(&behaviour.text);
                    source.join(&said, &said, "the level below asks for the same step");
                }
            }
        }
    }
}
