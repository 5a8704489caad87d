//! Sections 19 and 20: how candidates are assessed; and the summary, which is held against the rest.

use std::collections::HashSet;

use super::columns::{Columns, columns};
use super::outline::{Entry, Group, Section, Topic};
use super::reader::{Reader, blocks, stacked};
use super::words::{self, bracket, label};
use crate::import::description::spanned;
use crate::import::document::{Text, plain};
use crate::import::foreign::Piece;
use crate::import::ids::{self, slug};
use crate::import::prose;
use crate::parse::{
    AreaTable, DimensionTable, ExerciseFormat, ExerciseTable, Placed, SignalKind, SignalTable,
    Text as Markdown,
};

impl Reader<'_> {
    pub(super) fn hiring(&mut self, section: &Section) {
        for group in &section.groups {
            let heading = group.heading.to_lowercase();
            let has = |all: &[&str]| all.iter().any(|word| heading.contains(word));
            let is_card = has(&["scorecard", "dimension", "rubric"]) && !group.tables.is_empty();
            if is_card {
                self.scorecard(section, group);
                self.source.leave_out(&group.heading, "the heading of the scorecard");
                self.keep_entries(section, &group.entries);
                continue;
            }
            self.keep_tables(section, group);
            if has(&["red flag", "red-flag", "warning sign"]) {
                self.signals(group, SignalKind::RedFlag, "red-flag");
            } else if has(&["weak"]) {
                self.signals(group, SignalKind::Weak, "weak");
            } else if has(&["strong", "good sign", "positive"]) {
                self.signals(group, SignalKind::Strong, "strong");
            } else if has(&["exercise", "case stud", "simulation", "task"]) {
                self.exercises(section, group);
            } else if has(&["assess", "look for", "capability", "areas"]) {
                self.areas(section, group);
            } else {
                let (heading, entries) = (group.heading.clone(), group.entries.clone());
                self.keep(section, &Group { heading, entries, ..Group::default() });
            }
        }
    }

    fn signals(&mut self, group: &Group, kind: SignalKind, word: &str) {
        self.head(group, word);
        let texts = self.all(&group.entries);
        let signals = texts.into_iter().map(|text| SignalTable { kind, text });
        self.description.interviews.signal.extend(signals);
    }

    fn areas(&mut self, section: &Section, group: &Group) {
        let mut kept = Vec::new();
        for entry in &group.entries {
            let has_more = !entry.more.is_empty() || !entry.below.is_empty();
            let (name, assess) = match self.named(entry) {
                Some((name, assess)) => (name, Some(assess)),
                None if has_more || entry.is_item => {
                    let said = plain(&entry.text);
                    let below = match &entry.below[..] {
                        [one] if entry.more.is_empty() => blocks(one),
                        _ => blocks(&Entry { text: Vec::new(), ..entry.clone() }),
                    };
                    let below = prose::blocks(&below, &self.file);
                    (said, Some(below).filter(|said| !said.is_empty()).map(spanned))
                }
                None => {
                    kept.push(entry.clone());
                    continue;
                }
            };
            let id = self.id(&name, |one| one.interviews.area.iter().map(|a| &a.id).collect());
            self.description.interviews.area.push(AreaTable { id, name, assess });
        }
        match group.entries.len() > kept.len() {
            true => self.head_key(group, "area"),
            false => self.source.leave_out(&group.heading, "nothing to assess stands below it"),
        }
        self.keep_entries(section, &kept);
    }

    /// An id made of a name that no other of its kind has.
    fn id(
        &self,
        name: &str,
        others: impl Fn(&crate::import::description::Description) -> Vec<&Markdown>,
    ) -> Markdown {
        let others = others(&self.description);
        spanned(ids::free(&slug(name), |id| others.iter().all(|one| one.get_ref() != id)))
    }

    fn exercises(&mut self, section: &Section, group: &Group) {
        let mut kept = Vec::new();
        for entry in &group.entries {
            match entry.is_item || !entry.below.is_empty() {
                true => self.exercise(entry),
                false => kept.push(entry.clone()),
            }
        }
        match group.entries.len() > kept.len() {
            true => self.head_key(group, "exercise"),
            false => self.source.leave_out(&group.heading, "no exercise stands below it"),
        }
        self.keep_entries(section, &kept);
    }

    fn exercise(&mut self, entry: &Entry) {
        let said = plain(&entry.text);
        // What follows a colon within the line is what the candidate gets; short words before it,
        // such as `Case study:`, belong to the title.
        let (mut head, mut inputs) = (said.clone(), Vec::new());
        if let Some(label) = label(&entry.text)
            .filter(|label| bracket(&label.said).is_some_and(|(_, one)| setting(one).is_some()))
        {
            head = label.said;
            inputs.extend(
                (!label.rest.is_empty()).then(|| Entry { text: label.rest, ..Entry::default() }),
            );
        }
        let head = head.trim_end_matches(':').trim();
        let cut = bracket(head).filter(|(name, _)| !name.is_empty());
        let cut = cut.and_then(|(name, remark)| Some((name, setting(remark)?)));
        let (title, setting) = cut.unwrap_or((head, Setting::default()));
        let mut pieces = vec![Piece::Text(title.to_owned())];
        pieces.extend(setting.pieces);
        pieces.extend(inputs.iter().map(|one: &Entry| Piece::Text(plain(&one.text))));
        if pieces.len() > 1 || title != said {
            self.source.told(&said, pieces, "the title of an exercise and how it is done");
        }
        let (input, output) = self.asked(entry, inputs);
        let lower = said.to_lowercase();
        let id = self.id(title, |one| one.interviews.exercise.iter().map(|e| &e.id).collect());
        self.description.interviews.exercise.push(ExerciseTable {
            id,
            title: title.to_owned(),
            minutes: setting.minutes.map(|minutes| Placed::new(0..0, minutes)),
            format: setting.format,
            optional: lower.starts_with("optional") || lower.contains("(optional"),
            input: (!input.is_empty())
                .then(|| spanned(prose::blocks(&stacked(&input), &self.file))),
            output,
            rubric: Vec::new(),
        });
    }

    /// What the candidate gets, and what is asked for.
    fn asked(&mut self, entry: &Entry, mut input: Vec<Entry>) -> (Vec<Entry>, Vec<Markdown>) {
        let mut output = Vec::new();
        let more = entry.more.iter().map(|text| Entry { text: text.clone(), ..Entry::default() });
        input.extend(more);
        // What stands below the line "Ask for:" is the output, and all else that is labelled so.
        let asks = |text: &Text| asks_for(&plain(text));
        let is_asked = input.last().is_some_and(|one| asks(&one.text)) || asks(&entry.text);
        for one in &entry.below {
            match label(&one.text) {
                Some(label) if is_output(&label.said) && has_own(one, &label) => {
                    output.extend(self.labelled(one, &label, "output"));
                }
                Some(label) if label.said.eq_ignore_ascii_case("input") && has_own(one, &label) => {
                    let text = self.labelled(one, &label, "input");
                    let rest = Entry { text: label.rest.clone(), ..one.clone() };
                    input.extend(text.map(|_| rest));
                }
                _ if is_asked => output.push(self.whole(one)),
                _ => input.push(one.clone()),
            }
        }
        if let [only] = &mut input[..] {
            only.is_item = false;
        }
        (input, output)
    }

    fn scorecard(&mut self, section: &Section, group: &Group) {
        for (head, rows) in &group.tables {
            // Weights are shares of one table: another could have none beside them.
            if self.description.interviews.weights_reason.is_some() {
                let tables = vec![(head.clone(), rows.clone())];
                self.keep_tables(section, &Group { tables, ..Group::default() });
                continue;
            }
            let columns = columns(head, rows, CARD_COLUMNS);
            self.leave_head(section, head);
            let weights = self.weights(&columns, head, rows);
            for (row, weight) in rows.iter().zip(weights) {
                self.dimension(section, &columns, row, weight);
                self.keep_row(section, &columns.others(head, row));
            }
        }
    }

    fn dimension(
        &mut self,
        section: &Section,
        columns: &Columns,
        row: &[Text],
        weight: Option<f64>,
    ) {
        let name = plain(columns.cell(row, 0));
        if name.is_empty() {
            self.keep_row(section, row);
            return;
        }
        let anchor = |reader: &Self, at: usize| {
            let cell = columns.cell(row, at);
            (!cell.is_empty()).then(|| reader.line(cell))
        };
        let id = self.id(&name, |one| one.interviews.dimension.iter().map(|d| &d.id).collect());
        let dimension = DimensionTable {
            id,
            name: Some(name),
            competencies: Vec::new(),
            areas: Vec::new(),
            must_have: false,
            weight: weight.map(|weight| Placed::new(0..0, weight)),
            below: anchor(self, 1),
            meets: anchor(self, 2),
            exceeds: anchor(self, 3),
            strong: Vec::new(),
            weak: Vec::new(),
            red_flags: Vec::new(),
            overrides: Vec::new(),
        };
        self.description.interviews.dimension.push(dimension);
    }

    /// The weights of all rows, if they are shares of one whole; else none, which is reported.
    fn weights(
        &mut self,
        columns: &Columns,
        head: &[Text],
        rows: &[Vec<Text>],
    ) -> Vec<Option<f64>> {
        let cells: Vec<&Text> = rows.iter().map(|row| columns.cell(row, 4)).collect();
        let number = |cell: &&Text| plain(cell).trim_end_matches('%').trim().parse::<u32>().ok();
        let named = |row: &Vec<Text>| !columns.cell(row, 0).is_empty();
        let all: Option<Vec<u32>> = cells.iter().map(number).collect();
        let is_whole =
            |all: &Vec<u32>| all.iter().try_fold(0_u32, |sum, n| sum.checked_add(*n)) == Some(100);
        let is_first = self.description.interviews.dimension.is_empty();
        if let Some(all) = all.filter(|all| is_whole(all) && is_first && rows.iter().all(named)) {
            let said: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
            let said = said.iter().find(|head| head.to_lowercase().contains("weight"));
            let said = said.map_or("weights", String::as_str);
            self.description.interviews.weights_reason =
                Some(spanned(format!("The source has them under \"{said}\" and gives no reason.")));
            for cell in &cells {
                let said = plain(cell);
                let bare = said.trim_end_matches('%').trim();
                self.source.pieces(&said, &[bare], "a weight in percent");
            }
            return all.into_iter().map(|weight| Some(f64::from(weight))).collect();
        }
        for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
            self.leave_cell(cell, "weights that are not whole shares of 100 in all");
        }
        vec![None; rows.len()]
    }

    /// Section 20 says again what the others say: what it alone says is told.
    pub(super) fn at_a_glance(&mut self, section: &Section, all: &[Section]) {
        for group in &section.groups {
            if !group.heading.is_empty() {
                self.source.leave_out(&group.heading, TRAILING);
            }
            for line in group.entries.iter().flat_map(every_line) {
                self.source.leave_out(&plain(line), TRAILING);
            }
            for (head, rows) in &group.tables {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    self.leave_cell(cell, "says again what the other sections say");
                }
                for row in rows {
                    self.cross_check(row, all);
                }
            }
        }
        let lines = |group: &Group| !group.heading.is_empty() || !group.entries.is_empty();
        if section.groups.iter().any(lines) {
            let what = "lines below the last section belong to no section and are left out: \
                        perhaps an advertisement";
            self.source.warnings.push(what.to_owned());
        }
    }

    fn cross_check(&mut self, row: &[Text], all: &[Section]) {
        let [key, value] = row else { return };
        let key = plain(key).to_lowercase();
        let found = GLANCES.iter().find(|(_, words)| words.iter().any(|word| key.contains(word)));
        let Some((topic, _)) = found else { return };
        let section = all.iter().filter(|section| section.topic == *topic);
        let said: HashSet<String> = section.flat_map(section_stems).collect();
        let lone: Vec<String> = enumerated(&plain(value))
            .into_iter()
            .filter(|item| {
                let stems = stems(item);
                let known = stems.iter().filter(|stem| said.contains(*stem)).count();
                !stems.is_empty() && known * 2 < stems.len()
            })
            .map(|item| format!("`{item}`"))
            .collect();
        if !lone.is_empty() {
            self.source.warnings.push(format!(
                "the summary table names what section {} doesn't: {}",
                *topic as usize,
                lone.join(", ")
            ));
        }
    }
}

