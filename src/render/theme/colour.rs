//! A colour, and how well it is told from another.

use std::fmt;

use color::{Oklab, Oklch, OpaqueColor, Rgba8, Srgb, parse_color};

/// An opaque colour that every screen can show: what is checked is what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

pub(super) const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
pub(super) const BLACK: Colour = Colour { red: 14, green: 18, blue: 19 };

impl Colour {
    /// Reads a colour of CSS: `#0a5f68`, `rgb(…)`, `oklch(…)`, `teal`. One that screens can't show
    /// becomes the nearest that they can. `None` if it is none, or can be looked through.
    pub(super) fn parse(text: &str) -> Option<Colour> {
        let colour = parse_color(text).ok()?.to_alpha_color::<Srgb>();
        let (colour, alpha) = colour.split();
        (alpha >= 1.0).then(|| Colour::from(colour))
    }

    /// What lies between two colours, `share` of the way from this to the other, as eyes see it.
    pub(super) fn mixed(self, other: Colour, share: f32) -> Colour {
        let mixed = self.opaque::<Oklab>().lerp_rect(other.opaque(), share);
        Colour::from(mixed.convert())
    }

    /// How light it is, from 0 to 1, as eyes see it.
    pub(super) fn lightness(self) -> f32 {
        self.opaque::<Oklch>().components[0]
    }

    /// The same colour in another lightness.
    pub(super) fn with_lightness(self, lightness: f32) -> Colour {
        Colour::from(self.opaque::<Srgb>().map_lightness(|_| lightness))
    }

    /// The ratio of contrast as WCAG 2 counts it: 1 to 21.
    pub(super) fn contrast(self, other: Colour) -> f32 {
        let luminance = |colour: Colour| colour.opaque::<Srgb>().relative_luminance() + 0.05;
        let (one, other) = (luminance(self), luminance(other));
        one.max(other) / one.min(other)
    }

    /// The same colour in the nearest lightness, in steps of a hundredth, of which `is_fit` holds.
    pub(super) fn nearest(self, is_fit: impl Fn(Colour) -> bool) -> Option<Colour> {
        let own = self.lightness();
        let steps = (0..=100_u8).flat_map(|step| {
            let away = f32::from(step) / 100.0;
            [own - away, own + away]
        });
        let on_scale = steps.filter(|lightness| (0.0..=1.0).contains(lightness));
        on_scale.map(|lightness| self.with_lightness(lightness)).find(|one| is_fit(*one))
    }

    fn opaque<Space: color::ColorSpace>(self) -> OpaqueColor<Space> {
        let Colour { red, green, blue } = self;
        OpaqueColor::<Srgb>::from_rgb8(red, green, blue).convert()
    }
}

impl From<OpaqueColor<Srgb>> for Colour {
    fn from(colour: OpaqueColor<Srgb>) -> Colour {
        let Rgba8 { r, g, b, .. } = colour.to_rgba8();
        Colour { red: r, green: g, blue: b }
    }
}

/// As CSS writes it: `#0a5f68`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_of_css_are_read() {
        for teal in ["#008080", "teal", "rgb(0 128 128)", "rgb(0, 128, 128)", "hsl(180 100% 25.1%)"]
        {
            assert_eq!(colour(teal).to_string(), "#008080", "{teal}");
        }
        assert_eq!(colour("oklch(54.3% 0.0927 194.8)").to_string(), "#008080");
        for none in ["", "tael", "#12", "#00808080", "rgb(0 0 0 / 50%)", "var(--ink)", "url(x)"] {
            assert_eq!(Colour::parse(none), None, "{none}");
        }
    }

    /// Ratios that others have published.
    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one, other| (colour(one).contrast(colour(other)) * 100.0).round() / 100.0;
        assert_eq!(ratio("white", "black"), 21.0);
        assert_eq!(ratio("#777", "#fff"), 4.48);
        assert_eq!(ratio("#fff", "#767676"), 4.54);
        assert_eq!(ratio("#0000ff", "#ffffff"), 8.59);
    }

    #[test]
    fn the_nearest_lightness_is_the_least_change() {
        let grey = colour("#808080");
        let fit = grey.nearest(|one| one.contrast(WHITE) >= 4.5).unwrap();
        assert!(fit.lightness() < grey.lightness() && fit.contrast(WHITE) < 4.7, "{fit}");
        assert_eq!(grey.nearest(|one| one == grey), Some(grey));
        assert_eq!(grey.nearest(|_| false), None);
    }
}
