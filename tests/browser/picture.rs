//! A waterfall on a real canvas whose every colour is known, and what is to be seen on it.

use fetch_playground::browser::canvas::{Scene, WaterfallCanvas};
use playground_core::run::Run;
use playground_core::timeline::order::RowOrder;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{RequestIndex, Span, TimePoint};
use web_sys::HtmlCanvasElement;

use super::page::{make_canvas, pixels_of};

/// Left of the time axis there is room for marks.
pub const GUTTER: u32 = 16;

/// What a pixel shows. The style gives each of them a colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Nothing,
    WaitBack,
    WaitLine,
    ResponseBack,
    ResponseLine,
    Receiving,
    BackoffBack,
    BackoffLine,
    Failure,
    Success,
    Cancelled,
    /// A blend, as at the edge of a slanted line.
    Mixed,
}

const STYLE: [(&str, &str, [u8; 3], Shows); 10] = [
    ("--wait-back", "#c0c0c0", [192, 192, 192], Shows::WaitBack),
    ("--wait-line", "#404040", [64, 64, 64], Shows::WaitLine),
    (
        "--response-back",
        "#8080ff",
        [128, 128, 255],
        Shows::ResponseBack,
    ),
    (
        "--response-line",
        "#0000ff",
        [0, 0, 255],
        Shows::ResponseLine,
    ),
    ("--receive", "#00ff00", [0, 255, 0], Shows::Receiving),
    (
        "--backoff-back",
        "#ff80ff",
        [255, 128, 255],
        Shows::BackoffBack,
    ),
    (
        "--backoff-line",
        "#ff00ff",
        [255, 0, 255],
        Shows::BackoffLine,
    ),
    ("--failure", "#ff0000", [255, 0, 0], Shows::Failure),
    ("--success", "#00ffff", [0, 255, 255], Shows::Success),
    ("--cancelled", "#ffff00", [255, 255, 0], Shows::Cancelled),
];

/// A canvas in the page; dropped, it is gone.
pub struct Picture {
    element: HtmlCanvasElement,
    waterfall: WaterfallCanvas,
    width: u32,
}

impl Picture {
    /// A canvas of this width for the time axis, and this height for the rows.
    pub fn new(axis_width: u32, height: u32) -> Self {
        let width = GUTTER + axis_width;
        let properties = STYLE.map(|(name, value, ..)| (name, value));
        let properties: serde_json::Map<_, _> = properties
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let properties = serde_json::Value::Object(properties).to_string();
        let element = make_canvas(width, height, &properties);
        let waterfall = WaterfallCanvas::new(element.clone(), || {}).expect("the browser can draw");
        Self {
            element,
            waterfall,
            width,
        }
    }

    /// Draws what has changed, on an axis of `axis_ms`.
    pub fn draw(&mut self, run: &Run, axis_ms: f64, now_ms: f64, changed: &[RequestIndex]) {
        let order = RowOrder::natural(run.requests().len() as u32);
        self.draw_rows(run, ShownRows::Requests(&order), axis_ms, now_ms, changed);
    }

    /// The same with these rows.
    pub fn draw_rows(
        &mut self,
        run: &Run,
        shown: ShownRows<'_>,
        axis_ms: f64,
        now_ms: f64,
        changed: &[RequestIndex],
    ) {
        let scene = Scene {
            run,
            shown,
            arrangement: 0,
            window: TimeWindow::whole(Span::from_ms(axis_ms)),
            rows: RowWindow::whole(shown.len()),
            now: TimePoint::from_ms(now_ms),
        };
        self.waterfall.draw(&scene, changed);
    }

    pub fn pixels(&self) -> Pixels {
        Pixels {
            bytes: pixels_of(&self.element),
            width: self.width,
        }
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// What was on a canvas at one moment.
pub struct Pixels {
    bytes: Vec<u8>,
    width: u32,
}

impl Pixels {
    pub fn at(&self, x: u32, y: u32) -> Shows {
        let [red, green, blue, alpha] = self.rgba(x, y);
        if alpha == 0 {
            return Shows::Nothing;
        }
        let known = STYLE
            .iter()
            .find(|(_, _, color, _)| alpha == 255 && *color == [red, green, blue]);
        known.map_or(Shows::Mixed, |&(.., shows)| shows)
    }

    /// Whether everything in a rectangle shows one of these, and each of them is there.
    #[track_caller]
    pub fn assert_area(
        &self,
        (from_x, to_x): (u32, u32),
        (from_y, to_y): (u32, u32),
        wanted: &[Shows],
    ) {
        let mut missing: Vec<Shows> = wanted.to_vec();
        for y in from_y..to_y {
            for x in from_x..to_x {
                let shows = self.at(x, y);
                missing.retain(|wanted| *wanted != shows);
                assert!(
                    wanted.contains(&shows),
                    "({x}, {y}) shows {shows:?} and not one of {wanted:?}"
                );
            }
        }
        assert!(missing.is_empty(), "{missing:?} is nowhere in the area");
    }

    /// How many pixels of a rectangle show this.
    pub fn count(&self, columns: (u32, u32), rows: (u32, u32), wanted: Shows) -> usize {
        let pixels = (rows.0..rows.1).flat_map(|y| (columns.0..columns.1).map(move |x| (x, y)));
        pixels.filter(|&(x, y)| self.at(x, y) == wanted).count()
    }

    /// The pixels that differ by more than a hair, and by how much at most.
    pub fn differences(&self, other: &Self) -> Vec<(u32, u32)> {
        /// Rounding in the browser's blending.
        const A_HAIR: u8 = 2;
        assert_eq!(self.bytes.len(), other.bytes.len());
        let pairs = self.bytes.chunks(4).zip(other.bytes.chunks(4));
        let places = (0..).zip(pairs).filter(|(_, (one, another))| {
            let apart = one.iter().zip(*another).map(|(a, b)| a.abs_diff(*b));
            apart.max() > Some(A_HAIR)
        });
        places
            .map(|(place, _): (u32, _)| (place % self.width, place / self.width))
            .collect()
    }

    fn rgba(&self, x: u32, y: u32) -> [u8; 4] {
        let at = ((y * self.width + x) * 4) as usize;
        let bytes = self.bytes.get(at..at + 4).expect("within the picture");
        [bytes[0], bytes[1], bytes[2], bytes[3]]
    }
}
