mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::words::*;
use super::Text;

/// `roles/<role>/blueprint.toml`: twenty sections, all optional.
///
/// It is also the shape of a blueprint in `framework.json`: the same words in the same places.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlueprintFile {
    /// 1 Role summary, in Markdown.
    pub summary: Option<Text>,
    /// 6 What success means.
    pub success: Option<Text>,
    /// 6 What sets high performance apart.
    pub high_performance: Vec<Text>,
    /// 7 What stands above the KPIs.
    pub kpi_intro: Option<Text>,
    /// 7 What stands below the KPIs.
    pub kpi_notes: Vec<Text>,
    /// 1 Facts of the role.
    pub facts: FactsTable,
    /// 2 Role mission.
    pub mission: MissionTable,
    /// 3 Core responsibilities.
    pub responsibility: Vec<ResponsibilityTable>,
    /// 4 Day to day.
    pub activity: Vec<ActivityTable>,
    /// 5 Deliverables.
    pub deliverable: Vec<DeliverableTable>,
    /// 6 Goals and milestones.
    pub goal: Vec<GoalTable>,
    /// 7 Key performance indicators.
    pub kpi: Vec<KpiTable>,
    /// 8 Technical skills.
    pub skill: Vec<SkillTable>,
    /// 9 Soft skills.
    pub soft_skill: Vec<SoftSkillTable>,
    /// 10 Tools.
    pub tool: Vec<ToolTable>,
    /// 11 Technical environment.
    pub environment: Vec<EnvironmentTable>,
    /// 12 Stakeholders.
    pub stakeholder: Vec<StakeholderTable>,
    /// 12 How the role works with them.
    pub collaboration: Vec<CollaborationTable>,
    /// 13 Decision rights.
    pub decision: Vec<DecisionTable>,
    /// 13 Authority by domain.
    pub authority: AuthorityTable,
    /// 14 Experience and qualifications.
    pub experience: ExperienceTable,
    /// 15 Career path: what `role.toml` doesn't say.
    pub growth: GrowthTable,
    /// 16 Risks and challenges.
    pub risk: Vec<RiskTable>,
    /// 17 Variants of the role.
    pub variant: Vec<VariantTable>,
    /// 18 Influence of AI.
    pub ai_impact: Vec<AiImpactTable>,
}

/// `[facts]`, section 1
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactsTable {
    /// How far ahead the role looks.
    pub horizon: Option<Text>,
    /// Whom it reports to.
    pub reports_to: Option<Text>,
    /// Whom it works with most.
    pub interfaces: Vec<Text>,
}

/// `[mission]`, section 2
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissionTable {
    /// What the role is there for.
    pub core: Option<Text>,
    /// Why that matters.
    pub importance: Option<Text>,
    /// What comes of it.
    pub outcomes: Vec<Text>,
}

/// `[[responsibility]]`, section 3
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResponsibilityTable {
    /// What kind of responsibility it is.
    pub group: ResponsibilityGroup,
    /// A name for it.
    pub title: Option<String>,
    /// What it is, in Markdown.
    pub text: Text,
    /// Where it holds only sometimes: when.
    pub condition: Option<Text>,
}

