//! What an article measured, beside what was measured here.

use leptos::prelude::*;

use crate::view::shared::dynamic::{block, list};
use playground_core::experiment::Experiment;
use playground_core::experiment::presets::Preset;
use playground_core::session::compare::{measured_beside_published, published_time};
use playground_core::session::figures::LaneFigures;
use playground_core::wording::numbers::group_digits;

#[component]
pub fn PublishedFigures(
    /// The experiment on the page.
    experiment: Signal<Option<Experiment>>,
    figures: Memo<Vec<LaneFigures>>,
) -> impl IntoView {
    block(move || {
        let experiment = experiment.get()?;
        let published = Preset::from_experiment(&experiment)?.published?;
        let here = format!(
            "Here, {}",
            group_digits(experiment.workload.requests.into())
        );
        let first = published.seconds.first().copied().unwrap_or_default();
        let lanes = figures.get().into_iter();
        let rows = lanes.zip(published.seconds).map(|(lane, &seconds)| {
            view! {
                <tr>
                    <th>{lane.title.clone()}</th>
                    <td>{published_time(seconds, Some(first / seconds))}</td>
                    <td>{measured_beside_published(&lane)}</td>
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
                {list(rows)}
            </table>
        })
    })
}
