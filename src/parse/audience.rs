//! Who may read what: the word `audience`, which any table of a content file may have.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::check::{Allow, Scope};
use super::toml::texts;
use super::unlink::unlinked;
use super::{Mark, Readers};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Span};

/// Who an item is for. Each is narrower than the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Audience {
    /// Everybody, candidates too.
    #[default]
    Public,
    /// Everybody in the company.
    Internal,
    /// Hiring panels.
    Panel,
}

impl Audience {
    /// Every audience, the widest first.
    pub const ALL: [Audience; 3] = [Audience::Public, Audience::Internal, Audience::Panel];

    /// The word in TOML and Markdown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
            Audience::Panel => "panel",
        }
    }

    /// The audience of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Audience> {
        Audience::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The words, for messages.
    pub(super) fn words() -> [&'static str; 3] {
        Audience::ALL.map(Audience::word)
    }
}

/// The audiences whose items an edition carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Audiences(u8);

impl Audiences {
    /// All of them: nothing is left out.
    pub const ALL: Audiences = Audiences(0b111);

    /// Whether items for `audience` are carried.
    #[must_use]
    pub fn carry(self, audience: Audience) -> bool {
        self.0 & (1 << audience as u8) != 0
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_all(self) -> bool {
        self == Audiences::ALL
    }

    /// The narrowest of them.
    #[must_use]
    pub fn narrowest(self) -> Audience {
        let carried = Audience::ALL.into_iter().rev().find(|one| self.carry(*one));
        carried.unwrap_or_default()
    }
}

impl FromIterator<Audience> for Audiences {
    fn from_iter<I: IntoIterator<Item = Audience>>(audiences: I) -> Audiences {
        Audiences(audiences.into_iter().fold(0, |bits, one| bits | 1 << one as u8))
    }
}

/// The audience that a mark names. The strictest if it names none: a typo, which is reported where
/// marks are understood, must not publish what was meant to be kept.
pub(super) fn of_marks(marks: &[Mark]) -> Option<Audience> {
    let mark = marks.iter().find(|mark| mark.name == "audience")?;
    Some(Audience::of(&mark.value).unwrap_or(Audience::Panel))
}

/// Whether the item that a mark stands in stays; reports a word that names no audience.
pub(super) fn is_kept(sieve: &Sieve<'_>, mark: &Mark, out: &mut Diagnostics) -> bool {
    let audience = Audience::of(&mark.value);
    if audience.is_none() {
        out.push(unknown(&mark.value, mark.span));
    }
    sieve.keeps(audience.unwrap_or(Audience::Panel))
}

/// Takes out of files what an edition doesn't carry, and remembers where it stood.
///
/// Whatever stands in an item is for its readers at most: with a table goes all below it. So a
/// reading for an edition is the reading of files in which the rest was never written.
#[derive(Debug)]
pub(super) struct Sieve<'s> {
    pub(super) readers: &'s Readers,
    pub(super) file: FileId,
    /// The file's folder, below the content folder.
    pub(super) folder: &'s str,
    /// Where what the file as a whole allows holds.
    pub(super) scope: Scope,
    /// Places of what has been taken out.
    pub(super) hidden: Vec<Span>,
    /// What the file allows.
    pub(super) allows: Vec<Allow>,
}

