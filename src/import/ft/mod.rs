//! The Financial Times' Engineering Progression: YAML with a job family a file, or, before 2020, the
//! levels and the competencies of the one family in a file each. A theme is a competency here, and
//! what is called a competency there is a behaviour.

mod family;
mod place;

use self::family::{Family, Part};
use self::place::Reader;
use super::document::squeeze;
use super::foreign::{Foreign, Source};
use super::yaml::Yaml;
use super::{ImportError, Input, encoding, markdown_blocks};

/// Keys with ids and switches, which nobody reads.
const WORDS: &[&str] = &["id", "level", "theme", "area", "isLegacy"];

/// The name of a family whose files say none.
const UNNAMED: &str = "Engineering";

/// Whether a YAML file among these has competencies that stand at levels.
pub(super) fn recognises(inputs: &[Input]) -> bool {
    inputs.iter().filter(|input| is_yaml(&input.path)).any(|input| {
        let text = encoding::decode(&input.bytes).map(|decoded| decoded.text).unwrap_or_default();
        let shape = Yaml::read(&text).map(|file| Shape::of(&file));
        matches!(shape, Ok(Shape::Family | Shape::Competencies))
    })
}

fn is_yaml(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".yml") || path.ends_with(".yaml")
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A job family with all that belongs to it.
    Family,
    /// Competencies alone.
    Competencies,
    /// Names and summaries alone: of levels, or of something else.
    Names,
    Other,
}

impl Shape {
    fn of(file: &Yaml) -> Shape {
        let is_list = |key: &str| matches!(file.get(key), Yaml::List(_));
        if is_list("competencies") && is_list("levels") {
            return Shape::Family;
        }
        let mut items = file.items().iter();
        let Some(first) = items.find(|item| matches!(item, Yaml::Map(_))) else {
            return Shape::Other;
        };
        match (first.get("level"), first.get("summary"), first.get("name")) {
            (Yaml::Text(_), Yaml::Text(_), _) => Shape::Competencies,
            (_, _, Yaml::Text(_)) => Shape::Names,
            _ => Shape::Other,
        }
    }
}

/// Reads all files.
///
/// # Errors
/// None of its own: a file that can't be read is a line of the report.
pub(super) fn read(inputs: &[Input]) -> Result<Foreign, ImportError> {
    let mut foreign = Foreign::default();
    let (mut files, mut sources) = (Vec::new(), Vec::new());
    for input in inputs {
        let mut source = Source { path: input.path.clone(), ..Source::default() };
        files.push(decode(input, &mut source).unwrap_or_else(|why| {
            source.skipped = Some(why);
            Yaml::Nothing
        }));
        sources.push(source);
    }
    let mut families: Vec<Family<'_>> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        match Shape::of(file) {
            Shape::Family => families.push(Family::in_one_file(file, at)),
            Shape::Competencies => families.push(in_many_files(at, &files, &sources)),
            Shape::Names | Shape::Other => {}
        }
    }
    // Today's families first: their themes come before those of old.
    families.sort_by_key(|family| family.is_legacy);
    let used: Vec<usize> = families.iter().flat_map(Family::sources).collect();
    for (at, source) in sources.iter_mut().enumerate() {
        if source.skipped.is_none() && !used.contains(&at) {
            source.skipped = Some("there is no job family in it, and no level of one".to_owned());
        }
    }
    let mut reader = Reader::new(&mut foreign, sources);
    for (at, file) in files.iter().enumerate() {
        if Shape::of(file) == Shape::Family {
            reader.check(file, at);
        }
    }
    reader.read(&families);
    name(&mut foreign);
    Ok(foreign)
}

fn decode(input: &Input, source: &mut Source) -> Result<Yaml, String> {
    if !is_yaml(&input.path) {
        return Err("not a YAML file".to_owned());
    }
    let text = source.decode(&input.bytes)?;
    let file = Yaml::read(&text).inspect_err(|_| {
        source.blocks = text.lines().map(squeeze).filter(|line| !line.is_empty()).collect();
    })?;
    source.blocks = file.texts(WORDS).into_iter().flat_map(markdown_blocks::visible).collect();
    if source.blocks.is_empty() { Err("there is no text".to_owned()) } else { Ok(file) }
}

/// The family of the competencies in one file, with the levels in the file of the same folder that
/// has most of those they name.
fn in_many_files<'a>(at: usize, files: &'a [Yaml], sources: &[Source]) -> Family<'a> {
    let folder = |at: usize| sources[at].path.rsplit_once('/').map(|(folder, _)| folder);
    let asked: Vec<&str> = files[at].items().iter().map(|one| one.get("level").text()).collect();
    let told = |file: &Yaml| {
        let names = file.items().iter().map(|one| one.get("id").text());
        names.filter(|name| asked.contains(name)).count()
    };
    let names = (0..files.len()).filter(|one| Shape::of(&files[*one]) == Shape::Names);
    let best = names
        .filter(|one| folder(*one) == folder(at) && told(&files[*one]) > 0)
        .max_by_key(|one| told(&files[*one]));
    let part = |source: usize| Part { source, items: files[source].items() };
    Family {
        name: UNNAMED.to_owned(),
        summary: "",
        is_legacy: false,
        levels: best.map_or(Part { source: at, items: &[] }, part),
        themes: Part { source: at, items: &[] },
        competencies: part(at),
    }
}

/// The title of the framework, which no file says.
fn name(foreign: &mut Foreign) {
    foreign.title = match &foreign.families[..] {
        [family] => format!("{} career framework", family.name),
        _ => "Career framework".to_owned(),
    };
    let trace = &mut foreign.trace;
    trace.notes.push(format!("the title `{}` is a guess: the files name none", foreign.title));
    let read = trace.sources.iter().filter(|source| source.skipped.is_none()).count();
    trace.surroundings.insert("ids: those of behaviours are words here".to_owned(), read);
}

/// A name as one line.
fn words(name: &Yaml) -> String {
    markdown_blocks::visible(name.text()).join(" ")
}
