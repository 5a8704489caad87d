//! The words of a blueprint: what a key may say that isn't free text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A closed list of words; a language file says what pages call them. The order is that of pages.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
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

vocabulary!(
    /// How widely a tool or certificate is found.
    Adoption {
        Common = "common",
        Optional = "optional",
        ContextSpecific = "context-specific",
    }
);

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

vocabulary!(
    /// What is said of working together.
    CollaborationKind {
        Nature = "nature",
        Authority = "authority",
        Escalation = "escalation",
    }
);

vocabulary!(
    /// Who has to agree to a decision.
    DecisionRight {
        Own = "own",
        Peer = "peer",
        Executive = "executive",
    }
);

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

vocabulary!(
    /// What machines change in the work.
    AiImpactKind {
        Automatable = "automatable",
        Human = "human",
        Change = "change",
        Expectation = "expectation",
    }
);
