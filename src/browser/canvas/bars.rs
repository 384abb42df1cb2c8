//! What is to be painted of some strips, collected first: phase by phase, so that the
//! fill is changed only a few times. Naming one to the browser costs more than drawing
//! with it.

use super::marks;
use super::painter::{GUTTER, Painter};
use playground_core::run::outcome::OutcomeKind;
use playground_core::timeline::bar::Phase;
use playground_core::units::TimePoint;

/// From this pitch on, every outcome has room for its mark; below it, only
/// failures are marked, by a stroke.
const MARKS_FROM: f64 = 8.0;
/// A mark of a line is no lower than so many pixels: one in a thousand is to be found.
const LOWEST_MARK: f64 = 3.0;

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
    /// When, where that is to be seen.
    at: Option<TimePoint>,
    top: f64,
    height: f64,
}

impl Bars {
    pub fn add(&mut self, phase: Phase, rectangle: Rectangle) {
        if let Some(of_phase) = self.segments.get_mut(phase as usize) {
            of_phase.push(rectangle);
        }
    }

    pub fn add_outcome(&mut self, kind: OutcomeKind, at: Option<TimePoint>, top: f64, height: f64) {
        self.ends.push(End {
            kind,
            at,
            top,
            height,
        });
    }

    /// `any`: whether there is a failure on the line at all; `at`: where one ended.
    pub fn add_failures(
        &mut self,
        any: bool,
        at: impl Iterator<Item = f64>,
        top: f64,
        height: f64,
    ) {
        if any {
            self.failures.push([4.0, top, 8.0, height.max(LOWEST_MARK)]);
        }
        self.failures.extend(at.map(|x| cap(x, top, height)));
    }

    pub fn paint(&self, painter: &Painter<'_>) {
        let context = &painter.surface.context;
        for (phase, segments) in Phase::ALL.into_iter().zip(&self.segments) {
            if !segments.is_empty() {
                painter.fill_with(phase);
            }
            for &[x, y, width, height] in segments {
                context.fill_rect(x, y, width, height);
            }
        }
        for end in &self.ends {
            paint_end(painter, end);
        }
        if !self.failures.is_empty() {
            context.set_fill_style_str(&painter.palette.failure);
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
fn paint_end(painter: &Painter<'_>, end: &End) {
    let &End {
        kind,
        at,
        top,
        height,
    } = end;
    let pitch = painter.rows.pitch().0;
    if pitch < MARKS_FROM && !kind.is_failure() {
        return;
    }
    let context = &painter.surface.context;
    let color = match kind {
        OutcomeKind::Succeeded => &painter.palette.success,
        OutcomeKind::Cancelled => &painter.palette.cancelled,
        _ => &painter.palette.failure,
    };
    context.set_stroke_style_str(color);
    context.set_fill_style_str(color);
    if pitch >= MARKS_FROM {
        let size = (pitch - 2.0).min(11.0);
        marks::draw(context, kind, GUTTER / 2.0, top + height / 2.0, size);
    } else {
        context.fill_rect(4.0, top, 8.0, height);
    }
    if let Some(at) = at.filter(|_| kind.is_failure()) {
        let [x, y, width, height] = cap(painter.x(at), top, height);
        context.fill_rect(x, y, width, height);
    }
}
