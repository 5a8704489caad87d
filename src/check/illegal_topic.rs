use super::texts::Piece;
use super::words::{ILLEGAL, List, SALARY, Speech};
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;
use crate::model::Role;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "illegal-topic",
    severity: Severity::Error,
    title: "An interview that touches what it must not be about",
    explanation: "A question, probe, exercise, signal or dimension touches age, birth or graduation \
                  year, marital or family status, pregnancy or childcare, religion, race, nationality \
                  or birthplace, native language, disability, health or sick days, arrests, military \
                  discharge, membership of clubs or unions, photos, sex or orientation. It isn't about \
                  the job, candidates needn't answer, and in many places asking is evidence of \
                  discrimination. The lists follow the guidance of the US Equal Employment Opportunity \
                  Commission and Office of Personnel Management, and for German the AGG.\n\n\
                  Salary history is a note: whether one may ask differs by place.\n\n\
                  This is not legal advice: the rule knows phrases, no law and no context. What it \
                  doesn't find may be wrong, and what it finds may be right.",
    example: "[[stage.question]]\nid = \"travel\"\ntext = \"Do you have children, or can you travel?\"",
    mend: "Ask for what the job needs, of everybody in the same words. Where the topic is the job's \
           (\"Are you authorised to work here?\", a language that is a task), allow it and say why.",
    mended: "[[stage.question]]\nid = \"travel\"\n\
             text = \"The job takes six journeys a year. How would you plan them?\"",
    find: Some(Finder::Present(find)),
    also: &[(Severity::Note, Finder::Present(salary))],
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    looked_for(content, &ILLEGAL, |topic, words| {
        let message = format!("`{words}` is about {topic}, which an interview must not touch");
        let help = "ask for what the job needs; if this is what it needs, allow it with a reason \
                    (not legal advice)";
        (message, help)
    })
}

fn salary(content: &Content<'_>) -> Vec<Finding> {
    looked_for(content, &SALARY, |topic, words| {
        let message = format!("`{words}` is about {topic}, which the law of some places forbids");
        (message, "ask what pay somebody expects, after saying the range (not legal advice)")
    })
}

/// Every phrase of a list in interviews' texts and names, the first of each text.
fn looked_for(
    content: &Content<'_>,
    list: &List,
    told: impl Fn(&str, &str) -> (String, &'static str),
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |speech: Speech, text: &str, span: Span, is_text: bool| {
        if let Some(hit) = list.hits(speech, text).into_iter().next() {
            let (message, help) = told(hit.topic, &text[hit.range.clone()]);
            let span = if is_text { content.piece_of(text, hit.range, span) } else { span };
            found.push(Finding::new(span, message, help));
        }
    };
    content.each_interview_text(&mut |piece: Piece<'_>, _| {
        look(piece.speech, piece.markdown, piece.span, true);
    });
    for role in content.roles() {
        let speech = content.speech(role, None);
        names(role).for_each(|(name, span)| look(speech, name, span, false));
    }
    found
}

/// What things are called, with the place of their ids.
fn names(role: &Role) -> impl Iterator<Item = (&str, Span)> {
    role.interviews.iter().flat_map(|one| {
        let areas = one.areas.iter().map(|area| (area.name.as_str(), area.span));
        let dimensions = one.dimensions.iter().map(|row| (row.name.as_str(), row.span));
        let exercises = one.exercises.iter().map(|task| (task.title.as_str(), task.span));
        let stages = one.stages.iter().map(|stage| (stage.name.as_str(), stage.span));
        areas.chain(dimensions).chain(exercises).chain(stages)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misses(speech: Speech, texts: &str, is_hit: bool) -> Vec<String> {
        let texts = texts.lines().map(str::trim).filter(|one| !one.is_empty());
        let wrong = texts.filter(|one| ILLEGAL.hits(speech, one).is_empty() == is_hit);
        let shown = |one: &str| format!("{one} {:?}", ILLEGAL.hits(speech, one));
        wrong.map(shown).collect()
    }

    #[test]
    fn forbidden_questions_are_found() {
        let english = include_str!("words/tests/illegal_en.txt");
        assert_eq!(misses(Speech::English, english, true), Vec::<String>::new());
        let german = include_str!("words/tests/illegal_de.txt");
        assert_eq!(misses(Speech::German, german, true), Vec::<String>::new());
    }

    #[test]
    fn questions_of_the_trade_are_let_be() {
        let english = include_str!("words/tests/legal_en.txt");
        assert_eq!(misses(Speech::English, english, false), Vec::<String>::new());
        let german = include_str!("words/tests/legal_de.txt");
        assert_eq!(misses(Speech::German, german, false), Vec::<String>::new());
    }
}
