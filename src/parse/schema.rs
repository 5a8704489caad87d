//! JSON Schema of each TOML file, for editors that complete keys and underline slips as one types.
//!
//! Made from the types that the files are read as, so that nothing is written twice; what a type
//! doesn't say (that any table may have an `audience`, what the rules are called) is added here.
//! Editors are helped by it; what holds is what `check` says.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{
    Audience, BaselineFile, BlueprintFile, BookFile, CandidatesFile, FrameworkFile, GlossaryFile,
    InterviewsFile, RoleFile, SharedFile, ThemeFile,
};

/// The folder of a project that holds the schemas of its files.
pub const SCHEMA_FOLDER: &str = ".schemas";

/// A kind of TOML file: a row of [`SCHEMAS`].
pub struct SchemaKind {
    /// The stem of the file's name, `role` of `role.toml`.
    pub name: &'static str,
    /// Where it stands.
    pub path: &'static str,
    schema: fn() -> Value,
    /// Whether any of its tables may say whom it is for, and what is right in it.
    is_content: bool,
}

/// Every kind, in the order of the manual.
pub static SCHEMAS: &[SchemaKind] = &[
    SchemaKind { name: "book", path: "book.toml", schema: of::<BookFile>, is_content: false },
    SchemaKind {
        name: "check-baseline",
        path: "check-baseline.toml",
        schema: of::<BaselineFile>,
        is_content: false,
    },
    SchemaKind {
        name: "theme",
        path: "themes/<name>/theme.toml",
        schema: of::<ThemeFile>,
        is_content: false,
    },
    SchemaKind {
        name: "framework",
        path: "content/framework.toml",
        schema: of::<FrameworkFile>,
        is_content: true,
    },
    SchemaKind {
        name: "role",
        path: "content/roles/<role>/role.toml",
        schema: of::<RoleFile>,
        is_content: true,
    },
    SchemaKind {
        name: "shared",
        path: "content/shared/<name>/shared.toml",
        schema: of::<SharedFile>,
        is_content: true,
    },
    SchemaKind {
        name: "blueprint",
        path: "content/roles/<role>/blueprint.toml",
        schema: of::<BlueprintFile>,
        is_content: true,
    },
    SchemaKind {
        name: "interviews",
        path: "content/roles/<role>/interviews.toml",
        schema: of::<InterviewsFile>,
        is_content: true,
    },
    SchemaKind {
        name: "candidates",
        path: "content/roles/<role>/candidates.toml",
        schema: of::<CandidatesFile>,
        is_content: true,
    },
    SchemaKind {
        name: "glossary",
        path: "content/glossary.toml",
        schema: of::<GlossaryFile>,
        is_content: true,
    },
];

impl SchemaKind {
    /// The schema (2020-12). `rules` are the codes that `check` knows.
    #[must_use]
    pub fn schema(&self, rules: &[&str]) -> Value {
        let mut schema = (self.schema)();
        tidy(&mut schema, self.is_content.then_some(rules));
        schema["title"] = json!(format!("{}.toml", self.name));
        for severity in ["deny", "warn", "note", "allow"] {
            let list = format!("/properties/check/properties/{severity}/items");
            if let Some(rule) = schema.pointer_mut(&list) {
                rule["enum"] = json!(rules);
            }
        }
        schema
    }

    /// What its file is called below [`SCHEMA_FOLDER`].
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.schema.json", self.name)
    }
}

/// The first line of a TOML file, by which editors find its schema; `path` is relative to the folder
/// of `book.toml`. `None` of a file of no kind.
#[must_use]
pub fn schema_line(path: &str) -> Option<String> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let kind = SCHEMAS.iter().find(|kind| name.strip_suffix(".toml") == Some(kind.name))?;
    let up = "../".repeat(folders.split('/').filter(|folder| !folder.is_empty()).count());
    let here = if up.is_empty() { "./" } else { &up };
    Some(format!("#:schema {here}{SCHEMA_FOLDER}/{}\n", kind.file()))
}

fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = settings.with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Takes out what TOML has no word for, and adds what every table of content may have.
fn tidy(schema: &mut Value, content: Option<&[&str]>) {
    let Value::Object(map) = schema else {
        if let Value::Array(list) = schema {
            list.iter_mut().for_each(|one| tidy(one, content));
        }
        return;
    };
    plain(map);
    // That what is left out is empty goes without saying.
    let is_empty = |value: &Value| value.is_null() || value.is_object() || *value == json!([]);
    if map.get("default").is_some_and(is_empty) {
        map.remove("default");
    }
    if let Some(Value::Object(keys)) = map.get_mut("properties") {
        if let Some(Value::Object(id)) = keys.get_mut("id") {
            id.insert("pattern".to_owned(), json!("^[a-z0-9-]{1,64}$"));
        }
        keys.values_mut().for_each(|key| tidy(key, content));
        if let Some(rules) = content {
            keys.entry("audience").or_insert_with(|| {
                json!({
                    "description": "Whom it is for; it and all in it.",
                    "enum": Audience::ALL.map(Audience::word),
                })
            });
            keys.entry("allow").or_insert_with(|| {
                json!({
                    "description": "Rules of `check` that aren't right here, each with the reason.",
                    "type": "object",
                    "propertyNames": { "enum": rules },
                    "additionalProperties": { "type": "string", "minLength": 1 },
                })
            });
        }
    }
    let others = map.iter_mut().filter(|(key, _)| *key != "properties");
    others.for_each(|(_, value)| tidy(value, content));
}

/// Takes out what schemas of Rust types say and files don't have: `null` in the place of what is
/// left out, and formats that nobody else knows.
pub(crate) fn plain(map: &mut Map<String, Value>) {
    without_null(map);
    // `uint32` and the like; a day is one.
    if map.get("format").is_some_and(|format| format.is_string() && format != "date") {
        map.remove("format");
    }
}

fn without_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            map.insert("type".to_owned(), one);
        }
    }
    let Some(Value::Array(all)) = map.get_mut("anyOf") else { return };
    all.retain(|one| one.get("type") != Some(&json!("null")));
    if let [Value::Object(one)] = &all[..] {
        let one = one.clone();
        map.remove("anyOf");
        for (key, value) in one {
            map.entry(key).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What editors show beside a key comes from the field that it is read into.
    #[test]
    fn every_key_says_what_it_means() {
        fn silent(schema: &Value, path: &str, found: &mut Vec<String>) {
            let Value::Object(map) = schema else { return };
            for (key, value) in
                map.get("properties").and_then(Value::as_object).into_iter().flatten()
            {
                let path = format!("{path}.{key}");
                let is_said = value.get("description").is_some_and(|text| text != "");
                found.extend((!is_said).then(|| path.clone()));
                silent(value, &path, found);
            }
            for key in ["items", "additionalProperties"] {
                map.get(key).into_iter().for_each(|one| silent(one, &format!("{path}[]"), found));
            }
        }
        let mut found = Vec::new();
        for kind in SCHEMAS {
            silent(&kind.schema(&["compound"]), kind.name, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn tables_of_content_say_whom_they_are_for_and_nothing_is_null() {
        let framework = SCHEMAS.iter().find(|kind| kind.name == "framework").unwrap();
        let schema = framework.schema(&["compound"]);
        let link = "/properties/competency/items/properties/links/items/properties";
        let link = schema.pointer(link).unwrap();
        assert_eq!(link["audience"]["enum"], json!(["public", "internal", "panel"]));
        assert_eq!(link["allow"]["propertyNames"], json!({ "enum": ["compound"] }));
        assert_eq!(link["url"]["type"], "string");
        for kind in SCHEMAS {
            let text = kind.schema(&[]).to_string();
            assert!(!text.contains("null") && !text.contains("uint"), "{text}");
        }
        let book = SCHEMAS[0].schema(&["compound"]);
        assert_eq!(book.pointer("/properties/book/properties/audience"), None);
        let denied = book.pointer("/properties/check/properties/deny/items/enum").unwrap();
        assert_eq!(denied, &json!(["compound"]));
    }

    #[test]
    fn a_file_names_its_schema_from_where_it_stands() {
        let line = schema_line("content/roles/sailor/role.toml").unwrap();
        assert_eq!(line, "#:schema ../../../.schemas/role.schema.json\n");
        assert_eq!(schema_line("book.toml").unwrap(), "#:schema ./.schemas/book.schema.json\n");
        assert_eq!(schema_line("content/roles/sailor/notes.toml"), None);
    }
}
