//! Pages that load no other file: forms, on which people write about people.
//!
//! Their styles and scripts stand in the page itself, and their policy names each by its hash: no
//! other script can run, and nothing can be asked for or sent, whatever somebody typed or opened.
//! What stands in such a page is what the theme's files say, without comments and indents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::html::Html;
use super::media;
use super::theme::{self, Theme};

/// Which assets of the theme stand in a kind of page, in order.
#[derive(Debug)]
pub(super) struct Bundle {
    /// Stylesheets; `theme.css` comes after them.
    pub(super) styles: &'static [&'static str],
    /// Scripts in the head: what must be known before anything is drawn.
    pub(super) early: &'static [&'static str],
    /// Scripts at the end of the body.
    pub(super) scripts: &'static [&'static str],
}

/// A scorecard.
pub(super) static SCORECARD: Bundle = Bundle {
    styles: &["rungs.css", "worded.css", "scorecard.css"],
    early: &["scheme.js"],
    scripts: &["spoken.js", "record.js", "scorecard.js"],
};

/// The page on which scorecards are read together.
pub(super) static DEBRIEF: Bundle = Bundle {
    styles: &["rungs.css", "debrief.css"],
    early: &["scheme.js"],
    scripts: &["spoken.js", "record.js", "panel.js", "decision.js", "debrief.js"],
};

/// Whether an asset stands in such pages, and no page links it.
pub(super) fn stands_in_pages(asset: &str) -> bool {
    const LINKED_TOO: [&str; 4] = ["rungs.css", "worded.css", "scheme.js", "spoken.js"];
    let parts = [&SCORECARD, &DEBRIEF].map(|one| [one.styles, one.early, one.scripts].concat());
    parts.concat().contains(&asset) && !LINKED_TOO.contains(&asset)
}

impl Bundle {
    /// Paths of its stylesheets in the site, in order.
    #[cfg(feature = "single-file")]
    pub(super) fn style_paths(&self) -> impl Iterator<Item = String> {
        self.styles.iter().chain(&["theme.css"]).map(|style| format!("assets/{style}"))
    }
}

/// Lines of a stylesheet around rules that no form needs.
const BEYOND_FORMS: (&str, &str) = ("/* Beyond forms */", "/* On forms too */");

/// An icon of more bytes than this would weigh on every form of the site.
const LARGEST_ICON: usize = 4 << 10;

/// What a page has in it that loads no other file.
#[derive(Debug, Clone, Serialize)]
pub struct Alone {
    /// Its policy: its own styles and scripts by their hashes, and nothing else.
    pub content_security_policy: Html,
    /// What stands in its `<style>`, nothing before and nothing after it.
    pub style: Html,
    /// What stands in the `<script>` of its head, as exactly; `none` if there is none.
    pub early: Html,
    /// What stands in the `<script>` at its end, as exactly; `none` if there is none.
    pub script: Html,
    /// The site's icon as an address that holds it.
    pub icon: String,
}

impl Alone {
    /// What stands in the pages of a bundle; `foot` is said at the foot of each printed sheet.
    pub(super) fn new(theme: &Theme, bundle: &Bundle, foot: Option<&str>) -> Alone {
        let text = |path: &&str| std::str::from_utf8(theme.asset(path)?).ok();
        let styles = bundle.styles.iter().filter_map(text).chain([theme.style_alone()]);
        let mut style: String = styles.map(lean_style).collect();
        if let Some(foot) = foot {
            let foot = theme::quoted(foot);
            let rule = "{ @bottom-center { font: 8pt sans-serif; content: ";
            style.extend(["@page ", rule, &foot, "; } }\n"]);
        }
        let joined = |paths: &[&'static str]| -> String {
            paths.iter().filter_map(text).map(lean_script).collect()
        };
        let (early, script) = (joined(bundle.early), joined(bundle.scripts));
        let scripts: String = [&early, &script].map(|one| hash(one)).concat();
        let scripts = if scripts.is_empty() { " 'none'".to_owned() } else { scripts };
        let policy = format!(
            "default-src 'none'; script-src{scripts}; style-src{}; img-src data:; \
             base-uri 'none'; form-action 'none'",
            hash(&style)
        );
        Alone {
            content_security_policy: Html::new(&policy),
            style: Html::new(&style),
            early: Html::new(&early),
            script: Html::new(&script),
            icon: icon(theme),
        }
    }
}