/// Why lines below the last section are left out.
const TRAILING: &str =
    "stands below the last section and belongs to none: it may be an advertisement";

fn every_line(entry: &Entry) -> Vec<&Text> {
    let own = std::iter::once(&entry.text).chain(&entry.more);
    own.chain(entry.below.iter().flat_map(every_line)).collect()
}

/// Rows of the summary table and the section that each says again.
const GLANCES: &[(Topic, &[&str])] = &[
    (Topic::Responsibilities, &["responsibilit"]),
    (Topic::SoftSkills, &["soft skill"]),
    (Topic::Skills, &["skill"]),
    (Topic::Kpis, &["kpi", "metric"]),
    (Topic::Tools, &["tool", "platform"]),
    (Topic::Deliverables, &["deliverable"]),
];

/// `1) One thing 2) Another` or `one; another` as the two.
fn enumerated(said: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in said.split_whitespace() {
        let number = word.strip_suffix([')', '.']).is_some_and(|n| n.parse::<u8>().is_ok());
        match parts.last_mut() {
            Some(part) if !number => {
                part.push(' ');
                part.push_str(word);
            }
            _ if number => parts.push(String::new()),
            _ => parts.push(word.to_owned()),
        }
    }
    let sign = if said.contains(';') { ";" } else { "," };
    let all = match parts.len() {
        0 | 1 => words::parts(said, sign).into_iter().map(str::to_owned).collect(),
        _ => parts,
    };
    let tidy = |part: String| part.trim().trim_end_matches(['.', ';']).to_owned();
    all.into_iter().map(tidy).filter(|part| !part.is_empty()).collect()
}

