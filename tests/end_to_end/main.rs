//! The built page in a real browser, as a person and the console meet it: by role and accessible
//! name, by the report, by the lab's own count. `cargo xtask test build end-to-end` builds the page
//! and runs this.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../support/browser/mod.rs"]
mod browser;
#[path = "../support/fault_matrix/mod.rs"]
mod faults_table;
#[path = "../support/lab_server.rs"]
mod lab_server;
#[path = "../support/misbehaving_server.rs"]
mod misbehaving_server;
#[path = "../support/scenes.rs"]
mod scenes;
#[path = "../support/screen_text.rs"]
mod screen_text;

mod addresses;
mod claims_of_failures;
mod claims_of_threads;
mod claims_of_waiting;
mod documents;
mod error_cases;
mod lab;
mod lesson;
mod lesson_screen;
mod page_scripts;
mod phases;
mod screen;
mod visit;
mod workers;

mod accessible;
mod alone;
mod bad_documents;
mod bad_typing;
mod batches;
mod broken_bodies;
mod busy_page;
mod by_keyboard;
mod by_slot;
mod capacity;
mod choosing;
mod computed_on;
mod computing;
mod console_api;
mod crash;
mod debug_log;
mod debug_mode;
mod default_experiment;
mod error_kinds;
mod exports;
mod extremes;
mod fault_matrix;
mod faults;
mod file_drop;
mod forced_colours;
mod freeze;
mod heartbeat;
mod held_keys;
mod keys;
mod lanes;
mod large_bodies;
mod lesson_in_sight;
mod lesson_links;
mod lessons_by_keyboard;
mod lessons_by_report;
mod lessons_error_cases;
mod limit;
mod lost_updates;
mod memory;
mod new_build;
mod no_lab;
mod no_workers;
mod not_starting;
mod offline;
mod own_urls;
mod possible_causes;
mod presets;
mod recorded;
mod recorded_files;
mod retries;
mod shortage;
mod sizes;
mod sources;
mod stage;
mod stop;
mod support_tests;
mod threads;
mod threads_crash;
mod threads_end;
mod threads_fail;
mod timeline;
mod timeline_rows;
