//! What is worked out from a framework: pure functions, no templates, no time, no IO.

pub mod matching;
