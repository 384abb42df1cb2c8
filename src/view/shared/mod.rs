//! What several subjects use: fields, lists, buttons, icons, dialogs, and the hooks for the
//! store and for canvases. May import no other folder of the view.

pub mod canvas;
pub mod data_table;
pub mod dialog;
pub mod dynamic;
pub mod form;
pub mod icon;
pub mod number_field;
pub mod request_button;
pub mod row_window;
pub mod select;
pub mod store;
