//! `assets/theme.css`: what `theme.toml` says, as custom properties, what stands at the foot of every
//! printed sheet, and the layers' `theme.css`.

use std::fmt::Write as _;

use super::brand::{Brand, Face};
use super::layers::{File, Layer};
use super::palette::Scheme;
use crate::parse::Book;

/// Families that CSS knows by a word; a name in quotation marks would be a font of that name.
const GENERIC: [&str; 13] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "math",
    "emoji",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "-apple-system",
];

/// The stylesheet, with the fonts of `faces`. Custom properties stand in the layer `tokens`, so that any rule outside of it
/// wins, those for paper in `rungs.css` before all; rules of themes stand outside, base first.
pub(super) fn write(faces: &[Face], brand: &Brand, book: &Book, layers: &[Layer]) -> String {
    let mut css = String::from("/* Made from theme.toml and book.toml. */\n");
    for face in faces {
        font_face(&mut css, face);
    }
    css.push_str("@layer tokens {\n:root {\n");
    let palette = &brand.palette;
    for name in palette.names() {
        let light = palette.get(Scheme::Light, name).colour;
        let dark = palette.get(Scheme::Dark, name).colour;
        line(&mut css, format_args!("  --{name}: light-dark({light}, {dark});"));
    }
    for (purpose, families) in &brand.fonts {
        let families: Vec<String> = families.iter().map(|name| family(name)).collect();
        line(&mut css, format_args!("  --font-{purpose}: {};", families.join(", ")));
    }
    if let Some(corner) = brand.corner {
        line(&mut css, format_args!("  --corner: {corner}px;"));
    }
    css.push_str("}\n}\n");
    // A sheet on somebody's desk says of which framework it is, and of which version.
    let version = book.version.as_ref().map(|version| format!(" \u{b7} {version}"));
    let foot = quoted(&format!("{}{}", book.title, version.unwrap_or_default()));
    line(
        &mut css,
        format_args!("@page {{ @bottom-left {{ content: {foot}; font: 8pt sans-serif; }} }}"),
    );
    for layer in layers {
        if let Some(text) = layer.files.get("theme.css").and_then(File::text) {
            line(&mut css, format_args!("\n{}", text.trim_end()));
        }
    }
    css
}

fn font_face(css: &mut String, face: &Face) {
    let end = face.file.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    let format = match end.as_str() {
        "ttf" => "truetype",
        "otf" => "opentype",
        other => other,
    };
    let weight: Vec<String> = face.weight.iter().map(u16::to_string).collect();
    let style = if face.is_italic { "italic" } else { "normal" };
    line(
        css,
        format_args!(
            "@font-face {{ font-family: \"{}\"; src: url(\"{}\") format(\"{format}\"); \
             font-weight: {}; font-style: {style}; font-display: swap; }}",
            face.family,
            crate::render::url::relative("", &face.file),
            weight.join(" "),
        ),
    );
}

fn family(name: &str) -> String {
    match GENERIC.contains(&name) {
        true => name.to_owned(),
        false => format!("\"{name}\""),
    }
}

/// A text as CSS writes it.
pub(in crate::render) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '<' => out.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(out, "\\{:x} ", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn line(css: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text can't fail.
    let _ = writeln!(css, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_within_its_quotes() {
        assert_eq!(quoted("A \"b\" \\ </style>\n}"), "\"A \\\"b\\\" \\\\ \\</style>\\a }\"");
    }
}
