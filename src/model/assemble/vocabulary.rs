use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::{
    Attribute, AttributeId, Competency, CompetencyId, Family, FamilyId, Link, Pillar, PillarId,
    Point, Rating, Scale, ScaleId, Track, TrackLevel, slugged,
};
use super::tracks::tracks;
use super::{Uniques, id, maybe_prose};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::parse::{
    AttributeKind, AttributeTable, CompetencyTable, Document, FrameworkFile, PointTable, Text,
    span_of,
};
use crate::source::{FileId, Span};

/// Everything that `framework.toml` declares, found by id and by name.
pub(super) struct Vocabulary {
    pub(super) cumulative: bool,
    pub(super) families: Vec<Arc<Family>>,
    pub(super) tracks: Vec<Arc<Track>>,
    pub(super) pillars: Vec<Arc<Pillar>>,
    pub(super) competencies: Vec<Arc<Competency>>,
    pub(super) attributes: Vec<Arc<Attribute>>,
    pub(super) scales: Vec<Arc<Scale>>,
    pub(super) ratings: Vec<Rating>,
    /// Competencies whose pillar nobody knows, which has been reported.
    pub(super) lost_pillars: HashSet<CompetencyId>,
    /// What `framework.toml` says where it couldn't be read, as ids.
    lost: HashSet<String>,
    /// Places of competencies by lower-case name, alias and id: one name may stand in several
    /// pillars.
    by_name: HashMap<String, Vec<usize>>,
}

impl Vocabulary {
    pub(super) fn new(
        document: &Document<FrameworkFile>,
        diagnostics: &mut Diagnostics,
    ) -> Vocabulary {
        let Document { file, value, .. } = document;
        let file = *file;
        let mut vocabulary = Vocabulary {
            cumulative: value.cumulative,
            families: Vec::new(),
            tracks: Vec::new(),
            pillars: Vec::new(),
            competencies: Vec::new(),
            attributes: Vec::new(),
            scales: Vec::new(),
            ratings: ratings(file, &value.rating, diagnostics),
            lost_pillars: HashSet::new(),
            lost: value.lost.iter().filter_map(|text| as_id(text)).collect(),
            by_name: HashMap::new(),
        };
        vocabulary.read_families(file, value, diagnostics);
        vocabulary.tracks = tracks(file, &value.track, diagnostics);
        vocabulary.read_pillars(file, value, diagnostics);
        vocabulary.read_scales(file, value, diagnostics);
        vocabulary.read_competencies(file, &value.competency, diagnostics);
        vocabulary.read_attributes(file, &value.attribute, diagnostics);
        vocabulary
    }

    fn read_families(&mut self, file: FileId, value: &FrameworkFile, out: &mut Diagnostics) {
        let mut uniques = Uniques::new("families");
        for table in &value.family {
            let span = span_of(file, &table.id);
            let Some(id) = id(FamilyId::new, table.id.get_ref(), span, out) else { continue };
            if uniques.insert(id.as_str(), span, out) {
                let summary = maybe_prose(file, table.summary.as_ref());
                self.families.push(Arc::new(Family {
                    id,
                    name: table.name.clone(),
                    summary,
                    span,
                }));
            }
        }
    }

    fn read_pillars(&mut self, file: FileId, value: &FrameworkFile, out: &mut Diagnostics) {
        let mut uniques = Uniques::new("pillars");
        for table in &value.pillar {
            let span = span_of(file, &table.id);
            let Some(id) = id(PillarId::new, table.id.get_ref(), span, out) else { continue };
            if uniques.insert(id.as_str(), span, out) {
                let name = table.name.get_ref().clone();
                if self.pillar(&name).is_some() {
                    out.push(duplicate_name("pillars", span_of(file, &table.name), &name));
                }
                let summary = maybe_prose(file, table.summary.as_ref());
                let icon = table.icon.clone();
                self.pillars.push(Arc::new(Pillar { id, name, icon, summary, span }));
            }
        }
    }

    fn read_scales(&mut self, file: FileId, value: &FrameworkFile, out: &mut Diagnostics) {
        let mut uniques = Uniques::new("scales");
        for table in &value.scale {
            let span = span_of(file, &table.id);
            let Some(id) = id(ScaleId::new, table.id.get_ref(), span, out) else { continue };
            if uniques.insert(id.as_str(), span, out) {
                let points = points(file, "points of a scale", &table.point, out);
                let points = points.into_iter().map(Arc::new).collect();
                self.scales.push(Arc::new(Scale { id, name: table.name.clone(), points }));
            }
        }
    }

