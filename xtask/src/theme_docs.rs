//! `themes/README.md`: the guide, and what themes can rely on, from the sources' own words.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, Field, GenericArgument, Item, Lit, Meta, PathArguments, Type};
use walkdir::WalkDir;

use crate::tools::root;

const GUIDE: &str = include_str!("theme_docs/guide.md");

/// Tables of `theme.toml`, as they are written there.
const TABLES: [(&str, &str); 5] = [
    ("ThemeFile", ""),
    ("LogoTable", "[logo]"),
    ("ColourTable", "[colours]"),
    ("FontTable", "[fonts]"),
    ("FontFile", "[[font]]"),
];

/// Writes the page.
pub fn write() -> Result<(), String> {
    let path = root().join("themes/README.md");
    fs::write(&path, page()?).map_err(|error| format!("{}: {error}", path.display()))
}

/// A struct with named fields.
struct Shape {
    name: String,
    doc: String,
    fields: Vec<Field>,
}

fn page() -> Result<String, String> {
    let mut out = GUIDE.to_owned();
    settings(&mut out)?;
    blocks(&mut out)?;
    contexts(&mut out)?;
    Ok(out)
}

fn settings(out: &mut String) -> Result<(), String> {
    let shapes = shapes(&root().join("src/parse/theme.rs"))?;
    out.push_str("\n## What theme.toml can say\n");
    for (name, table) in TABLES {
        let shape = shapes.get(name).ok_or_else(|| format!("src/parse/theme.rs: no {name}"))?;
        if !table.is_empty() {
            line(out, format_args!("\n### `{table}`\n\n{}", shape.doc));
        }
        line(out, format_args!("\n| key | is |\n|---|---|"));
        for field in &shape.fields {
            let key = field_name(field).replace('_', "-");
            line(out, format_args!("| `{key}` | {} |", doc(&field.attrs)));
        }
    }
    Ok(())
}

/// Blocks of the built-in templates, which those that extend them fill.
fn blocks(out: &mut String) -> Result<(), String> {
    out.push_str("\n## Blocks\n\nWhat a template that extends another can fill.\n");
    out.push_str("\n| template | blocks |\n|---|---|\n");
    let folder = root().join("themes/default/templates");
    for path in files(&folder, "html") {
        let text = read(&path)?;
        let names = text.split("{%").skip(1).filter_map(|tag| {
            let words = tag.split("%}").next()?.trim_matches('-').trim();
            Some(format!("`{}`", words.strip_prefix("block ")?))
        });
        let names: Vec<String> = names.collect();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if !names.is_empty() {
            line(out, format_args!("| `{file}` | {} |", names.join(", ")));
        }
    }
    Ok(())
}

/// What templates see: `site` and `page`, then each template's own, then what those are made of.
fn contexts(out: &mut String) -> Result<(), String> {
    let shapes = shapes(&root().join("src/render/context"))?;
    out.push_str(
        "\n## What every template sees\n\nText is escaped where it is printed; *HTML* is safe to \
         print as it is, and `none` if there is none. Addresses lead from the page.\n",
    );
    let mut queue = VecDeque::new();
    let mut told = BTreeSet::new();
    for (name, title) in [("SiteFacts", "`site`"), ("PageFacts", "`page`")] {
        let shape = shapes.get(name).ok_or_else(|| format!("src/render/context: no {name}"))?;
        tell(out, shape, title, &shapes, &mut queue);
        told.insert(name.to_owned());
    }
    out.push_str("\n## What each template sees\n\nBeside `site` and `page`.\n");
    // `All that `level.html` sees.`
    let page = |shape: &Shape| {
        let (template, _) = shape.doc.strip_prefix("All that `")?.split_once("` sees")?;
        Some((template.to_owned(), shape.name.clone()))
    };
    let pages: BTreeMap<String, String> = shapes.values().filter_map(page).collect();
    if pages.is_empty() {
        return Err("src/render/context: no struct says which template sees it".to_owned());
    }
    for (template, name) in pages {
        if told.insert(name.clone()) {
            tell(out, &shapes[&name], &format!("`{template}`"), &shapes, &mut queue);
        }
    }
    out.push_str("\n## What those are made of\n");
    while let Some(name) = queue.pop_front() {
        if told.insert(name.clone()) {
            tell(out, &shapes[&name], &name, &shapes, &mut queue);
        }
    }
    Ok(())
}

