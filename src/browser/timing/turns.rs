//! Turns of the event loop: what waits for one goes on in a task after what the browser has
//! queued by now.

use std::cell::RefCell;

use futures::channel::oneshot;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort};

use crate::browser::errors::JsFailure;

thread_local! {
    static TURNS: Option<Turns> = Turns::new().ok();
    /// Those to whom the next turn is given.
    static WAITING: RefCell<Vec<oneshot::Sender<()>>> = const { RefCell::new(Vec::new()) };
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

/// One turn is for all who wait: with one for each, requests would end before as many are in
/// flight as may be.
fn give_turn() {
    for waiting in WAITING.take() {
        // Who no longer waits needs none.
        let _given = waiting.send(());
    }
}

/// Resolves in the next turn; at once where the browser has no message channels.
pub async fn next_turn() {
    let (give, turn) = oneshot::channel();
    let is_first = WAITING.with_borrow_mut(|waiting| {
        waiting.push(give);
        waiting.len() == 1
    });
    if is_first && !ask_for_turn() {
        give_turn();
    }
    // It is given, or its giver is gone with the page.
    let _given = turn.await;
}

/// `false` where the browser gives none.
fn ask_for_turn() -> bool {
    TURNS.with(|turns| {
        let asked = turns
            .as_ref()
            .map(|Turns(port)| port.post_message(&JsValue::UNDEFINED));
        matches!(asked, Some(Ok(())))
    })
}
