use super::super::super::html::{Html, escaped};
use super::super::super::markdown::Form;
use super::super::super::pen::Pen;
use super::super::super::words::{Phrase, Words};
use super::super::{Link, Named, id_of, level_path, matrix::joined};
use super::ink::Ink;
use super::{
    BlueprintSections, Goal, Group, Item, Items, Kpi, Mission, Numbered, SkillRow, SkillTierRows,
    SoftSkill, Stakeholders, Tool, ToolGroup, Variants,
};
use crate::derive::summary;
use crate::model::{Blueprint, Role};
use crate::parse::{
    ActivityTable, Adoption, AiImpactKind, AuthorityTable, BlueprintFile, Cadence,
    CollaborationKind, DecisionRight, ExperienceTable, ResponsibilityGroup, RiskKind, SkillTable,
    SkillTier, StakeholderKind, Text, VariantAxis, VariantTable, YearsTable,
};

/// Sorts tables into groups of a vocabulary, in its order; empty groups are left out.
macro_rules! grouped {
    ($labels:expr, $kinds:ident, $tables:expr, $kind:ident, $item:expr) => {{
        let groups = $kinds::ALL.iter().map(|kind| Group {
            label: $labels.of(kind.word()).to_owned(),
            word: kind.word().to_owned(),
            items: $tables.iter().filter(|one| one.$kind == *kind).map($item).collect(),
        });
        groups.filter(|group| !group.items.is_empty()).collect::<Vec<Group>>()
    }};
}

impl<'s> BlueprintSections<'s> {
    pub(in crate::render::context) fn new(
        pen: &Pen<'s>,
        role: &Role,
        blueprint: &Blueprint,
    ) -> BlueprintSections<'s> {
        let words = &pen.site.words;
        let ink = Ink { pen, file: blueprint.file };
        let file = &blueprint.sections;
        pen.begin_section();
        let responsibilities = grouped!(
            words.responsibility,
            ResponsibilityGroup,
            file.responsibility,
            group,
            |one| {
                let condition = ink.maybe(one.condition.as_ref());
                Item { condition, ..ink.item(one.title.as_ref(), &one.text) }
            }
        );
        let activity =
            |one: &ActivityTable| Item { items: ink.all(&one.items), ..ink.item(None, &one.text) };
        BlueprintSections {
            summary: ink.blocks(file.summary.as_ref()),
            facts: facts(&ink, file),
            mission: mission(&ink, file),
            responsibilities: numbered(responsibilities),
            responsibility_count: file.responsibility.len(),
            activities: grouped!(words.cadence, Cadence, file.activity, cadence, activity),
            deliverables: deliverables(&ink, file),
            goals: goals(&ink, file),
            success: ink.maybe(file.success.as_ref()),
            high_performance: ink.all(&file.high_performance),
            kpis: kpis(&ink, file),
            kpi_intro: ink.maybe(file.kpi_intro.as_ref()),
            kpi_notes: ink.all(&file.kpi_notes),
            skills: skills(&ink, role, blueprint),
            soft_skills: soft_skills(&ink, file),
            tools: tools(&ink, file),
            environment: environment(&ink, file),
            stakeholders: stakeholders(&ink, file),
            collaboration: grouped!(
                words.collaboration,
                CollaborationKind,
                file.collaboration,
                kind,
                |one| { ink.item(None, &one.text) }
            ),
            decisions: grouped!(words.decision, DecisionRight, file.decision, right, |one| {
                ink.item(None, &one.text)
            }),
            authority: authority(&ink, &file.authority),
            experience: experience(&ink, &file.experience),
            promotion: ink.all(&file.growth.promotion),
            evolution: ink.all(&file.growth.evolution),
            risks: grouped!(words.risk, RiskKind, file.risk, kind, |one| ink
                .item(one.name.as_ref(), &one.text)),
            variants: variants(&ink, file),
            ai_impact: grouped!(words.ai_impact, AiImpactKind, file.ai_impact, kind, |one| {
                ink.item(one.name.as_ref(), &one.text)
            }),
            at_a_glance: at_a_glance(&ink, role, blueprint),
        }
    }
}

