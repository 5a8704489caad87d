//! A file under construction: blocks with an empty line between any two.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A Markdown file.
pub(super) struct Page {
    text: String,
    /// Where headings begin that links lead to, and the marks that stand in those links.
    targets: HashMap<usize, String>,
}

impl Page {
    pub(super) fn new(title: &str) -> Page {
        Page { text: format!("# {}\n", escaped(title)), targets: HashMap::new() }
    }

    /// A heading; `title` is Markdown.
    pub(super) fn heading(&mut self, depth: usize, title: &str) {
        self.block(&format!("{} {title}", "#".repeat(depth)));
    }

    /// A heading that links lead to which have `mark` for a fragment.
    pub(super) fn target(&mut self, depth: usize, title: &str, mark: &str) {
        self.targets.insert(self.text.len() + 1, mark.to_owned());
        self.heading(depth, title);
    }

    /// A text of an author's, in which a heading stays below those around it.
    pub(super) fn prose(&mut self, markdown: &str) {
        self.block(markdown);
    }

    pub(super) fn block(&mut self, markdown: &str) {
        let markdown = markdown.trim_end();
        if !markdown.is_empty() {
            self.text.push('\n');
            self.text.push_str(markdown);
            self.text.push('\n');
        }
    }

    /// The file. Fragments of links are those that hosts of repositories make of headings.
    pub(super) fn finish(self) -> String {
        let slugs = slugs(&self.text);
        let mut text = self.text;
        for (at, mark) in &self.targets {
            if let Some(slug) = slugs.get(at) {
                text = text.replace(&fragment(mark), &format!("(#{slug})"));
            }
        }
        text
    }
}

/// What a link is written with before it is known which fragment its heading has. No author's text
/// can have this in it: it is a letter for private use.
pub(super) fn fragment(mark: &str) -> String {
    format!("(#\u{F0000}{mark})")
}

/// The fragment of each heading, by where it begins.
fn slugs(markdown: &str) -> HashMap<usize, String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut slugs = HashMap::new();
    let mut used = HashSet::new();
    let mut heading: Option<(usize, String)> = None;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some((range.start, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((at, words)) = heading.take() {
                    let slug = slug(&words);
                    let numbered = (1..).map(|number| format!("{slug}-{number}"));
                    let mut all = std::iter::once(slug.clone()).chain(numbered);
                    let free = all.find(|one| used.insert(one.clone()));
                    slugs.insert(at, free.unwrap_or(slug));
                }
            }
            _ => {}
        }
    }
    slugs
}

/// The words of a heading as GitHub makes a fragment of them.
fn slug(words: &str) -> String {
    let kept =
        words.trim().chars().flat_map(char::to_lowercase).filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            letter if letter.is_alphanumeric() => Some(letter),
            _ => None,
        });
    kept.collect()
}

/// Text that says itself in Markdown.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// A link to a file; `words` are Markdown.
pub(super) fn link(words: &str, path: &str) -> String {
    match path.contains(['(', ')']) {
        true => format!("[{words}](<{path}>)"),
        false => format!("[{words}]({path})"),
    }
}

/// Markdown of a paragraph on one line.
pub(super) fn in_a_line(markdown: &str) -> String {
    markdown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first line as it is, and those below it as far in as the text of a list's entry.
pub(in crate::export) fn item(markdown: &str) -> String {
    let mut lines = markdown.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |out, line| match line.is_empty() {
        true => out + "\n",
        false => out + "\n  " + line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_headings_they_mean() {
        let mut page = Page::new("R&D *pilots*");
        page.block(&format!("[one]{} [two]{}", fragment("a"), fragment("b")));
        page.target(2, &escaped("IC1 What's new, here?"), "a");
        page.prose("### IC1 Whats new here");
        page.target(2, "IC1 Whats new here", "b");
        let text = page.finish();
        assert!(text.starts_with("# R\\&D \\*pilots\\*\n\n[one](#ic1-whats-new-here) "), "{text}");
        assert!(text.contains("[two](#ic1-whats-new-here-2)"), "{text}");
    }
}
