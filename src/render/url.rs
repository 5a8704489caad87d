//! Links between pages: always relative and always naming the file, so that they work at a
//! domain's root, under a subpath and from a disk.

/// What leads from a page to the site's root: `""`, `"../"`, `"../../"`.
pub(super) fn root(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// The link from one page to another, both as paths of the site.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut shared = 0;
    for (at, (one, other)) in from.bytes().zip(to.bytes()).enumerate() {
        if one != other {
            break;
        }
        if one == b'/' {
            shared = at + 1;
        }
    }
    let mut link = root(&from[shared..]);
    for letter in to[shared..].chars() {
        match letter {
            // The names of handbook pages are their authors'; these would mean something else.
            ' ' | '%' | '?' | '#' | '"' | '<' | '>' | '\\' => {
                link.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            _ => link.push(letter),
        }
    }
    link
}

/// The path of an address that ends in `/`, as [`crate::parse::site_url`] gives it.
pub(super) fn path_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address[host..].find('/').map_or(address.len(), |at| host + at);
    &address[path..]
}

/// A link without the `%20`s that its author had to write.
pub(super) fn decoded(link: &str) -> String {
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| link.to_owned())
}

/// Where `link`, written in a file of folder `folder`, leads: a path without `.` and `..`. `None`
/// if it leaves the root.
pub(super) fn resolve(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a link is to be treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// `http`, `https` or `mailto`: left as it is.
    External,
    /// A path relative to the file it stands in, or a fragment.
    Relative,
    /// Anything else: `javascript:`, `data:`, `//host`, `/root`.
    Refused,
}

/// What kind of link it is.
pub(super) fn scheme(link: &str) -> Scheme {
    let has_scheme = |scheme: &str| {
        link.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if ["http://", "https://", "mailto:"].into_iter().any(has_scheme) {
        return Scheme::External;
    }
    // Browsers drop control characters and white space before they look for a scheme.
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    let end = link.find(['/', '?', '#']).unwrap_or(link.len());
    match link.starts_with('/') || link.contains(is_odd) || link[..end].contains(':') {
        true => Scheme::Refused,
        false => Scheme::Relative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        assert_eq!(relative("index.html", "roles/a/ic3.html"), "roles/a/ic3.html");
        assert_eq!(relative("roles/a/ic3.html", "roles/a/ic4.html"), "ic4.html");
        assert_eq!(relative("roles/a/ic3.html", "roles/a.html"), "../a.html");
        assert_eq!(relative("roles/a/ic3.html", "roles/ab/ic3.html"), "../ab/ic3.html");
        assert_eq!(relative("roles/a/ic3.html", "index.html"), "../../index.html");
        assert_eq!(relative("roles/a.html", "roles/a/ic3.html"), "a/ic3.html");
        assert_eq!(relative("index.html", "pages/50 %.html"), "pages/50%20%25.html");
        assert_eq!(decoded("50%20%25.html"), "50 %.html");
    }

    #[test]
    fn a_path_begins_after_the_host() {
        assert_eq!(path_of("https://example.com/careers/"), "/careers/");
        assert_eq!(path_of("http://localhost:3000/"), "/");
        assert_eq!(path_of("/careers/"), "/careers/");
    }

    #[test]
    fn paths_cannot_leave_the_root() {
        assert_eq!(resolve("pages/a", "../b.md").as_deref(), Some("pages/b.md"));
        assert_eq!(resolve("", "./x.md").as_deref(), Some("x.md"));
        assert_eq!(resolve("pages", "../../x.md"), None);
    }

    #[test]
    fn only_harmless_schemes_pass() {
        assert_eq!(scheme("HTTPS://example.com"), Scheme::External);
        assert_eq!(scheme("mailto:a@example.com"), Scheme::External);
        assert_eq!(scheme("../a/b.md#c:d"), Scheme::Relative);
        for bad in ["javascript:alert(1)", "JaVaScRiPt:1", "data:text/html,x", "//host/x", "/x"] {
            assert_eq!(scheme(bad), Scheme::Refused, "{bad}");
        }
        for odd in ["java\tscript:1", "\u{1}javascript:1", "\\\\host", "vbscript:x"] {
            assert_eq!(scheme(odd), Scheme::Refused, "{odd:?}");
        }
    }
}
