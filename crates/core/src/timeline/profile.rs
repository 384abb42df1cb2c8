//! How many were in flight over time, as the columns of a picture.

use crate::run::in_flight::InFlightOverTime;
use crate::units::TimePoint;

/// What a column stands for: a share of the time that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The fewest in flight in that time.
    pub least: u32,
    /// The most in flight in that time, for however short a moment.
    pub most: u32,
}

impl Column {
    const fn of(count: u32) -> Self {
        Self {
            least: count,
            most: count,
        }
    }

    fn take(&mut self, count: u32) {
        self.least = self.least.min(count);
        self.most = self.most.max(count);
    }
}

/// The time between two points as so many columns of one width; none where there is
/// no time between them. A column has its beginning, and its end belongs to the next;
/// only the last has both. After the last step its count goes on, also where nothing
/// is known yet: ask for no more than has passed.
///
/// What is not shown costs nothing, and what is shown is gone through once.
pub fn columns(
    in_flight: &InFlightOverTime,
    from: TimePoint,
    to: TimePoint,
    columns: usize,
) -> Vec<Column> {
    let width = (to - from).ms();
    if !(width > 0.0 && width.is_finite()) {
        return Vec::new();
    }
    let all = in_flight.steps();
    let (before, shown) = all.split_at(all.partition_point(|step| step.0 < from));
    let mut count = before.last().map_or(0, |step| step.1);
    let mut steps = shown.iter().peekable();
    let begin_of = |column: usize| {
        // In this order whole ms stay whole.
        TimePoint::from_ms(from.ms() + width * column as f64 / columns as f64)
    };
    let ends = (1..=columns).map(|next| match next == columns {
        true => (to, true),
        false => (begin_of(next), false),
    });
    let mut begin = from;
    ends.map(|(end, is_last)| {
        // What was before counts unless it changes at once.
        let changes = steps.peek().is_some_and(|step| step.0 <= begin);
        let mut column = (!changes).then(|| Column::of(count));
        while let Some(step) = steps.next_if(|step| step.0 < end || is_last && step.0 == end) {
            count = step.1;
            column.get_or_insert_with(|| Column::of(count)).take(count);
        }
        begin = end;
        column.unwrap_or_else(|| Column::of(count))
    })
    .collect()
}
