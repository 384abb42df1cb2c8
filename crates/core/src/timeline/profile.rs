//! The number of requests in flight over time, as the columns of a chart.

use crate::run::in_flight::InFlightOverTime;
use crate::units::TimePoint;

/// One column of the chart: a share of the time that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The fewest in flight in that time.
    pub least: u32,
    /// The most in flight in that time, even if only for a moment.
    pub most: u32,
}

impl Column {
    const fn new(count: u32) -> Self {
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

/// Divides the time between two points into this many columns of equal width; none if the
/// second point is not later. A column includes its beginning but not its end; the last
/// includes both. The last known count continues into the future, so ask only for time
/// that has passed.
///
/// The cost is proportional to the steps in the shown time.
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
        // The count from before belongs to the column unless it changes at its beginning.
        let changes = steps.peek().is_some_and(|step| step.0 <= begin);
        let mut column = (!changes).then(|| Column::new(count));
        while let Some(step) = steps.next_if(|step| step.0 < end || is_last && step.0 == end) {
            count = step.1;
            column.get_or_insert_with(|| Column::new(count)).take(count);
        }
        begin = end;
        column.unwrap_or_else(|| Column::new(count))
    })
    .collect()
}
