//! How many requests were in flight over time, with the limit drawn in.

use web_sys::Element;

use super::layer::{Layer, Style};
use super::palette::custom_property;
use super::surface::Surface;
use playground_core::run::in_flight::InFlightOverTime;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::profile::{Column, columns};
use playground_core::timeline::window::TimeWindow;
use playground_core::units::TimePoint;

/// The plot's height as a multiple of the highest value in it.
const HEADROOM: f64 = 1.12;

/// Which of a column's counts is drawn.
type CountOf = fn(&Column) -> u32;

/// What to draw.
pub struct InFlightScene<'a> {
    pub in_flight: &'a InFlightOverTime,
    pub window: TimeWindow,
    /// The end of what is known.
    pub until: TimePoint,
    /// The highest value in the plot: the peak in flight, or the limit.
    pub highest: u32,
}

/// The canvas of the plot; the same scene again is not drawn again.
pub type InFlightCanvas = Layer<InFlightColors, Option<DrawnScene>>;

/// What tells one drawing from another.
#[derive(PartialEq)]
pub struct DrawnScene {
    window: TimeWindow,
    until: TimePoint,
    highest: u32,
    steps: usize,
    limits: usize,
}

pub struct InFlightColors {
    /// As far as the count ever rose.
    most: String,
    /// What it never fell below.
    least: String,
    limit: String,
}

impl Style for InFlightColors {
    fn read(element: &Element) -> Self {
        Self {
            most: custom_property(element, "--in-flight-most"),
            least: custom_property(element, "--in-flight"),
            limit: custom_property(element, "--ink-soft"),
        }
    }
}

impl InFlightCanvas {
    pub fn draw(&mut self, scene: &InFlightScene<'_>) {
        let scene_drawn = Some(DrawnScene {
            window: scene.window,
            until: scene.until,
            highest: scene.highest,
            steps: scene.in_flight.steps().len(),
            limits: scene.in_flight.limits().len(),
        });
        let resized = self.fit();
        let (surface, colors, drawn) = self.parts();
        if !resized && *drawn == scene_drawn {
            return;
        }
        *drawn = scene_drawn;
        surface.clear();
        let axis = TimeAxis::new(scene.window, surface.width());
        let until = scene.until.min(scene.window.to());
        let width = axis.x_from_time(until).0.clamp(0.0, surface.width().0);
        let places = surface.to_device(width).count() as usize;
        let height = surface.height().0;
        let scale = height / (f64::from(scene.highest.max(1)) * HEADROOM);
        let top_of = |count: u32| surface.snap(height - f64::from(count) * scale);

        let shown = columns(scene.in_flight, scene.window.from(), until, places);
        let context = &surface.context;
        let most: CountOf = |column| column.most;
        let least: CountOf = |column| column.least;
        for (color, count_of) in [(&colors.most, most), (&colors.least, least)] {
            context.set_fill_style_str(color);
            let mut columns = (0_u32..).zip(&shown).peekable();
            while let Some((from, column)) = columns.next() {
                let count = count_of(column);
                let mut to = from + 1;
                while columns
                    .next_if(|(_, next)| count_of(next) == count)
                    .is_some()
                {
                    to += 1;
                }
                if count > 0 {
                    let (x, top) = (f64::from(from) * surface.line(), top_of(count));
                    let width = f64::from(to - from) * surface.line();
                    context.fill_rect(x, top, width, height - top);
                }
            }
        }
        context.set_fill_style_str(&colors.limit);
        draw_limits(surface, scene, &axis, &top_of);
    }
}

fn draw_limits(
    surface: &Surface,
    scene: &InFlightScene<'_>,
    axis: &TimeAxis,
    top_of: &dyn Fn(u32) -> f64,
) {
    let width = surface.width();
    let limits = scene.in_flight.limits();
    for (place, &(from, limit)) in limits.iter().enumerate() {
        let end = limits.get(place + 1).map(|next| axis.x_from_time(next.0));
        let from = axis.x_from_time(from).0.max(0.0);
        let to = end.unwrap_or(width).0.min(width.0);
        dash(surface, from, to, top_of(limit));
    }
}

fn dash(surface: &Surface, from: f64, to: f64, top: f64) {
    const DASH: f64 = 5.0;
    const GAP: f64 = 4.0;
    let mut x = from;
    while x < to {
        let width = DASH.min(to - x);
        surface.context.fill_rect(x, top, width, 1.5);
        x += DASH + GAP;
    }
}
