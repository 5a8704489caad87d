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
    /// What to do about it.
    pub help: &'static str,
}

/// What all files of a kind have in common.
pub(super) struct Format {
    /// What such a file says that it is, in `format`.
    pub(super) name: &'static str,
    /// What to do where something else is wrong than a reader can know.
    pub(super) help: &'static str,
}

impl Format {
    /// Whether a file says that it is of this kind, sound or not.
    pub(super) fn claims(&self, text: &str) -> bool {
        let value = |text| serde_json::from_str::<Value>(text).ok();
        text.len() <= MAX_FILE && value(bare_text(text)).is_some_and(|it| it["format"] == self.name)
    }

    /// What is wrong with the value at a path.
    pub(super) fn wrong(&self, path: &str, why: &str) -> Result<(), Problem> {
        Err(self.problem(format!("`{path}` {why}")))
    }

    pub(super) fn problem(&self, message: String) -> Problem {
        Problem { place: None, message, help: self.help }
    }

    /// What the parser says, in our manner.
    fn placed(&self, error: serde_json::Error) -> Problem {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let end = format!(" at line {line} column {column}");
        let message = message.strip_suffix(&end).unwrap_or(&message).to_owned();
        let place = (line > 0).then_some((line, column.max(1)));
        Problem { place, ..self.problem(message) }
    }

    /// The record in a file of this kind, held against what its types can't say; and the keys that
    /// are unknown and left out, as paths.
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        text: &str,
        check: impl Fn(&T) -> Result<(), Problem>,
    ) -> Result<(T, Vec<String>), Problem> {
        if text.len() > MAX_FILE {
            return Err(self.problem("the file is larger than 1 MiB".into()));
        }
        let text = bare_text(text);
        let value: Value = serde_json::from_str(text).map_err(|error| self.placed(error))?;
        let version = value["version"].as_u64();
        if value["format"] == self.name
            && let Some(version) = version.filter(|version| *version > 1)
        {
            return Err(self.problem(format!(
                "the file has version {version} of the format, and only 1 is known"
            )));
        }
        let mut unknown = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        let record: T = serde_ignored::deserialize(&mut reader, |path| {
            unknown.push(shown(&path));
        })
        .map_err(|error| self.placed(error))?;
        check(&record)?;
        Ok((record, unknown))
    }
}

/// Some editors write a mark before a text.
fn bare_text(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
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

/// The JSON Schema of a kind of file.
pub(super) fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = settings.with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A schema without the words.
pub(crate) fn bare(mut schema: Value) -> Value {
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