    fn read_competencies(
        &mut self,
        file: FileId,
        tables: &[CompetencyTable],
        out: &mut Diagnostics,
    ) {
        let mut uniques = Uniques::new("competencies");
        let mut made = Vec::new();
        for table in tables {
            let span = span_of(file, &table.id);
            let Some(id) = id(CompetencyId::new, table.id.get_ref(), span, out) else { continue };
            if uniques.insert(id.as_str(), span, out) {
                let competency = self.competency_of(file, id, table, out);
                if competency.pillar.is_none() && table.pillar.is_some() {
                    self.lost_pillars.insert(competency.id.clone());
                }
                made.push((competency, table));
            }
        }
        let place = |one: &Competency| {
            let pillar = one.pillar.as_ref()?;
            self.pillars.iter().position(|pillar_| pillar_.id == pillar.id)
        };
        made.sort_by_key(|(one, _)| place(one).unwrap_or(usize::MAX));
        for (competency, table) in made {
            let index = self.competencies.len();
            self.competencies.push(Arc::new(competency));
            let id = &table.id;
            for name in std::iter::once(&table.name).chain(&table.aliases).chain([id]) {
                self.name(file, name, index, out);
            }
        }
    }

    fn competency_of(
        &self,
        file: FileId,
        id: CompetencyId,
        table: &CompetencyTable,
        out: &mut Diagnostics,
    ) -> Competency {
        let pillar = table.pillar.as_ref().and_then(|text| {
            let known = self.pillars.iter().map(|pillar| pillar.id.as_str());
            let found = self.pillars.iter().find(|pillar| pillar.id.as_str() == text.get_ref());
            found.cloned().or_else(|| self.unknown("pillar", file, text, known, out))
        });
        let scale = table.scale.as_ref().and_then(|text| {
            let known = self.scales.iter().map(|scale| scale.id.as_str());
            let found = self.scales.iter().find(|scale| scale.id.as_str() == text.get_ref());
            found.cloned().or_else(|| self.unknown("scale", file, text, known, out))
        });
        let links = table.links.iter().map(|link| {
            let span = span_of(file, &link.url);
            Link { label: link.label.clone(), url: link.url.get_ref().clone(), span }
        });
        Competency {
            id,
            name: table.name.get_ref().clone(),
            pillar,
            summary: maybe_prose(file, table.summary.as_ref()),
            aliases: table.aliases.iter().map(|alias| alias.get_ref().clone()).collect(),
            scale,
            links: links.collect(),
            span: span_of(file, &table.name),
        }
    }

    /// Lets a competency be found by a name, unless another one of its pillar has it.
    fn name(&mut self, file: FileId, name: &Text, index: usize, out: &mut Diagnostics) {
        let places = self.by_name.entry(key(name.get_ref())).or_default();
        if places.contains(&index) {
            return;
        }
        let pillar = |index: usize| self.competencies[index].pillar.as_ref().map(|one| &one.id);
        if places.iter().any(|other| pillar(*other) == pillar(index)) {
            out.push(duplicate_name("competencies", span_of(file, name), name.get_ref()));
        } else {
            places.push(index);
        }
    }

    fn read_attributes(&mut self, file: FileId, tables: &[AttributeTable], out: &mut Diagnostics) {
        let mut uniques = Uniques::new("attributes");
        for table in tables {
            let span = span_of(file, &table.id);
            let Some(id) = id(AttributeId::new, table.id.get_ref(), span, out) else { continue };
            if !uniques.insert(id.as_str(), span, out) {
                continue;
            }
            let is_ordered = table.kind == AttributeKind::Ordered;
            if is_ordered == table.values.is_empty() {
                let (message, help) = match is_ordered {
                    true => (
                        "an ordered attribute needs its `values`",
                        "list them lowest first, e.g. `values = [\"own team\", \"company\"]`",
                    ),
                    false => (
                        "only an ordered attribute has `values`",
                        "take them away, or write `type = \"ordered\"`",
                    ),
                };
                out.push(Diagnostic::error("wrong-value", span, message).help(help));
            }
            self.check_values(file, table, out);
            self.check_label(file, table, out);
            self.attributes.push(Arc::new(Attribute {
                id,
                label: table.label.get_ref().clone(),
                kind: table.kind,
                values: table.values.iter().map(|value| value.get_ref().clone()).collect(),
                summary: maybe_prose(file, table.summary.as_ref()),
                span,
            }));
        }
    }

