//! The waterfall's colours and patterns, as the style sheet sets them: one
//! place for all colours, and the theme changes them there.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, Element, HtmlCanvasElement};

use super::layer::Style;
use crate::browser::document::page;
use playground_core::timeline::bar::Phase;

/// A pattern's tile is this many CSS pixels wide and high.
const TILE: f64 = 6.0;

/// The waterfall's colours and patterns.
pub struct Palette {
    fills: Vec<Fill>,
    pub failure: String,
    pub cancelled: String,
    pub success: String,
}

/// How a phase is filled: by its pattern, or by its plain colour where the
/// browser gave none.
pub struct Fill {
    color: String,
    pattern: Option<CanvasPattern>,
}

impl Style for Palette {
    fn read(element: &Element) -> Self {
        let color = |name: &str| custom_property(element, name);
        let fills = Phase::ALL.map(|phase| {
            let (back, line) = match phase {
                Phase::WaitingForPermit => ("--wait-back", "--wait-line"),
                Phase::WaitingForConnection => ("--connection-back", "--connection-line"),
                Phase::Connecting => ("--connecting-back", "--connecting-line"),
                Phase::WaitingForResponse => ("--response-back", "--response-line"),
                Phase::Receiving => ("--receive", "--receive"),
                Phase::WaitingForThread | Phase::WaitingForLock => {
                    ("--connecting-back", "--connecting-line")
                }
                Phase::Computing => ("--ink-soft", "--ink"),
                Phase::Updating => ("--update-back", "--update-line"),
                Phase::BackingOff => ("--backoff-back", "--backoff-line"),
                Phase::WaitingForPage => ("--connecting-back", "--connecting-line"),
            };
            let (back, line) = (color(back), color(line));
            Fill {
                pattern: pattern(phase, &back, &line),
                color: line,
            }
        });
        Self {
            fills: fills.into(),
            failure: color("--failure"),
            cancelled: color("--cancelled"),
            success: color("--success"),
        }
    }
}

impl Palette {
    /// Sets the fill of a phase; in a bar of this height, the pattern could not be seen
    /// and its colour is used. `is_field`: it is drawn without gaps between rows.
    pub fn fill_with(
        &self,
        context: &CanvasRenderingContext2d,
        phase: Phase,
        is_field: bool,
        height: f64,
    ) {
        /// In a lower bar, less than a tile fits, and its pattern cannot be recognised.
        const PATTERN_FROM: f64 = TILE;
        let Some(fill) = self.fills.get(phase as usize) else {
            return;
        };
        match &fill.pattern {
            Some(pattern) if height >= PATTERN_FROM || is_field => {
                context.set_fill_style_canvas_pattern(pattern);
            }
            _ => context.set_fill_style_str(&fill.color),
        }
    }
}

/// The value of a custom property where this element is; empty where it has none.
pub fn custom_property(element: &Element, name: &str) -> String {
    page::window()
        .and_then(|window| window.get_computed_style(element).ok().flatten())
        .and_then(|style| style.get_property_value(name).ok())
        .map(|value| value.trim().to_owned())
        .unwrap_or_default()
}

/// The phase's tile, drawn at the screen's own resolution.
fn pattern(phase: Phase, back: &str, line: &str) -> Option<CanvasPattern> {
    let tile: HtmlCanvasElement = page::document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    tile.set_width(TILE as u32);
    tile.set_height(TILE as u32);
    let context: CanvasRenderingContext2d =
        tile.get_context("2d").ok().flatten()?.dyn_into().ok()?;
    context.set_fill_style_str(back);
    context.fill_rect(0.0, 0.0, TILE, TILE);
    context.set_fill_style_str(line);
    context.set_stroke_style_str(line);
    match phase {
        Phase::WaitingForPermit => context.fill_rect(1.0, 1.0, 1.0, 1.0),
        Phase::WaitingForResponse => {
            context.set_line_width(2.0);
            context.begin_path();
            // Three strokes, so that the tile joins its neighbours.
            for shift in [-TILE, 0.0, TILE] {
                context.move_to(shift - 1.0, TILE + 1.0);
                context.line_to(shift + TILE + 1.0, -1.0);
            }
            context.stroke();
        }
        Phase::WaitingForConnection => {
            context.fill_rect(0.0, 1.0, TILE, 1.0);
            context.fill_rect(0.0, 4.0, TILE, 1.0);
        }
        Phase::Connecting => {
            context.fill_rect(0.0, 0.0, TILE, 2.0);
            context.fill_rect(0.0, 0.0, 2.0, TILE);
        }
        Phase::Receiving => context.fill_rect(0.0, 0.0, TILE, TILE),
        Phase::WaitingForThread | Phase::WaitingForLock => {
            for step in 0..TILE as u32 {
                let at = f64::from(step);
                context.fill_rect(at, at, 1.0, 1.0);
            }
        }
        Phase::Updating => {
            context.fill_rect(0.0, 0.0, 2.0, 2.0);
            context.fill_rect(3.0, 3.0, 2.0, 2.0);
        }
        Phase::Computing => {
            context.fill_rect(0.0, 0.0, TILE / 2.0, TILE / 2.0);
            context.fill_rect(TILE / 2.0, TILE / 2.0, TILE / 2.0, TILE / 2.0);
        }
        Phase::BackingOff => context.fill_rect(0.0, 0.0, 2.0, TILE),
        Phase::WaitingForPage => {
            context.fill_rect(0.0, 0.0, 1.0, TILE);
            context.fill_rect(3.0, 0.0, 1.0, TILE);
        }
    }
    context
        .create_pattern_with_html_canvas_element(&tile, "repeat")
        .ok()
        .flatten()
        .filter(|pattern| !JsValue::from(pattern.clone()).is_null())
}
