//! What the layers' `theme.toml`s say together: colours, fonts, logo.

use super::layers::Layer;
use super::palette::Palette;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{Text, span_of};
use crate::source::{FileId, Span};

/// What makes a site a company's own. What no theme says is the built-in theme's.
#[derive(Debug, Default)]
pub(super) struct Brand {
    pub(super) palette: Palette,
    /// Families by what they are for, in the order of `[fonts]`.
    pub(super) fonts: Vec<(&'static str, Vec<String>)>,
    /// Fonts that come with the theme.
    pub(super) faces: Vec<Face>,
    /// How round corners are, in pixels.
    pub(super) corner: Option<u8>,
    pub(super) logo: Option<Logo>,
    /// An asset.
    pub(super) favicon: Option<String>,
}

/// A font file.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) family: String,
    /// An asset.
    pub(super) file: String,
    pub(super) weight: Vec<u16>,
    pub(super) is_italic: bool,
}

/// A picture before the title.
#[derive(Debug, Clone)]
pub(super) struct Logo {
    /// An asset.
    pub(super) file: String,
    /// An asset for dark pages.
    pub(super) dark: Option<String>,
    pub(super) alt: String,
    pub(super) width: u16,
    pub(super) height: u16,
}

impl Brand {
    /// What the layers say together. `assets` are the paths that they have below `assets/`.
    pub(super) fn of(layers: &[Layer], assets: &[&str], diagnostics: &mut Diagnostics) -> Brand {
        let mut brand = Brand::default();
        for layer in layers {
            brand.lay(layer, assets, diagnostics);
        }
        brand
    }

    fn lay(&mut self, layer: &Layer, assets: &[&str], diagnostics: &mut Diagnostics) {
        let file = layer.settings.file;
        let said = &layer.settings.value;
        self.palette.lay(layer.is_own.then_some(file), &said.colours, diagnostics);
        let fonts = [
            ("body", &said.fonts.body),
            ("heading", &said.fonts.heading),
            ("interface", &said.fonts.interface),
            ("code", &said.fonts.code),
        ];
        for (purpose, families) in fonts {
            let Some(families) = families else { continue };
            let names = families.get_ref().iter();
            diagnostics.extend(names.clone().filter_map(|name| not_a_family(file, name)));
            if families.get_ref().is_empty() {
                diagnostics.push(no_family(span_of(file, families)));
            }
            let names = names.map(|name| name.get_ref().clone()).collect();
            match self.fonts.iter_mut().find(|(one, _)| *one == purpose) {
                Some((_, old)) => *old = names,
                None => self.fonts.push((purpose, names)),
            }
        }
        let mut asset = |text: &Text, ends: &[&str]| {
            diagnostics.extend(not_an_asset(file, text, ends, assets));
            text.get_ref().clone()
        };
        for font in &said.font {
            let weight = font.weight.as_ref().map_or(vec![400], |weight| weight.get_ref().clone());
            self.faces.push(Face {
                family: font.family.get_ref().clone(),
                file: asset(&font.file, &[".woff2", ".woff", ".ttf", ".otf"]),
                weight,
                is_italic: font.italic,
            });
        }
        if let Some(logo) = &said.logo {
            let ends = [".svg", ".png", ".jpg", ".webp"];
            self.logo = Some(Logo {
                file: asset(&logo.file, &ends),
                dark: logo.dark.as_ref().map(|dark| asset(dark, &ends)),
                alt: logo.alt.get_ref().clone(),
                width: *logo.width.get_ref(),
                height: *logo.height.get_ref(),
            });
        }
        if let Some(icon) = &said.favicon {
            self.favicon = Some(asset(icon, &[".svg", ".png", ".ico"]));
        }
        diagnostics.extend(said.font.iter().filter_map(|font| not_a_family(file, &font.family)));
        self.corner = said.corner.as_ref().map(|corner| *corner.get_ref()).or(self.corner);
    }
}

/// What would end the text that a name of a font is written as.
fn not_a_family(file: FileId, name: &Text) -> Option<Diagnostic> {
    let is_odd = |c: char| c.is_control() || matches!(c, '"' | '\\' | ',' | ';' | '{' | '}' | '<');
    let text = name.get_ref();
    (text.trim().is_empty() || text.contains(is_odd)).then(|| {
        let message = format!("`{}` is not the name of a font", text.escape_debug());
        Diagnostic::error("wrong-value", span_of(file, name), message).help(
            "write each family as a text of its own, e.g. `[\"Charter\", \"Georgia\", \"serif\"]`",
        )
    })
}

fn no_family(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-value", span, "there is no font in this list")
        .help("name at least a generic one, e.g. `[\"serif\"]`")
}

/// A file that isn't there, or isn't of a kind that browsers take here.
fn not_an_asset(file: FileId, text: &Text, ends: &[&str], assets: &[&str]) -> Option<Diagnostic> {
    let path = text.get_ref().as_str();
    let is_fit = |one: &str| ends.iter().any(|end| one.to_lowercase().ends_with(end));
    if assets.contains(&path) && is_fit(path) {
        return None;
    }
    let fit = assets.iter().copied().filter(|one| is_fit(one));
    let (message, help) = match is_fit(path) {
        false => {
            let kinds: Vec<String> = ends.iter().map(|end| format!("`{end}`")).collect();
            (format!("`{path}` is no file of a kind that can stand here"), kinds.join(", "))
        }
        true => (
            format!("the theme has no file `assets/{path}`"),
            did_you_mean(path, fit).unwrap_or_else(|| "put it there".to_owned()),
        ),
    };
    Some(Diagnostic::error("unknown-asset", span_of(file, text), message).help(help))
}
