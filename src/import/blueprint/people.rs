//! Sections 12 to 18: with whom, with which rights, from where and to where, and what may change.

use super::outline::{Entry, Group, Section};
use super::reader::{Reader, stacked};
use super::words::{self, bracket, label, parts};
use crate::import::description::{Move, spanned};
use crate::import::document::{Block, Inline, plain, text};
use crate::import::foreign::Piece;
use crate::import::prose;
use crate::parse::{
    Adoption, AiImpactTable, CertificationTable, CollaborationTable, DecisionTable, RiskTable,
    StakeholderTable, Text as Markdown, VariantAxis, VariantTable, YearsTable,
};

impl Reader<'_> {
    pub(super) fn stakeholders(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            if let Some(kind) = words::collaboration_kind(&group.heading) {
                self.head(group, kind.word());
                let texts = self.all(&group.entries);
                let tables = texts.into_iter().map(|text| CollaborationTable { kind, text });
                self.description.blueprint.collaboration.extend(tables);
            } else if let Some(kind) = words::stakeholder_kind(&group.heading) {
                self.head(group, kind.word());
                for entry in &group.entries {
                    let (who, about) = match self.named(entry) {
                        Some((who, about)) => (who, Some(about)),
                        None => self.bare(entry),
                    };
                    let table = StakeholderTable { kind, who, about };
                    self.description.blueprint.stakeholder.push(table);
                }
            } else {
                self.keep_entries_of(section, group);
            }
        }
    }

    /// A group without its tables.
    fn keep_entries_of(&mut self, section: &Section, group: &Group) {
        let (heading, entries) = (group.heading.clone(), group.entries.clone());
        self.keep(section, &Group { heading, entries, ..Group::default() });
    }

    /// A line as a name, and what stands below it as a text.
    fn bare(&mut self, entry: &Entry) -> (String, Option<Markdown>) {
        let said = plain(&entry.text);
        let name = said.trim_end_matches(':').trim().to_owned();
        if name.len() < said.len() && !name.is_empty() {
            self.source.pieces(&said, &[&name], "a name");
        }
        let below = Entry { text: Vec::new(), ..entry.clone() };
        let about = self.whole(&below);
        let about = Some(about).filter(|about| !about.get_ref().is_empty());
        (if name.is_empty() { said } else { name }, about)
    }

    pub(super) fn decisions(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let lower = group.heading.to_lowercase();
            let has_domains = ["budget", "domain", "vendor"].iter().any(|w| lower.contains(w));
            if has_domains && lower.contains("authority") {
                self.authority(section, group);
            } else if let Some(right) = words::decision_right(&group.heading) {
                self.head(group, right.word());
                let texts = self.all(&group.entries);
                let tables = texts.into_iter().map(|text| DecisionTable { right, text });
                self.description.blueprint.decision.extend(tables);
            } else {
                self.keep_entries_of(section, group);
            }
        }
    }

    fn authority(&mut self, section: &Section, group: &Group) {
        let (mut kept, mut is_told) = (Vec::new(), false);
        for entry in &group.entries {
            let found = label(&entry.text);
            let said = found.as_ref().map(|label| label.said.to_lowercase()).unwrap_or_default();
            let table = &mut self.description.blueprint.authority;
            let slots = [
                ("budget", &table.budget),
                ("vendor", &table.vendor),
                ("delivery", &table.delivery),
                ("hiring", &table.hiring),
                ("compliance", &table.compliance),
                ("architecture", &table.architecture),
            ];
            let slot = slots.into_iter().find(|(word, slot)| said.contains(word) && slot.is_none());
            let (Some(label), Some((key, _))) = (found, slot) else {
                kept.push(entry.clone());
                continue;
            };
            let text = self.labelled(entry, &label, key);
            is_told |= text.is_some();
            let table = &mut self.description.blueprint.authority;
            match key {
                "budget" => table.budget = text,
                "vendor" => table.vendor = text,
                "delivery" => table.delivery = text,
                "hiring" => table.hiring = text,
                "compliance" => table.compliance = text,
                _ => table.architecture = text,
            }
        }
        match is_told {
            true => self.head_key(group, "authority"),
            false => self.source.leave_out(&group.heading, "no domain is named below it"),
        }
        self.keep_entries(section, &kept);
    }

    pub(super) fn experience(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let heading = group.heading.to_lowercase();
            let has = |all: &[&str]| all.iter().any(|word| heading.contains(word));
            if has(&["year"]) {
                self.years(section, group);
            } else if has(&["certif"]) {
                self.certifications(section, group);
            } else if has(&["education", "degree"]) {
                self.head_key(group, "education");
                let all = self.all(&group.entries);
                self.description.blueprint.experience.education.extend(all);
            } else if has(&["leadership", "management"]) {
                self.head_key(group, "leadership");
                let all = self.all(&group.entries);
                self.description.blueprint.experience.leadership.extend(all);
            } else if has(&["prior", "previous", "background", "role"]) {
                self.head_key(group, "prior-roles");
                let all = self.all(&group.entries);
                self.description.blueprint.experience.prior_roles.extend(all);
            } else if has(&["domain", "knowledge", "industry"]) {
                self.head_key(group, "domain");
                let all = self.all(&group.entries);
                self.description.blueprint.experience.domain.extend(all);
            } else {
                self.keep_entries_of(section, group);
            }
        }
    }

    fn years(&mut self, section: &Section, group: &Group) {
        let mut kept = Vec::new();
        let mut is_told = false;
        for entry in &group.entries {
            let said = plain(&entry.text);
            let found = words::span(&said).and_then(|span| {
                let rest = said[span.length..].trim_start();
                let unit = ["years", "year", "yrs"].iter().find(|unit| rest.starts_with(**unit))?;
                let what = rest[unit.len()..].trim_start_matches([':', ',']).trim();
                (!what.is_empty()).then_some((span, *unit, what.to_owned()))
            });
            let Some((span, unit, what)) = found.filter(|_| entry.more.is_empty()) else {
                kept.push(entry.clone());
                continue;
            };
            let mut pieces = vec![Piece::Text(span.min.to_string())];
            pieces.extend(span.max.map(|max| Piece::Text(max.to_string())));
            pieces.push(Piece::Key { said: unit.to_owned(), key: "years" });
            pieces.push(Piece::Text(what.clone()));
            self.source.told(&said, pieces, "a number of years, and of what");
            is_told = true;
            self.description.blueprint.experience.years.push(YearsTable {
                min: span.min,
                max: span.max,
                open: span.is_open,
                what: self.instead(text(what), entry),
            });
        }
        match is_told {
            true => self.head_key(group, "years"),
            false => self.source.leave_out(&group.heading, "no number of years stands below it"),
        }
        self.keep_entries(section, &kept);
    }

    fn certifications(&mut self, section: &Section, group: &Group) {
        let mut kept = Vec::new();
        for entry in &group.entries {
            let own = label(&entry.text);
            let said = plain(&entry.text);
            let class = own.as_ref().and_then(|label| words::adoption(&label.said));
            if !entry.below.is_empty() && entry.more.is_empty() {
                let class = words::adoption(&said).unwrap_or_else(|| {
                    self.guesses.push(format!("what stands below `{said}` is `optional`"));
                    Adoption::Optional
                });
                self.source.join(&said, class.word(), "the class of the certificates below it");
                for one in &entry.below {
                    match is_guidance(one) {
                        true => kept.push(one.clone()),
                        false => self.certification(one, class),
                    }
                }
            } else if is_guidance(entry) {
                kept.push(entry.clone());
            } else if let (Some(label), Some(class)) = (own, class)
                && !parts(&plain(&label.rest), ",").is_empty()
            {
                self.certificates_in_line(&label, class, &said);
            } else {
                let class = words::adoption(&said).unwrap_or(Adoption::Optional);
                self.certification(entry, class);
            }
        }
        match group.entries.len() > kept.len() {
            true => self.head_key(group, "certification"),
            false => self.source.leave_out(&group.heading, "no certificate stands below it"),
        }
        self.keep_entries(section, &kept);
    }

    /// `Common: one, another (a remark)`.
    fn certificates_in_line(&mut self, label: &words::Label, class: Adoption, said: &str) {
        let rest = plain(&label.rest);
        let mut pieces = vec![Piece::Word { said: label.said.clone(), word: class.word() }];
        for part in parts(&rest, ",") {
            let (name, note) = bracket(part).filter(|(name, _)| !name.is_empty()).unzip();
            let name = name.unwrap_or(part).to_owned();
            pieces.push(Piece::Text(name.clone()));
            pieces.extend(note.map(|note| Piece::Text(note.to_owned())));
            let note = note.map(|note| self.words(note));
            let table = CertificationTable { name, class, note };
            self.description.blueprint.experience.certification.push(table);
        }
        self.source.told(said, pieces, "a list in one line taken apart");
    }

    fn certification(&mut self, entry: &Entry, class: Adoption) {
        let said = plain(&entry.text);
        let cut = bracket(&said).filter(|(name, _)| !name.is_empty());
        if let Some((name, note)) = cut {
            self.source.pieces(&said, &[name, note], "a certificate and a remark");
        }
        let note = cut.map(|(_, note)| self.words(note));
        let below = self.whole(&Entry { text: Vec::new(), ..entry.clone() });
        let note = super::skills::joined(note.into_iter().chain([below]).collect());
        let name = cut.map_or(said.clone(), |(name, _)| name.to_owned());
        let table = CertificationTable { name, class, note };
        self.description.blueprint.experience.certification.push(table);
    }

    pub(super) fn career(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let heading = group.heading.to_lowercase();
            let has = |all: &[&str]| all.iter().any(|word| heading.contains(word));
            if has(&["promotion", "skills needed", "ready for"]) {
                self.head_key(group, "promotion");
                let all = self.all(&group.entries);
                self.description.blueprint.growth.promotion.extend(all);
            } else if has(&["evolve", "evolution", "over time"]) {
                self.head_key(group, "evolution");
                let all = self.all(&group.entries);
                self.description.blueprint.growth.evolution.extend(all);
            } else if has(&["feeder", "previous", "come from", "into this role"]) {
                self.head_key(group, "feeder");
                let moves = self.moves(group);
                self.description.path.feeder.extend(moves);
            } else if has(&["adjacent", "lateral", "sideways"]) {
                self.head_key(group, "adjacent");
                let moves = self.moves(group);
                self.description.path.adjacent.extend(moves);
            } else if has(&["next", "future role", "after this role"]) {
                self.head_key(group, "next");
                let moves = self.moves(group);
                self.description.path.next.extend(moves);
            } else {
                self.keep_entries_of(section, group);
            }
        }
    }

    fn moves(&mut self, group: &Group) -> Vec<Move> {
        let mut moves = Vec::new();
        for entry in &group.entries {
            let said = plain(&entry.text);
            let cut = bracket(&said).filter(|(name, _)| !name.is_empty());
            if let Some((name, note)) = cut {
                self.source.pieces(&said, &[name, note], "a role and a remark");
            }
            let note = cut.map(|(_, note)| self.words(note));
            let below = self.whole(&Entry { text: Vec::new(), ..entry.clone() });
            let note = super::skills::joined(note.into_iter().chain([below]).collect());
            let name = cut.map_or(said.clone(), |(name, _)| name.to_owned());
            moves.push(Move { name, note: note.map(|note| note.into_inner()) });
        }
        moves
    }

    pub(super) fn risks(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let Some(kind) = words::risk_kind(&group.heading) else {
                self.keep_entries_of(section, group);
                continue;
            };
            self.head(group, kind.word());
            for entry in &group.entries {
                let (name, text) = self.titled(entry);
                self.description.blueprint.risk.push(RiskTable { kind, name, text });
            }
        }
    }

    /// `Name: text`, or a text alone.
    fn titled(&mut self, entry: &Entry) -> (Option<String>, Markdown) {
        let is_parent = !entry.below.is_empty();
        match (!is_parent).then(|| self.named(entry)).flatten() {
            Some((name, text)) => (Some(name), text),
            None => (None, self.whole(entry)),
        }
    }

    pub(super) fn variants(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let Some(axis) = words::variant_axis(&group.heading) else {
                self.keep_entries_of(section, group);
                continue;
            };
            self.head(group, axis.word());
            for entry in &group.entries {
                let is_plain = entry.more.is_empty() && entry.below.is_empty();
                let (value, items) = match is_plain.then(|| self.named(entry)).flatten() {
                    Some((value, text)) => (value, vec![text]),
                    None => {
                        let (value, _) = self.bare(&Entry { below: vec![], ..entry.clone() });
                        let mut items: Vec<Markdown> =
                            entry.more.iter().map(|text| self.line(text)).collect();
                        items.extend(self.all(&entry.below));
                        (value, items)
                    }
                };
                let (min, max) = match axis {
                    VariantAxis::Size => bounds(&value),
                    _ => (None, None),
                };
                let table = VariantTable { axis, value, min, max, items };
                self.description.blueprint.variant.push(table);
            }
        }
    }

    pub(super) fn ai(&mut self, section: &Section) {
        for group in &section.groups {
            self.keep_tables(section, group);
            let Some(kind) = words::ai_kind(&group.heading) else {
                self.keep_entries_of(section, group);
                continue;
            };
            self.head(group, kind.word());
            for entry in &group.entries {
                let (name, text) = self.titled(entry);
                self.description.blueprint.ai_impact.push(AiImpactTable { kind, name, text });
            }
        }
    }

    /// What was left for the end of the summary.
    pub(super) fn finish(&mut self) {
        let (mut rest, mut headings) = (Vec::new(), Vec::new());
        for Group { heading, entries, tables } in std::mem::take(&mut self.rest) {
            rest.push(Block::Paragraph(vec![Inline::Strong(text(&heading))]));
            rest.extend(stacked(&entries));
            rest.extend(tables.into_iter().map(|(head, rows)| Block::Table { head, rows }));
            headings.push(format!("`{heading}`"));
        }
        if headings.is_empty() {
            return;
        }
        self.source.warnings.push(format!(
            "what stands below these headings, or some of it, has no place of its own in a \
             blueprint and is at the end of the summary: {}",
            headings.join(", ")
        ));
        let rest = prose::blocks(&rest, &self.file);
        let summary = self.description.blueprint.summary.take();
        let summary = super::skills::joined(summary.into_iter().chain([spanned(rest)]).collect());
        self.description.blueprint.summary = summary;
    }
}

