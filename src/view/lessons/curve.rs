//! The curve of a series of limits: how long all requests took under each.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::{LessonsState, Stage};
use crate::view::shared::dynamic::{block, list};
use playground_core::lessons::measure::Measure;
use playground_core::timeline::curve::{Curve, CurvePoint};
use playground_core::wording::numbers::{format_fixed, format_span};

#[component]
pub fn LimitCurve(lessons: LessonsState) -> impl IntoView {
    block(move || {
        let is_sweep = lessons.with_lesson(|lesson| lesson.question.measure == Measure::BestLimit);
        if is_sweep != Some(true) || !matches!(lessons.stage.get(), Stage::Answered(_)) {
            return None;
        }
        let points = lessons.curve();
        let curve = Curve::new(&points)?;
        let dots = curve.points.iter().map(|dot| {
            let (x, y) = (px(dot.x.0), px(dot.y.0));
            view! {
                <g>
                    <circle cx=x.clone() cy=y.clone() r="1.4" />
                    <text x=x.clone() y=px(dot.y.0 - 3.0)>{format_span(dot.point.time)}</text>
                    <text class="limit" x=x y="58">{dot.point.limit}</text>
                </g>
            }
        });
        let path = |points: &[(f64, f64)]| {
            let points = points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y)));
            points.collect::<Vec<_>>().join(" ")
        };
        let measured: Vec<_> = curve.points.iter().map(|dot| (dot.x.0, dot.y.0)).collect();
        let predicted: Vec<_> = curve
            .points
            .iter()
            .map(|dot| (dot.x.0, dot.predicted_y.0))
            .collect();
        let words = describe(&points);
        Some(view! {
            <figure class="limit-curve">
                <svg viewBox="0 0 120 62" role="img" aria-label=words>
                    <polyline class="predicted-line" points=path(&predicted) />
                    <polyline class="measured-line" points=path(&measured) />
                    {list(dots)}
                </svg>
                <figcaption>"Time for all requests under each limit. Dashed: predicted by the formula."</figcaption>
            </figure>
        })
    })
}

fn px(number: f64) -> String {
    format_fixed(number, 2)
}

fn describe(points: &[CurvePoint]) -> String {
    let each = points
        .iter()
        .map(|point| format!("limit {}: {}", point.limit, format_span(point.time)));
    format!(
        "Time for all requests, by limit. {}",
        each.collect::<Vec<_>>().join(", ")
    )
}