impl<'s> Sieve<'s> {
    /// For the file at a path below the content folder.
    pub(super) fn new(readers: &'s Readers, file: FileId, path: &'s str) -> Sieve<'s> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let scope = match name {
            "role.toml" | "shared.toml" => Scope::Folder(file),
            _ => Scope::Within(Span { file, start: 0, end: u32::MAX }),
        };
        Sieve { readers, file, folder, scope, hidden: Vec::new(), allows: Vec::new() }
    }

    /// For the same file once more.
    pub(super) fn again(&self) -> Sieve<'s> {
        Sieve { hidden: Vec::new(), allows: Vec::new(), ..*self }
    }

    /// Whether items for `audience` stay.
    pub(super) fn keeps(&self, audience: Audience) -> bool {
        self.readers.audiences.carry(audience)
    }

    /// Sifts the table of a whole file; who it is for, and whether anything of it stays.
    ///
    /// `usual` is what its items are for where neither they nor the file say so.
    pub(super) fn sift(
        &mut self,
        table: &mut DeTable<'_>,
        usual: Audience,
        out: &mut Diagnostics,
    ) -> (Audience, bool) {
        let own = self.own(table, out);
        let audience = own.unwrap_or(usual);
        if own.is_some() && !self.keeps(audience) {
            self.hide_all(table);
            return (audience, false);
        }
        let usual = own.is_none().then_some(usual).filter(|one| *one != Audience::Public);
        self.entries(table, own.unwrap_or_default(), usual, out);
        let stays = self.keeps(audience) || table.iter().any(|(_, value)| is_something(value));
        (audience, stays)
    }

    /// Front matter whose tables are lists of names, among which `audience` may be.
    pub(super) fn sift_front(
        &mut self,
        table: &mut DeTable<'_>,
        out: &mut Diagnostics,
    ) -> (Audience, bool) {
        let audience = self.own(table, out).unwrap_or_default();
        let stays = self.keeps(audience);
        match stays {
            true => self.texts(table),
            false => self.hide_all(table),
        }
        (audience, stays)
    }

    /// Takes the key away and says what it said.
    fn own(&mut self, table: &mut DeTable<'_>, out: &mut Diagnostics) -> Option<Audience> {
        let value = table.remove("audience")?;
        let span = Span::new(self.file, value.span());
        let DeValue::String(word) = value.get_ref() else {
            out.push(
                Diagnostic::error("wrong-type", span, "this is no text, and a text belongs here")
                    .help("write it between quotation marks"),
            );
            return Some(Audience::Panel);
        };
        let found = Audience::of(word);
        if found.is_none() {
            out.push(unknown(word, span));
        }
        Some(found.unwrap_or(Audience::Panel))
    }

    /// `above` is what the table around these is for; `usual` as for [`Sieve::sift`].
    fn entries(
        &mut self,
        table: &mut DeTable<'_>,
        above: Audience,
        usual: Option<Audience>,
        out: &mut Diagnostics,
    ) {
        let mut gone = Vec::new();
        for (key, value) in table.iter_mut() {
            if !self.stays(value, above, usual, out) {
                gone.push(key.get_ref().to_string());
            }
        }
        for key in gone {
            table.remove(key.as_str());
        }
    }

    fn stays(
        &mut self,
        value: &mut Spanned<DeValue<'_>>,
        above: Audience,
        usual: Option<Audience>,
        out: &mut Diagnostics,
    ) -> bool {
        let span = Span::new(self.file, value.span());
        match value.get_mut() {
            DeValue::Table(table) => {
                let place = table.get("audience").map(|word| Span::new(self.file, word.span()));
                let own = self.own(table, out);
                if let (Some(own), Some(place)) = (own.filter(|own| *own < above), place) {
                    out.push(wider(own, above, place));
                }
                let audience = own.or(usual).unwrap_or(above).max(above);
                if self.keeps(own.or(usual).unwrap_or_default()) && self.keeps(audience) {
                    self.entries(table, audience, None, out);
                    return true;
                }
                self.hide_all(table);
                false
            }
            DeValue::Array(array) => {
                let old = std::mem::replace(array, DeArray::new());
                let kept = old
                    .into_iter()
                    .filter_map(|mut one| self.stays(&mut one, above, usual, out).then_some(one));
                *array = kept.collect();
                true
            }
            _ if usual.is_some_and(|usual| !self.keeps(usual)) => {
                self.hidden.push(span);
                false
            }
            value => {
                self.text(value);
                true
            }
        }
    }

    /// Every text below a table is taken out.
    fn hide_all(&mut self, table: &DeTable<'_>) {
        let texts = table.iter().flat_map(|(_, value)| texts(value));
        self.hidden.extend(texts.map(|(_, range)| Span::new(self.file, range)));
    }

    fn texts(&self, table: &mut DeTable<'_>) {
        for (_, value) in table.iter_mut() {
            match value.get_mut() {
                DeValue::Table(table) => self.texts(table),
                value => self.text(value),
            }
        }
    }

    fn text(&self, value: &mut DeValue<'_>) {
        if let DeValue::String(text) = value
            && let Some(new) = unlinked(text, self.folder, &self.readers.gone)
        {
            *value = DeValue::String(new.into());
        }
    }
}

fn is_something(value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => !table.is_empty(),
        DeValue::Array(array) => !array.is_empty(),
        _ => true,
    }
}

/// A word that names no audience.
fn unknown(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-value", span, format!("no audience is called `{word}`"))
        .maybe_help(did_you_mean(word, Audience::words()))
}

/// An item that asks for readers whom what it stands in doesn't have.
pub(super) fn wider(own: Audience, above: Audience, span: Span) -> Diagnostic {
    let (own, above) = (own.word(), above.word());
    let message = format!("this is `{own}`, but stands in what is `{above}`");
    Diagnostic::warning("wider-audience", span, message).help(format!(
        "an item has no readers that what is around it doesn't have: it stays `{above}`; move it, \
         or take the key away"
    ))
}
