//! The arithmetic that time and rows have in common: a part of a whole that
//! begins at 0, and how one looks closer at it.

/// No window reaches further: beyond it, a millisecond more would no longer make a
/// difference to a double. In ms, it is thirty years.
const FURTHEST: f64 = 1e12;

/// A part of 0 to `whole`. Its ends are finite and in order, whatever it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub from: f64,
    pub to: f64,
}

/// What a stretch lies in, and how short it may become.
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
    /// Between two places, whichever comes first.
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

    /// Moved, and if need be shortened or stretched, to where it may be.
    pub fn within(self, bounds: Bounds) -> Self {
        Self::placed(self.from, self.length(), bounds)
    }

    /// Shows `factor` times less, and leaves `at` where it is on screen.
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
        match by.is_nan() {
            true => here,
            false => Self::placed(here.from + by, here.length(), bounds),
        }
    }

    pub fn is_whole(self, bounds: Bounds) -> bool {
        self.from <= 0.0 && self.to >= bounds.whole
    }

    fn placed(from: f64, length: f64, bounds: Bounds) -> Self {
        // Zooming in and out again by the same factor comes to the whole but for the
        // last bits, and whoever did it wants the whole.
        const NEARLY: f64 = 1.0 - 1e-9;
        let length = length.max(bounds.shortest);
        if length >= bounds.whole * NEARLY {
            return Self::whole(bounds);
        }
        let from = from.min(bounds.whole - length).max(0.0);
        Self {
            from,
            to: (from + length).min(bounds.whole),
        }
    }
}

/// What is no number is 0, and nothing is further than [`FURTHEST`].
fn bounded(number: f64) -> f64 {
    match number > 0.0 {
        true => number.min(FURTHEST),
        false => 0.0,
    }
}
