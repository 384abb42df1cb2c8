//! What the page shows, and its keys.

use leptos::prelude::*;

use crate::state::memory;
use crate::view::shared::dialog::modal;

#[component]
pub fn Help(is_open: RwSignal<bool>, single_keys: RwSignal<bool>) -> impl IntoView {
    let dialog = modal(is_open.into());
    let switch_keys = move |on: bool| {
        single_keys.set(on);
        memory::remember_single_keys(on);
    };
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="help-title"
            on:close=move |_| is_open.set(false)
        >
            <h2 id="help-title">"What you see"</h2>
            <p>
                "The page sends the same requests in several ways, one lane after the other, with
                real fetch on the browser's own event loop. Sequential awaits each request before
                it sends the next. Batched sends a number of requests together, and awaits all of them
                before it sends the next. Concurrent starts them all, and a semaphore lets only as many
                through as the limit allows. Threads hands them to workers, each of which waits
                for one and does nothing else."
            </p>
            <p>
                "The answers come from the built-in lab, a service worker in this browser, from
                a lab server over real connections, or from addresses of your own. A lab answers
                as the settings say. Waiting costs no work, so requests that wait side by side cost
                hardly more time than one."
            </p>
            <dl class="terms">
                <dt>"makespan"</dt>
                <dd>"from the first dispatch to the last end: the large number of a lane"</dd>
                <dt>"ideal"</dt>
                <dd>"the makespan of the same requests on as many slots, without overhead"</dd>
                <dt>"permit"</dt>
                <dd>"what the semaphore hands out; without one a request waits"</dd>
                <dt>"slot"</dt>
                <dd>"the place that a permit grants, one of as many as the limit; or a worker"</dd>
                <dt>"in flight"</dt>
                <dd>"sent, and not ended yet"</dd>
            </dl>
            <h2>"Keys"</h2>
            <dl class="keys">
                <dt><kbd>"Space"</kbd></dt>
                <dd>"run all lanes"</dd>
                <dt><kbd>"Esc"</kbd></dt>
                <dd>"stop"</dd>
                <dt><kbd>"↑"</kbd>" "<kbd>"↓"</kbd></dt>
                <dd>"choose the request above or below; by slot, the one before or after"</dd>
                <dt><kbd>"+"</kbd>" "<kbd>"−"</kbd></dt>
                <dd>"zoom in, zoom out"</dd>
                <dt><kbd>"←"</kbd>" "<kbd>"→"</kbd></dt>
                <dd>"pan left, pan right, when zoomed in"</dd>
                <dt><kbd>"0"</kbd></dt>
                <dd>"show everything"</dd>
                <dt><kbd>"S"</kbd></dt>
                <dd>"draw the waterfalls by slot, or by request again"</dd>
                <dt><kbd>"L"</kbd></dt>
                <dd>"lessons; in one, "<kbd>"1"</kbd>"–"<kbd>"4"</kbd>" guess, "<kbd>"F"</kbd>" fixes it, "<kbd>"N"</kbd>" and "<kbd>"P"</kbd>" go to the next and the previous lesson"</dd>
                <dt><kbd>"?"</kbd></dt>
                <dd>"this help"</dd>
            </dl>
            <label class="switch">
                <input
                    type="checkbox"
                    prop:checked=single_keys
                    on:change=move |event| switch_keys(event_target_checked(&event))
                />
                "Single keys run, stop, choose and zoom"
            </label>
            <button class="primary" on:click=move |_| is_open.set(false)>"Close"</button>
        </dialog>
    }
}
