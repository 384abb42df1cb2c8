//! Turns of the event loop.

use fetch_playground::browser::timing::turns::next_turn;
use futures::FutureExt;
use futures::future::{join_all, select_all};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn one_turn_is_for_all_who_wait() {
    let waiting = (0..1_000).map(|_| Box::pin(next_turn()));
    let ((), _, rest) = select_all(waiting).await;
    assert_eq!(rest.len(), 999);
    assert!(join_all(rest).now_or_never().is_some());
}

#[wasm_bindgen_test]
async fn who_waits_no_longer_takes_no_turn_from_others() {
    let mut gone = Box::pin(next_turn());
    assert!(gone.as_mut().now_or_never().is_none());
    drop(gone);
    next_turn().await;
    next_turn().await;
}
