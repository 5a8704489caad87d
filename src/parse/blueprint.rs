use serde::{Deserialize, Serialize};

use super::Text;

/// `roles/<role>/blueprint.toml`: twenty sections, all optional.
///
/// It is also the shape of a blueprint in `framework.json`: the same words in the same places.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlueprintFile {
    pub summary: Option<Text>,
    pub success: Option<Text>,
    pub high_performance: Vec<Text>,
    pub kpi_intro: Option<Text>,
    pub kpi_notes: Vec<Text>,
    pub facts: FactsTable,
    pub mission: MissionTable,
    pub responsibility: Vec<ResponsibilityTable>,
    pub activity: Vec<ActivityTable>,
    pub deliverable: Vec<DeliverableTable>,
    pub goal: Vec<GoalTable>,
    pub kpi: Vec<KpiTable>,
    pub skill: Vec<SkillTable>,
    pub soft_skill: Vec<SoftSkillTable>,
    pub tool: Vec<ToolTable>,
    pub environment: Vec<EnvironmentTable>,
    pub stakeholder: Vec<StakeholderTable>,
    pub collaboration: Vec<CollaborationTable>,
    pub decision: Vec<DecisionTable>,
    pub authority: AuthorityTable,
    pub experience: ExperienceTable,
    pub growth: GrowthTable,
    pub risk: Vec<RiskTable>,
    pub variant: Vec<VariantTable>,
    pub ai_impact: Vec<AiImpactTable>,
}

/// A closed list of words; a language file says what pages call them. The order is that of pages.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which pages show them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in TOML, which is the class on pages and the key in language files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    };
}

/// `[facts]`, section 1
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactsTable {
    pub horizon: Option<Text>,
    pub reports_to: Option<Text>,
    pub interfaces: Vec<Text>,
}

/// `[mission]`, section 2
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissionTable {
    pub core: Option<Text>,
    pub importance: Option<Text>,
    pub outcomes: Vec<Text>,
}

/// `[[responsibility]]`, section 3
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResponsibilityTable {
    pub group: ResponsibilityGroup,
    pub title: Option<String>,
    pub text: Text,
    pub condition: Option<Text>,
}

vocabulary!(
    /// Groups of responsibilities.
    ResponsibilityGroup {
        Strategic = "strategic",
        Operational = "operational",
        Technical = "technical",
        CrossFunctional = "cross-functional",
        Governance = "governance",
        Leadership = "leadership",
    }
);

/// `[[activity]]`, section 4
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActivityTable {
    pub cadence: Cadence,
    pub text: Text,
    #[serde(default)]
    pub items: Vec<Text>,
}

vocabulary!(
    /// How often something is done.
    Cadence {
        Daily = "daily",
        Weekly = "weekly",
        Monthly = "monthly",
        Ritual = "ritual",
        Incident = "incident",
    }
);

/// `[[deliverable]]`, section 5
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliverableTable {
    pub group: String,
    pub text: Text,
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[goal]]`, section 6
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GoalTable {
    pub horizon: Text,
    pub label: String,
    pub text: Option<Text>,
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[kpi]]`, section 7
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KpiTable {
    pub name: String,
    #[serde(default)]
    pub types: Vec<String>,
    pub measures: Option<Text>,
    pub why: Option<Text>,
    pub target: Option<Text>,
    #[serde(default)]
    pub frequency: Vec<String>,
    pub condition: Option<Text>,
}

/// `[[skill]]`, section 8
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SkillTable {
    pub name: String,
    pub tier: SkillTier,
    pub importance: Importance,
    pub importance_note: Option<String>,
    pub description: Option<Text>,
    #[serde(rename = "use")]
    pub usage: Option<Text>,
    pub competency: Option<Text>,
}

vocabulary!(
    /// How a skill stands to the role.
    SkillTier {
        MustHave = "must-have",
        GoodToHave = "good-to-have",
        Advanced = "advanced",
        Emerging = "emerging",
    }
);

vocabulary!(
    /// How much a skill matters.
    Importance {
        Critical = "critical",
        Important = "important",
        Optional = "optional",
        ContextSpecific = "context-specific",
    }
);

