//! What the rows of a waterfall are: requests, or slots.

use super::bar::Bar;
use super::order::RowOrder;
use super::slots::Slots;
use super::window::TimeWindow;
use crate::run::Run;
use crate::units::RequestIndex;

/// The rows of a waterfall, from the top.
#[derive(Clone, Copy, Debug)]
pub enum ShownRows<'a> {
    /// Each request has a row.
    Requests(&'a RowOrder),
    /// Each slot has a row with the attempts that held it. Those of requests that `listed`
    /// hides keep their place, dimmed: without them the slot would look idle.
    Slots {
        slots: &'a Slots,
        listed: &'a RowOrder,
    },
}

impl<'a> ShownRows<'a> {
    /// The number of rows.
    pub fn len(self) -> u32 {
        match self {
            Self::Requests(order) => order.len(),
            Self::Slots { slots, .. } => slots.len(),
        }
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether all requests are shown, each in the row of its index.
    pub const fn is_natural(self) -> bool {
        match self {
            Self::Requests(order) => order.is_natural(),
            Self::Slots { .. } => false,
        }
    }

    /// Whether some bars may be dimmed.
    pub const fn may_dim(self) -> bool {
        match self {
            Self::Requests(_) => false,
            Self::Slots { listed, .. } => !listed.is_natural(),
        }
    }

    /// Whether a request's bars are dimmed.
    pub fn is_dimmed(self, request: RequestIndex) -> bool {
        match self {
            Self::Requests(_) => false,
            Self::Slots { listed, .. } => listed.row_of(request).is_none(),
        }
    }

    /// Calls `each` with the bars of a row that may be seen in a window of time, and their
    /// requests.
    pub fn for_each_bar(
        self,
        run: &'a Run,
        row: u32,
        window: TimeWindow,
        each: &mut dyn FnMut(RequestIndex, Bar<'a>),
    ) {
        match self {
            Self::Requests(order) => {
                if let Some(index) = order.request_at(row)
                    && let Some(record) = run.request(index)
                {
                    each(index, Bar::Request(record));
                }
            }
            Self::Slots { slots, .. } => {
                for held in slots.attempts_in(row, window) {
                    let record = run.request(held.request);
                    if let Some(attempt) = record.and_then(|it| it.attempt_at(held.attempt)) {
                        each(held.request, Bar::Attempt(attempt));
                    }
                }
            }
        }
    }

    /// The row of a request; by slot, that of its last attempt. `None` if it has none.
    pub fn row_of(self, request: RequestIndex) -> Option<u32> {
        match self {
            Self::Requests(order) => order.row_of(request),
            Self::Slots { slots, .. } => {
                let last = slots
                    .attempts_of(request)
                    .max_by_key(|(_, held)| held.attempt);
                last.map(|(slot, _)| slot)
            }
        }
    }
}