/// The beginnings of the words that mean something.
fn stems(said: &str) -> HashSet<String> {
    let lower = said.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let telling = words
        .filter(|word| word.chars().count() > 2 && !["and", "the", "for", "with"].contains(word));
    telling.map(|word| word.chars().take(4).collect()).collect()
}

fn section_stems(section: &Section) -> HashSet<String> {
    let mut out = HashSet::new();
    for group in &section.groups {
        out.extend(stems(&group.heading));
        for line in group.entries.iter().flat_map(every_line) {
            out.extend(stems(&plain(line)));
        }
        for cell in group.tables.iter().flat_map(|(_, rows)| rows.iter().flatten()) {
            out.extend(stems(&plain(cell)));
        }
    }
    out
}

fn has_own(entry: &Entry, label: &words::Label) -> bool {
    !label.rest.is_empty() || !entry.below.is_empty() || !entry.more.is_empty()
}

fn is_output(said: &str) -> bool {
    matches!(said.to_lowercase().as_str(), "output" | "outputs" | "deliverable" | "deliverables")
}

/// Whether a line asks for what stands below it.
fn asks_for(said: &str) -> bool {
    let lower = said.to_lowercase();
    let asks = ["ask for", "must", "should", "produce", "deliver", "output", "ask them to"];
    lower.ends_with(':') && asks.iter().any(|words| lower.contains(words))
}

