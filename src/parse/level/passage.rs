use std::ops::Range;

/// A piece of a file's text: most of a framework's sentences stay where they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The Markdown where it isn't the piece as it stands, e.g. without a bullet's indentation.
    pub own: Option<Box<str>>,
}

impl Passage {
    pub(super) fn new(text: &str, range: Range<usize>, markdown: &str) -> Passage {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let is_plain = &text[range.clone()] == markdown;
        Passage {
            start: clamp(range.start),
            end: clamp(range.end),
            own: (!is_plain).then(|| markdown.into()),
        }
    }

    /// Its place, in bytes of the file.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The Markdown; `source` is the text of the file it is of.
    #[must_use]
    pub fn markdown<'t>(&'t self, source: &'t str) -> &'t str {
        self.own.as_deref().unwrap_or_else(|| &source[self.range()])
    }
}

pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..(start + piece.trim().len())
}

/// Blocks as one Markdown text with an empty line between them; `None` if all are blank.
pub(super) fn join(text: &str, blocks: &[Range<usize>]) -> Option<Passage> {
    let parts = blocks.iter().map(|range| trim(text, range.clone())).filter(|r| !r.is_empty());
    let parts: Vec<Range<usize>> = parts.collect();
    let span = parts.first()?.start..parts.last()?.end;
    if let [only] = &parts[..]
        && !text[only.clone()].contains('\n')
    {
        return Some(Passage::new(text, only.clone(), &text[only.clone()]));
    }
    let parts: Vec<String> = parts.into_iter().map(|range| dedent(&text[range])).collect();
    Some(Passage::new(text, span, &parts.join("\n\n")))
}

/// Takes the indentation that all lines but the first share off these lines: the first one starts
/// behind its bullet.
pub(super) fn dedent(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let rest = || text.lines().skip(1);
    let common = rest().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let mut lines: Vec<&str> = vec![text.lines().next().unwrap_or_default()];
    lines.extend(rest().map(|line| line.get(common..).unwrap_or_default()));
    lines.join("\n")
}
