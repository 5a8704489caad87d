//! A [`Site`] as a folder: writes what changed, removes what is gone, all or nothing.
//!
//! Knows nothing of what a page means. Pages are rendered in parallel and let go of as soon as
//! they are written, so memory doesn't grow with the site. Everything new goes into a folder
//! beside the output, which then takes its place in one step ([`Destination`]): whoever reads the
//! output, and whatever kills the build, meets the whole old site or the whole new one.
//!
//! Beside the site's own files there are two more: a mark that a build may replace the folder, and
//! [`SUMS`].

mod destination;
#[cfg(feature = "single-file")]
mod single;

pub use destination::Destination;
#[cfg(feature = "single-file")]
pub use single::SingleDestination;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{Parts, Site};
use destination::{MARKER, Staging};

/// The file with the SHA-256 of every file of the site, so that who reviewed a site once can tell
/// what is still the same: a line each, `<64 digits of base 16>  <path>`, sorted by path, as
/// `sha256sum --check` reads it. It can't list itself, and leaves out the mark, which hosts don't
/// publish.
pub const SUMS: &str = "SHA256SUMS";

/// What became of the output folder. The list of sums isn't counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emitted {
    /// HTML pages of the site.
    pub pages: usize,
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that were there and aren't part of the site any more.
    pub removed: usize,
}

/// Why there is no new site. The old one is as it was.
#[derive(Debug)]
pub enum EmitError {
    /// The output folder can't be used; what is wrong with it and what to do about it.
    Refused {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// The machine failed.
    Io {
        /// At what.
        path: PathBuf,
        /// How.
        error: io::Error,
    },
    /// Pages can't be rendered.
    Content(Diagnostics),
}

impl EmitError {
    fn refused(message: impl Into<String>, help: impl Into<String>) -> EmitError {
        EmitError::Refused { message: message.into(), help: help.into() }
    }

    /// For `map_err`: says at which path.
    fn at(path: &Path) -> impl FnOnce(io::Error) -> EmitError {
        let path = path.to_owned();
        move |error| EmitError::Io { path, error }
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmitError::Refused { message, .. } => formatter.write_str(message),
            EmitError::Io { path, error } => write!(formatter, "{}: {error}", path.display()),
            EmitError::Content(_) => formatter.write_str("a page can't be rendered"),
        }
    }
}

impl std::error::Error for EmitError {}

/// Renders every page and puts the site in the place of what is at `destination`.
///
/// Files whose bytes are as before aren't written again: they move over as hard links. If all
/// are, nothing on disk is touched.
///
/// # Errors
/// See [`EmitError`]; the folder is then as it was.
pub fn emit(site: &Site, destination: &Destination) -> Result<Emitted, EmitError> {
    let paths: Vec<&str> = site.paths().collect();
    let parts = |path: &str| site.parts(path).expect("a site has the paths it lists");
    write(&paths, &parts, true, destination)
}

/// As [`emit`], with files that are there already and no list of their sums.
///
/// # Errors
/// See [`EmitError`]; the folder is then as it was.
pub fn emit_files(
    files: &BTreeMap<String, Vec<u8>>,
    destination: &Destination,
) -> Result<Emitted, EmitError> {
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    let parts = |path: &str| -> Result<Parts<'_>, Diagnostic> {
        Ok(Box::new(files.get(path).cloned().into_iter()))
    };
    write(&paths, &parts, false, destination)
}

