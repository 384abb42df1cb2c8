mod checkpoints;
mod debug_log;
mod user_timing;
