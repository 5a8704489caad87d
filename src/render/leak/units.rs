use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::decode::decode;
use super::letters::{Gap, Letters, View, letters};
use super::{LEAST, PHRASE};
use crate::parse::Piece;
use crate::source::Span;

/// A sentence, a paragraph, a name: what is looked for as one.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) letters: Vec<u8>,
    /// Where it is written.
    pub(super) place: Span,
    /// Whether it is one thing, of which a part means nothing.
    pub(super) is_address: bool,
}

/// A piece of content as readers would see it, block by block, and where its links lead.
pub(super) fn units(piece: &Piece) -> Vec<Unit> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let whole = piece.span.range();
    // A text in TOML has quotation marks around it, and escapes in it.
    let is_exact = whole.len() == piece.text.len();
    let mut units = Vec::new();
    let mut add = |text: &str, range: std::ops::Range<usize>| {
        let range = whole.start + range.start..whole.start + range.end;
        let place = if is_exact { Span::new(piece.span.file, range) } else { piece.span };
        let mut unit = |text: &str, least: usize| {
            let letters = letters(text).letters;
            if letters.len() >= least {
                units.push(Unit { letters, place, is_address: false });
            }
        };
        unit(text, LEAST);
        // A sentence of a paragraph is a text too.
        let mut sentences = text.split_inclusive(['.', '!', '?', ';', ':']);
        if sentences.next().is_some_and(|first| first.len() < text.len()) {
            text.split_inclusive(['.', '!', '?', ';', ':']).for_each(|one| unit(one, PHRASE));
        }
    };
    let mut block = String::new();
    let mut from = None;
    for (event, range) in Parser::new_ext(&piece.text, options).into_offset_iter() {
        let is_end = match &event {
            Event::Start(tag) => !is_inline(tag),
            Event::End(tag) => !matches!(
                tag,
                TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image
            ),
            Event::Rule => true,
            _ => false,
        };
        if is_end && let Some(start) = from.take() {
            let source = piece.text.get(start..range.end.max(start)).unwrap_or_default();
            let length = source.find("\n\n").unwrap_or(source.len());
            add(&block, start..start + source[..length].trim_end().len());
            block.clear();
        }
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if dest_url.contains(':') =>
            {
                add(&dest_url, range);
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                from.get_or_insert(range.start);
                block.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            _ => {}
        }
    }
    if let Some(start) = from {
        add(&block, start..piece.text.len());
    }
    units
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// The words of a picture that is text, such as a drawing.
pub(super) fn of_picture(text: &str, place: Span) -> Vec<Unit> {
    let mut read = Letters::default();
    read.read(&decode(text.as_bytes()), View::Shown);
    let mut units = Vec::new();
    let mut start = 0;
    for at in 1..=read.letters.len() {
        if read.before.get(at).is_none_or(|gap| *gap == Gap::Text) {
            let letters = read.letters[start..at].to_vec();
            units.push(Unit { letters, place, is_address: false });
            start = at;
        }
    }
    units
}
