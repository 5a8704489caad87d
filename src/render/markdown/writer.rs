//! Events of pulldown-cmark as HTML.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::{Form, Heading, Setting};
use crate::model::slugged;
use crate::render::highlight;
use crate::render::html::escape;

pub(super) struct Writer<'w, 's> {
    out: &'w mut String,
    form: Form<'w>,
    setting: &'w mut Setting<'s>,
    /// Whether each open link is written, or refused.
    links: Vec<bool>,
    /// Where an open heading's text starts, and its depth.
    heading: Option<(usize, u8)>,
    /// Depth of the last heading.
    depth: u8,
    /// The text of the last heading: what a table is about.
    topic: String,
    /// Ids that headings have.
    ids: HashSet<String>,
    /// The text of an open code block, and its language.
    code: Option<(String, String)>,
    /// The text of an open image, and where it leads.
    image: Option<(String, Option<String>)>,
    columns: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    /// Numbers of footnotes, by name.
    footnotes: HashMap<String, usize>,
    /// What the ids of this text's footnotes begin with.
    number: u32,
}

impl<'w, 's> Writer<'w, 's> {
    pub(super) fn new(
        out: &'w mut String,
        form: Form<'w>,
        setting: &'w mut Setting<'s>,
    ) -> Writer<'w, 's> {
        *setting.counter += 1;
        let number = *setting.counter;
        let (depth, topic) = match form {
            Form::Inline => (5, ""),
            Form::Blocks(depth) => (depth, ""),
            Form::Document(title) => (1, title),
        };
        Writer {
            out,
            form,
            setting,
            links: Vec::new(),
            heading: None,
            depth,
            topic: topic.to_owned(),
            ids: HashSet::new(),
            code: None,
            image: None,
            columns: Vec::new(),
            column: 0,
            in_table_head: false,
            footnotes: HashMap::new(),
            number,
        }
    }