/// A line about certificates, and not one of them.
fn is_guidance(entry: &Entry) -> bool {
    let said = label(&entry.text).map(|label| label.said.to_lowercase()).unwrap_or_default();
    matches!(said.as_str(), "guidance" | "note" | "notes" | "remark")
}

/// How many people a size means: `Up to 200`, `200–2,000`, `2,000+`.
fn bounds(value: &str) -> (Option<u32>, Option<u32>) {
    let Some(start) = value.find(|letter: char| letter.is_ascii_digit()) else {
        return (None, None);
    };
    let Some(span) = words::span(&value[start..]) else { return (None, None) };
    let before = value[..start].to_lowercase();
    let is_most =
        ["≤", "<", "up to ", "under ", "below "].iter().any(|sign| before.ends_with(sign));
    let is_least = ["≥", ">", "over ", "above ", "from "].iter().any(|sign| before.ends_with(sign));
    match span {
        _ if is_most => (None, Some(span.min)),
        words::Span { max: Some(max), .. } => (Some(span.min), Some(max)),
        _ if is_least || span.is_open => (Some(span.min), None),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_bounds() {
        assert_eq!(bounds("Small (≤200 people)"), (None, Some(200)));
        assert_eq!(bounds("Middle (200–2,000)"), (Some(200), Some(2000)));
        assert_eq!(bounds("Large (2,000+)"), (Some(2000), None));
        assert_eq!(bounds("Series 2 fleets"), (None, None));
        assert_eq!(bounds("Any"), (None, None));
    }
}
