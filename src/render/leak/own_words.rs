use super::super::json;
use crate::record::{self, bare};

/// Words that pages and their data are made with, whatever the content: keys of JSON, closed lists
/// of TOML, parts of addresses. A test holds them against what comes out.
pub(super) fn all() -> String {
    // Without what schemas say of their keys: that is prose, and stands nowhere else.
    let schemas = [json::schema(), record::schema(), record::debrief::schema()];
    let schemas = schemas.map(|schema| bare(schema).to_string());
    [&schemas.join(" "), OTHER].join(" ")
}

const OTHER: &str = "\
    averageFieldLength behaviour classic compare current dirtCount documentCount documentIds \
    fieldIds fieldLength index issues lines marked nextId organization page panel prior- public \
    question rows scorecard search section serializationVersion signal sitemap storedFields \
    subjects term texts unnumbered usage weights work written";
