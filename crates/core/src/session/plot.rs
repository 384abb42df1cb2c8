//! The plot of a lane, and what is at a point in it.

use crate::session::comparison::{AxisMode, Comparison};
use crate::timeline::Px;
use crate::timeline::axis::TimeAxis;
use crate::timeline::hit::Plot;
use crate::timeline::rows::RowLayout;
use crate::timeline::window::TimeWindow;
use crate::units::{LaneIndex, RequestIndex, TimePoint};

/// What is under the pointer in a waterfall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    pub lane: LaneIndex,
    pub time: TimePoint,
    pub request: Option<RequestIndex>,
}

/// A position in a lane's plot that stays in place during a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    pub lane: LaneIndex,
    pub time: TimePoint,
    /// Rows from the first row of all; fractions are within a row.
    pub row: f64,
}

/// The visible time of a lane; `None` if there is no such lane.
pub fn window_of(all: &Comparison, lane: LaneIndex, mode: AxisMode) -> Option<TimeWindow> {
    let end = all.axis_end(lane, mode);
    Some(all.lane(lane)?.viewport.window(end))
}

/// The plot of a lane at a time of the page's clock; `None` if there is no such lane.
pub fn plot(
    all: &Comparison,
    index: LaneIndex,
    mode: AxisMode,
    page_now: TimePoint,
) -> Option<Plot<'_>> {
    let lane = all.lane(index)?;
    Some(Plot {
        run: &lane.run,
        shown: lane.viewport.shown(),
        rows: RowLayout::new(lane.viewport.rows(), lane.plot.height),
        axis: TimeAxis::new(window_of(all, index, mode)?, lane.plot.width),
        line: lane.plot.line,
        now: lane.now(page_now),
    })
}

/// What is at a point of a lane's plot; `x` and `y` from its top left corner.
pub fn point_at(plot: &Plot<'_>, lane: LaneIndex, x: Px, y: Px) -> (Pointed, Anchor) {
    let time = plot.axis.time_from_x(x);
    let pointed = Pointed {
        lane,
        time,
        request: plot.request_at(x, y),
    };
    let row = plot.rows.position_at(y);
    (pointed, Anchor { lane, time, row })
}
