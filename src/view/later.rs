//! Parts of the page that a first visit does without. The build puts what only they need
//! into a wasm of its own (see xtask's `finish_build::later`), which is loaded when the
//! first of them is wanted.

use futures::future::LocalBoxFuture;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::help::Help;
use super::results::Results;
use crate::browser::page::Place;
use crate::state::commands::PART_MISSING;
use crate::state::store::Store;

/// Puts a part into its place on the page.
type Mount = fn(Place, Store) -> LocalBoxFuture<'static, Result<(), SplitLoaderError>>;

/// What is below the lanes, from the first run on.
pub const RESULTS: Mount = |place, store| Box::pin(results(place, store));

/// The help, when somebody asks for it.
pub const HELP: Mount = |place, store| Box::pin(help(place, store));

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn results(place: Place, store: Store) -> Result<(), SplitLoaderError> {
    // It stays as long as the page does.
    leptos::mount::mount_to(place, move || view! { <Results store /> }).forget();
    Ok(())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn help(place: Place, store: Store) -> Result<(), SplitLoaderError> {
    let Store {
        help_is_open: is_open,
        single_keys,
        ..
    } = store;
    leptos::mount::mount_to(place, move || view! { <Help is_open single_keys /> }).forget();
    Ok(())
}

/// The place of a part that is put there when it is first wanted.
#[component]
pub fn Later(
    store: Store,
    /// Counts how often it was wanted: a part that did not come is asked for again.
    wanted: Signal<u32>,
    part: Mount,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let is_there = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(element) = place.get().filter(|_| wanted.get() > 0) else {
            return;
        };
        if is_there.get_value() {
            return;
        }
        is_there.set_value(true);
        spawn_local(async move {
            if part(element.into(), store).await.is_err() {
                is_there.set_value(false);
                store.say(PART_MISSING.to_owned(), true);
            }
        });
    });
    view! { <div class="later" node_ref=place></div> }
}
