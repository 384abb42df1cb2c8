//! Every sentence and every number format of the page.

pub mod decimal;
pub mod explain;
