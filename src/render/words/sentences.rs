//! Words that are put into contexts; those that only templates say are not here.
//!
//! Fields have the names of the keys in `themes/default/languages/en.toml`, which says what they
//! are: a look-up is the access of a field.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::phrase::{Counted, Phrase};

/// Words by the words of a vocabulary, e.g. of `blueprint.toml`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(in crate::render) struct Labels(BTreeMap<String, Phrase>);

impl Labels {
    /// What pages call `word`.
    pub(in crate::render) fn of(&self, word: &str) -> &str {
        self.0.get(word).map_or("", Phrase::as_str)
    }
}

/// Tables of a language file, each a struct with a field per word.
macro_rules! tables {
    ($($name:ident { $($phrase:ident)* $(; $($counted:ident)*)? })*) => {$(
        #[derive(Debug, Deserialize)]
        pub(in crate::render) struct $name {
            $(pub(in crate::render) $phrase: Phrase,)*
            $($(pub(in crate::render) $counted: Counted,)*)?
        }
    )*};
}

/// The whole of it.
#[derive(Debug, Deserialize)]
pub(in crate::render) struct Sentences {
    pub(in crate::render) list: List,
    pub(in crate::render) unit: Unit,
    pub(in crate::render) date: Date,
    pub(in crate::render) status: Status,
    pub(in crate::render) levels: Levels,
    pub(in crate::render) level: Level,
    pub(in crate::render) step: Step,
    pub(in crate::render) map: Map,
    pub(in crate::render) change: Labels,
    pub(in crate::render) role: Role,
    pub(in crate::render) search: Search,
    pub(in crate::render) compare: Compare,
    pub(in crate::render) debrief: Debrief,
    pub(in crate::render) skills: Skills,
    pub(in crate::render) glossary: Glossary,
    pub(in crate::render) not_found: NotFound,
    pub(in crate::render) scorecard: Scorecard,
    pub(in crate::render) stages: Stages,
    pub(in crate::render) interviews: Interviews,
    pub(in crate::render) candidates: Candidates,
    pub(in crate::render) blueprint: Blueprint,
    pub(in crate::render) rating: Labels,
    pub(in crate::render) glance: Labels,
    pub(in crate::render) responsibility: Labels,
    pub(in crate::render) cadence: Labels,
    pub(in crate::render) tier: Labels,
    pub(in crate::render) importance: Labels,
    pub(in crate::render) importance_within: Labels,
    pub(in crate::render) adoption: Labels,
    pub(in crate::render) certificates: Labels,
    pub(in crate::render) stakeholder: Labels,
    pub(in crate::render) collaboration: Labels,
    pub(in crate::render) decision: Labels,
    pub(in crate::render) risk: Labels,
    pub(in crate::render) variant: Labels,
    #[serde(rename = "ai-impact")]
    pub(in crate::render) ai_impact: Labels,
}

tables! {
    List {
        comma and
    }
    Unit {
        minutes minutes_range hours hours_minutes percent years_of
        ; days months years
    }
    Date {
        day january february march april may june july august september october november
        december
    }
    Status {
        draft legacy draft_role draft_level legacy_role legacy_level
    }
    Levels {
        step not_expected not_written
    }
    Level {
        example ask from adapted added since
    }
    Role {
        ; lines lines_new
    }
    Step {
        title title_across onward same_weight nothing_expected nothing_written beside share_nothing
        not_expected not_written not_mentioned was
        ; expectations expectations_mostly are_new are_reworded stay are_gone share share_same
          share_reworded expected_only unchanged more_unchanged
    }
    Map {
        title title_of description description_of
        ; roles
    }
    Search {
        title description
    }
    Compare {
        title description
    }
    Debrief {
        title description
    }
    Skills {
        title description competency skill asked
    }
    Glossary {
        title digits
    }
    NotFound {
        title
    }
    Scorecard {
        title title_stage all_stages digest not_separated derived written derived_and_written lacking undivided also_expected only_at
        competency_only_at past situational knowledge live take_home live_or_take_home
        strong_signals weak_signals red_flags
        ; assessors retention
    }
    Stages {
        ; questions
    }
    Interviews {
        title no_stage one_stage too_short aimless unasked no_exercise_stage no_rubric
        ; few_assessors crowded
    }
    Candidates {
        title task timed_task
        ; people
    }
    Blueprint {
        at_a_glance summary horizon reports_to works_with mission responsibilities activities
        deliverables goals kpis skills soft_skills tools environment stakeholders decisions
        budget vendors delivery hiring_authority compliance architecture experience years
        education prior_roles domain leadership path risks variants ai hiring
    }
}
