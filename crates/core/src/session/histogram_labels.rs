//! The words of a histogram: its edges, its bins, and all of it in a sentence.

use crate::session::statistics::LaneStatistics;
use crate::units::Span;
use crate::wording::numbers::{format_fixed, group_digits};

/// Each edge, with as many decimals as distinguish it from its neighbours.
pub fn edge_labels(edges: &[Span]) -> Vec<String> {
    edges.iter().map(|&edge| edge_label(edge, edges)).collect()
}

fn edge_label(edge: Span, edges: &[Span]) -> String {
    const MINUTE: f64 = 60_000.0;
    let largest = edges.last().map_or(0.0, |edge| edge.ms());
    let ms = edge.ms();
    let gaps = edges.iter().map(|other| libm::fabs(other.ms() - ms));
    let gap = gaps.filter(|gap| *gap > 0.0).fold(f64::INFINITY, f64::min);
    // Decimals of a unit of this many ms.
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

/// A bin between two edges.
pub fn bin_label(from: &str, to: &str, count: u32) -> String {
    format!("{from} to {to}: {}", group_digits(count.into()))
}

/// The bins that are not empty, in a sentence.
pub fn lane_label(lane: &LaneStatistics, edges: &[String]) -> String {
    let bins = edges.iter().zip(edges.iter().skip(1)).zip(&lane.counts);
    let filled = bins.filter(|(_, count)| **count > 0);
    let labels: Vec<_> = filled
        .map(|((from, to), &count)| bin_label(from, to, count))
        .collect();
    format!("Durations of {}: {}", lane.title, labels.join(", "))
}
