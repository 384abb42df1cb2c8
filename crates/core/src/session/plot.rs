//! A lane as it lies in its plot, and what is at a point of it.

use crate::session::comparison::{AxisMode, Comparison};
use crate::timeline::Px;
use crate::timeline::axis::TimeAxis;
use crate::timeline::hit::Plot;
use crate::timeline::rows::RowLayout;
use crate::timeline::window::TimeWindow;
use crate::units::{LaneIndex, RequestIndex, TimePoint};

/// What the pointer is at in a waterfall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    pub lane: LaneIndex,
    pub time: TimePoint,
    pub request: Option<RequestIndex>,
}

/// A place in a lane's plot: what is under it stays there during a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    pub lane: LaneIndex,
    pub time: TimePoint,
    /// In rows from the top of all.
    pub row: f64,
}

/// The time shown of a lane; `None` where there is no such lane.
pub fn window_of(all: &Comparison, lane: LaneIndex, mode: AxisMode) -> Option<TimeWindow> {
    let end = all.axis_end(lane, mode);
    Some(all.lane(lane)?.viewport.window(end))
}

/// A lane as it lies in its plot at this time of the page's clock.
pub fn plot(
    all: &Comparison,
    index: LaneIndex,
    mode: AxisMode,
    page_now: TimePoint,
) -> Option<Plot<'_>> {
    let lane = all.lane(index)?;
    Some(Plot {
        run: &lane.run,
        order: lane.viewport.order(),
        rows: RowLayout::new(lane.viewport.rows(), lane.plot.height),
        axis: TimeAxis::new(window_of(all, index, mode)?, lane.plot.width),
        line: lane.plot.line,
        now: lane.now(page_now),
    })
}

/// What is at a point of a lane's plot, in pixels from its top left corner.
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
