//! The screen: one component a file. `app` binds the store; what stands below
//! it takes what it shows and says what was pressed.

pub mod app;
mod choice_field;
mod compare;
mod dialog;
mod dynamic;
mod error_group;
mod errors;
mod fault_fields;
mod header;
mod heartbeat;
mod help;
mod icon;
mod keys;
mod lane;
mod lane_counts;
mod lanes_field;
mod latency_fields;
mod later;
mod legend;
mod limit_field;
mod notice;
mod number_field;
mod on_error_field;
mod permission;
mod preset_field;
mod published;
mod report_buttons;
mod request_detail;
mod request_times;
mod results;
mod settings;
mod source_field;
mod time_axis;
mod url_field;
mod waterfall;
mod work_field;
