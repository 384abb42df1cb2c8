mod checkpoints;
mod debug_log;
mod remarks;
mod secret_lane;
mod user_timing;
