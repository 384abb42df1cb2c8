//! Random legal runs: code that draws runs must cope with every run that an engine, a
//! network and a user can produce.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::{Span, TimePoint};

use crate::samples::{Dice, step};

/// A run at some time between its start and its end, or after it.
pub struct AnyRun {
    pub run: Run,
    pub now: TimePoint,
    /// The time of the last event, had the run gone on.
    pub end: Span,
}

impl Dice {
    /// A random number from 0 to `max`, both included.
    pub fn number(&mut self, max: f64) -> f64 {
        f64::from(self.whole(0, u32::MAX)) / f64::from(u32::MAX) * max
    }

    /// A factor from a hundredth to a hundred, equally often below and above 1.
    pub fn zoom_factor(&mut self) -> f64 {
        let factor = 1.0 + self.number(3.0) * self.number(33.0);
        if self.chance(5) {
            factor
        } else {
            factor.recip()
        }
    }

    /// A run of at most this number of requests.
    pub fn any_run(&mut self, max_requests: u32) -> AnyRun {
        let requests = self.whole(1, max_requests);
        let mut events = Vec::new();
        for index in 0..requests {
            self.add_life(index, &mut events);
        }
        events.sort_by(|one, other| one.at.ms().total_cmp(&other.at.ms()));
        let end = events.last().map_or(0.0, |event| event.at.ms());
        let now = end * f64::from(self.whole(0, 12)) / 10.0;
        let mut run = Run::new(Strategy::Concurrent { limit: 10 }, requests);
        for event in events.into_iter().filter(|event| event.at.ms() <= now) {
            run.apply(event).expect("the event is legal");
        }
        AnyRun {
            run,
            now: TimePoint::from_ms(now),
            end: Span::from_ms(end),
        }
    }

    /// Often zero, as with a coarse clock.
    fn pause(&mut self, longest: u32) -> f64 {
        match self.whole(0, 3) {
            0 => 0.0,
            1 => f64::from(self.whole(0, 40)) / 8.0,
            _ => f64::from(self.whole(0, longest)),
        }
    }

    fn add_life(&mut self, index: u32, events: &mut Vec<RunEvent>) {
        if self.chance(1) {
            return;
        }
        let mut ms = self.pause(50);
        let mut attempts = self.whole(1, 3);
        loop {
            events.push(step(index, ms, Step::Queued));
            ms += self.pause(400);
            if self.chance(1) {
                return events.push(step(index, ms, Step::Cancelled(CancelledBy::User)));
            }
            events.push(step(index, ms, Step::Dispatched));
            ms += self.pause(120);
            if self.chance(8) {
                events.push(step(index, ms, Step::Responded { status: 200 }));
                if self.chance(2) {
                    let wait = Span::from_ms(f64::from(self.whole(0, 90)) * 1_000.0);
                    events.push(step(index, ms, Step::AskedToWait { wait }));
                }
                ms += self.pause(60);
            }
            if self.chance(2) {
                events.push(step(index, ms, Step::Read));
                ms += self.pause(20);
                events.push(step(index, ms, Step::Computing));
                ms += self.pause(60);
            }
            attempts -= 1;
            let outcome = self.outcome();
            if attempts == 0 || outcome == Outcome::Succeeded {
                return events.push(step(index, ms, Step::Ended(outcome)));
            }
            let wait = Span::from_ms(self.pause(90));
            events.push(step(index, ms, Step::BackedOff { outcome, wait }));
            ms += wait.ms();
            if self.chance(1) {
                return events.push(step(index, ms, Step::Cancelled(CancelledBy::User)));
            }
        }
    }

    fn outcome(&mut self) -> Outcome {
        match self.whole(0, 11) {
            0 => Outcome::HttpError { status: 503 },
            1 => Outcome::HttpError { status: 404 },
            2 => Outcome::TimedOut {
                after: Span::from_ms(5_000.0),
                page_was_busy: self.whole(0, 1) == 1,
            },
            3 => Outcome::NetworkError(NetworkCause::Offline),
            4 => Outcome::BodyBroken { after_bytes: 7 },
            5 => Outcome::TooLarge { limit_bytes: 9 },
            _ => Outcome::Succeeded,
        }
    }
}
