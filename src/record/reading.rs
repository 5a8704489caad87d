//! What all files have in common: how they are read, and how their schema is made.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_ignored::Path;
use serde_json::Value;

use super::limits::MAX_FILE;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as an editor counts, both from 1; `None` if the file as a whole is wrong.
    pub place: Option<(usize, usize)>,
    /// What: lower case, no full stop.
    pub message: String,
}

fn whole(message: String) -> Problem {
    Problem { place: None, message }
}

/// What a file says it is: `career-framework.scorecard`. `None` if it is no JSON, or doesn't say.
pub(super) fn format(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).ok()?;
    Some(value["format"].as_str()?.to_owned())
}

/// The record in a file of a format, held against what its types can't say; and the keys that are
/// unknown and left out, as paths.
pub(super) fn parsed<T: DeserializeOwned>(
    text: &str,
    format: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<(T, Vec<String>), Problem> {
    if text.len() > MAX_FILE {
        return Err(whole("the file is larger than 1 MiB".into()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(placed)?;
    let version = value["version"].as_u64();
    if value["format"] == format
        && let Some(version) = version.filter(|version| *version > 1)
    {
        return Err(whole(format!(
            "the file has version {version} of the format, and only 1 is known"
        )));
    }
    let mut unknown = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let record: T = serde_ignored::deserialize(&mut reader, |path| {
        unknown.push(shown(&path));
    })
    .map_err(placed)?;
    check(&record).map_err(whole)?;
    Ok((record, unknown))
}

/// A place in a file, as scripts name it: `ratings[2].extra`.
fn shown(path: &Path<'_>) -> String {
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}[{index}]", shown(parent)),
        Path::Map { parent, key } => match shown(parent) {
            root if root.is_empty() => key.clone(),
            parent => format!("{parent}.{key}"),
        },
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => shown(parent),
    }
}

/// What the parser says, in our manner.
fn placed(error: serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let end = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&end).unwrap_or(&message).to_owned();
    Problem { place: (line > 0).then_some((line, column.max(1))), message }
}

/// The JSON Schema of a kind of file.
pub(super) fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = settings.with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A schema without the words.
pub(super) fn bare(mut schema: Value) -> Value {
    strip(&mut schema);
    schema
}

fn strip(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            // A property may be called `title` too, and is no text then.
            map.retain(|key, value| {
                !(matches!(key.as_str(), "description" | "title" | "format" | "$schema")
                    && value.is_string())
            });
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}
