//! `framework.json`: the framework as data, for other programs.

use serde_json::{Value, json};

use super::site::Site;

/// The framework as JSON, indented so that it can be read and compared.
pub(super) fn framework(site: &Site) -> Vec<u8> {
    let value: Value = json!({ "title": site.book.title });
    serde_json::to_vec_pretty(&value).expect("a tree of strings and numbers becomes JSON")
}
