use super::content::{LevelPage, counted};
use super::words::Speech;
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;
use crate::parse::Voice;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "person-voice",
    severity: Severity::Warning,
    title: "Lines that speak in another person than the rest",
    explanation: "Most lines of the role say \"I write\", and some \"Writes\", or the other way round. \
                  A reader wonders who is meant, and lines of two levels can't be compared. Where \
                  `voice` in `[check]` of book.toml says how lines speak (`first`, `third` or \
                  `imperative`), all roles are held to it. What stands between quotation marks \
                  doesn't count.",
    example: "- I write tests for what I change.\n- Reviews the code of others.",
    mend: "Write all lines of a role in one voice.",
    mended: "- Writes tests for what they change.\n- Reviews the code of others.",
    find: Some(Finder::Present(find)),
    ..ROW
};

/// Who speaks in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    /// I.
    First,
    /// Nobody says *I*; the line begins as English does of others: "Writes".
    Third,
    /// Neither: "Write", "A safe pair of hands".
    Other,
}

fn find(content: &Content<'_>) -> Vec<Finding> {
    let pages: Vec<LevelPage<'_>> =
        content.pages().filter(|page| page.speech != Speech::Other).collect();
    let mut found = Vec::new();
    for pages in pages.chunk_by(|a, b| std::ptr::eq(a.role, b.role)) {
        let lines = pages.iter().flat_map(|page| page.lines.iter().map(move |line| (page, line)));
        let lines: Vec<(&LevelPage<'_>, Span, Speaker)> = lines
            .map(|(page, line)| {
                let text = &line.behaviour.text;
                (page, text.span, speaker(page.speech, &text.markdown))
            })
            .collect();
        let first = lines.iter().filter(|(_, _, one)| *one == Speaker::First).count();
        let is_first = first * 2 > lines.len();
        let (is_wrong, rest): (fn(Speaker) -> bool, &str) = match content.settings.voice {
            Some(Voice::First) => (|one| one != Speaker::First, "as `voice` asks for"),
            Some(Voice::Third) => (|one| one == Speaker::First, "as `voice` asks for"),
            Some(Voice::Imperative) => (|one| one != Speaker::Other, "as `voice` asks for"),
            None if is_first => (|one| one != Speaker::First, "as most lines of the role do"),
            None => (|one| one == Speaker::First, "as most lines of the role do"),
        };
        let wanted = match (content.settings.voice, is_first) {
            (Some(Voice::First), _) | (None, true) => "in the first person",
            (Some(Voice::Imperative), _) => "in the imperative",
            (Some(Voice::Third), _) | (None, false) => "in the third person",
        };
        for (page, span, _) in lines.iter().filter(|(_, _, one)| is_wrong(*one)) {
            found.push(list(page, format!("{wanted}, {rest}")).entry(*span, ""));
        }
    }
    found
}

/// Lines that don't speak as is wanted: "in the third person, as `voice` asks for".
fn list(page: &LevelPage<'_>, wanted: String) -> List {
    let (level, all) = (page.name(), page.lines.len());
    List::new(page.level.span, move |lines| {
        let (verb, end) = match lines.len() {
            1 => ("doesn't", ""),
            _ => ("don't", "; this is the first"),
        };
        let count = counted(lines.len(), "line");
        let message = format!("{count} of {all} at {level} {verb} speak {wanted}{end}");
        (message, "write all lines of a role in one voice, or set `voice` in `[check]`".to_owned())
    })
}

fn speaker(speech: Speech, text: &str) -> Speaker {
    let own: &[&str] = match speech {
        Speech::English => &["I", "I'm", "I've", "I'll", "I'd", "my", "My", "me", "myself", "mine"],
        _ => &[
            "ich", "Ich", "mein", "Mein", "meine", "Meine", "meinen", "meinem", "meiner", "mir",
            "mich",
        ],
    };
    let mut is_quoted = false;
    let mut first = None;
    for word in text.split_whitespace() {
        is_quoted |= word.starts_with(['"', '“', '„', '«']);
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).replace('’', "'");
        if !is_quoted && own.contains(&bare.as_str()) {
            return Speaker::First;
        }
        is_quoted &= !word
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
            .ends_with(['"', '”', '“', '»']);
        first = first.or((!bare.is_empty()).then_some(bare));
    }
    let is_verb = |word: &str| word.ends_with('s') && !word.ends_with("ss") && word.len() > 2;
    match first.filter(|word| speech == Speech::English && is_verb(word)) {
        Some(word) if !["Always", "Sometimes", "This", "Perhaps"].contains(&word.as_str()) => {
            Speaker::Third
        }
        _ => Speaker::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_nobodys_voice() {
        let of = |text| speaker(Speech::English, text);
        assert_eq!(of("I write tests."), Speaker::First);
        assert_eq!(of("When asked, I’m early."), Speaker::First);
        assert_eq!(of("Says \"I don't know\" early."), Speaker::Third);
        assert_eq!(of("Says “this is my fault”, and mends it."), Speaker::Third);
        assert_eq!(of("Knows what I/O costs."), Speaker::Third);
        assert_eq!(of("Write tests."), Speaker::Other);
        assert_eq!(speaker(Speech::German, "Ich schreibe Tests."), Speaker::First);
        assert_eq!(speaker(Speech::German, "Schreibt Tests."), Speaker::Other);
    }
}
