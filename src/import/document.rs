//! A page of a foreign source, whatever it was written in: blocks of text with their marks.

/// A run of text with its marks.
pub(super) type Text = Vec<Inline>;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    /// Plain characters. A line break of the source file is kept as `\n`, because some authors
    /// wrote lists that way; the writer treats it as a space.
    Plain(String),
    Strong(Text),
    Emphasis(Text),
    Code(String),
    Link {
        text: Text,
        target: Target,
    },
    /// A line break that the reader is meant to see.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the content, by its path below `content/`.
    Content(String),
    /// Another site.
    Url(String),
}

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading {
        level: u8,
        text: Text,
    },
    Paragraph(Text),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Table {
        head: Vec<Text>,
        rows: Vec<Vec<Text>>,
    },
    Quote(Vec<Block>),
    /// A part that opens on a click, under its summary.
    Details {
        summary: Text,
        body: Vec<Block>,
    },
    Code(String),
    Rule,
}

/// The characters alone, with single spaces.
pub(super) fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(text, &mut out);
    squeeze(&out)
}

/// The characters alone, line breaks kept.
pub(super) fn raw(text: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(text, &mut out);
    out
}

fn push_plain(text: &[Inline], out: &mut String) {
    for inline in text {
        match inline {
            Inline::Plain(s) | Inline::Code(s) => out.push_str(s),
            Inline::Strong(t) | Inline::Emphasis(t) | Inline::Link { text: t, .. } => {
                push_plain(t, out);
            }
            Inline::Break => out.push('\n'),
        }
    }
}

/// One space for any run of white space, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text as a [`Text`].
pub(super) fn text(plain: impl Into<String>) -> Text {
    vec![Inline::Plain(plain.into())]
}

/// Takes white space off both ends and joins neighbours of one kind: editors of rich text leave
/// `<b>Code</b> <b>fluency</b>`, which is one bold run to every reader.
pub(super) fn tidy(text: Text) -> Text {
    let mut out: Text = Vec::new();
    for inline in text.into_iter().map(unmarked_space) {
        match (out.last_mut(), inline) {
            (Some(Inline::Plain(a)), Inline::Plain(b))
            | (Some(Inline::Code(a)), Inline::Code(b)) => a.push_str(&b),
            (Some(Inline::Strong(a)), Inline::Strong(b))
            | (Some(Inline::Emphasis(a)), Inline::Emphasis(b)) => a.extend(b),
            (_, inline) => {
                join_across_space(&mut out, &inline);
                match inline {
                    Inline::Strong(t) if matches!(out.last(), Some(Inline::Strong(_))) => {
                        if let Some(Inline::Strong(a)) = out.last_mut() {
                            a.extend(t);
                        }
                    }
                    other => out.push(other),
                }
            }
        }
    }
    let mut out: Text = out.into_iter().map(tidy_inner).filter(|i| !is_empty(i)).collect();
    trim_ends(&mut out);
    out
}

/// A space in bold or italics is a space between words.
fn unmarked_space(inline: Inline) -> Inline {
    match &inline {
        Inline::Strong(inner) | Inline::Emphasis(inner) => {
            let said = raw(inner);
            let is_space = !said.is_empty() && said.trim().is_empty();
            if is_space && !inner.contains(&Inline::Break) { Inline::Plain(said) } else { inline }
        }
        _ => inline,
    }
}

/// Moves the space between two bold runs into the first, so that they become neighbours.
fn join_across_space(out: &mut Text, next: &Inline) {
    let [.., Inline::Strong(_), Inline::Plain(space)] = &out[..] else { return };
    if matches!(next, Inline::Strong(_)) && space.trim().is_empty() {
        out.pop();
        if let Some(Inline::Strong(a)) = out.last_mut() {
            a.push(Inline::Plain(" ".to_owned()));
        }
    }
}

