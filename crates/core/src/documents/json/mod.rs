//! JSON objects: taken apart field by field, and put together.

mod fields;
mod value;

pub use fields::Fields;
pub use value::{named, names, object, whole_number, written};
