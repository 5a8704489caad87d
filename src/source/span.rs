/// Names a file of one [`Sources`](super::Sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    pub(super) fn new(index: usize) -> FileId {
        FileId(u32::try_from(index).expect("fewer than 4 billion files"))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A piece of one file: bytes `start..end` of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Bytes `range` of `file`.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The first line of a file, for problems of the file as a whole.
    #[must_use]
    pub fn top(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    /// The bytes as a range.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count: the first line is 1, and so is the first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Where byte `offset` of `text` stands. Cost: one pass over the text before it.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Position {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let start_of_line = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[start_of_line..].chars().count() + 1,
        }
    }
}
