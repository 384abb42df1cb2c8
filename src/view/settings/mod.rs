//! The settings of the next run: the workload, its faults, the lanes and their policy. May
//! import `shared`.

mod capacity_fields;
mod draft_choice;
mod fault_fields;
pub mod fields;
mod lanes_field;
mod latency_fields;
mod limit_field;
mod more_settings;
pub mod panel;
mod policy_fields;
mod preset_field;
mod work_field;
