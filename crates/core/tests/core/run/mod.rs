mod browser_times;
mod heartbeat;
mod in_flight;
mod redirects;
mod request_life;
mod run_fold;
mod unreachable;
