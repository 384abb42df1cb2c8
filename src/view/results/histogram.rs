//! How the durations of each lane are spread, on shared bins.

use leptos::prelude::*;

use crate::view::shared::dynamic::{block, list};
use playground_core::session::histogram_labels::{bin_label, edge_labels, lane_label};
use playground_core::session::statistics::{AllStatistics, LaneStatistics};
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn Histogram(statistics: Memo<Option<AllStatistics>>) -> impl IntoView {
    block(move || {
        let all = statistics.get()?;
        if all.edges.len() < 2 {
            return None;
        }
        let highest = all.highest();
        let labels = edge_labels(&all.edges);
        let lanes = all.lanes.iter().filter(|lane| !lane.counts.is_empty());
        let lanes = lanes.map(|lane| lane_view(lane, &labels, highest));
        let lanes = list(lanes);
        // There is room for three, and the last.
        let step = labels.len().div_ceil(3);
        let last = labels.len() - 1;
        let shown = labels.into_iter().enumerate();
        let shown = shown
            .filter(|(place, _)| place % step == 0)
            .map(|(place, label)| {
                let percent = place as f64 / last as f64 * 100.0;
                view! { <li style:left=format!("{}%", format_fixed(percent, 2))>{label}</li> }
            });
        Some(view! {
            <div class="histograms">
                <h3>"Durations, from dispatch to end"</h3>
                {lanes}
                <ol class="edges" aria-hidden="true">
                    {list(shown)}
                </ol>
            </div>
        })
    })
}

fn lane_view(lane: &LaneStatistics, labels: &[String], highest: u32) -> impl IntoView + use<> {
    let bins = labels.windows(2).zip(&lane.counts);
    let bars = bins.map(|(edges, &count)| {
        let percent = f64::from(count) / f64::from(highest.max(1)) * 100.0;
        let title = match edges {
            [from, to] => bin_label(from, to, count),
            _ => String::new(),
        };
        let height = format!("{}%", format_fixed(percent, 2));
        let class = if count > 0 { "column some" } else { "column" };
        view! {
            <span title=title>
                <span class=class style:height=height></span>
            </span>
        }
    });
    view! {
        <p class="name">{lane.title.clone()}</p>
        <div class="bins" role="img" aria-label=lane_label(lane, labels)>
            {list(bars)}
        </div>
    }
}
