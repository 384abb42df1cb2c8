//! The screen, a folder for each subject. Containers take the store from the context that
//! [`app`] provides; leaves take what they show and call back with what was pressed. May
//! import `state`, the core, and of `browser` what an element needs: canvases, pointers,
//! keys.

pub mod app;
mod header;
mod help;
mod keys;
mod lane;
mod later;
mod lessons;
mod notice;
mod results;
mod settings;
mod shared;
mod sources;
mod timeline;
