//! A table of many rows that scrolls in the page: only those in sight are in the document.

use leptos::prelude::*;

use super::dynamic::text;
use super::row_window::RowWindow;

#[component]
pub fn DataTable(
    /// Its name for screen readers.
    label: &'static str,
    window: RowWindow,
    /// How many rows there are, with those out of sight.
    count: Memo<u32>,
    /// How many rows of heads there are above the first.
    head_rows: u32,
    /// The rows of heads.
    head: AnyView,
    /// The rows of `window`, each with its `aria-rowindex`.
    rows: AnyView,
) -> impl IntoView {
    view! {
        <div
            class="wide"
            node_ref=window.place
            tabindex="0"
            role="group"
            aria-label=label
            style:--row-height=window.row_height()
            on:scroll=move |_| window.update()
        >
            <table class="data-table" aria-rowcount=text(move || (count.get() + head_rows).to_string())>
                <thead>{head}</thead>
                <tbody>
                    <tr style:height=window.above(count) aria-hidden="true"></tr>
                    {rows}
                    <tr style:height=window.below(count) aria-hidden="true"></tr>
                </tbody>
            </table>
        </div>
    }
}
