//! The heartbeat: the gaps between frames.

use playground_core::run::heartbeat::{Freeze, Heartbeat};
use playground_core::timeline::freezes::{Block, blocks};
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{Span, TimePoint};

fn heartbeat(beats: &[f64]) -> Heartbeat {
    let mut heartbeat = Heartbeat::default();
    for &at in beats {
        heartbeat.beat(TimePoint::from_ms(at));
    }
    heartbeat
}

/// The start and the length of each freeze.
fn freezes(heartbeat: &Heartbeat) -> Vec<(f64, f64)> {
    let all = heartbeat.freezes().iter();
    all.map(|freeze| ((freeze.from - TimePoint::START).ms(), freeze.length().ms()))
        .collect()
}

#[test]
fn nothing_is_known_with_fewer_than_two_beats() {
    assert_eq!(heartbeat(&[]).longest(), None);
    assert_eq!(heartbeat(&[5.0]).longest(), None);
}

#[test]
fn a_page_that_responds_has_no_freeze() {
    let heartbeat = heartbeat(&[0.0, 16.0, 33.0, 82.9, 100.0]);
    assert_eq!(freezes(&heartbeat), []);
    assert!((heartbeat.longest().unwrap().ms() - 49.9).abs() < 1e-9);
}

#[test]
fn noticeable_gaps_are_kept_in_order() {
    let heartbeat = heartbeat(&[0.0, 50.0, 66.0, 366.0, 380.0, 480.0]);
    assert_eq!(
        freezes(&heartbeat),
        [(0.0, 50.0), (66.0, 300.0), (380.0, 100.0)]
    );
    assert_eq!(heartbeat.longest(), Some(Span::from_ms(300.0)));
}

#[test]
fn a_hidden_page_is_not_frozen() {
    let mut heartbeat = heartbeat(&[0.0, 16.0]);
    heartbeat.pause();
    for at in [60_000.0, 60_016.0] {
        heartbeat.beat(TimePoint::from_ms(at));
    }
    assert_eq!(freezes(&heartbeat), []);
    assert_eq!(heartbeat.longest(), Some(Span::from_ms(16.0)));
}

fn task(from: f64, to: f64) -> Freeze {
    let [from, to] = [from, to].map(TimePoint::from_ms);
    Freeze { from, to }
}

#[test]
fn long_tasks_are_counted_and_the_first_thousand_are_kept() {
    let mut heartbeat = Heartbeat::default();
    assert_eq!(heartbeat.long_tasks(), None);
    heartbeat.take_long_tasks([]);
    assert_eq!(heartbeat.long_tasks(), Some(0));
    let tasks = (0..700).map(|place| f64::from(place) * 100.0);
    let tasks: Vec<_> = tasks.map(|from| task(from, from + 60.0)).collect();
    heartbeat.take_long_tasks(tasks.clone());
    heartbeat.take_long_tasks(
        tasks
            .iter()
            .map(|it| task(it.from.ms() + 70_000.0, it.to.ms() + 70_000.0)),
    );
    assert_eq!(heartbeat.long_tasks(), Some(1_400));
    assert_eq!(heartbeat.long_task_spans().len(), 1_000);
    assert_eq!(heartbeat.long_task_spans()[..700], tasks);
}

#[test]
fn a_rounded_length_does_not_overlap_the_next_task() {
    let mut heartbeat = Heartbeat::default();
    heartbeat.take_long_tasks([task(100.1, 152.1), task(151.8, 210.0), task(160.0, 170.0)]);
    let expected = [task(100.1, 152.1), task(152.1, 210.0), task(210.0, 210.0)];
    assert_eq!(heartbeat.long_task_spans(), expected);
}

/// The blocks on an axis of a second, in thousandths.
fn shown(beats: &[f64]) -> Vec<(i64, i64)> {
    let heartbeat = heartbeat(beats);
    let blocks = blocks(
        heartbeat.freezes(),
        TimeWindow::whole(Span::from_ms(1_000.0)),
    );
    let thousandths = |share: f64| libm::round(share * 1_000.0) as i64;
    let all = blocks.iter();
    all.map(|block| (thousandths(block.from), thousandths(block.to)))
        .collect()
}

#[test]
fn freezes_are_on_the_axis_where_they_were() {
    assert_eq!(shown(&[0.0, 16.0]), []);
    assert_eq!(
        shown(&[0.0, 16.0, 216.0, 300.0, 316.0, 1_000.0]),
        [(16, 300), (316, 1_000)]
    );
}

#[test]
fn a_short_freeze_in_a_long_run_is_seen() {
    let heartbeat = heartbeat(&[500_000.0, 500_060.0]);
    let blocks = blocks(
        heartbeat.freezes(),
        TimeWindow::whole(Span::from_ms(1_000_000.0)),
    );
    assert_eq!(blocks.len(), 1);
    assert!(blocks[0].to - blocks[0].from >= 0.003);
}

#[test]
fn many_freezes_are_drawn_as_few_blocks_that_hide_none() {
    let beats: Vec<f64> = (0..100_000).map(|place| f64::from(place) * 60.0).collect();
    let heartbeat = heartbeat(&beats);
    let end = Span::from_ms(6_000_000.0);
    let blocks = blocks(heartbeat.freezes(), TimeWindow::whole(end));
    assert_eq!(heartbeat.freezes().len(), 99_999);
    assert!(blocks.len() < 350, "{} blocks", blocks.len());
    for freeze in heartbeat.freezes() {
        let from = (freeze.from - TimePoint::START).ms() / end.ms();
        let covers = |block: &Block| block.from <= from && from <= block.to;
        assert!(blocks.iter().any(covers), "{freeze:?} is not shown");
    }
}

#[test]
fn a_window_shows_its_own_freezes_and_no_more_of_them_than_it_holds() {
    let heartbeat = heartbeat(&[0.0, 100.0, 116.0, 132.0, 400.0, 416.0, 900.0]);
    let window = TimeWindow::new(TimePoint::from_ms(200.0), TimePoint::from_ms(600.0));
    let shown: Vec<_> = blocks(heartbeat.freezes(), window)
        .iter()
        .map(|block| (block.from, block.to))
        .collect();
    assert_eq!(shown, [(0.0, 0.5), (0.54, 1.0)]);
}