fn tidy_inner(inline: Inline) -> Inline {
    let join = |t: Text| {
        let mut joined: Text = Vec::new();
        for inline in t {
            match (joined.last_mut(), inline) {
                (Some(Inline::Plain(a)), Inline::Plain(b))
                | (Some(Inline::Code(a)), Inline::Code(b)) => a.push_str(&b),
                (_, inline) => joined.push(inline),
            }
        }
        joined
    };
    match inline {
        Inline::Strong(t) => Inline::Strong(join(t)),
        Inline::Emphasis(t) => Inline::Emphasis(join(t)),
        other => other,
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Plain(s) | Inline::Code(s) => s.is_empty(),
        Inline::Strong(t) | Inline::Emphasis(t) | Inline::Link { text: t, .. } => {
            raw(t).trim().is_empty()
        }
        Inline::Break => false,
    }
}

fn trim_ends(text: &mut Text) {
    loop {
        match text.first_mut() {
            Some(Inline::Break) => drop(text.remove(0)),
            Some(Inline::Plain(s)) if s.trim().is_empty() => drop(text.remove(0)),
            Some(Inline::Plain(s)) => {
                *s = s.trim_start().to_owned();
                break;
            }
            _ => break,
        }
    }
    loop {
        match text.last_mut() {
            Some(Inline::Break) => drop(text.pop()),
            Some(Inline::Plain(s)) if s.trim().is_empty() => drop(text.pop()),
            Some(Inline::Plain(s)) => {
                *s = s.trim_end().to_owned();
                break;
            }
            _ => break,
        }
    }
}

/// Blocks as one line of text, where a line is all that there is place for.
pub(super) fn one_line(mut blocks: Vec<Block>) -> Option<Text> {
    match (blocks.pop()?, blocks.is_empty()) {
        (Block::Paragraph(line), true) => Some(line),
        (last, _) => {
            blocks.push(last);
            Some(text(blocks.iter().map(plain_block).collect::<Vec<_>>().join(" ")))
        }
    }
}

/// The blocks of a page whose title stands apart: the highest of its headings are right below it.
pub(super) fn below_title(mut blocks: Vec<Block>) -> Vec<Block> {
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let highest = blocks.iter().filter_map(level).min().unwrap_or(2);
    for block in &mut blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level + 2).saturating_sub(highest).clamp(2, 6);
        }
    }
    blocks
}

/// Whether all of the text is bold.
pub(super) fn is_strong(text: &[Inline]) -> bool {
    matches!(text, [Inline::Strong(_)])
}

/// A list item of the form `**Name**: text`, taken apart: what stands there, the name, the rest.
pub(super) fn named_item(item: &[Block]) -> Option<(String, String, Text)> {
    let [Block::Paragraph(text)] = item else { return None };
    let (Inline::Strong(name), rest) = text.split_first()? else { return None };
    let mut rest = rest.to_vec();
    let mut name = plain(name);
    if let Some(Inline::Plain(first)) = rest.first_mut()
        && let Some(after) = first.trim_start().strip_prefix([':', '.', '–', '-'])
    {
        *first = after.to_owned();
    } else if let Some(bare) = name.strip_suffix([':', '.']) {
        name = bare.to_owned();
    } else {
        return None;
    }
    let rest = tidy(rest);
    (!rest.is_empty()).then(|| (plain(text), name, rest))
}

/// `🏆 Results` into its icon and its name.
pub(super) fn split_icon(heading: &str) -> (Option<&str>, &str) {
    match heading.split_once(' ') {
        Some((icon, name)) if !icon.is_ascii() && !icon.chars().any(char::is_alphanumeric) => {
            (Some(icon), name.trim())
        }
        _ => (None, heading),
    }
}

/// The text of a block and of all below it.
pub(super) fn plain_block(block: &Block) -> String {
    let all = |blocks: &[Block]| blocks.iter().map(plain_block).collect::<Vec<_>>().join(" ");
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => plain(text),
        Block::List { items, .. } => {
            items.iter().map(|item| all(item)).collect::<Vec<_>>().join(" ")
        }
        Block::Table { head, rows } => {
            let cells = head.iter().chain(rows.iter().flatten()).map(|t| plain(t));
            cells.collect::<Vec<_>>().join(" ")
        }
        Block::Quote(inner) => all(inner),
        Block::Details { summary, body } => format!("{} {}", plain(summary), all(body)),
        Block::Code(code) => squeeze(code),
        Block::Rule => String::new(),
    }
}