fn facts(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<Items> {
    let facts = &file.facts;
    let words = &ink.pen.site.words.blueprint;
    let one = |label: &Phrase, text: &Option<Text>| {
        let html = ink.maybe(text.as_ref());
        (!html.is_empty()).then(|| Items { label: label.text(), html, items: Vec::new() })
    };
    let horizon = one(&words.horizon, &facts.horizon);
    let mut list: Vec<Items> =
        horizon.into_iter().chain(one(&words.reports_to, &facts.reports_to)).collect();
    list.extend(ink.listed([(words.works_with.as_str(), &facts.interfaces[..])]));
    list
}

fn mission(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Option<Mission> {
    let mission = Mission {
        core: ink.maybe(file.mission.core.as_ref()),
        importance: ink.maybe(file.mission.importance.as_ref()),
        outcomes: ink.all(&file.mission.outcomes),
    };
    let is_empty =
        mission.core.is_empty() && mission.importance.is_empty() && mission.outcomes.is_empty();
    (!is_empty).then_some(mission)
}

fn numbered(groups: Vec<Group>) -> Vec<Numbered> {
    let mut start = 1;
    let groups = groups.into_iter().map(|group| {
        let first = start;
        start += group.items.len();
        Numbered { start: first, group }
    });
    groups.collect()
}

/// Items by a name that their author chose, in order of first mention.
fn by_name<T>(tables: &[T], name: fn(&T) -> &String) -> Vec<(&String, Vec<&T>)> {
    let mut groups: Vec<(&String, Vec<&T>)> = Vec::new();
    for table in tables {
        match groups.iter_mut().find(|(one, _)| *one == name(table)) {
            Some((_, list)) => list.push(table),
            None => groups.push((name(table), vec![table])),
        }
    }
    groups
}

fn deliverables(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<Group> {
    let groups = by_name(&file.deliverable, |one| &one.group);
    let groups = groups.into_iter().map(|(name, tables)| Group {
        label: name.clone(),
        word: String::new(),
        items: tables
            .into_iter()
            .map(|one| Item { items: ink.all(&one.items), ..ink.item(None, &one.text) })
            .collect(),
    });
    groups.collect()
}

fn goals(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<Goal> {
    let goals = file.goal.iter().map(|goal| Goal {
        horizon: horizon_words(&ink.pen.site.words, goal.horizon.get_ref()),
        label: goal.label.clone(),
        html: ink.maybe(goal.text.as_ref()),
        items: ink.all(&goal.items),
    });
    goals.collect()
}

/// `30d` as `30 days`.
fn horizon_words(words: &Words, horizon: &str) -> String {
    let unit = |letter| match letter {
        'd' => Some(&words.unit.days),
        'm' => Some(&words.unit.months),
        'y' => Some(&words.unit.years),
        _ => None,
    };
    let number = horizon.trim_end_matches(['d', 'm', 'y']);
    let count = number.parse::<usize>().ok();
    match (count, horizon.chars().last().and_then(unit)) {
        (Some(count), Some(unit)) => words.counted(unit, count),
        _ => horizon.replace('-', " "),
    }
}

fn kpis(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<Kpi> {
    let kpis = file.kpi.iter().map(|kpi| Kpi {
        name: kpi.name.clone(),
        types: kpi.types.clone(),
        measures: ink.maybe(kpi.measures.as_ref()),
        why: ink.maybe(kpi.why.as_ref()),
        target: ink.maybe(kpi.target.as_ref()),
        frequency: kpi.frequency.clone(),
        condition: ink.maybe(kpi.condition.as_ref()),
    });
    kpis.collect()
}

fn skills<'s>(ink: &Ink<'_, 's>, role: &Role, blueprint: &Blueprint) -> Vec<SkillTierRows<'s>> {
    let words = &ink.pen.site.words;
    let level = role.levels.last();
    let row = |(table, place): (&SkillTable, usize)| {
        let competency = blueprint.skill_competencies.get(place).and_then(Option::as_ref);
        SkillRow {
            name: table.name.clone(),
            importance: table.importance.word(),
            importance_words: words.importance.of(table.importance.word()),
            importance_note: table.importance_note.clone(),
            description: ink.maybe(table.description.as_ref()),
            usage: ink.maybe(table.usage.as_ref()),
            competency: competency.zip(level).map(|(competency, level)| Link {
                label: competency.name.clone(),
                url: match role.row(competency) {
                    Some(_) => format!("#{}", id_of("c", competency.id.as_str())),
                    None => ink.pen.link(&level_path(role, level)),
                },
            }),
        }
    };
    let tiers = SkillTier::ALL.iter().map(|tier| SkillTierRows {
        label: words.tier.of(tier.word()),
        skills: blueprint
            .sections
            .skill
            .iter()
            .zip(0..)
            .filter(|(table, _)| table.tier == *tier)
            .map(row)
            .collect(),
    });
    tiers.filter(|tier| !tier.skills.is_empty()).collect()
}

fn soft_skills(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<SoftSkill> {
    let skills = file.soft_skill.iter().map(|one| SoftSkill {
        name: one.name.clone(),
        why: ink.maybe(one.why.as_ref()),
        shows_as: ink.maybe(one.shows_as.as_ref()),
        strong: ink.maybe(one.strong.as_ref()),
    });
    skills.collect()
}

fn tools<'s>(ink: &Ink<'_, 's>, file: &BlueprintFile) -> Vec<ToolGroup<'s>> {
    let words = &ink.pen.site.words;
    let groups = by_name(&file.tool, |one| &one.category);
    let groups = groups.into_iter().map(|(name, tables)| ToolGroup {
        category: name.clone(),
        tools: tables
            .into_iter()
            .map(|tool| Tool {
                names: joined(ink.pen, &tool.names),
                usage: ink.maybe(tool.usage.as_ref()),
                adoption: words.adoption.of(tool.adoption.word()),
                note: ink.maybe(tool.note.as_ref()),
            })
            .collect(),
    });
    groups.collect()
}

fn environment(ink: &Ink<'_, '_>, file: &BlueprintFile) -> Vec<Items> {
    let areas = file.environment.iter().map(|one| Items {
        label: one.area.clone(),
        html: ink.maybe(one.text.as_ref()),
        items: ink.all(&one.items),
    });
    areas.collect()
}

fn stakeholders<'s>(ink: &Ink<'_, 's>, file: &BlueprintFile) -> Vec<Stakeholders<'s>> {
    let words = &ink.pen.site.words.stakeholder;
    let kinds = StakeholderKind::ALL.iter().map(|kind| Stakeholders {
        label: words.of(kind.word()),
        rows: file
            .stakeholder
            .iter()
            .filter(|one| one.kind == *kind)
            .map(|one| Named { name: one.who.clone(), html: ink.maybe(one.about.as_ref()) })
            .collect(),
    });
    kinds.filter(|kind| !kind.rows.is_empty()).collect()
}

fn authority(ink: &Ink<'_, '_>, table: &AuthorityTable) -> Vec<Items> {
    let words = &ink.pen.site.words.blueprint;
    let domains = [
        (&words.budget, &table.budget),
        (&words.vendors, &table.vendor),
        (&words.delivery, &table.delivery),
        (&words.hiring_authority, &table.hiring),
        (&words.compliance, &table.compliance),
        (&words.architecture, &table.architecture),
    ];
    let domains = domains.into_iter().filter_map(|(label, text)| {
        let html = ink.text(text.as_ref()?);
        Some(Items { label: label.text(), html, items: Vec::new() })
    });
    domains.collect()
}

fn experience(ink: &Ink<'_, '_>, table: &ExperienceTable) -> Vec<Items> {
    let words = &ink.pen.site.words;
    let years = table.years.iter().map(|one| escaped(&years(words, one)));
    let mut list = Vec::new();
    if !table.years.is_empty() {
        let items = years.collect();
        list.push(Items { label: words.blueprint.years.text(), html: Html::default(), items });
    }
    list.extend(ink.listed([
        (words.blueprint.education.as_str(), &table.education[..]),
        (words.blueprint.prior_roles.as_str(), &table.prior_roles[..]),
        (words.blueprint.domain.as_str(), &table.domain[..]),
        (words.blueprint.leadership.as_str(), &table.leadership[..]),
    ]));
    for class in Adoption::ALL {
        let certificates = table.certification.iter().filter(|one| one.class == *class);
        let items: Vec<Html> = certificates
            .map(|one| {
                let name = escaped(&one.name);
                let note = ink.maybe(one.note.as_ref());
                match note.is_empty() {
                    true => name,
                    false => Html::new(&format!("{}: {}", name.as_str(), note.as_str())),
                }
            })
            .collect();
        if !items.is_empty() {
            let label = words.certificates.of(class.word()).to_owned();
            list.push(Items { label, html: Html::default(), items });
        }
    }
    list
}

/// `8–12+ years in engineering`.
fn years(words: &Words, one: &YearsTable) -> String {
    let max = one.max.map(|max| format!("–{max}")).unwrap_or_default();
    let open = if one.open { "+" } else { "" };
    let years = format!("{}{max}{open}", one.min);
    words.unit.years_of.fill(&[("years", &years), ("what", one.what.get_ref())])
}

fn variants<'s>(ink: &Ink<'_, 's>, file: &BlueprintFile) -> Vec<Variants<'s>> {
    let words = &ink.pen.site.words.variant;
    let variant = |one: &VariantTable| Items {
        label: one.value.clone(),
        html: Html::default(),
        items: ink.all(&one.items),
    };
    let axes = VariantAxis::ALL.iter().map(|axis| Variants {
        label: words.of(axis.word()),
        variants: file.variant.iter().filter(|one| one.axis == *axis).map(variant).collect(),
    });
    axes.filter(|axis| !axis.variants.is_empty()).collect()
}

fn at_a_glance(ink: &Ink<'_, '_>, role: &Role, blueprint: &Blueprint) -> Vec<Items> {
    let rows = summary(&ink.pen.site.framework, role, blueprint);
    ink.pen.link_terms(false);
    let rows = rows.into_iter().map(|row| Items {
        label: ink.pen.site.words.glance.of(row.word).to_owned(),
        html: Html::default(),
        items: row.items.iter().map(|item| ink.pen.write(ink.file, item, Form::Inline)).collect(),
    });
    let rows = rows.collect();
    ink.pen.link_terms(true);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn horizons_read_as_words() {
        let words = Words::english();
        assert_eq!(horizon_words(&words, "30d"), "30 days");
        assert_eq!(horizon_words(&words, "1y"), "1 year");
        assert_eq!(horizon_words(&words, "long-term"), "long term");
    }

    #[test]
    fn years_read_as_words() {
        let words = Words::english();
        let what = Text::new(0..0, "in engineering".into());
        let one = YearsTable { min: 8, max: Some(12), open: true, what };
        assert_eq!(years(&words, &one), "8–12+ years in engineering");
    }
}
