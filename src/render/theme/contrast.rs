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

/// Reports every pair that can't be told apart, beside the colour that a theme of the sources
/// asked for.
pub(super) fn check(palette: &Palette, diagnostics: &mut Diagnostics) {
    for scheme in SCHEMES {
        for (front, back, least) in PAIRS {
            let (on, under) = (palette.get(scheme, front), palette.get(scheme, back));
            if on.colour.contrast(under.colour) < least {
                diagnostics.extend(too_alike(scheme, (front, on), (back, under), least));
            }
        }
    }
}

/// `None` if both are of a theme in the binary: a test holds that those are sound.
fn too_alike(
    scheme: Scheme,
    (front, on): (&str, Entry),
    (back, under): (&str, Entry),
    least: f32,
) -> Option<Diagnostic> {
    let is_ours = |entry: &Entry| entry.span.is_some() && !entry.is_derived;
    // To change what somebody wrote is easier than to change what follows from it.
    let change_front = is_ours(&on) || on.span.is_some() && !is_ours(&under);
    let (name, changed, other) = match change_front {
        true => (front, on, under),
        false => (back, under, on),
    };
    let span = changed.span?;
    let ratio = on.colour.contrast(under.colour);
    // Rounded down: 4.496 must not be told as 4.5.
    let ratio = (ratio * 100.0).floor() / 100.0;
    let message = format!(
        "{} `{front}` ({}) on `{back}` ({}) has a contrast of {ratio}, and {least} is the least",
        scheme.word(),
        on.colour,
        under.colour,
    );
    let fit = changed.colour.nearest(|one| one.contrast(other.colour) >= least);
    let help = fit.map(|fit| {
        let (from, to) = (percent(changed.colour.lightness()), percent(fit.lightness()));
        let way = if to < from { "darker" } else { "lighter" };
        let follows = if changed.is_derived { ", which is worked out from this" } else { "" };
        format!(
            "a {way} `{name}` will do{follows}: `{fit}`, a lightness of {to} % and not {from} %"
        )
    });
    Some(Diagnostic::error("contrast", span, message).maybe_help(help))
}

fn percent(lightness: f32) -> u8 {
    (lightness * 100.0).round() as u8
}
