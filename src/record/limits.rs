//! Texts of a file that can't be longer, or other, than they may be: whoever has one needn't look
//! again. Each says the same of itself in the schema.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest as _, Sha256};

/// Bytes of a file.
pub(super) const MAX_FILE: usize = 1 << 20;

/// Entries of a list.
pub(super) const MAX_LIST: usize = 500;

/// A list that isn't longer than it may be.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Vec<T>, D::Error> {
    let list = Vec::<T>::deserialize(reader)?;
    match list.len() <= MAX_LIST {
        true => Ok(list),
        false => Err(D::Error::custom(format!("a list has more than {MAX_LIST} entries"))),
    }
}

/// A text of at most `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text<const MAX: usize>(String);

impl<const MAX: usize> Deref for Text<MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Text<MAX>, D::Error> {
        let text = String::deserialize(reader)?;
        match text.chars().nth(MAX) {
            None => Ok(Text(text)),
            Some(_) => Err(D::Error::custom(format!("a text has more than {MAX} characters"))),
        }
    }
}

impl<const MAX: usize> JsonSchema for Text<MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("Text{MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "maxLength": MAX })
    }
}

/// Makes a type of texts of one form.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $is:expr, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self)
            }
        }

        impl $name {
            /// A text of this form, or `None`.
            #[must_use]
            pub fn new(text: String) -> Option<$name> {
                let is: fn(&str) -> bool = $is;
                is(&text).then_some($name(text))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<$name, D::Error> {
                let text = String::deserialize(reader)?;
                $name::new(text).ok_or_else(|| D::Error::custom(concat!("expected ", $what)))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

form!(
    /// An id of content: 1 to 64 of `a-z 0-9 -`.
    Id, "^[a-z0-9-]{1,64}$",
    |text| {
        let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        (1..=64).contains(&text.len()) && text.bytes().all(is_letter)
    },
    "an id: 1 to 64 of a-z, 0-9 and -"
);

form!(
    /// An identifier made of random numbers, in lower case.
    Uuid, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    |text| is_like(text, "########-####-####-####-############", |letter| {
        letter.is_ascii_digit() || matches!(letter, b'a'..=b'f')
    }),
    "a UUID in lower case"
);

form!(
    /// A SHA-256.
    Digest, "^sha256-[0-9a-f]{64}$",
    |text| text.strip_prefix("sha256-").is_some_and(|hash| {
        hash.len() == 64 && hash.bytes().all(|letter| letter.is_ascii_digit() || matches!(letter, b'a'..=b'f'))
    }),
    "`sha256-` and 64 digits of base 16"
);

impl Digest {
    /// The digest of parts, one after the other.
    pub fn of(parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Digest {
        let mut hash = Sha256::new();
        parts.into_iter().for_each(|part| hash.update(part));
        let digits = hash.finalize();
        let digits = digits.iter().map(|byte| format!("{byte:02x}"));
        Digest(["sha256-".to_owned()].into_iter().chain(digits).collect())
    }

    /// The digits, without the name of the hash.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.strip_prefix("sha256-").unwrap_or_default()
    }
}

form!(
    /// A second, e.g. `2026-03-02T11:05:00Z`.
    Time, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    |text| is_like(text, "####-##-##T##:##:##Z", |letter| letter.is_ascii_digit())
        && text.parse::<jiff::Timestamp>().is_ok_and(|time| time.to_string() == text),
    "a time of UTC such as 2026-03-02T11:05:00Z"
);

form!(
    /// A day, e.g. `2026-03-02`.
    Date, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    |text| is_like(text, "####-##-##", |letter| letter.is_ascii_digit())
        && text.parse::<jiff::civil::Date>().is_ok(),
    "a day such as 2026-03-02"
);

/// Whether a text is a pattern in which `#` stands for letters of a kind.
fn is_like(text: &str, pattern: &str, is_letter: fn(u8) -> bool) -> bool {
    let mut letters = text.bytes().zip(pattern.bytes());
    let is_as_said = |(letter, said): (u8, u8)| match said {
        b'#' => is_letter(letter),
        _ => letter == said,
    };
    text.len() == pattern.len() && letters.all(is_as_said)
}
