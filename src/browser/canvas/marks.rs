//! The marks of outcomes: a shape for each, so that colour is never the only sign.

use std::f64::consts::TAU;

use web_sys::CanvasRenderingContext2d;

use playground_core::run::outcome::OutcomeKind;

/// Draws the outcome's mark around a centre, `size` pixels across.
pub fn draw(context: &CanvasRenderingContext2d, kind: OutcomeKind, x: f64, y: f64, size: f64) {
    let half = size / 2.0;
    context.set_line_width((size / 5.0).max(1.2));
    context.begin_path();
    let line = |points: &[(f64, f64)]| {
        for (place, (dx, dy)) in points.iter().enumerate() {
            let (to_x, to_y) = (x + dx * half, y + dy * half);
            if place == 0 {
                context.move_to(to_x, to_y);
            } else {
                context.line_to(to_x, to_y);
            }
        }
    };
    match kind {
        OutcomeKind::Succeeded => line(&[(-0.7, 0.1), (-0.2, 0.6), (0.8, -0.6)]),
        OutcomeKind::HttpError => {
            line(&[(0.0, -0.9), (0.0, 0.2)]);
            line(&[(0.0, 0.6), (0.0, 0.9)]);
        }
        OutcomeKind::TimedOut => {
            // A full circle of a positive radius is always legal.
            let _drawn = context.arc(x, y, half * 0.85, 0.0, TAU);
            line(&[(0.0, -0.5), (0.0, 0.0), (0.4, 0.2)]);
        }
        OutcomeKind::NetworkError => {
            line(&[(-0.8, -0.8), (0.8, 0.8)]);
            line(&[(0.8, -0.8), (-0.8, 0.8)]);
        }
        OutcomeKind::BodyBroken => {
            line(&[(-0.9, 0.0), (-0.2, 0.0)]);
            line(&[(0.2, 0.0), (0.9, 0.0)]);
            line(&[(0.2, -0.8), (-0.2, 0.8)]);
        }
        OutcomeKind::TooLarge => {
            line(&[(0.0, 0.9), (0.0, -0.8)]);
            line(&[(-0.6, -0.2), (0.0, -0.8), (0.6, -0.2)]);
        }
        OutcomeKind::Cancelled => line(&[(-0.7, 0.0), (0.7, 0.0)]),
    }
    context.stroke();
}
