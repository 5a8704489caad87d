//! Views of a framework: pure functions of the model.
