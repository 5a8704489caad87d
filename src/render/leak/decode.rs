//! Writings of a character undone: `&uuml;`, `&#252;`, `&#xfc;`, `%C3%BC`, `\u00fc`, `\xfc`, `\0000fc`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Bytes, and for each the place it was read from.
#[derive(Debug, Clone)]
pub(super) struct Decoded<'b> {
    pub(super) bytes: Cow<'b, [u8]>,
    /// None if the bytes are those that were read.
    places: Option<Vec<u32>>,
}

impl Decoded<'_> {
    /// Where a byte was read from.
    pub(super) fn place(&self, at: usize) -> usize {
        self.places.as_ref().map_or(at, |places| places.get(at).map_or(0, |at| *at as usize))
    }
}

/// Writings within writings are undone so many times: an address in a script in an attribute.
const ROUNDS: usize = 4;

/// Undoes all writings at once, whatever the file is. Quotation marks and angle brackets that were
/// written in another way are text and not markup: they go.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mut decoded = Decoded { bytes: Cow::Borrowed(bytes), places: None };
    for _ in 0..ROUNDS {
        if !decoded.bytes.iter().any(|byte| matches!(byte, b'&' | b'%' | b'\\')) {
            break;
        }
        let mut round =
            Round { from: &decoded, bytes: Vec::new(), places: Vec::new(), more: false };
        round.run();
        let Round { bytes, places, more, .. } = round;
        decoded = Decoded { bytes: Cow::Owned(bytes), places: Some(places) };
        if !more {
            break;
        }
    }
    decoded
}

struct Round<'d, 'b> {
    from: &'d Decoded<'b>,
    bytes: Vec<u8>,
    places: Vec<u32>,
    /// Whether anything came out that may be the start of another writing.
    more: bool,
}

impl Round<'_, '_> {
    fn run(&mut self) {
        let from = self.from;
        let bytes = &*from.bytes;
        self.bytes.reserve(bytes.len());
        self.places.reserve(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            let length = match bytes[at] {
                b'&' => self.entity(at),
                b'%' => self.percent(at),
                b'\\' => self.escape(at),
                _ => None,
            };
            if let Some(length) = length {
                at += length;
                continue;
            }
            self.bytes.push(bytes[at]);
            self.places.push(u32::try_from(from.place(at)).unwrap_or(u32::MAX));
            at += 1;
        }
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.more |= bytes.iter().any(|byte| matches!(byte, b'&' | b'%' | b'\\'));
        let place = u32::try_from(self.from.place(at)).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(bytes);
        self.places.extend(bytes.iter().map(|_| place));
    }

