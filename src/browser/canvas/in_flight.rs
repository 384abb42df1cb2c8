//! How many were in flight over time, with the limit drawn in.

use web_sys::HtmlCanvasElement;

use super::palette::custom_property;
use super::surface::{CanvasProblem, Surface};
use playground_core::run::in_flight::InFlightOverTime;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::profile::{Column, columns};
use playground_core::timeline::window::TimeWindow;
use playground_core::units::TimePoint;

/// So much room is left above what is highest.
const HEADROOM: f64 = 1.12;

/// Which of a column's counts is drawn.
type CountOf = fn(&Column) -> u32;

const COLORS: [&str; 3] = ["--in-flight-most", "--in-flight", "--ink-soft"];

/// What to draw.
pub struct InFlightScene<'a> {
    pub in_flight: &'a InFlightOverTime,
    pub window: TimeWindow,
    /// Later than this nothing is known.
    pub until: TimePoint,
    /// What reaches to the top, or nearly: the most there were, or might be.
    pub highest: u32,
}

pub struct InFlightCanvas {
    surface: Surface,
    /// Asking the browser for them makes it look at all styles: only if need be.
    colors: Option<[String; 3]>,
    /// What the last drawing was of; the same again is the same picture.
    drawn: Option<Drawn>,
}

/// The window, until when, what reaches to the top, and how many steps and limits.
type Drawn = (TimeWindow, TimePoint, u32, usize, usize);

impl InFlightCanvas {
    /// # Errors
    /// The canvas cannot be drawn on.
    pub fn new(
        canvas: HtmlCanvasElement,
        on_resize: impl Fn() + 'static,
    ) -> Result<Self, CanvasProblem> {
        let surface = Surface::new(canvas, on_resize)?;
        Ok(Self {
            surface,
            colors: None,
            drawn: None,
        })
    }

    /// Takes the colours again, after the theme has changed.
    pub fn restyle(&mut self) {
        self.colors = None;
        self.drawn = None;
    }

    pub fn draw(&mut self, scene: &InFlightScene<'_>) {
        let drawn = Some((
            scene.window,
            scene.until,
            scene.highest,
            scene.in_flight.steps().len(),
            scene.in_flight.limits().len(),
        ));
        if !self.surface.fit() && self.drawn == drawn {
            return;
        }
        self.drawn = drawn;
        self.surface.clear();
        let surface = &self.surface;
        let colors = || COLORS.map(|name| custom_property(&surface.canvas, name));
        let [most_color, least_color, limit_color] = self.colors.get_or_insert_with(colors);
        let axis = TimeAxis::new(scene.window, surface.width());
        let until = scene.until.min(scene.window.to());
        let width = axis.x_from_time(until).0.clamp(0.0, surface.width().0);
        let places = (width / surface.line()).round() as usize;
        let height = surface.height().0;
        let scale = height / (f64::from(scene.highest.max(1)) * HEADROOM);
        let top_of = |count: u32| surface.snap(height - f64::from(count) * scale);

        let shown = columns(scene.in_flight, scene.window.from(), until, places);
        let context = &surface.context;
        // First as far as it ever rose, then what was never undercut.
        let most: CountOf = |column| column.most;
        let least: CountOf = |column| column.least;
        for (color, count_of) in [(most_color, most), (least_color, least)] {
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
        context.set_fill_style_str(limit_color);
        self.draw_limits(scene, &axis, &top_of);
    }

    fn draw_limits(&self, scene: &InFlightScene<'_>, axis: &TimeAxis, top_of: &dyn Fn(u32) -> f64) {
        let width = self.surface.width();
        let limits = scene.in_flight.limits();
        for (place, &(from, limit)) in limits.iter().enumerate() {
            let end = limits.get(place + 1).map(|next| axis.x_from_time(next.0));
            let from = axis.x_from_time(from).0.max(0.0);
            let to = end.unwrap_or(width).0.min(width.0);
            self.dash(from, to, top_of(limit));
        }
    }

    fn dash(&self, from: f64, to: f64, top: f64) {
        const DASH: f64 = 5.0;
        const GAP: f64 = 4.0;
        let mut x = from;
        while x < to {
            let width = DASH.min(to - x);
            self.surface.context.fill_rect(x, top, width, 1.5);
            x += DASH + GAP;
        }
    }
}
