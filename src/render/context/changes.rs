//! What differs between two lists of expectations, as HTML: see [`lines`](super::lines) for why
//! lines are written and not handed to templates one by one.

use std::borrow::Cow;

use super::super::html::{Html, escape};
use super::super::pen::Pen;
use super::lines::{plain_lines, tagged, text};
use crate::derive::Group;
use crate::derive::matching::{self, Change, PairKind, is_rewritten, word_changes};
use crate::model::{Expectation, Level};

/// `<ul class="changes">`: every line of the upper level in its order, then what is gone. Each has
/// its kind as class and, in words, as tag: `new`, `reworded` (with `<ins>` and `<del>`, or as two
/// sentences if hardly a word was kept: `.now` and `.was`), `same` or `gone`.
pub(super) fn changes(pen: &Pen<'_>, group: &Group<'_>, lower: &Level) -> Html {
    let lang = pen.lang_within(lower.language.as_ref());
    let del = format!("del{}", lang.as_str());
    let mut out = String::with_capacity(group.to_items.len() * 200);
    for (place, item) in group.to_items.iter().enumerate() {
        let pair = group.pairs.iter().find(|pair| pair.to == place);
        match pair.map(|pair| (pair.kind, pair.from)) {
            None => line(&mut out, pen, "new", |out| whole(out, pen, "ins", item)),
            Some((PairKind::Same, _)) => {
                line(&mut out, pen, "same", |out| text(out, pen, &item.behaviour));
            }
            Some((PairKind::Reworded, from)) => {
                let from = group.from_items[from];
                line(&mut out, pen, "reworded", |out| reworded(out, pen, (from, &del), item));
            }
        }
    }
    for place in group.gone_items() {
        let item = group.from_items[place];
        line(&mut out, pen, "gone", |out| whole(out, pen, &del, item));
    }
    listed("changes", pen.lang.as_str(), &out)
}

/// Lines that both levels have in the same words, as `<ul class="lines">`.
pub(super) fn unchanged(pen: &Pen<'_>, group: &Group<'_>) -> Html {
    let same = group.pairs.iter().filter(|pair| pair.kind == PairKind::Same);
    let mut same: Vec<usize> = same.map(|pair| pair.to).collect();
    same.sort_unstable();
    plain(pen, &pen.lang, same.into_iter().map(|place| group.to_items[place]))
}

/// What two levels side by side have in common: `<ul class="both">`, a line for each pair. One that
/// both say in the same words has a text; otherwise `.from` and `.to`, with `<mark>` around what
/// only one says.
pub(super) fn both(pen: &Pen<'_>, group: &Group<'_>, (from, to): (&Level, &Level)) -> Html {
    let lang = pen.lang_within(from.language.as_ref());
    let from = ("from", lang.as_str(), &*from.name);
    let to = ("to", "", &*to.name);
    let mut pairs: Vec<_> = group.pairs.iter().collect();
    pairs.sort_by_key(|pair| pair.to);
    let mut out = String::new();
    for pair in pairs {
        let (lower, upper) = (group.from_items[pair.from], group.to_items[pair.to]);
        match pair.kind {
            PairKind::Same => {
                out.push_str("<li class=\"same\">");
                text(&mut out, pen, &upper.behaviour);
            }
            PairKind::Reworded => {
                out.push_str("<li class=\"reworded\">");
                let changes = (words(lower), words(upper));
                let changes = word_changes(&changes.0, &changes.1);
                if is_rewritten(&changes) {
                    side(&mut out, from, |out| text(out, pen, &lower.behaviour));
                    side(&mut out, to, |out| text(out, pen, &upper.behaviour));
                } else {
                    side(&mut out, from, |out| half(out, &changes, false));
                    side(&mut out, to, |out| half(out, &changes, true));
                }
            }
        }
        out.push_str("</li>\n");
    }
    listed("both", pen.lang.as_str(), &out)
}

