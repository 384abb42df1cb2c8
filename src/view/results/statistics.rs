//! The figures of each lane, each with its meaning and its formula one press away.

use leptos::prelude::*;

use super::histogram::Histogram;
use crate::view::shared::dynamic::{block, list};
use crate::view::shared::request_button::{RequestButton, use_selection};
use crate::view::shared::store::use_store;
use playground_core::analysis::figure::Figure;
use playground_core::session::statistics::{AllStatistics, count_ended};

#[component]
pub fn Statistics() -> impl IntoView {
    let store = use_store();
    let selection = use_selection();
    let ended = Memo::new(move |_| store.live.watch(count_ended));
    let statistics = Memo::new(move |_| {
        // Read, not only tracked: a memo that is not read does not update.
        ended.with(|_| ());
        store.live.track_lanes();
        store.live.peek(AllStatistics::new)
    });
    let heads = block(move || {
        let lanes = statistics.with(|all| all.as_ref().map(|all| all.lanes.clone()));
        let lanes = lanes.unwrap_or_default().into_iter();
        list(lanes.map(|lane| view! { <th scope="col">{lane.title}</th> }))
    });
    let rows = Figure::ALL.map(|figure| {
        let cells = block(move || {
            let words = statistics.with(|all| {
                let lanes = all.iter().flat_map(|all| &all.lanes);
                let words = lanes.map(|lane| match &lane.figures {
                    Some(figures) => (figures.label(figure), lane.slowest),
                    None => ("…".to_owned(), None),
                });
                words.collect::<Vec<_>>()
            });
            let cells = words.into_iter().map(|(words, slowest)| {
                let slowest = slowest.filter(|_| figure == Figure::LongestDuration);
                let slowest = slowest.map(|index| {
                    view! {
                        <span class="whose">" request " <RequestButton index selection /></span>
                    }
                });
                view! { <td>{words} {slowest}</td> }
            });
            list(cells)
        });
        view! {
            <tr>
                <th scope="row">
                    <details>
                        <summary>{figure.title()}</summary>
                        <p>{figure.meaning()}</p>
                        <p class="formula">"= " {figure.formula()}</p>
                    </details>
                </th>
                {cells}
            </tr>
        }
    });
    view! {
        <section class="panel statistics" aria-label="Statistics">
            <h2>"Statistics"</h2>
            <div class="spread">
            <div class="wide" tabindex="0" role="group" aria-label="Figures of each lane">
                <table>
                    <thead>
                        <tr>
                            <td>"Press a name for what it means"</td>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{list(rows)}</tbody>
                </table>
            </div>
            <Histogram statistics />
            </div>
        </section>
    }
}
