//! Bytes to text: byte order marks, line ends, invisible characters, and text that was once read in
//! the wrong encoding.

use std::collections::BTreeMap;

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file and what had to be mended in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What was mended, and how often.
    pub(super) repairs: BTreeMap<String, usize>,
    /// What the mending put in the place of garbled characters.
    pub(super) restored: Vec<String>,
}

/// The Apple logo: what Mac OS Roman makes of the byte F0, with which the UTF-8 of most emoji begins.
const APPLE: char = '\u{F8FF}';

/// Decodes a file.
///
/// # Errors
/// Says why the bytes are no text: empty, binary, or in no encoding that is known here.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    let mut repairs = BTreeMap::new();
    let text = to_unicode(bytes, &mut repairs)?;
    if text.trim().is_empty() {
        return Err("the file is empty".to_owned());
    }
    if text.contains('\0') {
        return Err("the file is binary, not text".to_owned());
    }
    let (text, restored) = mend(&text, &mut repairs);
    Ok(Decoded { text, repairs, restored })
}

/// Mends a text that needn't be decoded: what is mended is counted, and what came back is listed.
pub(super) fn mend(text: &str, repairs: &mut BTreeMap<String, usize>) -> (String, Vec<String>) {
    let (text, restored) = repair_mac_roman(text, repairs);
    (plain_spaces(&text, repairs), restored)
}

fn to_unicode(bytes: &[u8], repairs: &mut BTreeMap<String, usize>) -> Result<String, String> {
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        if had_errors {
            return Err(format!("the file begins like {} and is not", encoding.name()));
        }
        count(repairs, &format!("read as {}", encoding.name()), 1);
        return Ok(text.into_owned());
    }
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => {
            count(repairs, "byte order mark removed", 1);
            rest
        }
        None => bytes,
    };
    if bytes.contains(&0) {
        return Err("the file is binary, not text".to_owned());
    }
    String::from_utf8(bytes.to_vec()).or_else(|error| {
        if let Some(text) = windows_1252(bytes) {
            count(repairs, "read as windows-1252", 1);
            return Ok(text);
        }
        let line = bytes[..error.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
        Err(format!("the file is not UTF-8 (first wrong byte in line {line}); save it as UTF-8"))
    })
}

/// The text of bytes in Windows-1252, where it is plausible: nothing in them is UTF-8, letters with
/// accents stand in words, and else there are only the signs that people type.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    const SIGNS: &str = "‘’“”„‚‹›«»–—…•·€£§©®™°±×½¼¾¿¡\u{a0}";
    let is_mixed = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let text = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes)?;
    let letters: Vec<char> = text.chars().collect();
    let is_plausible = |at: usize| {
        let letter = letters[at];
        let before = at.checked_sub(1).map(|at| letters[at]).filter(|one| one.is_alphabetic());
        let after = letters.get(at + 1).filter(|one| one.is_alphabetic());
        // Other encodings put capitals into words: `cafŽ`.
        let is_cased = !(letter.is_uppercase() && before.is_some_and(char::is_lowercase));
        let is_in_word = letter.is_alphabetic() && (before.is_some() || after.is_some());
        let is_control = letter.is_control() && !letter.is_whitespace();
        if letter.is_ascii() {
            !is_control
        } else {
            is_in_word && is_cased || SIGNS.contains(letter)
        }
    };
    (!is_mixed && (0..letters.len()).all(is_plausible)).then(|| text.into_owned())
}

/// Line ends and spaces that look like others and are not.
fn plain_spaces(text: &str, repairs: &mut BTreeMap<String, usize>) -> String {
    let text = if text.contains('\r') {
        count(repairs, "line ends made `\\n`", text.matches('\r').count());
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{00A0}' | '\u{202F}' | '\u{2007}' => {
                count(repairs, "no-break space made a space", 1);
                out.push(' ');
            }
            // The zero-width joiner stays: it holds emoji together.
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' => {
                count(repairs, "invisible character removed", 1);
            }
            '\u{2028}' | '\u{2029}' => {
                count(repairs, "line separator made a line end", 1);
                out.push('\n');
            }
            c => out.push(c),
        }
    }
    out
}

