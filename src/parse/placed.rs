use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A value with its place in its file: a [`Spanned`] that has a schema too, the one of its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Placed<T>(Spanned<T>);

impl<T> Placed<T> {
    /// A value at a range of bytes.
    pub fn new(place: Range<usize>, value: T) -> Placed<T> {
        Placed(Spanned::new(place, value))
    }

    /// The value.
    pub fn get_ref(&self) -> &T {
        self.0.get_ref()
    }

    /// The value, to be changed.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
