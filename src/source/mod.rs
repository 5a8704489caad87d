//! Files of a framework as text in memory: the only place that reads content from disk.
//!
//! Knows files, text and spans. Knows neither TOML nor what a level is, so everything after it
//! can be tested without a disk.

mod span;

pub use span::{FileId, Position, Span};

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

/// All files that a site is made from, sorted by path.
///
/// Paths are relative to the folder of `book.toml`, with `/` on every system, so that equal
/// sources give equal sites wherever they lie. Cheap to clone: contents are shared.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One file, as it was when it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative to the root, with `/`, e.g. `content/framework.toml`.
    pub path: Arc<str>,
    /// What stands in it.
    pub content: Content,
}

/// The contents of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// UTF-8, without a byte order mark and with `\n` line ends.
    Text(Arc<str>),
    /// Anything else, e.g. a picture.
    Bytes(Arc<[u8]>),
    /// A symbolic link, which isn't followed.
    Link,
}

impl Content {
    /// Decodes `bytes`: text if it is UTF-8, bytes otherwise.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Content {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                match text.contains('\r') {
                    true => Content::Text(text.replace("\r\n", "\n").into()),
                    false => Content::Text(text.into()),
                }
            }
            Err(error) => Content::Bytes(error.into_bytes().into()),
        }
    }

    /// Whether these are the very same contents in memory: never true of two readings of a file.
    #[must_use]
    pub fn is_same(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Text(one), Content::Text(other)) => Arc::ptr_eq(one, other),
            (Content::Bytes(one), Content::Bytes(other)) => Arc::ptr_eq(one, other),
            (Content::Link, Content::Link) => true,
            _ => false,
        }
    }

    /// The contents as bytes, whatever they are; none of a link.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
            Content::Link => &[],
        }
    }

    /// The text, of other contents as much as is text: what is shown around a place.
    #[must_use]
    pub fn readable(&self) -> &str {
        if let Content::Text(text) = self {
            return text;
        }
        let bytes = self.bytes();
        let end = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        std::str::from_utf8(&bytes[..end]).unwrap_or_default()
    }

    /// The contents as text, `None` if they are not.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Content::Text(text) => Some(text),
            Content::Bytes(_) | Content::Link => None,
        }
    }
}

impl Sources {
    /// Sources from memory, as `(path, text)`.
    pub fn from_texts<P: AsRef<str>, T: Into<String>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Sources {
        let files = files.into_iter().map(|(path, text)| SourceFile {
            path: path.as_ref().into(),
            content: Content::new(text.into().into_bytes()),
        });
        let mut sources = Sources { files: files.collect() };
        sources.sort();
        sources
    }

    /// Reads every file below `root/<folder>` of each folder, or the file of that name, skipping
    /// hidden files and what editors leave behind.
    ///
    /// Symbolic links are not followed, so nothing outside `root` can get into a site; that one is
    /// there is in the result, for the next stages to say.
    ///
    /// # Errors
    /// The first file or folder that can't be read, with its path in the message. A folder that
    /// doesn't exist is no error: what must be there is for the next stages to say.
    pub fn read(root: &Path, folders: &[&str]) -> io::Result<Sources> {
        let mut found = Vec::new();
        for folder in folders {
            let start = root.join(folder);
            if start.symlink_metadata().is_err() {
                continue;
            }
            let walk = WalkDir::new(&start).follow_root_links(false);
            let entries = walk.into_iter().filter_entry(|entry| {
                entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy())
            });
            for entry in entries {
                let entry = entry?;
                let is_link = entry.path_is_symlink();
                if is_link || entry.file_type().is_file() {
                    found.push((entry.into_path(), is_link));
                }
            }
        }
        let files = found.par_iter().map(|(path, is_link)| SourceFile::read(root, path, *is_link));
        let mut sources = Sources { files: files.collect::<io::Result<_>>()? };
        sources.sort();
        Ok(sources)
    }

    /// Reads one path again, after a change: replaces, adds or removes it (and, if it was or is a
    /// folder, all below it). Says whether anything differs from before.
    ///
    /// # Errors
    /// As [`Sources::read`].
    pub fn refresh(&mut self, root: &Path, path: &str) -> io::Result<bool> {
        let below = format!("{path}/");
        let (old, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|file| &*file.path == path || file.path.starts_with(&below));
        self.files = kept;
        let hidden = path.split('/').any(is_ignored);
        let new = if hidden { Sources::default() } else { Sources::read(root, &[path])? };
        let same = old.len() == new.files.len()
            && old
                .iter()
                .zip(&new.files)
                .all(|(old, new)| old.path == new.path && old.content == new.content);
        self.files.extend(if same { old } else { new.files });
        self.sort();
        Ok(!same)
    }

    /// Every file with its id, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId::new(index), file))
    }

    /// The file of an id that these sources gave out.
    ///
    /// # Panics
    /// If the id comes from other sources.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// The file at a path. Cost: a binary search.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let index = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some((FileId::new(index), &self.files[index]))
    }

    /// Where a span starts.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let text = self.file(span.file).content.readable();
        Position::of(text, span.start as usize)
    }

    fn sort(&mut self) {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

impl SourceFile {
    fn read(root: &Path, path: &Path, is_link: bool) -> io::Result<SourceFile> {
        let content = match is_link {
            true => Content::Link,
            false => Content::new(fs::read(path).map_err(|error| with_path(&error, path))?),
        };
        let relative = path.strip_prefix(root).unwrap_or(path);
        let path = relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .filter(|part| part != ".")
            .collect::<Vec<_>>()
            .join("/");
        Ok(SourceFile { path: path.into(), content })
    }
}

/// An error that says which file it is about.
fn with_path(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", PathBuf::from(path).display()))
}

/// Hidden files, and what Vim, Emacs and Kate leave beside a file while it is edited.
#[must_use]
pub fn is_ignored(name: &str) -> bool {
    let is_swap = name.starts_with('.') && name.len() > 1 && name != "..";
    is_swap || name.ends_with('~') || name == "4913" || name.starts_with('#') && name.ends_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_marks_do_not_reach_the_parser() {
        let content = Content::new(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n".to_vec());
        assert_eq!(content.text(), Some("a = 1\nb = 2\n"));
    }

    #[test]
    fn a_refresh_replaces_adds_and_removes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("content/a.md"), "a").unwrap();
        fs::write(root.join("content/a.md~"), "backup").unwrap();
        let mut sources = Sources::read(root, &["book.toml", "content"]).unwrap();
        assert_eq!(sources.iter().count(), 1);
        assert!(!sources.refresh(root, "content/a.md").unwrap());
        fs::write(root.join("content/a.md"), "b").unwrap();
        fs::create_dir(root.join("content/new")).unwrap();
        fs::write(root.join("content/new/c.md"), "c").unwrap();
        assert!(sources.refresh(root, "content/a.md").unwrap());
        assert!(sources.refresh(root, "content/new").unwrap());
        assert!(!sources.refresh(root, "content/a.md~").unwrap());
        let paths: Vec<_> = sources.iter().map(|(_, file)| file.path.to_string()).collect();
        assert_eq!(paths, ["content/a.md", "content/new/c.md"]);
        fs::remove_dir_all(root.join("content/new")).unwrap();
        assert!(sources.refresh(root, "content/new").unwrap());
        assert_eq!(sources.iter().count(), 1);
    }
}
