//! Views of a framework: what is worked out from it and written nowhere. Pure functions of the
//! model; they know neither templates nor URLs nor time.

mod career_map;
mod comparable;
mod matches;
pub mod matching;
mod matrix;
mod scorecard;
mod search_index;
mod skills;
mod step;
mod summary;

pub use career_map::{CareerMap, Edge, EdgeKind, Lane, Node, career_map};
pub use comparable::{Comparable, replaced, rows};
pub use matches::{Matched, Matches, Place, Row};
pub use matrix::{Matrix, MatrixGroup, MatrixRow, matrix};
pub use scorecard::{Anchor, AnchorPart, DimensionCard, MeetsPart, Scorecard, Sighting, scorecard};
pub use search_index::{
    Line, LineKind, LinePlace, Named, Thing, search_lines, search_names, search_parts,
};
pub use skills::{Skill, SkillUse, skills};
pub use step::{
    AttributeStep, Group, Part, Section, Side, Size, Step, Steps, Subject, attribute_text,
    parallels, step,
};
pub use summary::{SummaryRow, summary};
