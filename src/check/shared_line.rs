use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::content::listed;
use super::lines::{EDGE, Line, Lines};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::{Framework, Status};

pub(super) const RULE: Rule = Rule {
    code: "shared-line",
    severity: Severity::Warning,
    title: "A line that several roles have copied from each other",
    explanation: "The same expectation stands in the files of several roles at one level, word \
                  for word or nearly so. Copies drift: in one published framework two lines in \
                  three are copies, and hundreds of them differ by a comma or a typing error by \
                  now. A shared set holds the line once.\n\n\
                  Lines count as copies if their words are the same, or if, of ten words and \
                  more, only one was put in, left out or changed. Letter case and punctuation \
                  don't count, and lines of fewer than four words are let be.",
    example: "# roles/analyst/ic3.md and roles/engineer/ic3.md\n\
              - Closes a finding when its fix is verified, and not before.",
    mend: "Move the line to a shared set and let the roles include it. A role that needs other \
           words replaces it by its id.",
    mended: "# shared/core/ic3.md\n- Closes a finding when its fix is verified, and not before. \
             {#closes-findings}\n\n# role.toml of both\ninclude = [\"core\"]",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Fewer words are a phrase that two people write by chance.
const LEAST_WORDS: usize = 4;
/// From here on one word more, less or changed makes no other line.
const LONG_WORDS: usize = 10;
/// One changed word leaves the first or the last five of ten as they were: lines that share
/// neither are not compared.
const _: () = assert!(EDGE * 2 <= LONG_WORDS);
/// With so many others of its bucket a line is compared: with more, work would grow with the
/// square of the lines that begin alike.
const NEIGHBOURS: usize = 8;

/// Lines of one level, by their places in `Lines::all`.
type Group = Vec<usize>;

fn find(content: &Content<'_>) -> Vec<Finding> {
    let lines = content.lines();
    let mut by_roles: BTreeMap<BTreeSet<u32>, Vec<Group>> = BTreeMap::new();
    for group in groups(content.framework, lines) {
        let roles: BTreeSet<u32> = group.iter().map(|at| lines.all[*at].role).collect();
        if roles.len() > 1 {
            by_roles.entry(roles).or_default().push(group);
        }
    }
    by_roles.into_iter().map(|(roles, groups)| finding(content, &roles, &groups)).collect()
}

/// One problem for all lines that the same roles share: they move to one set together.
fn finding(content: &Content<'_>, roles: &BTreeSet<u32>, groups: &[Group]) -> Finding {
    let lines = content.lines();
    let roles_of = &content.framework.roles;
    let first = &lines.all[groups[0][0]];
    let level = |line: &Line<'_>| &roles_of[line.role as usize].levels[line.level as usize];
    let other = |at: &&usize| lines.all[**at].role != first.role;
    let second = groups[0].iter().find(other).map_or(first, |at| &lines.all[*at]);
    let titles = listed(roles.iter().map(|role| roles_of[*role as usize].title.as_str()));
    let mut names: Vec<&str> = groups.iter().map(|one| &*level(&lines.all[one[0]]).name).collect();
    names.dedup();
    let message = match groups.len() {
        1 => format!("this line of {} stands in {titles}", names[0]),
        count => format!(
            "{count} lines of {} stand in {titles}, word for word or nearly so; this is the first",
            listed(names).replace('`', "")
        ),
    };
    let path = &content.sources.file(second.behaviour.text.span.file).path;
    let line = content.sources.position(second.behaviour.text.span).line;
    let help = format!(
        "it is also in {path}, line {line}: write it once in shared/<name>/{}.md and let the \
         roles include the set",
        level(first).id
    );
    Finding::new(first.behaviour.text.span, message, help)
}

/// Lines of roles' own files that are copies of each other, within each level.
///
/// Cost: sorting up to three keys per line; each line is compared with a few others.
fn groups(framework: &Framework, lines: &Lines<'_>) -> Vec<Group> {
    let mut leaders: HashMap<usize, usize> = HashMap::new();
    if framework.roles.len() > 1 {
        // One key after the other: the buckets of all three would be three times the memory.
        // What is no longer in force is kept as it was; its lines often live on in what replaced it.
        let is_own = |line: &Line<'_>| {
            let role = &framework.roles[line.role as usize];
            let level = &role.levels[line.level as usize];
            line.set.is_none() && ![role.status, level.status].contains(&Status::Legacy)
        };
        join_equal(lines, is_own, LEAST_WORDS, |line| line.key, &mut leaders);
        join_equal(lines, is_own, LONG_WORDS - 1, |line| line.start, &mut leaders);
        join_equal(lines, is_own, LONG_WORDS - 1, |line| line.end, &mut leaders);
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    let mut members: Vec<usize> = leaders.keys().copied().collect();
    members.sort_unstable();
    for at in members {
        groups.entry(leader(&leaders, at)).or_default().push(at);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Joins copies among the lines that are meant, of so many words, at one level, that have an equal
/// key.
fn join_equal(
    lines: &Lines<'_>,
    is_meant: impl Fn(&Line<'_>) -> bool,
    least_words: usize,
    key: impl Fn(&Line<'_>) -> u64,
    leaders: &mut HashMap<usize, usize>,
) {
    let meant = lines.all.iter().zip(0_u32..).filter(|(line, _)| is_meant(line));
    let long = meant.filter(|(line, _)| usize::from(line.count) >= least_words);
    let mut buckets: Vec<(u64, u32)> =
        long.map(|(line, at)| (mix(line.level_id, key(line)), at)).collect();
    buckets.sort_unstable();
    let line = |(_, at): &(u64, u32)| &lines.all[*at as usize];
    for bucket in buckets.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
        // The words of the last few, each read once, where keys alone don't tell.
        let are_alike = bucket.windows(2).all(|two| line(&two[0]).key == line(&two[1]).key);
        let mut last: VecDeque<(&Line<'_>, usize, Vec<u32>)> = VecDeque::new();
        for one in bucket {
            let (own, at) = (line(one), one.1 as usize);
            let words = if are_alike { Vec::new() } else { own.words() };
            for (other, other_at, other_words) in last.iter().rev() {
                if are_copies((own, &words), (other, other_words)) {
                    join(leaders, at, *other_at);
                }
            }
            if last.len() == NEIGHBOURS {
                last.pop_front();
            }
            last.push_back((own, at, words));
        }
    }
}

/// A bucket's key: only lines of one level meet.
fn mix(level: u32, key: u64) -> u64 {
    (key ^ u64::from(level).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn are_copies((a, a_words): (&Line<'_>, &[u32]), (b, b_words): (&Line<'_>, &[u32])) -> bool {
    if a.level_id != b.level_id {
        return false;
    }
    if a.key == b.key {
        return true;
    }
    let (short, long) = match a_words.len() < b_words.len() {
        true => (a_words, b_words),
        false => (b_words, a_words),
    };
    if long.len() < LONG_WORDS || long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    start + end + 1 >= long.len()
}

/// The first line of the group that a line is in.
fn leader(leaders: &HashMap<usize, usize>, mut at: usize) -> usize {
    while let Some(next) = leaders.get(&at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

fn join(leaders: &mut HashMap<usize, usize>, a: usize, b: usize) {
    let (a_first, b_first) = (leader(leaders, a), leader(leaders, b));
    let first = a_first.min(b_first);
    // All that was met on the way points to the first at once, so later ways are short.
    for at in [a, b, a_first, b_first] {
        leaders.insert(at, first);
    }
}
