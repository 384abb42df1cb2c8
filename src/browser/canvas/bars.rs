//! What is painted of some strips, collected first: phase by phase, so that the fill is
//! changed only a few times. Changing it costs more than drawing with it.

use super::brush::{Brush, GUTTER};
use super::marks;
use playground_core::run::outcome::OutcomeKind;
use playground_core::timeline::bar::Phase;

/// From this pitch on, every outcome has room for its mark; below it, only
/// failures are marked, by a stroke.
const MIN_MARK_PITCH: f64 = 8.0;
/// The least height of a line's mark, in pixels: one failure in a thousand can be found.
const MIN_MARK_HEIGHT: f64 = 3.0;

/// Left, top, width and height, in pixels.
type Rectangle = [f64; 4];

#[derive(Default)]
pub struct Bars {
    /// For each phase in the order of [`Phase::ALL`].
    segments: [Vec<Rectangle>; Phase::ALL.len()],
    ends: Vec<End>,
    /// Marks and caps of failures on lines that rows share.
    failures: Vec<Rectangle>,
}

struct End {
    kind: OutcomeKind,
    /// Where its bar ends, if that can be seen.
    x: Option<f64>,
    top: f64,
    height: f64,
}

impl Bars {
    pub fn add(&mut self, phase: Phase, rectangle: Rectangle) {
        if let Some(of_phase) = self.segments.get_mut(phase as usize) {
            of_phase.push(rectangle);
        }
    }

    /// `x`: where its bar ends, if that can be seen.
    pub fn add_outcome(&mut self, kind: OutcomeKind, x: Option<f64>, top: f64, height: f64) {
        self.ends.push(End {
            kind,
            x,
            top,
            height,
        });
    }

    /// `any`: whether there is a failure on the line at all; `at`: where one ended.
    pub fn add_failures(&mut self, any: bool, at: &[f64], top: f64, height: f64) {
        if any {
            self.failures
                .push([4.0, top, 8.0, height.max(MIN_MARK_HEIGHT)]);
        }
        self.failures
            .extend(at.iter().map(|&x| cap(x, top, height)));
    }

    pub fn paint(&self, brush: &Brush<'_>) {
        let context = &brush.surface.context;
        for (phase, segments) in Phase::ALL.into_iter().zip(&self.segments) {
            if !segments.is_empty() {
                brush.fill_with(phase);
            }
            for &[x, y, width, height] in segments {
                context.fill_rect(x, y, width, height);
            }
        }
        for end in &self.ends {
            paint_end(brush, end);
        }
        if !self.failures.is_empty() {
            context.set_fill_style_str(&brush.palette.failure);
        }
        for &[x, y, width, height] in &self.failures {
            context.fill_rect(x, y, width, height);
        }
    }
}

/// What closes a bar that failed.
fn cap(x: f64, top: f64, height: f64) -> Rectangle {
    [(x - 1.0).max(GUTTER), top, 3.0, height]
}

/// A mark in the gutter, and a cap at the end of a bar that failed.
fn paint_end(brush: &Brush<'_>, end: &End) {
    let &End {
        kind,
        x,
        top,
        height,
    } = end;
    let pitch = brush.pitch;
    if pitch < MIN_MARK_PITCH && !kind.is_failure() {
        return;
    }
    let context = &brush.surface.context;
    let color = match kind {
        OutcomeKind::Succeeded => &brush.palette.success,
        OutcomeKind::Cancelled => &brush.palette.cancelled,
        _ => &brush.palette.failure,
    };
    context.set_stroke_style_str(color);
    context.set_fill_style_str(color);
    if pitch >= MIN_MARK_PITCH {
        let size = (pitch - 2.0).min(11.0);
        marks::draw(context, kind, GUTTER / 2.0, top + height / 2.0, size);
    } else {
        context.fill_rect(4.0, top, 8.0, height);
    }
    if let Some(x) = x.filter(|_| kind.is_failure()) {
        let [x, y, width, height] = cap(x, top, height);
        context.fill_rect(x, y, width, height);
    }
}
