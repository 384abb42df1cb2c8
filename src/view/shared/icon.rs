//! The outcomes' icons: the shapes that the waterfall draws, as pictures.

use leptos::prelude::*;

use playground_core::run::outcome::OutcomeKind;

#[component]
pub fn OutcomeIcon(kind: OutcomeKind) -> impl IntoView {
    let path = match kind {
        OutcomeKind::Succeeded => "M3 8.5 6.5 12 13 4.5",
        OutcomeKind::HttpError => "M8 2v7M8 12v2",
        OutcomeKind::TimedOut => "M8 2a6 6 0 1 0 .01 0zM8 5v3l2.5 1.5",
        OutcomeKind::NetworkError => "M3 3l10 10M13 3 3 13",
        OutcomeKind::BodyBroken => "M1 8h5M10 8h5M9.5 3l-3 10",
        OutcomeKind::TooLarge => "M8 14V2M3.5 6.5 8 2l4.5 4.5",
        OutcomeKind::Cancelled => "M3 8h10",
    };
    view! {
        <svg
            class=format!("icon {}", kind.name())
            viewBox="0 0 16 16"
            width="16"
            height="16"
            aria-hidden="true"
        >
            <path d=path />
        </svg>
    }
}
