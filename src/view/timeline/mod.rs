//! Which part of the lanes is shown, and in which order: legend, overview, zoom, sorting and
//! filtering, and their keys. May import `shared`, and `lane` for the strips of the overview.

pub mod bar;
mod keys;
mod legend;
mod minimap;
mod rows_field;
