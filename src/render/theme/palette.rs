//! The colours of a theme, light and dark, and the ones that follow from others.

use super::colour::{BLACK, Colour, WHITE};
use super::contrast;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{ColourTable, span_of};
use crate::source::{FileId, Span};

/// What the light pages have, and what the dark ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Light,
    Dark,
}

pub(super) const SCHEMES: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

impl Scheme {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// A colour and where it was asked for; `None` if that is in a theme of the binary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) colour: Colour,
    pub(super) span: Option<Span>,
    /// Whether it was worked out from the colour that stands at `span`.
    pub(super) is_derived: bool,
}

/// Colours by name. A palette that is laid over another starts as a copy of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Palette {
    light: Vec<(&'static str, Entry)>,
    dark: Vec<(&'static str, Entry)>,
}

impl Palette {
    /// Every name, in the order of `theme.toml`'s keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.light.iter().map(|(name, _)| *name)
    }

    /// A colour.
    ///
    /// # Panics
    /// If there is none of that name: names are those of `ColourTable`, and the built-in theme,
    /// which is below every other, has them all.
    pub(super) fn get(&self, scheme: Scheme, name: &str) -> Entry {
        let entry = self.find(scheme, name);
        entry.unwrap_or_else(|| panic!("the built-in theme has no {} `{name}`", scheme.word()))
    }

    /// The palette with another colour, and what follows from it.
    pub(super) fn with(&self, scheme: Scheme, name: &'static str, colour: Colour) -> Palette {
        let mut next = self.clone();
        let entry = Entry { colour, ..self.get(scheme, name) };
        next.put(scheme, name, entry);
        let is_said = |one: &&str| !self.get(scheme, one).is_derived || *one == name;
        let said: Vec<&str> = self.names().filter(is_said).collect();
        next.derive(scheme, &said);
        next
    }

    /// Lays the colours of a theme over these.
    ///
    /// Then what the theme leaves open is worked out from what it says, so that an accent alone
    /// is enough: nobody wants the washes of one brand with the accent of another.
    pub(super) fn lay(
        &mut self,
        file: Option<FileId>,
        table: &ColourTable,
        diagnostics: &mut Diagnostics,
    ) {
        let light = self.set(Scheme::Light, file, table, diagnostics);
        let dark =
            table.dark.as_deref().map(|dark| self.set(Scheme::Dark, file, dark, diagnostics));
        let dark = dark.unwrap_or_default();
        self.derive(Scheme::Light, &light);
        let mut said = dark.clone();
        for name in ["accent", "warn", "mark"] {
            if light.contains(&name) && !dark.contains(&name) {
                self.lighten(name);
                said.push(name);
            }
        }
        self.derive(Scheme::Dark, &said);
    }

    /// Sets what a table says; the names that it says.
    fn set(
        &mut self,
        scheme: Scheme,
        file: Option<FileId>,
        table: &ColourTable,
        diagnostics: &mut Diagnostics,
    ) -> Vec<&'static str> {
        let mut said = Vec::new();
        for (name, text) in table.colours() {
            let Some(text) = text else { continue };
            let span = file.map(|file| span_of(file, text));
            let Some(colour) = Colour::parse(text.get_ref()) else {
                diagnostics.extend(span.map(|span| not_a_colour(span, text.get_ref())));
                continue;
            };
            said.push(name);
            self.put(scheme, name, Entry { colour, span, is_derived: false });
        }
        said
    }

    /// Works out what follows from the names that a theme `said`.
    fn derive(&mut self, scheme: Scheme, said: &[&str]) {
        let says = |name: &str| said.contains(&name);
        let surface = says("paper") || says("ink");
        let origin = if says("ink") { "ink" } else { "paper" };
        let (Some(paper), Some(ink)) = (self.find(scheme, "paper"), self.find(scheme, "ink"))
        else {
            return;
        };
        let (paper, ink) = (paper.colour, ink.colour);
        if surface {
            let wash = paper.mixed(ink, 0.045);
            let readable = |one: Colour| one.contrast(wash).min(one.contrast(paper)) >= 5.2;
            let towards_ink = |share: f32| {
                let shares = (0..=20).map(|step| share * (1.0 - 0.05 * step as f32));
                let mut mixed = shares.map(|share| ink.mixed(paper, share));
                mixed.find(|one| readable(*one)).unwrap_or(ink)
            };
            let line = paper.mixed(ink, 0.14);
            let line_2 = line.nearest(|one| one.contrast(paper) >= 3.1).unwrap_or(ink);
            let follow = [
                ("wash", wash),
                ("ink-2", towards_ink(0.25)),
                ("ink-3", towards_ink(0.45)),
                ("line", line),
                ("line-2", line_2),
            ];
            for (name, colour) in follow.into_iter().filter(|(name, _)| !says(name)) {
                self.put_derived(scheme, name, colour, origin);
            }
        }
        for (name, wash, share) in [("accent", "accent-wash", 0.1), ("warn", "warn-wash", 0.12)] {
            let Some(colour) = self.find(scheme, name) else { continue };
            if (says(name) || surface) && !says(wash) {
                let origin = if says(name) { name } else { "paper" };
                self.put_derived(scheme, wash, paper.mixed(colour.colour, share), origin);
            }
        }
        let Some(accent) = self.find(scheme, "accent").filter(|_| says("accent")) else { return };
        if !says("on-accent") {
            let white = accent.colour.contrast(WHITE) >= accent.colour.contrast(BLACK);
            self.put_derived(scheme, "on-accent", if white { WHITE } else { BLACK }, "accent");
        }
        if !says("mark") {
            self.put_derived(scheme, "mark", accent.colour, "accent");
        }
    }

    /// The dark pages' form of a colour of the light ones: the same hue, as light as is needed
    /// to be read at ease.
    fn lighten(&mut self, name: &'static str) {
        let (Some(light), Some(paper)) =
            (self.find(Scheme::Light, name), self.find(Scheme::Dark, "paper"))
        else {
            return;
        };
        let enough = contrast::TEXT + 3.0;
        let bright = light.colour.with_lightness(light.colour.lightness().max(0.7));
        let fit = bright.nearest(|one| one.contrast(paper.colour) >= enough).unwrap_or(bright);
        self.put(Scheme::Dark, name, Entry { colour: fit, span: light.span, is_derived: true });
    }

    fn put_derived(&mut self, scheme: Scheme, name: &'static str, colour: Colour, origin: &str) {
        let span = self.find(scheme, origin).and_then(|entry| entry.span);
        self.put(scheme, name, Entry { colour, span, is_derived: true });
    }

    fn put(&mut self, scheme: Scheme, name: &'static str, entry: Entry) {
        let side = match scheme {
            Scheme::Light => &mut self.light,
            Scheme::Dark => &mut self.dark,
        };
        match side.iter_mut().find(|(one, _)| *one == name) {
            Some((_, old)) => *old = entry,
            None => side.push((name, entry)),
        }
    }

    fn find(&self, scheme: Scheme, name: &str) -> Option<Entry> {
        let side = match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        };
        side.iter().find(|(one, _)| *one == name).map(|(_, entry)| *entry)
    }
}

fn not_a_colour(span: Span, text: &str) -> Diagnostic {
    let is_clear = color::parse_color(text).is_ok();
    let (message, help) = match is_clear {
        true => (
            format!("`{text}` can be looked through"),
            "write a colour without transparency: what is behind it would decide how it is read",
        ),
        false => (
            format!("`{text}` is not a colour"),
            "write it as CSS does, e.g. `#0a5f68`, `rgb(10 95 104)` or `oklch(45% 0.07 206)`",
        ),
    };
    Diagnostic::error("wrong-value", span, message).help(help)
}
