//! A canvas of the page with its colours and what is drawn on it: what all canvases share.

use web_sys::{Element, HtmlCanvasElement};

use super::surface::{CanvasProblem, Surface};

/// Colours that the style sheet sets.
pub trait Style {
    /// Reads those that hold for this element now.
    fn read(element: &Element) -> Self;
}

/// A canvas, the style `S` it is drawn in, and a note `D` of what was drawn, so that the
/// same is not drawn again.
pub struct Layer<S, D> {
    surface: Surface,
    /// Reading it makes the browser compute all styles: only when it is needed.
    style: Option<S>,
    drawn: D,
}

impl<S: Style, D: Default> Layer<S, D> {
    /// `on_resize` is called when there is reason to draw again.
    ///
    /// # Errors
    /// The canvas cannot be drawn on.
    pub fn new(
        canvas: HtmlCanvasElement,
        on_resize: impl Fn() + 'static,
    ) -> Result<Self, CanvasProblem> {
        Ok(Self {
            surface: Surface::new(canvas, on_resize)?,
            style: None,
            drawn: D::default(),
        })
    }

    /// Reads the colours again, after the theme has changed.
    pub fn restyle(&mut self) {
        self.style = None;
        self.drawn = D::default();
    }

    /// Clears the canvas.
    pub fn wipe(&mut self) {
        // The element may have been another run's, and is not measured yet.
        self.surface.fit();
        self.surface.clear();
        self.drawn = D::default();
    }

    /// Fits the bitmap to the canvas; whether what was drawn is gone.
    pub(super) fn fit(&mut self) -> bool {
        self.surface.fit()
    }

    pub(super) const fn surface(&self) -> &Surface {
        &self.surface
    }

    /// All that a drawing needs at the same time.
    pub(super) fn parts(&mut self) -> (&Surface, &S, &mut D) {
        let Self {
            surface,
            style,
            drawn,
        } = self;
        let style = style.get_or_insert_with(|| S::read(&surface.canvas));
        (surface, style, drawn)
    }
}
