//! How long the next run should take, or how much is left of this one.

use crate::units::Span;
use crate::wording::numbers::format_span;

/// Of all lanes together; empty where one of them has no plan.
pub fn total(forecast: &[Option<Span>]) -> String {
    let mut lanes = forecast.iter();
    let total = lanes.try_fold(Span::ZERO, |sum, lane| Some(sum + (*lane)?));
    total
        .filter(|_| !forecast.is_empty())
        .map(|total| format!("about {}", format_span(total)))
        .unwrap_or_default()
}

/// While it runs; empty where that cannot be told.
pub fn left(remaining: Option<Span>) -> String {
    remaining
        .map(|left| format!("about {} left", format_span(left)))
        .unwrap_or_default()
}