/// `[[activity]]`, section 4
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActivityTable {
    /// How often.
    pub cadence: Cadence,
    /// What is done.
    pub text: Text,
    /// Its parts.
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[deliverable]]`, section 5
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliverableTable {
    /// What it belongs to.
    pub group: String,
    /// What is delivered.
    pub text: Text,
    /// Its parts.
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[goal]]`, section 6
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GoalTable {
    /// By when: a number and `d`, `m` or `y`, such as `30d`; or `long-term`.
    pub horizon: Text,
    /// What the time is called.
    pub label: String,
    /// What it is about.
    pub text: Option<Text>,
    /// What is to be reached.
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[kpi]]`, section 7
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KpiTable {
    /// What it is called.
    pub name: String,
    /// What kinds of KPI it is.
    #[serde(default)]
    pub types: Vec<String>,
    /// What it measures.
    pub measures: Option<Text>,
    /// Why it matters.
    pub why: Option<Text>,
    /// What is aimed at.
    pub target: Option<Text>,
    /// How often it is looked at.
    #[serde(default)]
    pub frequency: Vec<String>,
    /// Where it holds only sometimes: when.
    pub condition: Option<Text>,
}

/// `[[skill]]`, section 8
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SkillTable {
    /// What it is called.
    pub name: String,
    /// Whether it has to be there at the start.
    pub tier: SkillTier,
    /// How much it matters.
    pub importance: Importance,
    /// What qualifies that.
    pub importance_note: Option<String>,
    /// What it is.
    pub description: Option<Text>,
    /// What it is used for.
    #[serde(rename = "use")]
    pub usage: Option<Text>,
    /// The competency that says it level by level.
    pub competency: Option<Text>,
}

/// `[[soft-skill]]`, section 9
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SoftSkillTable {
    /// What it is called.
    pub name: String,
    /// Why it matters.
    pub why: Option<Text>,
    /// How it shows.
    pub shows_as: Option<Text>,
    /// What strong looks like.
    pub strong: Option<Text>,
}

/// `[[tool]]`, section 10
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ToolTable {
    /// What kind of tool it is.
    pub category: String,
    /// Tools of that kind.
    #[serde(default)]
    pub names: Vec<String>,
    /// What they are used for.
    #[serde(rename = "use")]
    pub usage: Option<Text>,
    /// How widely they are used.
    pub adoption: Adoption,
    /// What qualifies that.
    pub note: Option<Text>,
}

/// `[[environment]]`, section 11
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvironmentTable {
    /// A part of the environment.
    pub area: String,
    /// What it is, in Markdown.
    pub text: Option<Text>,
    /// What is in it.
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[stakeholder]]`, section 12
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StakeholderTable {
    /// Where they stand.
    pub kind: StakeholderKind,
    /// Who they are.
    pub who: String,
    /// What there is to talk about.
    pub about: Option<Text>,
}

/// `[[collaboration]]`, section 12
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CollaborationTable {
    /// What of working together it tells.
    pub kind: CollaborationKind,
    /// How it goes.
    pub text: Text,
}

/// `[[decision]]`, section 13
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DecisionTable {
    /// Who decides.
    pub right: DecisionRight,
    /// What is decided.
    pub text: Text,
}

/// `[authority]`, section 13
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AuthorityTable {
    /// Over money.
    pub budget: Option<Text>,
    /// Over vendors.
    pub vendor: Option<Text>,
    /// Over what is delivered, and when.
    pub delivery: Option<Text>,
    /// Over who is hired.
    pub hiring: Option<Text>,
    /// Over compliance.
    pub compliance: Option<Text>,
    /// Over architecture.
    pub architecture: Option<Text>,
}

/// `[experience]`, section 14
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExperienceTable {
    /// How many years, and of what.
    pub years: Vec<YearsTable>,
    /// What was learnt.
    pub education: Vec<Text>,
    /// Certificates.
    pub certification: Vec<CertificationTable>,
    /// What somebody was before.
    pub prior_roles: Vec<Text>,
    /// Fields somebody knows.
    pub domain: Vec<Text>,
    /// What somebody led.
    pub leadership: Vec<Text>,
}

/// `[[experience.years]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct YearsTable {
    /// At least.
    pub min: u32,
    /// Usually up to.
    pub max: Option<u32>,
    /// Whether more is usual too, as in "8-12+".
    #[serde(default)]
    pub open: bool,
    /// Of what.
    pub what: Text,
}

/// `[[experience.certification]]`
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CertificationTable {
    /// What it is called.
    pub name: String,
    /// How common it is.
    pub class: Adoption,
    /// What qualifies that.
    pub note: Option<Text>,
}

/// `[growth]`, section 15
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GrowthTable {
    /// What the next role asks for.
    pub promotion: Vec<Text>,
    /// How the role changes over time.
    pub evolution: Vec<Text>,
}

/// `[[risk]]`, section 16
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RiskTable {
    /// What kind of risk it is.
    pub kind: RiskKind,
    /// A name for it.
    pub name: Option<String>,
    /// What it is, in Markdown.
    pub text: Text,
}

/// `[[variant]]`, section 17
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VariantTable {
    /// By what the role differs.
    pub axis: VariantAxis,
    /// Where it is so.
    pub value: String,
    /// From how many.
    pub min: Option<u32>,
    /// Up to how many.
    pub max: Option<u32>,
    /// What is different there.
    #[serde(default)]
    pub items: Vec<Text>,
}

/// `[[ai-impact]]`, section 18
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AiImpactTable {
    /// What of it changes, or doesn't.
    pub kind: AiImpactKind,
    /// A name for it.
    pub name: Option<String>,
    /// What it is, in Markdown.
    pub text: Text,
}
