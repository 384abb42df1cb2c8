//! Lessons: their list, and the one that is open, from its question to its answer. `panel`
//! puts them together. May import `shared`.

mod answer;
mod bar;
mod choices;
mod contents;
mod curve;
mod guess;
mod keys;
mod next_step;
mod panel;
mod predicted;
mod prose;
mod reason;
mod simplified;
mod slider;
mod text;

pub use panel::Lessons;
