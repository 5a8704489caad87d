use std::ops::Range;

use super::content::{counted, tallied};
use super::texts::Piece;
use super::words::{EXPERIENCE, Speech};
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Blueprint;
use crate::parse::{YearsTable, span_of};
use crate::source::{FileId, Span};

pub(super) const RULE: Rule = Rule {
    code: "experience-proxy",
    severity: Severity::Note,
    title: "Years where a skill is meant",
    explanation: "An anchor, a behaviour or section 14 of a blueprint asks for so many years. Years of \
                  experience say next to nothing of performance (a validity of .07, where structured \
                  interviews have .42: Sackett and others 2022), and they leave out who learned fast, \
                  paused or came from elsewhere. Of each file it is told once.",
    example: "meets = \"5+ years of threat modelling\"",
    mend: "Say what those years should have taught.",
    mended: "meets = \"Ran threat models of systems that several teams own\"",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Where years are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What a candidate must have: any number of years is meant so.
    Requirement,
    /// What somebody does: "keeps logs for three years" is none.
    Behaviour,
}

fn find(content: &Content<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |speech: Speech, text: &str, span: Span, place: Place| {
        if let Some(range) = years(speech, text, place) {
            let words = text[range.clone()].to_owned();
            found.push(list(span.file).entry(content.piece_of(text, range, span), words));
        }
    };
    for page in content.pages() {
        for text in page.lines.iter().map(|line| &line.behaviour.text) {
            look(page.speech, &text.markdown, text.span, Place::Behaviour);
        }
    }
    content.each_interview_text(&mut |piece: Piece<'_>, _| {
        look(piece.speech, piece.markdown, piece.span, Place::Requirement);
    });
    for role in content.roles() {
        let Some(blueprint) = &role.blueprint else { continue };
        let speech = content.speech(role, None);
        let experience = &blueprint.sections.experience;
        let lists = [&experience.prior_roles, &experience.domain, &experience.leadership];
        for text in lists.into_iter().flatten() {
            look(speech, text.get_ref(), span_of(blueprint.file, text), Place::Requirement);
        }
    }
    found.extend(content.roles().filter_map(|role| role.blueprint.as_deref()).flat_map(tables));
    found
}

/// `[[experience.years]]` asks for nothing else.
fn tables(blueprint: &Blueprint) -> impl Iterator<Item = Finding> {
    blueprint.sections.experience.years.iter().map(|one| {
        let YearsTable { min, max, open, what } = one;
        let max = max.map(|max| format!("–{max}")).unwrap_or_default();
        let plus = if *open { "+" } else { "" };
        let words = format!("{min}{max}{plus} years");
        list(blueprint.file).entry(span_of(blueprint.file, what), words)
    })
}

fn list(file: FileId) -> List {
    List::new(Span::top(file), |years| {
        let places = counted(years.len(), "place");
        let verb = if years.len() == 1 { "asks" } else { "ask" };
        let message =
            format!("{places} of this file {verb} for years, not for a skill: {}", tallied(years));
        (message, "say what somebody does who has them".to_owned())
    })
}

/// The number of years that a text asks for, with its unit.
fn years(speech: Speech, text: &str, place: Place) -> Option<Range<usize>> {
    let hits = EXPERIENCE.hits(speech, text);
    let has = |topic: &str| hits.iter().any(|hit| hit.topic == topic);
    let units = hits.iter().filter(|hit| hit.topic == "year");
    units.into_iter().find_map(|unit| {
        let before = text[..unit.range.start].trim_end();
        let number = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let start = before.len() - number.len();
        if !is_number(number) {
            return None;
        }
        let earlier = before[..start].trim_end();
        let is_least =
            hits.iter().any(|hit| hit.topic == "least" && hit.range.end == earlier.len());
        let is_meant =
            has("experience") || number.ends_with('+') || is_least && place == Place::Requirement;
        is_meant.then_some(start..unit.range.end)
    })
}

/// Whether a word is a number of years: `5`, `5+`, `3-5`, `five`.
fn is_number(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
        "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf",
    ];
    let word = word.trim_start_matches(['(', '>', '≥', '~']).to_lowercase();
    let is_digits = word.starts_with(|letter: char| letter.is_ascii_digit())
        && word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '–'));
    is_digits || WORDS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(speech: Speech, text: &str, place: Place) -> Option<String> {
        years(speech, text, place).map(|range| text[range].to_owned())
    }

    #[test]
    fn years_are_found_where_they_are_asked_for() {
        let of = |text| asks(Speech::English, text, Place::Requirement);
        assert_eq!(of("5+ years in the trade").as_deref(), Some("5+ years"));
        assert_eq!(of("Has at least three years of practice").as_deref(), Some("three years"));
        assert_eq!(of("3–5 years’ experience").as_deref(), Some("3–5 years"));
        assert_eq!(of("Sets positions for three years, and says why"), None);
        assert_eq!(of("Many years of experience"), None);
        assert_eq!(of("Over\u{a0}5+\u{202f}years of it").as_deref(), Some("5+\u{202f}years"));
        let german = |text| asks(Speech::German, text, Place::Requirement);
        assert_eq!(german("10 Jahre Erfahrung").as_deref(), Some("10 Jahre"));
        assert_eq!(german("Mindestens drei Jahre im Beruf").as_deref(), Some("drei Jahre"));
        assert_eq!(german("Plant für drei Jahre"), None);
    }

    #[test]
    fn what_is_kept_for_years_is_no_requirement() {
        let of = |text| asks(Speech::English, text, Place::Behaviour);
        assert_eq!(of("Keeps logs for at least three years"), None);
        assert_eq!(of("Has 5+ years in the trade").as_deref(), Some("5+ years"));
        assert_eq!(of("Brings ten years of experience").as_deref(), Some("ten years"));
    }
}
