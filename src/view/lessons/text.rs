//! What to know before a guess.

use leptos::prelude::*;

use super::prose::{paragraph, program};
use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::list;

#[component]
pub fn LessonText(lessons: LessonsState) -> impl IntoView {
    let shown = untrack(|| {
        lessons.with_lesson(|lesson| {
            let table = lesson.table.as_ref().map(|table| {
                let head = table.head.iter().cloned();
                let head = head.map(|cell| view! { <th scope="col">{cell}</th> });
                let rows = table.rows.iter().map(|row| {
                    let cells = row.iter().cloned().enumerate();
                    let cells = cells.map(|(place, cell)| match place {
                        0 => view! { <th scope="row">{cell}</th> }.into_any(),
                        _ => view! { <td>{cell}</td> }.into_any(),
                    });
                    view! { <tr>{list(cells)}</tr> }
                });
                view! {
                    <table>
                        <caption>{table.caption.clone()}</caption>
                        <thead>
                            <tr>{list(head)}</tr>
                        </thead>
                        <tbody>{list(rows)}</tbody>
                    </table>
                }
            });
            view! {
                <div class="lesson-text">
                    {paragraph(&lesson.text)}
                    {program(&lesson.code)}
                    {table}
                </div>
            }
        })
    });
    shown.into_any()
}
