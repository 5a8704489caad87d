use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::EmitError;

/// Stands at the root of every site and says that a build may replace the folder.
pub(super) const MARKER: &str = ".rungs";

/// The marker's content. It holds neither a time nor a path: equal sources give equal folders.
const MARK: &str = "Made by rungs. The next build replaces this whole folder.\n";

/// A folder that a site may be written to.
#[derive(Debug)]
pub struct Destination {
    /// The folder itself, free of symbolic links.
    out: PathBuf,
    /// Beside it: where the new site grows, and where the old one is taken apart.
    staging: PathBuf,
    /// Beside it: where the old site waits for a moment, on systems that can't exchange folders.
    aside: PathBuf,
    /// Whether a site of ours is there already.
    has_site: bool,
}

impl Destination {
    /// Makes sure that nothing but a site of ours is lost if `out` is replaced.
    ///
    /// `root` is the folder of `book.toml`, and `sources` are the folders below it that content
    /// is read from.
    ///
    /// # Errors
    /// If `out` is the root of a disk, holds what the site is made from, lies in it, or has
    /// contents that rungs didn't make.
    pub fn check(out: &Path, root: &Path, sources: &[&str]) -> Result<Destination, EmitError> {
        let shown = out.display();
        let out = real(out)?;
        let root = real(root)?;
        let Some((parent, name)) = out.parent().zip(out.file_name()) else {
            let message = format!("`{shown}` is the root of a disk, not a folder for a site");
            return Err(EmitError::refused(message, "name a folder, e.g. `--out site`"));
        };
        let in_sources = sources.iter().any(|one| out.starts_with(root.join(one)));
        if root.starts_with(&out) || in_sources {
            let message = format!("`{shown}` holds what the site is made from");
            let help = "name a folder of its own, e.g. `--out site`";
            return Err(EmitError::refused(message, help));
        }
        let beside = |end: &str| {
            let mut file = std::ffi::OsString::from(".");
            file.push(name);
            file.push(end);
            parent.join(file)
        };
        let mut destination = Destination {
            staging: beside(".rungs-new"),
            aside: beside(".rungs-old"),
            has_site: false,
            out: out.clone(),
        };
        destination.recover()?;
        destination.has_site = is_site(&out, &shown.to_string())?;
        Ok(destination)
    }

    /// The site that is there, if one is.
    pub(super) fn old_site(&self) -> Option<&Path> {
        self.has_site.then_some(&self.out)
    }

    /// Starts a new site beside the old one.
    pub(super) fn stage(&self) -> Result<Staging<'_>, EmitError> {
        let path = &self.staging;
        let parent = path.parent().unwrap_or(path);
        fs::create_dir_all(parent).map_err(EmitError::at(parent))?;
        if path.exists() {
            if is_locked(&path.join(MARKER)) {
                let message = format!("another build is writing to `{}`", self.out.display());
                let help = "wait until it is done, or name another folder with `--out`";
                return Err(EmitError::refused(message, help));
            }
            // A build that was killed left it.
            fs::remove_dir_all(path).map_err(EmitError::at(path))?;
        }
        fs::create_dir(path).map_err(EmitError::at(path))?;
        let mut staging = Staging { destination: self, lock: None };
        let marker = path.join(MARKER);
        let mut file = File::create_new(&marker).map_err(EmitError::at(&marker))?;
        // Held until the site is complete, so that a second build can tell a running one from
        // one that was killed. Some network disks have no locks; there, nothing is held.
        let _ = file.try_lock();
        file.write_all(MARK.as_bytes()).map_err(EmitError::at(&marker))?;
        staging.lock = Some(file);
        Ok(staging)
    }

    /// Puts back what a build left that was killed between two renames.
    fn recover(&self) -> Result<(), EmitError> {
        if !self.aside.exists() {
            return Ok(());
        }
        match self.out.exists() {
            true => fs::remove_dir_all(&self.aside).map_err(EmitError::at(&self.aside)),
            false => fs::rename(&self.aside, &self.out).map_err(EmitError::at(&self.out)),
        }
    }

    /// Puts the new site in the place of the old one, and the old one where the new one grew.
    fn exchange(&self) -> io::Result<()> {
        if !self.has_site {
            // Windows renames onto nothing, not even onto an empty folder.
            if self.out.exists() {
                fs::remove_dir(&self.out)?;
            }
            return fs::rename(&self.staging, &self.out);
        }
        if exchange_at_once(&self.staging, &self.out).is_ok() {
            return Ok(());
        }
        // Not every system and disk can exchange. A kill between these two leaves no site at its
        // place for a moment; `recover` brings the old one back.
        fs::rename(&self.out, &self.aside)?;
        fs::rename(&self.staging, &self.out)
            .inspect_err(|_| drop(fs::rename(&self.aside, &self.out)))?;
        fs::rename(&self.aside, &self.staging)
    }
}