/// `[[soft-skill]]`, section 9
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SoftSkillTable {
    pub name: String,
    pub why: Option<Text>,
    pub shows_as: Option<Text>,
    pub strong: Option<Text>,
}

/// `[[tool]]`, section 10
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ToolTable {
    pub category: String,
    pub names: Vec<String>,
    #[serde(rename = "use")]
    pub usage: Option<Text>,
    pub adoption: Adoption,
    pub note: Option<Text>,
}

vocabulary!(
    /// How widely a tool or certificate is found.
    Adoption {
        Common = "common",
        Optional = "optional",
        ContextSpecific = "context-specific",
    }
);

/// `[[environment]]`, section 11
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvironmentTable {
    pub area: String,
    pub text: Option<Text>,
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[stakeholder]]`, section 12
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StakeholderTable {
    pub kind: StakeholderKind,
    pub who: String,
    pub about: Option<Text>,
}

vocabulary!(
    /// Where a stakeholder stands.
    StakeholderKind {
        Internal = "internal",
        External = "external",
        Peer = "peer",
        Upstream = "upstream",
        Downstream = "downstream",
    }
);

/// `[[collaboration]]`, section 12
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CollaborationTable {
    pub kind: CollaborationKind,
    pub text: Text,
}

vocabulary!(
    /// What is said of working together.
    CollaborationKind {
        Nature = "nature",
        Authority = "authority",
        Escalation = "escalation",
    }
);

/// `[[decision]]`, section 13
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DecisionTable {
    pub right: DecisionRight,
    pub text: Text,
}

vocabulary!(
    /// Who has to agree to a decision.
    DecisionRight {
        Own = "own",
        Peer = "peer",
        Executive = "executive",
    }
);

/// `[authority]`, section 13
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AuthorityTable {
    pub budget: Option<Text>,
    pub vendor: Option<Text>,
    pub delivery: Option<Text>,
    pub hiring: Option<Text>,
    pub compliance: Option<Text>,
    pub architecture: Option<Text>,
}

/// `[experience]`, section 14
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExperienceTable {
    pub years: Vec<YearsTable>,
    pub education: Vec<Text>,
    pub certification: Vec<CertificationTable>,
    pub prior_roles: Vec<Text>,
    pub domain: Vec<Text>,
    pub leadership: Vec<Text>,
}

/// `[[experience.years]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct YearsTable {
    pub min: u32,
    pub max: Option<u32>,
    #[serde(default)]
    pub open: bool,
    pub what: Text,
}

/// `[[experience.certification]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CertificationTable {
    pub name: String,
    pub class: Adoption,
    pub note: Option<Text>,
}

/// `[growth]`, section 15
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GrowthTable {
    pub promotion: Vec<Text>,
    pub evolution: Vec<Text>,
}

/// `[[risk]]`, section 16
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RiskTable {
    pub kind: RiskKind,
    pub name: Option<String>,
    pub text: Text,
}

vocabulary!(
    /// Kinds of risk.
    RiskKind {
        Challenge = "challenge",
        Bottleneck = "bottleneck",
        AntiPattern = "anti-pattern",
        Underperformance = "underperformance",
        Business = "business",
    }
);

/// `[[variant]]`, section 17
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VariantTable {
    pub axis: VariantAxis,
    pub value: String,
    pub min: Option<u32>,
    pub max: Option<u32>,
    #[serde(default)]
    pub items: Vec<Text>,
}

vocabulary!(
    /// What a role varies with.
    VariantAxis {
        Size = "size",
        Industry = "industry",
        Geography = "geography",
        BusinessModel = "business-model",
        Stage = "stage",
        Regulation = "regulation",
    }
);

/// `[[ai-impact]]`, section 18
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AiImpactTable {
    pub kind: AiImpactKind,
    pub name: Option<String>,
    pub text: Text,
}

vocabulary!(
    /// What machines change in the work.
    AiImpactKind {
        Automatable = "automatable",
        Human = "human",
        Change = "change",
        Expectation = "expectation",
    }
);