/// How an exercise is done, as the brackets behind its title say it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Setting {
    minutes: Option<Vec<u32>>,
    format: ExerciseFormat,
    pieces: Vec<Piece>,
}

/// `60–90 minutes, take-home or live`; nothing, if the remark says anything else too.
fn setting(remark: &str) -> Option<Setting> {
    let mut out = Setting::default();
    let mut rest = remark;
    if let Some(span) = words::span(remark) {
        let unit = remark[span.length..].trim_start_matches([' ', '-']);
        let length = ["minutes", "mins", "min"].iter().find(|one| unit.starts_with(**one))?.len();
        let minutes: Vec<u32> = std::iter::once(span.min).chain(span.max).collect();
        out.pieces.extend(minutes.iter().map(|one| Piece::Text(one.to_string())));
        out.pieces.push(Piece::Key { said: unit[..length].to_owned(), key: "minutes" });
        out.minutes = Some(minutes);
        rest = &unit[length..];
    }
    let rest = rest.trim_matches([' ', ',', ';']);
    let lower = rest.to_lowercase();
    let (format, word) = match lower.as_str() {
        "" => return out.minutes.is_some().then_some(out),
        "live" | "on site" | "onsite" => (ExerciseFormat::Live, "live"),
        "take-home" | "take home" | "at home" => (ExerciseFormat::TakeHome, "take-home"),
        "take-home or live" | "live or take-home" | "either" => (ExerciseFormat::Either, "either"),
        _ => return None,
    };
    out.format = format;
    out.pieces.push(Piece::Word { said: rest.to_owned(), word });
    Some(out)
}

/// The columns of a scorecard, by words at their heads.
const CARD_COLUMNS: &[&[&str]] = &[
    &["dimension", "criterion", "area", "competency"],
    &["below", "does not meet", "weak"],
    &["meets", "good", "bar"],
    &["exceeds", "outstanding", "exceptional", "strong"],
    &["weight", "share"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_say_how_an_exercise_is_done() {
        let of = |said: &str| setting(said).map(|one| (one.minutes, one.format));
        let both = Some((Some(vec![60, 90]), ExerciseFormat::Either));
        assert_eq!(of("60–90 minutes take-home or live"), both);
        assert_eq!(of("45 min"), Some((Some(vec![45]), ExerciseFormat::Live)));
        assert_eq!(of("take-home"), Some((None, ExerciseFormat::TakeHome)));
        assert_eq!((of("2 hours"), of("recommended"), of("45 minutes alone")), (None, None, None));
    }

    #[test]
    fn lists_in_a_cell_are_taken_apart() {
        assert_eq!(enumerated("1) Ropes and tar 2) Sails."), ["Ropes and tar", "Sails"]);
        assert_eq!(enumerated("ropes; sails (wide; narrow)"), ["ropes", "sails (wide; narrow)"]);
        assert_eq!(enumerated("ropes, sails"), ["ropes", "sails"]);
        assert!(enumerated("").is_empty());
    }
}
