//! What was predicted and what was measured, side by side.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::{block, list};
use playground_core::lessons::answer::AnswerRow;

#[component]
pub fn Predicted(lessons: LessonsState) -> impl IntoView {
    block(move || {
        let rows = lessons.rows();
        if rows.is_empty() {
            return None;
        }
        let lanes = rows.chunk_by(|one, next| one.lane == next.lane);
        let lanes = lanes.map(lane_view);
        Some(view! {
            <div
                class="wide"
                tabindex="0"
                role="group"
                aria-label="Predicted and measured"
            >
                <table class="predicted">
                    <thead>
                        <tr>
                            <th scope="col">"What"</th>
                            <th scope="col">"Predicted"</th>
                            <th scope="col">"Measured"</th>
                        </tr>
                    </thead>
                    {list(lanes)}
                </table>
                <p class="note">
                    "n: number of requests. d: planned duration of each; dᵢ: of the i-th. k: limit. c: server capacity. Σ: sum. max: the longest. ⌈ ⌉: rounded up. ±: tolerance; the page's own overhead for each request comes on top of the plan."
                </p>
            </div>
        })
    })
}

/// The rows of one lane, under its name.
fn lane_view(rows: &[AnswerRow]) -> impl IntoView + use<> {
    let lane = rows.first().map(|row| row.lane.clone());
    let lane = lane.filter(|lane| !lane.is_empty()).map(|lane| {
        view! {
            <tr class="of-lane">
                <th scope="rowgroup" colspan="3">{lane}</th>
            </tr>
        }
    });
    let rows = list(rows.iter().cloned().map(row_view));
    view! { <tbody>{lane} {rows}</tbody> }
}

fn row_view(row: AnswerRow) -> impl IntoView {
    let sign = match row.holds {
        Ok(true) => view! { <span class="holds">" ✓"</span> }.into_any(),
        Ok(false) => view! {
            <span class="off">" ≠ outside this lesson's tolerance: a busy machine or a slow browser?"</span>
        }
        .into_any(),
        Err(reason) => view! { <span class="off">" – " {reason}</span> }.into_any(),
    };
    let formula = if row.formula.is_empty() {
        String::new()
    } else {
        format!("{} = ", row.formula)
    };
    view! {
        <tr>
            <th scope="row">{row.measure.title()}</th>
            <td>
                <span class="formula">{formula}</span>
                <b>{row.predicted}</b>
                <span class="formula">{row.within}</span>
            </td>
            <td>
                <b>{row.measured}</b>
                {sign}
            </td>
        </tr>
    }
}
