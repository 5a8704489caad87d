use super::content::{LevelPage, counted};
use super::words::{Speech, grade, sentences, syllables, word_count};
use super::{Content, Finder, Finding, List, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "reading-grade",
    severity: Severity::Note,
    title: "A page that takes long schooling to read",
    explanation: "The Flesch-Kincaid grade of a level's behaviours, in years of school, is above 13; \
                  or some of them have more than 32 words. Pages of a published framework have grades \
                  from 9.6 to 13.8, and one line in ten has 32 words or more. Plain English asks for \
                  15 to 20 words a sentence. The grade is of the page, and of English alone: that of \
                  one line is noise. `[check.most]` of book.toml sets both numbers.",
    example: "- Demonstrates accountability for the operationalization of organizational objectives …",
    mend: "Begin with the longest lines: write verbs instead of nouns, and make two lines of one.",
    mended: "- Says what a goal means for the team, and sees to it. {#owns-goals}",
    find: Some(Finder::Present(grades)),
    also: &[(Severity::Note, Finder::Present(long_lines))],
    ..ROW
};

/// The grade of fewer words is noise.
const LEAST_WORDS: usize = 100;

fn grades(content: &Content<'_>) -> Vec<Finding> {
    let most = content.settings.most.grade;
    let mut found = Vec::new();
    for page in content.pages().filter(|page| page.speech == Speech::English) {
        let (mut words, mut ends, mut parts) = (0, 0, 0);
        let mut longest: Vec<usize> = Vec::new();
        for line in page.lines {
            let text = &line.behaviour.text.markdown;
            let own = word_count(text);
            longest.push(own);
            words += own;
            ends += sentences(text);
            parts += text
                .split_whitespace()
                .flat_map(|word| word.split(['-', '/', '—']))
                .filter(|word| word.contains(char::is_alphabetic))
                .map(syllables)
                .sum::<usize>();
        }
        if words < LEAST_WORDS {
            continue;
        }
        let own = grade(words, ends, parts);
        if own > most {
            longest.sort_unstable_by(|a, b| b.cmp(a));
            let longest: Vec<String> = longest.iter().take(3).map(usize::to_string).collect();
            let message = format!(
                "{} has grade {own:.1}, above {most}; its longest lines have {} words",
                page.name(),
                longest.join(", ")
            );
            let help = "shorten the longest lines first, and write verbs instead of nouns";
            found.push(Finding::new(page.level.span, message, help));
        }
    }
    found
}

fn long_lines(content: &Content<'_>) -> Vec<Finding> {
    let most = content.settings.most.words;
    content.in_lines(
        |page| list(page, most),
        |_, text| {
            let count = word_count(&text.markdown);
            if count > most { vec![(text.span, count.to_string())] } else { Vec::new() }
        },
    )
}

/// Lines of more words than `most`.
fn list(page: &LevelPage<'_>, most: usize) -> List {
    let level = page.name();
    List::new(page.level.span, move |counts| {
        let counts: Vec<usize> = counts.iter().filter_map(|count| count.parse().ok()).collect();
        let longest = counts.iter().max().unwrap_or(&0);
        let message = match counts.len() {
            1 => format!("a line of {level} has {longest} words, more than {most}"),
            count => format!(
                "{} of {level} have more than {most} words, the longest {longest}; this is the \
                 first",
                counted(count, "line")
            ),
        };
        (message, "make two lines of one, or an example of what explains it".to_owned())
    })
}
