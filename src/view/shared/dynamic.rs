//! What changes on screen, in a few shared types. Each closure in a view brings its own copy
//! of Leptos's rendering code with it, a kilobyte or two of WebAssembly; boxed, all of them
//! share one.

use leptos::prelude::*;

/// A part of the page that is built again when what it reads changes.
pub type Block = Box<dyn FnMut() -> AnyView + Send>;

pub fn block<V: IntoView + 'static>(mut build: impl FnMut() -> V + Send + 'static) -> Block {
    Box::new(move || build().into_any())
}

/// Parts one after the other.
pub fn list<V: IntoView + 'static>(parts: impl IntoIterator<Item = V>) -> AnyView {
    let parts: Vec<_> = parts.into_iter().map(IntoAny::into_any).collect();
    parts.into_any()
}

/// A text that follows what it reads.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// A state that is on or off.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}
