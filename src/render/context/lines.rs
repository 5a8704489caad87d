//! Lists of expectations, as HTML.
//!
//! A framework of 2,500 pages shows a million lines. Each is written straight into its list: a
//! context with a struct per line took a page three times as long as its text did. A theme styles
//! `ul.lines`, `ul.changes` and what is in them.

use super::super::address::Place;
use super::super::html::{Html, escape};
use super::super::markdown::Form;
use super::super::pen::{Pen, Voice};
use crate::model::{Behaviour, Expectation, Origin, Prose, Role};

/// Texts, each in a line.
pub(super) fn all(pen: &Pen<'_>, texts: &[Prose]) -> Vec<Html> {
    texts.iter().map(|text| pen.inline(text)).collect()
}

/// `<ul class="lines">`: what is expected at the level at place `at` of a role. Each line has its
/// behaviour's id, says where it comes from (`.origin`), can be asked about (`.ask`) if there is
/// somewhere to ask, and holds its parts and examples.
pub(super) fn lines(pen: &Pen<'_>, role: &Role, at: usize, list: &[Expectation]) -> Html {
    if list.is_empty() {
        return Html::default();
    }
    let mut out = String::with_capacity(list.len() * 220);
    let level = &role.levels[at];
    let title = pen.site.level_title(role, level);
    out.push_str("<ul class=\"lines\"");
    out.push_str(pen.lang.as_str());
    out.push_str(">\n");
    for one in list {
        let behaviour = &one.behaviour;
        out.push_str("<li id=\"");
        out.push_str(behaviour.id.as_str());
        out.push_str("\">");
        text(&mut out, pen, behaviour);
        origin(&mut out, pen, &pen.words_lang, (role, at), one);
        let place = Place {
            page: pen.path,
            title: &title,
            span: behaviour.text.span,
            role: role.id.as_str(),
            level: level.id.as_str(),
            id: behaviour.id.as_str(),
        };
        ask(&mut out, pen, place);
        details(&mut out, pen, behaviour);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>");
    Html::new(&out)
}

/// `<ul>`: lines without anything else, of class `class` if that isn't empty; `lang` are the
/// attributes of their language.
pub(super) fn plain_lines<'e>(
    out: &mut String,
    pen: &Pen<'_>,
    class: &str,
    lang: &Html,
    list: impl IntoIterator<Item = &'e Expectation>,
) {
    out.push_str("<ul");
    if !class.is_empty() {
        out.push_str(" class=\"");
        out.push_str(class);
        out.push('"');
    }
    out.push_str(lang.as_str());
    out.push('>');
    for one in list {
        out.push_str("<li>");
        text(out, pen, &one.behaviour);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

/// `<ul>`: lines of a cell of the matrix, at the level at a place of a role, which speaks with `voice`. A line of a kind (`new`, `reworded`) has it
/// as class and, in words, as tag; an inherited one says where it comes from (`.origin`).
pub(super) fn cell_lines(
    pen: &Pen<'_>,
    voice: &Voice,
    (role, at): (&Role, usize),
    list: &[Expectation],
    kinds: &[&str],
) -> Html {
    if list.is_empty() {
        return Html::default();
    }
    let mut out = String::with_capacity(list.len() * 180);
    out.push_str("<ul");
    out.push_str(voice.lang.as_str());
    out.push('>');
    for (one, kind) in list.iter().zip(kinds) {
        match *kind {
            "" => out.push_str("<li>"),
            kind => tagged(&mut out, pen, &voice.words_lang, kind),
        }
        text(&mut out, pen, &one.behaviour);
        origin(&mut out, pen, &voice.words_lang, (role, at), one);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    Html::new(&out)
}

/// The start of a line of a kind, which it has as class and, in words, as tag; `lang` are the attributes
/// of those words.
pub(super) fn tagged(out: &mut String, pen: &Pen<'_>, lang: &Html, kind: &str) {
    let (lang, word) = (lang.as_str(), pen.site.words.change.of(kind));
    for piece in ["<li class=\"", kind, "\"><span class=\"tag ", kind, "\"", lang, ">"] {
        out.push_str(piece);
    }
    escape(out, word);
    out.push_str("</span> ");
}

/// Whether the level at place `at` has a line from elsewhere that readers may know of.
pub(super) fn is_inherited(at: usize, one: &Expectation) -> bool {
    title_of_set(one).is_some() || is_carried(at, one)
}

/// Whether a lower level's line holds at place `at` without being said there.
fn is_carried(at: usize, one: &Expectation) -> bool {
    usize::from(one.since) < at && !one.is_said_again
}

fn title_of_set(one: &Expectation) -> Option<&str> {
    one.origin.set()?.title.as_deref()
}

/// The words of a behaviour, without its parts.
pub(super) fn text(out: &mut String, pen: &Pen<'_>, behaviour: &Behaviour) {
    pen.write_to(out, behaviour.text.span.file, &behaviour.text.markdown, Form::Inline);
}

fn details(out: &mut String, pen: &Pen<'_>, behaviour: &Behaviour) {
    let list = |out: &mut String, texts: &[Prose]| {
        out.push_str("<ul>");
        for one in texts {
            out.push_str("<li>");
            pen.write_to(out, one.span.file, &one.markdown, Form::Inline);
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    };
    if !behaviour.items.is_empty() {
        list(out, &behaviour.items);
    }
    if !behaviour.examples.is_empty() {
        out.push_str("<details><summary");
        out.push_str(pen.words_lang.as_str());
        out.push('>');
        pen.site.words.level.example.write(out, &[]);
        out.push_str("</summary>");
        list(out, &behaviour.examples);
        out.push_str("</details>");
    }
}

/// A link to ask about a line; short, since lines are many. It is quiet: a theme shows it where the reader is.
fn ask(out: &mut String, pen: &Pen<'_>, place: Place<'_>) {
    let Some(url) = pen.site.addresses.ask(&pen.site.sources, place) else { return };
    out.push_str(" <a class=\"ask\" href=\"");
    escape(out, &url);
    for piece in ["\"", pen.words_lang.as_str(), ">"] {
        out.push_str(piece);
    }
    pen.site.words.level.ask.write(out, &[]);
    out.push_str("</a>");
}

/// Says where an expectation comes from, if the level at place `at` didn't write it.
fn origin(
    out: &mut String,
    pen: &Pen<'_>,
    lang: &Html,
    (role, at): (&Role, usize),
    one: &Expectation,
) {
    let words = &pen.site.words.level;
    let set = title_of_set(one);
    let phrase = match &one.origin {
        Origin::Own | Origin::Shared(_) => &words.from,
        Origin::Replaced(_) => &words.adapted,
        Origin::Extended(_) => &words.added,
    };
    let since = role.levels.get(usize::from(one.since)).filter(|_| is_carried(at, one));
    if set.is_none() && since.is_none() {
        return;
    }
    out.push_str(" <span class=\"origin\"");
    out.push_str(lang.as_str());
    out.push('>');
    if let Some(level) = since {
        words.since.write(out, &[("level", &level.name)]);
        if set.is_some() {
            pen.site.words.list.comma.write(out, &[]);
        }
    }
    if let Some(set) = set {
        phrase.write(out, &[("set", set)]);
    }
    out.push_str("</span>");
}