fn tell(
    out: &mut String,
    shape: &Shape,
    title: &str,
    shapes: &BTreeMap<String, Shape>,
    queue: &mut VecDeque<String>,
) {
    line(out, format_args!("\n### {title}\n"));
    if !shape.doc.starts_with("All that") {
        line(out, format_args!("{}\n", shape.doc));
    }
    line(out, format_args!("| field | kind | is |\n|---|---|---|"));
    for field in &shape.fields {
        let name = field_name(field);
        if name != "page" {
            let kind = kind(&field.ty, shapes, queue);
            line(out, format_args!("| `{name}` | {kind} | {} |", doc(&field.attrs)));
        }
    }
}

/// A type in words; structs that it is made of wait in the queue.
fn kind(ty: &Type, shapes: &BTreeMap<String, Shape>, queue: &mut VecDeque<String>) -> String {
    let path = match ty {
        Type::Reference(reference) => return kind(&reference.elem, shapes, queue),
        Type::Slice(slice) => return format!("list of {}", kind(&slice.elem, shapes, queue)),
        Type::Array(array) => return format!("list of {}", kind(&array.elem, shapes, queue)),
        Type::Path(path) => &path.path,
        _ => return "value".to_owned(),
    };
    let Some(last) = path.segments.last() else { return "value".to_owned() };
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(list) => list.args.iter().find_map(|one| match one {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    };
    let name = last.ident.to_string();
    match (name.as_str(), inner) {
        ("Option", Some(inner)) => format!("{} or `none`", kind(inner, shapes, queue)),
        ("Vec", Some(inner)) => format!("list of {}", kind(inner, shapes, queue)),
        ("Box" | "Arc" | "Rc" | "Cow", Some(inner)) => kind(inner, shapes, queue),
        ("String" | "str", _) => "text".to_owned(),
        ("bool", _) => "yes or no".to_owned(),
        ("Html", _) => "*HTML*".to_owned(),
        (name, _) if shapes.contains_key(name) => {
            queue.push_back(name.to_owned());
            format!("[{name}](#{})", name.to_lowercase())
        }
        ("u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f32" | "f64", _) => {
            "number".to_owned()
        }
        _ => "text".to_owned(),
    }
}

/// Structs with named, public fields in a file or folder, by name.
fn shapes(path: &Path) -> Result<BTreeMap<String, Shape>, String> {
    let mut shapes = BTreeMap::new();
    for path in files(path, "rs") {
        let file = syn::parse_file(&read(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for item in file.items {
            let Item::Struct(item) = item else { continue };
            if !matches!(item.vis, syn::Visibility::Public(_)) {
                continue;
            }
            let (name, doc) = (item.ident.to_string(), doc(&item.attrs));
            let fields: Vec<Field> =
                item.fields.into_iter().filter(|field| field.ident.is_some()).collect();
            shapes.insert(name.clone(), Shape { name, doc, fields });
        }
    }
    Ok(shapes)
}

fn field_name(field: &Field) -> String {
    field.ident.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// A documentation comment on one line, fit for a cell of a table.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        let Lit::Str(text) = &literal.lit else { return None };
        pair.path.is_ident("doc").then(|| text.value().trim().to_owned())
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    // Links of rustdoc lead nowhere here.
    text.replace("[`", "`").replace("`]", "`").replace('|', "\\|").trim().to_owned()
}

fn files(path: &Path, end: &str) -> Vec<std::path::PathBuf> {
    let entries = WalkDir::new(path).sort_by_file_name().into_iter().flatten();
    let paths = entries.map(walkdir::DirEntry::into_path);
    paths.filter(|path| path.extension().is_some_and(|one| one == end)).collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text can't fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_that_of_the_sources() {
        let written = read(&root().join("themes/README.md")).expect("the page is there");
        let made = page().expect("the sources can be read");
        assert!(written == made, "run `cargo xtask theme-docs`, and look at what it changes");
    }

    #[test]
    fn every_field_is_told() {
        let page = page().expect("the sources can be read");
        for path in files(&root().join("themes/default/templates"), "html") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            const PARTS: [&str; 5] =
                ["base.html", "blueprint.html", "question.html", "spoken.html", "stages.html"];
            let is_part = PARTS.contains(&name.as_str());
            assert!(is_part || page.contains(&format!("### `{name}`")), "{name} has no table");
        }
        let empty = page.lines().find(|line| line.ends_with("|  |"));
        assert!(empty.is_none(), "a field without documentation: {empty:?}");
    }
}
