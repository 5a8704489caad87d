//! Derived views of a small framework, as somebody would read them.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use std::fmt::Write as _;

use rungs::derive::matching::{PairKind, plain};
use rungs::derive::{self, Anchor, Matches};
use rungs::model::{Expectation, Framework, Level, Role};
use rungs::source::Sources;

const FRAMEWORK: &str = r#"
[[family]]
id = "eng"
name = "Engineering"
[[track]]
id = "ic"
name = "Individual"
[[track.level]]
id = "ic1"
name = "IC1"
[[track.level]]
id = "ic2"
name = "IC2"
[[track.level]]
id = "ic3"
name = "IC3"
parallel = ["m3"]
[[track]]
id = "manager"
name = "Manager"
[[track.level]]
id = "m3"
name = "M3"
[[pillar]]
id = "results"
name = "Results"
[[competency]]
id = "ownership"
name = "Ownership"
pillar = "results"
aliases = ["Responsibility"]
[[competency]]
id = "strategy"
name = "Strategy"
pillar = "results"
[[competency]]
id = "change"
name = "Strategy and change"
pillar = "results"
[[competency]]
id = "hiring"
name = "Hiring"
pillar = "results"
[[attribute]]
id = "horizon"
label = "Planning horizon"
type = "ordered"
values = ["a cycle", "a year"]
[[attribute]]
id = "scope"
label = "Scope"
type = "list"
"#;

