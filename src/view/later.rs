//! Parts of the page that it does without at first. The build puts what only they need
//! into a wasm of its own (see xtask's `finish_build::later`), which is loaded behind the
//! page when that works, or when the first of them is wanted. What runs an experiment must
//! not call one: whatever reaches such a call is linked into the tests in the browser,
//! which no last step of a build takes apart.

use std::any::Any;
use std::cell::Cell;

use futures::future::LocalBoxFuture;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::help::Help;
use super::in_flight::InFlightStrip;
use super::lesson::Lessons;
use super::more_settings::MoreSettings;
use super::permission::Permission;
use super::plot_tools::PlotTools;
use super::remarks::Remarks;
use super::results::Results;
use super::timeline_bar::TimelineBar;
use super::url_field::UrlField;
use crate::browser::document::page::{self, Place};
use crate::state::run::question;
use crate::state::run::run_error::PART_MISSING;
use crate::state::store::Store;
use playground_core::units::LaneIndex;

/// Puts a part into its place on the page, or into that in one of the lanes.
type Mount =
    fn(Place, Store, LaneIndex) -> LocalBoxFuture<'static, Result<Mounted, SplitLoaderError>>;
/// A part in its place; dropped, it is gone.
type Mounted = Box<dyn Any>;

/// How the lanes are looked at, from the first run on.
pub const TIMELINE_BAR: Mount = |place, store, _| Box::pin(timeline_bar(place, store));
/// What came of them, from the first run on.
pub const RESULTS: Mount = |place, store, _| Box::pin(results(place, store));
/// The help, when somebody asks for it.
pub const HELP: Mount = |place, store, _| Box::pin(help(place, store));
/// The settings that few need, when somebody unfolds them.
pub const MORE_SETTINGS: Mount = |place, store, _| Box::pin(more_settings(place, store));
/// The lessons, when somebody opens them.
pub const LESSONS: Mount = |place, store, _| Box::pin(lessons(place, store));
/// The list of one's own addresses, when it is the source.
pub const URLS: Mount = |place, store, _| Box::pin(urls(place, store));
/// Asks before anything goes to hosts of other people.
pub const PERMISSION: Mount = |place, store, _| Box::pin(permission(place, store));
/// What there is to say about a lane, from the first run on.
pub const REMARKS: Mount = |place, store, lane| Box::pin(remarks(place, store, lane));
/// What lies over a lane's waterfall, from the first run on.
pub const PLOT_TOOLS: Mount = |place, store, lane| Box::pin(plot_tools(place, store, lane));
/// Below a lane's waterfall, how many were in flight, from the first run on.
pub const IN_FLIGHT: Mount = |place, store, lane| Box::pin(in_flight(place, store, lane));

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn timeline_bar(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <TimelineBar store /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn results(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <Results store /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn help(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    let Store {
        help_is_open: is_open,
        single_keys,
        ..
    } = store;
    mount(place, move || {
        view! { <Help is_open single_keys /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn more_settings(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <MoreSettings store /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn lessons(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <Lessons store /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn plot_tools(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <PlotTools store lane /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn in_flight(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || {
        view! { <InFlightStrip store lane /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn remarks(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <Remarks store lane /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn permission(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <Permission store /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn urls(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, move || view! { <UrlField store /> }.into_any())
}

fn mount(
    place: Place,
    part: impl FnOnce() -> AnyView + 'static,
) -> Result<Mounted, SplitLoaderError> {
    thread_local! {
        static HAS_STYLE: Cell<bool> = const { Cell::new(false) };
    }
    if !HAS_STYLE.replace(true) {
        page::add_style(include_str!("later.css"));
        page::add_style(include_str!("lesson.css"));
    }
    Ok(Box::new(leptos::mount::mount_to(place, part)))
}

/// The place of a part that is put there when it is first wanted.
#[component]
pub fn Later(
    store: Store,
    /// Counts how often it was wanted: a part that did not come is asked for again.
    wanted: Signal<u32>,
    part: Mount,
    #[prop(default = LaneIndex(0))] lane: LaneIndex,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let is_asked_for = StoredValue::new(false);
    // It goes with its place, as that of a lane does.
    let mounted = StoredValue::new_local(None::<Mounted>);
    Effect::new(move |_| {
        let Some(element) = place.get().filter(|_| wanted.get() > 0) else {
            return;
        };
        if is_asked_for.get_value() {
            return;
        }
        is_asked_for.set_value(true);
        spawn_local(async move {
            match part(element.into(), store, lane).await {
                Ok(part) => {
                    // Where the place is gone already, the part is dropped at once.
                    let _gone = mounted.try_set_value(Some(part));
                }
                Err(_) => {
                    let _gone = is_asked_for.try_set_value(false);
                    // Help that did not come is not before anything.
                    store.help_is_open.set(false);
                    // Nor has anybody allowed what was not asked.
                    question::answer(store, false);
                    store.notify(PART_MISSING.to_owned(), true);
                }
            }
        });
    });
    view! { <div class="later" node_ref=place></div> }
}

/// The same in a lane, wanted once it has been run.
#[component]
pub fn LaterInLane(store: Store, lane: LaneIndex, part: Mount) -> impl IntoView {
    view! { <Later store wanted=store.live.shown() part lane /> }
}
