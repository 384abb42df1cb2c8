//! What the page knows and what can be done with it: the store, the commands, the memos.
//! What can be decided without a browser is decided in `playground_core::session`; here it
//! is given the present, and wired to signals. May import `browser`, the engine and the core.

pub mod commands;
pub mod crash;
pub mod experiment_documents;
pub mod lessons;
pub mod live_comparison;
pub mod memory;
pub mod results;
pub mod run;
pub mod store;
pub mod timeline;
