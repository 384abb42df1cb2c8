//! What came of a run: the comparison, errors, one request, statistics, the table of all
//! requests, the debug log and reports. May import `shared`.

mod compare;
mod debug_fields;
mod debug_log;
mod debug_rows;
mod debug_switch;
mod error_group;
mod errors;
mod histogram;
pub mod panel;
mod published;
mod report_buttons;
mod request_detail;
mod request_table;
mod request_times;
mod statistics;
