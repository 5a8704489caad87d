//! Text that Markdown leaves as it is. Most behaviours are such a text, and a framework has a
//! hundred thousand of them.

/// Whether `text` (trimmed) has no byte that Markdown could read as a mark. May say no to a text
/// that has none, but never yes to one that has.
pub(super) fn is_plain(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return true };
    // A list, a heading, a quote, a fence or a number can only begin a line, and a second line
    // never gets here.
    let starts_block = matches!(first, b'#' | b'>' | b'-' | b'+' | b'=' | b':' | b'0'..=b'9');
    !starts_block && !text.bytes().any(|byte| SPECIAL[byte as usize])
}

const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let bytes = b"\\`*_[]<&~|!\n\r\t\0";
    let mut at = 0;
    while at < bytes.len() {
        special[bytes[at] as usize] = true;
        at += 1;
    }
    special
};
