//! One row a request, from the top in the order of indexes.

use super::Px;
use crate::model::units::RequestIndex;

/// How a plot's height is shared out among its requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowLayout {
    count: u32,
    pitch: Px,
}

/// The tallest a row gets, so that ten requests do not become ten walls.
const TALLEST: f64 = 26.0;
/// From this pitch on, rows have a gap between their bars.
const GAP_FROM: f64 = 3.0;

impl RowLayout {
    pub fn new(count: u32, height: Px) -> Self {
        let share = height.0 / f64::from(count.max(1));
        Self {
            count,
            pitch: Px(share.min(TALLEST)),
        }
    }

    /// From one row's top to the next; less than a pixel where there are more
    /// rows than pixels.
    pub const fn pitch(&self) -> Px {
        self.pitch
    }

    pub fn top(&self, index: RequestIndex) -> Px {
        Px(f64::from(index.0) * self.pitch.0)
    }

    /// Height of a row's bar: the pitch less the gap, and at least one pixel.
    pub fn bar_height(&self) -> Px {
        let gap = if self.pitch.0 >= GAP_FROM {
            (self.pitch.0 * 0.22).clamp(1.0, 5.0)
        } else {
            0.0
        };
        Px((self.pitch.0 - gap).max(1.0))
    }

    /// Height of all rows together.
    pub fn height(&self) -> Px {
        Px(f64::from(self.count) * self.pitch.0)
    }

    /// The request whose row this is; the inverse of [`RowLayout::top`].
    pub fn index_at(&self, y: Px) -> Option<RequestIndex> {
        if y.0 < 0.0 || self.pitch.0 <= 0.0 {
            return None;
        }
        // A hair is added, so that a row's own top is in the row.
        let row = (y.0 / self.pitch.0 + 1e-9).floor();
        (row < f64::from(self.count)).then_some(RequestIndex(row as u32))
    }
}
