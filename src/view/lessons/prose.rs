//! Text of a lesson: what is between backticks is code.

use leptos::prelude::*;

/// Sentences as one paragraph.
pub fn paragraph(sentences: &[String]) -> impl IntoView + use<> {
    let text = inline(&sentences.join(" "));
    view! { <p>{text}</p> }
}

/// Text within a line.
pub fn inline(text: &str) -> Vec<AnyView> {
    let parts = text.split('`').enumerate().map(|(place, part)| {
        let part = part.to_owned();
        match place % 2 {
            0 => part.into_any(),
            _ => view! { <code>{part}</code> }.into_any(),
        }
    });
    parts.collect()
}

/// A program, if there is one.
pub fn program(code: &str) -> impl IntoView + use<> {
    let code = (!code.is_empty()).then(|| code.to_owned());
    // It may be wider than its place: not every browser lets the keyboard scroll what cannot
    // have the focus.
    code.map(|code| view! { <pre class="program" tabindex="0"><code>{code}</code></pre> })
}
