//! What all canvases do: they are set up once they are in the document, take the colours
//! again when those change, and draw when what they show changes.

use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::web_sys::HtmlCanvasElement;

use crate::browser::canvas::CanvasProblem;

/// A canvas in a component.
#[derive(Clone, Copy)]
pub struct CanvasHandle {
    /// For the `<canvas>` element.
    pub node: NodeRef<Canvas>,
    /// The browser gave no canvas to draw on.
    pub is_unavailable: Signal<bool>,
}

/// `create` and `restyle`: of the canvas type `T`. `colours`: changes with the style sheet's
/// colours. `draw` runs again whenever what it reads changes.
pub fn use_canvas<T: 'static>(
    colours: Signal<u32>,
    create: impl Fn(HtmlCanvasElement) -> Result<T, CanvasProblem> + 'static,
    restyle: fn(&mut T),
    draw: impl Fn(&mut T) + 'static,
) -> CanvasHandle {
    let node = NodeRef::<Canvas>::new();
    let canvas = StoredValue::new_local(None::<T>);
    let is_unavailable = RwSignal::new(false);
    // One effect does all three, so that nothing depends on the order of several.
    Effect::new(move |drawn_in: Option<u32>| {
        let colours = colours.get();
        let Some(element) = node.get() else {
            return colours;
        };
        canvas.update_value(|canvas| {
            if canvas.is_none() {
                *canvas = create(element).ok();
                is_unavailable.set(canvas.is_none());
            } else if drawn_in != Some(colours) {
                canvas.iter_mut().for_each(restyle);
            }
            canvas.iter_mut().for_each(&draw);
        });
        colours
    });
    CanvasHandle {
        node,
        is_unavailable: is_unavailable.into(),
    }
}
