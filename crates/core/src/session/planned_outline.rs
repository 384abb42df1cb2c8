//! What a lane's picture would be if it went as planned, before anything was run.

use crate::analysis::ideal::ideal_schedule;
use crate::experiment::Experiment;
use crate::experiment::plan::Plan;
use crate::timeline::PlotSize;
use crate::timeline::axis::{TimeAxis, end_while_running};
use crate::timeline::order::RowOrder;
use crate::timeline::outline::{OutlinePiece, outline};
use crate::timeline::row_window::RowWindow;
use crate::timeline::rows::RowLayout;
use crate::timeline::window::TimeWindow;
use crate::units::{LaneIndex, Span, TimePoint};

/// Scheduling more than this takes longer than a frame.
pub const MAX_QUICK_REQUESTS: u32 = 5_000;

/// The ideal schedule of a lane that has not run.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedOutline {
    /// From when to when each request would be in flight.
    spans: Vec<(TimePoint, TimePoint)>,
    /// The end of the axis that all planned lanes share.
    end: Span,
}

impl PlannedOutline {
    /// `forecast`: the expected time of each lane, from [`super::forecast::forecast`]. `None`
    /// for a lane without a plan, and for more requests than [`MAX_QUICK_REQUESTS`].
    pub fn new(
        experiment: &Experiment,
        forecast: &[Option<Span>],
        lane: LaneIndex,
    ) -> Option<Self> {
        forecast.get(lane.0).copied().flatten()?;
        if experiment.workload.requests > MAX_QUICK_REQUESTS {
            return None;
        }
        let planned = experiment.lanes.get(lane.0)?;
        let plan = Plan::new(experiment.workload);
        let policy = planned.policy(&experiment.policy);
        let longest = forecast
            .iter()
            .flatten()
            .copied()
            .fold(Span::ZERO, Span::max);
        Some(Self {
            spans: ideal_schedule(&plan, &policy, planned.strategy).spans,
            end: end_while_running(Span::ZERO, longest, Span::ZERO),
        })
    }

    /// The pieces to draw in a plot of this size: as a run of the lane begins.
    pub fn pieces(&self, size: PlotSize) -> Vec<OutlinePiece> {
        let requests = self.spans.len() as u32;
        let rows = RowLayout::new(RowWindow::whole(requests), size.height);
        let axis = self.axis(size);
        outline(&self.spans, &RowOrder::natural(requests), rows, &axis, size)
    }

    /// The axis of the plot.
    pub fn axis(&self, size: PlotSize) -> TimeAxis {
        TimeAxis::new(TimeWindow::whole(self.end), size.width)
    }
}
