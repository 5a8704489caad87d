//! Colours in code, as classes: the theme's stylesheet says what they look like.

/// Highlighted HTML; `None` if the language isn't known, or highlighting isn't compiled in.
#[cfg(feature = "highlight")]
pub(super) fn html(language: &str, code: &str) -> Option<String> {
    use std::sync::LazyLock;
    use syntect::html::{ClassStyle, ClassedHTMLGenerator};
    use syntect::parsing::SyntaxSet;
    use syntect::util::LinesWithEndings;

    // two-face's set has TOML, which framework authors write and syntect's own lacks.
    static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
    const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

    if language.is_empty() {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

/// Nothing is highlighted without the feature.
#[cfg(not(feature = "highlight"))]
pub(super) fn html(_language: &str, _code: &str) -> Option<String> {
    None
}
