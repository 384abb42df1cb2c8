//! What an article measured, beside what was measured here.

use leptos::prelude::*;

use super::dynamic::block;
use crate::model::decimal::format_fixed;
use crate::model::explain::format_span;
use crate::model::presets::Preset;
use crate::model::units::Span;
use crate::state::store::Store;

#[component]
pub fn PublishedFigures(store: Store) -> impl IntoView {
    block(move || {
        store.generation.track();
        let preset = store.look(|all| Preset::of(&all.experiment)).flatten();
        let published = preset.and_then(|preset| preset.published)?;
        let first = published.seconds.first().copied().unwrap_or_default();
        let theirs = published.seconds.iter().map(|&seconds| {
            let span = Span::from_ms(seconds * 1_000.0);
            cell(Some(span), Some(first / seconds))
        });
        let lanes = store.figures.get();
        let titles = lanes
            .iter()
            .map(|lane| view! { <th>{lane.strategy.title()}</th> });
        let ours = lanes.iter().map(|lane| cell(lane.time, lane.speedup));
        Some(view! {
            <table>
                <tr>
                    <td></td>
                    {titles.collect_view()}
                </tr>
                <tr>
                    <th>{published.subject}</th>
                    {theirs.collect_view()}
                </tr>
                <tr>
                    <th>"Here"</th>
                    {ours.collect_view()}
                </tr>
            </table>
        })
    })
}

fn cell(time: Option<Span>, speedup: Option<f64>) -> impl IntoView + use<> {
    let time = time.map(format_span).unwrap_or_default();
    let times = speedup.filter(|times| *times != 1.0);
    let times = times.map(|times| format!(" · {}×", format_fixed(times, 1)));
    view! { <td>{time + &times.unwrap_or_default()}</td> }
}
