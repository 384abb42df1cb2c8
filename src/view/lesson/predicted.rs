//! What was foretold and what was measured, side by side.

use leptos::prelude::*;

use super::super::dynamic::block;
use crate::state::lessons::lessons_state::LessonsState;
use playground_core::lessons::answer::AnswerRow;

#[component]
pub fn Foretold(room: LessonsState) -> impl IntoView {
    block(move || {
        let rows = room.rows();
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
                aria-label="What was foretold and what was measured"
            >
                <table class="foretold">
                    <thead>
                        <tr>
                            <th scope="col">"What"</th>
                            <th scope="col">"Foretold"</th>
                            <th scope="col">"Measured"</th>
                        </tr>
                    </thead>
                    {lanes.collect_view()}
                </table>
                <p class="note">
                    "n: how many requests. d: how long each is planned to take; dᵢ: the i-th of them. k: the limit. c: the server's capacity. Σ: added up. max: the longest. ⌈ ⌉: rounded up. ±: how far off a good answer may be; what the page itself needs for each request comes on top of the plan."
                </p>
            </div>
        })
    })
}

/// What one lane was to show, under its name.
fn lane_view(rows: &[AnswerRow]) -> impl IntoView + use<> {
    let lane = rows.first().map(|row| row.lane.clone());
    let lane = lane.filter(|lane| !lane.is_empty()).map(|lane| {
        view! {
            <tr class="of-lane">
                <th scope="rowgroup" colspan="3">{lane}</th>
            </tr>
        }
    });
    let rows = rows.iter().cloned().map(row_view).collect_view();
    view! { <tbody>{lane} {rows}</tbody> }
}

fn row_view(row: AnswerRow) -> impl IntoView {
    let sign = match row.holds {
        true => view! { <span class="holds">" ✓"</span> }.into_any(),
        false => view! {
            <span class="off">
                " ≠ further off than this lesson promises: was the machine busy?"
            </span>
        }
        .into_any(),
    };
    let formula = match row.formula.is_empty() {
        true => String::new(),
        false => format!("{} = ", row.formula),
    };
    view! {
        <tr>
            <th scope="row">{row.measure}</th>
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