/// A new site that isn't in its place yet. Goes away if it never gets there.
#[derive(Debug)]
pub(super) struct Staging<'d> {
    destination: &'d Destination,
    lock: Option<File>,
}

impl Staging<'_> {
    /// Where it grows.
    pub(super) fn path(&self) -> &Path {
        &self.destination.staging
    }

    /// The new site takes the old one's place, at once; then the old one goes.
    pub(super) fn commit(mut self) -> Result<(), EmitError> {
        let Destination { out, .. } = self.destination;
        if let Ok(old) = fs::metadata(out) {
            // Whoever could read or change the old folder can read or change the new one.
            fs::set_permissions(self.path(), old.permissions())
                .map_err(EmitError::at(self.path()))?;
        }
        // Windows can't rename a folder in which a file is open.
        self.lock = None;
        self.destination.exchange().map_err(|error| match error.kind() {
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => EmitError::refused(
                format!("`{}` can't be replaced: {error}", out.display()),
                "a mount point can't be; name a folder below it with `--out`",
            ),
            _ => EmitError::at(out)(error),
        })
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        self.lock = None;
        // What can't be removed now, the next build removes.
        let _ = fs::remove_dir_all(self.path());
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_at_once(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_at_once(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn is_locked(marker: &Path) -> bool {
    let Ok(file) = File::open(marker) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// Whether a site of ours is at `out`; an error if something else is.
fn is_site(out: &Path, shown: &str) -> Result<bool, EmitError> {
    if out.is_file() {
        let message = format!("`{shown}` is a file, not a folder");
        return Err(EmitError::refused(message, "name another folder with `--out`"));
    }
    if !out.exists() {
        return Ok(false);
    }
    let mut entries = fs::read_dir(out).map_err(EmitError::at(out))?;
    if entries.next().is_none() {
        return Ok(false);
    }
    if fs::read(out.join(MARKER)).ok().as_deref() != Some(MARK.as_bytes()) {
        let message = format!("`{shown}` has contents that rungs didn't make");
        let help = "empty it yourself if you don't need them, or name another folder with `--out`";
        return Err(EmitError::refused(message, help));
    }
    if out.join(".git").exists() {
        let message = format!("`{shown}` is a git checkout, and a build replaces the whole folder");
        let help = "build elsewhere and copy the site there";
        return Err(EmitError::refused(message, help));
    }
    Ok(true)
}

/// A path without symbolic links, whether it exists or not.
pub(super) fn real(path: &Path) -> Result<PathBuf, EmitError> {
    let absolute = std::path::absolute(path).map_err(EmitError::at(path))?;
    let mut missing = Vec::new();
    for ancestor in absolute.ancestors() {
        match ancestor.canonicalize() {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |real, name| real.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(EmitError::at(ancestor)(error)),
        }
        let is_dangling = ancestor.symlink_metadata().is_ok();
        let Some(name) = ancestor.file_name().filter(|_| !is_dangling) else {
            let message = format!("`{}` leads nowhere", path.display());
            return Err(EmitError::refused(message, "name a folder, e.g. `--out site`"));
        };
        missing.push(name.to_owned());
    }
    Ok(absolute)
}
