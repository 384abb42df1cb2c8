//! Bodies, read piece by piece from real streams.

use playground_engine::ports::BodyBroken;
use wasm_bindgen_test::wasm_bindgen_test;

use super::scripted_lab::{read, respond};

#[wasm_bindgen_test]
async fn a_body_comes_in_the_pieces_it_was_sent_in() {
    let mut body = respond("whole").await.body;
    assert_eq!(read(&mut body).await, (vec![3, 5, 7], Ok(())));
    // Its end stays its end.
    assert_eq!(read(&mut body).await, (vec![], Ok(())));
}

#[wasm_bindgen_test]
async fn no_body_and_an_empty_one_end_at_once() {
    for how in ["bodiless", "empty"] {
        let mut body = respond(how).await.body;
        assert_eq!(read(&mut body).await, (vec![], Ok(())), "{how}");
    }
}

#[wasm_bindgen_test]
async fn a_stream_that_errors_midway_is_a_broken_body() {
    let mut body = respond("broken").await.body;
    assert_eq!(read(&mut body).await, (vec![4], Err(BodyBroken)));
    assert_eq!(read(&mut body).await, (vec![], Err(BodyBroken)));
}

#[wasm_bindgen_test]
async fn a_stream_that_is_not_of_bytes_is_a_broken_body() {
    let mut body = respond("text").await.body;
    assert_eq!(read(&mut body).await, (vec![], Err(BodyBroken)));
}
