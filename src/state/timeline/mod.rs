//! What is done to the part of the lanes that is shown. May import `store`.

pub mod pointer;
pub mod row_order;
pub mod viewport_commands;
