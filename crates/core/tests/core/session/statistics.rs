//! The statistics of all lanes, on shared bins.

use playground_core::session::statistics::{AllStatistics, count_ended};
use playground_core::units::RequestIndex;

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, complete, succeed};

#[test]
fn a_lane_has_statistics_once_it_has_ended() {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT]);
    let before = AllStatistics::new(&all);
    assert_eq!(
        (before.edges.len(), before.highest(), count_ended(&all)),
        (0, 0, 0)
    );
    assert!(before.lanes.iter().all(|lane| lane.figures.is_none()));

    complete(&mut all.lanes[0], &[100.0, 400.0, 200.0, 100.0]);
    succeed(&mut all.lanes[1], &[900.0]);
    let running = AllStatistics::new(&all);
    assert_eq!(count_ended(&all), 1);
    let [first, second] = &running.lanes[..] else {
        panic!("two lanes");
    };
    assert_eq!(first.title, "Sequential");
    assert_eq!(first.slowest, Some(RequestIndex(1)));
    assert_eq!(first.counts.iter().sum::<u32>(), 4);
    assert_eq!(running.edges.len(), first.counts.len() + 1);
    let last = running.edges.last().map_or(0.0, |edge| edge.ms());
    assert!(
        (400.0..900.0).contains(&last),
        "the running lane has no share: {last}"
    );
    assert!(second.figures.is_none() && second.slowest.is_none() && second.counts.is_empty());
}

#[test]
fn lanes_that_have_ended_share_their_bins() {
    let mut all = comparison(3, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 100.0, 100.0]);
    complete(&mut all.lanes[1], &[900.0, 100.0, 500.0]);
    let statistics = AllStatistics::new(&all);
    let sums = statistics
        .lanes
        .iter()
        .map(|lane| lane.counts.iter().sum::<u32>());
    assert_eq!(sums.collect::<Vec<_>>(), [3, 3]);
    let lengths = statistics.lanes.iter().map(|lane| lane.counts.len());
    assert_eq!(lengths.collect::<Vec<_>>(), [statistics.edges.len() - 1; 2]);
    assert_eq!(statistics.highest(), 3);
    assert!(statistics.lanes.iter().all(|lane| lane.figures.is_some()));
}
