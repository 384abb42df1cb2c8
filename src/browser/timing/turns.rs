//! Turns of the event loop: what waits for one goes on in a task of its own, after what the
//! browser has queued by now.

use std::cell::RefCell;
use std::collections::VecDeque;

use futures::channel::oneshot;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort};

use crate::browser::errors::JsFailure;

thread_local! {
    static TURNS: Option<Turns> = Turns::new().ok();
    static WAITING: RefCell<VecDeque<oneshot::Sender<()>>> = const { RefCell::new(VecDeque::new()) };
}

/// Each message to this port is a turn: a timer would wait for 4 ms once it is set by another
/// (<https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers>).
struct Turns(MessagePort);

impl Turns {
    fn new() -> Result<Self, JsFailure> {
        let channel = MessageChannel::new()?;
        let give = Closure::<dyn Fn()>::new(give_turn);
        channel
            .port1()
            .set_onmessage(Some(give.into_js_value().unchecked_ref()));
        Ok(Self(channel.port2()))
    }
}

/// Gives this turn to the first who still waits for one.
fn give_turn() {
    while let Some(first) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        if first.send(()).is_ok() {
            break;
        }
    }
}

/// Resolves in a task of its own; at once where the browser has no message channels.
pub async fn next_turn() {
    let (give, turn) = oneshot::channel();
    WAITING.with_borrow_mut(|waiting| waiting.push_back(give));
    let is_asked = TURNS.with(|turns| {
        let turns = turns.as_ref()?;
        turns.0.post_message(&JsValue::UNDEFINED).ok()
    });
    if is_asked.is_some() {
        // It is given, or its giver is gone with the page.
        let _given = turn.await;
    }
}