/// What only the lower and what only the upper level expects, each as `<ul class="lines">`.
pub(super) fn only(pen: &Pen<'_>, group: &Group<'_>, lower: &Level) -> (Html, Html) {
    let lang = pen.lang_of(lower.language.as_ref());
    let from = group.gone_items().into_iter().map(|place| group.from_items[place]);
    let to = group.new_items().into_iter().map(|place| group.to_items[place]);
    (plain(pen, &lang, from), plain(pen, &pen.lang, to))
}

fn plain<'e>(pen: &Pen<'_>, lang: &Html, items: impl IntoIterator<Item = &'e Expectation>) -> Html {
    let mut items = items.into_iter().peekable();
    let mut out = String::new();
    if items.peek().is_some() {
        plain_lines(&mut out, pen, "lines", lang, items);
    }
    Html::new(&out)
}

fn listed(class: &str, lang: &str, items: &str) -> Html {
    match items.is_empty() {
        true => Html::default(),
        false => Html::new(&format!("<ul class=\"{class}\"{lang}>\n{items}</ul>")),
    }
}

fn line(out: &mut String, pen: &Pen<'_>, kind: &str, write: impl FnOnce(&mut String)) {
    tagged(out, pen, &pen.words_lang, kind);
    out.push_str("<div>");
    write(out);
    out.push_str("</div></li>\n");
}

fn side(
    out: &mut String,
    (class, lang, level): (&str, &str, &str),
    write: impl FnOnce(&mut String),
) {
    for piece in ["<div class=\"", class, "\"", lang] {
        out.push_str(piece);
    }
    out.push_str("><span class=\"who\">");
    escape(out, level);
    out.push_str("</span> ");
    write(out);
    out.push_str("</div>");
}

/// A line that only one level has.
fn whole(out: &mut String, pen: &Pen<'_>, tag: &str, item: &Expectation) {
    element(out, tag, |out| text(out, pen, &item.behaviour));
}

fn element(out: &mut String, tag: &str, write: impl FnOnce(&mut String)) {
    for piece in ["<", tag, ">"] {
        out.push_str(piece);
    }
    write(out);
    let name = tag.split(' ').next().unwrap_or(tag);
    for piece in ["</", name, ">"] {
        out.push_str(piece);
    }
}

/// The words of a behaviour as they are compared.
fn words(item: &Expectation) -> Cow<'_, str> {
    matching::plain(&item.behaviour.text.markdown)
}

fn reworded(out: &mut String, pen: &Pen<'_>, (from, del): (&Expectation, &str), to: &Expectation) {
    let texts = (words(from), words(to));
    let changes = word_changes(&texts.0, &texts.1);
    if is_rewritten(&changes) {
        whole(out, pen, "ins class=\"now\"", to);
        out.push_str(" <p class=\"was\"><span");
        out.push_str(pen.words_lang.as_str());
        out.push('>');
        pen.site.words.step.was.write(out, &[]);
        out.push_str("</span> ");
        whole(out, pen, del, from);
        out.push_str("</p>");
        return;
    }
    for change in changes {
        let (tag, text) = match change {
            Change::Equal(text) => ("", text),
            Change::Delete(text) => ("del", text),
            Change::Insert(text) => ("ins", text),
        };
        if out.ends_with("</del>") && !text.starts_with(char::is_whitespace) {
            out.push(' ');
        }
        piece(out, tag, text);
    }
}

/// One of two texts, with what the other doesn't say marked.
fn half(out: &mut String, changes: &[Change<'_>], is_upper: bool) {
    for change in changes {
        match *change {
            Change::Equal(text) => piece(out, "", text),
            Change::Delete(text) if !is_upper => piece(out, "mark", text),
            Change::Insert(text) if is_upper => piece(out, "mark", text),
            Change::Delete(_) | Change::Insert(_) => {}
        }
    }
}

/// White space at the ends stays outside, where it is neither underlined nor struck.
fn piece(out: &mut String, tag: &str, text: &str) {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    escape(out, &text[..start]);
    match inner.is_empty() || tag.is_empty() {
        true => escape(out, inner),
        false => element(out, tag, |out| escape(out, inner)),
    }
    escape(out, &text[start + inner.len()..]);
}
