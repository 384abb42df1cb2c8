//! What a screen reader says of a run.

use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::session::announcements::{ProgressAnnouncer, summary};

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, complete, fold, page_ms, succeed};
use playground_testing::samples::{finished, step};

#[test]
fn progress_is_announced_every_15_seconds_while_a_lane_runs() {
    let mut all = comparison(1_200, &[SEQUENTIAL, CONCURRENT]);
    succeed(&mut all.lanes[0], &vec![1.0; 1_100]);
    let mut announcer = ProgressAnnouncer::new(page_ms(0.0));
    let sentence = "Sequential: 1,100 of 1,200 requests have ended.";
    let said = [14_999.0, 15_000.0, 29_999.0, 30_000.0];
    let said = said.map(|ms| announcer.announce(&all, page_ms(ms)));
    let sentence = || Some(sentence.to_owned());
    assert_eq!(said, [None, sentence(), None, sentence()]);
    let pending = comparison(4, &[SEQUENTIAL]);
    assert_eq!(announcer.announce(&pending, page_ms(90_000.0)), None);
}

#[test]
fn the_summary_has_a_sentence_for_each_lane_that_sent_requests() {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 200.0]);
    complete(&mut all.lanes[1], &[100.0, 80.0]);
    assert_eq!(
        summary(&all),
        "Finished. Sequential: 200 ms. Concurrent, limit 4: 100 ms, 2.0 times faster."
    );
}

#[test]
fn a_difference_within_the_noise_is_called_as_fast_like_on_screen() {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 200.0]);
    complete(&mut all.lanes[1], &[100.0, 204.0]);
    assert_eq!(
        summary(&all),
        "Finished. Sequential: 200 ms. Concurrent, limit 4: 204 ms, as fast."
    );
}

#[test]
fn the_summary_calls_no_lane_faster_that_did_other_work() {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT, CONCURRENT, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 200.0]);
    complete(&mut all.lanes[1], &[100.0, 400.0]);
    let failed = Outcome::HttpError { status: 500 };
    let lives = |second: Step, ending| {
        let sent =
            [0, 1].map(|index| [Step::Queued, Step::Dispatched].map(|sent| step(index, 0.0, sent)));
        let ends = [
            step(0, 50.0, Step::Ended(failed)),
            step(1, 50.0, second),
            finished(50.0, ending),
        ];
        [sent.concat(), ends.to_vec()].concat()
    };
    let whole = lives(Step::Ended(Outcome::Succeeded), Ending::Completed);
    fold(&mut all.lanes[2], &whole);
    let cut = lives(Step::Cancelled(CancelledBy::FailFast), Ending::FailedFast);
    fold(&mut all.lanes[3], &cut);
    assert_eq!(
        summary(&all),
        "Finished. Sequential: 200 ms. Concurrent, limit 4: 400 ms, 2.0 times slower. \
         Concurrent, limit 4: 50 ms, no comparison, 1 failure. \
         Concurrent, limit 4: 50 ms, no comparison, 1 failure."
    );
}

#[test]
fn the_summary_counts_failures_and_tells_of_a_stop() {
    let mut all = comparison(3, &[CONCURRENT]);
    let failed = Outcome::HttpError { status: 500 };
    for index in 0..2 {
        let life = [
            step(index, 0.0, Step::Queued),
            step(index, 0.0, Step::Dispatched),
            step(index, 50.0, Step::Ended(failed)),
        ];
        fold(&mut all.lanes[0], &life);
    }
    let end = [
        step(2, 50.0, Step::Cancelled(CancelledBy::User)),
        finished(50.0, Ending::Stopped),
    ];
    fold(&mut all.lanes[0], &end);
    assert_eq!(
        summary(&all),
        "Stopped. Concurrent, limit 4: 50 ms, 2 failures."
    );
}
