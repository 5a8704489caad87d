//! `check --write-ids`: an id beside every behaviour that has none, so that its text can change
//! and it is still the same behaviour.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::project::Project;
use super::{Failure, output};
use crate::diagnostic::Diagnostics;
use crate::model::{Behaviour, Framework};
use crate::pipeline::{self, Memory};
use crate::source::{Content, FileId};

/// Writes every missing id into the file of its behaviour. Changes nothing else in it.
pub(super) fn run(project: &Project) -> Result<(), Failure> {
    let mut problems = Diagnostics::default();
    let framework = pipeline::framework(&project.sources, &mut Memory::default(), &mut problems);
    let Some(framework) = framework.filter(|_| !problems.has_errors()) else {
        output::message("no ids were written: mend the errors first\n");
        return Ok(());
    };
    let missing = missing(&framework);
    let count: usize = missing.values().map(Vec::len).sum();
    for (file, behaviours) in &missing {
        let file = project.sources.file(*file);
        let path = project.root.join(&*file.path);
        let text = file.content.text().unwrap_or_default();
        let insertions = behaviours.iter().map(|one| insertion(text, one)).collect();
        write(&path, text, insertions).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
    }
    output::message(&match missing.len() {
        0 => "every behaviour has an id\n".to_owned(),
        files => format!(
            "wrote {} into {}\n",
            output::counted(count, "id"),
            output::counted(files, "file")
        ),
    });
    Ok(())
}

/// Behaviours without a written id, each once: several levels and roles may expect the same one.
fn missing(framework: &Framework) -> BTreeMap<FileId, Vec<&Behaviour>> {
    let levels = framework.roles.iter().flat_map(|role| &role.levels);
    let expectations = levels.flat_map(|level| {
        let cells = level.cells.iter().flat_map(|cell| &cell.expectations);
        cells.chain(level.attributes.iter().flat_map(|one| one.value.expectations()))
    });
    let mut seen = HashSet::new();
    let mut missing: BTreeMap<FileId, Vec<&Behaviour>> = BTreeMap::new();
    for one in expectations {
        let behaviour = &*one.behaviour;
        let file = behaviour.text.span.file;
        if !behaviour.has_written_id && seen.insert((file, behaviour.id_place)) {
            missing.entry(file).or_default().push(behaviour);
        }
    }
    missing
}

/// Where an id goes, in bytes of the file's text, and what is written there: braces of its own,
/// or a word in those that are there.
fn insertion(text: &str, behaviour: &Behaviour) -> (usize, String) {
    let place = behaviour.id_place as usize;
    let before = &text[..place];
    let braces = before.ends_with('}').then(|| before.rfind('{')).flatten();
    // Braces that are part of the sentence aren't marks.
    match braces.filter(|open| !behaviour.text.markdown.contains(&before[*open..])) {
        Some(open) => (open + 1, format!("#{} ", behaviour.id)),
        None => (place, format!(" {{#{}}}", behaviour.id)),
    }
}

/// Inserts into the file at `path`, whose text was `text` when it was read. Its line ends and its
/// byte order mark stay as they are.
fn write(path: &Path, text: &str, mut insertions: Vec<(usize, String)>) -> io::Result<()> {
    let raw = fs::read(path)?;
    if Content::new(raw.clone()).text() != Some(text) {
        return Err(io::Error::other("the file was changed meanwhile; run the command again"));
    }
    insertions.sort();
    let mut insertions = insertions.into_iter().peekable();
    let start = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut mended = raw[..start].to_vec();
    // Places count the text as it was read, without the `\r` of a line end.
    let mut place = 0;
    for (index, byte) in raw.iter().enumerate().skip(start) {
        while let Some((_, id)) = insertions.next_if(|(at, _)| *at == place) {
            mended.extend(id.into_bytes());
        }
        mended.push(*byte);
        let is_line_end = *byte == b'\r' && raw.get(index + 1) == Some(&b'\n');
        place += usize::from(!is_line_end);
    }
    mended.extend(insertions.flat_map(|(_, id)| id.into_bytes()));
    replace(path, &mended)
}

/// A kill leaves the old file or the new one, never half of it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(raw: &[u8], insertions: &[(usize, &str)]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ic1.md");
        fs::write(&path, raw).unwrap();
        let content = Content::new(raw.to_vec());
        let insertions = insertions.iter().map(|(at, id)| (*at, (*id).to_owned())).collect();
        write(&path, content.text().unwrap(), insertions).unwrap();
        String::from_utf8(fs::read(&path).unwrap()).unwrap()
    }

    #[test]
    fn line_ends_and_marks_stay() {
        assert_eq!(written(b"- a\n- b", &[(7, " {#b}"), (3, " {#a}")]), "- a {#a}\n- b {#b}");
        assert_eq!(
            written(b"\xef\xbb\xbf- a\r\n- b\r\n", &[(3, " {#a}"), (7, " {#b}")]),
            "\u{feff}- a {#a}\r\n- b {#b}\r\n"
        );
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ic1.md");
        fs::write(&path, "- new").unwrap();
        assert!(write(&path, "- old", Vec::new()).is_err());
    }
}
