use serde::Deserialize;

use super::super::html::escape;

/// A word or sentence of the interface, maybe with places in braces that are filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(in crate::render) struct Phrase(Box<str>);

impl Phrase {
    /// The phrase as it is: for one without places.
    pub(in crate::render) fn as_str(&self) -> &str {
        &self.0
    }

    /// As [`Phrase::as_str`], for a field of a context.
    pub(in crate::render) fn text(&self) -> String {
        self.0.as_ref().to_owned()
    }

    /// The phrase, each place filled with the text of its name.
    pub(in crate::render) fn fill(&self, texts: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.0.len() + 32);
        each_piece(&self.0, |piece| match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Place(name) => out.push_str(named(texts, name)),
        });
        out
    }

    /// Writes the phrase into HTML, escaped, each place filled with the text of its name.
    pub(in crate::render) fn write(&self, out: &mut String, texts: &[(&str, &str)]) {
        each_piece(&self.0, |piece| match piece {
            Piece::Text(text) => escape(out, text),
            Piece::Place(name) => escape(out, named(texts, name)),
        });
    }
}

/// What fills a place. A place that nobody fills stays empty: language files are held against the
/// English one, so that there is none.
fn named<'t>(texts: &[(&str, &'t str)], name: &str) -> &'t str {
    texts.iter().find(|(one, _)| *one == name).map_or("", |(_, text)| text)
}

/// A part of a phrase.
pub(super) enum Piece<'p> {
    Text(&'p str),
    /// The name of what belongs here.
    Place(&'p str),
}

/// Goes through a phrase from its start to its end. Braces around anything but a name are text.
pub(super) fn each_piece<'p>(phrase: &'p str, mut take: impl FnMut(Piece<'p>)) {
    let mut rest = phrase;
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| from + at) {
        let name = rest[open + 1..].split('}').next().unwrap_or_default();
        let is_name = name.len() < rest.len() - open - 1
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_name {
            from = open + 1;
            continue;
        }
        if open > 0 {
            take(Piece::Text(&rest[..open]));
        }
        take(Piece::Place(name));
        rest = &rest[open + name.len() + 2..];
        from = 0;
    }
    if !rest.is_empty() {
        take(Piece::Text(rest));
    }
}

/// The names of a phrase's places, in their order.
pub(super) fn places(phrase: &str) -> Vec<&str> {
    let mut names = Vec::new();
    each_piece(phrase, |piece| {
        if let Piece::Place(name) = piece {
            names.push(name);
        }
    });
    names
}

/// A phrase with a number, in every form that its language has for numbers.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::render) struct Counted {
    pub(super) zero: Option<Phrase>,
    pub(super) one: Option<Phrase>,
    pub(super) two: Option<Phrase>,
    pub(super) few: Option<Phrase>,
    pub(super) many: Option<Phrase>,
    pub(super) other: Phrase,
}

/// The plural categories there are in any language.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_wherever_a_language_puts_them() {
        let phrase = Phrase("{to} von {from} {} { to} {x".into());
        assert_eq!(phrase.fill(&[("from", "IC3"), ("to", "IC4")]), "IC4 von IC3 {} { to} {x");
        assert_eq!(places(phrase.as_str()), ["to", "from"]);
        let mut out = String::new();
        Phrase("<{name}>".into()).write(&mut out, &[("name", "R&D")]);
        assert_eq!(out, "&lt;R&amp;D&gt;");
    }
}
