//! Frameworks of other forms, to be moved in.

use std::fs;
use std::path::{Path, PathBuf};

use rungs::import::Input;

/// A folder of `tests/fixtures/import/`.
pub fn fixture(folder: &str) -> Vec<Input> {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(folder))
}

/// A folder of the material beside the repository; none, and a line on the terminal, without it.
pub fn beside(path: &str) -> Option<Vec<Input>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(read(&path))
}

fn read(path: &Path) -> Vec<Input> {
    let files: Vec<PathBuf> = if path.is_dir() {
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect()
    } else {
        vec![path.to_owned()]
    };
    files
        .into_iter()
        .filter(|file| file.is_file())
        .map(|file| Input {
            path: file.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(&file).unwrap(),
        })
        .collect()
}
