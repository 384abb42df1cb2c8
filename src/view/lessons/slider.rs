//! A guess of a duration: a marker that is moved along a time axis. After the run, the
//! answer is shown on the same axis.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::{block, flag, list, text};
use playground_core::lessons::question::Guess;
use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::ticks::ticks;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::Span;
use playground_core::wording::numbers::{format_fixed, format_span, parse_decimal};

/// Steps of the marker on its axis.
const STEPS: f64 = 100.0;
/// An axis of a hundred parts: every position is a percentage.
const PARTS: Px = Px(100.0);
/// Ticks are at least this many parts apart.
const SPACING: Px = Px(16.0);

#[component]
pub fn TimeSlider(
    lessons: LessonsState,
    /// How long the axis is.
    axis: Span,
) -> impl IntoView {
    let guessed = move || match lessons.guess.get() {
        Some(Guess::Time(span)) => Some(span),
        _ => None,
    };
    let position = text(move || format_fixed(guessed().unwrap_or_default().ms(), 0));
    let words = text(move || guessed().map_or_else(|| "no guess yet".to_owned(), format_span));
    let scale = TimeAxis::new(TimeWindow::whole(axis), PARTS);
    let labels = ticks(&scale, SPACING).into_iter().map(|tick| {
        view! { <li style:left=percent(tick.x.0)>{tick.label}</li> }
    });
    let answer = block(move || {
        let measured = lessons.measured()?;
        // What is beyond the axis is shown at its end.
        let share = (measured / axis.ms() * 100.0).min(100.0);
        let is_late = share > 90.0;
        Some(view! {
            <div class="answer-marks">
                <div class="answer-mark" class:late=is_late style:left=percent(share)>
                    <span>{format_span(Span::from_ms(measured))}</span>
                </div>
            </div>
        })
    });
    view! {
        <div class="time-guess">
            <output class="guessed" for="time-guess">{words}</output>
            <div class="track">
                <input
                    id="time-guess"
                    type="range"
                    min="0"
                    max=format_fixed(axis.ms(), 0)
                    step=format_fixed(axis.ms() / STEPS, 0)
                    aria-label="Your guess"
                    aria-valuetext=words
                    class:unset=flag(move || guessed().is_none())
                    prop:value=position
                    on:input=move |event| {
                        if let Some(ms) = parse_decimal(&event_target_value(&event)) {
                            lessons.take_guess(Guess::Time(Span::from_ms(ms)));
                        }
                    }
                />
                {answer}
            </div>
            <ol class="guess-axis" aria-hidden="true">
                {list(labels)}
            </ol>
        </div>
    }
}

fn percent(share: f64) -> String {
    format!("{}%", format_fixed(share, 2))
}
