use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::EmitError;
use super::destination::real;

/// A file that holds a site, to be written whole or not at all.
#[derive(Debug)]
pub struct SingleDestination {
    /// The file, free of symbolic links.
    file: PathBuf,
}

impl SingleDestination {
    /// Makes sure that a browser would open the file, and that nothing is lost which the site is
    /// made from. `root` and `sources` are as for [`super::Destination::check`].
    ///
    /// # Errors
    /// If it isn't named as a page is, is a folder, or lies in the content.
    pub fn check(
        file: &Path,
        root: &Path,
        sources: &[&str],
    ) -> Result<SingleDestination, EmitError> {
        let shown = file.display();
        let end = file.extension().map(|end| end.to_ascii_lowercase());
        if !end.is_some_and(|end| end == "html" || end == "htm") {
            let message = format!("`{shown}` is not named as a page is");
            return Err(EmitError::refused(message, "let its name end in `.html`"));
        }
        let file = real(file)?;
        if file.is_dir() {
            let message = format!("`{shown}` is a folder");
            return Err(EmitError::refused(message, "name a file, e.g. `framework.html`"));
        }
        let root = real(root)?;
        if sources.iter().any(|one| file.starts_with(root.join(one))) {
            let message = format!("`{shown}` lies in what the site is made from");
            return Err(EmitError::refused(
                message,
                "name a file elsewhere, e.g. `framework.html`",
            ));
        }
        Ok(SingleDestination { file })
    }

    /// Puts `bytes` in the place of what is there. Whoever reads the file, and whatever kills the
    /// build, meets the whole old one or the whole new one.
    ///
    /// # Errors
    /// The machine failed; the file is then as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<(), EmitError> {
        if fs::read(&self.file).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
        let folder = self.file.parent().unwrap_or(&self.file);
        let write = || {
            fs::create_dir_all(folder)?;
            let mut new = tempfile::Builder::new();
            // As any new file: whoever may read its folder may read it.
            #[cfg(unix)]
            new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            let mut new = new.tempfile_in(folder)?;
            new.write_all(bytes)?;
            new.persist(&self.file).map(drop).map_err(|error| error.error)
        };
        write().map_err(EmitError::at(&self.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_never_content() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let check = |path: &str| SingleDestination::check(&root.join(path), root, &["content"]);
        let file = check("new/a.html").unwrap();
        file.write(b"one").unwrap();
        file.write(b"two").unwrap();
        assert_eq!(fs::read(root.join("new/a.html")).unwrap(), b"two");
        assert_eq!(fs::read_dir(root.join("new")).unwrap().count(), 1);
        assert!(check("content/pages/a.html").is_err());
        assert!(check("a.md").is_err() && check("html").is_err());
        fs::create_dir(root.join("b.html")).unwrap();
        assert!(check("b.html").is_err());
    }
}
