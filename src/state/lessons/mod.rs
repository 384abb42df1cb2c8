//! The open lesson, its link and its answer. May import `commands` and `run`.

pub mod answer;
pub mod lessons_state;
pub mod link;
