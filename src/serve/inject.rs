//! What the server adds to a page on its way out, and a build never writes: the script that loads
//! the page again, and leave for it in the page's policy.

use std::borrow::Cow;

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/.rungs/reload.js";
/// Where it listens.
pub(super) const EVENTS_PATH: &str = "/.rungs/events";

/// The script. It listens only while its page is looked at: browsers have six connections to a
/// server, and a tab that is forgotten must not keep one of them.
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// A page with the script of `version` before the end of its head.
pub(super) fn inject<'p>(page: &'p [u8], version: &str) -> Cow<'p, [u8]> {
    let Ok(text) = std::str::from_utf8(page) else { return Cow::Borrowed(page) };
    let tag = format!("<script src=\"{SCRIPT_PATH}?{version}\"></script>\n");
    let end_of_head = find(text, "</head>").unwrap_or(text.len());
    let (head, rest) = text.split_at(end_of_head);
    Cow::Owned([&*relaxed(head), &tag, rest].concat().into_bytes())
}

/// The head with leave, in its Content-Security-Policy, for our script and its connection.
fn relaxed(head: &str) -> Cow<'_, str> {
    let Some(name) = find(head, "content-security-policy") else { return Cow::Borrowed(head) };
    let start = head[..name].rfind('<').unwrap_or(name);
    let end = head[name..].find('>').map_or(head.len(), |length| name + length);
    let Some(value) = find(&head[start..end], "content=\"") else { return Cow::Borrowed(head) };
    let from = start + value + "content=\"".len();
    let Some(length) = head[from..end].find('"') else { return Cow::Borrowed(head) };
    let to = from + length;
    Cow::Owned([&head[..from], &*policy(&head[from..to]), &head[to..]].concat())
}

fn policy(policy: &str) -> String {
    // Templates may write `'` as an entity, and that ends in `;`.
    let policy = policy.replace("&#x27;", "'").replace("&#39;", "'").replace("&apos;", "'");
    let directives = policy.split(';').map(str::trim).filter(|one| !one.is_empty());
    let mut directives: Vec<String> = directives.map(str::to_owned).collect();
    let name_of = |directive: &String| directive.split_whitespace().next().map(str::to_owned);
    let place = |directives: &[String], name: &str| {
        directives.iter().position(|one| name_of(one).as_deref() == Some(name))
    };
    for name in ["script-src", "connect-src"] {
        // A directive that isn't there means what the default says.
        let own = place(&directives, name);
        let meant = own.or_else(|| place(&directives, "default-src"));
        let sources = meant.map(|at| directives[at].clone()).unwrap_or_default();
        let sources = sources.split_whitespace().skip(1);
        let sources = sources.filter(|one| !matches!(*one, "'none'" | "'self'"));
        let words: Vec<&str> = [name].into_iter().chain(sources).chain(["'self'"]).collect();
        match own {
            Some(at) => directives[at] = words.join(" "),
            None => directives.push(words.join(" ")),
        }
    }
    directives.join("; ")
}

/// Where `needle`, in lower case, stands first, in whatever case.
fn find(text: &str, needle: &str) -> Option<usize> {
    let needle = needle.as_bytes();
    text.as_bytes().windows(needle.len()).position(|part| part.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(page: &str) -> String {
        String::from_utf8(inject(page.as_bytes(), "1-2").into_owned()).unwrap()
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        assert_eq!(
            injected("<head><title>T</title></head><body>"),
            "<head><title>T</title><script src=\"/.rungs/reload.js?1-2\"></script>\n</head><body>"
        );
        assert!(injected("no head").ends_with("</script>\n"));
        assert_eq!(&*inject(b"\xff", "1"), b"\xff");
    }

    #[test]
    fn the_policy_lets_the_script_and_its_connection_through_and_nothing_else() {
        let page = |policy: &str| {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"></head>")
        };
        let relaxed = |policy: &str| {
            let page = injected(&page(policy));
            let start = page.find("content=\"").unwrap() + 9;
            page[start..start + page[start..].find('"').unwrap()].to_owned()
        };
        assert_eq!(
            relaxed("default-src 'none'; script-src 'sha256-AbC='; style-src 'sha256-x'"),
            "default-src 'none'; script-src 'sha256-AbC=' 'self'; style-src 'sha256-x'; \
             connect-src 'self'"
        );
        assert_eq!(
            relaxed("default-src 'self' 'sha256-x'"),
            "default-src 'self' 'sha256-x'; script-src 'sha256-x' 'self'; \
             connect-src 'sha256-x' 'self'"
        );
        assert_eq!(
            relaxed("default-src &#39;none&#39;; script-src 'none'; connect-src 'none'"),
            "default-src 'none'; script-src 'self'; connect-src 'self'"
        );
    }
}
