use std::collections::BTreeMap;

use super::*;
use crate::source::{FileId, Sources, Span};

/// A folder with content, and a place for the site beside it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        Place { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn check(&self, out: &str) -> Result<Destination, EmitError> {
        Destination::check(&self.path(out), self.folder.path(), &["content"])
    }

    fn emit(&self, files: &[(&str, &str)]) -> Result<Emitted, EmitError> {
        let all: BTreeMap<_, _> = files.iter().copied().collect();
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        // A line is a part.
        let parts = |path: &str| -> Result<Parts<'_>, Diagnostic> {
            let lines = all[path].split_inclusive('\n');
            Ok(Box::new(lines.map(|line| line.as_bytes().to_vec())))
        };
        write(&paths, &parts, true, &self.check("site")?)
    }

    /// Every file below the place but the content and the sums: path and text.
    fn files(&self) -> Vec<String> {
        let entries = WalkDir::new(self.folder.path()).sort_by_file_name().into_iter().flatten();
        let files =
            entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != SUMS);
        let line = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(self.folder.path()).unwrap().to_string_lossy();
            format!("{}: {}", path.replace('\\', "/"), fs::read_to_string(entry.path()).unwrap())
        };
        files.map(line).collect()
    }
}

const MARKED: &str = "site/.rungs: Made by rungs. The next build replaces this whole folder.\n";

fn emitted(pages: usize, written: usize, unchanged: usize, removed: usize) -> Emitted {
    Emitted { pages, written, unchanged, removed }
}

#[test]
fn what_changed_is_written_and_what_is_gone_is_removed() {
    let place = Place::new();
    let first = place.emit(&[("index.html", "1"), ("roles/a/x.html", "2"), ("b.js", "3")]);
    assert_eq!(first.unwrap(), emitted(2, 3, 0, 0));
    assert_eq!(
        place.files(),
        [MARKED, "site/b.js: 3", "site/index.html: 1", "site/roles/a/x.html: 2"]
    );
    let second = place.emit(&[("index.html", "1"), ("roles/a/x.html", "new")]);
    assert_eq!(second.unwrap(), emitted(2, 1, 1, 1));
    assert_eq!(place.files(), [MARKED, "site/index.html: 1", "site/roles/a/x.html: new"]);
    // A folder becomes a file.
    place.emit(&[("roles", "now a file")]).unwrap();
    assert_eq!(place.files(), [MARKED, "site/roles: now a file"]);
}

#[test]
fn a_file_in_parts_may_change_anywhere() {
    let place = Place::new();
    let mut last = None;
    for text in ["", "a\nb\nc\n", "a\nb\n", "a\nB\n", "a\nB\nc", "x\nB\nc", "x\nB\nc", "x", ""] {
        let is_new = last != Some(text);
        let (written, unchanged) = (usize::from(is_new), usize::from(!is_new));
        let all = place.emit(&[("a.json", text)]);
        assert_eq!(all.unwrap(), emitted(0, written, unchanged, 0), "{text:?}");
        assert_eq!(fs::read_to_string(place.path("site/a.json")).unwrap(), text);
        last = Some(text);
    }
}

/// The sums of "1" and "2" are what `printf 1 | sha256sum` prints.
#[test]
fn the_sum_of_every_file_is_told() {
    const ONE: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
    const TWO: &str = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35";
    let place = Place::new();
    let sums = || fs::read_to_string(place.path("site/SHA256SUMS")).unwrap();
    place.emit(&[("b.html", "1"), ("a/b.html", "2")]).unwrap();
    let both = format!("{TWO}  a/b.html\n{ONE}  b.html\n");
    assert_eq!(sums(), both);
    // Of a file that is as it was, it is the same; a stray file isn't the site's.
    fs::write(place.path("site/stray"), "").unwrap();
    assert_eq!(place.emit(&[("b.html", "1"), ("a/b.html", "2")]).unwrap(), emitted(2, 0, 2, 1));
    assert_eq!(sums(), both);
    // Whoever wrote into it, the next build makes it right.
    fs::write(place.path("site/SHA256SUMS"), "no").unwrap();
    place.emit(&[("b.html", "1"), ("a/b.html", "2")]).unwrap();
    assert_eq!(sums(), both);
    place.emit(&[("b.html", "2")]).unwrap();
    assert_eq!(sums(), format!("{TWO}  b.html\n"));
}

#[test]
fn an_equal_site_touches_nothing() {
    let place = Place::new();
    place.emit(&[("index.html", "1")]).unwrap();
    let modified = || fs::metadata(place.path("site")).unwrap().modified().unwrap();
    let before = modified();
    assert_eq!(place.emit(&[("index.html", "1")]).unwrap(), emitted(1, 0, 1, 0));
    assert_eq!(modified(), before);
}

