use std::sync::Arc;

use super::{BehaviourId, SharedId};
use crate::source::Span;

/// Markdown and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub markdown: Markdown,
    /// Its place.
    pub span: Span,
}

/// Markdown, as a piece of a text that others are pieces of too: a framework holds each of its
/// files once, and not every sentence once more.
#[derive(Clone)]
pub struct Markdown {
    source: Arc<str>,
    start: u32,
    end: u32,
}

impl Markdown {
    /// Bytes `range` of `source`, which must lie between characters.
    pub(super) fn piece(source: &Arc<str>, range: std::ops::Range<u32>) -> Markdown {
        debug_assert!(source.get(range.start as usize..range.end as usize).is_some());
        Markdown { source: source.clone(), start: range.start, end: range.end }
    }
}

impl From<&str> for Markdown {
    fn from(text: &str) -> Markdown {
        let end = u32::try_from(text.len()).expect("a text is shorter than 4 GiB");
        Markdown { source: text.into(), start: 0, end }
    }
}

impl std::ops::Deref for Markdown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.source[self.start as usize..self.end as usize]
    }
}

impl AsRef<str> for Markdown {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Markdown {
    fn eq(&self, other: &Markdown) -> bool {
        **self == **other
    }
}

impl Eq for Markdown {}

impl std::fmt::Debug for Markdown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(formatter)
    }
}

impl std::fmt::Display for Markdown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self)
    }
}

/// One expectation at one level, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    /// Its id: written, or made from its first words.
    pub id: BehaviourId,
    /// Whether its author wrote the id.
    pub has_written_id: bool,
    /// The expectation.
    pub text: Prose,
    /// Parts of it.
    pub items: Box<[Prose]>,
    /// What it looked like when somebody did it.
    pub examples: Box<[Prose]>,
    /// Ids it had before.
    pub replaces: Box<[BehaviourId]>,
    /// Where an id can be written in: the end of its first paragraph.
    pub id_place: u32,
}

/// A set of behaviours that several roles include.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSet {
    /// Its folder's name.
    pub id: SharedId,
    /// What readers know it by; `None` if how its lines are kept is nothing to tell them.
    pub title: Option<String>,
    /// What it is for.
    pub summary: Option<Prose>,
}

/// A behaviour that is expected at a level, and why it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The behaviour; shared by all levels and roles that expect it.
    pub behaviour: Arc<Behaviour>,
    /// Where it comes from.
    pub origin: Origin,
    /// Place in the role's levels of the level that wrote it: a lower one if it is carried up by
    /// `cumulative` or `same_as`, or said again.
    pub since: u16,
    /// Whether the level says it itself by its id, in the words of a lower one.
    pub is_said_again: bool,
}

/// Where a behaviour of a role comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The role's own level file.
    Own,
    /// A shared set, as it is.
    Shared(Arc<SharedSet>),
    /// The role's own words in the place of a shared set's.
    Replaced(Arc<SharedSet>),
    /// A shared set, and the role adds to it.
    Extended(Arc<SharedSet>),
}

impl Origin {
    /// The shared set it comes from, if it comes from one.
    #[must_use]
    pub fn set(&self) -> Option<&Arc<SharedSet>> {
        match self {
            Origin::Own => None,
            Origin::Shared(set) | Origin::Replaced(set) | Origin::Extended(set) => Some(set),
        }
    }
}
