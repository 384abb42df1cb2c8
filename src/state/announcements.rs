//! What a screen reader says: how far a run has come, now and then, and what came of it,
//! once. Nothing of it is streamed.

use leptos::prelude::*;

use super::comparison::Comparison;
use super::store::Store;
use playground_core::experiment::ranges::group_digits;
use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::Ending;
use playground_core::units::{Span, TimePoint};
use playground_core::wording::decimal::format_fixed;
use playground_core::wording::explain::format_span;

/// So long is nothing said of a run that goes on.
const PAUSE: Span = Span::from_whole_ms(15_000);

/// Says now and then how far a run has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    last: TimePoint,
}

impl Progress {
    pub const fn new(now: TimePoint) -> Self {
        Self { last: now }
    }

    /// Says it if it is time to.
    pub fn speak(&mut self, store: Store, now: TimePoint) {
        if now - self.last < PAUSE {
            return;
        }
        self.last = now;
        let words = store.peek(|all| {
            let lane = all.lanes.iter().find(|lane| lane.is_running())?;
            let counts = lane.run.counts();
            Some(format!(
                "{}: {} of {} requests have ended.",
                lane.title(),
                group_digits(counts.total().into()),
                group_digits(lane.run.requests().len() as u64),
            ))
        });
        if let Some(words) = words.flatten() {
            store.announcement.set(words);
        }
    }
}

/// The comparison in a sentence for each lane, to be spoken once.
pub fn summary(store: Store) -> String {
    let sentences = store.peek(|all| {
        let begun = all.lanes.iter().enumerate();
        let begun = begun.filter_map(|(place, lane)| Some((place, lane, lane.run.makespan()?)));
        let lanes = begun.map(|(place, lane, makespan)| {
            let title = lane.run.strategy().title();
            let makespan = format_span(makespan);
            let failures = match lane.run.counts().failures() {
                0 => String::new(),
                1 => ", 1 failure".to_owned(),
                count => format!(", {count} failures"),
            };
            match all
                .speedup(place)
                .filter(|_| lane.run.strategy() != Strategy::Sequential)
            {
                Some(times) => {
                    let times = format_fixed(times, 1);
                    format!("{title}: {makespan}, {times} times faster{failures}.")
                }
                None => format!("{title}: {makespan}{failures}."),
            }
        });
        lanes.collect::<Vec<_>>().join(" ")
    });
    let stopped = |all: &Comparison| {
        let mut endings = all.lanes.iter().map(|lane| lane.run.ending());
        endings.any(|ending| ending == Some(Ending::Stopped))
    };
    let word = match store.peek(stopped) {
        Some(true) => "Stopped",
        _ => "Finished",
    };
    format!("{word}. {}", sentences.unwrap_or_default())
}
