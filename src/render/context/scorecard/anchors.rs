//! Texts of scale points, as HTML and as plain text, and what can be ticked in them.

use std::collections::HashMap;

use super::super::super::html::{Html, escape, escaped, words};
use super::super::super::pen::Pen;
use super::super::lines;
use crate::derive::matching::plain;
use crate::derive::{Anchor, AnchorPart, DimensionCard, MeetsPart, Sighting};
use crate::model::{Expectation, Level};

/// So many behaviours of one dimension can be ticked: as many as a file of a card may list.
const MOST: usize = 200;

/// Elements that can't stand in a label.
const BLOCKS: [&str; 7] = ["<p", "<ul", "<ol", "<pre", "<table", "<blockquote", "<div"];

/// What a panelist can tick of a dimension.
pub(super) struct Ticks<'f> {
    /// Each behaviour at each level that expects it: its level and itself.
    pub(super) all: Vec<(&'f Level, &'f Expectation)>,
    sightings: &'f [Sighting<'f>],
    /// Of the sightings: their first places in `all`.
    starts: Vec<usize>,
    /// By level and id: the sighting, and whether it has been written.
    places: HashMap<(&'f str, &'f str), usize>,
    written: Vec<bool>,
}

impl<'f> Ticks<'f> {
    pub(super) fn new(card: &'f DimensionCard<'f>) -> Ticks<'f> {
        let mut ticks = Ticks {
            all: Vec::new(),
            sightings: &card.sightings,
            starts: Vec::new(),
            places: HashMap::new(),
            written: Vec::new(),
        };
        for (number, one) in card.sightings.iter().enumerate() {
            if ticks.all.len() + one.at.len() > MOST {
                break;
            }
            ticks.starts.push(ticks.all.len());
            ticks.written.push(false);
            ticks.all.extend(&one.at);
            for (level, line) in &one.at {
                ticks.places.insert((level.id.as_str(), line.behaviour.id.as_str()), number);
            }
        }
        ticks
    }

    /// A list of lines of a level, each with a box to tick.
    fn list<'e>(
        &mut self,
        out: &mut String,
        pen: &Pen<'_>,
        level: &Level,
        lang: &Html,
        list: impl IntoIterator<Item = &'e Expectation>,
    ) {
        for piece in ["<ul class=\"ticks\"", lang.as_str(), ">"] {
            out.push_str(piece);
        }
        for one in list {
            let place = self.places.get(&(level.id.as_str(), one.behaviour.id.as_str()));
            out.push_str("<li>");
            match place.copied() {
                Some(number) => self.line(out, pen, number, one),
                None => lines::text(out, pen, &one.behaviour),
            }
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }

    fn line(&mut self, out: &mut String, pen: &Pen<'_>, number: usize, one: &Expectation) {
        self.written[number] = true;
        let start = self.starts[number];
        let places = start..start + self.sightings[number].at.len();
        let places: Vec<String> = places.map(|place| place.to_string()).collect();
        for piece in ["<label><input type=\"checkbox\" value=\"", &places.join(" "), "\"> <span>"] {
            out.push_str(piece);
        }
        let from = out.len();
        lines::text(out, pen, &one.behaviour);
        if BLOCKS.iter().any(|block| out[from..].contains(block)) {
            out.truncate(from);
            escape(out, &plain(&one.behaviour.text.markdown));
        }
        out.push_str("</span></label>");
    }

    /// What can be ticked and stands in no anchor, by level: name and lines.
    pub(super) fn rest(&mut self, pen: &Pen<'_>) -> Vec<(&'f str, Html)> {
        let mut levels: Vec<(&'f Level, Vec<usize>)> = Vec::new();
        for number in 0..self.starts.len() {
            if self.written[number] {
                continue;
            }
            let level = self.sightings[number].at[0].0;
            match levels.iter_mut().find(|(one, _)| one.id == level.id) {
                Some((_, numbers)) => numbers.push(number),
                None => levels.push((level, vec![number])),
            }
        }
        let lists = levels.into_iter().map(|(level, numbers)| {
            let sightings = self.sightings;
            let lines = numbers.iter().map(|number| sightings[*number].at[0].1);
            let lang = pen.lang_within(level.language.as_ref());
            let mut out = String::new();
            self.list(&mut out, pen, level, &lang, lines);
            (level.name.as_str(), Html::new(&out))
        });
        lists.collect()
    }
}

/// The text of a scale point of a card at `level`; lines can be ticked.
pub(super) fn html(
    pen: &Pen<'_>,
    anchor: &Anchor<'_>,
    level: &Level,
    ticks: &mut Ticks<'_>,
) -> Html {
    let mut out = String::new();
    match anchor {
        Anchor::None => {}
        Anchor::Written(text) => return pen.inline(text),
        Anchor::Meets(parts) => {
            parts
                .iter()
                .for_each(|part| meets(&mut out, pen, (part, level), parts.len() > 1, ticks));
        }
        Anchor::Derived(parts) => {
            parts.iter().for_each(|part| neighbour(&mut out, pen, part, parts.len() > 1, ticks));
        }
        Anchor::Lacking(_) | Anchor::Undivided(_) => {
            for piece in ["<p class=\"empty\"", pen.words_lang.as_str(), ">"] {
                out.push_str(piece);
            }
            escape(&mut out, &text(pen, anchor));
            out.push_str("</p>");
        }
    }
    Html::new(&out)
}

/// The same as plain text, a line each.
pub(super) fn text(pen: &Pen<'_>, anchor: &Anchor<'_>) -> String {
    let scorecard = &pen.site.words.scorecard;
    let lines = |out: &mut Vec<String>, list: &[&Expectation]| {
        out.extend(list.iter().map(|one| line(one)));
    };
    let mut out = Vec::new();
    match anchor {
        Anchor::None => {}
        Anchor::Written(text) => out.push(words(pen.inline(text).as_str())),
        Anchor::Meets(parts) => parts.iter().for_each(|part| {
            lines(&mut out, &part.tells);
            lines(&mut out, &part.carried);
        }),
        Anchor::Derived(parts) => parts.iter().for_each(|part| lines(&mut out, &part.expectations)),
        Anchor::Lacking(level) => out.push(scorecard.lacking.fill(&[("level", level)])),
        Anchor::Undivided(level) => out.push(scorecard.undivided.fill(&[("level", level)])),
    }
    out.join("\n")
}

/// A behaviour as plain text in one line.
pub(super) fn line(one: &Expectation) -> String {
    let text = plain(&one.behaviour.text.markdown);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a point's text comes from, in a word.
pub(super) fn origin<'s>(pen: &Pen<'s>, anchor: &Anchor<'_>) -> &'s str {
    let words = &pen.site.words.scorecard;
    match anchor {
        Anchor::Written(_) => words.written.as_str(),
        Anchor::Undivided(_) => words.not_separated.as_str(),
        Anchor::Meets(_) | Anchor::Derived(_) | Anchor::Lacking(_) => words.derived.as_str(),
        Anchor::None => "",
    }
}

/// What a level expects of one competency: what tells it, then what it shares.
fn meets(
    out: &mut String,
    pen: &Pen<'_>,
    (part, level): (&MeetsPart<'_>, &Level),
    is_named: bool,
    ticks: &mut Ticks<'_>,
) {
    out.push_str("<div class=\"part\">");
    if is_named {
        who(out, &Html::default(), escaped(&part.competency.name).as_str());
    }
    if !part.tells.is_empty() {
        ticks.list(out, pen, level, &Html::default(), part.tells.iter().copied());
    }
    if !part.carried.is_empty() {
        out.push_str("<div class=\"carried\">");
        if let Some(below) = part.below {
            let words = &pen.site.words.scorecard.also_expected;
            who(out, &pen.words_lang, escaped(&words.fill(&[("level", below)])).as_str());
        }
        ticks.list(out, pen, level, &Html::default(), part.carried.iter().copied());
        out.push_str("</div>");
    }
    out.push_str("</div>");
}

/// What only a neighbour expects of one competency.
fn neighbour(
    out: &mut String,
    pen: &Pen<'_>,
    part: &AnchorPart<'_>,
    is_named: bool,
    ticks: &mut Ticks<'_>,
) {
    out.push_str("<div class=\"part\">");
    let words = &pen.site.words.scorecard;
    let names = [("competency", &*part.competency.name), ("level", &*part.level.name)];
    let words = if is_named { &words.competency_only_at } else { &words.only_at };
    who(out, &pen.words_lang, escaped(&words.fill(&names)).as_str());
    let lang = pen.lang_within(part.level.language.as_ref());
    ticks.list(out, pen, part.level, &lang, part.expectations.iter().copied());
    out.push_str("</div>");
}

fn who(out: &mut String, lang: &Html, text: &str) {
    for piece in ["<p class=\"who\"", lang.as_str(), ">", text, "</p>"] {
        out.push_str(piece);
    }
}
