//! The view model: what the page shows of a comparison, as plain values. The current time, the
//! number of cores and the kept responses are passed in. May import everything in the core.

pub mod announcements;
pub mod captions;
pub mod compare;
pub mod comparison;
pub mod debug_log;
pub mod detail;
pub mod estimate;
pub mod failures;
pub mod figures;
pub mod forecast;
pub mod histogram_labels;
pub mod lane_headline;
pub mod lane_state;
pub mod lesson_guess;
pub mod lesson_stage;
pub mod marks;
pub mod open_lesson;
pub mod plot;
pub mod question;
pub mod recorded;
pub mod recording;
pub mod remarks;
pub mod report;
pub mod request_urls;
pub mod response_detail;
pub mod row_order;
pub mod settings_summary;
pub mod statistics;
pub mod table;
pub mod theme;
pub mod throttle;
pub mod url_notes;
pub mod user_timing;
pub mod viewport;
pub mod viewport_change;
