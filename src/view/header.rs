//! Title, source, ▶ and ■, theme and help.

use leptos::prelude::*;

use crate::browser::timing::clock::BrowserClock;
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::store::{Activity, Store};
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::form::Form;
use crate::view::shared::store::use_store;
use crate::view::sources::source_field::SourceField;
use playground_core::session::estimate;
use playground_core::session::theme::Theme;
use playground_engine::ports::Clock;

#[component]
pub fn Header() -> impl IntoView {
    let store = use_store();
    let busy = flag(move || store.is_busy());
    let choose_source = Callback::new(move |source| commands::choose_source(store, source));
    let theme = text(move || format!("Theme: {}", store.theme.get().name()));
    view! {
        <header class="bar">
            <h1>"Fetch Playground"</h1>
            <SourceField form=Form::new(store) disabled=busy choose=choose_source />
            <span class="pulse" id="pulse" aria-hidden="true" hidden=flag(move || !store.has_pulse())></span>
            <button
                aria-expanded=text(move || store.lesson.with(Option::is_some).to_string())
                on:click=move |_| link::toggle(store)
            >
                "Lessons"
            </button>
            <p class="estimate">{text(move || estimate(store))}</p>
            <button class="primary" on:click=move |_| commands::run(store) disabled=busy>
                <span aria-hidden="true">"▶ "</span>
                "Run all"
            </button>
            <button on:click=move |_| commands::stop(store) disabled=flag(move || !busy.get())>
                <span aria-hidden="true">"■ "</span>
                "Stop"
            </button>
            <button
                class="quiet"
                aria-label=theme
                title=theme
                on:click=move |_| store.theme.update(|theme| *theme = theme.next())
            >
                {text(move || theme_sign(store.theme.get()).to_owned())}
            </button>
            <button
                class="quiet"
                aria-label="Help"
                title="Help"
                on:click=move |_| store.help_is_open.set(true)
            >
                "?"
            </button>
        </header>
    }
}

/// How long the next run should take, or how much is left of this one.
fn estimate(store: Store) -> String {
    match store.activity.get() {
        Activity::Idle => store.forecast.with(|lanes| estimate::total(lanes)),
        Activity::Connecting => "connecting…".to_owned(),
        Activity::Running(_) => {
            let remaining = store.live.watch(|all| all.remaining(BrowserClock.now()));
            estimate::left(remaining.flatten())
        }
    }
}

const fn theme_sign(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "◐",
        Theme::Light => "☀",
        Theme::Dark => "☾",
        Theme::Projector => "▣",
    }
}
