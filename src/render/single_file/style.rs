//! Stylesheets as text in a file: what they load stands in them, and their headings are a step
//! deeper, as those of the sheets are.

use cssparser::{ParseError, Parser, Token};

use super::sheet::deeper;
use crate::render::site::Site;
use crate::render::url;

/// All stylesheets, in order.
pub(super) fn joined(site: &Site, paths: &[&str]) -> String {
    let texts = paths.iter().filter_map(|path| {
        let bytes = site.file(path)?;
        // Browsers do the same before they compare the hash of the policy.
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let load = |link: &str| {
            let path = url::resolve(folder, &url::decoded(link.split(['#', '?']).next()?))?;
            site.data_url(&path)
        };
        Some(fitted(&text, &load))
    });
    // Within a string or an address; nowhere else can it stand in a stylesheet.
    texts.collect::<String>().replace("</", "<\\/")
}

/// What a link of a stylesheet loads, as an address that holds it.
type Load<'l> = &'l dyn Fn(&str) -> Option<String>;

fn fitted(text: &str, load: Load<'_>) -> String {
    let mut edits = Vec::new();
    walk(&mut Parser::new(text), load, &mut edits);
    let mut out = String::with_capacity(text.len() + 256);
    let mut done = 0;
    for (start, end, new) in edits {
        out.push_str(&text[done..start]);
        out.push_str(&new);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Finds what must change, in order: from where to where, and what it becomes.
fn walk(parser: &mut Parser<'_>, load: Load<'_>, edits: &mut Vec<(usize, usize, String)>) {
    // After a dot stands a class, after a colon a value.
    let mut is_name = true;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { return };
        let token = token.clone();
        let end = parser.position().byte_index();
        match &token {
            Token::Ident(name) if is_name => {
                if let Some(deeper) = deeper(name) {
                    edits.push((start, end, selector(deeper)));
                }
            }
            Token::UnquotedUrl(link) => edits.push((start, end, loaded(link, load))),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                let mut link = String::new();
                nested(parser, &mut |parser| {
                    if let Ok(text) = parser.expect_string() {
                        link = text.to_string();
                    }
                    while parser.next().is_ok() {}
                });
                edits.push((start, parser.position().byte_index(), loaded(&link, load)));
            }
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock => {
                nested(parser, &mut |parser| walk(parser, load, edits));
            }
            _ => {}
        }
        is_name = match token {
            Token::WhiteSpace(_) | Token::Comment(_) => is_name,
            Token::Delim('.') | Token::Colon => false,
            _ => true,
        };
    }
}

fn nested<'i>(parser: &mut Parser<'i>, read: &mut dyn FnMut(&mut Parser<'i>)) {
    // What can't be read is left as it is: a browser skips it too.
    let _ = parser.parse_nested_block(|parser| -> Result<(), ParseError<()>> {
        read(parser);
        Ok(())
    });
}

/// A page's title is a step below the file's, and looks the same.
fn selector(heading: &str) -> String {
    match heading {
        "h2" => ":is(h1, h2)".to_owned(),
        heading => heading.to_owned(),
    }
}

fn loaded(link: &str, load: Load<'_>) -> String {
    match link.starts_with("data:") || link.starts_with('#') {
        true => format!("url(\"{link}\")"),
        false => load(link).map_or_else(|| "none".to_owned(), |data| format!("url(\"{data}\")")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_a_step_deeper_and_nothing_else_is() {
        let css = "h1, .a h2:hover > h3 + .h4 { page: h1; margin: 0 } /* h1 */\n\
                   @media print { h5, h6, #h2 { color: red } :is(h1, h4) { content: \"h2\" } }";
        let expected = ":is(h1, h2), .a h3:hover > h4 + .h4 { page: h1; margin: 0 } /* h1 */\n\
                        @media print { h6, h6, #h2 { color: red } :is(:is(h1, h2), h5) { content: \"h2\" } }";
        assert_eq!(fitted(css, &|_| None), expected);
    }

    #[test]
    fn what_is_loaded_stands_in_the_text() {
        let css =
            "@font-face { src: url(a.woff2) format(\"woff2\"), url( \"b c.woff2\" ), url('#x') }";
        let load = |link: &str| (link != "a.woff2").then(|| "data:x".to_owned());
        let expected = "@font-face { src: none format(\"woff2\"), url(\"data:x\"), url(\"#x\") }";
        assert_eq!(fitted(css, &load), expected);
    }
}