    fn check_values(&self, file: FileId, table: &AttributeTable, out: &mut Diagnostics) {
        for (at, value) in table.values.iter().enumerate() {
            if table.values[..at].iter().any(|one| one.get_ref() == value.get_ref()) {
                let message = format!("`{}` stands twice among the values", value.get_ref());
                out.push(
                    Diagnostic::error("wrong-value", span_of(file, value), message)
                        .help("list each value once, lowest first"),
                );
            }
        }
    }

    /// A `##` of a level file is found by its name alone, whatever kind of thing it names.
    fn check_label(&self, file: FileId, table: &AttributeTable, out: &mut Diagnostics) {
        let label = table.label.get_ref();
        let span = span_of(file, &table.label);
        if self.attributes.iter().any(|one| key(&one.label) == key(label)) {
            out.push(duplicate_name("attributes", span, label));
            return;
        }
        let bare = self.competency(None, label).map(|at| &self.competencies[at]);
        let other = match self.pillar(label) {
            Some(_) => "a pillar",
            None if bare.is_some_and(|one| one.pillar.is_none()) => "a competency",
            None => return,
        };
        if table.kind == AttributeKind::List {
            let message = format!("{other} and a list attribute are called `{label}`");
            out.push(
                Diagnostic::error("duplicate-name", span, message)
                    .help("a heading `##` could mean either: give one of them another name"),
            );
        }
    }

    /// Whether a name is of something that is declared, but couldn't be read: that has been
    /// reported, and is not to be reported wherever it is used.
    pub(super) fn is_lost(&self, name: &str) -> bool {
        !self.lost.is_empty() && as_id(name).is_some_and(|id| self.lost.contains(&id))
    }

    /// Reports an id that `framework.toml` doesn't declare.
    pub(super) fn unknown<'k, T>(
        &self,
        kind: &str,
        file: FileId,
        text: &Text,
        known: impl IntoIterator<Item = &'k str>,
        out: &mut Diagnostics,
    ) -> Option<T> {
        match self.is_lost(text.get_ref()) {
            true => None,
            false => unknown(kind, file, text, known, out),
        }
    }

    /// The pillar that a heading names, by name or id.
    pub(super) fn pillar(&self, heading: &str) -> Option<&Arc<Pillar>> {
        let wanted = key(heading);
        self.pillars.iter().find(|one| key(&one.name) == wanted || one.id.as_str() == wanted)
    }

    /// The list attribute that a heading names, by label or id: its place.
    pub(super) fn list_attribute(&self, heading: &str) -> Option<usize> {
        let wanted = key(heading);
        self.attributes.iter().position(|one| {
            one.kind == AttributeKind::List
                && (key(&one.label) == wanted || one.id.as_str() == wanted)
        })
    }

    /// The attribute that a heading names although it is no list.
    pub(super) fn front_matter_attribute(&self, heading: &str) -> Option<&Arc<Attribute>> {
        let wanted = key(heading);
        self.attributes.iter().find(|one| {
            one.kind != AttributeKind::List
                && (key(&one.label) == wanted || one.id.as_str() == wanted)
        })
    }

    /// The competency that a heading below a pillar names: its place. The one of this pillar if
    /// several have the name.
    pub(super) fn competency(&self, pillar: Option<&Pillar>, heading: &str) -> Option<usize> {
        let places = self.by_name.get(&key(heading))?;
        let of_pillar = |index: &&usize| {
            self.competencies[**index].pillar.as_ref().map(|one| &one.id)
                == pillar.map(|one| &one.id)
        };
        places.iter().find(of_pillar).or_else(|| places.first()).copied()
    }

    /// A competency by id.
    pub(super) fn competency_by_id(
        &self,
        file: FileId,
        text: &Text,
        out: &mut Diagnostics,
    ) -> Option<Arc<Competency>> {
        let found = self.competencies.iter().find(|one| one.id.as_str() == text.get_ref());
        let known = self.competencies.iter().map(|one| one.id.as_str());
        found.cloned().or_else(|| self.unknown("competency", file, text, known, out))
    }

    /// All names of competencies, for suggestions.
    pub(super) fn competency_names(&self) -> impl Iterator<Item = &str> {
        self.competencies.iter().flat_map(|one| {
            std::iter::once(one.name.as_str()).chain(one.aliases.iter().map(String::as_str))
        })
    }

    /// The rung of an id, whatever its track.
    pub(super) fn level(&self, id: &str) -> Option<&TrackLevel> {
        self.tracks.iter().find_map(|track| Some(track.level(id)?.1))
    }

    /// All ids of levels, for suggestions.
    pub(super) fn level_ids(&self) -> impl Iterator<Item = &str> {
        self.tracks.iter().flat_map(|track| track.levels.iter().map(|level| level.id.as_str()))
    }
}

