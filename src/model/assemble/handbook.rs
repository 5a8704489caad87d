use std::collections::HashSet;
use std::sync::Arc;

use super::super::{Asset, LONGEST_ID, Page, Term, TermId, slugged};
use super::{Uniques, day, id, language, maybe_prose, prose};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{Document, GlossaryFile, PageFile, Text, span_of};
use crate::source::FileId;

/// The glossary, by name.
pub(super) fn terms(document: Option<&Document<GlossaryFile>>, out: &mut Diagnostics) -> Vec<Term> {
    let Some(Document { file, value, .. }) = document else { return Vec::new() };
    let mut uniques = Uniques::new("terms");
    let mut words = HashSet::new();
    let mut terms = Vec::new();
    for table in &value.term {
        let name = table.name.get_ref();
        for word in std::iter::once(&table.name).chain(&table.aliases) {
            if !words.insert(word.get_ref().to_lowercase()) {
                out.push(duplicate_word(*file, word));
            }
        }
        let written = table.id.as_ref().map_or((slugged(name, LONGEST_ID), &table.name), |text| {
            (Some(text.get_ref().clone()), text)
        });
        let span = span_of(*file, written.1);
        let Some(id) = id(TermId::new, &written.0.unwrap_or_default(), span, out) else { continue };
        if uniques.insert(id.as_str(), span, out) {
            terms.push(Term {
                id,
                name: name.clone(),
                aliases: table.aliases.iter().map(|alias| alias.get_ref().clone()).collect(),
                definition: prose(*file, &table.definition),
            });
        }
    }
    terms.sort_by_cached_key(|term| (term.name.to_lowercase(), term.id.clone()));
    terms
}

fn duplicate_word(file: FileId, word: &Text) -> Diagnostic {
    let message = format!("two terms are called `{}`", word.get_ref());
    Diagnostic::error("duplicate-name", span_of(file, word), message)
        .help("the text could link to either: take the word from one of them")
}

/// Handbook pages, by `order` (pages without one last), then by path.
pub(super) fn pages(files: &[Arc<PageFile>], out: &mut Diagnostics) -> Vec<Page> {
    let mut pages: Vec<(i64, Page)> = files
        .iter()
        .map(|page| {
            let front = &page.front;
            let made = Page {
                path: page.path.trim_end_matches(".md").to_owned(),
                title: front.title.get_ref().clone(),
                summary: maybe_prose(page.file, front.summary.as_ref()),
                body: prose(page.file, &page.body),
                language: language(page.file, front.language.as_ref(), out),
                owner: front.owner.clone(),
                reviewed: day(page.file, &front.reviewed, out),
            };
            (front.order.unwrap_or(i64::MAX), made)
        })
        .collect();
    pages.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
    pages.into_iter().map(|(_, page)| page).collect()
}

/// Files to copy.
pub(super) fn assets(files: Vec<(String, FileId)>) -> Vec<Asset> {
    files.into_iter().map(|(path, file)| Asset { path, file }).collect()
}