/// Emoji whose UTF-8 was read as Mac OS Roman. Only runs that begin with the Apple logo and decode
/// cleanly are touched: nobody writes those by hand.
fn repair_mac_roman(text: &str, repairs: &mut BTreeMap<String, usize>) -> (String, Vec<String>) {
    let mut out = String::with_capacity(text.len());
    let mut restored = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(APPLE) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        let (emoji, taken) = decode_run(&rest[..run]).unwrap_or((APPLE.to_string(), 3));
        if emoji.starts_with(APPLE) {
            out.push_str(&emoji);
        } else {
            count(repairs, &format!("`{}` restored to {emoji}", &rest[..taken]), 1);
            out.push_str(&emoji);
            restored.push(emoji);
        }
        rest = &rest[taken..];
    }
    out.push_str(rest);
    (out, restored)
}

/// The longest clean UTF-8 at the start of a run when its characters are Mac Roman bytes, and how
/// many bytes of the run it took.
fn decode_run(run: &str) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut ends = Vec::new();
    for (at, c) in run.char_indices() {
        let mut buffer = [0; 4];
        let (encoded, _, unmappable) = MACINTOSH.encode(c.encode_utf8(&mut buffer));
        let [byte] = encoded[..] else { break };
        if unmappable {
            break;
        }
        bytes.push(byte);
        ends.push(at + c.len_utf8());
    }
    let clean = match std::str::from_utf8(&bytes) {
        Ok(clean) => clean,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    let last = clean.len().checked_sub(1)?;
    Some((clean.to_owned(), ends[last]))
}

fn count(repairs: &mut BTreeMap<String, usize>, what: &str, times: usize) {
    *repairs.entry(what.to_owned()).or_default() += times;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a program shows that takes UTF-8 for Mac OS Roman.
    fn garble(text: &str) -> String {
        MACINTOSH.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn emoji_read_as_mac_roman_come_back() {
        for emoji in ["🦉", "🌱", "🧭", "🏆", "👯\u{200d}♂️"] {
            let garbled = garble(emoji);
            assert_ne!(garbled, emoji);
            let decoded = decode(format!("## {garbled} Owls").as_bytes()).unwrap();
            assert_eq!(decoded.text, format!("## {emoji} Owls"));
            assert_eq!(decoded.restored, [emoji]);
        }
    }

    #[test]
    fn a_run_that_is_no_emoji_stays() {
        for text in ["\u{F8FF} pie", "\u{F8FF}é", "\u{F8FF}", "Ünï‚ cödé"] {
            let decoded = decode(text.as_bytes()).unwrap();
            assert_eq!(decoded.text, text);
            assert!(decoded.restored.is_empty());
        }
    }

    #[test]
    fn spaces_marks_and_line_ends_are_plain() {
        let decoded = decode("\u{FEFF}a\u{A0}b\r\nc\u{200B}d".as_bytes()).unwrap();
        assert_eq!(decoded.text, "a b\ncd");
        assert_eq!(decoded.repairs.len(), 4);
    }

    #[test]
    fn bytes_of_windows_are_read_where_they_are_plausible() {
        let decoded = decode(b"caf\xE9 \x96 \x93na\xEFve\x94 \x80 5\x85").unwrap();
        assert_eq!(decoded.text, "café – “naïve” € 5…");
        assert_eq!(decoded.repairs.keys().collect::<Vec<_>>(), ["read as windows-1252"]);
        // Mac OS Roman, UTF-8 with a wrong byte, a letter alone, a control, a byte without a letter.
        for bytes in [
            &b"caf\x8E"[..],
            "café \u{80}".as_bytes().split_last().unwrap().1,
            b"a \xFF b",
            b"\x01\xE9t\xE9",
            b"\x81",
        ] {
            assert!(decode(bytes).unwrap_err().contains("not UTF-8"), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_says_so() {
        assert!(decode(b"").unwrap_err().contains("empty"));
        assert!(decode(b"\xEF\xBB\xBF \n").unwrap_err().contains("empty"));
        assert!(decode(b"GIF89a\0\0").unwrap_err().contains("binary"));
        assert!(decode(b"one\ntwo \xFF").unwrap_err().contains("line 2"));
        assert_eq!(decode(b"\xFF\xFEh\0i\0").unwrap().text, "hi");
    }
}
