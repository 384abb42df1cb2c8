//! The page's clock.

use fetch_playground::browser::timing::clock::BrowserClock;
use futures::FutureExt;
use futures::future::join_all;
use playground_core::units::Span;
use playground_engine::ports::Clock;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::open_timers;

#[wasm_bindgen_test]
async fn no_sleeper_wakes_early() {
    let spans = [0.0, 0.1, 1.0, 3.9, 12.5, 20.0, 49.999];
    let sleeps = spans.into_iter().map(async |ms| {
        let began = BrowserClock.now();
        BrowserClock.sleep(Span::from_ms(ms)).await;
        let slept = BrowserClock.now() - began;
        assert!(slept >= Span::from_ms(ms), "{slept:?} of {ms} ms");
    });
    join_all(sleeps).await;
}

#[wasm_bindgen_test]
async fn the_shorter_sleep_wakes_first() {
    let woken = std::cell::RefCell::new(Vec::new());
    let sleeps = [40_u32, 0, 20].map(async |ms| {
        BrowserClock.sleep(Span::from_whole_ms(ms)).await;
        woken.borrow_mut().push(ms);
    });
    join_all(sleeps).await;
    assert_eq!(*woken.borrow(), [0, 20, 40]);
}

#[wasm_bindgen_test]
async fn a_length_that_is_not_a_number_does_not_sleep_for_ever() {
    for ms in [-1.0, f64::NEG_INFINITY] {
        BrowserClock.sleep(Span::from_ms(ms)).await;
    }
}

#[wasm_bindgen_test]
fn dropping_a_sleep_clears_its_timer() {
    let before = open_timers();
    let mut sleep = Box::pin(BrowserClock.sleep(Span::from_ms(60_000.0)));
    assert!(sleep.as_mut().now_or_never().is_none());
    assert_eq!(open_timers(), before + 1);
    drop(sleep);
    assert_eq!(open_timers(), before);
}

#[wasm_bindgen_test]
async fn a_hundred_sleepers_share_one_timer_and_wake_in_order() {
    let before = open_timers();
    let later: Vec<_> = (0..100)
        .map(|ms| {
            let mut sleep = Box::pin(BrowserClock.sleep(Span::from_whole_ms(60_000 + ms)));
            assert!(sleep.as_mut().now_or_never().is_none());
            sleep
        })
        .collect();
    assert_eq!(open_timers(), before + 1);
    // One that is due before them is not kept waiting, and they stay asleep.
    BrowserClock.sleep(Span::from_ms(5.0)).await;
    for mut sleep in later {
        assert!(sleep.as_mut().now_or_never().is_none());
    }
    assert_eq!(open_timers(), before);
}

#[wasm_bindgen_test]
fn the_longest_sleep_does_not_wake_at_once() {
    // Browsers take what does not fit their 31 bits for 0.
    let mut sleep = Box::pin(BrowserClock.sleep(Span::from_ms(1e300)));
    assert!(sleep.as_mut().now_or_never().is_none());
}

#[wasm_bindgen_test]
fn the_clock_never_goes_back() {
    let points: Vec<f64> = (0..1_000).map(|_| BrowserClock.now().ms()).collect();
    assert!(points.is_sorted());
}
