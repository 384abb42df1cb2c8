//! The words of a histogram.

use playground_core::session::histogram_labels::{edge_labels, lane_label};
use playground_core::session::statistics::LaneStatistics;
use playground_core::units::Span;

fn labels(edges: &[f64]) -> Vec<String> {
    let edges: Vec<_> = edges.iter().map(|&ms| Span::from_ms(ms)).collect();
    edge_labels(&edges)
}

#[test]
fn edges_have_as_many_decimals_as_distinguish_them() {
    assert_eq!(labels(&[0.0, 50.0, 1_250.0]), ["0", "50 ms", "1,250 ms"]);
    assert_eq!(
        labels(&[10_000.0, 10_500.0, 11_000.0]),
        ["10.0 s", "10.5 s", "11.0 s"]
    );
    assert_eq!(labels(&[500.0, 12_000.0]), ["500 ms", "12 s"]);
    assert_eq!(labels(&[180_000.0, 240_000.0]), ["3 min", "4 min"]);
    assert_eq!(labels(&[180_000.0, 186_000.0]), ["3.0 min", "3.1 min"]);
}

#[test]
fn bins_that_are_not_empty_are_a_sentence() {
    let lane = LaneStatistics {
        title: "Sequential".to_owned(),
        figures: None,
        slowest: None,
        counts: vec![1_000, 0, 2],
    };
    let edges = labels(&[0.0, 50.0, 100.0, 150.0]);
    assert_eq!(
        lane_label(&lane, &edges),
        "Durations of Sequential: 0 to 50 ms: 1,000, 100 ms to 150 ms: 2"
    );
}
