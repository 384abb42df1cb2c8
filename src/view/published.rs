//! What an article measured, beside what was measured here.

use leptos::prelude::*;

use super::dynamic::block;
use crate::state::store::Store;
use playground_core::experiment::presets::Preset;
use playground_core::wording::numbers::{format_fixed, group_digits};

#[component]
pub fn PublishedFigures(store: Store) -> impl IntoView {
    block(move || {
        store.live.track_lanes();
        let experiment = store.live.peek(|all| all.experiment.clone())?;
        let published = Preset::of(&experiment)?.published?;
        let here = format!(
            "Here, {}",
            group_digits(experiment.workload.requests.into())
        );
        let first = published.seconds.first().copied().unwrap_or_default();
        let lanes = store.figures.get().into_iter();
        let rows = lanes.zip(published.seconds).map(|(lane, &seconds)| {
            let ours = lane
                .time
                .filter(|_| lane.is_comparable)
                .map(|time| words(time.ms() / 1_000.0, lane.speedup));
            view! {
                <tr>
                    <th>{lane.title.clone()}</th>
                    <td>{words(seconds, Some(first / seconds))}</td>
                    <td>{ours.unwrap_or_default()}</td>
                </tr>
            }
        });
        Some(view! {
            <table>
                <tr>
                    <td></td>
                    <th>{published.subject}</th>
                    <th>{here}</th>
                </tr>
                {rows.collect_view()}
            </table>
        })
    })
}

/// In seconds, as articles give them, and how many times faster that is.
fn words(seconds: f64, speedup: Option<f64>) -> String {
    let time = format!("{} s", format_fixed(seconds, 1));
    match speedup.filter(|times| *times > 1.0) {
        Some(times) => format!("{time} · {}×", format_fixed(times, 1)),
        None => time,
    }
}
