//! A curve of times over limits: limits on a logarithmic axis, as each is twice the one
//! before it; times on a straight one that begins at 0.

use super::Px;
use crate::units::Span;

/// What is drawn on, in units of its own.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 62.0;
/// Room for labels at the left and right, above and below.
const SIDE: f64 = 8.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 10.0;

/// How long all took under a limit, and how long they were to take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    pub limit: u32,
    pub time: Span,
    pub foretold: Span,
}

/// A point where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub point: CurvePoint,
    pub x: Px,
    pub y: Px,
    pub foretold_y: Px,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// From the least limit to the greatest.
    pub points: Vec<Dot>,
}

impl Curve {
    /// `None` for fewer than two different limits, which make no curve.
    pub fn of(points: &[CurvePoint]) -> Option<Self> {
        let limits = points.iter().map(|point| point.limit);
        let (least, most) = (limits.clone().min()?, limits.max()?);
        if least == 0 || least == most {
            return None;
        }
        let longest = points
            .iter()
            .map(|point| point.time.max(point.foretold))
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
            foretold_y: y(point.foretold),
        });
        let mut points: Vec<_> = dots.collect();
        points.sort_by_key(|dot| dot.point.limit);
        Some(Self { points })
    }
}
