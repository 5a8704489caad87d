//! Lines within a block: writers of blueprints type lists into paragraphs, with dashes after line
//! breaks or in the midst of a line. Blocks are cut the same way when they are counted and when they
//! are read, so that each line has a fate of its own.

use crate::import::document::{Inline, Text, squeeze, tidy};
use crate::import::html::BREAK;

/// A line of a block, without the dash before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: Text,
    pub(super) has_dash: bool,
}

/// Longest text before dashes in one line that is the name of a list: `Planning – a map – a log`.
const NAME_WORDS: usize = 7;

/// Where the lines of a block stand in it, in characters, and whether a dash stood before each.
fn places(block: &[char]) -> Vec<(usize, usize, bool)> {
    let mut lines = Vec::new();
    let (mut start, mut has_dash) = (0, false);
    // Whether dashes part what stands in one line.
    let mut in_line = false;
    let mut end_line = |start: usize, end: usize, has_dash: bool| {
        if block[start..end].iter().any(|letter| !letter.is_whitespace()) {
            lines.push((start, end, has_dash));
        }
    };
    let mut at = 0;
    while at < block.len() {
        let rest = &block[at..];
        let is_break = block[at] == BREAK;
        let space = rest.iter().take_while(|letter| letter.is_whitespace()).count();
        let has_end = rest[..space].iter().any(|letter| matches!(letter, '\n' | '\r' | &BREAK));
        let dash = block.get(at + space).copied();
        let after = block.get(at + space + 1);
        let opens = matches!(dash, Some('–' | '—' | '•' | '-' | '*'))
            && after.is_none_or(|letter| letter.is_whitespace())
            && (at == 0 || space > 0);
        let is_bullet = opens && (has_end || at == 0);
        let is_typed = opens && space > 0 && !has_end && {
            let before: String = block[start..at].iter().collect();
            match dash {
                Some('–') => in_line || is_list_name(&before, &block[at + space + 1..]),
                _ => before.trim_end().ends_with(':'),
            }
        };
        if is_bullet || is_typed {
            end_line(start, at, has_dash);
            start = at + space + 1;
            (has_dash, in_line) = (true, is_typed);
            at = start;
        } else if is_break {
            end_line(start, at, has_dash);
            start = at + 1;
            (has_dash, in_line) = (false, false);
            at = start;
        } else {
            at += if space > 0 && has_end && !rest[..space].contains(&BREAK) { space } else { 1 };
        }
    }
    end_line(start, block.len(), has_dash);
    lines
}

/// Whether what stands before a dash in one line is the name of a list: it ends in a colon, or it is
/// short and more dashes follow.
fn is_list_name(before: &str, after: &[char]) -> bool {
    let before = before.trim();
    let line = after.split(|letter| matches!(letter, '\n' | &BREAK)).next().unwrap_or_default();
    let dashes = line.windows(3).filter(|w| **w == [' ', '–', ' ']).count();
    let is_name = before.split_whitespace().count() <= NAME_WORDS && !before.contains(['.', ',']);
    before.ends_with(':') || is_name && dashes > 0
}

/// The lines of a block as it stands in the source.
pub(super) fn split(block: &str) -> Vec<String> {
    let letters: Vec<char> = block.chars().collect();
    let line = |(from, to, _): (usize, usize, bool)| {
        squeeze(&letters[from..to].iter().collect::<String>())
    };
    places(&letters).into_iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// The lines of a block with their marks.
pub(super) fn cut(text: &Text) -> Vec<Line> {
    let mut letters = Vec::new();
    flat(text, &mut letters);
    let places = places(&letters).into_iter();
    let lines = places.map(|(from, to, has_dash)| Line { text: part(text, from, to), has_dash });
    lines.filter(|line| !line.text.is_empty()).collect()
}

/// The characters from one place to another, with their marks.
pub(super) fn part(text: &Text, from: usize, to: usize) -> Text {
    tidy(slice(text, &mut 0, from, to))
}

/// The characters of a text, as [`part`] counts them.
pub(super) fn letters(text: &Text) -> Vec<char> {
    let mut letters = Vec::new();
    flat(text, &mut letters);
    letters
}

fn flat(text: &[Inline], out: &mut Vec<char>) {
    for inline in text {
        match inline {
            Inline::Plain(said) | Inline::Code(said) => out.extend(said.chars()),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                flat(inner, out);
            }
            Inline::Break => out.push(BREAK),
        }
    }
}

fn slice(text: &[Inline], at: &mut usize, from: usize, to: usize) -> Text {
    let mut out = Text::new();
    for inline in text {
        match inline {
            Inline::Plain(said) | Inline::Code(said) => {
                let cut: String = said
                    .chars()
                    .zip(*at..)
                    .filter(|(_, place)| (from..to).contains(place))
                    .map(|(letter, _)| letter)
                    .collect();
                *at += said.chars().count();
                if !cut.is_empty() {
                    let is_code = matches!(inline, Inline::Code(_));
                    out.push(if is_code { Inline::Code(cut) } else { Inline::Plain(cut) });
                }
            }
            Inline::Strong(inner) => {
                let inner = slice(inner, at, from, to);
                out.extend((!inner.is_empty()).then_some(Inline::Strong(inner)));
            }
            Inline::Emphasis(inner) => {
                let inner = slice(inner, at, from, to);
                out.extend((!inner.is_empty()).then_some(Inline::Emphasis(inner)));
            }
            Inline::Link { text: inner, target } => {
                let text = slice(inner, at, from, to);
                let target = target.clone();
                out.extend((!text.is_empty()).then_some(Inline::Link { text, target }));
            }
            Inline::Break => {
                out.extend((from..to).contains(at).then_some(Inline::Break));
                *at += 1;
            }
        }
    }
    out
}
