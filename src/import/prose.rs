//! Blocks to Markdown that renders as the same text.

use std::slice::from_ref;

use super::document::{Block, Inline, Target, Text, plain, raw};
use super::written;

/// Markdown of a line of text. `file` is the content path of the file in which it will stand: links
/// are relative to it.
///
/// A mark that would not render (`**a:**b` is no bold text in CommonMark) is left out: the text
/// matters more.
pub(super) fn line(text: &[Inline], file: &str) -> String {
    let out = one_line(text, file);
    if !text.iter().any(is_marked) || renders(&out, text) {
        return out;
    }
    // One mark after the other, as long as the text stays what it is.
    let mut kept: Text = without_marks(text);
    for n in (0..text.len()).filter(|n| is_marked(&text[*n])) {
        let bare = std::mem::replace(&mut kept[n], text[n].clone());
        if !renders(&one_line(&kept, file), text) {
            kept[n] = bare;
        }
    }
    one_line(&kept, file)
}

fn is_marked(inline: &Inline) -> bool {
    matches!(inline, Inline::Strong(_) | Inline::Emphasis(_))
}

fn renders(markdown: &str, text: &[Inline]) -> bool {
    written::markdown(markdown) == [plain(text)]
}

fn one_line(text: &[Inline], file: &str) -> String {
    let mut out = String::new();
    write(text, file, Around::default(), &mut out);
    let lines = out.trim().split('\n').map(|line| guard_start(line.trim()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same pieces, with plain text in the place of each that is bold or italic.
fn without_marks(text: &[Inline]) -> Text {
    let bare = |inline: &Inline| match inline {
        inline if is_marked(inline) => Inline::Plain(raw(from_ref(inline))),
        other => other.clone(),
    };
    text.iter().map(bare).collect()
}

/// A line of text in a heading, where a `#` at the end would be taken for a mark of the heading.
pub(super) fn heading(text: &[Inline], file: &str) -> String {
    let out = line(text, file).replace("\\\n", " ");
    match out.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
        _ => out,
    }
}

/// Markdown of blocks, with an empty line between any two.
pub(super) fn blocks(blocks: &[Block], file: &str) -> String {
    let mut out = String::new();
    let mut list_before = false;
    let mut bullet = '-';
    for block in blocks {
        let is_list = matches!(block, Block::List { .. });
        // Two lists in a row would become one.
        bullet = if is_list && list_before && bullet == '-' { '*' } else { '-' };
        list_before = is_list;
        let text = match block {
            Block::Heading { level, text } => {
                format!("{} {}", "#".repeat(usize::from(*level)), heading(text, file))
            }
            Block::Paragraph(text) => line(text, file),
            Block::List { start, items } => list(*start, items, bullet, file),
            Block::Table { head, rows } => table(head, rows, file),
            Block::Details { summary, body } => {
                let mut all = vec![Block::Paragraph(vec![Inline::Strong(summary.clone())])];
                all.extend_from_slice(body);
                self::blocks(&all, file)
            }
            Block::Quote(inner) => prefix(&self::blocks(inner, file), "> ", "> "),
            Block::Code(code) => code_block(code),
            Block::Rule => "---".to_owned(),
        };
        if !text.trim().is_empty() {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&text);
        }
    }
    out
}

fn list(start: Option<u64>, items: &[Vec<Block>], bullet: char, file: &str) -> String {
    let mut out = String::new();
    for (n, item) in items.iter().enumerate() {
        let marker = match start {
            Some(first) => {
                let dot = if bullet == '-' { '.' } else { ')' };
                format!("{}{dot} ", first.saturating_add(n as u64).min(999_999_999))
            }
            None => format!("{bullet} "),
        };
        if n > 0 {
            out.push('\n');
        }
        out.push_str(&list_item(&marker, item, file));
    }
    out
}

/// Whether a block needs no empty line between it and a paragraph above: a list doesn't, unless it
/// begins with another number than one.
pub(super) fn may_follow_text(block: &Block) -> bool {
    matches!(block, Block::List { start: None | Some(1), .. })
}

/// One item, whose list stands straight below its text where it may.
pub(super) fn list_item(marker: &str, item: &[Block], file: &str) -> String {
    let body = match item {
        [first @ Block::Paragraph(_), second] if may_follow_text(second) => {
            format!("{}\n{}", blocks(from_ref(first), file), blocks(from_ref(second), file))
        }
        item => blocks(item, file),
    };
    prefix(&body, marker, &" ".repeat(marker.len()))
}

fn prefix(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (n, line) in text.lines().enumerate() {
        let mark = if n == 0 { first } else { rest };
        if n > 0 {
            out.push('\n');
        }
        if line.is_empty() {
            out.push_str(mark.trim_end());
        } else {
            out.push_str(mark);
            out.push_str(line);
        }
    }
    out
}

fn table(head: &[Text], rows: &[Vec<Text>], file: &str) -> String {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    let cell = |text: Option<&Text>| {
        let text = text.map(|t| line(t, file)).unwrap_or_default();
        // A cell is one line, and a bar ends it.
        text.replace("\\\n", " ").replace('\n', " ").replace('|', "\\|")
    };
    let row = |cells: &[Text]| {
        let cells: Vec<String> = (0..columns).map(|n| cell(cells.get(n))).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![row(head), format!("|{}", " --- |".repeat(columns))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn code_block(code: &str) -> String {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{}\n{fence}", code.trim_matches('\n'))
}

/// Where a piece of a line stands.
#[derive(Clone, Copy, Default)]
struct Around {
    /// The sign behind it.
    next: Option<char>,
    in_link: bool,
}

fn write(text: &[Inline], file: &str, around: Around, out: &mut String) {
    for (n, inline) in text.iter().enumerate() {
        let next = text.get(n + 1).and_then(first_sign).or(around.next);
        let around = Around { next, ..around };
        match inline {
            Inline::Plain(plain) => escape(plain, around, out),
            Inline::Code(code) => out.push_str(&code_span(code)),
            Inline::Break => out.push_str("\\\n"),
            Inline::Strong(inner) => marked("**", inner, file, around, out),
            Inline::Emphasis(inner) => marked("*", inner, file, around, out),
            Inline::Link { text, target } => {
                let mut inner = String::new();
                write(text, file, Around { next: Some(']'), in_link: true }, &mut inner);
                let url = match target {
                    Target::Content(path) => relative(file, path),
                    Target::Url(url) => url.clone(),
                };
                // White space goes outside, as it does with bold text.
                let end = if inner.ends_with(char::is_whitespace) { " " } else { "" };
                let start = if inner.starts_with(char::is_whitespace) { " " } else { "" };
                out.push_str(&format!("{start}[{}]({}){end}", inner.trim(), address(&url)));
            }
        }
    }
}

/// The sign that the Markdown of a piece begins with.
fn first_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Plain(plain) => plain.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Break => Some('\\'),
        Inline::Strong(_) | Inline::Emphasis(_) => Some('*'),
        Inline::Link { .. } => Some('['),
    }
}

/// Bold or italic text: the marks must touch it, so white space goes outside.
fn marked(mark: &str, inner: &[Inline], file: &str, around: Around, out: &mut String) {
    let mut body = String::new();
    write(inner, file, Around { next: mark.chars().next(), ..around }, &mut body);
    let text = body.trim();
    if text.is_empty() {
        out.push_str(&body);
        return;
    }
    out.push_str(if body.starts_with(char::is_whitespace) { " " } else { "" });
    out.push_str(mark);
    out.push_str(text);
    out.push_str(mark);
    out.push_str(if body.ends_with(char::is_whitespace) { " " } else { "" });
}

fn code_span(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// A backslash before every character that Markdown would take for a mark, and before no other.
fn escape(plain: &str, around: Around, out: &mut String) {
    let chars: Vec<char> = plain.chars().collect();
    for (n, &c) in chars.iter().enumerate() {
        let before = if n > 0 { Some(chars[n - 1]) } else { out.chars().next_back() };
        let after = chars.get(n + 1).copied().or(around.next);
        let inside_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let must = match c {
            '*' | '`' | '[' | '{' | '}' | '~' => true,
            ']' => around.in_link,
            '_' => !inside_word,
            '\\' => after.is_none_or(|a| a.is_ascii_punctuation() || a == '\n'),
            '<' => opens_tag(&chars[n + 1..]),
            '&' => is_entity(&chars[n + 1..]),
            '!' => after == Some('['),
            _ => false,
        };
        if must {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
}

/// Whether a `<` before these characters could begin a tag or an address; `<5%` could not.
fn opens_tag(rest: &[char]) -> bool {
    match rest.first() {
        Some(c) if c.is_whitespace() => false,
        Some('0'..='9' | '=') => rest.contains(&'@'),
        _ => true,
    }
}

fn is_entity(rest: &[char]) -> bool {
    let end = rest.iter().take(32).position(|c| *c == ';');
    end.is_some_and(|end| {
        end > 0 && rest[..end].iter().all(|c| c.is_ascii_alphanumeric() || *c == '#')
    })
}

/// Guards what Markdown reads only at the start of a line: bullets, numbers, headings, quotes, rules.
fn guard_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    let ends_word = |s: &str| s.is_empty() || s.starts_with([' ', '\n']);
    if (1..=9).contains(&digits)
        && let Some(after) = rest.strip_prefix(['.', ')'])
        && ends_word(after)
    {
        return format!("{}\\{rest}", &text[..digits]);
    }
    let hashes = text.len() - text.trim_start_matches('#').len();
    let is_mark = match text.chars().next() {
        Some('-' | '+') => {
            let one_kind = text.chars().all(|c| matches!(c, '-' | '+' | ' ' | '|' | ':'));
            ends_word(&text[1..]) || one_kind
        }
        Some('=') => text.chars().all(|c| c == '='),
        // The line below the head of a table.
        Some('|' | ':') => text.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ')),
        Some('#') => hashes <= 6 && ends_word(&text[hashes..]),
        Some('>') => true,
        _ => false,
    };
    if is_mark { format!("\\{text}") } else { text.to_owned() }
}

/// The address of a link, in angle brackets where it would end too early.
fn address(url: &str) -> String {
    let url = url.replace('<', "%3C").replace('>', "%3E");
    if url.contains([' ', '(', ')']) { format!("<{url}>") } else { url }
}

/// The path from one content file to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from[..from.len() - 1].iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - 1 - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;
    use crate::import::document::{squeeze, text, tidy};

    fn escaped(plain: &str) -> String {
        line(&text(plain), "")
    }

    fn rendered(markdown: &str) -> String {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        let mut out = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(t) | Event::Code(t) => out.push_str(&t),
                Event::SoftBreak | Event::HardBreak => out.push(' '),
                Event::Html(t) | Event::InlineHtml(t) => panic!("HTML: {t}"),
                Event::Start(tag) => {
                    use pulldown_cmark::Tag::{Emphasis, Paragraph, Strong};
                    assert!(matches!(tag, Paragraph | Strong | Emphasis), "{tag:?} in {markdown}");
                }
                _ => {}
            }
        }
        out
    }

    #[test]
    fn signs_come_out_as_they_went_in() {
        for sample in [
            "- a dash first",
            "-",
            "---",
            "+ plus",
            "1. first",
            "12) twelfth",
            "2023",
            "# tag",
            "#tag",
            "> quoted",
            "a * b *c* **d**",
            "snake_case and _this_",
            "<5% and <b>bold</b> <!-- no -->",
            "less < more > less",
            "A&amp;B, R&D;, &#39;",
            "`code` ``",
            "[text](url) ![alt](x) [^1]",
            "back\\slash \\* end\\",
            "~gone~ ~~gone~~",
            "{#id} {not-expected}",
            "=====",
            "| a | b |",
            "0-2*",
            "*Manager time",
            ": a",
            "http://example.com/a_b_c",
            "text #",
            "C++ and F#",
        ] {
            assert_eq!(rendered(&escaped(sample)), sample, "{}", escaped(sample));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_changed(words in "[-a1 *_`~<>&;!\\[\\](){}#+.=|\\\\/:\"\\^$%@]{0,24}") {
            let words = squeeze(&words);
            proptest::prop_assert_eq!(squeeze(&rendered(&escaped(&words))), words);
        }

        #[test]
        fn no_marked_text_is_changed(parts in proptest::collection::vec(
            (0..4_u8, "[a1 *_`<:.!)(]{1,5}"), 1..5,
        )) {
            let inlines = tidy(parts.into_iter().map(|(kind, s)| match kind {
                0 => Inline::Plain(s),
                1 => Inline::Strong(text(s)),
                2 => Inline::Emphasis(text(s)),
                _ => Inline::Strong(vec![Inline::Emphasis(text(s))]),
            }).collect());
            proptest::prop_assert_eq!(squeeze(&rendered(&line(&inlines, ""))), plain(&inlines));
        }
    }

    #[test]
    fn readable_text_gets_no_backslashes() {
        for sample in ["100% (e.g. a/b): “x” – y's snake_case, <5%, 3 > 2; R&D #1!", "1.5-2 years"]
        {
            assert_eq!(escaped(sample), sample);
        }
    }

    #[test]
    fn marks_touch_their_text() {
        let strong = |s: &str| Inline::Strong(text(s));
        let cases = [
            (vec![strong("Velocity:"), Inline::Plain(" we go".into())], "**Velocity:** we go"),
            (vec![strong("Velocity: "), Inline::Plain("we go".into())], "**Velocity:** we go"),
            (vec![strong("A:"), Inline::Plain("b".into())], "A:b"),
            (vec![strong("A"), Inline::Plain(" ".into()), strong("b")], "**A b**"),
            (vec![Inline::Strong(vec![Inline::Emphasis(text("x:"))])], "***x:***"),
        ];
        for (inlines, markdown) in cases {
            let inlines = tidy(inlines);
            assert_eq!(line(&inlines, ""), markdown);
            let events = Parser::new(markdown).filter_map(|e| match e {
                Event::Text(t) => Some(t.to_string()),
                _ => None,
            });
            assert_eq!(events.collect::<String>(), plain(&inlines));
        }
    }

    #[test]
    fn each_line_of_a_text_is_no_block_of_its_own() {
        for start in ["- a", "1. a", "# a", "> a", "---", "===", "| - | - |", ":- | -", "```", "+"]
        {
            let broken = [Inline::Plain("a | b".to_owned()), Inline::Break];
            let both: Text = broken.into_iter().chain(text(start)).collect();
            assert_eq!(written::markdown(&line(&both, "")), [format!("a | b {start}")]);
        }
    }

    #[test]
    fn a_sign_before_a_mark_stays_what_it_is() {
        let link = Inline::Link { text: text("this"), target: Target::Url("u".to_owned()) };
        let strong = Inline::Strong(text("this"));
        for (sign, next) in [("!", &link), ("\\", &link), ("\\", &strong)] {
            let both = [Inline::Plain(sign.to_owned()), next.clone()];
            assert_eq!(written::markdown(&line(&both, "")), [format!("{sign}this")]);
        }
    }

    #[test]
    fn links_are_relative_to_the_file() {
        assert_eq!(relative("roles/a/ic3.md", "pages/x.md"), "../../pages/x.md");
        assert_eq!(relative("pages/a.md", "pages/x.md"), "x.md");
        assert_eq!(relative("glossary.toml", "pages/x.md"), "pages/x.md");
    }
}
