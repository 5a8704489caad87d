use super::{Audience, Audiences, BookFile, EditionTable, Text, span_of};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Span};

/// A site for some readers, with all that they may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its name, as on the command line.
    pub name: String,
    /// Whose items it carries.
    pub audiences: Audiences,
    /// What its site is called, if that isn't the book's title.
    pub title: Option<String>,
    /// The site in a sentence, if that isn't the book's description.
    pub description: Option<String>,
}

impl Edition {
    /// Everything there is.
    #[must_use]
    pub fn panel() -> Edition {
        Edition::usual(Audience::Panel)
    }

    /// The edition that every framework has for an audience: what is for it and all wider ones.
    #[must_use]
    pub fn usual(audience: Audience) -> Edition {
        let carried = Audience::ALL.into_iter().filter(|one| *one <= audience);
        Edition {
            name: audience.word().to_owned(),
            audiences: carried.collect(),
            title: None,
            description: None,
        }
    }

    /// Whether it is for everybody, search engines too.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audiences.narrowest() == Audience::Public
    }

    /// Every edition of a book, in the order of their audiences, then of their names.
    #[must_use]
    pub fn all(book: &BookFile) -> Vec<Edition> {
        let mut all: Vec<Edition> = Audience::ALL.map(Edition::usual).into();
        for (name, table) in &book.edition {
            let made = Edition {
                name: name.get_ref().clone(),
                audiences: audiences(table).flatten().collect(),
                title: table.title.clone(),
                description: table.description.clone(),
            };
            match all.iter_mut().find(|one| one.name == made.name) {
                Some(usual) => *usual = made,
                None => all.push(made),
            }
        }
        all
    }
}

fn audiences(table: &EditionTable) -> impl Iterator<Item = Option<Audience>> {
    table.audiences.get_ref().iter().map(|word| Audience::of(word.get_ref()))
}

impl Default for Edition {
    fn default() -> Edition {
        Edition::usual(Audience::Public)
    }
}

/// What the type of `[edition.<name>]` can't say.
pub(super) fn check(file: FileId, name: &Text, table: &EditionTable, out: &mut Diagnostics) {
    let text = name.get_ref();
    let is_id = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    if text.is_empty() || text.len() > 64 || !text.bytes().all(is_id) {
        let message = format!("`{text}` is not a name of an edition");
        out.push(
            Diagnostic::error("wrong-id", span_of(file, name), message)
                .help("use 1 to 64 of `a-z`, `0-9` and `-`, e.g. `[edition.partners]`"),
        );
    }
    let span = Span::new(file, table.audiences.span());
    let mut is_sound = true;
    for word in table.audiences.get_ref() {
        if Audience::of(word.get_ref()).is_none() {
            let message = format!("no audience is called `{}`", word.get_ref());
            let help = did_you_mean(word.get_ref(), Audience::words());
            out.push(
                Diagnostic::error("unknown-value", span_of(file, word), message).maybe_help(help),
            );
            is_sound = false;
        }
    }
    // All that has no audience of its own is public: without it there is nothing to hold the rest.
    if is_sound && !audiences(table).any(|one| one == Some(Audience::Public)) {
        let message = match table.audiences.get_ref().is_empty() {
            true => "an edition for nobody",
            false => "an edition carries what is public too",
        };
        out.push(
            Diagnostic::error("wrong-value", span, message)
                .help("write at least `audiences = [\"public\"]`"),
        );
    }
}
