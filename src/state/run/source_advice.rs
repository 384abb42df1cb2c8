//! What to do about a source that is not available. Few need it, so it is loaded later (see
//! `view::later`).

use futures::future::LocalBoxFuture;
use leptos::wasm_split::wasm_split;

use crate::browser::document::permissions;
use crate::browser::fetch::source::SourceProblem;
use crate::state::run::run_error::RunError;
use playground_core::run::unreachable::Evidence;
use playground_core::units::Span;
use playground_core::wording::explain_unreachable::{Unreachable, possible_causes};

/// The error for a source that is not available, with advice where the reason is not known.
pub async fn explain_source(problem: SourceProblem) -> RunError {
    let mut advice = String::new();
    if let SourceProblem::NoAnswer { origin, took } = &problem
        // Without its part of the page there is still the problem itself.
        && let Ok(finding_out) = find_causes(origin.clone(), *took).await
    {
        advice = finding_out.await;
    }
    RunError::Source { problem, advice }
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn find_causes(origin: String, took: Span) -> Result<LocalBoxFuture<'static, String>, RunError> {
    Ok(Box::pin(async move {
        let mut evidence = Evidence::from_url(&origin);
        evidence.took = Some(took);
        evidence.permission = permissions::loopback().await;
        possible_causes(Unreachable::LabServer { origin: &origin }, &evidence)
    }))
}
