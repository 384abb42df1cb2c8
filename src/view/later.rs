//! Parts of the page that the first screen does without. The build puts what only they need
//! into a wasm of its own (see `split` in xtask's page-tools), which is loaded once the page
//! works, or when the first of them is wanted.

use std::any::Any;
use std::cell::Cell;

use futures::future::LocalBoxFuture;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::browser::document::page::{self, Place};
use crate::state::run::question;
use crate::state::run::run_error::PART_MISSING;
use crate::state::store::Store;
use crate::view::help::Help;
use crate::view::lane::in_flight::InFlightStrip;
use crate::view::lane::planned_outline::PlannedOutlineCanvas;
use crate::view::lane::plot_tools::PlotTools;
use crate::view::lane::remarks::Remarks;
use crate::view::lane::stage_handle::StageHandle;
use crate::view::lessons::Lessons;
use crate::view::results::panel::Results;
use crate::view::settings::fields::SettingsFields;
use crate::view::shared::store::{provide_store, use_store};
use crate::view::sources::permission::Permission;
use crate::view::timeline::bar::TimelineBar;
use playground_core::units::LaneIndex;

/// Puts a part into its place on the page, or into that in one of the lanes.
type Mount =
    fn(Place, Store, LaneIndex) -> LocalBoxFuture<'static, Result<Mounted, SplitLoaderError>>;
/// A part in its place; dropped, it is gone.
type Mounted = Box<dyn Any>;

/// The lower edge of the lanes' pictures, by which their height is changed.
pub const STAGE_HANDLE: Mount = |place, store, _| Box::pin(stage_handle(place, store));
/// Which part of the lanes is shown, and in which order, from the first run on.
pub const TIMELINE_BAR: Mount = |place, store, _| Box::pin(timeline_bar(place, store));
/// What came of them, from the first run on.
pub const RESULTS: Mount = |place, store, _| Box::pin(results(place, store));
/// The help, when it is opened.
pub const HELP: Mount = |place, store, _| Box::pin(help(place, store));
/// The settings, when they are unfolded.
pub const SETTINGS: Mount = |place, store, _| Box::pin(settings(place, store));
/// The lessons, when they are opened.
pub const LESSONS: Mount = |place, store, _| Box::pin(lessons(place, store));
/// Asks before anything is sent to third-party servers.
pub const PERMISSION: Mount = |place, store, _| Box::pin(permission(place, store));
/// What there is to say about a lane, from the first run on.
pub const REMARKS: Mount = |place, store, lane| Box::pin(remarks(place, store, lane));
/// A lane's plan in place of its waterfall, until the first run.
pub const PLANNED: Mount = |place, store, lane| Box::pin(planned(place, store, lane));
/// What lies over a lane's waterfall, from the first run on.
pub const PLOT_TOOLS: Mount = |place, store, lane| Box::pin(plot_tools(place, store, lane));
/// Below a lane's waterfall, how many were in flight, from the first run on.
pub const IN_FLIGHT: Mount = |place, store, lane| Box::pin(in_flight(place, store, lane));

/// The style sheets of all parts, as one. Those of the first screen are linked in
/// `index.html`.
const STYLE: &str = concat!(
    include_str!("shared/shared.css"),
    include_str!("shared/data_table.css"),
    include_str!("sources/urls.css"),
    include_str!("lane/plot_tools.css"),
    include_str!("timeline/timeline.css"),
    include_str!("results/results.css"),
    include_str!("results/compare.css"),
    include_str!("results/statistics.css"),
    include_str!("results/requests.css"),
    include_str!("results/debug_log.css"),
    include_str!("lessons/lessons.css"),
    include_str!("lessons/guess.css"),
    include_str!("lessons/answer.css"),
    // Last: it arranges the page around an open lesson.
    include_str!("lessons/layout.css"),
);

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn stage_handle(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <StageHandle /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn timeline_bar(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <TimelineBar /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn results(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <Results /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn help(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    let Store {
        help_is_open: is_open,
        single_keys,
        ..
    } = store;
    mount(place, store, move || {
        view! { <Help is_open single_keys /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn settings(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || {
        view! { <SettingsFields /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn lessons(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <Lessons /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn planned(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || {
        view! { <PlannedOutlineCanvas lane /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn plot_tools(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || {
        view! { <PlotTools lane /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn in_flight(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || {
        view! { <InFlightStrip lane /> }.into_any()
    })
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn remarks(place: Place, store: Store, lane: LaneIndex) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <Remarks lane /> }.into_any())
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn permission(place: Place, store: Store) -> Result<Mounted, SplitLoaderError> {
    mount(place, store, move || view! { <Permission /> }.into_any())
}

fn mount(
    place: Place,
    store: Store,
    part: impl FnOnce() -> AnyView + 'static,
) -> Result<Mounted, SplitLoaderError> {
    thread_local! {
        static HAS_STYLE: Cell<bool> = const { Cell::new(false) };
    }
    if !HAS_STYLE.replace(true) {
        page::add_style(STYLE);
    }
    Ok(Box::new(leptos::mount::mount_to(place, move || {
        // It has an owner of its own, without the context of the page.
        provide_store(store);
        part()
    })))
}

/// The place of a part that is put there when it is first wanted.
#[component]
pub fn Later(
    /// Counts how often it was wanted: a part that did not come is asked for again.
    wanted: Signal<u32>,
    part: Mount,
    #[prop(default = LaneIndex(0))] lane: LaneIndex,
) -> impl IntoView {
    let store = use_store();
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
                    // Help that did not come covers nothing.
                    store.help_is_open.set(false);
                    // And what was not asked is not allowed.
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
pub fn LaterInLane(lane: LaneIndex, part: Mount) -> impl IntoView {
    let store = use_store();
    view! { <Later wanted=store.live.shown() part lane /> }
}
