use super::read::built_in_languages;
use super::*;