const IC1: &str = r#"+++
[attributes]
horizon = "a cycle"
+++
## Scope
- Works on one service.
## Results
### Ownership
- Closes own tickets within the week. {#closes}
- Asks for help before a date slips.
### Strategy
- Explains how the team's goals serve the company.
### Hiring {not-expected}
"#;

const IC2: &str = r#"+++
title = "Senior Engineer"
[attributes]
horizon = "a year"
+++
## Scope
- Works on one service and its neighbours.
## Results
### Responsibility
- Sees a whole project to its end, and says when it is done. {#closes}
- Asks for help before a date slips.
- Writes the runbook that others use at night.
### Strategy and change
- Explains how the team's goals serve the company, and proposes one of them.
### Hiring
- Interviews candidates with the scorecard.
"#;

const IC3: &str = "## Results\n### Ownership {same_as=ic2}\n### Strategy and change\n\
                   - Sets the direction of two teams for a year.\n### Hiring\n\
                   - Interviews candidates with the scorecard.\n";

const ROLE: &str = r#"
title = "Engineer"
family = "eng"
track = "ic"
levels = ["ic1", "ic2", "ic3"]
[path]
parallel = "lead"
next = [{ role = "lead", level = "m3", note = "by choice" }]
"#;

const LEAD: &str = "title = \"Lead\"\nfamily = \"eng\"\ntrack = \"manager\"\nlevels = [\"m3\"]\n";

fn framework(changes: &[(&str, &str)]) -> Framework {
    let mut files = vec![
        ("book.toml", "[book]\ntitle = \"Small\"\n"),
        ("content/framework.toml", FRAMEWORK),
        ("content/roles/engineer/role.toml", ROLE),
        ("content/roles/engineer/ic1.md", IC1),
        ("content/roles/engineer/ic2.md", IC2),
        ("content/roles/engineer/ic3.md", IC3),
        ("content/roles/lead/role.toml", LEAD),
        ("content/roles/lead/m3.md", "## Results\n### Ownership\n- Answers for the team's work.\n"),
    ];
    for change in changes {
        files.retain(|(path, _)| *path != change.0);
        files.push(*change);
    }
    let sources = Sources::from_texts(files);
    support::framework(&sources)
}

fn words(one: &Expectation) -> String {
    plain(&one.behaviour.text.markdown).into_owned()
}

/// A step, a line for each behaviour: `=` same, `~` reworded, `+` new, `-` gone.
fn told(from: (&Role, &Level), to: (&Role, &Level)) -> String {
    let step = derive::step(from, to, None);
    let mut out = String::new();
    for one in &step.attributes {
        let text = |value: Option<&str>| value.unwrap_or("(nothing)").to_owned();
        let (from, to) = (text(one.from), text(one.to));
        writeln!(out, "{}: {from} → {to}", one.attribute.label).unwrap();
    }
    for group in &step.groups {
        let was = group.renamed_from.map(|name| format!(" (was {name})")).unwrap_or_default();
        writeln!(out, "{}{was}", group.name).unwrap();
        for pair in &group.pairs {
            let sign = if pair.kind == PairKind::Same { '=' } else { '~' };
            writeln!(out, "  {sign} {}", words(group.to_items[pair.to])).unwrap();
        }
        for index in group.new_items() {
            writeln!(out, "  + {}", words(group.to_items[index])).unwrap();
        }
        for index in group.gone_items() {
            writeln!(out, "  - {}", words(group.from_items[index])).unwrap();
        }
    }
    writeln!(out, "{:?}", step.size()).unwrap();
    out
}

#[test]
fn a_renamed_competency_is_a_rename_and_an_id_holds_through_new_words() {
    let framework = framework(&[]);
    let (role, from) = framework.level("engineer", "ic1").unwrap();
    insta::assert_snapshot!(told((role, from), (role, role.level("ic2").unwrap())), @"
    Planning horizon: a cycle → a year
    Scope
      ~ Works on one service and its neighbours.
    Responsibility (was Ownership)
      ~ Sees a whole project to its end, and says when it is done.
      = Asks for help before a date slips.
      + Writes the runbook that others use at night.
    Strategy and change (was Strategy)
      ~ Explains how the team's goals serve the company, and proposes one of them.
    Hiring
      + Interviews candidates with the scorecard.
    Size { same: 1, reworded: 3, new: 2, gone: 0 }
    ");
}

#[test]
fn what_is_the_same_as_below_is_expected_and_nothing_new() {
    let framework = framework(&[]);
    let (role, from) = framework.level("engineer", "ic2").unwrap();
    let told = told((role, from), (role, role.level("ic3").unwrap()));
    assert!(told.contains("= Writes the runbook that others use at night."), "{told}");
    assert!(!told.contains("+ Sees a whole project"), "{told}");
}

#[test]
fn nothing_is_gone_in_a_cumulative_framework() {
    let cumulative = format!("cumulative = true\n{FRAMEWORK}");
    let framework = framework(&[("content/framework.toml", &cumulative)]);
    let role = framework.level("engineer", "ic1").unwrap().0;
    for two in role.levels.windows(2) {
        let step = derive::step((role, &two[0]), (role, &two[1]), None);
        let gone = step
            .groups
            .iter()
            .filter(|group| matches!(group.subject, derive::Subject::Competency(_)));
        assert_eq!(gone.map(|group| group.size().gone).sum::<usize>(), 0, "{step:#?}");
    }
}

#[test]
fn nothing_is_gone_from_a_cell_that_is_still_to_be_written() {
    let later = "## Results\n### Ownership\n- Closes whole projects. {#closes}\n\
                 ### Strategy {not-written}\n### Hiring {not-expected}\n";
    let framework = framework(&[("content/roles/engineer/ic2.md", later)]);
    let (role, from) = framework.level("engineer", "ic1").unwrap();
    let step = derive::step((role, from), (role, role.level("ic2").unwrap()), None);
    let strategy = step.groups.iter().find(|group| group.name == "Strategy").unwrap();
    assert_eq!((strategy.from_items.len(), strategy.size().gone), (1, 0));
}

#[test]
fn steps_go_up_and_across() {
    let framework = framework(&[]);
    let role = framework.level("engineer", "ic1").unwrap().0;
    let steps = derive::Steps::of(&framework, role);
    assert_eq!(steps.up, [(0, 1), (1, 2)]);
    let across: Vec<_> =
        steps.across.iter().map(|(own, role, at)| (*own, role.as_str(), *at)).collect();
    assert_eq!(across, [(2, "lead", 0)]);
}

/// An anchor as a panel reads it.
fn anchor(anchor: &Anchor<'_>) -> String {
    let list =
        |list: &[&Expectation]| list.iter().map(|one| words(one)).collect::<Vec<_>>().join(" | ");
    match anchor {
        Anchor::Written(prose) => format!("written: {}", prose.markdown),
        Anchor::Meets(parts) => parts
            .iter()
            .map(|part| format!("tells [{}] shares [{}]", list(&part.tells), list(&part.carried)))
            .collect::<Vec<_>>()
            .join("; "),
        Anchor::Derived(parts) => parts
            .iter()
            .map(|part| format!("{} [{}]", part.level.name, list(&part.expectations)))
            .collect::<Vec<_>>()
            .join("; "),
        Anchor::Lacking(level) => format!("as {level}, without what tells this level"),
        Anchor::Undivided(level) => format!("not separated from {level}"),
        Anchor::None => "nothing".to_owned(),
    }
}

fn card(framework: &Framework, level: &str) -> String {
    let role = framework.level("engineer", level).unwrap().0;
    let at = role.levels.iter().position(|one| one.id.as_str() == level).unwrap();
    let card = derive::scorecard(role, at, None, &Matches::new(role));
    let mut out = String::new();
    for one in &card.dimensions {
        let [below, meets, exceeds] = [&one.below, &one.meets, &one.exceeds].map(anchor);
        writeln!(out, "{}\n  below: {below}\n  meets: {meets}\n  exceeds: {exceeds}", one.name)
            .unwrap();
    }
    let left: Vec<&str> = card.not_assessed.iter().map(|one| one.name.as_str()).collect();
    writeln!(out, "not assessed: {left:?}").unwrap();
    out
}

#[test]
fn a_scorecard_is_derived_from_the_level_and_its_neighbours() {
    insta::assert_snapshot!(card(&framework(&[]), "ic2"), @"
    Ownership
      below: IC1 [Closes own tickets within the week.]
      meets: tells [Sees a whole project to its end, and says when it is done. | Writes the runbook that others use at night.] shares [Asks for help before a date slips.]
      exceeds: not separated from IC3
    Strategy and change
      below: nothing
      meets: tells [Explains how the team's goals serve the company, and proposes one of them.] shares []
      exceeds: IC3 [Sets the direction of two teams for a year.]
    Hiring
      below: nothing
      meets: tells [Interviews candidates with the scorecard.] shares []
      exceeds: not separated from IC3
    not assessed: []
    ");
}

#[test]
fn written_anchors_win_point_by_point_and_level_by_level() {
    let interviews = r#"
        [[dimension]]
        id = "ownership"
        competencies = ["ownership"]
        exceeds = "Makes others owners."
        [[dimension.override]]
        level = "ic3"
        meets = "Owns two teams' outcomes."
        [[stage]]
        id = "talk"
        name = "Talk"
        dimensions = ["ownership"]
    "#;
    let framework = framework(&[("content/roles/engineer/interviews.toml", interviews)]);
    insta::assert_snapshot!(card(&framework, "ic3"), @r#"
    Ownership
      below: not separated from IC2
      meets: written: Owns two teams' outcomes.
      exceeds: written: Makes others owners.
    not assessed: ["Strategy and change", "Hiring"]
    "#);
    assert!(card(&framework, "ic2").contains("exceeds: written: Makes others owners."));
}

#[test]
fn parallel_levels_stand_at_one_height() {
    let framework = framework(&[]);
    let map = derive::career_map(&framework, &|_| true);
    let height = |lane: usize, level: &str| {
        map.lanes[lane].nodes.iter().find(|node| node.level.id.as_str() == level).unwrap().height
    };
    assert_eq!(map.heights, 3);
    assert_eq!(height(0, "ic3"), height(1, "m3"));
    let kinds: Vec<String> = map
        .edges
        .iter()
        .map(|edge| format!("{} {:?} {}", edge.from.0, edge.kind, edge.to.0))
        .collect();
    assert_eq!(
        kinds,
        [
            "engineer Promotion engineer",
            "engineer Promotion engineer",
            "engineer Parallel lead",
            "engineer Next lead",
        ]
    );
}

#[test]
fn skills_are_sorted_and_know_who_asks_for_them() {
    let blueprint = "[[skill]]\nname = \"queries\"\ntier = \"must-have\"\nimportance = \"critical\"\n\
                     [[skill]]\nname = \"Owning things\"\ntier = \"advanced\"\n\
                     importance = \"optional\"\ncompetency = \"ownership\"\n";
    let framework = framework(&[("content/roles/lead/blueprint.toml", blueprint)]);
    let skills = derive::skills(&framework);
    let told: Vec<String> = skills
        .iter()
        .map(|skill| {
            let uses = skill.uses.iter().map(|one| {
                let levels: Vec<&str> = one.levels.iter().map(|level| level.id.as_str()).collect();
                let blueprint = if one.blueprint.is_some() { "*" } else { "" };
                format!("{}{blueprint} {}", one.role.id, levels.join(" "))
            });
            format!("{}: {}", skill.name, uses.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "Hiring: engineer ic2 ic3",
            "Ownership: engineer ic1 ic2 ic3, lead* m3",
            "queries: lead* ",
            "Strategy: engineer ic1",
            "Strategy and change: engineer ic2 ic3",
        ]
    );
}

#[test]
fn the_summary_follows_the_sections() {
    let blueprint = "[mission]\ncore = \"Keeps ships safe. And more.\"\n[[responsibility]]\n\
                     group = \"technical\"\ntext = \"Reviews designs: all of them.\"\n";
    let framework = framework(&[("content/roles/engineer/blueprint.toml", blueprint)]);
    let role = framework.level("engineer", "ic1").unwrap().0;
    let rows = derive::summary(&framework, role, role.blueprint.as_ref().unwrap());
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: {}", row.word, row.items.join("; "))).collect();
    assert_eq!(
        told,
        [
            "role: Engineer",
            "purpose: Keeps ships safe.",
            "responsibilities: Reviews designs",
            "next-roles: Lead",
        ]
    );
}
