//! A dialog before the page: what is behind it waits.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Opens and closes the dialog that the node is given to.
pub fn modal(is_open: Signal<bool>) -> NodeRef<Dialog> {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if is_open.get() && !dialog.open() {
            // It fails only for a dialog outside the document.
            let _shown = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    dialog
}
