//! Addresses among the settings: they become links of every page, so only harmless ones pass.

use super::{Html, Text, span_of};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::FileId;

/// What an address pattern may name in braces.
pub const PLACEHOLDERS: [&str; 7] = ["path", "line", "id", "role", "level", "title", "url"];

/// Where a site is published, as every page can use it: `http(s)://…/` or `/…/`, with the slash
/// at its end. `None` if it is anything else.
#[must_use]
pub fn site_url(written: &str) -> Option<String> {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\?#{}".contains(c);
    let has_place = match host_and_path(written, &["https://", "http://"]) {
        Some(rest) => !rest.is_empty() && !rest.starts_with('/'),
        None => written.starts_with('/') && !written.starts_with("//"),
    };
    let slash = if written.ends_with('/') { "" } else { "/" };
    (has_place && !written.contains(is_odd)).then(|| format!("{written}{slash}"))
}

/// What a site's address must look like.
pub const SITE_URL_HELP: &str = "write where the site is published, e.g. `https://example.com/careers/`, or its path there, \
     e.g. `/careers/`";

/// What stands behind one of some schemes.
fn host_and_path<'u>(url: &'u str, schemes: &[&str]) -> Option<&'u str> {
    let is_of = |scheme: &&&str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    schemes.iter().find(is_of).map(|scheme| &url[scheme.len()..])
}

/// Looks at every address of `[output.html]`, and gives `site-url` the slash at its end.
pub(super) fn check(file: FileId, html: &mut Html, diagnostics: &mut Diagnostics) {
    if let Some(text) = &mut html.site_url {
        match site_url(text.get_ref()) {
            Some(url) => *text.get_mut() = url,
            None => diagnostics
                .push(wrong(file, text, "is not the address of a site").help(SITE_URL_HELP)),
        }
    }
    if let Some(text) = &html.git_repository_url
        && host_and_path(text.get_ref(), &["https://", "http://"])
            .is_none_or(|rest| rest.is_empty() || rest.contains(['{', '}', ' ']))
    {
        diagnostics.push(
            wrong(file, text, "is not the address of a repository's page")
                .help("write it as a browser shows it, e.g. `https://github.com/example/careers`"),
        );
    }
    for text in html.edit_url_template.iter().chain(&html.ask_url_template) {
        check_template(file, text, diagnostics);
    }
}

fn check_template(file: FileId, text: &Text, diagnostics: &mut Diagnostics) {
    // Nothing is a choice: no such links.
    if text.get_ref().is_empty() {
        return;
    }
    let schemes = ["https://", "http://", "mailto:"];
    if host_and_path(text.get_ref(), &schemes).is_none_or(str::is_empty) {
        diagnostics.push(
            wrong(file, text, "is not an address that a link may have")
                .help("begin it with `https://`, `http://` or `mailto:`"),
        );
    }
    for (_, name) in pieces(text.get_ref()) {
        let Some(name) = name.filter(|name| !PLACEHOLDERS.contains(name)) else { continue };
        let message = format!("nothing is called `{{{name}}}` in an address");
        let found = Diagnostic::error("wrong-value", span_of(file, text), message);
        diagnostics.push(found.maybe_help(did_you_mean(name, PLACEHOLDERS)));
    }
}

fn wrong(file: FileId, text: &Text, what: &str) -> Diagnostic {
    let message = format!("`{}` {what}", text.get_ref());
    Diagnostic::error("wrong-value", span_of(file, text), message)
}

/// The pieces of an address pattern: text, and the name in braces that follows it.
pub fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(template);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some((before, after)) = text.split_once('{') else { return Some((text, None)) };
        let Some((name, after)) = after.split_once('}') else { return Some((text, None)) };
        rest = Some(after);
        Some((before, Some(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_published_at_an_address_or_a_path() {
        let is = |written: &str| site_url(written);
        assert_eq!(is("https://example.com").as_deref(), Some("https://example.com/"));
        assert_eq!(is("HTTP://example.com/a/").as_deref(), Some("HTTP://example.com/a/"));
        assert_eq!(is("/careers").as_deref(), Some("/careers/"));
        assert_eq!(is("/").as_deref(), Some("/"));
        let wrong = ["", "careers", "//host/", "https://", "https:///x", "javascript:alert(1)"];
        for text in
            wrong.into_iter().chain(["https://a/?b", "/a#b", "https://a b/", "/\"x", "ftp://a/"])
        {
            assert_eq!(is(text), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_is_text_and_names() {
        let all: Vec<_> = pieces("a/{path}?l={line}#").collect();
        assert_eq!(all, [("a/", Some("path")), ("?l=", Some("line")), ("#", None)]);
        assert_eq!(pieces("a{b").collect::<Vec<_>>(), [("a{b", None)]);
    }
}
