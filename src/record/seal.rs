//! What shows that a file was changed after it was sealed, to those who know its code.

use serde_json::Value;

use super::{Digest, Record};

/// Crockford's base 32: no letter is taken for another when it is read aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A record without its seal as JSON with sorted keys and no white space, as RFC 8785 has it.
#[must_use]
pub fn canonical(record: &Record) -> String {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.remove("seal");
        // Sorts, whatever the map keeps.
        value.sort_all_objects();
    }
    value.to_string()
}

/// The seal of a record: SHA-256 of [`canonical`].
#[must_use]
pub fn seal(record: &Record) -> Digest {
    Digest::of([canonical(record).as_bytes()])
}

/// What a panelist posts before files are shared: the first 40 bits of a seal, `K7QM-2XNA`.
#[must_use]
pub fn code(seal: &Digest) -> String {
    let digits = &seal.digits()[..10];
    let bits = u64::from_str_radix(digits, 16).unwrap_or_default();
    let letter = |at: u32| char::from(ALPHABET[(bits >> (35 - 5 * at) & 31) as usize]);
    let letters: String = (0..8).map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}
