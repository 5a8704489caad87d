use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::shape::Framework;
use crate::parse::plain;

/// The JSON Schema (2020-12) of `framework.json`: the same for every framework and edition.
#[must_use]
pub fn schema() -> Value {
    let schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Framework<'_>>();
    let mut schema = schema.to_value();
    narrow(&mut schema);
    schema["title"] = json!("framework.json");
    // The one list that is there when it is empty, too.
    if let Some(Value::Object(roles)) = schema.pointer_mut("/properties/roles") {
        roles.remove("minItems");
    }
    schema
}

/// Says at every depth that what is absent has no key, which the types can't: there is no `null`, a
/// list or table has something in it, and what may be true is.
fn narrow(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            plain(map);
            map.remove("default");
            match map.get("type").and_then(Value::as_str) {
                Some("array") => drop(map.entry("minItems").or_insert_with(|| json!(1))),
                Some("object") if !map.contains_key("required") => {
                    map.insert("minProperties".to_owned(), json!(1));
                }
                Some("boolean") => drop(map.insert("const".to_owned(), json!(true))),
                _ => {}
            }
            for (key, value) in map {
                match value {
                    // Their keys are names.
                    Value::Object(named) if matches!(&**key, "properties" | "$defs") => {
                        named.values_mut().for_each(narrow);
                    }
                    value => narrow(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(narrow),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
