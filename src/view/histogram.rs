//! How the durations of each lane are spread, on shared bins.

use leptos::prelude::*;

use super::dynamic::block;
use playground_core::session::statistics::{AllStatistics, LaneStatistics};
use playground_core::units::Span;
use playground_core::wording::numbers::{format_fixed, group_digits};

#[component]
pub fn Histogram(statistics: Memo<Option<AllStatistics>>) -> impl IntoView {
    block(move || {
        let all = statistics.get()?;
        if all.edges.len() < 2 {
            return None;
        }
        let highest = all.highest();
        let labels: Vec<_> = all
            .edges
            .iter()
            .map(|&edge| edge_words(edge, &all.edges))
            .collect();
        let lanes = all.lanes.iter().filter(|lane| !lane.counts.is_empty());
        let lanes = lanes.map(|lane| lane_view(lane, &labels, highest));
        let lanes = lanes.collect_view();
        // Beside each other there is room for so many.
        let step = labels.len().div_ceil(3);
        let last = labels.len() - 1;
        let shown = labels.into_iter().enumerate();
        let shown = shown
            .filter(|(place, _)| place % step == 0)
            .map(|(place, words)| {
                let percent = place as f64 / last as f64 * 100.0;
                view! { <li style:left=format!("{}%", format_fixed(percent, 2))>{words}</li> }
            });
        Some(view! {
            <div class="histograms">
                <h3>"Durations, from dispatch to end"</h3>
                {lanes}
                <ol class="edges" aria-hidden="true">
                    {shown.collect_view()}
                </ol>
            </div>
        })
    })
}

fn lane_view(lane: &LaneStatistics, labels: &[String], highest: u32) -> impl IntoView + use<> {
    let bins = labels.windows(2).zip(&lane.counts);
    let words = |from: &str, to: &str, count: u32| {
        format!("{from} to {to}: {}", group_digits(count.into()))
    };
    let filled = bins.clone().filter(|(_, count)| **count > 0);
    let spoken: Vec<_> = filled
        .filter_map(|(edges, &count)| Some(words(edges.first()?, edges.get(1)?, count)))
        .collect();
    let spoken = format!("Durations of {}: {}", lane.title, spoken.join(", "));
    let bars = bins.map(|(edges, &count)| {
        let percent = f64::from(count) / f64::from(highest.max(1)) * 100.0;
        let title = match edges {
            [from, to] => words(from, to, count),
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
        <div class="bins" role="img" aria-label=spoken>
            {bars.collect_view()}
        </div>
    }
}

/// An edge, with as many decimals as tell it from its neighbours.
fn edge_words(edge: Span, edges: &[Span]) -> String {
    const MINUTE: f64 = 60_000.0;
    let largest = edges.last().map_or(0.0, |edge| edge.ms());
    let ms = edge.ms();
    let gaps = edges.iter().map(|other| libm::fabs(other.ms() - ms));
    let gap = gaps.filter(|gap| *gap > 0.0).fold(f64::INFINITY, f64::min);
    // So many decimals of a unit of so many ms.
    let places = |unit: f64| match gap / unit {
        share if share >= 1.0 => 0,
        share if share >= 0.1 => 1,
        share if share >= 0.01 => 2,
        _ => 3,
    };
    if ms == 0.0 {
        "0".to_owned()
    } else if largest < 10_000.0 || ms < 1_000.0 {
        format!("{} ms", group_digits(libm::round(ms) as u64))
    } else if ms < 2.0 * MINUTE {
        format!("{} s", format_fixed(ms / 1_000.0, places(1_000.0)))
    } else {
        format!("{} min", format_fixed(ms / MINUTE, places(MINUTE)))
    }
}
