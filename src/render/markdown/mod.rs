//! Markdown as HTML that cannot do harm: raw HTML is text, links have known schemes, and nothing
//! needs a `style` attribute.

mod fast;
mod writer;

use pulldown_cmark::{Options, Parser};

use super::glossary::{Glossary, Seen};
use writer::Writer;

/// What text is rendered with: the page it stands on, and the site around it.
pub(super) struct Setting<'s> {
    /// Finds words to link.
    pub(super) glossary: &'s Glossary,
    /// The link from the page to the glossary.
    pub(super) glossary_page: &'s str,
    /// Words that the page has linked.
    pub(super) seen: &'s mut Seen,
    /// Where a link of the text leads from the page; `None` if it must not, or leads nowhere.
    pub(super) link: &'s dyn Fn(&str) -> Option<String>,
    /// Whether raw HTML passes.
    pub(super) raw_html: bool,
    /// Whether the page may load pictures; links stand in their place where it may not.
    pub(super) shows_pictures: bool,
    /// How many footnotes and tables the page has so far: their ids and names are unique.
    pub(super) counter: &'s mut u32,
    /// Where the headings go of a text that is a page of its own.
    pub(super) headings: &'s mut Vec<Heading>,
}

/// A heading that can be linked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) id: String,
    /// Its words, without marks.
    pub(super) text: String,
    /// 2 for those below the page's title.
    pub(super) depth: u8,
}

/// How a text stands in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form<'s> {
    /// In a line: a single paragraph loses its `<p>`.
    Inline,
    /// As blocks below a heading of this depth.
    Blocks(u8),
    /// As a page of its own below a title: headings have ids.
    Document(&'s str),
}

/// The dialect: named one by one, since `Options::all` turns on more than is documented.
pub(super) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

/// Renders Markdown at the end of `out`. Cost: linear; text without a mark of Markdown is only
/// escaped.
pub(super) fn write(out: &mut String, markdown: &str, form: Form<'_>, setting: &mut Setting<'_>) {
    let trimmed = markdown.trim();
    if fast::is_plain(trimmed) {
        if form != Form::Inline {
            out.push_str("<p>");
        }
        setting.glossary.write(out, trimmed, setting.glossary_page, setting.seen);
        if form != Form::Inline {
            out.push_str("</p>\n");
        }
        return;
    }
    let start = out.len();
    Writer::new(out, form, setting).run(Parser::new_ext(trimmed, OPTIONS));
    if form == Form::Inline {
        unwrap_paragraph(out, start);
    }
}

/// Takes `<p>` and `</p>` away if they enclose everything from `start` on.
fn unwrap_paragraph(out: &mut String, start: usize) {
    out.truncate(out.trim_end().len().max(start));
    let inner = out[start..].strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>"));
    if inner.is_some_and(|inner| !inner.contains("<p>")) {
        out.truncate(out.len() - "</p>".len());
        out.replace_range(start..start + "<p>".len(), "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(markdown: &str, form: Form<'_>, raw_html: bool) -> String {
        let link = |link: &str| match super::super::url::scheme(link) {
            super::super::url::Scheme::Refused => None,
            _ => Some(link.to_owned()),
        };
        let mut out = String::new();
        let mut setting = Setting {
            glossary: &Glossary::new(&[]),
            glossary_page: "",
            seen: &mut Seen::default(),
            link: &link,
            raw_html,
            shows_pictures: true,
            counter: &mut 0,
            headings: &mut Vec::new(),
        };
        write(&mut out, markdown, form, &mut setting);
        out
    }

    #[test]
    fn hostile_text_is_inert() {
        let inline = |text| render(text, Form::Inline, false);
        assert_eq!(inline("<img src=x onerror=alert(1)>"), "&lt;img src=x onerror=alert(1)&gt;");
        assert_eq!(inline("a <b>c</b>"), "a &lt;b&gt;c&lt;/b&gt;");
        assert_eq!(inline("[x](javascript:alert(1))"), "x");
        assert_eq!(inline("[x](&#106;avascript:alert(1))"), "x");
        assert_eq!(inline("<javascript:alert(1)>"), "javascript:alert(1)");
        assert_eq!(inline("![x](data:image/svg+xml,y)"), "x");
        assert_eq!(
            inline("[x](https://a/\"onclick=1)"),
            "<a href=\"https://a/&quot;onclick=1\">x</a>"
        );
        assert_eq!(inline("</script>"), "&lt;/script&gt;");
    }

    #[test]
    fn raw_html_passes_only_where_it_may() {
        assert_eq!(render("a <b>c</b>", Form::Inline, true), "a <b>c</b>");
    }

    #[test]
    fn a_line_has_no_paragraph() {
        assert_eq!(render("a *b*", Form::Inline, false), "a <em>b</em>");
        assert_eq!(render("a", Form::Blocks(1), false), "<p>a</p>\n");
        assert_eq!(render("a\n\nb", Form::Inline, false), "<p>a</p>\n<p>b</p>");
    }

    #[test]
    fn headings_fit_their_page() {
        let text = "# One\n\n#### Two\n\n# One\n\n# One 2\n";
        assert_eq!(
            render(text, Form::Document("Title"), false),
            "<h2 id=\"one\">One</h2>\n<h3 id=\"two\">Two</h3>\n<h2 id=\"one-2\">One</h2>\n\
             <h2 id=\"one-2-2\">One 2</h2>\n"
        );
        assert_eq!(render("# One", Form::Blocks(3), false), "<h4>One</h4>\n");
    }

    #[test]
    fn tables_have_names_and_no_style() {
        let table = render("| a | b |\n|:--|--:|\n| 1 | 2 |", Form::Document("Title"), false);
        assert!(table.contains("<caption class=\"unseen\">Title</caption>"), "{table}");
        assert!(table.contains("<th scope=\"col\" class=\"right\">b</th>"), "{table}");
        assert!(!table.contains("style"), "{table}");
    }

    #[test]
    fn footnotes_have_ids_of_their_own() {
        let text = render("a[^x y]\n\n[^x y]: b", Form::Document("Title"), false);
        assert!(text.contains("href=\"#fn_1_x-y\""), "{text}");
        assert!(text.contains("id=\"fn_1_x-y\""), "{text}");
    }

    proptest::proptest! {
        /// The short way gives what the long way gives.
        #[test]
        fn plain_text_is_what_markdown_makes_of_it(text in "[ -~é–“”…\n]{0,60}") {
            let trimmed = text.trim();
            if fast::is_plain(trimmed) {
                let mut out = String::new();
                let mut counter = 0;
                let glossary = Glossary::new(&[]);
                let mut setting = Setting {
                    glossary: &glossary,
                    glossary_page: "",
                    seen: &mut Seen::default(),
                    link: &|_| None,
                    raw_html: false,
                    shows_pictures: true,
                    counter: &mut counter,
                    headings: &mut Vec::new(),
                };
                Writer::new(&mut out, Form::Inline, &mut setting)
                    .run(Parser::new_ext(trimmed, OPTIONS));
                unwrap_paragraph(&mut out, 0);
                proptest::prop_assert_eq!(out, render(trimmed, Form::Inline, false));
            }
        }
    }
}
