//! Title, source, ▶ and ■, theme and help.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use super::source_field::SourceField;
use crate::browser::clock::BrowserClock;
use crate::state::commands;
use crate::state::lessons::link;
use crate::state::store::{Activity, Store};
use playground_core::session::theme::Theme;
use playground_core::units::Span;
use playground_core::wording::numbers::format_span;
use playground_engine::ports::Clock;

#[component]
pub fn Header(store: Store) -> impl IntoView {
    let busy = flag(move || store.is_busy());
    let theme = text(move || format!("Theme: {}", store.theme.get().name()));
    view! {
        <header class="bar">
            <h1>"Fetch Playground"</h1>
            <SourceField store />
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

/// What the next run should take, or what is left of this one.
fn estimate(store: Store) -> String {
    match store.activity.get() {
        Activity::Idle => store.forecast.with(|lanes| {
            let mut all = lanes.iter();
            let total = all.try_fold(Span::ZERO, |sum, lane| Some(sum + (*lane)?));
            total
                .filter(|_| !lanes.is_empty())
                .map(|total| format!("about {}", format_span(total)))
                .unwrap_or_default()
        }),
        Activity::Connecting => "asking…".to_owned(),
        Activity::Running(_) => store
            .live
            .watch(|all| all.remaining(BrowserClock.now()))
            .flatten()
            .map(|left| format!("about {} left", format_span(left)))
            .unwrap_or_default(),
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