    pub(super) fn run<'e>(mut self, events: impl Iterator<Item = Event<'e>>) {
        for event in pulldown_cmark::TextMergeStream::new(events) {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text),
                Event::Code(code) => {
                    self.out.push_str("<code>");
                    escape(self.out, &code);
                    self.out.push_str("</code>");
                }
                Event::Html(html) | Event::InlineHtml(html) => match self.setting.raw_html {
                    true => self.out.push_str(&html),
                    false => self.text(&html),
                },
                Event::SoftBreak => self.space("\n"),
                Event::HardBreak => self.space("<br>\n"),
                Event::Rule => self.out.push_str("<hr>\n"),
                Event::FootnoteReference(name) => self.footnote_reference(&name),
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
        } else if let Some((alternative, _)) = &mut self.image {
            alternative.push_str(text);
        } else if self.heading.is_some() || !self.links.is_empty() {
            escape(self.out, text);
        } else {
            let Setting { glossary, glossary_page, seen, .. } = self.setting;
            glossary.write(self.out, text, glossary_page, seen);
        }
    }

    fn space(&mut self, html: &str) {
        match &mut self.image {
            Some((alternative, _)) => alternative.push(' '),
            None => self.out.push_str(html),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open_paragraph(&tag),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((String::new(), language));
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.footnote_definition(&name),
            Tag::Table(columns) => self.start_table(columns),
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<s>"),
            Tag::Link { dest_url, link_type, .. } => self.start_link(&dest_url, link_type),
            Tag::Image { dest_url, .. } => {
                self.image = Some((String::new(), (self.setting.link)(&dest_url)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock if self.setting.raw_html => {}
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("</p>\n");
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.out.push_str("</div>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.out.push_str("</tr></thead>\n<tbody>");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.in_table_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Strikethrough => self.inline("</s>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    /// Closes a link, if its target was one that may be followed.
    fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.inline("</a>");
        }
    }

    /// A tag within a line; the words of a picture have none.
    fn inline(&mut self, html: &str) {
        if self.image.is_none() {
            self.out.push_str(html);
        }
    }

    fn open_paragraph(&mut self, tag: &Tag<'_>) {
        if *tag != Tag::HtmlBlock || !self.setting.raw_html {
            self.out.push_str("<p>");
        }
    }

    /// Headings go at most one deeper than what stands above them, however they are written.
    fn start_heading(&mut self, level: HeadingLevel) {
        let base = match self.form {
            Form::Inline => 5,
            Form::Blocks(depth) => depth,
            Form::Document(_) => 1,
        };
        let deepest = (self.depth + 1).min(6);
        let lowest = (base + 1).min(6);
        let depth = (level as u8).saturating_add(base - 1).clamp(lowest, deepest.max(lowest));
        self.depth = depth;
        self.out.push_str(&format!("<h{depth}>"));
        self.heading = Some((self.out.len(), depth));
    }

    fn end_heading(&mut self) {
        let Some((start, depth)) = self.heading.take() else { return };
        let text = without_tags(&self.out[start..]);
        if let Form::Document(_) = self.form {
            let slug = slugged(&text, 64).unwrap_or_else(|| "section".to_owned());
            let numbered = (2..).map(|number| format!("{slug}-{number}"));
            let mut ids = std::iter::once(slug.clone()).chain(numbered);
            let id = ids.find(|id| self.ids.insert(id.clone())).unwrap_or(slug);
            self.out.insert_str(start - 1, &format!(" id=\"{id}\""));
            self.setting.headings.push(Heading { id, text: text.clone(), depth });
        }
        self.topic = text;
        self.out.push_str(&format!("</h{depth}>\n"));
    }

    fn start_link(&mut self, url: &str, link_type: pulldown_cmark::LinkType) {
        let url = match link_type {
            pulldown_cmark::LinkType::Email => CowStr::from(format!("mailto:{url}")),
            _ => CowStr::from(url),
        };
        let target = (self.setting.link)(&url).filter(|_| self.image.is_none());
        self.links.push(target.is_some());
        if let Some(target) = target {
            self.out.push_str("<a href=\"");
            escape(self.out, &target);
            self.out.push_str("\">");
        }
    }

    /// A picture of the site, or a link to one elsewhere: pages load nothing from other places.
    fn end_image(&mut self) {
        let Some((alternative, target)) = self.image.take() else { return };
        let Some(target) = target else { return escape(self.out, &alternative) };
        let is_elsewhere = target.contains("://") || !self.setting.shows_pictures;
        self.out.push_str(if is_elsewhere { "<a href=\"" } else { "<img src=\"" });
        escape(self.out, &target);
        self.out.push_str(if is_elsewhere { "\">" } else { "\" alt=\"" });
        escape(self.out, &alternative);
        self.out.push_str(if is_elsewhere { "</a>" } else { "\">" });
    }

    fn end_code(&mut self) {
        let Some((code, language)) = self.code.take() else { return };
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Some(language) = slugged(&language, 32) {
            self.out.push_str(&format!(" class=\"language-{language}\""));
        }
        self.out.push('>');
        match highlight::html(&language, &code) {
            Some(html) => self.out.push_str(&html),
            None => escape(self.out, &code),
        }
        self.out.push_str("</code></pre>\n");
    }

    fn start_table(&mut self, columns: Vec<Alignment>) {
        self.columns = columns;
        let topic = if self.topic.is_empty() { "Table" } else { &self.topic };
        self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
        escape(self.out, topic);
        self.out.push_str("\"><table><caption class=\"unseen\">");
        escape(self.out, topic);
        self.out.push_str("</caption>\n");
    }

    fn start_cell(&mut self) {
        self.out.push_str(if self.in_table_head { "<th scope=\"col\"" } else { "<td" });
        match self.columns.get(self.column) {
            Some(Alignment::Right) => self.out.push_str(" class=\"right\""),
            Some(Alignment::Center) => self.out.push_str(" class=\"center\""),
            _ => {}
        }
        self.out.push('>');
        self.column += 1;
    }

    fn footnote_id(&mut self, name: &str) -> (String, usize) {
        let next = self.footnotes.len() + 1;
        let number = *self.footnotes.entry(name.to_owned()).or_insert(next);
        let slug = slugged(name, 32).unwrap_or_else(|| number.to_string());
        (format!("fn_{}_{slug}", self.number), number)
    }

    fn footnote_reference(&mut self, name: &str) {
        let (id, number) = self.footnote_id(name);
        self.out.push_str(&format!("<sup><a href=\"#{id}\">{number}</a></sup>"));
    }

    fn footnote_definition(&mut self, name: &str) {
        let (id, number) = self.footnote_id(name);
        self.out.push_str(&format!("<div class=\"footnote\" id=\"{id}\"><sup>{number}</sup> "));
    }
}

/// The words of HTML that this module wrote.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    unescaped.replace("&amp;", "&")
}
