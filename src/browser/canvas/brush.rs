//! What a lane is painted with: its colours, and the sizes that decide how they are used.

use super::palette::Palette;
use super::surface::Surface;
use playground_core::timeline::bar::Phase;

/// Room at the left for the outcomes' marks, in pixels.
pub const GUTTER: f64 = 16.0;

/// A surface and its palette, for one drawing.
pub struct Brush<'a> {
    pub surface: &'a Surface,
    pub palette: &'a Palette,
    /// Height of a row, in pixels.
    pub pitch: f64,
    /// Height of a bar, in pixels.
    pub bar_height: f64,
    /// The phase that is drawn as one field, without gaps between rows.
    pub field: Phase,
}

impl Brush<'_> {
    /// Sets the fill of a phase.
    pub fn fill_with(&self, phase: Phase) {
        let is_field = phase == self.field;
        self.palette
            .fill_with(&self.surface.context, phase, is_field, self.bar_height);
    }
}
