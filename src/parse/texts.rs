//! Every text of the content as it is written, apart from what it means.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;
use toml::de::DeTable;

use super::Document;
use super::book::BookFile;
use super::marks::{is_marks, words};
use super::toml::texts as texts_of;
use super::unlink::targets;
use super::{content_folder, front_matter};
use crate::source::{FileId, SourceFile, Sources, Span};

/// A text of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Markdown, or a plain word such as an id: without marks.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// What the content says, parted by who reads it.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// What is not withheld.
    pub carried: Vec<Piece>,
    /// What is.
    pub withheld: Vec<Piece>,
    /// Files that are left out as a whole: paths below the content folder, of a role its folder.
    pub gone: Vec<(String, FileId)>,
}

impl Texts {
    /// Takes paths below the content folder for those of files that are left out, and those of all
    /// other files for something that everybody may know.
    pub fn leave_out(
        &mut self,
        gone: Vec<(String, FileId)>,
        sources: &Sources,
        book: &Document<BookFile>,
    ) {
        let Some(src) = content_folder(Some(book)) else { return };
        let names: HashSet<&str> = gone.iter().map(|(path, _)| path.as_str()).collect();
        let is_gone = |path: &str| {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            names.contains(path) || folders.into_iter().any(|folder| names.contains(folder))
        };
        for (id, file) in sources.iter() {
            let path = file.path.strip_prefix(src).and_then(|path| path.strip_prefix('/'));
            if let Some(path) = path.filter(|path| !is_gone(path)) {
                self.carried.push(Piece { text: path.to_owned(), span: Span::top(id) });
            }
        }
        self.gone = gone;
    }

    /// Files below the content folder that withheld texts link to or show, and no other text does.
    #[must_use]
    pub fn only_withheld(&self, sources: &Sources, book: &Document<BookFile>) -> HashSet<String> {
        let Some(src) = content_folder(Some(book)) else { return HashSet::new() };
        let named = |pieces: &[Piece]| -> HashSet<String> {
            let of = |piece: &Piece| {
                let path = sources.file(piece.span.file).path.strip_prefix(src).unwrap_or_default();
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                targets(&piece.text, folder)
            };
            pieces.iter().flat_map(of).collect()
        };
        let withheld = named(&self.withheld);
        match withheld.is_empty() {
            true => withheld,
            false => withheld.difference(&named(&self.carried)).cloned().collect(),
        }
    }
}

/// Every text of all files below the content folder; withheld is what stands at `hidden` places.
///
/// Made from the files alone and not from what was understood of them: whatever the later stages
/// take to be public, this is what was marked.
#[must_use]
pub fn texts(sources: &Sources, book: &Document<BookFile>, hidden: &[Span]) -> Texts {
    let mut ranges: HashMap<FileId, Vec<Range<usize>>> = HashMap::new();
    for span in hidden {
        ranges.entry(span.file).or_default().push(span.range());
    }
    let Some(src) = content_folder(Some(book)) else { return Texts::default() };
    let prefix = format!("{src}/");
    let files = sources.iter().filter(|(_, file)| file.path.starts_with(&prefix));
    let files = files.map(|(id, file)| (id, file, joined(ranges.remove(&id).unwrap_or_default())));
    let files: Vec<(FileId, &SourceFile, Vec<Range<usize>>)> = files.collect();
    let read = files.into_par_iter().map(|(id, file, hidden)| of_file(id, file, &hidden));
    let (carried, withheld): (Vec<_>, Vec<_>) =
        read.map(|texts| (texts.carried, texts.withheld)).unzip();
    let whole = |parts: Vec<Vec<Piece>>| parts.into_iter().flatten().collect();
    Texts { carried: whole(carried), withheld: whole(withheld), gone: Vec::new() }
}

/// Ranges in their order, those that overlap as one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let is_within = next.start < last.end;
        last.end = if is_within { last.end.max(next.end) } else { last.end };
        is_within
    });
    ranges
}

fn of_file(id: FileId, file: &SourceFile, hidden: &[Range<usize>]) -> Texts {
    let mut out = Texts::default();
    let Some(text) = file.content.text() else { return out };
    let ending = file.path.rsplit('.').next();
    let (toml, body) = match ending {
        Some("toml") => (Cow::Borrowed(text), text.len()),
        Some("md") => front_matter::toml(text)
            .map_or((Cow::Borrowed(""), 0), |(toml, body)| (Cow::Owned(toml), body)),
        _ => (Cow::Borrowed(""), 0),
    };
    if let Ok(table) = DeTable::parse(&toml) {
        // The last that begins before a text is the one that it is in.
        let is_hidden = |range: &Range<usize>| {
            let before = hidden.partition_point(|one| one.start <= range.start);
            before > 0 && range.end <= hidden[before - 1].end
        };
        for (text, range) in table.get_ref().iter().flat_map(|(_, value)| texts_of(value)) {
            let list = if is_hidden(&range) { &mut out.withheld } else { &mut out.carried };
            list.push(Piece { text: text.to_owned(), span: Span::new(id, range) });
        }
    }
    let mut at = body;
    for range in hidden.iter().filter(|range| range.end > body) {
        let start = range.start.max(at);
        add_markdown(id, text, at..start, &mut out.carried);
        let end = range.end.min(text.len());
        add_markdown(id, text, start..end, &mut out.withheld);
        at = at.max(end);
    }
    add_markdown(id, text, at..text.len(), &mut out.carried);
    out
}

/// Adds a piece of Markdown, and the ids in its marks.
fn add_markdown(id: FileId, text: &str, range: Range<usize>, out: &mut Vec<Piece>) {
    let Some(source) = text.get(range.clone()).filter(|source| !source.trim().is_empty()) else {
        return;
    };
    let mut markdown = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        let inner = &rest[open + 1..close];
        if is_marks(inner) {
            markdown.push_str(&rest[..open]);
            // As long as they are, so that places stay.
            markdown.extend(rest[open..=close].bytes().map(|_| ' '));
            let at = range.start + (source.len() - rest.len()) + open;
            let span = Span::new(id, at..at + (close + 1 - open));
            let ids = words(inner).filter_map(|word| {
                word.strip_prefix('#').or_else(|| word.strip_prefix("replaces="))
            });
            out.extend(ids.map(|one| Piece { text: one.to_owned(), span }));
        } else {
            markdown.push_str(&rest[..=close]);
        }
        rest = &rest[close + 1..];
    }
    markdown.push_str(rest);
    out.push(Piece { text: markdown, span: Span::new(id, range) });
}