    fn put_char(&mut self, at: usize, char: char, is_markup: bool) {
        match char {
            '"' | '\'' => {}
            '<' | '>' if !is_markup => {}
            char => self.put(at, char.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }

    /// `&uuml;`, and as `&amp;uuml;` an ampersand that was written out first.
    fn entity(&mut self, at: usize) -> Option<usize> {
        let bytes = &self.from.bytes[at..];
        let mut start = 1;
        while bytes[start..].starts_with(b"amp;") {
            start += 4;
        }
        // The longest name that HTML knows has 31 letters.
        let rest = &bytes[start..bytes.len().min(start + 33)];
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        let end = rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len());
        let closed = rest.get(end) == Some(&b';');
        let length = start + end + usize::from(closed);
        let name = std::str::from_utf8(rest.get(..end)?).ok()?;
        if let Some(number) = name.strip_prefix('#') {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            self.put_char(at, char::from_u32(number)?, false);
            return Some(length);
        }
        match name {
            "" if start > 1 => {
                // What is left of the ampersands is one.
                self.put(at, b" ");
                return Some(start);
            }
            "lt" | "gt" | "quot" | "apos" => return Some(length),
            "nbsp" => self.put(at, "\u{a0}".as_bytes()),
            "shy" => self.put(at, "\u{ad}".as_bytes()),
            name if closed && name.len() > 1 => {
                let whole = format!("&{name};");
                // Markdown knows every name that HTML does.
                let mut text = String::new();
                for event in Parser::new(&whole) {
                    if let Event::Text(part) = event {
                        text.push_str(&part);
                    }
                }
                if text == whole {
                    return None;
                }
                self.put(at, text.as_bytes());
            }
            _ => return None,
        }
        Some(length)
    }

    /// `%C3`, and as `%25C3` a percent sign that was written out first.
    fn percent(&mut self, at: usize) -> Option<usize> {
        let bytes = &self.from.bytes[at..];
        let mut start = 1;
        while bytes[start..].starts_with(b"25") {
            start += 2;
        }
        let byte = hex(bytes.get(start..start + 2)?)?;
        match u8::try_from(byte).ok()? {
            b'"' | b'\'' => {}
            byte => self.put(at, &[byte]),
        }
        Some(start + 2)
    }

    /// `\u00fc`, `\u{fc}`, `\xfc`, `\0000fc` and `\n`, behind any number of backslashes.
    fn escape(&mut self, at: usize) -> Option<usize> {
        let bytes = &self.from.bytes[at..];
        let start = bytes.iter().position(|byte| *byte != b'\\').unwrap_or(bytes.len());
        let rest = &bytes[start..];
        match rest.first() {
            Some(b'u') if rest.get(1) == Some(&b'{') => {
                let end = rest.iter().position(|byte| *byte == b'}')?;
                let char = char::from_u32(hex(rest.get(2..end)?)?)?;
                self.put_char(at, char, true);
                Some(start + end + 1)
            }
            Some(b'u') => match rest.get(1..5).and_then(hex) {
                Some(unit) => {
                    let (char, length) = self.unit(unit, &rest[5..]);
                    self.put_char(at, char, true);
                    Some(start + 5 + length)
                }
                None => Some(start),
            },
            Some(b'x') => match rest.get(1..3).and_then(hex).and_then(char::from_u32) {
                Some(char) => {
                    self.put_char(at, char, true);
                    Some(start + 3)
                }
                None => Some(start),
            },
            // A character of a stylesheet: at least one zero, as hardly anything else has.
            Some(b'0') => {
                let digits = rest.iter().take(6).take_while(|byte| byte.is_ascii_hexdigit());
                let length = digits.count();
                let char = hex(&rest[..length]).and_then(char::from_u32);
                let blank = usize::from(rest.get(length) == Some(&b' '));
                self.put_char(at, char.unwrap_or(' '), false);
                Some(start + length + blank)
            }
            Some(b'n' | b'r' | b't' | b'b' | b'f') => {
                self.put(at, b" ");
                Some(start + 1)
            }
            Some(b'"' | b'\'') => Some(start + 1),
            _ => Some(start),
        }
    }

    /// A character of one unit of UTF-16, or of two; and how many bytes the second one takes.
    fn unit(&self, unit: u32, rest: &[u8]) -> (char, usize) {
        let slashes = rest.iter().position(|byte| *byte != b'\\').unwrap_or(0);
        let second = rest.get(slashes + 1..slashes + 5).and_then(hex);
        let is_pair = (0xd800..0xdc00).contains(&unit) && rest.get(slashes) == Some(&b'u');
        match second.filter(|two| is_pair && (0xdc00..0xe000).contains(two)) {
            Some(two) => {
                let whole = 0x10000 + ((unit - 0xd800) << 10) + (two - 0xdc00);
                (char::from_u32(whole).unwrap_or(' '), slashes + 5)
            }
            None => (char::from_u32(unit).unwrap_or(' '), 0),
        }
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writing_of_a_word_is_the_word() {
        for written in [
            "über uns",
            "&uuml;ber uns",
            "&#252;ber uns",
            "&#xFC;ber uns",
            "&amp;uuml;ber uns",
            "%C3%BCber%20uns",
            "%25C3%25BCber uns",
            "\\u00fcber uns",
            "\\\\u00FCber uns",
            "\\xfcber\\u0020uns",
            "\\u{fc}ber uns",
            "\\0000fc ber uns",
            "\\u0026uuml;ber uns",
        ] {
            let decoded = decode(written.as_bytes());
            assert_eq!(String::from_utf8_lossy(&decoded.bytes), "über uns", "{written}");
        }
        let pair = decode(b"a\\ud83d\\ude00b");
        assert_eq!(String::from_utf8_lossy(&pair.bytes), "a😀b");
        assert_eq!((pair.place(0), pair.place(5)), (0, 13));
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "[a-z&%\\\\0-9#;xu{}\"<> ü]{0,60}") {
            decode(text.as_bytes());
        }
    }
}