/// What `path` holds, or why it can't be rendered.
type Render<'a> = &'a (dyn Fn(&str) -> Result<Parts<'a>, Diagnostic> + Sync);

fn write(
    paths: &[&str],
    render: Render<'_>,
    has_sums: bool,
    destination: &Destination,
) -> Result<Emitted, EmitError> {
    check_paths(paths)?;
    let staging = destination.stage()?;
    let old = destination.old_site();
    let files = render_all(paths, render, old, &staging)?.concat();
    let written = files.iter().filter(|file| file.is_new).count();
    let emitted = Emitted {
        pages: paths.iter().filter(|path| path.ends_with(".html")).count(),
        written,
        unchanged: paths.len() - written,
        removed: old.map_or(Ok(0), |old| removed(old, paths))?,
    };
    let target = staging.path().join(SUMS);
    let old_sums = old.map(|old| old.join(SUMS));
    let sums = || put([list(paths, &files)], old_sums.as_deref(), &target);
    let sums = has_sums.then(sums).transpose().map_err(EmitError::at(&target))?;
    if let Some(old) = old {
        let is_new = sums.as_ref().is_some_and(|sums| sums.is_new);
        if emitted.written == 0 && emitted.removed == 0 && !is_new {
            return Ok(emitted);
        }
        let all = paths.par_iter().zip(&files).chain(sums.as_ref().map(|sums| (&SUMS, sums)));
        let kept = all.filter(|(_, file)| !file.is_new);
        kept.try_for_each(|(path, _)| keep(&old.join(path), &staging.path().join(path)))?;
    }
    staging.commit()?;
    Ok(emitted)
}

/// What [`SUMS`] says of `files`, which are at `paths`.
fn list(paths: &[&str], files: &[Written]) -> Vec<u8> {
    let mut all: Vec<_> = paths.iter().zip(files).collect();
    all.sort_unstable_by_key(|(path, _)| **path);
    let mut list = String::with_capacity(all.iter().map(|(path, _)| path.len() + 67).sum());
    for (path, file) in all {
        list.extend(file.digest.iter().map(|byte| format!("{byte:02x}")));
        list.extend(["  ", path, "\n"]);
    }
    list.into_bytes()
}

/// What became of one file.
#[derive(Clone, Copy)]
struct Written {
    /// Whether it has other bytes than before, or wasn't there.
    is_new: bool,
    /// Its SHA-256.
    digest: [u8; 32],
}

/// Renders all pages and writes those that are new or changed: what became of each, in order.
fn render_all(
    paths: &[&str],
    render: Render<'_>,
    old: Option<&Path>,
    staging: &Staging<'_>,
) -> Result<Vec<Vec<Written>>, EmitError> {
    // Pages of one role follow each other and share what is worked out for it, so one thread
    // takes a role at a time.
    let chunks: Vec<&[&str]> = paths.chunk_by(|a, b| role_of(a) == role_of(b)).collect();
    let results: Vec<Result<Vec<Written>, Vec<EmitError>>> = chunks
        .into_par_iter()
        .map(|chunk| {
            let mut failed = Vec::new();
            let mut files = Vec::with_capacity(chunk.len());
            for path in chunk {
                match render_one(path, render, old, staging) {
                    Ok(file) => files.push(file),
                    Err(error) => failed.push(error),
                }
            }
            if failed.is_empty() { Ok(files) } else { Err(failed) }
        })
        .collect();
    let mut files = Vec::with_capacity(results.len());
    let mut problems = Diagnostics::default();
    for result in results {
        match result {
            Ok(chunk) => files.push(chunk),
            Err(errors) => {
                for error in errors {
                    match error {
                        EmitError::Content(more) => problems.append(more),
                        machine => return Err(machine),
                    }
                }
            }
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(EmitError::Content(problems)) }
}

fn render_one(
    path: &str,
    render: Render<'_>,
    old: Option<&Path>,
    staging: &Staging<'_>,
) -> Result<Written, EmitError> {
    let parts = render(path).map_err(|problem| {
        let mut problems = Diagnostics::default();
        problems.push(problem);
        EmitError::Content(problems)
    })?;
    let target = staging.path().join(path);
    let put = || put(parts, old.map(|old| old.join(path)).as_deref(), &target);
    put().map_err(EmitError::at(&target))
}

/// Writes `parts` to the file `new`, unless they are what the file `old` holds.
fn put(
    parts: impl IntoIterator<Item = Vec<u8>>,
    old: Option<&Path>,
    new: &Path,
) -> io::Result<Written> {
    let mut old = old.and_then(OldFile::open);
    // None as long as the parts are what the old file begins with.
    let mut file: Option<fs::File> = None;
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(&part);
        if file.is_none() && old.as_mut().is_some_and(|old| old.goes_on_with(&part)) {
            continue;
        }
        let file = match &mut file {
            Some(file) => file,
            None => file.insert(begin(new, old.as_mut())?),
        };
        file.write_all(&part)?;
    }
    let is_new = file.is_some() || !old.as_ref().is_some_and(OldFile::is_at_end);
    if is_new && file.is_none() {
        begin(new, old.as_mut())?;
    }
    Ok(Written { is_new, digest: digest.finalize().into() })
}

/// A new file that begins as the old one does, as far as that has been compared.
fn begin(new: &Path, old: Option<&mut OldFile>) -> io::Result<fs::File> {
    let mut file = with_parent(new, || fs::File::create(new))?;
    if let Some(old) = old.filter(|old| old.same > 0) {
        old.file.rewind()?;
        io::copy(&mut (&mut old.file).take(old.same), &mut file)?;
    }
    Ok(file)
}

/// A file of the old site, compared part by part with the new one; never in memory as a whole.
struct OldFile {
    file: fs::File,
    size: u64,
    /// How many bytes are the same so far.
    same: u64,
}

impl OldFile {
    fn open(path: &Path) -> Option<OldFile> {
        let is_file = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
        let file = is_file.then(|| fs::File::open(path).ok()).flatten()?;
        Some(OldFile { size: file.metadata().ok()?.len(), file, same: 0 })
    }

    /// Whether the next bytes are exactly these. What can't be read is another file.
    fn goes_on_with(&mut self, part: &[u8]) -> bool {
        // Sizes are cheap and tell of most pages that they changed.
        let end = self.same + part.len() as u64;
        let is_same = end <= self.size && self.reads(part).unwrap_or(false);
        self.same = if is_same { end } else { self.same };
        is_same
    }

    fn reads(&mut self, mut rest: &[u8]) -> io::Result<bool> {
        let mut own = [0; 32 * 1024];
        while !rest.is_empty() {
            let (now, after) = rest.split_at(rest.len().min(own.len()));
            let own = &mut own[..now.len()];
            self.file.read_exact(own)?;
            if own != now {
                return Ok(false);
            }
            rest = after;
        }
        Ok(true)
    }

    fn is_at_end(&self) -> bool {
        self.same == self.size
    }
}

/// Everything up to the second slash, `roles/security-engineer`; a page of its own at the top.
fn role_of(path: &str) -> &str {
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    match (slashes.next(), slashes.next()) {
        (Some(_), Some(second)) => &path[..second],
        (Some(_), None) => path.strip_suffix(".html").unwrap_or(path),
        _ => path,
    }
}

/// Carries a file over. A hard link costs no writing and can't be half done; where there are
/// none, a copy does.
fn keep(old: &Path, new: &Path) -> Result<(), EmitError> {
    let link = || fs::hard_link(old, new).or_else(|_| fs::copy(old, new).map(drop));
    with_parent(new, link).map_err(EmitError::at(new))
}

/// Does `work`; if that fails, makes the folder of `file` and does it again. Most folders have
/// more than one file, so asking first would cost more.
fn with_parent<T>(file: &Path, work: impl Fn() -> io::Result<T>) -> io::Result<T> {
    work().or_else(|_| {
        fs::create_dir_all(file.parent().unwrap_or(file))?;
        work()
    })
}

/// How many files of the old site the new one doesn't have.
fn removed(old: &Path, paths: &[&str]) -> Result<usize, EmitError> {
    let known: HashSet<&str> = paths.iter().copied().collect();
    let mut count = 0;
    for entry in WalkDir::new(old) {
        let entry = entry.map_err(|error| EmitError::at(old)(error.into()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(old).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let relative = parts.join("/");
        let is_ours = relative == MARKER || relative == SUMS;
        count += usize::from(!is_ours && !known.contains(relative.as_str()));
    }
    Ok(count)
}

/// Paths come from ids and file names of the content: none may lead out of the folder, take the
/// place of the mark or the sums, or share a file with another on a disk that ignores letter case.
fn check_paths(paths: &[&str]) -> Result<(), EmitError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
        let is_inside = path.split('/').all(is_plain) && !path.contains(['\\', ':']);
        let is_inside = is_inside && !path.contains(char::is_control);
        let top = path.split('/').next().unwrap_or_default();
        if !is_inside || top == MARKER || top.eq_ignore_ascii_case(SUMS) {
            let message = format!("the site has a page at `{path}`, which no folder can hold");
            return Err(EmitError::refused(message, "rename the file that it is made from"));
        }
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            let message = format!("the site has two files at `{path}` (and `{other}`)");
            let help = "rename one of the files they are made from";
            return Err(EmitError::refused(message, help));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
