//! The arithmetic that time windows and row windows share: zooming and panning a part of a
//! whole that begins at 0.

/// The largest end of a window. Far beyond it, a double could no longer represent
/// single milliseconds. In ms, it is thirty years.
const MAX_END: f64 = 1e12;

/// A part of 0 to `whole`. Its ends are finite and in order, whatever it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub from: f64,
    pub to: f64,
}

/// The limits of an interval: the whole that it lies in, and its minimum length.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    whole: f64,
    shortest: f64,
}

impl Bounds {
    pub fn new(whole: f64, shortest: f64) -> Self {
        let whole = bounded(whole);
        Self {
            whole,
            shortest: shortest.min(whole),
        }
    }
}

impl Interval {
    /// The interval between two positions, in either order.
    pub fn between(one: f64, other: f64) -> Self {
        let (one, other) = (bounded(one), bounded(other));
        Self {
            from: one.min(other),
            to: one.max(other),
        }
    }

    pub fn whole(bounds: Bounds) -> Self {
        Self::between(0.0, bounds.whole)
    }

    pub fn length(self) -> f64 {
        self.to - self.from
    }

    /// Moved, and if necessary shortened or lengthened, to fit within the bounds.
    pub fn within(self, bounds: Bounds) -> Self {
        Self::placed(self.from, self.length(), bounds)
    }

    /// Shortened by `factor`, so that `at` keeps its position on screen.
    pub fn zoomed(self, factor: f64, at: f64, bounds: Bounds) -> Self {
        let here = self.within(bounds);
        let is_sensible = factor.is_finite() && factor > 0.0 && at.is_finite();
        if !is_sensible || here.length() <= 0.0 {
            return here;
        }
        let length = (here.length() / factor)
            .max(bounds.shortest)
            .min(bounds.whole);
        let share = (at - here.from) / here.length();
        Self::placed(at - share * length, length, bounds)
    }

    pub fn panned(self, by: f64, bounds: Bounds) -> Self {
        let here = self.within(bounds);
        if by.is_nan() {
            here
        } else {
            Self::placed(here.from + by, here.length(), bounds)
        }
    }

    pub fn is_whole(self, bounds: Bounds) -> bool {
        self.from <= 0.0 && self.to >= bounds.whole
    }

    fn placed(from: f64, length: f64, bounds: Bounds) -> Self {
        // Zooming in and out again by the same factor gives the whole except for rounding.
        const NEARLY_WHOLE: f64 = 1.0 - 1e-9;
        let length = length.max(bounds.shortest);
        if length >= bounds.whole * NEARLY_WHOLE {
            return Self::whole(bounds);
        }
        debug_assert!(
            bounds.shortest <= bounds.whole,
            "the shortest part fits in the whole"
        );
        let from = from.min(bounds.whole - length).max(0.0);
        Self {
            from,
            to: (from + length).min(bounds.whole),
        }
    }
}

/// The number between 0 and [`MAX_END`]; NaN becomes 0.
fn bounded(number: f64) -> f64 {
    if number > 0.0 {
        number.min(MAX_END)
    } else {
        0.0
    }
}
