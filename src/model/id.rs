use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Bytes that an id has at most.
pub const LONGEST_ID: usize = 64;

/// Whether `text` can be an id: 1 to 64 of `a-z`, `0-9` and `-`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let is_slug = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(is_slug)
}

/// An id made from a text: its words in ASCII with `-` between them, cut at a word's end to at
/// most `length` bytes. `None` if nothing is left of it.
#[must_use]
pub fn slugged(text: &str, length: usize) -> Option<String> {
    let mut slug = slug::slugify(text);
    if slug.len() > length {
        let cut = slug[..=length].rfind('-').unwrap_or(length);
        slug.truncate(cut);
    }
    (!slug.is_empty()).then_some(slug)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        ///
        /// Invariant: 1 to 64 bytes of `a-z`, `0-9` and `-`, so it is safe in URLs and HTML ids.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(Arc<str>);

        impl $name {
            /// `None` if `text` can't be an id.
            #[must_use]
            pub fn new(text: &str) -> Option<$name> {
                is_id(text).then(|| $name(text.into()))
            }

            /// The id as its author wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }
    )+};
}

ids! {
    /// Names a family.
    FamilyId,
    /// Names a track.
    TrackId,
    /// Names a level, in all tracks: `ic3`.
    LevelId,
    /// Names a role: `security-engineer`.
    RoleId,
    /// Names a pillar.
    PillarId,
    /// Names a competency.
    CompetencyId,
    /// Names an attribute.
    AttributeId,
    /// Names a scale or a point of one.
    ScaleId,
    /// Names a behaviour within a role; the same at two levels where it is kept or reworded.
    BehaviourId,
    /// Names a set of shared behaviours.
    SharedId,
    /// Names a term of the glossary.
    TermId,
    /// Names an area, dimension, exercise, stage or question of a role's interviews.
    InterviewId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_end_with_a_word() {
        assert_eq!(
            slugged("Takes a finding — to “fixed”", 20).as_deref(),
            Some("takes-a-finding-to")
        );
        assert_eq!(slugged("Supercalifragilistic", 5).as_deref(), Some("super"));
        assert_eq!(slugged("…", 20), None);
    }

    #[test]
    fn ids_are_slugs() {
        assert!(is_id("ic3") && is_id(&"a".repeat(64)));
        assert!(!is_id("") && !is_id("IC3") && !is_id("a b") && !is_id(&"a".repeat(65)));
    }
}
