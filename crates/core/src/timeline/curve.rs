//! A curve of time over limit: limits on a logarithmic axis, since each is twice the one
//! before; times on a linear axis that begins at 0.

use super::Px;
use crate::units::Span;

/// The size of the drawing, in its own units.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 62.0;
/// Room for labels at the left and right, above and below.
const SIDE: f64 = 8.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 10.0;

/// How long a lane took under a limit, and the predicted time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    pub limit: u32,
    pub time: Span,
    pub predicted: Span,
}

/// A point and its position in the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub point: CurvePoint,
    pub x: Px,
    pub y: Px,
    pub predicted_y: Px,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// From the smallest limit to the largest.
    pub points: Vec<Dot>,
}

impl Curve {
    /// `None` for fewer than two different limits, which make no curve.
    pub fn new(points: &[CurvePoint]) -> Option<Self> {
        let limits = points.iter().map(|point| point.limit);
        let (least, most) = (limits.clone().min()?, limits.max()?);
        if least == 0 || least == most {
            return None;
        }
        let longest = points
            .iter()
            .map(|point| point.time.max(point.predicted))
            .fold(Span::from_ms(1.0), Span::max);
        let doublings = |limit: u32| libm::log2(f64::from(limit) / f64::from(least));
        let x = |limit| Px(SIDE + doublings(limit) / doublings(most) * (WIDTH - 2.0 * SIDE));
        let y = |time: Span| {
            let share = time.ms() / longest.ms();
            Px(HEIGHT - BELOW - share * (HEIGHT - ABOVE - BELOW))
        };
        let dots = points.iter().map(|&point| Dot {
            point,
            x: x(point.limit),
            y: y(point.time),
            predicted_y: y(point.predicted),
        });
        let mut points: Vec<_> = dots.collect();
        points.sort_by_key(|dot| dot.point.limit);
        Some(Self { points })
    }
}