/// ` 'sha256-…'`; nothing of nothing.
fn hash(text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!(" 'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes()))),
    }
}

fn icon(theme: &Theme) -> String {
    let icon = theme.icon();
    let bytes = icon.path.strip_prefix("assets/").and_then(|path| theme.asset(path));
    match bytes.filter(|bytes| bytes.len() <= LARGEST_ICON) {
        Some(bytes) => format!("data:{};base64,{}", media::kind(&icon.path), BASE64.encode(bytes)),
        // Without any, browsers would ask the host for one.
        None => "data:,".to_owned(),
    }
}

/// An asset as pages load it: a stylesheet without the lines that only say what is beyond forms.
pub(super) fn unmarked(path: &str, asset: &[u8]) -> Vec<u8> {
    let (beyond, on_forms) = BEYOND_FORMS;
    match std::str::from_utf8(asset).ok().filter(|_| path.ends_with(".css")) {
        Some(css) => {
            let is_mark = |line: &&str| [beyond, on_forms].contains(&line.trim());
            css.split_inclusive('\n').filter(|line| !is_mark(line)).collect::<String>().into_bytes()
        }
        None => asset.to_vec(),
    }
}

/// A stylesheet without comments, indents and what is beyond forms.
fn lean_style(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find(BEYOND_FORMS.0) {
        out.push_str(&rest[..start]);
        let beyond = &rest[start..];
        let end = beyond.find(BEYOND_FORMS.1).map(|end| end + BEYOND_FORMS.1.len());
        rest = &beyond[end.unwrap_or(beyond.len())..];
    }
    out.push_str(rest);
    let css = squeezed(&out);
    let lines = css.lines().map(str::trim).filter(|line| !line.is_empty());
    let css: String = lines.flat_map(|line| [line, "\n"]).collect();
    css.replace("</", "<\\/")
}

/// A stylesheet without comments and spaces that mean nothing; what stands in quotation marks stays.
fn squeezed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        // Not before a colon or a brace: `a :hover` and `@media print {` are other things there.
        if quote.is_none() && letter == ' ' && out.ends_with([':', ';', ',', '{']) {
            rest = &rest[1..];
            continue;
        }
        let is_escaped = letter == '\\';
        let length = rest.chars().take(1 + usize::from(is_escaped)).map(char::len_utf8).sum();
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(mark) if mark == letter => quote = None,
            _ => {}
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// A script without lines of comment and indents. Scripts of a form have no text of several lines.
fn lean_script(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut is_comment = false;
    for mut line in script.lines().map(str::trim) {
        while is_comment || line.starts_with("/*") {
            let after = line.split_once("*/").map(|(_, after)| after.trim_start());
            is_comment = after.is_none();
            line = after.unwrap_or_default();
            if is_comment {
                break;
            }
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lose_what_no_form_needs() {
        let css = "a { b: \"/* c */\\\"\"; } /* d\n */\n/* Beyond forms */\ne {}\n/* On forms too */\n\n  f {}\n";
        assert_eq!(lean_style(css), "a {b:\"/* c */\\\"\";}\nf {}\n");
        assert_eq!(
            lean_style("a::before { content: \"</style>\"; }"),
            "a::before {content:\"<\\/style>\";}\n"
        );
    }

    #[test]
    fn scripts_lose_lines_of_comment() {
        let script = "// a\n\"use strict\";\n/** b\n * c */\n  d(\"//\"); // e\n/** f */\n";
        assert_eq!(lean_script(script), "\"use strict\";\nd(\"//\"); // e\n");
        assert_eq!(lean_script("a = \"</script>\";"), "a = \"<\\/script>\";\n");
        let parts = "/* a */ /* b */ b();\n/* c\n d */ e();\n/*\n*/\n";
        assert_eq!(lean_script(parts), "b();\ne();\n");
    }

    #[test]
    fn a_policy_names_what_stands_in_the_page() {
        assert_eq!(hash(""), "");
        assert_eq!(hash("a"), " 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='");
    }
}
