use serde::Serialize;
use tera::Context;

use super::super::alone::{self, Alone};
use super::super::html::{Html, script_json};
use super::super::pen::Pen;
use super::super::site::Site;
use super::{PageFacts, context};
use crate::record;

/// All that `debrief.html` sees: the page shows scorecards that its reader opens, and nothing of the
/// framework.
#[derive(Debug, Serialize)]
pub struct DebriefPage<'s> {
    /// The page.
    pub page: PageFacts<'s>,
    /// JSON for a `<script>`: the forms of a `scorecard` and of a `debrief`, as JSON Schema.
    pub schemas: Html,
}

pub(in crate::render) fn debrief(site: &Site, path: &str) -> Context {
    let pen = Pen::new(site, path);
    let words = &site.words.debrief;
    let alone = Alone::new(&site.theme, &alone::DEBRIEF, None);
    let mut page = PageFacts::new(&pen, "debrief", words.title.text()).alone(&alone);
    page.description = words.description.text();
    let schemas = script_json(&serde_json::json!({
        "scorecard": record::bare_schema(),
        "debrief": record::debrief::bare_schema(),
    }));
    context(&DebriefPage { page, schemas })
}

/// Where panels read their scorecards together.
pub(in crate::render) fn debrief_path() -> &'static str {
    "debrief.html"
}
