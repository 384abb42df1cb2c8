//! The marks over a lane's waterfall, in pixels of the plot: the selected request, the request
//! and the time under the pointer, the ideal, the guess.

use crate::run::request::RequestRecord;
use crate::session::comparison::{AxisMode, Comparison};
use crate::session::lane_state::LaneState;
use crate::session::plot::{Pointed, plot};
use crate::timeline::bar::time_of_flight;
use crate::timeline::hit::Plot;
use crate::timeline::shown_rows::ShownRows;
use crate::timeline::slots::{SlotAttempt, Slots};
use crate::timeline::window::TimeWindow;
use crate::timeline::{PlotSize, Px};
use crate::units::{LaneIndex, RequestIndex, Span, TimePoint};
use crate::wording::numbers::{format_span, group_digits};

/// A row that is in sight, or the part of one that an attempt has by slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowMark {
    pub top: Px,
    pub height: Px,
    /// From where to where it reaches; `None` for all of the row.
    pub across: Option<(Px, Px)>,
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
    /// By slot, one for each attempt.
    pub selected: Vec<RowMark>,
    pub pointed: Vec<RowMark>,
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
            selected: row_marks(&plot, lane.plot, selected),
            pointed: row_marks(
                &plot,
                lane.plot,
                pointed.and_then(|pointed| pointed.request),
            ),
            guide: guide.map(|at| plot.axis.x_from_time(at)),
            ideal: ideal_at(lane, &plot, window),
            guess: guessed
                .filter(|at| window.contains(*at))
                .map(|at| plot.axis.x_from_time(at)),
            tip: tip(index, lane, &plot, pointed, selected),
        })
    }
}

/// The marks of a request that are in sight.
fn row_marks(plot: &Plot<'_>, size: PlotSize, request: Option<RequestIndex>) -> Vec<RowMark> {
    let Some(index) = request else {
        return Vec::new();
    };
    match plot.shown {
        ShownRows::Requests(order) => {
            let row = order.row_of(index);
            let mark = row.and_then(|row| row_mark(plot, size, row));
            mark.into_iter().collect()
        }
        ShownRows::Slots { slots, .. } => {
            let held = slots.attempts_of(index);
            held.filter_map(|(slot, held)| held_mark(plot, size, slot, &held))
                .collect()
        }
    }
}

fn row_mark(plot: &Plot<'_>, size: PlotSize, row: u32) -> Option<RowMark> {
    let top = plot.rows.top(row);
    let height = Px(plot.rows.pitch().0.max(1.0));
    let is_seen = top.0 + height.0 > 0.0 && top < size.height;
    is_seen.then_some(RowMark {
        top,
        height,
        across: None,
    })
}

fn held_mark(plot: &Plot<'_>, size: PlotSize, slot: u32, held: &SlotAttempt) -> Option<RowMark> {
    let to = held.to.unwrap_or(plot.now).max(held.from);
    let is_seen = plot.axis.window().overlaps(held.from, to);
    let mark = row_mark(plot, size, slot).filter(|_| is_seen)?;
    let x = |at| Px(plot.axis.x_from_time(at).0.clamp(0.0, size.width.0));
    Some(RowMark {
        across: Some((x(held.from), x(to))),
        ..mark
    })
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
    // In the pointer's lane at the pointer, in the others at the end of the bar.
    let under = pointed.filter(|pointed| pointed.lane == lane_index);
    let under = under.map(|pointed| pointed.time);
    let (row, parts) = match plot.shown {
        ShownRows::Requests(order) => (order.row_of(index)?, request_tip_parts(plot, record)),
        ShownRows::Slots { slots, .. } => {
            let (slot, held) = nearest_held(slots, index, under)?;
            (slot, attempt_tip_parts(plot, record, slot, &held)?)
        }
    };
    let row = row_mark(plot, lane.plot, row)?;
    let mut text = format!(
        "{}{}: {}",
        group_digits(index.0.into()),
        parts.attempt,
        parts.state
    );
    if let Some(took) = parts.took {
        text = text + " · " + &format_span(took);
    }
    text += &parts.slot;
    let at = under.or(parts.end);
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

/// What a tip tells, of a request or of one attempt.
struct TipParts {
    /// Behind the number of the request, where there are several.
    attempt: String,
    state: String,
    took: Option<Span>,
    slot: String,
    /// Where the bar ends.
    end: Option<TimePoint>,
}

fn request_tip_parts(plot: &Plot<'_>, record: &RequestRecord) -> TipParts {
    let flight = time_of_flight(record, plot.now);
    let outcome = record.outcome().map(|outcome| outcome.title());
    let state = outcome.unwrap_or_else(|| match flight {
        Some(_) => "in flight".to_owned(),
        None => "waiting".to_owned(),
    });
    TipParts {
        attempt: String::new(),
        state,
        took: record.attempt.duration(),
        slot: String::new(),
        end: flight.map(|(_, end)| end),
    }
}

fn attempt_tip_parts(
    plot: &Plot<'_>,
    record: &RequestRecord,
    slot: u32,
    held: &SlotAttempt,
) -> Option<TipParts> {
    let attempt = record.attempt_at(held.attempt)?;
    let number = held.attempt.0;
    let is_only = record.earlier.is_empty();
    let outcome = attempt.outcome.map(|outcome| outcome.title());
    Some(TipParts {
        attempt: if is_only {
            String::new()
        } else {
            format!(", attempt {number}")
        },
        state: outcome.unwrap_or_else(|| "in flight".to_owned()),
        took: attempt.duration(),
        slot: format!(" · slot {}", group_digits(u64::from(slot) + 1)),
        end: Some(held.to.unwrap_or(plot.now)),
    })
}

/// The attempt that held a slot at a time, or nearest to it; the last one without a time.
fn nearest_held(
    slots: &Slots,
    request: RequestIndex,
    at: Option<TimePoint>,
) -> Option<(u32, SlotAttempt)> {
    let away = |held: &SlotAttempt, at: TimePoint| {
        let to = held.to.unwrap_or(at.max(held.from));
        (held.from - at).max(at - to).max(Span::ZERO)
    };
    slots.attempts_of(request).reduce(|best, other| {
        let is_better = match at {
            Some(at) => away(&other.1, at) < away(&best.1, at),
            None => other.1.attempt > best.1.attempt,
        };
        if is_better { other } else { best }
    })
}
