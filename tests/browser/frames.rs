//! Animation frames: one call each, for as long as the handle lives.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use fetch_playground::browser::timing::frames::AnimationFrames;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{next_frame, uncaught_errors};

/// Counts its calls.
fn counter() -> (Rc<Cell<u32>>, impl FnMut() + 'static) {
    let count = Rc::new(Cell::new(0));
    let counted = Rc::clone(&count);
    (count, move || counted.set(counted.get() + 1))
}

#[wasm_bindgen_test]
async fn the_callback_is_called_once_a_frame() {
    let (count, on_frame) = counter();
    let frames = AnimationFrames::start(on_frame);
    assert_eq!(count.get(), 0, "not before the first frame");
    for frame in 1..=5 {
        next_frame().await;
        assert_eq!(count.get(), frame);
    }
    drop(frames);
}

#[wasm_bindgen_test]
async fn dropping_the_handle_ends_it() {
    let uncaught = uncaught_errors();
    let (count, on_frame) = counter();
    let frames = AnimationFrames::start(on_frame);
    next_frame().await;
    drop(frames);
    let called = count.get();
    for _ in 0..3 {
        next_frame().await;
    }
    assert_eq!(count.get(), called);
    // The browser would complain about a callback that is gone.
    assert_eq!(uncaught_errors(), uncaught);
}

#[wasm_bindgen_test]
async fn a_handle_dropped_at_once_is_never_called() {
    let (count, on_frame) = counter();
    drop(AnimationFrames::start(on_frame));
    for _ in 0..2 {
        next_frame().await;
    }
    assert_eq!(count.get(), 0);
}

#[wasm_bindgen_test]
async fn the_callback_may_drop_the_handle_itself() {
    let handle = Rc::new(RefCell::new(None::<AnimationFrames>));
    let (count, mut counting) = counter();
    let own = Rc::clone(&handle);
    let frames = AnimationFrames::start(move || {
        counting();
        own.borrow_mut().take();
    });
    *handle.borrow_mut() = Some(frames);
    for _ in 0..3 {
        next_frame().await;
    }
    assert_eq!(count.get(), 1);
    assert!(handle.borrow().is_none());
}
