//! The lower edge of the lanes' pictures: dragged, or moved by the arrow keys.

use leptos::prelude::*;

use crate::browser::document::keys;
use crate::browser::document::page;
use crate::browser::document::pointer::capture;
use crate::state::memory;
use crate::view::shared::dynamic::text;
use crate::view::shared::store::use_store;
use playground_core::session::stage_height::StageHeight;
use playground_core::timeline::Px;
use playground_core::wording::numbers::format_fixed;

#[component]
pub fn StageHandle() -> impl IntoView {
    let height = use_store().stage_height;
    // Where the pointer was pressed, and how high the pictures were then.
    let pressed = StoredValue::new(None::<(i32, StageHeight)>);
    let percent = |height: StageHeight| format_fixed(height.percent(), 0);
    let release = move || {
        pressed.set_value(None);
        memory::remember_stage_height(height.get_untracked());
    };
    view! {
        <div
            class="stage-handle"
            role="separator"
            tabindex="0"
            aria-orientation="horizontal"
            aria-label="Height of the pictures"
            title="Drag, or press ↑ and ↓, to change the height of the pictures"
            aria-valuemin=percent(StageHeight::MIN)
            aria-valuemax=percent(StageHeight::MAX)
            aria-valuenow=text(move || percent(height.get()))
            on:pointerdown=move |event| {
                if event.button() != 0 {
                    return;
                }
                capture(&event);
                pressed.set_value(Some((event.client_y(), height.get_untracked())));
            }
            on:pointermove=move |event| {
                if let Some((from, before)) = pressed.get_value() {
                    let by = Px(f64::from(event.client_y() - from));
                    height.set(before.dragged(by, page::window_height()));
                }
            }
            on:pointerup=move |_| release()
            on:pointercancel=move |_| release()
            on:dblclick=move |_| {
                height.set(StageHeight::default());
                release();
            }
            on:keydown=move |event| {
                let moved = keys::press(&event).and_then(|press| {
                    height.get_untracked().pressed(press.key)
                });
                if let Some(moved) = moved {
                    event.prevent_default();
                    event.stop_propagation();
                    height.set(moved);
                    release();
                }
            }
        ></div>
    }
}
