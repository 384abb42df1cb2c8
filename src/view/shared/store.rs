//! The page's store, for containers.

use leptos::prelude::*;

use crate::state::store::Store;

/// Makes the store available to all components below. What is mounted later has an owner of
/// its own and must be given it again.
pub fn provide_store(store: Store) {
    provide_context(store);
}

/// The store that was provided. To be called while a component is made, not in its handlers.
pub fn use_store() -> Store {
    expect_context()
}
