//! What several subjects use: fields, lists, buttons, icons, dialogs, and the hooks for the
//! store and for canvases. May import no other folder of the view.

pub mod dialog;
pub mod dynamic;
pub mod icon;
pub mod number_field;
pub mod request_button;
pub mod row_window;
pub mod select;
