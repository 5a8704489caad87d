//! Which colours stand on which, and whether they can be told apart.

use super::palette::{Entry, Palette, SCHEMES, Scheme};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The least contrast of text (WCAG 2.2, 1.4.3).
pub(super) const TEXT: f32 = 4.5;

/// The least contrast of what isn't text but says something (WCAG 2.2, 1.4.11).
const SIGN: f32 = 3.0;

/// What stands on what in the stylesheet. A rule that puts a colour on another one needs its row
/// here.
const PAIRS: [(&str, &str, f32); 22] = [
    ("ink", "paper", TEXT),
    ("ink-2", "paper", TEXT),
    ("ink-3", "paper", TEXT),
    ("accent", "paper", TEXT),
    ("warn", "paper", TEXT),
    ("mark", "paper", SIGN),
    ("line-2", "paper", SIGN),
    ("ink", "wash", TEXT),
    ("ink-2", "wash", TEXT),
    ("ink-3", "wash", TEXT),
    ("accent", "wash", TEXT),
    ("warn", "wash", TEXT),
    ("mark", "wash", SIGN),
    ("ink", "accent-wash", TEXT),
    ("ink-2", "accent-wash", TEXT),
    ("ink-3", "accent-wash", TEXT),
    ("accent", "accent-wash", TEXT),
    ("ink", "warn-wash", TEXT),
    ("accent", "warn-wash", TEXT),
    ("warn", "warn-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("paper", "ink-2", TEXT),
];

/// Reports each colour that can't be told from one that it stands on, or that stands on it: once,
/// with its worst pair, at the place where a theme of the sources asked for it.
pub(super) fn check(palette: &Palette, diagnostics: &mut Diagnostics) {
    for scheme in SCHEMES {
        let pairs = PAIRS.map(|pair| Pair::new(palette, scheme, pair));
        let failing = pairs.into_iter().filter(|pair| !pair.is_told());
        let mut blamed: Vec<(&str, Vec<Pair>)> = Vec::new();
        for pair in failing {
            // A test holds that the themes in the binary are sound: nobody is to blame for those.
            let Some(name) = pair.blamed(palette, scheme) else { continue };
            match blamed.iter_mut().find(|(one, _)| *one == name) {
                Some((_, pairs)) => pairs.push(pair),
                None => blamed.push((name, vec![pair])),
            }
        }
        let told = blamed.iter().filter_map(|(name, pairs)| told(palette, scheme, name, pairs));
        diagnostics.extend(told);
    }
}

/// A row of [`PAIRS`] with its colours.
struct Pair {
    front: (&'static str, Entry),
    back: (&'static str, Entry),
    least: f32,
}

impl Pair {
    fn new(
        palette: &Palette,
        scheme: Scheme,
        (front, back, least): (&'static str, &'static str, f32),
    ) -> Pair {
        let entry = |name| (name, palette.get(scheme, name));
        Pair { front: entry(front), back: entry(back), least }
    }

    fn contrast(&self) -> f32 {
        self.front.1.colour.contrast(self.back.1.colour)
    }

    fn is_told(&self) -> bool {
        self.contrast() >= self.least
    }

    /// The colour that is to change: one that somebody wrote rather than one that follows from
    /// it, and what stands in front rather than what it stands on.
    fn blamed(&self, palette: &Palette, scheme: Scheme) -> Option<&'static str> {
        let is_written = |(_, entry): &&(_, Entry)| entry.span.is_some() && !entry.is_derived;
        let sides = [&self.front, &self.back];
        let written = sides.into_iter().find(is_written);
        let (name, entry) = written.or(sides.into_iter().find(|(_, one)| one.span.is_some()))?;
        let origin = palette.names().find(|one| {
            let other = palette.get(scheme, one);
            other.span == entry.span && !other.is_derived
        });
        Some(origin.unwrap_or(name))
    }
}

fn told(
    palette: &Palette,
    scheme: Scheme,
    name: &'static str,
    pairs: &[Pair],
) -> Option<Diagnostic> {
    let entry = palette.get(scheme, name);
    let span = entry.span?;
    let share = |pair: &&Pair| pair.contrast() / pair.least;
    let worst = pairs.iter().min_by(|one, other| share(one).total_cmp(&share(other)))?;
    let ((front, on), (back, under)) = (worst.front, worst.back);
    let message = format!(
        "{} `{front}` ({}) on `{back}` ({}) has a contrast of {}, and {} is the least",
        scheme.word(),
        on.colour,
        under.colour,
        // Rounded down: 4.496 must not be told as 4.5.
        (worst.contrast() * 100.0).floor() / 100.0,
        worst.least,
    );
    // A colour is fit if it mends what it is blamed for and breaks nothing else.
    let failing = |palette: &Palette| {
        PAIRS.iter().filter(|pair| !Pair::new(palette, scheme, **pair).is_told()).count()
    };
    let rest = failing(palette) - pairs.len();
    let is_fit = |one| failing(&palette.with(scheme, name, one)) <= rest;
    let help = entry.colour.nearest(is_fit).map(|fit| {
        let (from, to) = (percent(entry.colour.lightness()), percent(fit.lightness()));
        let kind = if to < from { "a darker" } else { "a lighter" };
        let (word, name) = (scheme.word(), format!("`{name} = \"{fit}\"`"));
        match entry.is_derived {
            false => format!("{kind} one will do: {name}, a lightness of {to} % and not {from} %"),
            true => format!("it is worked out from this; say {name} for {word} pages"),
        }
    });
    Some(Diagnostic::error("contrast", span, message).maybe_help(help))
}

fn percent(lightness: f32) -> u8 {
    (lightness * 100.0).round() as u8
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::parse;
    use crate::render::theme::layers;
    use crate::source::Sources;

    /// The palette of a theme, with what a `theme.toml` of the user's says over it.
    fn palette(name: &str, over: &str) -> (Palette, Diagnostics) {
        let book = "[book]\ntitle = \"T\"\n[output.html]\ntheme = \"own\"\n";
        let own = format!("base = \"{name}\"\n{over}");
        let sources = Sources::from_texts([("book.toml", book), ("themes/own/theme.toml", &own)]);
        let mut diagnostics = Diagnostics::default();
        let book = parse::book(&sources, &mut diagnostics).unwrap();
        let layers = layers::find(&sources, &book, &mut diagnostics).unwrap();
        let mut palette = Palette::default();
        for layer in &layers {
            let file = layer.is_own.then_some(layer.settings.file);
            palette.lay(file, &layer.settings.value.colours, &mut diagnostics);
        }
        check(&palette, &mut diagnostics);
        (palette, diagnostics)
    }

    #[test]
    fn the_themes_in_the_binary_can_be_read() {
        for theme in ["default", "ledger"] {
            let (palette, _) = palette(theme, "");
            for scheme in SCHEMES {
                for (front, back, least) in PAIRS {
                    let pair = Pair::new(&palette, scheme, (front, back, least));
                    let ratio = pair.contrast();
                    assert!(ratio >= least, "{theme}, {scheme:?}: {front} on {back}: {ratio}");
                }
            }
        }
    }

    /// An accent that can be read on white paper is all that a company needs to say.
    #[test]
    fn what_follows_from_an_accent_can_be_read() {
        for theme in ["default", "ledger"] {
            for hue in (0..360).step_by(15) {
                let over = format!("[colours]\naccent = \"oklch(44% 0.11 {hue})\"");
                let (palette, diagnostics) = palette(theme, &over);
                assert!(diagnostics.is_empty(), "{theme}, {hue}: {diagnostics:?}");
                let dark = palette.get(Scheme::Dark, "accent").colour;
                assert!(dark.lightness() > 0.65, "{theme}, {hue}: {dark}");
            }
        }
    }

    #[test]
    fn what_follows_from_paper_and_ink_can_be_read() {
        for (paper, ink) in [("#ffffff", "#000000"), ("#fff8e7", "#2b1d0e"), ("#eef2ff", "#101a3a")]
        {
            let over = format!("[colours]\npaper = \"{paper}\"\nink = \"{ink}\"");
            let (_, diagnostics) = palette("default", &over);
            assert!(diagnostics.is_empty(), "{paper}, {ink}: {diagnostics:?}");
        }
    }

    /// What the message says is enough, is.
    #[test]
    fn the_colour_that_is_advised_has_no_problem() {
        for colour in ["#ff8a00", "#ffe600", "#b0bec5", "#00c853"] {
            let (_, before) = palette("default", &format!("[colours]\naccent = \"{colour}\""));
            let told = before.sorted();
            assert_eq!(told.len(), 1, "{colour}: {told:?}");
            let help = told[0].help.as_deref().unwrap();
            let line = help.split('`').nth(1).unwrap();
            let (_, after) = palette("default", &format!("[colours]\n{line}"));
            assert!(after.is_empty(), "{line}: {after:?}");
        }
    }

    /// A colour of the stylesheets that stands in no pair is checked by nobody.
    #[test]
    fn the_pairs_are_those_of_the_stylesheets() {
        let files = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes"));
        let paths = files.into_iter().flatten().map(walkdir::DirEntry::into_path);
        let sheets = paths.filter(|path| path.extension().is_some_and(|end| end == "css"));
        let texts = sheets.map(|path| std::fs::read_to_string(path).unwrap());
        // On paper, colours are those of ink.
        let bare = |text: String| text.split("@media print").next().unwrap_or_default().to_owned();
        let screen: String = texts.map(bare).collect();
        let named = |properties: &[&str]| -> BTreeSet<String> {
            let parts = screen.split([';', '{', '}']).filter_map(|rule| rule.split_once(':'));
            let fit = parts.filter(|(name, _)| properties.contains(&name.trim()));
            fit.filter_map(|(_, value)| value.trim().strip_prefix("var(--")?.strip_suffix(')'))
                .map(str::to_owned)
                .filter(|name| !name.contains("band"))
                .collect()
        };
        let fronts: BTreeSet<String> =
            PAIRS.iter().map(|(front, _, _)| (*front).to_owned()).collect();
        let backs: BTreeSet<String> =
            PAIRS.iter().flat_map(|(front, back, _)| [*front, *back]).map(str::to_owned).collect();
        let colours = named(&["color", "fill"]);
        // Signs between words, and the lightest part of the bar of a step, which is told in words.
        let decoration: BTreeSet<String> =
            ["line", "line-2", "wash", "paper"].map(str::to_owned).into();
        let missing: Vec<_> =
            colours.difference(&fronts).filter(|one| !decoration.contains(*one)).collect();
        assert!(colours.len() > 6 && missing.is_empty(), "in front: {missing:?}");
        let surfaces = named(&["background", "background-color"]);
        let missing: Vec<_> =
            surfaces.difference(&backs).filter(|one| !decoration.contains(*one)).collect();
        assert!(surfaces.len() > 5 && missing.is_empty(), "behind: {missing:?}");
    }
}
