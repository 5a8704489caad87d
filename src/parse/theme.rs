use schemars::JsonSchema;
use serde::Deserialize;

use super::{Placed, Text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// `themes/<name>/theme.toml`: what makes the site a company's own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ThemeFile {
    /// The theme that this one is laid over: a folder of `themes/`, or one that comes with rungs.
    /// `default`, if it is left out.
    pub base: Option<Text>,
    /// A file of the theme's `assets/`, SVG, PNG or ICO.
    pub favicon: Option<Text>,
    /// How round corners are, in pixels: 0 to 16.
    pub corner: Option<Placed<u8>>,
    /// `[logo]`
    pub logo: Option<LogoTable>,
    /// `[colours]`, and `[colours.dark]` in it.
    pub colours: ColourTable,
    /// `[fonts]`
    pub fonts: FontTable,
    /// `[[font]]`
    pub font: Vec<FontFile>,
}

/// A picture in the place of the mark before the framework's title.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LogoTable {
    /// A file of the theme's `assets/`.
    pub file: Text,
    /// The same for dark pages; `file`, if it is left out.
    #[serde(default)]
    pub dark: Option<Text>,
    /// What somebody reads who doesn't see it: the company's name.
    pub alt: Text,
    /// In pixels: 8 to 400.
    pub width: Placed<u16>,
    /// In pixels: 8 to 120.
    pub height: Placed<u16>,
}

/// Colours as CSS writes them: `#0a5f68`, `rgb(10 95 104)`, `oklch(45% 0.07 206)`, `teal`. Those
/// that are left out are worked out from the ones that are there, or are the base's.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ColourTable {
    /// What everything stands on.
    pub paper: Option<Text>,
    /// A surface set apart: a box, a lane of the map, code. From paper and ink.
    pub wash: Option<Text>,
    /// Text.
    pub ink: Option<Text>,
    /// Text of the second rank: introductions, examples. From ink and paper.
    pub ink_2: Option<Text>,
    /// Text of the third rank: notes, labels. From ink and paper.
    pub ink_3: Option<Text>,
    /// Thin rules. From ink and paper.
    pub line: Option<Text>,
    /// Rules that say something: rails, borders of controls. From ink and paper.
    pub line_2: Option<Text>,
    /// The one accent: links, focus, what is new. In the dark, from the light one.
    pub accent: Option<Text>,
    /// A surface in the accent: inserted words, the place that a link led to. From the accent.
    pub accent_wash: Option<Text>,
    /// Text on the accent: white or black, whichever is read better.
    pub on_accent: Option<Text>,
    /// Marks of pillars; the accent, if it is left out.
    pub mark: Option<Text>,
    /// What needs care: drafts, red flags.
    pub warn: Option<Text>,
    /// A surface for it. From `warn`.
    pub warn_wash: Option<Text>,
    /// The same for dark pages.
    pub dark: Option<Box<ColourTable>>,
}

/// Families in the order they are tried. The last should be a generic one, such as `serif`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FontTable {
    /// Sentences.
    pub body: Option<Placed<Vec<Text>>>,
    /// Headings; as sentences, if it is left out.
    pub heading: Option<Placed<Vec<Text>>>,
    /// Words around the text: navigation, labels, tables.
    pub interface: Option<Placed<Vec<Text>>>,
    /// Code.
    pub code: Option<Placed<Vec<Text>>>,
}

/// A font that comes with the theme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FontFile {
    /// The name by which `[fonts]` calls it.
    pub family: Text,
    /// A file of the theme's `assets/`: WOFF2, WOFF, TTF or OTF.
    pub file: Text,
    /// Its weight, or the lowest and highest of a variable font; `[400]`, if it is left out.
    #[serde(default)]
    pub weight: Option<Placed<Vec<u16>>>,
    /// Whether it is the italic.
    #[serde(default)]
    pub italic: bool,
}

impl ColourTable {
    /// Every colour by its key, in the order of the fields.
    #[must_use]
    pub fn colours(&self) -> [(&'static str, Option<&Text>); 13] {
        [
            ("paper", self.paper.as_ref()),
            ("wash", self.wash.as_ref()),
            ("ink", self.ink.as_ref()),
            ("ink-2", self.ink_2.as_ref()),
            ("ink-3", self.ink_3.as_ref()),
            ("line", self.line.as_ref()),
            ("line-2", self.line_2.as_ref()),
            ("accent", self.accent.as_ref()),
            ("accent-wash", self.accent_wash.as_ref()),
            ("on-accent", self.on_accent.as_ref()),
            ("mark", self.mark.as_ref()),
            ("warn", self.warn.as_ref()),
            ("warn-wash", self.warn_wash.as_ref()),
        ]
    }
}

/// What a type can't say.
pub(super) fn check(file: FileId, theme: &ThemeFile, diagnostics: &mut Diagnostics) {
    let mut outside = |key: &str, value: u16, span: std::ops::Range<usize>, low: u16, high: u16| {
        if !(low..=high).contains(&value) {
            let message = format!("`{key}` is {value}");
            diagnostics.push(
                Diagnostic::error("wrong-value", Span::new(file, span), message)
                    .help(format!("write a number of pixels from {low} to {high}")),
            );
        }
    };
    if let Some(corner) = &theme.corner {
        outside("corner", u16::from(*corner.get_ref()), corner.span(), 0, 16);
    }
    if let Some(logo) = &theme.logo {
        outside("width", *logo.width.get_ref(), logo.width.span(), 8, 400);
        outside("height", *logo.height.get_ref(), logo.height.span(), 8, 120);
    }
    for font in &theme.font {
        let Some(weight) = &font.weight else { continue };
        let fits = |one: &u16| (1..=1000).contains(one);
        if !matches!(weight.get_ref()[..], [_] | [_, _]) || !weight.get_ref().iter().all(fits) {
            let span = Span::new(file, weight.span());
            diagnostics.push(
                Diagnostic::error("wrong-value", span, "this is not the weight of a font").help(
                    "write `[400]`, or the lowest and highest of a variable font: `[200, 900]`",
                ),
            );
        }
    }
    if let Some(dark) = theme.colours.dark.as_ref().and_then(|dark| dark.dark.as_ref()) {
        let first = dark.colours().into_iter().find_map(|(_, text)| text.map(|text| text.span()));
        let span = first.map_or(Span::top(file), |range| Span::new(file, range));
        diagnostics.push(
            Diagnostic::error("unknown-key", span, "unknown key `dark`")
                .help("there is one table for dark pages: `[colours.dark]`"),
        );
    }
}
