//! The whole page: puts the parts together and provides the store to them.

use futures::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::page;
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::memory;
use crate::state::run::frame_loop;
use crate::state::store::{Activity, Store};
use crate::view::header::Header;
use crate::view::keys::{self, listen_to_keys};
use crate::view::lane::panel::LanePanel;
use crate::view::later::{self, Later};
use crate::view::notice::NoticeLine;
use crate::view::settings::panel::Settings;
use crate::view::shared::dynamic::{block, flag, list};
use crate::view::shared::store::provide_store;
use playground_core::session::theme::Theme;
use playground_core::units::LaneIndex;

#[component]
pub fn App(store: Store) -> impl IntoView {
    provide_store(store);
    listen_to_keys(store, Box::new(keys::press));
    frame_loop::listen_to_hiding(store);
    commands::wake_source(store);
    link::follow(store);
    page::on_system_colours(move || store.system_is_dark.set(page::system_is_dark()));
    Effect::new(move |_| memory::remember_theme(store.theme.get()));
    Effect::new(move |was_recalled: Option<()>| {
        store.reading.track();
        // Only what was changed since it was recalled is remembered. A storage that refuses is
        // reported when it is run.
        if was_recalled.is_some() {
            spawn_local(memory::remember_settings(store).map(drop));
        }
    });
    Effect::new(move |was_running: Option<bool>| {
        let is_running = matches!(store.activity.get(), Activity::Running(_));
        if is_running && was_running == Some(false) {
            spawn_local(async move {
                if let Some(complaint) = memory::remember_settings(store).await {
                    store.notify(complaint, false);
                }
            });
        }
        is_running
    });
    Effect::new(move |_| {
        let is_for_projector = store.theme.get() == Theme::Projector;
        page::set_look(store.is_dark.get(), is_for_projector);
        store.redraw();
    });
    Effect::new(move |_| page::set_stage_height(store.stage_height.get().percent()));
    // A lane on screen belongs to one comparison or is planned for the next; a new one
    // gets new panels.
    let lanes = block(move || {
        store.live.track_lanes();
        let running = store.live.peek(|all| all.lanes.len());
        let planned = || store.draft.with_untracked(|draft| draft.lanes().len());
        let lanes = (0..running.unwrap_or_else(planned)).map(LaneIndex);
        let panels = lanes.map(|lane| view! { <LanePanel lane /> });
        list(panels)
    });
    let run_shown = store.live.shown();
    let lesson = Signal::derive(move || u32::from(store.lesson.with(Option::is_some)));
    let hides_settings = flag(move || lesson.get() > 0 && !store.shows_settings.get());
    let asked = Signal::derive(move || u32::from(store.question.with(Option::is_some)));
    let help = Signal::derive(move || u32::from(store.help_is_open.get()));
    view! {
        <Header />
        <main>
            <Later wanted=lesson part=later::LESSONS />
            <div hidden=hides_settings>
                <Settings />
            </div>
            <NoticeLine notice=store.notice />
            <div class="lanes">{lanes}</div>
            <Later wanted=store.parts_are_loaded.into() part=later::STAGE_HANDLE />
            <Later wanted=run_shown part=later::TIMELINE_BAR />
            <Later wanted=run_shown part=later::RESULTS />
        </main>
        <Later wanted=asked part=later::PERMISSION />
        <Later wanted=help part=later::HELP />
        <p class="visually-hidden" role="status">
            {store.announcement}
        </p>
    }
}
