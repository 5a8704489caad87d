use std::sync::Arc;

use super::{AttributeId, Expectation, Prose};
use crate::parse::AttributeKind;
use crate::source::Span;

/// A fact that levels have, e.g. a planning horizon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its id.
    pub id: AttributeId,
    /// Its name on pages, and the heading of a list.
    pub label: String,
    /// What its values are.
    pub kind: AttributeKind,
    /// The vocabulary of an ordered one, lowest first.
    pub values: Vec<String>,
    /// What it means.
    pub summary: Option<Prose>,
    /// Where it is declared.
    pub span: Span,
}

/// An attribute at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeValue {
    /// Which one.
    pub attribute: Arc<Attribute>,
    /// What it is here.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Free text.
    Text(Prose),
    /// A place in the attribute's `values`.
    Ordered(usize),
    /// Bullets, and the prose before them.
    List {
        /// What introduces it at this level.
        intro: Option<Prose>,
        /// The bullets.
        expectations: Vec<Expectation>,
    },
}

impl Value {
    /// The bullets of a list; none of anything else.
    #[must_use]
    pub fn expectations(&self) -> &[Expectation] {
        match self {
            Value::List { expectations, .. } => expectations,
            Value::Text(_) | Value::Ordered(_) => &[],
        }
    }
}