/// A name as an id is made of it: whether an id or a name is written, they come out alike.
fn as_id(name: &str) -> Option<String> {
    slugged(name, 64)
}

/// Headings are compared without letter case and outer blanks.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Reports an id that nothing has. The code is `unknown-<kind>`.
pub(super) fn unknown<'k, T>(
    kind: &str,
    file: FileId,
    text: &Text,
    known: impl IntoIterator<Item = &'k str>,
    out: &mut Diagnostics,
) -> Option<T> {
    let code = match kind {
        "family" => "unknown-family",
        "track" => "unknown-track",
        "level" => "unknown-level",
        "pillar" => "unknown-pillar",
        "scale" => "unknown-scale",
        "point of the scale" => "unknown-point",
        "attribute" => "unknown-attribute",
        "role" => "unknown-role",
        "shared set" => "unknown-shared",
        "area" | "dimension" | "exercise" => "unknown-interview",
        _ => "unknown-competency",
    };
    let message = format!("no {kind} is called `{}`", text.get_ref());
    let help = did_you_mean(text.get_ref(), known).unwrap_or_else(|| match kind {
        "role" => "mend the id: it is the name of a folder of roles/".to_owned(),
        "shared set" => "mend the name: it is that of a folder of shared/".to_owned(),
        "area" | "dimension" | "exercise" => format!("add a `[[{kind}]]` of this id, or mend it"),
        _ => format!("mend the id, or declare the {kind} in framework.toml"),
    });
    out.push(Diagnostic::error(code, span_of(file, text), message).help(help));
    None
}

fn duplicate_name(what: &str, span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("duplicate-name", span, format!("two {what} are called `{name}`"))
        .help("a heading could mean either: give one of them another name or alias")
}

fn points(file: FileId, what: &str, tables: &[PointTable], out: &mut Diagnostics) -> Vec<Point> {
    let mut uniques = Uniques::new(what);
    let mut points = Vec::new();
    for table in tables {
        let span = span_of(file, &table.id);
        let Some(id) = id(ScaleId::new, table.id.get_ref(), span, out) else { continue };
        if uniques.insert(id.as_str(), span, out) {
            let summary = maybe_prose(file, table.summary.as_ref());
            points.push(Point { id, name: table.name.clone(), summary, rank: points.len() });
        }
    }
    points
}

/// The four points of every scorecard, with the names and the words the framework gives them.
///
/// Ids are fixed: they are in files that panels keep (`research`: hiring and readers, 2.2).
fn ratings(file: FileId, tables: &[PointTable], out: &mut Diagnostics) -> Vec<Rating> {
    const IDS: [&str; 4] = ["well-below", "below", "meets", "exceeds"];
    let written = points(file, "ratings", tables, out);
    for (point, table) in written.iter().zip(tables) {
        if !IDS.contains(&point.id.as_str()) {
            out.push(
                Diagnostic::error(
                    "unknown-value",
                    span_of(file, &table.id),
                    format!("no rating is called `{}`", point.id),
                )
                .maybe_help(did_you_mean(point.id.as_str(), IDS)),
            );
        }
    }
    let rating = |id| {
        let own = written.iter().find(|point| point.id.as_str() == id);
        Rating {
            id,
            name: own.map(|own| own.name.clone()),
            summary: own.and_then(|own| own.summary.clone()),
        }
    };
    IDS.into_iter().map(rating).collect()
}
