use super::alike::ratio;
use super::content::{counted, joined};
use super::lines::words_of;
use super::words::word_count;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Anchors, Cell, Dimension, Expectation, Interviews, Prose, Role};

pub(super) const RULE: Rule = Rule {
    code: "scorecard-anchors",
    severity: Severity::Warning,
    title: "A row of the scorecard that doesn't say what is enough, or what is not",
    explanation: "What *meets* looks like comes from the competencies that the dimension names, or \
                  is written as `meets`; what falls short and what goes beyond come from the levels \
                  next to it, or are written. A row with neither is judged by a bar of each \
                  interviewer's own. So it is where a level and its neighbour ask for the same of \
                  all competencies of the row, and where a point says one or two words, such as \
                  \"Good\".",
    example: "[[dimension]]\nid = \"culture\"\nname = \"Culture\"\nmeets = \"Good\"",
    mend: "Name competencies, or write what meets the bar, what falls short and what goes beyond, \
           as somebody would see it in an interview.",
    mended: "[[dimension]]\nid = \"collaboration\"\ncompetencies = [\"collaboration\"]",
    find: Some(Finder::Absent(find)),
    ..ROW
};

/// A point of fewer words is a mark, no text.
const LEAST_WORDS: usize = 3;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in content.roles() {
        let Some(interviews) = role.interviews.as_deref() else { continue };
        for one in &interviews.dimensions {
            if !has(one, role, |anchors| &anchors.meets) && one.competencies.is_empty() {
                let message = format!("nothing says what meets the bar of `{}`", one.name);
                let help = "name `competencies` whose levels say it, or write `meets = \"…\"`";
                found.push(Finding::new(one.span, message, help));
            } else {
                found.extend(nothing_below(role, one));
                found.extend(undivided(role, one));
            }
        }
        found.extend(short(interviews));
    }
    found
}

/// Whether a point is written for every level.
fn has(dimension: &Dimension, role: &Role, point: fn(&Anchors) -> &Option<Prose>) -> bool {
    let overrides = dimension.overrides.iter().filter(|(_, anchors)| point(anchors).is_some());
    point(&dimension.anchors).is_some() || overrides.count() == role.levels.len()
}

fn nothing_below(role: &Role, dimension: &Dimension) -> Option<Finding> {
    // Where levels speak of its competencies, the lower of two says what falls short.
    let is_derived = rows(role, dimension).any(|row| {
        role.levels.iter().filter(|level| !level.cells[row].expectations.is_empty()).count() > 1
    });
    let message = format!("nothing says what falls short of the bar of `{}`", dimension.name);
    let help = "write `below = \"…\"`: what did somebody do who was not ready yet?";
    let is_said = is_derived || has(dimension, role, |anchors| &anchors.below);
    (!is_said).then(|| Finding::new(dimension.span, message, help))
}

/// Places of a dimension's competencies among the role's.
fn rows(role: &Role, dimension: &Dimension) -> impl Iterator<Item = usize> {
    dimension.competencies.iter().filter_map(|one| role.row(one))
}

/// Levels that the scorecard can't tell from the next one, where only levels say what goes beyond.
fn undivided(role: &Role, dimension: &Dimension) -> Option<Finding> {
    if has(dimension, role, |anchors| &anchors.exceeds) {
        return None;
    }
    let rows: Vec<usize> = rows(role, dimension).collect();
    let pairs = role.levels.iter().zip(role.levels.iter().skip(1)).filter(|(lower, upper)| {
        let mut cells = rows.iter().map(|row| (&lower.cells[*row], &upper.cells[*row]));
        let mut both =
            cells.clone().filter(|(a, b)| !a.expectations.is_empty() && !b.expectations.is_empty());
        both.next().is_some() && cells.all(|(lower, upper)| adds_nothing(lower, upper))
    });
    let pairs: Vec<String> =
        pairs.map(|(lower, upper)| format!("{} from {}", lower.name, upper.name)).collect();
    let message = format!(
        "the framework doesn't separate {} in `{}`",
        joined(&pairs.iter().map(String::as_str).collect::<Vec<_>>()),
        dimension.name
    );
    let help = "say at the higher level what is new, or write `exceeds`, here or in an `override`";
    (!pairs.is_empty()).then(|| Finding::new(dimension.span, message, help))
}

/// Whether every line of the upper cell has a twin in the lower one.
fn adds_nothing(lower: &Cell, upper: &Cell) -> bool {
    let is_same = |a: &Expectation, b: &Expectation| a.behaviour.text.span == b.behaviour.text.span;
    let new = upper.expectations.iter();
    let mut new = new.filter(|one| !lower.expectations.iter().any(|other| is_same(one, other)));
    new.all(|one| {
        let words = words_of(&one.behaviour);
        lower.expectations.iter().any(|other| ratio(&words, &words_of(&other.behaviour)) > 0.0)
    })
}

/// Written points of one or two words.
fn short(interviews: &Interviews) -> Vec<Finding> {
    let dimensions = interviews.dimensions.iter().flat_map(|one| {
        let overrides = one.overrides.iter().map(|(_, anchors)| anchors);
        std::iter::once(&one.anchors).chain(overrides)
    });
    let rubrics = interviews.exercises.iter().flat_map(|one| &one.rubric).map(|one| &one.anchors);
    let points = dimensions.chain(rubrics).flat_map(|one| {
        let points = [("below", &one.below), ("meets", &one.meets), ("exceeds", &one.exceeds)];
        points.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)))
    });
    let short = points.filter(|(_, text)| word_count(&text.markdown) < LEAST_WORDS);
    let finding = |(point, text): (&str, &Prose)| {
        let words = counted(word_count(&text.markdown), "word");
        let message = format!("`{point}` says {words}, and no panel can rate by that");
        let help = "write what somebody would see or hear in the interview";
        Finding::new(text.span, message, help)
    };
    short.map(finding).collect()
}
