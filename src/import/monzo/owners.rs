//! `CODEOWNERS`: whose a file is.

use crate::import::document::squeeze;
use crate::import::foreign::Source;

/// Rules, of which the last that fits a path holds.
pub(super) struct Owners {
    rules: Vec<Rule>,
}

struct Rule {
    pattern: String,
    names: Vec<String>,
}

impl Owners {
    pub(super) fn read(text: &str, source: &mut Source) -> Self {
        let mut rules = Vec::new();
        for line in text.lines().map(squeeze).filter(|line| !line.is_empty()) {
            let rule = line.split_once(' ').filter(|_| !line.starts_with('#'));
            match rule.filter(|(_, names)| names.split(' ').all(is_owner)) {
                Some((pattern, names)) => {
                    source.blocks.extend([pattern.to_owned(), names.to_owned()]);
                    let names = names.split(' ').map(str::to_owned).collect();
                    rules.push(Rule { pattern: pattern.to_owned(), names });
                }
                None => {
                    source.leave_out(&line, "it names no owner");
                    source.blocks.push(line);
                }
            }
        }
        Self { rules }
    }

    /// The place of the rule that holds for a file, and its owners.
    pub(super) fn of(&self, path: &str) -> Option<(usize, &[String])> {
        let at = self.rules.iter().rposition(|rule| fits(&rule.pattern, path))?;
        Some((at, &self.rules[at].names))
    }

    /// What became of each rule, of which these hold for a role.
    pub(super) fn account(&self, used: &[usize], source: &mut Source) {
        for (at, Rule { pattern, names }) in self.rules.iter().enumerate() {
            let said = names.join(" ");
            if used.contains(&at) {
                source.leave_out(pattern, "the files of roles, which say their owners themselves");
                source.pieces(&said, &[&names.join(", ")], "the owner of roles");
            } else {
                source.leave_out(pattern, "no role is of a file that it fits");
                source.leave_out(&said, "no role is of a file of theirs");
            }
        }
    }
}

/// Whether this is the name of a person or a team, or an address of mail.
fn is_owner(name: &str) -> bool {
    let is_meant = |letter: char| letter.is_ascii_alphanumeric() || "@/-_.+".contains(letter);
    name.contains('@') && name.chars().all(is_meant)
}

/// Whether a pattern fits a path, as in `.gitignore`: `*` stands for all but `/`, and a pattern
/// without `/` for a name in any folder.
fn fits(pattern: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    match pattern.trim_start_matches('/') {
        bare if !pattern.contains('/') => stands_for(bare, name),
        folder if folder.ends_with('/') => path.starts_with(folder),
        whole => stands_for(whole, path),
    }
}

fn stands_for(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern.split('/').zip(path.split('/')).all(|(one, name)| is_like(one, name))
}

/// Whether the pieces between `*` stand in a name in their order.
fn is_like(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|start| name.strip_prefix(start)) else {
        return false;
    };
    let Some(end) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_rule_that_fits_holds() {
        let text =
            "# all\n* @port\n*.js @web\ndecks/* @deck @port\n/decks/mate.md @mate\nyard/ @yard";
        let owners = Owners::read(text, &mut Source::default());
        for (path, name) in [
            ("readme.md", "@port"),
            ("decks/pilot.md", "@deck @port"),
            ("decks/mate.md", "@mate"),
            ("decks/low/mate.md", "@port"),
            ("yard/low/smith.md", "@yard"),
            ("yard/crane.js", "@yard"),
            ("decks/low/crane.js", "@web"),
        ] {
            assert_eq!(owners.of(path).unwrap().1.join(" "), name, "{path}");
        }
    }
}