#[test]
fn a_page_that_cannot_be_rendered_leaves_the_old_site() {
    let place = Place::new();
    place.emit(&[("index.html", "1"), ("a.html", "1")]).unwrap();
    let before = place.files();
    let sources = Sources::from_texts([("theme.html", "")]);
    let file: FileId = sources.iter().next().unwrap().0;
    let fails = |path: &str| match path {
        "index.html" => Ok(Box::new(std::iter::once(b"2".to_vec())) as Parts<'_>),
        _ => Err(Diagnostic::error("template", Span::top(file), format!("no {path}"))),
    };
    let destination = place.check("site").unwrap();
    let result = write(&["index.html", "a.html", "b.html"], &fails, true, &destination);
    let Err(EmitError::Content(problems)) = result else { panic!("{result:?}") };
    assert_eq!(problems.sorted().len(), 2, "every page that fails is told");
    assert_eq!(place.files(), before);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let place = Place::new();
    let refused = |out: &str| place.check(out).unwrap_err().to_string().replace('\\', "/");
    let end = |out: &str, end: &str| assert!(refused(out).ends_with(end), "{}", refused(out));
    end("", "holds what the site is made from");
    end("..", "holds what the site is made from");
    end("content", "holds what the site is made from");
    end("content/site", "holds what the site is made from");
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full/thesis.txt"), "years of work").unwrap();
    end("full", "has contents that rungs didn't make");
    fs::write(place.path("full/.rungs"), "something else").unwrap();
    end("full", "has contents that rungs didn't make");
    end("full/thesis.txt", "is a file, not a folder");
    fs::create_dir(place.path("empty")).unwrap();
    place.check("empty").unwrap();
    place.check("new/below/new").unwrap();
    let root = Destination::check(Path::new("/"), &place.path(""), &[]).unwrap_err();
    assert!(root.to_string().contains("is the root of a disk"), "{root}");
}

#[test]
fn a_checkout_is_refused_even_if_a_site_is_in_it() {
    let place = Place::new();
    place.emit(&[("index.html", "1")]).unwrap();
    fs::create_dir(place.path("site/.git")).unwrap();
    assert!(place.check("site").unwrap_err().to_string().contains("is a git checkout"));
}

#[test]
fn no_page_leads_out_of_the_folder() {
    let place = Place::new();
    let outside = ["../a.html", "/a.html", "a/../../b", "a//b", "", "C:/a", "a\\b", "a\nb"];
    for path in outside.into_iter().chain([MARKER, SUMS]) {
        let result = place.emit(&[(path, "")]);
        assert!(matches!(result, Err(EmitError::Refused { .. })), "{path}: {result:?}");
    }
    assert!(place.emit(&[("a.html", ""), ("A.html", "")]).is_err());
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn what_a_killed_build_left_goes_with_the_next() {
    let place = Place::new();
    place.emit(&[("index.html", "1")]).unwrap();
    fs::create_dir(place.path(".site.rungs-new")).unwrap();
    fs::write(place.path(".site.rungs-new/half.html"), "hal").unwrap();
    place.emit(&[("index.html", "2")]).unwrap();
    assert_eq!(place.files(), [MARKED, "site/index.html: 2"]);
    // Killed between the two renames of a system that can't exchange.
    fs::rename(place.path("site"), place.path(".site.rungs-old")).unwrap();
    place.check("site").unwrap();
    assert_eq!(place.files(), [MARKED, "site/index.html: 2"]);
}

#[test]
fn two_builds_do_not_write_one_site() {
    let place = Place::new();
    let destination = place.check("site").unwrap();
    let staging = destination.stage().unwrap();
    let second = place.emit(&[("index.html", "1")]).unwrap_err();
    assert!(second.to_string().starts_with("another build is writing to"), "{second}");
    drop(staging);
    place.emit(&[("index.html", "1")]).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.path("real")).unwrap();
    fs::set_permissions(place.path("real"), fs::Permissions::from_mode(0o750)).unwrap();
    std::os::unix::fs::symlink(place.path("real"), place.path("site")).unwrap();
    place.emit(&[("index.html", "1")]).unwrap();
    place.emit(&[("index.html", "2")]).unwrap();
    assert!(place.path("site").is_symlink());
    assert_eq!(fs::read_to_string(place.path("real/index.html")).unwrap(), "2");
    let mode = fs::metadata(place.path("real")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
}
