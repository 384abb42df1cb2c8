//! The answer: what was guessed, what came, what foretold it, and why.

use leptos::prelude::*;

use super::super::dynamic::{block, text};
use super::prose::{paragraph, program};
use crate::lessons::answer::Row;
use crate::state::lessons::{Classroom, Stage};

#[component]
pub fn Answer(room: Classroom) -> impl IntoView {
    let verdict = Memo::new(move |_| room.verdict());
    let words = text(move || verdict.get().map(|said| said.words).unwrap_or_default());
    let class = text(move || {
        match verdict.get().and_then(|said| said.is_right) {
            Some(true) => "verdict right",
            Some(false) => "verdict wrong",
            None => "verdict",
        }
        .to_owned()
    });
    let answer = block(move || {
        let Stage::Answered(step) = room.stage.get() else {
            return None;
        };
        let told = room.with_lesson(|lesson| {
            let whys = lesson.steps.iter().take(step + 1);
            let whys = whys.enumerate().map(|(place, step)| {
                // The first step's program stands above, with the question.
                let code = if place > 0 { step.code.as_str() } else { "" };
                view! {
                    {program(code)}
                    {paragraph(&step.why)}
                }
                .into_any()
            });
            let whys: Vec<_> = whys.collect();
            (lesson.claim.clone(), whys)
        });
        let (claim, whys) = told?;
        Some(view! {
            <div class="answer">
                <div class="why">
                    {whys.collect_view()}
                    <p class="claim">
                        <span class="visually-hidden">"So: "</span>
                        {claim}
                    </p>
                </div>
                <div
                    class="wide"
                    tabindex="0"
                    role="group"
                    aria-label="What was foretold and what was measured"
                >
                    <table class="foretold">
                        <thead>
                            <tr>
                                <th scope="col">"Lane"</th>
                                <th scope="col">"What"</th>
                                <th scope="col">"Foretold"</th>
                                <th scope="col">"Measured"</th>
                            </tr>
                        </thead>
                        <tbody>{room.rows().into_iter().map(row_view).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        })
    });
    view! {
        // The live region is there before its words, or they are not spoken.
        <p class=class role="status">
            {words}
        </p>
        {answer}
    }
}

fn row_view(row: Row) -> impl IntoView {
    let sign = match row.holds {
        true => view! { <span class="holds">" ✓"</span> }.into_any(),
        false => {
            let title = "further off than this lesson promises: look whether the machine was busy";
            view! {
                <span class="off" title=title>
                    " ≠ not as foretold"
                </span>
            }
            .into_any()
        }
    };
    let formula = match row.formula.is_empty() {
        true => String::new(),
        false => format!("{} = ", row.formula),
    };
    view! {
        <tr>
            <td>{row.lane}</td>
            <th scope="row">{row.measure}</th>
            <td>
                <span class="formula">{formula}</span>
                <b>{row.foretold}</b>
            </td>
            <td>
                <b>{row.measured}</b>
                {sign}
            </td>
        </tr>
    }
}
