//! The marks over a lane's waterfall, in pixels of the plot: the selected request, the request
//! and the time under the pointer, the ideal, the guess.

use crate::session::comparison::{AxisMode, Comparison};
use crate::session::lane_state::LaneState;
use crate::session::plot::{Pointed, plot};
use crate::timeline::bar::time_of_flight;
use crate::timeline::hit::Plot;
use crate::timeline::window::TimeWindow;
use crate::timeline::{PlotSize, Px};
use crate::units::{LaneIndex, RequestIndex, TimePoint};
use crate::wording::numbers::{format_span, group_digits};

/// A row that is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowMark {
    pub top: Px,
    pub height: Px,
}

/// A short text about a request, beside its bar or the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    pub text: String,
    /// The left end, or the right end if `is_left`.
    pub x: Px,
    /// Whether it lies to the left of `x`, because the right edge is near.
    pub is_left: bool,
    pub y: Px,
    /// Whether it lies above `y`, because the lower edge is near.
    pub is_above: bool,
}

/// All marks of one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    pub size: PlotSize,
    pub selected: Option<RowMark>,
    pub pointed: Option<RowMark>,
    /// The time under the pointer.
    pub guide: Option<Px>,
    pub ideal: Option<Px>,
    /// The end that the user guessed.
    pub guess: Option<Px>,
    pub tip: Option<Tip>,
}

impl Marks {
    /// The marks of a lane; `None` if there is no such lane.
    pub fn new(
        all: &Comparison,
        lane: LaneIndex,
        mode: AxisMode,
        page_now: TimePoint,
        selected: Option<RequestIndex>,
        pointed: Option<Pointed>,
        guessed: Option<TimePoint>,
    ) -> Option<Self> {
        let plot = plot(all, lane, mode, page_now)?;
        let (index, lane) = (lane, all.lane(lane)?);
        let window = plot.axis.window();
        let guide = pointed.map(|pointed| pointed.time);
        let guide = guide.filter(|at| window.contains(*at));
        Some(Self {
            size: lane.plot,
            selected: selected.and_then(|index| row_mark(&plot, lane.plot, index)),
            pointed: pointed.and_then(|pointed| row_mark(&plot, lane.plot, pointed.request?)),
            guide: guide.map(|at| plot.axis.x_from_time(at)),
            ideal: ideal_at(lane, &plot, window),
            guess: guessed
                .filter(|at| window.contains(*at))
                .map(|at| plot.axis.x_from_time(at)),
            tip: tip(index, lane, &plot, pointed, selected),
        })
    }
}

fn row_mark(plot: &Plot<'_>, size: PlotSize, index: RequestIndex) -> Option<RowMark> {
    let top = plot.rows.top(plot.order.row_of(index)?);
    let height = Px(plot.rows.pitch().0.max(1.0));
    let is_seen = top.0 + height.0 > 0.0 && top < size.height;
    is_seen.then_some(RowMark { top, height })
}

/// The end of the ideal, if the run can be compared with it.
fn ideal_at(lane: &LaneState, plot: &Plot<'_>, window: TimeWindow) -> Option<Px> {
    let ideal = lane.ideal_in_force()?;
    let at = TimePoint::START + ideal;
    window.contains(at).then(|| plot.axis.x_from_time(at))
}

/// The tip of the request under the pointer, or of the selected one if the pointer is at no lane.
fn tip(
    lane_index: LaneIndex,
    lane: &LaneState,
    plot: &Plot<'_>,
    pointed: Option<Pointed>,
    selected: Option<RequestIndex>,
) -> Option<Tip> {
    let index = match pointed {
        Some(pointed) => pointed.request?,
        None => selected?,
    };
    let record = lane.run.request(index)?;
    let row = row_mark(plot, lane.plot, index)?;
    let flight = time_of_flight(record, plot.now);
    let took = record.attempt.duration().map(format_span);
    let outcome = record.outcome().map(|outcome| outcome.title());
    let state = outcome.unwrap_or_else(|| match flight {
        Some(_) => "in flight".to_owned(),
        None => "waiting".to_owned(),
    });
    let mut text = format!("{}: {state}", group_digits(index.0.into()));
    if let Some(took) = took {
        text = text + " · " + &took;
    }
    // In the pointer's lane at the pointer, in the others at the end of the bar.
    let under = pointed.filter(|pointed| pointed.lane == lane_index);
    let end = flight.map(|(_, end)| end);
    let at = under.map(|pointed| pointed.time).or(end);
    let at = at.unwrap_or(plot.axis.window().from());
    let size = lane.plot;
    let x = Px(plot.axis.x_from_time(at).0.clamp(0.0, size.width.0));
    let is_above = row.top.0 > size.height.0 * 0.75;
    Some(Tip {
        text,
        x,
        is_left: x.0 > size.width.0 * 0.6,
        y: if is_above {
            row.top
        } else {
            Px(row.top.0 + row.height.0)
        },
        is_above,
    })
}
