//! What is left of a text when its writing, its markup and its punctuation are taken away.

use deunicode::deunicode_char;

use super::decode::{Decoded, decode};

/// Letters and digits, small and without accents: `Größe 3` is `grosse3`. Ids and addresses are
/// made of texts in the same way, and so have the same letters.
#[derive(Debug, Default, Clone)]
pub(super) struct Letters {
    pub(super) letters: Vec<u8>,
    /// For each letter what is before it.
    pub(super) before: Vec<Gap>,
    /// For each letter the place it was read from.
    pub(super) places: Vec<u32>,
}

/// What is between two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing that anybody sees.
    None,
    /// The end of a word.
    Word,
    /// The end of a text.
    Text,
}

/// What of a file is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// All of it: names of tags, attributes and comments too.
    All,
    /// What is outside of tags. Marked words are whole: `wo<em>rd</em>`.
    Shown,
    /// As all, and markup in the data of scripts is none: `["Owns ", ["em", "this"]]`.
    Pieces,
}

/// The letters of a text that stands in no file: its writings are undone too, since those of the
/// file it would leak into are.
pub(super) fn letters(text: &str) -> Letters {
    let mut letters = Letters::default();
    letters.read(&decode(text.as_bytes()), View::All);
    letters
}

impl Letters {
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.before.clear();
        self.places.clear();
    }

    /// Adds what a view of decoded bytes shows, behind what there is.
    pub(super) fn read(&mut self, decoded: &Decoded<'_>, view: View) {
        let bytes = &*decoded.bytes;
        let mut gap = Gap::Text;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    self.push(byte.to_ascii_lowercase(), gap, decoded.place(at));
                    gap = Gap::None;
                    at += 1;
                    continue;
                }
                let (length, found) = match (byte, view) {
                    (b'<', View::Shown) => tag(&bytes[at..]),
                    (b'"', View::All) => (1, Gap::Text),
                    (b'"', View::Pieces) => end_of_piece(&bytes[at..]),
                    _ => (1, Gap::Word),
                };
                gap = gap.max(found);
                at += length;
                continue;
            }
            let (char, length) = first_char(&bytes[at..]);
            match char {
                // Soft hyphens, joiners and the like, and accents that stand for themselves.
                '\u{ad}'
                | '\u{34f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'..='\u{2064}'
                | '\u{feff}'
                | '\u{300}'..='\u{36f}'
                | '\u{fe00}'..='\u{fe0f}' => {}
                char => {
                    let plain = deunicode_char(char).unwrap_or_default();
                    if !plain.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
                        gap = gap.max(Gap::Word);
                    }
                    for letter in plain.bytes().filter(u8::is_ascii_alphanumeric) {
                        self.push(letter.to_ascii_lowercase(), gap, decoded.place(at));
                        gap = Gap::None;
                    }
                }
            }
            at += length;
        }
    }

    fn push(&mut self, letter: u8, gap: Gap, place: usize) {
        self.letters.push(letter);
        self.before.push(gap);
        self.places.push(u32::try_from(place).unwrap_or(u32::MAX));
    }

    /// Whether letters `start..end` are whole words.
    pub(super) fn are_words(&self, start: usize, end: usize) -> bool {
        let begins = |at: usize| self.before.get(at).is_none_or(|gap| *gap != Gap::None);
        begins(start) && begins(end)
    }

    /// Whether letters `start..end` are of one text.
    pub(super) fn are_one(&self, start: usize, end: usize) -> bool {
        self.before[start + 1..end].iter().all(|gap| *gap != Gap::Text)
    }
}

fn first_char(bytes: &[u8]) -> (char, usize) {
    let length = match bytes[0] {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    let found = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    found.and_then(|text| text.chars().next()).map_or((' ', 1), |char| (char, length))
}

/// Tags between which a word goes on.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

/// The length of a tag or comment, and what it is between two letters.
fn tag(bytes: &[u8]) -> (usize, Gap) {
    if bytes.starts_with(b"<!--") {
        let end = bytes.windows(3).position(|three| three == b"-->");
        return (end.map_or(bytes.len(), |end| end + 3), Gap::None);
    }
    let name = bytes.get(1..).unwrap_or_default();
    let name = name.strip_prefix(b"/").unwrap_or(name);
    if !name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?')) {
        return (1, Gap::Word);
    }
    let length = bytes.iter().position(|byte| *byte == b'>').map_or(bytes.len(), |end| end + 1);
    let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name[..end].to_ascii_lowercase();
    match INLINE.iter().any(|inline| inline.as_bytes() == name) {
        true => (length, Gap::None),
        false => (length, Gap::Text),
    }
}

/// The length of what is between two pieces of a marked text; a quotation mark is the end of a text
/// otherwise.
fn end_of_piece(bytes: &[u8]) -> (usize, Gap) {
    let mut rest = &bytes[1..];
    let mut has_list = false;
    loop {
        let trimmed = rest.trim_ascii_start();
        if let Some(after) = trimmed.strip_prefix(b"]") {
            (rest, has_list) = (after, true);
        } else if let Some(after) = trimmed.strip_prefix(b",[\"") {
            let end = after.iter().position(|byte| *byte == b'"').unwrap_or(0);
            // The name of an element, and where a link leads.
            let Some(mut after) = after.get(end + 1..) else { break };
            if end > 10 || !after.starts_with(b",") {
                break;
            }
            if end == 1 && after.starts_with(b",\"") {
                let target = after[2..].iter().position(|byte| *byte == b'"').unwrap_or(0);
                let Some(rest) = after.get(target + 3..) else { break };
                after = rest;
            }
            (rest, has_list) = (after, true);
        } else if let Some(after) = trimmed.strip_prefix(b",\"").filter(|_| has_list) {
            return (bytes.len() - after.len(), Gap::None);
        } else if let Some(after) = trimmed.strip_prefix(b"\"").filter(|_| has_list) {
            return (bytes.len() - after.len(), Gap::None);
        } else {
            break;
        }
    }
    (1, Gap::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, view: View) -> String {
        let mut letters = Letters::default();
        letters.read(&decode(text.as_bytes()), view);
        String::from_utf8(letters.letters).unwrap()
    }

    #[test]
    fn markup_and_writing_hide_nothing() {
        assert_eq!(
            seen("Gr\u{f6}\u{df}e, wo\u{ad}rt &amp; <em>W</em>ort", View::Shown),
            "grossewortwort"
        );
        assert_eq!(seen("Gro\u{308}sse a<!-- b -->c", View::Shown), "grosseac");
        assert_eq!(seen("<p title=\"x y\">z</p>", View::All), "ptitlexyzp");
        assert_eq!(seen("a < b &lt;i&gt; c", View::Shown), "abic");
        let pieces = r#"["Owns the ",["em","plan"]," for ",["a","x.html","all"],["strong",["em","of"]]," it"]"#;
        assert_eq!(seen(pieces, View::Pieces), "ownstheplanforallofit");
        // Cut off in the middle of a link.
        assert_eq!(seen(r#"["Owns ",["a","x"#, View::Pieces), "ownsax");
        assert_eq!(seen(r#"Owns",["a","#, View::Pieces), "ownsa");
    }

    #[test]
    fn texts_end_where_a_reader_sees_it() {
        let mut letters = Letters::default();
        letters.read(&decode(b"<li>One</li><li>two <b>th</b>ree</li>"), View::Shown);
        assert!(letters.are_words(0, 3) && !letters.are_one(0, 6) && letters.are_one(3, 11));
        assert!(!letters.are_words(3, 8));
    }
}
