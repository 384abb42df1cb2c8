//! What there is to know before a guess.

use leptos::prelude::*;

use super::prose::{paragraph, program};
use crate::model::source::{HTTP1_ORIGIN, HTTP2_ORIGIN};
use crate::state::lessons::Classroom;

#[component]
pub fn LessonText(room: Classroom) -> impl IntoView {
    let shown = untrack(|| {
        room.with_lesson(|lesson| {
            let table = lesson.table.as_ref().map(|table| {
                let head = table.head.iter().cloned();
                let head = head.map(|cell| view! { <th scope="col">{cell}</th> });
                let rows = table.rows.iter().map(|row| {
                    let cells = row.iter().cloned().enumerate();
                    let cells = cells.map(|(place, cell)| match place {
                        0 => view! { <th scope="row">{cell}</th> }.into_any(),
                        _ => view! { <td>{cell}</td> }.into_any(),
                    });
                    view! { <tr>{cells.collect_view()}</tr> }
                });
                view! {
                    <table>
                        <caption>{table.caption.clone()}</caption>
                        <thead>
                            <tr>{head.collect_view()}</tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                }
            });
            view! {
                <div class="lesson-text">
                    {paragraph(&lesson.text)}
                    {program(&lesson.code)}
                    {table}
                    {lesson.needs_server.then(server_note)}
                </div>
            }
        })
    });
    shown.into_any()
}

fn server_note() -> impl IntoView {
    view! {
        <p class="note">
            "This lesson needs the lab server beside the page. "
            <code>"cargo xtask serve"</code>
            " starts it, in the project's folder, and so does "
            <code>"cargo run --package lab-server"</code>
            ". It answers at "
            <code>{HTTP1_ORIGIN}</code>
            " and, by HTTP/2, at "
            <a href=format!("{HTTP2_ORIGIN}/lab-server/ping") target="_blank" rel="noreferrer">
                <code>{HTTP2_ORIGIN}</code>
            </a>
            ": open that once beforehand, and accept its certificate. Without the server, go on with the next lesson."
        </p>
    }
}
